"""The round of a region's districts for tests: a plan with figures, those who act, and a clock that can be moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from ishreja import reporting
from ishreja.access import Actor
from ishreja.domain.month import MonthEntry
from ishreja.domain.round import RoundSettings
from ishreja.storage import Store, plans
from tests.ledger import PLACE, ROWS, YEAR, adopt, document

OTHER, REGION, ELSEWHERE = "1706212", "1706", "1708"
DIRECTOR = Actor("Nodira", "director", PLACE, account=1)
STAFF = Actor("Zilola", "staff", PLACE, frozenset({"abonement"}), account=2)
INSPECTOR = Actor("Aziz", "region", REGION, account=3)
SECOND = Actor("Barno", "region", REGION, account=4)
ADMINISTRATOR = Actor("Jasur", "administrator", REGION, account=5)
VIEWER = Actor("Mehmon", "viewer", REGION, account=6)
NEIGHBOUR = Actor("Olim", "director", OTHER, account=7)
STRANGER = Actor("Sobir", "region", ELSEWHERE, account=8)
REPUBLIC = Actor("Dilbar", "region", "17", account=9)
PEOPLE = (DIRECTOR, STAFF, INSPECTOR, SECOND, ADMINISTRATOR, VIEWER, NEIGHBOUR, STRANGER, REPUBLIC)
"""In the order of their accounts' ids."""


@dataclass(slots=True)
class Clock:
    """The moment (UTC) that the next write bears."""

    now: datetime = datetime(2023, 10, 5, 6)

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Round:
    """A store with plans, and what is done to September of Jondor."""

    store: Store
    clock: Clock
    month: int = 9

    def on(self, year: int, month: int, day: int) -> None:
        """Go to a day."""
        self.clock.now = datetime(year, month, day, 6)

    def row(self, number: str, place: str = PLACE) -> int:
        edition = plans.editions(self.store, place, YEAR)[-1]
        return next(one.row_id for one in plans.rows(self.store, edition.edition_id) if one.row.number == number)

    def now(self, place: str = PLACE, month: int | None = None) -> reporting.MonthNow:
        return reporting.month_now(self.store, place, YEAR, month or self.month, self.clock.now.date())

    def submit(self, value: int | None = 5, actor: Actor = DIRECTOR, place: str = PLACE) -> reporting.Receipt:
        entries = [] if value is None else [MonthEntry(self.row("1", place), Decimal(value))]
        return reporting.submit_month(
            self.store, actor, place, YEAR, self.month, entries, source="form", today=self.clock.now.date()
        )

    def accept(self, actor: Actor = INSPECTOR, seen: int | None = None) -> None:
        reporting.accept(self.store, actor, PLACE, YEAR, self.month, seen=seen)

    def give_back(self, actor: Actor = INSPECTOR, reason: str = "Qayta hisoblang", **comments: str) -> None:
        rows = {self.row(number.removeprefix("row")): text for number, text in comments.items()}
        reporting.return_month(self.store, actor, PLACE, YEAR, self.month, reason, rows, seen=None)

    def ask(self, actor: Actor = DIRECTOR) -> None:
        reporting.ask_correction(self.store, actor, PLACE, YEAR, self.month, "Bitta raqam xato")

    def rules(self, **changes: object) -> None:
        reporting.change_round_settings(self.store, INSPECTOR, REGION, RoundSettings(**changes))


def open_round(folder: Path, moment: datetime = datetime(2023, 1, 9, 6)) -> Round:
    """Jondor's and Vobkent's plans adopted in January; the day is then 5 October."""
    clock = Clock(moment)
    store = Store.open(folder / "ishreja.duckdb", clock=clock)
    rows = [replace(one, services=("fond",), lead="fond") if one.number == "3" else one for one in ROWS]
    adopt(store, document(rows))
    adopt(store, document(rows, place=OTHER), file_hash="bb")
    clock.now = datetime(2023, 10, 5, 6)
    return Round(store, clock)


Act = Callable[[Round], object]
