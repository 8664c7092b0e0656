"""What a person reads: message catalogues and the Uzbek way of writing numbers, months and dates."""

from ishreja.language.catalogue import DEFAULT, LANGUAGES, _, current, script, use
from ishreja.language.formatting import (
    date_time,
    month_name,
    month_range,
    number,
    official_date,
    percent,
    short_date,
)

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "_",
    "current",
    "date_time",
    "month_name",
    "month_range",
    "number",
    "official_date",
    "percent",
    "script",
    "short_date",
    "use",
]
