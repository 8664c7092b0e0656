"""The world of the rights' tests: three offices with plans, accounts, and a month in each state it can be in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from ishreja import planning, reporting
from ishreja.access import Actor
from ishreja.domain.month import MonthEntry
from ishreja.domain.periods import month_end
from ishreja.domain.round import RoundSettings
from ishreja.intake.packs import Dropped
from ishreja.storage import Store, accounts, plans
from ishreja.storage.drafts import Draft
from tests.intake.workbooks import typed
from tests.ledger import ANYWHERE, YEAR, adopt, document, row
from tests.people import Clock, add_account, open_store

DISTRICT, SISTER, REGION, OTHER_REGION, REPUBLIC = "1706246", "1706212", "1706", "1708", "17"
TODAY = date(2023, 10, 6)
NOW = datetime(2023, 10, 6, 6)
YESTERDAY = datetime(2023, 10, 5, 6)
MONTHS = {"locked": 1, "open": 2, "draft": 3, "submitted": 4, "returned": 5, "accepted": 6, "asked": 7}
"""State of a month to the month that is in it, at the district and at the region's own office."""
OFFICE = Actor("Nodira", "command line", REPUBLIC, account=901)
INSPECTOR = Actor("Aziz", "command line", REPUBLIC, account=902)
INDICATOR = "1706-1"
OWN, FREE = "Oʻzi oʻylab topgan ish", "Hech kimda yoʻq boshqa yumush"
"""Rows that the template does not have: one that the region made an indicator, and one that is none."""
_workbooks: dict[tuple[str, int], bytes] = {}


@dataclass(slots=True)
class World:
    """A store over a copy of the world, and what stands in it."""

    store: Store

    def row(self, place: str, number: str = "1") -> int:
        """The id of a row by its number."""
        edition = plans.editions(self.store, place, YEAR)[-1]
        return next(one.row_id for one in plans.rows(self.store, edition.edition_id) if one.row.number == number)

    def account(self, place: str) -> int:
        """The account that is kept at a place."""
        found = accounts.by_login(self.store, f"hisob.{place}")
        assert found is not None
        return found.account_id

    def workbook(self, place: str, month: int) -> Dropped:
        """The place's workbook of a month, filled in."""
        if (place, month) not in _workbooks:
            form = reporting.month_form(self.store, ANYWHERE, place, YEAR, month)
            _workbooks[place, month] = typed(form, {self.row(place): 9})
        return Dropped(f"{place}-{month}.xlsx", _workbooks[place, month])


def open_world(made: Path, folder: Path) -> World:
    """A world of its own, copied from the one that was made."""
    folder.mkdir()
    shutil.copy(made, folder / made.name)
    return World(open_store(folder, Clock(NOW)))


def make(folder: Path) -> Path:
    """Make the world once; the file of its store."""
    clock = Clock(datetime(2023, 1, 9, 6))
    with open_store(folder, clock) as store:
        world = World(store)
        for place in (DISTRICT, SISTER, REGION):
            rows = [row("1", "Maqolalarni jamlash", 24), row("2", "Kitobxonlar qatnovi", 36), row("3", OWN, 5)]
            rows.append(row("4", FREE, 7))
            adopt(store, document(rows, place=place), file_hash=place)
            add_account(store, f"hisob.{place}", "director" if place != REGION else "region", place)
        for parent in (REGION, REPUBLIC):
            reporting.change_round_settings(store, ANYWHERE, parent, RoundSettings(lock_day=10))
        catalogued = planning.add_indicator(store, ANYWHERE, REGION, SISTER, YEAR, world.row(SISTER, "3"))
        assert catalogued.code == INDICATOR
        clock.now = YESTERDAY
        for place in (DISTRICT, REGION):
            _into_states(world, place)
        return store.path


def _into_states(world: World, place: str) -> None:
    """Bring the place's months into their states; all but the first are kept open by an exception."""
    store, row_id = world.store, world.row(place)
    for month in range(1, 9):
        reporting.grant_exception(store, ANYWHERE, [place], YEAR, month, date(2023, 10, 31), "Suv bosdi")
        due = month_end(YEAR, month)
        reporting.hand_in(store, OFFICE, place, YEAR, row_id, due, due)
    reporting.save_draft(store, OFFICE, place, YEAR, MONTHS["draft"], {row_id: Draft("7")})
    for state in ("submitted", "returned", "accepted", "asked"):
        month = MONTHS[state]
        entries = [MonthEntry(row_id, Decimal(5))]
        reporting.submit_month(store, OFFICE, place, YEAR, month, entries, source="form", today=YESTERDAY.date())
        if state == "returned":
            reporting.return_month(store, INSPECTOR, place, YEAR, month, "Qayta hisoblang", seen=None)
        if state in ("accepted", "asked"):
            reporting.accept(store, INSPECTOR, place, YEAR, month, seen=None)
        if state == "asked":
            reporting.ask_correction(store, OFFICE, place, YEAR, month, "Bitta raqam xato")
    reporting.grant_exception(store, ANYWHERE, [place], YEAR, MONTHS["locked"], YESTERDAY.date(), "Yopiladi")
