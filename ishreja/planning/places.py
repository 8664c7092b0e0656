"""Places that an administrator adds: checked all together, then added in one transaction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ishreja.access import Actor, may, require
from ishreja.access.actors import MANAGE
from ishreja.access.sessions import acting
from ishreja.domain.places import PLACES, REPUBLIC, Place, full_name
from ishreja.domain.transliteration import to_latin
from ishreja.domain.wording import key
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import audit, places
from ishreja.storage.store import Store
from ishreja.storage.values import as_json

REGION_CODE, DISTRICT_CODE = 4, 7
"""How many digits the SOATO codes of the two levels have."""
KINDS = ("district", "city", "region")
_TITLES = {"region": ("viloyati", "viloyat"), "district": ("tumani", "tuman"), "city": ("shahri", "shahar")}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class PlaceProblem:
    """What keeps one of several places from being added: its index among them, and what to mend."""

    index: int
    message: str


def tidy_place(code: str, name: str, kind: str, parent: str) -> Place:
    """A place as it was typed, trimmed: its name in Latin letters and without "tumani" or "shahri" behind it."""
    plain = re.sub(r"(?<=[oOgG])['`‘’ʼ]", "ʻ", to_latin(" ".join(name.split())))
    words = plain.split(" ")
    if len(words) > 1 and key(words[-1]) in _TITLES.get(kind, ()):
        del words[-1]
    return Place(code.strip(), " ".join(words), kind, parent.strip())


def place_problems(actor: Actor, added: Sequence[Place]) -> tuple[PlaceProblem, ...]:
    """Everything that keeps the places from being added by this actor, in their order."""
    known = dict(PLACES)
    found = []
    for index, place in enumerate(added):
        found += [PlaceProblem(index, message) for message in _messages(actor, place, known)]
        known.setdefault(place.code, place)
    return tuple(found)


def add_places(store: Store, actor: Actor, added: Sequence[Place]) -> None:
    """Add all of the places, or none; they are known at once.

    Raises NotAllowed where the actor does not manage a place that they lie in, UserError where one has a problem.
    """
    codes = {place.code for place in added}
    for place in added:
        if place.parent not in codes or place.parent in PLACES:
            require(actor, MANAGE, place.parent or "")
    with acting(store, actor) as tx:
        store.know_places()  # somebody else may have added one just now
        problems = place_problems(actor, added)
        if problems:
            raise UserError(problems[0].message)
        for place in added:
            places.save(tx, place, actor.name)
            event = audit.Event(
                actor.name, actor.role, "place added", place.code, None, place.code, after=as_json(asdict(place))
            )
            audit.record(tx, event)
    store.know_places()


def _messages(actor: Actor, place: Place, known: dict[str, Place]) -> list[str]:
    """What is to be mended of one place, those before it being known."""
    parent = known.get(place.parent or "")
    if parent is None:
        return [_("The place above, {code}, is not known. Add it first.").format(code=place.parent or "–")]
    if parent.code in PLACES and not may(actor, MANAGE, parent.code):
        return [_("You do not manage {place}.").format(place=full_name(parent))]
    found = []
    if not _fits(place, parent):
        found.append(
            _(
                "A region stands directly under the republic, a district or a city under a region; {place} is neither."
            ).format(place=place.name or place.code)
        )
    digits = REGION_CODE if parent.code == REPUBLIC else DISTRICT_CODE
    if not (place.code.isascii() and place.code.isdecimal() and len(place.code) == digits):
        found.append(_("The SOATO code has {digits} digits here: {code}").format(digits=digits, code=place.code or "–"))
    elif not place.code.startswith(parent.code):
        found.append(
            _("The code {code} must begin with {parent}, the code of {place}.").format(
                code=place.code, parent=parent.code, place=full_name(parent)
            )
        )
    elif place.code in known:
        found.append(
            _("The code {code} is there already: {place}.").format(code=place.code, place=full_name(known[place.code]))
        )
    if not place.name or len(place.name) > _LONGEST or not place.name.isprintable() or not place.name[0].isalpha():
        found.append(_("Write the place's name, at most 60 letters: {name}").format(name=place.name or "–"))
    elif any(_alike(place, other) for other in known.values() if other.code != place.code):
        found.append(_("There is a {place} in this region already.").format(place=full_name(place)))
    return found


def _fits(place: Place, parent: Place) -> bool:
    if parent.code == REPUBLIC:
        return place.kind == "region"
    return parent.parent == REPUBLIC and place.kind in ("district", "city")


def _alike(place: Place, other: Place) -> bool:
    return (other.kind, other.parent) == (place.kind, place.parent) and key(other.name) == key(place.name)
