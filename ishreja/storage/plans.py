"""Editions of plans, their rows and the plan by month; written once, never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ishreja.domain.periods import month_end
from ishreja.domain.plan import AdoptedRow, Approval
from ishreja.storage import plan_rows
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, as_json, columns, first, text_mapping, whole


@dataclass(frozen=True, slots=True)
class Edition:
    """One adopted version of a place's plan for a year.

    number counts from 1 within the place and year. document_hash is the sha256 of the file, content_hash that
    of what the plan says. answers are those given to the
    document's questions. adopted_at is UTC without a zone.
    """

    edition_id: int
    place: str
    year: int
    number: int
    title: str
    document_hash: str
    content_hash: str
    file_name: str
    approvals: tuple[Approval, ...]
    answers: Mapping[str, str]
    adopted_at: datetime
    adopted_by: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What an edition is made of; the store adds its id, number and moment."""

    place: str
    year: int
    title: str
    document_hash: str
    content_hash: str
    file_name: str
    approvals: tuple[Approval, ...]
    answers: Mapping[str, str]
    adopted_by: str
    in_force_from: date


def plans(store: Store) -> tuple[tuple[str, int], ...]:
    """Every (place, year) that has a plan, by place, the latest year first."""

    def read() -> tuple[tuple[str, int], ...]:
        with store.read() as cursor:
            rows = cursor.execute("SELECT DISTINCT place, year FROM plan_edition ORDER BY place, year DESC").fetchall()
        return tuple((str(place), int(year)) for place, year in rows)

    return store.keep("plans", read, store.version(__name__))


def first_adopted(store: Store, places: Collection[str], year: int) -> dict[str, datetime]:
    """Place to the moment (UTC, no zone) at which it first adopted a plan of the year or of one before it.

    Places without such a plan are absent: a plan of a year to come asks nothing of this one.
    """
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT place, min(made_at) FROM plan_edition"
            " WHERE place IN (SELECT unnest(?::VARCHAR[])) AND year <= ? GROUP BY place",
            [list(places), year],
        ).fetchall()
    return {str(place): at for place, at in rows}


def editions(store: Store, place: str, year: int) -> tuple[Edition, ...]:
    """The editions of a place's year, oldest first."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT edition_id, place, year, number, title, document_hash, content_hash, file_name, approvals,"
            " made_at, who, in_force_from, answers FROM plan_edition WHERE place = ? AND year = ? ORDER BY number",
            [place, year],
        ).fetchall()
    return tuple(_edition(row) for row in rows)


def in_force(known: Sequence[Edition], month: int) -> Edition | None:
    """Of a year's editions, the one in force at the end of the month; the first covers all months before it."""
    if not known:
        return None
    end = month_end(known[0].year, month)
    return next((one for one in reversed(known) if one.in_force_from <= end), known[0])


def edition_for(store: Store, place: str, year: int, month: int) -> Edition | None:
    """The edition by which the month is judged, or None where there is no plan."""
    return in_force(editions(store, place, year), month)


def rows(store: Store, edition_id: int) -> tuple[AdoptedRow, ...]:
    """The edition's rows in document order, with the plan to date by month; kept in memory."""
    return store.keep(("rows", edition_id), lambda: plan_rows.read(store, edition_id))


def next_row_id(tx: Transaction) -> int:
    """The first row id that no row has yet."""
    found = first(tx.cursor.execute("SELECT coalesce(max(row_id), 0) + 1 FROM plan_row").fetchall())
    return whole(found[0]) if found else 1


def save(tx: Transaction, new: NewEdition, adopted: Sequence[AdoptedRow]) -> Edition:
    """Write the next edition with its rows and planned months; the edition as it stands."""
    found = first(
        tx.cursor.execute(
            "SELECT coalesce(max(edition_id), 0) + 1,"
            " coalesce(max(number) FILTER (WHERE place = ? AND year = ?), 0) + 1 FROM plan_edition",
            [new.place, new.year],
        ).fetchall()
    )
    edition_id, number = (whole(found[0]), whole(found[1])) if found else (1, 1)
    tx.cursor.execute(
        "INSERT INTO plan_edition (edition_id, place, year, number, title, approvals, answers, document_hash,"
        " content_hash, file_name, in_force_from, who, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            edition_id,
            new.place,
            new.year,
            number,
            new.title,
            as_json([[a.name, a.role, a.date.isoformat() if a.date else None] for a in new.approvals]),
            as_json(dict(new.answers)),
            new.document_hash,
            new.content_hash,
            new.file_name,
            new.in_force_from,
            new.adopted_by,
            tx.at,
        ],
    )
    tx.touched.add((__name__, new.place))
    plan_rows.write(tx, edition_id, adopted)
    months: list[Row] = [
        (edition_id, row.row_id, month, value)
        for row in adopted
        for month, value in enumerate(row.planned or (), start=1)
    ]
    if months:
        tx.cursor.execute(
            "INSERT INTO plan_month SELECT unnest(?::INTEGER[]), unnest(?::INTEGER[]), unnest(?::INTEGER[]),"
            " unnest(?::DECIMAL(18, 3)[])",
            columns(months),
        )
    return Edition(
        edition_id,
        new.place,
        new.year,
        number,
        new.title,
        new.document_hash,
        new.content_hash,
        new.file_name,
        new.approvals,
        new.answers,
        tx.at,
        new.adopted_by,
        new.in_force_from,
    )


def _edition(row: Row) -> Edition:
    assert isinstance(row[9], datetime)
    assert isinstance(row[11], date)
    return Edition(
        whole(row[0]),
        str(row[1]),
        whole(row[2]),
        whole(row[3]),
        str(row[4]),
        str(row[5]),
        str(row[6]),
        str(row[7]),
        plan_rows.read_approvals(str(row[8])),
        text_mapping(row[12]),
        row[9],
        str(row[10]),
        row[11],
    )
