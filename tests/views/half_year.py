"""A plan of six rows with figures for half a year: one on plan, one to watch, one behind, one overdue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ishreja import reporting
from ishreja.domain.month import MonthEntry
from ishreja.domain.plan import Kind, PlanRow, Recurrence, Schedule
from ishreja.storage.store import Store
from tests.ledger import ACTOR, PLACE, TODAY, YEAR, adopt, document, row

FIRST_QUARTER = Schedule(1, 3, Recurrence.NONE, "window_end")
NOT_UNDERSTOOD = Schedule(None, None, Recurrence.NONE, "unknown")

ROWS = (
    row("1", "Foydalanuvchilarni roʻyxatga olish", 1200, headline="users"),
    row("2", "Kitobxonlar qatnovi", 2400, headline="visits", services=("fond",), lead="fond"),
    row(
        "3",
        "Koʻrik-tanlov",
        1,
        kind=Kind.ONE_OFF,
        schedule=FIRST_QUARTER,
        services=("barcha",),
        lead="direktor",
    ),
    row("4", "Kitob berilishi", 1200, headline="loans", section="II", services=("abonement", "akt")),
    row("5", "Ijara mablagʻi", None, section="II", services=("fond",), lead="fond"),
    row("6", "Maqolalar", 5, section="II", schedule=NOT_UNDERSTOOD, services=(), lead=None),
)
MONTHLY = {"1": 100, "2": 150, "3": 0, "4": 95, "5": 7}


def half_year(store: Store, rows: Sequence[PlanRow] = ROWS) -> dict[str | None, int]:
    """Adopt the plan and report January to June; row ids by number."""
    adopt(store, document(rows))
    ids = row_ids(store)
    for month in range(1, 7):
        report(store, month, {number: value for number, value in MONTHLY.items() if number != "3" or month <= 3})
    return ids


def row_ids(store: Store) -> dict[str | None, int]:
    """The plan's row ids by number."""
    form = reporting.month_form(store, ACTOR, PLACE, YEAR, 1)
    return {one.number: one.row_id for one in form.rows}


def report(store: Store, month: int, values: dict[str, int], today: date = TODAY) -> None:
    """Submit a month's figures by row number."""
    ids = row_ids(store)
    entries = [MonthEntry(ids[number], Decimal(value)) for number, value in values.items()]
    reporting.submit_month(store, ACTOR, PLACE, YEAR, month, entries, source="form", today=today)
