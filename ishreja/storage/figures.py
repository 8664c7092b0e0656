"""Figures: a ledger that is only added to, and the readings of its current state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

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

_COLUMNS = "row_id, month, value, note, reason, source, who, made_at, file_hash, sheet, cell, withdrawn, sequence"


@dataclass(frozen=True, slots=True)
class YearState:
    """A place's year as the ledger has it: row id to its current figures by month, without rows that have none.

    last_entry_at (UTC, no zone) and last_entry_by are the ledger's last entry's; None where nothing was reported.
    """

    figures: Mapping[int, Months]
    last_entry_at: datetime | None
    last_entry_by: str | None


def current(store: Store, place: str, year: int) -> dict[int, Months]:
    """Row id to its current figures by month; rows and months without a figure are absent."""
    return dict(state(store, place, year).figures)


def state(store: Store, place: str, year: int, limits: tuple[tuple[int, int], ...] | None = None) -> YearState:
    """The place's year, its figures by row and month in rising order.

    limits, where given, are (month, last sequence): what was written later, or for another month, is left out. The
    latest entry is found here and not in the view: a few hundred rows are quicker sorted than grouped.
    """
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT sequence, row_id, month, value, withdrawn, made_at, who FROM figure WHERE place = ? AND year = ?",
            [place, year],
        ).fetchall()
    rows.sort()
    if limits is not None:
        last_seen = dict(limits)
        rows = [row for row in rows if row[0] <= last_seen.get(row[2], 0)]
    latest: dict[tuple[int, int], Decimal] = {}
    for _sequence, row_id, month, value, withdrawn, _at, _who in rows:
        if withdrawn:
            latest.pop((row_id, month), None)
        else:
            latest[row_id, month] = value
    found: dict[int, Months] = {}
    for row_id, month in sorted(latest):
        found.setdefault(row_id, {})[month] = exact(latest[row_id, month])
    last = rows[-1] if rows else None
    return YearState(found, last[5] if last else None, last[6] if last else None)


def month_at(store: Store, place: str, year: int, month: int, sequence: int) -> dict[int, Decimal]:
    """Row id to the month's figure as it stood when the ledger had come to this sequence."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT row_id, arg_max(value, sequence) FROM figure"
            " WHERE place = ? AND year = ? AND month = ? AND sequence <= ?"
            " GROUP BY row_id HAVING NOT arg_max(withdrawn, sequence) ORDER BY row_id",
            [place, year, month, sequence],
        ).fetchall()
    return {whole(row_id): exact(value) for row_id, value in rows}


def entries_at(store: Store, place: str, year: int, month: int, sequence: int) -> tuple[Figure, ...]:
    """The month's figures with notes and sources as they stood when the ledger had come to this sequence, by row."""
    with store.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM figure WHERE place = ? AND year = ? AND month = ? AND sequence <= ?"  # noqa: S608
            " QUALIFY row_number() OVER (PARTITION BY row_id ORDER BY sequence DESC) = 1 AND NOT withdrawn"
            " ORDER BY row_id",
            [place, year, month, sequence],
        ).fetchall()
    return tuple(_figure(row) for row in rows)


def current_entries(store: Store, place: str, year: int, month: int | None = None) -> tuple[Figure, ...]:
    """The current figures with notes and sources, of one month or of all, by row and month."""
    with store.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM figure_current WHERE place = ? AND year = ? AND (? IS NULL OR month = ?)"  # noqa: S608
            " ORDER BY row_id, month",
            [place, year, month, month],
        ).fetchall()
    return tuple(_figure(row) for row in rows)


def history(store: Store, place: str, year: int, row_id: int) -> tuple[Figure, ...]:
    """Everything the ledger holds about a row, corrections and withdrawals included, oldest first."""
    with store.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM figure WHERE place = ? AND year = ? AND row_id = ? ORDER BY sequence",  # noqa: S608
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
    tx.touched.add((__name__, place))
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
