"""What was mailed to whom, so that nobody is reminded of the same thing twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import whole


@dataclass(frozen=True, slots=True)
class Reminded:
    """What somebody is reminded of: why, and the month of a place; step is the month's step it is about, 0 for none."""

    kind: str
    place: str
    year: int
    month: int
    step: int = 0


@dataclass(slots=True)
class Mailed:
    """What an account was reminded of, and when last (UTC, no zone)."""

    of: set[Reminded] = field(default_factory=set)
    last: datetime = datetime.min


def mailed(store: Store) -> dict[int, Mailed]:
    """Account id to what was mailed to it; accounts that got nothing are absent."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT account_id, kind, place, year, month, step_id, made_at FROM reminder ORDER BY made_at"
        ).fetchall()
    found: dict[int, Mailed] = {}
    for account_id, kind, place, year, month, step, at in rows:
        one = found.setdefault(whole(account_id), Mailed())
        one.of.add(Reminded(str(kind), str(place), whole(year), whole(month), whole(step)))
        one.last = at
    return found


def record(tx: Transaction, account_id: int, of: Collection[Reminded]) -> None:
    """Keep that the account was reminded of these just now."""
    for one in of:
        tx.cursor.execute(
            "INSERT INTO reminder (account_id, kind, place, year, month, step_id, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [account_id, one.kind, one.place, one.year, one.month, one.step, tx.at],
        )
