"""A district's card: what its library is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DistrictCard:
    """A place in a year; None is unknown.

    population counts people and staff posts (halves are possible); holdings are books at 1 January, written_off
    those that left the stock since; opening_days are planned for the whole year.
    """

    population: Decimal | None = None
    staff: Decimal | None = None
    holdings: Decimal | None = None
    written_off: Decimal | None = None
    opening_days: Decimal | None = None
