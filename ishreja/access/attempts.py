"""Attempts at what nobody gave a right to, noted where they are refused, until they are written to the record.

They are refused in the midst of transactions too, which are undone; so they are written afterwards (recording). The
same attempt is noted once in a while, and each person's only so often: nobody floods the record by trying.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, replace

AGAIN = 600.0
"""Seconds after which the same attempt is noted once more."""
OF_ONE = 30
"""How many attempts of one person are noted in AGAIN seconds one by one; then one more as what it is, MORE."""
MORE = "more"
"""The action of an attempt after which no further ones of the person are noted for a while."""
WAITING = 500
"""How many wait at most to be written."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tried which action at which place."""

    who: str
    role: str
    action: str
    place: str


_lock = threading.Lock()
_noted: dict[Attempt, float] = {}
_waiting: deque[Attempt] = deque(maxlen=WAITING)


def note(attempt: Attempt) -> None:
    """Keep the attempt to be written, unless it or too many of the same person's were noted just now.

    The first beyond those is kept as MORE: the record says that there were others.
    """
    now = time.monotonic()
    with _lock:
        for old in [one for one, moment in _noted.items() if now - moment >= AGAIN]:
            del _noted[old]
        before = sum(one.who == attempt.who for one in _noted)
        if attempt in _noted or before > OF_ONE:
            return
        if before == OF_ONE:
            attempt = replace(attempt, action=MORE)
        _noted[attempt] = now
        _waiting.append(attempt)


def take() -> tuple[Attempt, ...]:
    """Those that wait, which then wait no longer."""
    with _lock:
        taken = tuple(_waiting)
        _waiting.clear()
    return taken


def put_back(attempts: tuple[Attempt, ...]) -> None:
    """Let attempts that could not be written wait again."""
    with _lock:
        _waiting.extendleft(reversed(attempts))


def forget() -> None:
    """Forget all that was noted."""
    with _lock:
        _noted.clear()
        _waiting.clear()
