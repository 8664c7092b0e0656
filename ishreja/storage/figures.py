"""Figures: a ledger that is only added to, and the readings of its current state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ishreja.domain.figures import Figure, Months
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, columns, exact, first, optional, optional_exact, whole

_INSERT = """
INSERT INTO figure SELECT
    unnest(?::BIGINT[]), unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::INTEGER[]), unnest(?::INTEGER[]),
    unnest(?::DECIMAL(18, 3)[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),
    unnest(?::VARCHAR[]), unnest(?::TIMESTAMP[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),
    unnest(?::VARCHAR[]), unnest(?::BOOLEAN[]), unnest(?::INTEGER[])
"""


def current(store: Store, place: str, year: int) -> dict[int, Months]:
    """Row id to its current figures by month; rows and months without a figure are absent."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT row_id, month, value FROM figure_current WHERE place = ? AND year = ?",
            [place, year],
        ).fetchall()
    found: dict[int, Months] = {}
    for row_id, month, value in sorted(rows):
        found.setdefault(row_id, {})[month] = exact(value)
    return found


def current_entries(store: Store, place: str, year: int, month: int | None = None) -> tuple[Figure, ...]:
    """The current figures with notes and sources, of one month or of all, by row and month."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT row_id, month, value, note, reason, source, who, made_at, file_hash, sheet, cell, withdrawn,"
            " sequence FROM figure_current WHERE place = ? AND year = ? AND (? IS NULL OR month = ?)"
            " ORDER BY row_id, month",
            [place, year, month, month],
        ).fetchall()
    return tuple(_figure(row) for row in rows)


def history(store: Store, place: str, year: int, row_id: int) -> tuple[Figure, ...]:
    """Everything the ledger holds about a row, corrections and withdrawals included, oldest first."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT row_id, month, value, note, reason, source, who, made_at, file_hash, sheet, cell, withdrawn,"
            " sequence FROM figure WHERE place = ? AND year = ? AND row_id = ? ORDER BY sequence",
            [place, year, row_id],
        ).fetchall()
    return tuple(_figure(row) for row in rows)


def last_month(store: Store, place: str, year: int) -> int | None:
    """The latest month that has a current figure."""
    with store.read() as cursor:
        row = first(
            cursor.execute(
                "SELECT max(month) FROM figure_current WHERE place = ? AND year = ?", [place, year]
            ).fetchall()
        )
    return None if row is None or row[0] is None else whole(row[0])


def append(
    tx: Transaction, place: str, year: int, figures: Sequence[Figure], submission_id: int | None = None
) -> tuple[Figure, ...]:
    """Add entries to the ledger; as they stand there, with their sequence and the transaction's moment."""
    if not figures:
        return ()
    row = first(tx.cursor.execute("SELECT coalesce(max(sequence), 0) FROM figure").fetchall())
    last = whole(row[0]) if row else 0
    written = tuple(replace(figure, sequence=last + step, at=tx.at) for step, figure in enumerate(figures, start=1))
    table: list[Row] = [
        (
            figure.sequence,
            place,
            year,
            figure.row_id,
            figure.month,
            figure.value,
            figure.note,
            figure.reason,
            figure.source,
            figure.who,
            figure.at,
            figure.file_hash,
            figure.sheet,
            figure.cell,
            figure.withdrawn,
            submission_id,
        )
        for figure in written
    ]
    tx.cursor.execute(_INSERT, columns(table))
    return written


def _figure(row: Row) -> Figure:
    assert isinstance(row[7], datetime)
    return Figure(
        row_id=whole(row[0]),
        month=whole(row[1]),
        value=optional_exact(row[2]),
        note=optional(row[3]),
        reason=optional(row[4]),
        source=str(row[5]),
        who=str(row[6]),
        at=row[7],
        file_hash=optional(row[8]),
        sheet=optional(row[9]),
        cell=optional(row[10]),
        withdrawn=bool(row[11]),
        sequence=whole(row[12]),
    )
