"""Rest days in Uzbekistan and why each of them is one.

The feasts, the days that decrees added and the weekends that they moved come from the `holidays` package. What it
does not know yet stands in data/decree_days.csv, for all places, or in a place's settings, for that place alone;
the nearer source decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import holidays

from ishreja.domain.reference import table
from ishreja.storage.settings import Settings

SATURDAY, SUNDAY = 6, 7


class Ground(StrEnum):
    """Why a day is a rest day."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    DECREE = "decree"


@dataclass(frozen=True, slots=True)
class RestDay:
    """A rest day: its ground, and the feast's or the decree's name in Uzbek Latin ("" for a weekend)."""

    day: date
    ground: Ground
    name: str = ""


def rest_day(day: date, settings: Settings) -> RestDay | None:
    """Why the day is a rest day for the place, or None where it is a working day.

    The first source that knows the day decides: the place's settings, the table of decree days, the feasts, the
    working week of five or six days.
    """
    if day in settings.extra_work_days:
        return None
    if day in settings.extra_rest_days:
        return RestDay(day, Ground.DECREE)
    if (decree := decree_days().get(day)) is not None:
        return RestDay(day, Ground.DECREE, decree.reason) if decree.rest else None
    year = _year(day.year)
    if name := year.names.get(day):
        return RestDay(day, Ground.HOLIDAY, name)
    weekday = day.isoweekday()
    if weekday == SUNDAY:
        return RestDay(day, Ground.SUNDAY)
    if weekday > settings.working_week and day not in year.working_weekends:
        return RestDay(day, Ground.SATURDAY)
    return None


@dataclass(frozen=True, slots=True)
class DecreeDay:
    """A line of data/decree_days.csv: whether the day is one of rest or of work, and the decree's reason."""

    rest: bool
    reason: str


@lru_cache(maxsize=1)
def decree_days() -> dict[date, DecreeDay]:
    """The table of decree days. Raises ValueError for a line that is not `date,rest|work,reason`."""
    found = {}
    for line in table("decree_days"):
        if line["becomes"] not in ("rest", "work"):
            raise ValueError(f"decree_days.csv: {line['date']} becomes rest or work, not {line['becomes']!r}")
        found[date.fromisoformat(line["date"])] = DecreeDay(line["becomes"] == "rest", line["reason"])
    return found


@dataclass(frozen=True, slots=True)
class _Year:
    names: dict[date, str]
    working_weekends: frozenset[date]


@lru_cache(maxsize=32)
def _year(year: int) -> _Year:
    known = holidays.country_holidays("UZ", years=year, language="uz")
    return _Year(dict(known.items()), frozenset(known.weekend_workdays))
