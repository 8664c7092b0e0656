"""Actors, their roles, and the one function that says what an actor may do."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass

from ishreja.errors import UserError
from ishreja.language import _

SEE, REPORT, ADOPT, CHANGE = "see", "report", "adopt", "change"
OFFICE, COMMAND_LINE, DEMO, READER = "office", "command line", "demo", "reader"

RIGHTS: dict[str, frozenset[str]] = {
    OFFICE: frozenset({SEE, REPORT, ADOPT, CHANGE}),
    COMMAND_LINE: frozenset({SEE, REPORT, ADOPT, CHANGE}),
    DEMO: frozenset({SEE, REPORT, ADOPT, CHANGE}),
    READER: frozenset({SEE}),
}


class NotAllowed(UserError):
    """The actor may not do this at this place."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts: name as it is recorded, role (a key of RIGHTS), places by code or None for all."""

    name: str
    role: str
    places: frozenset[str] | None = None


def local_actor() -> Actor:
    """Whoever sits at this machine; the server listens to no other."""
    return Actor("Markaz xodimi", OFFICE)


def command_line_actor() -> Actor:
    """The operating system's user at the command line: whose process it is, whatever the environment claims."""
    user = os.getuid()
    try:
        name = pwd.getpwuid(user).pw_name
    except KeyError:  # a user without an entry, as in some containers
        name = f"uid {user}"
    return Actor(name, COMMAND_LINE)


def demo_actor() -> Actor:
    """The hand that fills in the demo data."""
    return Actor("Namuna", DEMO)


def may(actor: Actor, action: str, place: str) -> bool:
    """Whether the actor may do the action (see, report, adopt, change) at the place."""
    here = actor.places is None or place in actor.places
    return here and action in RIGHTS.get(actor.role, frozenset())


def require(actor: Actor, action: str, place: str) -> None:
    """Raise NotAllowed unless the actor may do the action at the place."""
    if not may(actor, action, place):
        raise NotAllowed(_("You have no right to do this for this place. Ask your administrator."))
