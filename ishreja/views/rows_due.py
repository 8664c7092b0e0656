"""How many of the rows that a month's report owes are blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ishreja.access import Actor
from ishreja.domain.month import MonthEntry
from ishreja.storage.store import Store
from ishreja.views.seen import ledger_seen
from ishreja.views.standing import month_states, reporting


@dataclass(frozen=True, slots=True)
class RowsDue:
    """Rows that are owed in a month, and those of them without a figure."""

    owed: int
    blank: int


def rows_due(
    store: Store, actor: Actor, place: str, year: int, month: int, today: date, entries: Sequence[MonthEntry] = ()
) -> RowsDue:
    """The month's rows as they would stand once these entries were handed in too. Raises NotAllowed."""
    figures = dict(ledger_seen(store, actor, place, year).figures)
    for entry in entries:
        if entry.value is not None:
            figures[entry.row_id] = {**figures.get(entry.row_id, {}), month: entry.value}
    ((_month, states),) = month_states(store, place, year, figures, (month,), today)
    services = reporting(states, month)
    owed = sum(one.owed for one in services)
    return RowsDue(owed, owed - sum(one.reported for one in services))
