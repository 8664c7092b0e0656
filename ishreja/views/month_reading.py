"""A month's figures between their reading and their submission, from a workbook or from the form's drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ishreja.access import Actor, require
from ishreja.domain.month import (
    Change,
    MonthEntry,
    MonthForm,
    MonthFormRow,
    MonthLine,
    MonthProblem,
    MonthReading,
    preview,
)
from ishreja.domain.numbers import NumberRefused, parse_with_unit
from ishreja.domain.plan import Severity
from ishreja.intake.cells import read_book
from ishreja.intake.month_checks import answered, checked, row_name
from ishreja.intake.month_columns import find_tables
from ishreja.intake.month_reader import month_of_book, months_of_book
from ishreja.language import _
from ishreja.reporting import month_form
from ishreja.storage import submissions
from ishreja.storage.drafts import Draft
from ishreja.storage.store import Store
from ishreja.storage.submissions import Submission

_CHANGES = (Change.NEW, Change.CHANGED, Change.SAME, Change.BLANK, Change.PROBLEM)


@dataclass(frozen=True, slots=True)
class Review:
    """A month's reading held against what stands in the ledger now.

    asked are the questions to draw, answered or not; lines and counts are the preview's.
    """

    form: MonthForm
    reading: MonthReading
    asked: tuple[MonthProblem, ...]
    lines: tuple[MonthLine, ...]
    counts: Mapping[Change, int]

    @property
    def changes_anything(self) -> bool:
        """Whether submitting would write a figure."""
        return bool(self.counts[Change.NEW] or self.counts[Change.CHANGED])

    @property
    def can_submit(self) -> bool:
        """Whether nothing blocks and something would be written."""
        return self.reading.can_submit and self.changes_anything


@dataclass(slots=True)
class HeldMonth:
    """A month that was read and is being looked through; it lives in the session.

    asked holds every question that came up so far, by key, so that an answer can be taken back.
    """

    reading: MonthReading
    answers: dict[str, str] = field(default_factory=dict)
    asked: dict[str, MonthProblem] = field(default_factory=dict)

    def take(self, reading: MonthReading) -> None:
        """Go on with a newer reading; what was answered about a figure that has changed since is asked again."""
        before = {entry.row_id: entry.value for entry in self.reading.entries}
        after = {entry.row_id: entry.value for entry in reading.entries}
        moved = {row_id for row_id in before | after if before.get(row_id) != after.get(row_id)}
        for key, question in list(self.asked.items()):
            if moved and (question.row_id in moved or question.code == "parts"):
                self.answers.pop(key, None)
                del self.asked[key]
        self.reading = reading

    def review(self, form: MonthForm) -> Review:
        """The reading with its answers, against the form as it is now."""
        found = answered(form, self.reading, self.answers)
        self.asked |= {one.key: one for one in found.questions}
        current = {one.key for one in found.questions} | set(found.answers)
        lines = preview(form, found)
        counts = {change: sum(line.change is change for line in lines) for change in _CHANGES}
        return Review(form, found, tuple(one for key, one in self.asked.items() if key in current), lines, counts)


def read_workbook(
    store: Store, actor: Actor, place: str, year: int, month: int, months: tuple[int, ...], data: bytes, name: str
) -> tuple[MonthReading, ...]:
    """The workbook's months that have begun, each read; the one asked for where it holds one month only.

    months are those that may be reported. Raises NotAllowed, and UserError where the file cannot be read.
    """
    require(actor, "report", place)
    book = read_book(data, name)
    held = {found for table in find_tables(book) for found in table.columns.months} & set(months)
    if len(held) > 1:
        return months_of_book(book, {each: month_form(store, actor, place, year, each) for each in months})
    return (month_of_book(book, month_form(store, actor, place, year, month)),)


def known_file(store: Store, actor: Actor, place: str, year: int, month: int, digest: str) -> Submission | None:
    """The last submission of this very file for the month. Raises NotAllowed."""
    require(actor, "see", place)
    return submissions.find_by_hash(store, place, year, month, digest)


def read_drafts(form: MonthForm, drafts: Mapping[int, Draft]) -> MonthReading:
    """What was typed into the form, held against the same rules as a workbook; rows never touched are left out."""
    entries: list[MonthEntry] = []
    problems: list[MonthProblem] = []
    for row in form.typed_rows():
        draft = drafts.get(row.row_id)
        if draft is None:
            continue
        entry = MonthEntry(row.row_id, None, draft.note or None, draft.reason or None, typed=draft.value_text or "")
        try:
            value = typed_figure(draft.value_text)
        except NumberRefused as refused:
            problems.append(_unreadable(row, refused))
            continue
        if value is None and form.month in row.months:
            problems.append(_emptied(row))
        entries.append(replace(entry, value=value))
    return checked(form, entries, problems)


def typed_figure(text: str | None) -> Decimal | None:
    """The figure that was typed, a unit behind it allowed; None for a blank. Raises NumberRefused."""
    value, unit = parse_with_unit(text)
    if unit == "%":
        raise NumberRefused("percent", text or "")
    return value


def _unreadable(row: MonthFormRow, refused: NumberRefused) -> MonthProblem:
    if refused.code == "ambiguous_separator":
        message = _(
            "{row}: “{text}” can be read in two ways. Write it without a mark between thousands: 1234 or 1234,5."
        )
    elif refused.code == "several_numbers":
        message = _("{row}: “{text}” holds several numbers. Write one figure.")
    elif refused.code == "percent":
        message = _("{row}: “{text}” is a percentage. Write the figure itself, not its share.")
    else:
        message = _("{row}: “{text}” is not a number. Write digits only.")
    text = message.format(row=row_name(row), text=refused.text.strip()[:40])
    return MonthProblem(Severity.ERROR, refused.code, text, row_id=row.row_id)


def _emptied(row: MonthFormRow) -> MonthProblem:
    message = _(
        "{row}: the cell was emptied, but the figure reported before stays. A mistaken figure is withdrawn on the"
        " indicator's page, with a reason."
    ).format(row=row_name(row))
    return MonthProblem(Severity.NOTE, "emptied", message, row_id=row.row_id)
