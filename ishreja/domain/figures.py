"""Monthly figures as they stand in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry of the ledger: what was reported for a row and a month, by whom and from where.

    A later entry for the same row and month supersedes this one. withdrawn marks the explicit act that takes a
    mistaken figure back; its value is None and reason says why. at is UTC without a zone.
    """

    row_id: int
    month: int
    value: Decimal | None
    note: str | None = None
    reason: str | None = None
    source: str = "form"
    who: str = ""
    at: datetime | None = None
    file_hash: str | None = None
    sheet: str | None = None
    cell: str | None = None
    withdrawn: bool = False
    sequence: int = 0


Months = dict[int, Decimal]
"""A row's current figures: month (1-12) to value. A missing month is blank: not reported."""
