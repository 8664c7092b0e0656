"""Whether the record of changes is whole: its chain, its end, and an entry for everything that the ledgers hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ishreja.storage import audit, audit_head
from ishreja.storage.store import Store
from ishreja.storage.values import first

LEDGERS = (
    "plan_edition", "submission", "figure", "handed_in", "month_step", "month_exception", "round_setting", "indicator",
    "row_indicator", "district_card", "place",
)  # fmt: skip
"""The tables that are only added to: each row bears the moment and the person of the entry that records it."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a look through the record found.

    entries are how many it has. broken is the sequence at which the chain does not hold: an entry edited, added or
    missing; cut says that it is the end that is missing. unrecorded is the moment (UTC, no zone) of something that a
    ledger holds without an entry. has_head is whether the last entry is kept beside the database: where it is not, an
    end that was cut off shows only by the ledgers.
    """

    entries: int
    broken: int | None
    cut: bool
    unrecorded: datetime | None
    has_head: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with it, as far as can be told."""
        return self.broken is None and self.unrecorded is None


def check(store: Store) -> Check:
    """Go through the whole record."""
    head = audit_head.read(store.path)  # before the entries: a write in between leaves it behind them, never ahead
    rows = audit.trail(store)
    broken = _broken_at(rows)
    cut = broken is None and head is not None and head.sequence > len(rows)
    if broken is None and head is not None:
        if cut:
            broken = len(rows) + 1
        elif rows[head.sequence - 1].hash != head.hash:
            broken = head.sequence
    return Check(len(rows), broken, cut, _unrecorded(store), head is not None)


def _broken_at(rows: tuple[audit.AuditRow, ...]) -> int | None:
    previous = ""
    for expected, row in enumerate(rows, start=1):
        if row.sequence != expected or row.previous_hash != previous or row.hash != audit.digest_of(row):
            return expected
        previous = row.hash
    return None


def _unrecorded(store: Store) -> datetime | None:
    """The earliest moment of a ledger's row that has no entry of that moment and person."""
    looked = " UNION ALL ".join(f"SELECT made_at, who FROM {name}" for name in LEDGERS)  # noqa: S608 - our own words
    with store.read() as cursor:
        row = first(
            cursor.execute(
                f"SELECT min(made_at) FROM ({looked}) AS held"  # noqa: S608
                " WHERE NOT EXISTS (SELECT 1 FROM audit WHERE audit.made_at = held.made_at AND audit.who = held.who)"
            ).fetchall()
        )
    moment = row[0] if row else None
    assert moment is None or isinstance(moment, datetime)
    return moment
