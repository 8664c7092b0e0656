"""Months, quarters and the as-of date. A month is 1-12, a quarter 1-4; no function asks the calendar itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

QUARTERS = (1, 2, 3, 4)
_AHEAD_OF_UTC = timedelta(hours=5)  # Uzbekistan has kept UTC+5 without summer time since 1992


class Tense(StrEnum):
    """Where a period lies, seen from the as-of date."""

    PAST = "past"
    CURRENT = "current"
    FUTURE = "future"


def quarter_of(month: int) -> int:
    """The quarter (1-4) that a month belongs to."""
    return (month + 2) // 3


def months_of(quarter: int) -> tuple[int, int, int]:
    """The three months of a quarter."""
    return 3 * quarter - 2, 3 * quarter - 1, 3 * quarter


def local_day(moment: datetime) -> date:
    """The day in Uzbekistan at a moment given in UTC without a zone."""
    return (moment + _AHEAD_OF_UTC).date()


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def as_of(year: int, month: int, today: date) -> date:
    """The day at which everything is judged: the chosen month's end where that lies in the past, else today."""
    return min(month_end(year, month), today)


def judged_to(as_of: date, today: date) -> date:
    """The last day that is wholly over: the as-of date, or yesterday where that is today.

    A due day counts as missed once it is over; "qadar" includes the day named.
    """
    return min(as_of, today - timedelta(days=1))


def default_month(year: int, last_month: int | None, today: date) -> int:
    """The month a screen opens with: the last one with figures.

    Without figures the current month; December of a year gone by, January of one to come.
    """
    if last_month is not None:
        return last_month
    if year == today.year:
        return today.month
    return 12 if year < today.year else 1


def default_year(years: Sequence[int], today: date) -> int:
    """The year a screen opens with: the latest that has begun, else the first to come; years holds one at least."""
    begun = [year for year in years if year <= today.year]
    return max(begun) if begun else min(years)


def completed_months(year: int, as_of: date) -> int:
    """How many months of the year (0-12) are over; a day is judged at its close, so a last day completes it."""
    if as_of.year != year:
        return 12 if as_of.year > year else 0
    return as_of.month if as_of == month_end(year, as_of.month) else as_of.month - 1


def elapsed_months(year: int, month: int, as_of: date) -> int:
    """How many months (0-12) the plan to date covers: those completed, up to the chosen one."""
    return min(month, completed_months(year, as_of))


def seen_month(year: int, month: int, as_of: date) -> int:
    """The last month (0-12) whose figures are seen: the chosen one, or the running one where that comes first."""
    if as_of.year != year:
        return month if as_of.year > year else 0
    return min(month, as_of.month)


def tense(year: int, first_month: int, last_month: int, as_of: date) -> Tense:
    """Whether the months lie before, around or after the as-of date."""
    if as_of > month_end(year, last_month):
        return Tense.PAST
    return Tense.CURRENT if as_of >= date(year, first_month, 1) else Tense.FUTURE
