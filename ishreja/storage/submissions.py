"""Submissions: each hand-over of a month's figures, with its counts and the answers given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ishreja.domain.periods import local_day
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, as_json, exact, first, optional, text_mapping, whole


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """What is handed over; new + changed figures are written, value_sum is their sum.

    work_key is made once for each piece of work, so that it can be looked up after a commit that raised.
    """

    work_key: str
    place: str
    year: int
    month: int
    source: str
    file_hash: str | None
    file_name: str | None
    answers: Mapping[str, str]
    new: int
    changed: int
    same: int
    blank: int
    value_sum: Decimal
    who: str
    role: str


@dataclass(frozen=True, slots=True)
class Submission(NewSubmission):
    """A submission as it was recorded; at is UTC without a zone."""

    submission_id: int
    at: datetime


def record(tx: Transaction, new: NewSubmission) -> int:
    """Write the submission; its id."""
    tx.touched.add((__name__, new.place))
    row = first(tx.cursor.execute("SELECT coalesce(max(submission_id), 0) + 1 FROM submission").fetchall())
    submission_id = whole(row[0]) if row else 1
    tx.cursor.execute(
        "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            submission_id,
            new.work_key,
            new.place,
            new.year,
            new.month,
            new.source,
            new.file_hash,
            new.file_name,
            as_json(dict(new.answers)),
            new.new,
            new.changed,
            new.same,
            new.blank,
            new.value_sum,
            new.who,
            new.role,
            tx.at,
        ],
    )
    return submission_id


def submissions(store: Store, place: str, year: int) -> tuple[Submission, ...]:
    """A year's submissions, oldest first."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT * FROM submission WHERE place = ? AND year = ? ORDER BY submission_id", [place, year]
        ).fetchall()
    return tuple(_submission(row) for row in rows)


def submitted_on(store: Store, place: str, year: int) -> dict[int, date]:
    """Month to the day (in Uzbekistan) on which it was first submitted."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT month, made_at FROM submission WHERE place = ? AND year = ?", [place, year]
        ).fetchall()
    found: dict[int, date] = {}
    for month, made_at in sorted(rows):
        found.setdefault(int(month), local_day(made_at))
    return found


def find_by_hash(store: Store, place: str, year: int, month: int, file_hash: str) -> Submission | None:
    """The last submission of this very file for the month."""
    with store.read() as cursor:
        row = first(
            cursor.execute(
                "SELECT * FROM submission WHERE place = ? AND year = ? AND month = ? AND file_hash = ?"
                " ORDER BY submission_id DESC LIMIT 1",
                [place, year, month, file_hash],
            ).fetchall()
        )
    return None if row is None else _submission(row)


def find_by_work(store: Store, work_key: str) -> Submission | None:
    """The submission that this piece of work made, if it is there."""
    with store.read() as cursor:
        row = first(cursor.execute("SELECT * FROM submission WHERE work_key = ?", [work_key]).fetchall())
    return None if row is None else _submission(row)


def _submission(row: Row) -> Submission:
    assert isinstance(row[16], datetime)
    return Submission(
        submission_id=whole(row[0]),
        work_key=str(row[1]),
        place=str(row[2]),
        year=whole(row[3]),
        month=whole(row[4]),
        source=str(row[5]),
        file_hash=optional(row[6]),
        file_name=optional(row[7]),
        answers=text_mapping(row[8]),
        new=whole(row[9]),
        changed=whole(row[10]),
        same=whole(row[11]),
        blank=whole(row[12]),
        value_sum=exact(row[13]),
        who=str(row[14]),
        role=str(row[15]),
        at=row[16],
    )
