"""Gauges: the share of a quarter's plan that is done, beside where it should be by now.

domain.md, "Plan to date, and status": the mean over the counted rows with a plan in the quarter of
min(1, fact in the quarter ÷ plan in the quarter); for a level its value at the quarter's end ÷ its target. Each row
counts 1 at most, so that one cannot hide another; work done late counts in the quarter in which it was done. The
mark is the same mean for that part of the plan which is due by the as-of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ishreja.domain.periods import QUARTERS, Tense, months_of, tense
from ishreja.domain.plan import Kind
from ishreja.domain.progress import DEFAULT, ZERO, RowState, Status, Thresholds, counted

ONE = Decimal(1)
PLACES = 20  # of 28: hides the last digits of thirds and sevenths, so that equal shares compare as equal


@dataclass(frozen=True, slots=True)
class QuarterGauge:
    """One gauge.

    done and mark are shares (0-1). A period to come has neither; without a plan or a report in it done is None.
    status compares done with the mark: on_plan, watch or behind; not_due where nothing is due yet, no_target
    where no row has a plan in the period, not_reported where none of those has a figure. rows counts them.
    """

    quarter: int
    done: Decimal | None
    mark: Decimal | None
    state: Tense
    status: Status
    rows: int


def quarter_gauges(
    states: Iterable[RowState],
    as_of: date,
    year: int,
    thresholds: Thresholds = DEFAULT,
    *,
    to_date: bool = False,
) -> tuple[QuarterGauge, ...]:
    """The four quarters' gauges; with to_date each runs from January to its quarter's end."""
    rows = _counted(states)
    return tuple(
        _gauge(rows, quarter, 1 if to_date else months_of(quarter)[0], months_of(quarter)[2], as_of, year, thresholds)
        for quarter in QUARTERS
    )


def _counted(states: Iterable[RowState]) -> list[RowState]:
    return [state for state in states if counted(state.row) and state.row.planned is not None]


def _gauge(
    rows: Sequence[RowState],
    quarter: int,
    first: int,
    last: int,
    as_of: date,
    year: int,
    thresholds: Thresholds,
) -> QuarterGauge:
    when = tense(year, months_of(quarter)[0], last, as_of)
    shares = [share for state in rows if (share := _share(state, first, last)) is not None]
    if not shares or when is Tense.FUTURE:
        status = Status.NOT_DUE if shares else Status.NO_TARGET
        return QuarterGauge(quarter, None, None, when, status, len(shares))
    mark = sum((due for _, due in shares), ZERO) / len(shares)
    facts = [fact for fact, _ in shares if fact is not None]
    if not facts:
        status = Status.NOT_REPORTED if mark else Status.NOT_DUE
        return QuarterGauge(quarter, None, mark, when, status, len(shares))
    done = sum(facts, ZERO) / len(shares)
    return QuarterGauge(quarter, done, mark, when, _verdict(done, mark, thresholds), len(shares))


def _share(state: RowState, first: int, last: int) -> tuple[Decimal | None, Decimal] | None:
    """Of the row's plan in the months: the share done (None: nothing reported) and the share due, each at most 1.

    None where the row has no plan in these months.
    """
    planned = state.row.planned
    if planned is None:
        return None
    if state.row.row.kind is Kind.LEVEL:
        return _level_share(state, planned, first, last)
    before = planned[first - 2] if first > 1 else ZERO
    whole = planned[last - 1] - before
    if whole <= 0:
        return None
    facts = [value for month, value in state.months.items() if first <= month <= last]
    elapsed = min(state.elapsed, last)
    due = planned[elapsed - 1] - before if elapsed >= first else ZERO
    return min(ONE, sum(facts, ZERO) / whole) if facts else None, due / whole


def _level_share(
    state: RowState, planned: Sequence[Decimal], first: int, last: int
) -> tuple[Decimal | None, Decimal] | None:
    target, span = state.target, state.window
    if not target or not planned[last - 1] or span is None or span[1] < first:
        return None
    elapsed = min(state.elapsed, last)
    due = planned[elapsed - 1] if elapsed else ZERO
    reported = [month for month in state.months if month <= last]
    fact = min(ONE, state.months[max(reported)] / target) if reported else None
    return fact, min(ONE, due / target)


def _verdict(done: Decimal, mark: Decimal, thresholds: Thresholds) -> Status:
    if not mark:
        return Status.NOT_DUE
    if round(done - mark * thresholds.on_plan, PLACES) >= 0:
        return Status.ON_PLAN
    return Status.WATCH if round(done - mark * thresholds.watch, PLACES) >= 0 else Status.BEHIND
