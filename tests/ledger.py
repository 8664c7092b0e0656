"""A small plan and a store for the tests of what is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from ishreja import planning
from ishreja.access import Actor
from ishreja.domain.places import REPUBLIC
from ishreja.domain.plan import Approval, Kind, PlanDocument, PlanRow, Recurrence, Schedule
from ishreja.storage.store import Store

PLACE, YEAR = "1706246", 2023
TODAY = date(2023, 10, 5)
ACTOR = Actor("Nodira", "director", PLACE)
ANYWHERE = Actor("Nodira", "command line", REPUBLIC)
READER = Actor("Mehmon", "viewer", PLACE)
WHOLE_YEAR = Schedule(1, 12, Recurrence.NONE, "window_end")


def row(number: str | None, name: str, target: int | None = 12, **more: object) -> PlanRow:
    """A row of section I, a flow over the whole year."""
    plain = PlanRow(
        number=number,
        parent=None,
        section="I",
        name=name,
        unit="Dona",
        previous=Decimal(10),
        target=None if target is None else Decimal(target),
        deadline="2023-yil davomida",
        schedule=WHOLE_YEAR,
        services=("abonement",),
        lead="abonement",
    )
    return replace(plain, **more)


ROWS = (
    row("1", "Maqolalarni jamlash va taqdim etish", 24),
    row("2", "Foydalanuvchilarni roʻyxatga olish", 3500, headline="users"),
    row(None, "yangi", None, parent="2"),
    row(None, "qayta", None, parent="2"),
    row("3", "Koʻchma kutubxonalar orqali xizmat koʻrsatish", 17, kind=Kind.LEVEL, previous=None),
    row("4", "Pullik xizmatlar", None, kind=Kind.HEADING, schedule=None, services=(), lead=None),
    row("4.1", "Ijara xizmatlaridan tushgan mablagʻ", None, parent="4"),
)


def document(rows: Sequence[PlanRow] = ROWS, **more: object) -> PlanDocument:
    """The plan of Jondor for 2023 with these rows."""
    approvals = (Approval("Halimov", "direktor", date(2023, 8, 11)),)
    return replace(PlanDocument(PLACE, YEAR, "Ish rejasi", approvals, tuple(rows)), **more)


def open_store(folder: Path, now: datetime = datetime(2023, 10, 5, 6)) -> Store:
    """A store in the folder whose writes bear this moment."""
    return Store.open(folder / "ishreja.duckdb", clock=lambda: now)


def adopt(
    store: Store, plan: PlanDocument | None = None, file_hash: str = "aa", today: date = TODAY, **more: object
) -> planning.Adoption:
    """The plan adopted by the office whose it is."""
    return planning.adopt(
        store, ANYWHERE, plan or document(), document_hash=file_hash, file_name="reja.docx", today=today, **more
    )
