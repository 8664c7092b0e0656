"""Numbers, months and dates as Uzbeks write them (CLDR uz and uz_Cyrl through Babel)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from ishreja.domain.standing import SHARE_ON_PLAN, SHARE_WATCH
from ishreja.domain.status import DEFAULT
from ishreja.language.catalogue import _, current

UNKNOWN = "–"
_LIMITS = tuple(100 * limit for limit in (SHARE_WATCH, SHARE_ON_PLAN, DEFAULT.watch, DEFAULT.on_plan))
_MOST = 3  # decimals
TASHKENT = timezone(timedelta(hours=5))  # Uzbekistan has kept UTC+5 without summer time since 1992


def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """71077 as "71 077" with a no-break space, decimals after a comma; "–" where it is unknown.

    Without decimals a figure keeps what it has, at most three places.
    """
    if value is None:
        return UNKNOWN
    return _written(value, decimals, current())


@lru_cache(maxsize=65_536)
def _written(value: Decimal | int, decimals: int | None, language: str) -> str:
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=language))


def percent(share: Decimal | None, decimals: int = 0) -> str:
    """A share (1 is the whole) as "78 %" or "78,4 %"; "–" where it is unknown. Never capped.

    One that lies below a limit of the statuses is not rounded up to it, but told with more decimals: "89,7 %".
    """
    if share is None:
        return UNKNOWN
    value = share * 100
    while decimals < _MOST and any(value < limit <= round(value, decimals) for limit in _LIMITS):
        decimals += 1
    return f"{number(value, decimals)}\u00a0%"


@lru_cache(maxsize=64)
def _months(language: str) -> tuple[str, ...]:
    names = Locale.parse(language).months["stand-alone"]["wide"]
    return tuple(str(names[month]).lower() for month in range(1, 13))


def month_name(month: int) -> str:
    """A month's name in lower case: "mart"."""
    return _months(current())[month - 1]


def month_range(first: int, last: int) -> str:
    """ "yanvar–sentabr", or the one month's name."""
    return month_name(first) if first == last else f"{month_name(first)}–{month_name(last)}"


def official_date(day: date | None) -> str:
    """A date as documents write it: "2023-yil 8-avgust"."""
    if day is None:
        return UNKNOWN
    return _("{year}-yil {day}-{month}").format(year=day.year, day=day.day, month=month_name(day.month))


def short_date(day: date | None) -> str:
    """A date for tables: "08.08.2023"."""
    return UNKNOWN if day is None else str(format_date(day, "dd.MM.y", locale=current()))


def date_time(moment: datetime | None) -> str:
    """A moment kept in UTC, as the clock in Tashkent shows it: "08.08.2023 14:05"."""
    if moment is None:
        return UNKNOWN
    local = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(TASHKENT)
    return f"{short_date(local.date())} {local:%H:%M}"
