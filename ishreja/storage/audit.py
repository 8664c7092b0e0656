"""Who did what, when, before and after, and why: a chain in which an edited or missing row shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from ishreja.storage.audit_head import Head
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, as_json, first, optional, whole

_COLUMNS = "sequence, made_at, who, role, action, place, year, subject, before, after, reason, previous_hash, hash"


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be recorded of one act; subject names the thing (an edition, a row and month)."""

    who: str
    role: str
    action: str
    place: str
    year: int | None
    subject: str
    before: str | None = None
    after: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An event as it was recorded; at is UTC without a zone."""

    sequence: int
    at: datetime
    event: Event
    previous_hash: str
    hash: str


def _digest(previous: str, sequence: int, at: datetime, event: Event) -> str:
    content = as_json(
        [
            previous,
            sequence,
            at.isoformat(timespec="microseconds"),
            event.who,
            event.role,
            event.action,
            event.place,
            event.year,
            event.subject,
            event.before,
            event.after,
            event.reason,
        ]
    )
    return hashlib.sha256(content.encode()).hexdigest()


def digest_of(row: AuditRow) -> str:
    """The hash that the row must have, by what it says and the hash before it."""
    return _digest(row.previous_hash, row.sequence, row.at, row.event)


def record(tx: Transaction, event: Event) -> int:
    """Add the event to the chain inside the transaction of the work itself; the row's sequence."""
    last = first(tx.cursor.execute("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1").fetchall())
    sequence, previous = (whole(last[0]) + 1, str(last[1])) if last else (1, "")
    digest = _digest(previous, sequence, tx.at, event)
    tx.cursor.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            sequence,
            tx.at,
            event.who,
            event.role,
            event.action,
            event.place,
            event.year,
            event.subject,
            event.before,
            event.after,
            event.reason,
            previous,
            digest,
        ],
    )
    tx.recorded.append(Head(sequence, digest))
    return sequence


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for: at any of the places, and of this person, of this action, in this time (UTC)."""

    places: frozenset[str]
    who: str | None = None
    action: str | None = None
    since: datetime | None = None
    before: datetime | None = None


_WANTED = (
    "place IN (SELECT unnest(?::VARCHAR[])) AND (?::VARCHAR IS NULL OR who = ?) AND (?::VARCHAR IS NULL OR action = ?)"
    " AND (?::TIMESTAMP IS NULL OR made_at >= ?) AND (?::TIMESTAMP IS NULL OR made_at < ?)"
)


def events(store: Store, wanted: Wanted, limit: int, offset: int = 0) -> tuple[AuditRow, ...]:
    """What was recorded of what is asked for, the newest first: at most limit rows after the first offset ones."""
    with store.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM audit WHERE {_WANTED} ORDER BY sequence DESC LIMIT ? OFFSET ?",  # noqa: S608
            [*_values(wanted), limit, offset],
        ).fetchall()
    return tuple(_read(row) for row in rows)


def count(store: Store, wanted: Wanted) -> int:
    """How many events there are of what is asked for."""
    with store.read() as cursor:
        row = first(cursor.execute(f"SELECT count(*) FROM audit WHERE {_WANTED}", _values(wanted)).fetchall())  # noqa: S608
    return whole(row[0]) if row else 0


def people_and_actions(store: Store, places: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is recorded at these places, and what was done there, both in the order of letters."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT DISTINCT who, action FROM audit WHERE place IN (SELECT unnest(?::VARCHAR[]))", [sorted(places)]
        ).fetchall()
    return tuple(sorted({str(who) for who, _action in rows})), tuple(sorted({str(action) for _who, action in rows}))


def _values(wanted: Wanted) -> list[object]:
    asked = (wanted.who, wanted.action, wanted.since, wanted.before)
    return [sorted(wanted.places), *(value for one in asked for value in (one, one))]


def trail(store: Store, place: str | None = None) -> tuple[AuditRow, ...]:
    """What was recorded, oldest first: of one place, or of all."""
    with store.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM audit WHERE ? IS NULL OR place = ? ORDER BY sequence",  # noqa: S608 - our own words
            [place, place],
        ).fetchall()
    return tuple(_read(row) for row in rows)


def _read(row: Row) -> AuditRow:
    assert isinstance(row[1], datetime)
    event = Event(
        str(row[2]),
        str(row[3]),
        str(row[4]),
        str(row[5]),
        None if row[6] is None else whole(row[6]),
        str(row[7]),
        optional(row[8]),
        optional(row[9]),
        optional(row[10]),
    )
    return AuditRow(whole(row[0]), row[1], event, str(row[11]), str(row[12]))
