"""Refused attempts written to the record of changes."""

from __future__ import annotations

import logging

from ishreja.access import attempts
from ishreja.errors import UserError
from ishreja.storage import audit
from ishreja.storage.store import Store

REFUSED = "refused"


def write(store: Store) -> None:
    """Write every attempt that waits, outside of any transaction; where the disk refuses, they wait on."""
    waiting = attempts.take()
    if not waiting:
        return
    try:
        with store.transaction() as tx:
            for one in waiting:
                audit.record(tx, audit.Event(one.who, one.role, REFUSED, one.place, None, one.action))
    except UserError as error:
        attempts.put_back(waiting)
        logging.getLogger("ishreja").error("refused attempts wait to be recorded: %s", error)
