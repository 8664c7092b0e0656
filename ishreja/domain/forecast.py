"""What is left of a row's target, what that needs a month, and where the year is heading.

Blank is not 0: the recent average is over the last three months that were reported, and a past month that was not
reported adds nothing to the forecast until it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain.plan import Kind
from ishreja.domain.progress import ZERO, RowState, Status, counted, ratio

RECENT_MONTHS = 3
URGENCY = (Status.OVERDUE, Status.BEHIND, Status.NOT_REPORTED, Status.WATCH)


@dataclass(frozen=True, slots=True)
class Forecast:
    """A row's catch-up arithmetic, unrounded, in the row's unit.

    left: what is missing to the year's target, never below 0. months_left: months of the window that are neither
    over nor reported. needed_per_month: left over the months left. recent_average: the mean of the last three
    reported months. year_forecast: fact to date plus the recent average in each month left; year_forecast_share
    is that over the target. What makes no sense is None: without a target, a known window, months left, or a
    figure; for a level and a one-off there is no average and no forecast.
    """

    left: Decimal | None
    months_left: int | None
    needed_per_month: Decimal | None
    recent_average: Decimal | None
    year_forecast: Decimal | None
    year_forecast_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Attention:
    """A row that needs attention, with its arithmetic."""

    state: RowState
    forecast: Forecast


def forecast(state: RowState) -> Forecast:
    """One row's forecast as of the state's day."""
    left = None if state.target is None else max(state.target - (state.to_date or ZERO), ZERO)
    months_left = None
    if state.window is not None:
        first, last = state.window
        months_left = max(0, last - max(state.elapsed, first - 1, *state.months))
    needed = ratio(left, Decimal(months_left)) if months_left else None
    average = year = None
    if state.row.row.kind not in (Kind.LEVEL, Kind.ONE_OFF):
        average = recent_average(state)
    if average is not None and months_left and state.to_date is not None:
        year = state.to_date + average * months_left
    return Forecast(left, months_left, needed, average, year, ratio(year, state.target))


def recent_average(state: RowState) -> Decimal | None:
    """The mean of the last three reported months; None where none is reported."""
    recent = sorted(state.months)[-RECENT_MONTHS:]
    return sum((state.months[month] for month in recent), ZERO) / len(recent) if recent else None


def forecasts(states: Iterable[RowState]) -> dict[int, Forecast]:
    """Every row's forecast, by row id."""
    return {state.row.row_id: forecast(state) for state in states}


def attention(states: Iterable[RowState], forecasts: Mapping[int, Forecast]) -> tuple[Attention, ...]:
    """The counted rows that need attention, worst first.

    Overdue, behind, not reported, watch; within each the lowest share first (of the year's target where overdue,
    else of the plan to date; nothing reported before all), then in the plan's order.
    """

    def badness(state: RowState) -> tuple[int, Decimal]:
        share = state.year_share if state.status is Status.OVERDUE else state.progress
        return URGENCY.index(state.status), Decimal(-1) if share is None else share

    urgent = [state for state in states if state.status in URGENCY and counted(state.row)]
    return tuple(Attention(state, forecasts[state.row.row_id]) for state in sorted(urgent, key=badness))
