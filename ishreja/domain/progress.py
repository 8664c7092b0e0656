"""Facts to date, progress and status of plan rows, as of a day (domain.md, "Plan to date, and status").

The fact to date covers the months up to the chosen one; the plan to date those of them that are over, so a running
month's target is not yet asked for. To date is the sum of the months; for a level the last reported value; for a
heading the sum of its children. Blank is not reported, 0 is a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ishreja.domain.figures import Months
from ishreja.domain.periods import elapsed_months, seen_month
from ishreja.domain.plan import AdoptedRow, Kind
from ishreja.domain.spread import Window, one_unit, total, window
from ishreja.domain.status import DEFAULT, Standing, Status, Thresholds, status_of

__all__ = [
    "DEFAULT",
    "RowState",
    "Status",
    "Thresholds",
    "counted",
    "headline_share",
    "is_due",
    "is_part",
    "on_plan",
    "ratio",
    "row_states",
]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class RowState:
    """A row as of a day.

    month is the chosen one; to_date and planned are fact and plan to date in the row's unit; progress is fact to
    plan to date, year_share fact to the year's target, both unrounded and uncapped (1 is the whole) and None where
    there is nothing to divide. target is the row's, or a heading's sum. months are the figures seen; window the
    months in which the row is to be done; elapsed the months of the year that are over.
    """

    row: AdoptedRow
    month: int
    to_date: Decimal | None
    planned: Decimal | None
    progress: Decimal | None
    year_share: Decimal | None
    status: Status
    target: Decimal | None
    months: Months
    window: Window | None
    elapsed: int


def row_states(
    rows: Sequence[AdoptedRow],
    figures: Mapping[int, Months],
    as_of: date,
    month: int,
    year: int,
    thresholds: Thresholds = DEFAULT,
) -> tuple[RowState, ...]:
    """How each row of an edition stands, in the edition's order.

    figures: the current figures of the year by row id. A row with parts is judged by its own figures; only a
    heading adds its children, and only where they share one unit. A row that repeats another shows that one's
    figures.
    """
    clock = _Clock(month, elapsed_months(year, month, as_of), seen_month(year, month, as_of), thresholds)
    children: dict[int, list[AdoptedRow]] = {}
    for row in rows:
        if row.parent_id is not None:
            children.setdefault(row.parent_id, []).append(row)
    states: dict[int, RowState] = {}

    def judge(row: AdoptedRow) -> RowState:
        if row.row_id not in states:
            below = children.get(row.row_id)
            if below and row.row.kind is Kind.HEADING:
                states[row.row_id] = _heading_state(row, [judge(child) for child in below], clock)
            else:
                source = row.row_id if row.same_as is None else row.same_as
                states[row.row_id] = _row_state(row, figures.get(source), clock)
        return states[row.row_id]

    return tuple(judge(row) for row in rows)


def is_part(row: AdoptedRow) -> bool:
    """Whether the row is a part that was written inside its parent's cell."""
    return row.row.number is None and row.parent_id is not None


def counted(row: AdoptedRow) -> bool:
    """Whether the row counts in shares of rows and in gauges: it has a numeric target of its own.

    Parts inside a cell only divide their parent's target, and headings without a target only repeat their
    children: neither counts. In Jondor's plan of 2023 these are 46 rows.
    """
    return row.row.target is not None and not is_part(row)


def is_due(state: RowState) -> bool:
    """Whether the row counts and something of its plan is due."""
    return bool(state.planned) and counted(state.row)


def on_plan(state: RowState) -> bool:
    """Whether the row is done or on plan."""
    return state.status is Status.DONE or state.status is Status.ON_PLAN


def headline_share(states: Iterable[RowState]) -> Decimal | None:
    """The share (0-1) of the due rows that are done or on plan; None where no row is due."""
    due = [on_plan(state) for state in states if is_due(state)]
    return Decimal(sum(due)) / len(due) if due else None


class _Clock(NamedTuple):
    month: int
    elapsed: int
    seen: int
    thresholds: Thresholds


def _row_state(row: AdoptedRow, figures: Months | None, clock: _Clock) -> RowState:
    months = figures or {}
    if months and max(months) > clock.seen:
        months = {month: value for month, value in months.items() if month <= clock.seen}
    if not months:
        to_date = None
    elif row.row.kind is Kind.LEVEL:
        to_date = months[max(months)]
    else:
        to_date = sum(months.values(), ZERO)
    return _state(row, clock, row.row.target, to_date, months, window(row.row), _blank(months, clock))


def _heading_state(row: AdoptedRow, children: Sequence[RowState], clock: _Clock) -> RowState:
    if not one_unit([child.row.row for child in children]):
        return _state(row, clock, row.row.target, None, {}, window(row.row), True)
    months: Months = {}
    for child in children:
        for month, value in child.months.items():
            months[month] = months.get(month, ZERO) + value
    target, span = row.row.target, window(row.row)
    if target is None:
        target = total(child.target for child in children)
        spans = [child.window for child in children if child.target is not None and child.window]
        span = (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
    blank = _blank(months, clock) or any(child.status is Status.NOT_REPORTED for child in children)
    return _state(row, clock, target, total(child.to_date for child in children), months, span, blank)


def _blank(months: Months, clock: _Clock) -> bool:
    """Whether the latest completed month was not reported.

    That is the window's latest one wherever it matters: after the window a row is done or overdue, before it not due.
    """
    return clock.elapsed not in months


def _state(
    row: AdoptedRow,
    clock: _Clock,
    target: Decimal | None,
    to_date: Decimal | None,
    months: Months,
    span: Window | None,
    blank: bool,
) -> RowState:
    planned = row.planned
    due = None if planned is None else planned[clock.elapsed - 1] if clock.elapsed else ZERO
    standing = Standing(target, to_date, due, span, clock.elapsed, blank, clock.thresholds)
    return RowState(
        row=row,
        month=clock.month,
        to_date=to_date,
        planned=due,
        progress=ratio(to_date, due),
        year_share=ratio(to_date, target),
        status=status_of(standing),
        target=target,
        months=months,
        window=span,
        elapsed=clock.elapsed,
    )


def ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """part ÷ whole; None where either is unknown or the whole is 0."""
    return part / whole if part is not None and whole else None
