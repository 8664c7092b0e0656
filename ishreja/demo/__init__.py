"""Demo data: Bukhara's offices in 2023, with invented figures from January to September, the same every time.

Jondor has its real plan: one service is behind, one row far ahead, a service left a month blank, a typing slip was
corrected, and some due days were missed. The others have plans made of the same template (ishreja.demo.offices).
Everything is written through the use-cases, in the order of its moments of 2023, and its source says "demo".
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from ishreja import demo_accounts, planning, reporting
from ishreja.access import Actor, demo_actor
from ishreja.demo.cards import card_of
from ishreja.demo.figures import invent
from ishreja.demo.offices import JONDOR, OFFICES, REGION, ROMITAN, SHOFIRKON, Office
from ishreja.demo.plans import file_name, plan_of, text_of
from ishreja.domain.month import MonthEntry
from ishreja.domain.occurrences import occurrences
from ishreja.domain.periods import month_end
from ishreja.domain.places import PLACES, full_name
from ishreja.domain.plan import AdoptedRow, PlanDocument, Recurrence, Severity
from ishreja.language import _, month_name
from ishreja.storage import audit_head, location, plans
from ishreja.storage.store import Store

YEAR, MONTHS = 2023, range(1, 10)
SLIP = (5, "19")  # the month and row in which Jondor typed a digit too many, mended a week later
SLIP_REASON = "Ortiqcha raqam yozilgan edi, tuzatildi"
CARDS_ON = date(YEAR, 1, 20)
IN_TIME = 3  # days after a month's end within which an office that is not late reports

FIRST_WAITING = 8  # reports from this month on are not accepted yet
ACCEPTED_AFTER = 12  # days after a month's end, and those by which the report was late
RETURNED_OF = ROMITAN
RETURNED = (
    "Qatnov raqami jurnal bilan solishtirilsin, keyin qayta topshirilsin.",
    "Iyuldagidan keskin farq qiladi: yigʻindi emasmi?",
)
REVIEWER = Actor("Aminova (namuna)", "region", REGION)

Act = tuple[datetime, Callable[[], object]]
"""A moment, UTC, and what is done then."""
Say = Callable[[str], object]


@dataclass(slots=True)
class _Clock:
    """The moment that the next write bears, in UTC."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def make_demo(path: Path, say: Say = lambda _line: None) -> Path:
    """Make the demo database; a file that exists is left as it is. The path. Each step is said in a line."""
    if path.exists():
        return path
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    clock = _Clock(datetime(YEAR, 1, 9, 6))
    with Store.open(unfinished, demo=True, clock=clock) as store:
        acts: list[Act] = []
        for office, rows in _adopted(store, clock):
            say(_("Demo data: the plan of {place}").format(place=full_name(PLACES[office.place])))
            chance = random.Random(YEAR if office.place == JONDOR else f"{YEAR} {office.place}")  # noqa: S311
            acts += _reports(store, office, rows, chance)
            acts += _handed_in(store, office, rows, chance)
            acts += _reviewed(store, office, rows)
            acts += _card(store, office)
        month = 0
        for moment, act in sorted(acts, key=lambda one: one[0]):
            clock.now = moment
            if moment.month != month:
                month = moment.month
                say(_("Demo data: {month} {year}").format(month=month_name(month), year=YEAR))
            act()
        demo_accounts.ensure(store)
    audit_head.move(unfinished, path)
    unfinished.rename(path)
    return path


def ensure_demo(say: Say = lambda _line: None) -> Path:
    """The demo database in its usual place, made when it is missing."""
    return make_demo(location.demo_path(), say)


def _adopted(store: Store, clock: _Clock) -> Iterator[tuple[Office, tuple[AdoptedRow, ...]]]:
    """Adopt the plans, one after the other; each office with its plan's rows."""
    from ishreja.intake.plan_reader import read_plan  # only here, so that a second start does not load the readers

    read: dict[bool, PlanDocument] = {}
    for office in OFFICES:
        data = text_of(office).encode()
        apart = office.place == SHOFIRKON  # in Cyrillic; the others' texts are one
        if apart not in read:
            read[apart] = read_plan(data, file_name(office))
        document = plan_of(office, read[apart])
        edition = planning.adopt(
            store,
            demo_actor(),
            document,
            document_hash=hashlib.sha256(data).hexdigest(),
            file_name=file_name(office),
            today=clock.now.date(),
            answers=_answers(document),
        ).edition
        clock.now += timedelta(minutes=20)
        yield office, plans.rows(store, edition.edition_id)


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


def _reports(store: Store, office: Office, rows: Sequence[AdoptedRow], chance: random.Random) -> Iterator[Act]:
    """The office's monthly reports; Jondor's slip and its correction among them."""
    figures = invent(rows, chance, office)
    asked = [row.row_id for row in reporting.month_form(store, demo_actor(), office.place, YEAR, 1).typed_rows()]
    slip_month, slip_number = SLIP if office.place == JONDOR else (0, "")
    slip_row = next((row.row_id for row in rows if row.row.number == slip_number), None)
    for month in office.months:
        day = month_end(YEAR, month) + timedelta(days=_days_after(office, month, chance))
        values = {row_id: figures[row_id].get(month) for row_id in asked}
        right = None if slip_row is None else values[slip_row]
        if month == slip_month and slip_row is not None and right is not None:
            values[slip_row] = right * 10
            mended = [MonthEntry(slip_row, right, reason=SLIP_REASON)]
            week_later = day + timedelta(days=7)
            yield _at(week_later), partial(_submit, store, office.place, month, mended, week_later)
        entries = [MonthEntry(row_id, value) for row_id, value in values.items()]
        yield _at(day), partial(_submit, store, office.place, month, entries, day)


def _days_after(office: Office, month: int, chance: random.Random) -> int:
    """By how many days the report came after the month's end."""
    if office.place == JONDOR:
        return office.late.get(month, 0)
    return office.late.get(month, chance.randint(0, IN_TIME))


def _submit(store: Store, place: str, month: int, entries: Sequence[MonthEntry], day: date) -> None:
    reporting.submit_month(store, demo_actor(), place, YEAR, month, entries, source="demo", today=day)


def _handed_in(store: Store, office: Office, rows: Sequence[AdoptedRow], chance: random.Random) -> Iterator[Act]:
    """The marks of most of the due days up to September as handed in: some late, some never."""
    if not office.months:
        return
    last_day = month_end(YEAR, MONTHS[-1])
    weekly = {row.row_id for row in rows if row.row.schedule and row.row.schedule.recurrence is Recurrence.WEEKLY}
    for occurrence in occurrences(rows, YEAR):
        luck = chance.random()
        if occurrence.due > last_day or not occurrence.named_day or luck > 0.9:
            continue
        days_late = chance.randint(1, 4) if luck > 0.8 else -chance.randint(0, 2)
        if occurrence.row_id in weekly and not office.mark_all:
            continue
        handed_on = occurrence.due + timedelta(days=days_late)
        act = partial(
            reporting.hand_in, store, demo_actor(), office.place, YEAR, occurrence.row_id, occurrence.due, handed_on
        )
        yield _at(max(handed_on, date(YEAR, 1, 9)), 12), act


def _reviewed(store: Store, office: Office, rows: Sequence[AdoptedRow]) -> Iterator[Act]:
    """What the regional centre made of the office's reports: accepted one by one, the latest still waiting.

    One report is returned with comments, and its office has not answered yet. Jondor's all wait, so that who tries
    the product may hand in any of its months.
    """
    if office.place in (REGION, JONDOR):
        return
    for month in office.months:
        if month < FIRST_WAITING:
            day = month_end(YEAR, month) + timedelta(days=office.late.get(month, 0) + ACCEPTED_AFTER)
            yield _at(day, 14), partial(reporting.accept, store, REVIEWER, office.place, YEAR, month, seen=None)
    if office.place == RETURNED_OF and FIRST_WAITING in office.months:
        comments = {row.row_id: RETURNED[1] for row in rows if row.row.headline == "visits"}
        back = partial(
            reporting.return_month, store, REVIEWER, office.place, YEAR, FIRST_WAITING, RETURNED[0], comments, seen=None
        )
        yield _at(month_end(YEAR, FIRST_WAITING) + timedelta(days=ACCEPTED_AFTER), 14), back


def _card(store: Store, office: Office) -> Iterator[Act]:
    """The district's card, filled in once the year has begun."""
    card = card_of(office, YEAR)
    if card is not None:
        yield _at(CARDS_ON), partial(planning.save_card, store, demo_actor(), office.place, YEAR, card)


def _at(day: date, hour: int = 11) -> datetime:
    """An hour of a day, UTC (16:00 in Tashkent by default)."""
    return datetime(day.year, day.month, day.day, hour)
