"""What every page asks for first: the actor, the store that is open, and today's date in Tashkent."""

from __future__ import annotations

import logging
import threading
from datetime import date, datetime

from ishreja.access import Actor, local_actor
from ishreja.errors import UserError
from ishreja.language.formatting import TASHKENT
from ishreja.storage.location import database_path
from ishreja.storage.store import Store

_lock = threading.Lock()
_open: dict[str, Store] = {}


def store() -> Store:
    """The one open store of this process: the office's own, unless only the demo exists.

    Raises StoreBusy and StoreNewer (UserErrors).
    """
    path = database_path()
    with _lock:
        if str(path) not in _open:
            for other in list(_open):
                _open.pop(other).close()
            _open[str(path)] = Store.open(path)
        return _open[str(path)]


def close() -> None:
    """Close what is open, at the server's end."""
    with _lock:
        while _open:
            _open.popitem()[1].close()


def actor() -> Actor:
    """Who acts on this machine."""
    return local_actor()


def today() -> date:
    """Today's date in Tashkent."""
    return datetime.now(TASHKENT).date()


def warm_up() -> None:
    """Import the heavy libraries and open the store, so that the first visitor does not wait for it.

    A store that cannot be opened is told to the visitor by the page itself.
    """
    import plotly.graph_objects  # noqa: F401

    import ishreja.charts  # noqa: F401

    try:
        store()
    except UserError as error:
        logging.getLogger("ishreja").error("the store did not open: %s", error)
