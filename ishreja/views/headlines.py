"""The headline figures of a plan: users, visits, loans, events and additions, found by the rows' headlines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain.progress import RowState, Status
from ishreja.views.standing import months_of_row, plan_of_months

HEADLINES = ("users", "visits", "loans", "events", "additions")


@dataclass(frozen=True, slots=True)
class HeadlineCard:
    """A headline figure (a name of HEADLINES) of the plan's row; progress and year_share are shares, uncapped.

    months are the twelve figures, None where blank; plan_months what the plan asks of each month.
    """

    name: str
    row_id: int
    unit: str | None
    to_date: Decimal | None
    planned: Decimal | None
    target: Decimal | None
    progress: Decimal | None
    year_share: Decimal | None
    status: Status
    months: tuple[Decimal | None, ...]
    plan_months: tuple[Decimal, ...] | None


def headline_cards(states: Iterable[RowState]) -> tuple[HeadlineCard, ...]:
    """The cards of the headline figures that the plan carries; of two rows with one headline the first counts."""
    by_name: dict[str | None, RowState] = {}
    for state in states:
        by_name.setdefault(state.row.row.headline, state)
    return tuple(_headline(name, by_name[name]) for name in HEADLINES if name in by_name)


def _headline(name: str, state: RowState) -> HeadlineCard:
    return HeadlineCard(
        name=name,
        row_id=state.row.row_id,
        unit=state.row.row.unit,
        to_date=state.to_date,
        planned=state.planned,
        target=state.target,
        progress=state.progress,
        year_share=state.year_share,
        status=state.status,
        months=months_of_row(state),
        plan_months=plan_of_months(state),
    )
