"""Known indicators: offices share a national template, so wordings recur from plan to plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from ishreja.domain.plan import Kind
from ishreja.domain.reference import table
from ishreja.domain.wording import key

_LIKE = 0.9  # how alike a wording with slips must be
LONG = 12  # letters from which on a slip may be forgiven: "qayta" is not "qaytar"


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """What is known of an indicator: a code, the template's wording and unit, what it measures.

    headline is the figure that it carries on the cards (users, new_users, visits, loans, events, additions,
    purchases, holdings), None for most.
    """

    code: str
    name: str
    unit: str
    kind: Kind
    headline: str | None


@lru_cache(maxsize=4096)
def find(name: str) -> KnownIndicator | None:
    """The known indicator of a wording (data/indicators.csv), in any script; None where none is near enough.

    Numbers are passed over, for they change with the year. A few slips are forgiven in a long wording, none in
    a short one.
    """
    asked = wording(name)
    known = _known()
    if asked in known or len(asked) < LONG:
        return known.get(asked)
    near = [(found, one) for one in known if (found := likeness(asked, one, _LIKE))]
    return known[max(near)[1]] if near else None


@cache
def _known() -> dict[str, KnownIndicator]:
    known: dict[str, KnownIndicator] = {}
    for row in table("indicators"):
        indicator = KnownIndicator(row["code"], row["name"], row["unit"], Kind(row["kind"]), row["headline"] or None)
        for name in (row["name"], *filter(None, row["variants"].split("|"))):
            known.setdefault(wording(name), indicator)
    return known


def wording(name: str) -> str:
    """The key of a name with every number as 0: what two years' wordings of one indicator have in common."""
    return re.sub(r"\d+", "0", key(name))


def likeness(first: str, second: str, least: float) -> float:
    """How alike two wordings are, from 0 to 1; 0 where they are less alike than least, or too short to tell."""
    shorter, longer = sorted((len(first), len(second)))
    if shorter < LONG or 2 * shorter < least * (shorter + longer):
        return 0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.quick_ratio() < least:
        return 0
    found = matcher.ratio()
    return found if found >= least else 0
