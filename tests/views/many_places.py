"""Three districts of Bukhara with the same plan and different figures, one of which never reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ishreja import reporting
from ishreja.access import Actor
from ishreja.domain.month import MonthEntry
from ishreja.storage import indicators
from ishreja.storage.indicators import RowIndicator
from ishreja.storage.store import Store
from tests.ledger import ANYWHERE, TODAY, YEAR, adopt, document
from tests.views.half_year import MONTHLY, ROWS, half_year

REGION = "1706"
STRONG, SILENT = "1706204", "1706207"
REGION_ACTOR = Actor("Viloyat", "region", REGION)
UNITS = {"users": "Nafar", "visits": "Nafar", "loans": "Nusxa"}
COMPARABLE = tuple(replace(one, unit=UNITS.get(one.headline or "", one.unit)) for one in ROWS)
"""The rows in the units of the region's catalogue: only rows that are matched with it are compared."""


def three_places(store: Store) -> None:
    """Jondor as half_year has it, Olot with twice its figures, Buxoro tumani with a plan alone."""
    half_year(store, COMPARABLE)
    for place in (STRONG, SILENT):
        adopt(store, document(COMPARABLE, place=place), f"file of {place}")
    ids = {one.number: one.row_id for one in reporting.month_form(store, ANYWHERE, STRONG, YEAR, 1).rows}
    for month in range(1, 7):
        entries = [
            MonthEntry(ids[number], Decimal(2 * value))
            for number, value in MONTHLY.items()
            if number != "3" or month <= 3
        ]
        reporting.submit_month(store, ANYWHERE, STRONG, YEAR, month, entries, source="form", today=TODAY)


def enter(store: Store, place: str, number: str, value: int, month: int = 6, today: date = TODAY) -> None:
    """Submit one row's figure, by the row's number."""
    form = reporting.month_form(store, ANYWHERE, place, YEAR, month)
    row_id = next(one.row_id for one in form.rows if one.number == number)
    entry = MonthEntry(row_id, Decimal(value))
    reporting.submit_month(store, ANYWHERE, place, YEAR, month, [entry], source="form", today=today)


def say(store: Store, place: str, number: str, code: str | None) -> None:
    """Answer which indicator a row is, by the row's number."""
    form = reporting.month_form(store, ANYWHERE, place, YEAR, 1)
    row_id = next(one.row_id for one in form.rows if one.number == number)
    with store.transaction() as tx:
        indicators.record(tx, place, YEAR, {row_id: RowIndicator(code, "answer", True)}, "Nodira")
