"""Demo data: the Jondor 2023 plan with invented figures from January to September 2023, the same every time.

One service is behind, one row far ahead; a service left a month blank, a typing slip was corrected, and some due
days were missed. Everything is written through the use-cases, at moments of 2023, and its source says "demo".
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from ishreja import demo_accounts, planning, reporting
from ishreja.access import demo_actor
from ishreja.demo_figures import MONTHS, invent
from ishreja.domain.month import MonthEntry
from ishreja.domain.occurrences import occurrences
from ishreja.domain.periods import month_end
from ishreja.domain.plan import AdoptedRow, PlanDocument, Severity
from ishreja.storage import location, plans
from ishreja.storage.store import Store

SOURCE = Path(__file__).resolve().parents[1] / "data" / "jondor-2023-ish-rejasi.txt"
SEED = 2023
LATE_MONTHS = {4: 3, 8: 5}  # month to the days by which its report came after the month's end
SLIP = (5, "19")  # the month and row in which a digit too many was typed, mended a week later
SLIP_REASON = "Ortiqcha raqam yozilgan edi, tuzatildi"


@dataclass(slots=True)
class _Clock:
    """The moment that the next write bears, in UTC."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def on(self, day: date, hour: int = 11) -> None:
        """Move to an hour of a day (16:00 in Tashkent by default)."""
        self.now = datetime(day.year, day.month, day.day, hour)


def make_demo(path: Path) -> Path:
    """Make the demo database; a file that exists is left as it is. The path."""
    if path.exists():
        return path
    from ishreja.intake.plan_reader import read_plan  # only here, so that a second start does not load the readers

    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    data = SOURCE.read_bytes()
    document = read_plan(data, SOURCE.name)
    clock = _Clock(datetime(2023, 1, 9, 6))
    with Store.open(unfinished, demo=True, clock=clock) as store:
        edition = planning.adopt(
            store,
            demo_actor(),
            document,
            document_hash=hashlib.sha256(data).hexdigest(),
            file_name=SOURCE.name,
            today=clock.now.date(),
            answers=_answers(document),
        ).edition
        rows = plans.rows(store, edition.edition_id)
        chance = random.Random(SEED)  # noqa: S311 - invented figures, not a secret
        _fill(store, clock, edition.place, edition.year, rows, chance)
        _hand_in(store, clock, edition.place, edition.year, rows, chance)
        demo_accounts.ensure(store)
    unfinished.rename(path)
    return path


def ensure_demo() -> Path:
    """The demo database in its usual place, made when it is missing."""
    return make_demo(location.demo_path())


def _answers(document: PlanDocument) -> dict[str, str]:
    """An answer to every question: a figure that stands twice is one, anything else is as it was written."""
    answers: dict[str, str] = {}
    for problem in document.problems:
        if problem.severity is Severity.QUESTION:
            first = problem.choices[0] if problem.choices else "keep"
            answers[planning.question_key(problem)] = (
                planning.SAME_FIGURE if planning.SAME_FIGURE in problem.choices else first
            )
    return answers


def _fill(
    store: Store, clock: _Clock, place: str, year: int, rows: Sequence[AdoptedRow], chance: random.Random
) -> None:
    figures = invent(rows, chance)
    slip_row = next(row.row_id for row in rows if row.row.number == SLIP[1])
    for month in MONTHS:
        asked = reporting.month_form(store, demo_actor(), place, year, month).typed_rows()
        values = {row.row_id: figures[row.row_id].get(month) for row in asked}
        day = month_end(year, month) + timedelta(days=LATE_MONTHS.get(month, 0))
        clock.on(day)
        entries = [
            MonthEntry(row_id, value * 10 if (month, row_id) == (SLIP[0], slip_row) and value else value)
            for row_id, value in values.items()
        ]
        _submit(store, place, year, month, entries, day)
        if month == SLIP[0]:
            day += timedelta(days=7)
            clock.on(day)
            _submit(store, place, year, month, [MonthEntry(slip_row, values[slip_row], reason=SLIP_REASON)], day)


def _submit(store: Store, place: str, year: int, month: int, entries: Sequence[MonthEntry], day: date) -> None:
    reporting.submit_month(store, demo_actor(), place, year, month, entries, source="demo", today=day)


def _hand_in(
    store: Store, clock: _Clock, place: str, year: int, rows: Sequence[AdoptedRow], chance: random.Random
) -> None:
    """Mark most of the due days up to September as handed in: some late, some never."""
    last_day = month_end(year, MONTHS[-1])
    for occurrence in occurrences(rows, year):
        luck = chance.random()
        if occurrence.due > last_day or not occurrence.named_day or luck > 0.9:
            continue
        days_late = chance.randint(1, 4) if luck > 0.8 else -chance.randint(0, 2)
        handed_on = occurrence.due + timedelta(days=days_late)
        clock.on(max(handed_on, date(year, 1, 9)), 12)
        reporting.hand_in(store, demo_actor(), place, year, occurrence.row_id, occurrence.due, handed_on)
