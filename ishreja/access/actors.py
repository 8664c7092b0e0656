"""Actors and their rights: the one place that says what an actor may see, and what it may do where."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass

from ishreja.access import attempts
from ishreja.access.attempts import Attempt
from ishreja.domain.places import REPUBLIC, above, holds_places, within
from ishreja.domain.round import MonthState, Step, allowed
from ishreja.errors import UserError
from ishreja.language import _

SEE, REPORT, SUBMIT, ADOPT, CHANGE = "see", "report", "submit", "adopt", "change"
ACCEPT, RETURN, GRANT, ASK = "accept", "return", "grant", "ask"
MANAGE, AUDIT = "manage", "audit"

STAFF, DIRECTOR, REGION, VIEWER, ADMINISTRATOR = "staff", "director", "region", "viewer", "administrator"
ROLES = (STAFF, DIRECTOR, REGION, VIEWER, ADMINISTRATOR)
"""The roles that an account may have."""
COMMAND_LINE, DEMO = "command line", "demo"

_ALL = frozenset({SEE, REPORT, SUBMIT, ADOPT, CHANGE, ACCEPT, RETURN, GRANT, ASK, MANAGE, AUDIT})
_OFFICE = frozenset({SEE, REPORT, SUBMIT, ADOPT, CHANGE, ASK})
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role may do at its own place, at the places directly below it, and at all others below."""

    own: frozenset[str]
    children: frozenset[str] = _NONE
    deeper: frozenset[str] = _NONE


RIGHTS: dict[str, Rights] = {
    STAFF: Rights(frozenset({SEE, REPORT})),
    DIRECTOR: Rights(_OFFICE),
    REGION: Rights(_OFFICE | {GRANT, AUDIT}, frozenset({SEE, SUBMIT, ACCEPT, RETURN, GRANT, AUDIT}), frozenset({SEE})),
    VIEWER: Rights(frozenset({SEE}), frozenset({SEE}), frozenset({SEE})),
    ADMINISTRATOR: Rights(*3 * [frozenset({SEE, CHANGE, GRANT, MANAGE, AUDIT})]),
    COMMAND_LINE: Rights(_ALL, _ALL, _ALL),
    DEMO: Rights(_ALL, _ALL, _ALL),
}
"""Every role's rights. A step of the round asks the month's state besides."""

_STEPS = {
    REPORT: Step.SUBMIT,
    SUBMIT: Step.SUBMIT,
    ACCEPT: Step.ACCEPT,
    RETURN: Step.RETURN,
    ASK: Step.ASK,
}


class NotAllowed(UserError):
    """The actor may not do this at this place."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the name as it is recorded, a role (a key of RIGHTS), and the place (code) that it is bound to.

    services are those whose rows a member of staff fills in, empty for all; account is the account's id, None for
    the command line and the demo's own hand.
    """

    name: str
    role: str
    place: str
    services: frozenset[str] = frozenset()
    account: int | None = None


def command_line_actor() -> Actor:
    """The operating system's user at the command line: whose process it is, whatever the environment claims."""
    user = os.getuid()
    try:
        name = pwd.getpwuid(user).pw_name
    except KeyError:  # a user without an entry, as in some containers
        name = f"uid {user}"
    return Actor(name, COMMAND_LINE, REPUBLIC)


def demo_actor() -> Actor:
    """The hand that fills in the demo data."""
    return Actor("Namuna", DEMO, REPUBLIC)


def may(actor: Actor, action: str, place: str, state: MonthState | None = None) -> bool:
    """Whether the actor may do the action (a key of this module) at the place, with its month in this state.

    Without a state it is said whether the role may do it at all.
    """
    rights = RIGHTS.get(actor.role)
    if rights is None:
        return False
    chain = above(place)
    if place == actor.place:
        own = rights.own
    elif actor.place in chain[:1]:
        own = rights.children
    elif actor.place in chain:
        own = rights.deeper
    else:
        return False
    if action not in own:
        return False
    return state is None or action not in _STEPS or allowed(_STEPS[action], state)


def require(actor: Actor, action: str, place: str, state: MonthState | None = None) -> None:
    """Raise NotAllowed unless the actor may do the action at the place, with its month in this state."""
    if not may(actor, action, place):
        raise refused(actor, action, place)
    if not may(actor, action, place, state):
        raise NotAllowed(_no_right())


def refused(actor: Actor, action: str, place: str, message: str | None = None) -> NotAllowed:
    """What is to be raised of an attempt at what the actor has no right to, which is noted for the record."""
    attempts.note(Attempt(actor.name, actor.role, action, place))
    return NotAllowed(message or _no_right())


def _no_right() -> str:
    return _("You have no right to do this for this place. Ask your administrator.")


def on_behalf(actor: Actor, place: str) -> bool:
    """Whether the actor hands in for a place below the own region."""
    return actor.role == REGION and not of_office(actor, place)


def visible_places(actor: Actor) -> frozenset[str]:
    """The codes of all places that the actor may see, its own included."""
    return frozenset(code for code in within(actor.place) if may(actor, SEE, code))


def sees_below(actor: Actor) -> bool:
    """Whether the actor sees the places below the own one, also while none is known there yet."""
    rights = RIGHTS.get(actor.role)
    return rights is not None and SEE in rights.children and holds_places(actor.place)


def of_office(actor: Actor, place: str) -> bool:
    """Whether the place is the actor's own, at whose office he or she works: whatever the role."""
    return actor.place == place


def sees_all(actor: Actor, place: str) -> bool:
    """Whether the actor belongs to the office itself, and so sees what it writes as it writes it."""
    return of_office(actor, place) or may(actor, REPORT, place)


def types_drafts(actor: Actor, place: str) -> bool:
    """Whether the actor belongs to the office and enters its figures, and so may have its drafts counted."""
    return of_office(actor, place) and may(actor, REPORT, place)


def opens_months(actor: Actor, place: str) -> bool:
    """Whether the actor may open a month of the place again: never of the very place that he or she acts for."""
    return not of_office(actor, place) and may(actor, GRANT, place)


def fills_in(actor: Actor, lead: str | None) -> bool:
    """Whether the actor may enter figures of a row that this service leads."""
    return actor.role != STAFF or not actor.services or lead in actor.services
