"""The rules that a month's entries are held against, whether they came from a workbook or from the form.

Errors: negative, fraction of whole units, more than three decimals, too large. Questions, each with its answers:
a total since the year began where a month is expected, parts that disagree with their total, a figure far from
its row's habit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ishreja.domain.month import MonthEntry, MonthForm, MonthFormRow, MonthProblem, MonthReading, apply_answers
from ishreja.domain.plan import Kind, Severity
from ishreja.domain.units import is_whole
from ishreja.language import _, number, script

LARGEST = Decimal(10) ** 15
DECIMALS = 3
CUMULATIVE = Decimal("1.5")
FAR_ABOVE = 5
FAR_BELOW = 10
SMALL = 20
LEVEL_LEAP = 2
_QUESTIONS = frozenset({"cumulative", "habit", "parts"})


def checked(form: MonthForm, entries: Sequence[MonthEntry], found: Sequence[MonthProblem] = ()) -> MonthReading:
    """The entries held against every rule, beside the problems that were found on the way to them.

    Entries that an error blocks are left out of the reading; its problems stand in document order, those of no
    row first.
    """
    problems = [*found, *_check(form, entries, {})]
    order = {row.row_id: at for at, row in enumerate(form.rows)}
    problems.sort(key=lambda each: -1 if each.row_id is None else order.get(each.row_id, len(order)))
    blocked = {each.row_id for each in problems if each.severity is Severity.ERROR}
    return MonthReading(
        form.place,
        form.year,
        form.month,
        form.edition,
        tuple(entry for entry in entries if entry.row_id not in blocked),
        tuple(problems),
    )


def answered(form: MonthForm, reading: MonthReading, answers: Mapping[str, str]) -> MonthReading:
    """The reading after the answers, asked again what the answered values still raise (a converted total may
    agree with its parts now, or no longer). Raises nothing; what is not answered stays open.
    """
    while True:
        after = apply_answers(reading, answers)
        if after.answers == reading.answers:
            return reading
        kept = [each for each in after.problems if each.code not in _QUESTIONS]
        asked = [each for each in _check(form, after.entries, after.answers) if each.code in _QUESTIONS]
        reading = replace(after, problems=(*kept, *asked))


def _check(form: MonthForm, entries: Sequence[MonthEntry], settled: Mapping[str, str]) -> list[MonthProblem]:
    """What the rules say, but for questions already settled.

    A row in error is asked nothing, and parts are compared once the figures themselves are no longer in doubt.
    """
    problems: list[MonthProblem] = []
    for entry in entries:
        row = form.row(entry.row_id)
        if row is None or entry.value is None:
            problems += _note_alone(row, entry)
            continue
        kept = settled.get(f"cumulative:{row.row_id}") == "keep"  # the figure was confirmed: its habit is not asked too
        rules = (_value_error,) if kept else (_value_error, _cumulative, _far_from_habit)
        found = (rule(form.month, row, entry, entry.value) for rule in rules)
        problems += [each for each in found if each is not None and each.key not in settled][:1]
    doubtful = {each.row_id for each in problems if each.severity is not Severity.NOTE}
    values = {entry.row_id: entry.value for entry in entries if entry.value is not None}
    for entry in entries:
        row = form.row(entry.row_id)
        family = {entry.row_id, *(child.row_id for child in form.children(entry.row_id))}
        if row is not None and not family & doubtful:
            problems += [each for each in _parts(form, row, entry, values) if each.key not in settled]
    return problems


def row_name(row: MonthFormRow) -> str:
    """A row as messages name it: its number and the first words of its name."""
    name = script(row.name)
    short = name if len(name) <= 60 else f"{name[:57].rstrip()}…"
    return f"{row.number}. {short}" if row.number else short


def place_of(sheet: str | None, cell: str | None) -> str:
    """Where a problem stands: "“Mart 2023” sheet, cell G7", or "" in a form."""
    if not sheet:
        return ""
    if not cell:
        return _("sheet “{sheet}”").format(sheet=sheet)
    return _("sheet “{sheet}”, cell {cell}").format(sheet=sheet, cell=cell)


def problem(
    severity: Severity,
    code: str,
    message: str,
    entry: MonthEntry,
    *,
    choices: tuple[str, ...] = (),
    suggested: Decimal | None = None,
) -> MonthProblem:
    """A problem of one entry."""
    return MonthProblem(
        severity,
        code,
        message,
        place_of(entry.sheet, entry.cell),
        entry.row_id,
        entry.sheet,
        entry.cell,
        choices,
        entry.value,
        suggested,
    )


def _note_alone(row: MonthFormRow | None, entry: MonthEntry) -> list[MonthProblem]:
    if row is None or entry.value is not None or not (entry.note or entry.reason):
        return []
    if entry.note in (None, row.note) and entry.reason in (None, row.reason):
        return []
    message = _(
        "{row}: there is a note but no figure. The note is kept only with a figure; write 0 if nothing happened."
    )
    return [problem(Severity.NOTE, "note_alone", message.format(row=row_name(row)), entry)]


def _value_error(_month: int, row: MonthFormRow, entry: MonthEntry, value: Decimal) -> MonthProblem | None:
    if value < 0:
        code, message = "negative", _("{row}: {value} is below 0. Write 0 or more; a mistaken figure of an earlier"
                                      " month is corrected in that month.")  # fmt: skip
    elif value >= LARGEST:
        code, message = "too_large", _("{row}: {value} is too large to be true. Write the figure again.")
    elif is_whole(row.unit) and value != value.to_integral_value():
        code, message = "fraction", _("{row}: {value} is not a whole number, but it is counted in “{unit}”."
                                      " Write a whole number.")  # fmt: skip
    elif -int(value.as_tuple().exponent) > DECIMALS:
        code, message = "decimals", _("{row}: {value} has more than three decimals. Round it.")
    else:
        return None
    shown = number(value) if code != "decimals" else str(value).replace(".", ",")
    text = message.format(row=row_name(row), value=shown, unit=script(row.unit))
    return problem(Severity.ERROR, code, text, entry)


def _cumulative(month: int, row: MonthFormRow, entry: MonthEntry, value: Decimal) -> MonthProblem | None:
    """A total since January in the month's place: at least what was reported before, and half again above habit."""
    before = row.to_date_before(month)
    if row.kind is Kind.LEVEL or not before or value < before or value == row.months.get(month):
        return None
    if value < SMALL or value <= CUMULATIVE * max(row.recent(month)):
        return None
    own = value - before
    message = _(
        "{row}: {value} looks like the total since the year began ({before} was reported before). Is it the month's own"
        " figure, or should {month} be taken for the month?"
    ).format(row=row_name(row), value=number(value), before=number(before), month=number(own))
    return problem(Severity.QUESTION, "cumulative", message, entry, choices=("convert", "keep"), suggested=own)


def _far_from_habit(month: int, row: MonthFormRow, entry: MonthEntry, value: Decimal) -> MonthProblem | None:
    """Five times the largest recent month, a tenth of the smallest, twice or half a level.

    Without figures above 0 there is no habit: more than the whole year's target is asked about.
    """
    recent = row.recent(month)
    if value == row.months.get(month):
        return None
    if not any(recent):
        if row.target and row.kind is not Kind.LEVEL and value > row.target:
            return _ask_habit(row, entry, value, _("more than the whole year's target, {usual}"), row.target)
        return None
    least, most = min(recent), max(recent)
    if row.kind is Kind.LEVEL:
        last = recent[-1]
        if last >= SMALL and not last / LEVEL_LEAP <= value <= last * LEVEL_LEAP:
            return _ask_habit(row, entry, value, _("far from the last value, {usual}"), last)
        return None
    if value >= SMALL and value > FAR_ABOVE * most:
        return _ask_habit(row, entry, value, _("far above the largest of the last months, {usual}"), most)
    if len(recent) > 1 and least >= SMALL and value * FAR_BELOW <= least:
        return _ask_habit(row, entry, value, _("far below the smallest of the last months, {usual}"), least)
    return None


def _ask_habit(row: MonthFormRow, entry: MonthEntry, value: Decimal, what: str, usual: Decimal) -> MonthProblem:
    message = _("{row}: {value} is {what}. Is it right?").format(
        row=row_name(row), value=number(value), what=what.format(usual=number(usual))
    )
    return problem(Severity.QUESTION, "habit", message, entry, choices=("keep", "skip"))


def _parts(form: MonthForm, row: MonthFormRow, entry: MonthEntry, values: Mapping[int, Decimal]) -> list[MonthProblem]:
    """Parts that are all there and do not add up to their total, or already exceed it.

    A part left blank counts with the figure that it has in the ledger. Rows whose parts are counted in other
    units are not compared.
    """
    children = form.children(row.row_id)
    if entry.value is None or not children or len({child.unit for child in children}) > 1:
        return []
    parts = [values.get(child.row_id, child.months.get(form.month)) for child in children]
    known = [part for part in parts if part is not None]
    total = sum(known, Decimal(0))
    if not known or total == entry.value or (total < entry.value and len(known) < len(parts)):
        return []
    message = _(
        "{row}: the total is {value}, but its parts add up to {parts}. Which is right? Keep them as they are, take the"
        " sum of the parts, or correct the workbook."
    ).format(row=row_name(row), value=number(entry.value), parts=number(total))
    choices = ("keep", "convert") if len(known) == len(parts) else ("keep",)
    return [problem(Severity.QUESTION, "parts", message, entry, choices=choices, suggested=total)]
