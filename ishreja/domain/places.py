"""Places by their SOATO (MHOBT) code: the republic, its regions, and a region's districts and cities."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ishreja.domain.reference import table
from ishreja.domain.wording import key

REPUBLIC = "17"


@dataclass(frozen=True, slots=True)
class Place:
    """A place: SOATO code, Uzbek Latin name, kind (republic, region, district, city), its parent's code.

    What stands directly under the republic counts as a region, Toshkent city and Qoraqalpogʻiston included;
    a name may be both a district's and a city's (Buxoro, Kogon), so places are told apart by code alone.
    """

    code: str
    name: str
    kind: str
    parent: str | None


PLACES: dict[str, Place] = {
    row["code"]: Place(row["code"], row["name"], row["kind"], row["parent"] or None) for row in table("places")
}
"""Every known place by code: those of data/places.csv, and those that the installation added (know)."""
_BUILT_IN = frozenset(PLACES)

_TITLES = {"region": "viloyati", "district": "tumani", "city": "shahri"}
_KINDS = (
    ("region", re.compile(r"vil(oyat\w*)?|oblast\w*|obl")),
    ("district", re.compile(r"tuman\w*|t|rayon\w*|r n")),
    ("city", re.compile(r"sha[hx]a?r\w*|sh|gorod\w*|g")),
)
_ENDING = r"(?:ning|dagi|da|lik|iy|ogo|om|aya|oy|uyu|a|i|e|u)?"


def full_name(place: Place) -> str:
    """The place with what it is: "Jondor tumani", "Buxoro shahri", "Qoraqalpogʻiston Respublikasi"."""
    title = _TITLES.get(place.kind)
    return place.name if title is None or place.name.endswith("Respublikasi") else f"{place.name} {title}"


def regions() -> tuple[Place, ...]:
    """The fourteen places directly under the republic."""
    return children(REPUBLIC)


@cache
def children(code: str) -> tuple[Place, ...]:
    """The places directly under another, in the order of their codes; none under a district or a city."""
    known = list(PLACES.values())  # at once, for know may add to it meanwhile
    return tuple(sorted((place for place in known if place.parent == code), key=lambda place: place.code))


def holds_places(code: str) -> bool:
    """Whether other places may lie in this one, those not added yet included: in the republic and directly under it."""
    return code in PLACES and PLACES[code].parent in (None, REPUBLIC)


@cache
def above(code: str) -> tuple[str, ...]:
    """The codes of the places that a place lies in, the nearest first; none for the republic or an unknown place."""
    found: list[str] = []
    place = PLACES.get(code)
    while place is not None and place.parent is not None and place.parent not in found:
        found.append(place.parent)
        place = PLACES.get(place.parent)
    return tuple(found)


@cache
def within(code: str) -> tuple[str, ...]:
    """The code itself and those of all places in it, level by level."""
    found = [code]
    for each in found:
        found += [place.code for place in children(each)]
    return tuple(found)


def know(added: Iterable[Place]) -> None:
    """Let these places be known besides those of data/places.csv, instead of any that were added before."""
    wanted = {place.code: place for place in added if place.code not in _BUILT_IN}
    for code in [code for code in list(PLACES) if code not in _BUILT_IN and code not in wanted]:
        del PLACES[code]
    PLACES.update(wanted)
    for cached in (children, above, within, find_place, _stems, _pattern):
        cached.cache_clear()


@lru_cache(maxsize=1024)
def find_place(text: str) -> Place | None:
    """The one place that a text names, the smallest where a region and its district are named.

    None where there is none, and where it could be several: two districts, "Buxoro" without tuman or shahar, or a
    template's "Kogon tuman (shahar)". A region is known by "viloyat" behind its name only.
    """
    plain = _plain(text)
    found = {
        place
        for match in _pattern().finditer(plain)
        for place in _meant(_stems()[match[1]], plain[: match.start()], plain[match.end() :])
    }
    smallest = {place for place in found if _depth(place) == max(map(_depth, found))}
    if len(smallest) != 1:
        return None
    place = smallest.pop()
    above = {other.code for other in found if _depth(other) == 1}
    return place if _depth(place) < 2 or not above or place.parent in above else None


def _meant(named: tuple[Place, ...], before: str, after: str) -> tuple[Place, ...]:
    """Which of the places of one name are meant, by the words around it."""
    kinds: set[str] = set()
    for word in after.split()[:2]:
        kind = _kind(word)
        if kind is None:
            break
        kinds.add(kind)
    if not kinds and before.split() and _kind(before.split()[-1]) == "city":
        kinds.add("city")
    if kinds:
        return tuple(place for place in named if place.kind in kinds)
    region_needs_title = any(place.kind == "region" and full_name(place) != place.name for place in named)
    return () if region_needs_title else named


def _kind(word: str) -> str | None:
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(word)), None)


def _depth(place: Place) -> int:
    return 0 if place.parent is None else 1 if place.parent == REPUBLIC else 2


def _plain(text: str) -> str:
    """The text's key without apostrophes, its words parted by single spaces."""
    return re.sub(r"\W+", " ", key(text).replace("'", "")).strip()


@cache
def _stems() -> dict[str, tuple[Place, ...]]:
    """Each spelling of a name, a Russian adjective or a case ending cut off, to the places it may mean."""
    stems: dict[str, tuple[Place, ...]] = {}
    aliases = {row["code"]: row["aliases"] for row in table("places")}
    for place in list(PLACES.values()):
        for name in (place.name, *filter(None, aliases.get(place.code, "").split("|"))):
            stem = re.sub("(?<=sk)(?:iy|aya)$|(?<=buxar)a$", "", _plain(name))
            stems[stem] = tuple(dict.fromkeys((*stems.get(stem, ()), place)))
    return stems


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _stems()), key=len, reverse=True))
    return re.compile(rf"\b({names}){_ENDING}\b")
