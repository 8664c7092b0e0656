"""The library indicators that directors know: last year's, what the plan implies, and so far this year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain import library_indicators
from ishreja.domain.district_card import DistrictCard
from ishreja.domain.progress import RowState


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """One indicator: its code, values in its own scale (25.2 is 25.2 % or 25.2 a thousand), and how to show them.

    previous is last year's as the plan states it, planned what this year's targets imply, to_date the ratio of the
    sums so far; planned_change the plan against last year (-0.12 is 12 % less). None where a figure is unknown.
    """

    code: str
    previous: Decimal | None
    planned: Decimal | None
    to_date: Decimal | None
    decimals: int
    per_cent: bool

    @property
    def planned_change(self) -> Decimal | None:
        """How the plan changes the indicator against last year, as a share of last year's."""
        return self.planned / self.previous - 1 if self.planned is not None and self.previous else None


def card_lines(states: Sequence[RowState], card: DistrictCard | None, elapsed: int) -> tuple[LibraryLine, ...]:
    """The indicators that need the district's card, so far this year, of which so many months are over."""
    totals = {**library_indicators.to_date(states), **card_totals(card, elapsed)}
    return tuple(
        LibraryLine(one.code, None, None, one.value(totals), one.decimals, one.per_cent)
        for one in library_indicators.OF_CARD
    )


def card_totals(card: DistrictCard | None, elapsed: int) -> dict[str, Decimal | None]:
    """What a card gives the library indicators, by name.

    Of its opening days, which are the whole year's, as many twelfths as months are over; None before the first is.
    """
    if card is None:
        return {}
    days = card.opening_days
    return {
        "population": card.population,
        "staff": card.staff,
        "holdings_start": card.holdings,
        "written_off": card.written_off,
        "opening_days": days * elapsed / 12 if days is not None and elapsed else None,
    }


def library_lines(states: Sequence[RowState]) -> tuple[LibraryLine, ...]:
    """The nine indicators of a plan; none where the plan carries none of their figures."""
    rows = [state.row.row for state in states]
    previous = library_indicators.compute(library_indicators.previous(rows))
    planned = library_indicators.compute(library_indicators.targets(rows))
    to_date = library_indicators.compute(library_indicators.to_date(states))
    lines = tuple(
        LibraryLine(
            code=one.code,
            previous=previous[one.code],
            planned=planned[one.code],
            to_date=to_date[one.code],
            decimals=one.decimals,
            per_cent=one.per_cent,
        )
        for one in library_indicators.INDICATORS
    )
    known = any(value is not None for line in lines for value in (line.previous, line.planned, line.to_date))
    return lines if known else ()
