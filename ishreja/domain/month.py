"""A month of a plan: the form that goes out, what comes back, and what it would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from ishreja.domain.figures import Months
from ishreja.domain.plan import Kind, Severity


@dataclass(frozen=True, slots=True)
class MonthFormRow:
    """A row as the month's form shows it.

    months holds the row's current figures of the year, the form's own month and later ones included. note and
    reason are those that stand with the month's figure. lead is the code of the service that reports the row.
    computed rows are sums of their children and are not typed in.
    """

    row_id: int
    parent_id: int | None
    number: str | None
    name: str
    unit: str
    kind: Kind
    target: Decimal | None
    section: str | None = None
    section_title: str | None = None
    lead: str | None = None
    months: Months = field(default_factory=dict)
    note: str | None = None
    reason: str | None = None
    computed: bool = False

    def recent(self, month: int, count: int = 6) -> tuple[Decimal, ...]:
        """The last figures before the month, at most count of them, oldest first."""
        return tuple(self.months[each] for each in sorted(self.months) if each < month)[-count:]

    def to_date_before(self, month: int) -> Decimal | None:
        """The year's total before the month; a level's last value; None where nothing was reported yet."""
        earlier = self.recent(month, 12)
        if not earlier:
            return None
        return earlier[-1] if self.kind is Kind.LEVEL else sum(earlier, Decimal(0))


@dataclass(frozen=True, slots=True)
class MonthForm:
    """What a place is asked for in a month: the rows of the edition in force, in document order."""

    place: str
    place_name: str
    year: int
    month: int
    edition: int
    rows: tuple[MonthFormRow, ...]

    def row(self, row_id: int) -> MonthFormRow | None:
        """The row of that id, or None."""
        return next((row for row in self.rows if row.row_id == row_id), None)

    def children(self, row_id: int) -> tuple[MonthFormRow, ...]:
        """The rows that stand under the row."""
        return tuple(row for row in self.rows if row.parent_id == row_id)

    def typed_rows(self) -> tuple[MonthFormRow, ...]:
        """The rows that are filled in: all but the computed ones."""
        return tuple(row for row in self.rows if not row.computed)


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """What was entered for a row. value None is blank, which is neither 0 nor a withdrawal.

    sheet and cell say where it stood in a workbook, typed what stood there.
    """

    row_id: int
    value: Decimal | None
    note: str | None = None
    reason: str | None = None
    sheet: str | None = None
    cell: str | None = None
    typed: str = ""


@dataclass(frozen=True, slots=True)
class MonthProblem:
    """Something wrong or doubtful in a month's entries.

    code names the rule; message is for a person, where is "sheet, cell" as a person finds it. choices are the
    answers that a question offers: keep (the value is right), convert (take suggested instead), skip (leave
    the row out). blocks_row_only marks an error that leaves the other rows free.
    """

    severity: Severity
    code: str
    message: str
    where: str = ""
    row_id: int | None = None
    sheet: str | None = None
    cell: str | None = None
    choices: tuple[str, ...] = ()
    typed: Decimal | None = None
    suggested: Decimal | None = None
    blocks_row_only: bool = False

    @property
    def key(self) -> str:
        """What an answer is given and stored under: the same for the same file read again."""
        if self.row_id is not None:
            return f"{self.code}:{self.row_id}"
        return f"{self.code}:{self.sheet}!{self.cell}" if self.sheet else self.code


@dataclass(frozen=True, slots=True)
class MonthReading:
    """A month read from a workbook or a form: entries without those that an error blocks.

    answers holds what was answered so far, by problem key; answered questions are no longer in problems.
    """

    place: str
    year: int
    month: int
    edition: int
    entries: tuple[MonthEntry, ...]
    problems: tuple[MonthProblem, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[MonthProblem, ...]:
        """The errors, of single rows too."""
        return self._of(Severity.ERROR)

    @property
    def questions(self) -> tuple[MonthProblem, ...]:
        """The questions still without an answer."""
        return self._of(Severity.QUESTION)

    @property
    def can_submit(self) -> bool:
        """Whether nothing blocks: no error beyond single rows' own, no question open, at least one entry."""
        blocked = any(not error.blocks_row_only for error in self.errors)
        return not blocked and not self.questions and any(each.value is not None for each in self.entries)

    def _of(self, severity: Severity) -> tuple[MonthProblem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is severity)


class Change(StrEnum):
    """What submitting would do to a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BLANK = "blank"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A line of the preview: the row, its figure now and the figure after submitting, and the change."""

    row: MonthFormRow
    entry: MonthEntry | None
    before: Decimal | None
    after: Decimal | None
    change: Change


def apply_answers(reading: MonthReading, answers: Mapping[str, str]) -> MonthReading:
    """The reading with its questions answered: values converted or rows left out as chosen.

    Answers to questions that the reading does not have are passed over; a choice that the question does not
    offer leaves it open.
    """
    given = {
        problem.key: (problem, answers[problem.key])
        for problem in reading.questions
        if answers.get(problem.key) in problem.choices
    }
    entries: list[MonthEntry] = []
    for entry in reading.entries:
        chosen = {choice: problem for problem, choice in given.values() if problem.row_id == entry.row_id}
        if "skip" in chosen:
            continue
        value = chosen["convert"].suggested if "convert" in chosen else entry.value
        entries.append(replace(entry, value=value))
    return replace(
        reading,
        entries=tuple(entries),
        problems=tuple(problem for problem in reading.problems if problem.key not in given),
        answers={**reading.answers, **{each: choice for each, (_, choice) in given.items()}},
    )


def preview(form: MonthForm, reading: MonthReading) -> tuple[MonthLine, ...]:
    """What submitting the reading would change, for every row that is typed in, in document order."""
    entries = {entry.row_id: entry for entry in reading.entries}
    troubled = {problem.row_id for problem in (*reading.errors, *reading.questions)}
    return tuple(_line(form.month, row, entries.get(row.row_id), row.row_id in troubled) for row in form.typed_rows())


def _line(month: int, row: MonthFormRow, entry: MonthEntry | None, troubled: bool) -> MonthLine:
    before = row.months.get(month)
    after = before if entry is None or entry.value is None else entry.value
    return MonthLine(row, entry, before, after, Change.PROBLEM if troubled else change_of(month, row, entry))


def change_of(month: int, row: MonthFormRow, entry: MonthEntry | None) -> Change:
    """What the entry would do to the row's figure of the month; a blank note leaves the note as it is."""
    if entry is None or entry.value is None:
        return Change.BLANK
    before = row.months.get(month)
    if before is None:
        return Change.NEW
    kept = entry.note in (None, row.note) and entry.reason in (None, row.reason)
    return Change.SAME if entry.value == before and kept else Change.CHANGED
