"""The steps of a place's months: added to, never changed; and how far the months of many places have come."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ishreja.domain.round import MonthStep, Stage, Step
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, as_json, first, optional, whole

Month = tuple[str, int, int]
"""A month of a place: its code, the year, the month (1-12)."""


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step that is taken now; MonthStep says what its fields mean."""

    step: Step
    who: str
    role: str
    account: int | None = None
    reason: str | None = None
    comments: Mapping[int, str] = field(default_factory=dict)
    submission_id: int | None = None
    by_submitter: bool = False
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class MonthStanding:
    """How far a month has come that was ever handed in, and what was seen of it.

    submitted_sequence and accepted_sequence are the ledger's last figure when it was last handed in and last accepted
    (None: never accepted): of the month's figures those up to it. A returned month stands as it was last submitted.
    first_submitted_at is UTC without a zone; last_step_id grows with every step.
    """

    stage: Stage
    submitted_sequence: int
    accepted_sequence: int | None
    first_submitted_at: datetime
    asked: bool
    last_step_id: int


def record(tx: Transaction, place: str, year: int, month: int, new: NewStep) -> int:
    """Add the step; its id. It marks the figures that the transaction has written so far."""
    tx.touched.add((__name__, place))
    found = first(
        tx.cursor.execute(
            "SELECT (SELECT coalesce(max(step_id), 0) + 1 FROM month_step),"
            " (SELECT coalesce(max(sequence), 0) FROM figure WHERE place = ? AND year = ?)",
            [place, year],
        ).fetchall()
    )
    step_id, sequence = (whole(found[0]), whole(found[1])) if found else (1, 0)
    tx.cursor.execute(
        "INSERT INTO month_step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            step_id,
            place,
            year,
            month,
            new.step.value,
            new.reason,
            as_json({str(row_id): text for row_id, text in new.comments.items()}),
            sequence,
            new.submission_id,
            new.account,
            new.who,
            new.role,
            new.by_submitter,
            tx.at,
            new.on_behalf,
        ],
    )
    return step_id


def steps(store: Store, places: Collection[str], year: int) -> dict[tuple[str, int], tuple[MonthStep, ...]]:
    """(place, month) to the steps of the year's months, oldest first; months without any are absent."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT place, month, step_id, step, reason, comments, figure_sequence, submission_id, account_id, who,"
            " role, by_submitter, made_at, on_behalf FROM month_step"
            " WHERE place IN (SELECT unnest(?::VARCHAR[])) AND year = ? ORDER BY step_id",
            [list(places), year],
        ).fetchall()
    found: dict[tuple[str, int], list[MonthStep]] = {}
    for row in rows:
        found.setdefault((str(row[0]), whole(row[1])), []).append(_step(row[2:]))
    return {month: tuple(taken) for month, taken in found.items()}


def standings(store: Store, places: Collection[str], years: Collection[int]) -> dict[Month, MonthStanding]:
    """(place, year, month) to how far it has come, of all months of these places and years that were handed in."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT place, year, month, stage, submitted_sequence, accepted_sequence, first_submitted_at, asked,"
            " last_step_id FROM month_standing WHERE place IN (SELECT unnest(?::VARCHAR[]))"
            " AND year IN (SELECT unnest(?::INTEGER[])) ORDER BY place, year, month",
            [list(places), list(years)],
        ).fetchall()
    return {
        (str(row[0]), whole(row[1]), whole(row[2])): MonthStanding(
            Stage(str(row[3])),
            whole(row[4]),
            None if row[5] is None else whole(row[5]),
            row[6],
            bool(row[7]),
            whole(row[8]),
        )
        for row in rows
    }


def _step(row: Row) -> MonthStep:
    assert isinstance(row[10], datetime)
    return MonthStep(
        step_id=whole(row[0]),
        step=Step(str(row[1])),
        reason=optional(row[2]),
        comments={int(row_id): str(text) for row_id, text in json.loads(str(row[3])).items()},
        figure_sequence=whole(row[4]),
        submission_id=None if row[5] is None else whole(row[5]),
        account=None if row[6] is None else whole(row[6]),
        who=str(row[7]),
        role=str(row[8]),
        by_submitter=bool(row[9]),
        at=row[10],
        on_behalf=bool(row[11]),
    )
