"""The one store that this process has open."""

from __future__ import annotations

import threading

from ishreja.storage.location import database_path
from ishreja.storage.store import Clock, Store, utc_now

clock: Clock = utc_now
"""What gives the moment to the stores opened here."""

_lock = threading.Lock()
_open: dict[str, Store] = {}


def store() -> Store:
    """The open store: the office's own, unless only the demo exists.

    Raises StoreBusy and StoreNewer (UserErrors).
    """
    path = database_path()
    with _lock:
        if str(path) not in _open:
            for other in list(_open):
                _open.pop(other).close()
            _open[str(path)] = Store.open(path, clock=clock)
        return _open[str(path)]


def close() -> None:
    """Close what is open, at the server's end."""
    with _lock:
        while _open:
            _open.popitem()[1].close()
