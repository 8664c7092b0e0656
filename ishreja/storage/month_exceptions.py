"""Exceptions to the lock day: added to; the latest of a place's month counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import first, whole


@dataclass(frozen=True, slots=True)
class MonthException:
    """That a place's month is open until a day, that day included; at is UTC without a zone."""

    place: str
    month: int
    until: date
    reason: str
    who: str
    at: datetime


def grant(tx: Transaction, place: str, year: int, month: int, until: date, reason: str, who: str) -> int:
    """Add the exception; its id."""
    tx.touched.add((__name__, place))
    row = first(tx.cursor.execute("SELECT coalesce(max(exception_id), 0) + 1 FROM month_exception").fetchall())
    exception_id = whole(row[0]) if row else 1
    tx.cursor.execute(
        "INSERT INTO month_exception VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [exception_id, place, year, month, until, reason, who, tx.at],
    )
    return exception_id


def current(store: Store, places: Collection[str], year: int) -> dict[tuple[str, int], MonthException]:
    """(place, month) to the latest exception, run out or not, of the year's months, the one granted last at the end."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT place, month, until, reason, who, made_at FROM month_exception"
            " WHERE place IN (SELECT unnest(?::VARCHAR[])) AND year = ? ORDER BY exception_id",
            [list(places), year],
        ).fetchall()
    found: dict[tuple[str, int], MonthException] = {}
    for row in rows:
        found.pop((row[0], row[1]), None)
        found[row[0], row[1]] = MonthException(*row)
    return found
