"""Whose an open page is, and whose a file that was made to be downloaded: Streamlit serves both to whoever names them.

A page is named by its session's id, which stands in the address of every upload to it. Kept in this process alone, as
both are themselves.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextvars import ContextVar

from ishreja.access.actors import REPORT, SEE, Actor, refused

KEPT = 20_000
"""How many are remembered at most, the latest; a file whose holder is forgotten is made anew, and given to nobody."""

asking: ContextVar[str | None] = ContextVar("asking", default=None)
"""The sha256 of the session token of the connection that asks, where a page's connection does."""

_lock = threading.Lock()
_holders: OrderedDict[str, tuple[Actor, ...]] = OrderedDict()


def hold(name: str, actor: Actor) -> None:
    """Let the page or file of this name be the actor's, and whose it was before: two may make the same file."""
    with _lock:
        _holders[name] = (*(one for one in _holders.get(name, ()) if one != actor), actor)
        _holders.move_to_end(name)
        while len(_holders) > KEPT:
            _holders.popitem(last=False)


def may_fetch(actor: Actor, name: str) -> bool:
    """Whether the actor may have the file: one that it was made for, and is remembered."""
    return _is_own(actor, name, SEE)


def may_upload(actor: Actor, name: str) -> bool:
    """Whether the actor may upload to the page of this name."""
    return _is_own(actor, name, REPORT)


def _is_own(actor: Actor, name: str, action: str) -> bool:
    """Whether it is the actor's, with the rights of then; another account's attempt is noted."""
    with _lock:
        found = _holders.get(name)
    if found is None:
        return False
    if not any((one.account, one.name) == (actor.account, actor.name) for one in found):
        refused(actor, action, found[-1].place)
    return actor in found
