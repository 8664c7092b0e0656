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
"""How many are remembered at most, the latest."""

asking: ContextVar[str | None] = ContextVar("asking", default=None)
"""The sha256 of the session token of the connection that asks, where a page's connection does."""

_lock = threading.Lock()
_holders: OrderedDict[str, Actor] = OrderedDict()


def hold(name: str, actor: Actor) -> None:
    """Let the page or file of this name be the actor's."""
    with _lock:
        _holders[name] = actor
        _holders.move_to_end(name)
        while len(_holders) > KEPT:
            _holders.popitem(last=False)


def may_fetch(actor: Actor, name: str) -> bool:
    """Whether the actor may have the file; one that nobody holds is not there for anybody, and is let through."""
    return _is_own(actor, name, SEE, nobodys=True)


def may_upload(actor: Actor, name: str) -> bool:
    """Whether the actor may upload to the page of this name."""
    return _is_own(actor, name, REPORT, nobodys=False)


def _is_own(actor: Actor, name: str, action: str, *, nobodys: bool) -> bool:
    """Whether it is the actor's, with the rights of then; another account's attempt is noted."""
    with _lock:
        holder = _holders.get(name)
    if holder is None:
        return nobodys
    if (holder.account, holder.name) != (actor.account, actor.name):
        refused(actor, action, holder.place)
    return holder == actor
