"""Drafts: what was typed into a month's form and not yet submitted; they survive a reload and a restart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, columns, optional, whole


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a row of the form: the value as typed (text, None where emptied), note and reason."""

    value_text: str | None
    note: str | None = None
    reason: str | None = None
    who: str = ""
    at: datetime | None = None


def version_key(place: str, year: int) -> str:
    """What Store.version knows the drafts of a place's year by.

    Not by the place: its version renews what is read over many places, where drafts are never seen.
    """
    return f"{place} {year}"


def drafts(store: Store, place: str, year: int, month: int) -> dict[int, Draft]:
    """Row id to draft, of the rows that were touched."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT row_id, value_text, note, reason, who, made_at FROM draft"
            " WHERE place = ? AND year = ? AND month = ? ORDER BY row_id",
            [place, year, month],
        ).fetchall()
    return {whole(row[0]): _draft(row) for row in rows}


def months(store: Store, place: str, year: int) -> tuple[int, ...]:
    """The months that have a draft."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT DISTINCT month FROM draft WHERE place = ? AND year = ? ORDER BY month", [place, year]
        ).fetchall()
    return tuple(int(row[0]) for row in rows)


def drafted(store: Store, places: Collection[str], year: int) -> frozenset[tuple[str, int]]:
    """The (place, month) that have a draft."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT DISTINCT place, month FROM draft WHERE place IN (SELECT unnest(?::VARCHAR[])) AND year = ?",
            [list(places), year],
        ).fetchall()
    return frozenset((str(place), int(month)) for place, month in rows)


def save(tx: Transaction, place: str, year: int, month: int, touched: Mapping[int, Draft], who: str) -> None:
    """Replace the drafts of these rows; the others stay."""
    if not touched:
        return
    drop(tx, place, year, month, touched)
    table: list[Row] = [
        (place, year, month, row_id, draft.value_text, draft.note, draft.reason, who, tx.at)
        for row_id, draft in touched.items()
    ]
    tx.cursor.execute(
        "INSERT INTO draft SELECT unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::INTEGER[]),"
        " unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),"
        " unnest(?::VARCHAR[]), unnest(?::TIMESTAMP[])",
        columns(table),
    )


def clear(tx: Transaction, place: str, year: int, month: int) -> None:
    """Drop the month's drafts."""
    tx.touched.add((__name__, version_key(place, year)))
    tx.cursor.execute("DELETE FROM draft WHERE place = ? AND year = ? AND month = ?", [place, year, month])


def drop(tx: Transaction, place: str, year: int, month: int, rows: Collection[int]) -> None:
    """Drop the drafts of these rows; the others stay."""
    tx.touched.add((__name__, version_key(place, year)))
    tx.cursor.execute(
        "DELETE FROM draft WHERE place = ? AND year = ? AND month = ? AND row_id IN (SELECT unnest(?::INTEGER[]))",
        [place, year, month, list(rows)],
    )


def _draft(row: Row) -> Draft:
    assert isinstance(row[5], datetime)
    return Draft(optional(row[1]), optional(row[2]), optional(row[3]), str(row[4]), row[5])
