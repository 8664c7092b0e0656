"""A region's catalogue of indicators, and which rows of its places' plans may be added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ishreja.domain.places import REPUBLIC, above
from ishreja.domain.plan import Kind
from ishreja.domain.reference import table
from ishreja.domain.units import unit_key


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a region's places report alike: a code, the wording, unit and kind, the section (numeral) it stands in.

    parent is the code of the indicator above it; wordings are others by which it is known; order is its place in the
    catalogue, where equal ones stand by code.
    """

    code: str
    name: str
    unit: str | None
    kind: Kind
    section: str | None = None
    parent: str | None = None
    wordings: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row of a place's plan that was matched with an indicator, and what it is counted in."""

    place: str
    row_id: int
    code: str
    unit: str | None
    kind: Kind


SumKey = tuple[str, str, Kind]
"""An indicator's code, the key of a unit (unit_key), a kind."""


def catalogue_of(place: str) -> str:
    """Whose catalogue the place's plan is matched with: its region's; a region's own, and the republic's, theirs."""
    chain = (place, *above(place))
    return next((code for code, higher in pairwise(chain) if higher == REPUBLIC), place)


@cache
def template() -> tuple[Indicator, ...]:
    """The indicators of the national template (data/indicators.csv) in its order: what a region starts from."""
    return tuple(
        Indicator(
            row["code"],
            row["name"],
            row["unit"] or None,
            Kind(row["kind"]),
            row["section"] or None,
            row["parent"] or None,
            tuple(filter(None, row["variants"].split("|"))),
            100 * place,  # so that a region's own can stand between
        )
        for place, row in enumerate(table("indicators"), start=1)
    )


def summable(rows: Iterable[CodedRow]) -> dict[SumKey, tuple[CodedRow, ...]]:
    """The rows that may be added over places, by what they have in common: indicator, unit and kind.

    Rows without a unit may not be added to any. What stands under two keys of one code is shown side by side only.
    """
    groups: dict[SumKey, tuple[CodedRow, ...]] = {}
    for row in rows:
        unit = unit_key(row.unit)
        if unit:
            found = (row.code, unit, row.kind)
            groups[found] = (*groups.get(found, ()), row)
    return groups
