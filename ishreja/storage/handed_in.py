"""Deadlines marked as handed in: added to, and undone by a further entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import first, whole


@dataclass(frozen=True, slots=True)
class HandedIn:
    """That what was due on a day was handed in: on which day, with what note, marked by whom and when (UTC)."""

    row_id: int
    due: date
    handed_on: date
    note: str | None
    who: str
    at: datetime


def current(store: Store, place: str, year: int) -> dict[tuple[int, date], HandedIn]:
    """(row id, due day) to its mark, of the year's plan; what was undone is absent."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT row_id, due, handed_on, note, who, made_at, undone FROM handed_in"
            " WHERE place = ? AND year = ? ORDER BY entry_id",
            [place, year],
        ).fetchall()
    latest = {(row[0], row[1]): row for row in rows}  # a few hundred: quicker here than as a window in SQL
    return {key: HandedIn(*row[:6]) for key, row in sorted(latest.items()) if not row[6]}


def append(
    tx: Transaction,
    place: str,
    year: int,
    row_id: int,
    due: date,
    handed_on: date | None,
    note: str | None,
    who: str,
) -> None:
    """Mark as handed in on a day; None undoes the mark."""
    tx.touched.add((__name__, place))
    row = first(tx.cursor.execute("SELECT coalesce(max(entry_id), 0) + 1 FROM handed_in").fetchall())
    tx.cursor.execute(
        "INSERT INTO handed_in VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            whole(row[0]) if row else 1,
            place,
            year,
            row_id,
            due,
            handed_on,
            note,
            handed_on is None,
            who,
            tx.at,
        ],
    )
