"""Reads a month's workbook: the template filled in, or an office's own tables of one or several months.

Every problem is found in one reading. What the person can mend in the file comes back as a problem with its sheet
and cell; a UserError is raised only where there is no table to read at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ishreja.domain.month import MonthEntry, MonthForm, MonthProblem, MonthReading
from ishreja.domain.plan import Severity
from ishreja.errors import UserError
from ishreja.intake.cells import Book, read_book, reference
from ishreja.intake.month_checks import checked, place_of, row_name
from ishreja.intake.month_columns import Table, find_tables
from ishreja.intake.month_facts import book_notes, template_facts, wrong_facts, wrong_table
from ishreja.intake.month_match import Found, Match, match_rows
from ishreja.intake.month_values import Unreadable, is_dash, read_value
from ishreja.language import _, month_name

NOTE_LETTERS = 1000


def read_month(data: bytes, name: str, form: MonthForm) -> MonthReading:
    """The form's month as the workbook has it. UserError where the file cannot be read or holds no table."""
    return month_of_book(read_book(data, name), form)


def read_month_tables(data: bytes, name: str, forms: Mapping[int, MonthForm]) -> tuple[MonthReading, ...]:
    """A reading for every month that the workbook has figures of and forms (by month) has a form for.

    Months whose columns are empty are left out, unless all are. Each month is held against the figures of the earlier
    months in the same workbook too. UserError where the file cannot be read, or names no month.
    """
    return months_of_book(read_book(data, name), forms)


def months_of_book(book: Book, forms: Mapping[int, MonthForm]) -> tuple[MonthReading, ...]:
    """read_month_tables for a workbook whose cells were read already."""
    months = sorted({month for table in find_tables(book) for month in table.columns.months} & set(forms))
    if not months:
        raise UserError(
            _("No month was found in the workbook. Name the month in the column's header, in the title or in the"
              " sheet's name, beside the columns “№” and “Indicator”.")
        )  # fmt: skip
    readings: list[MonthReading] = []
    for month in months:
        readings.append(month_of_book(book, _with_earlier(forms[month], readings)))
    return tuple(filter(_holds_something, readings)) or tuple(readings)


def _holds_something(reading: MonthReading) -> bool:
    found = (*reading.errors, *reading.questions)
    return any(entry.value is not None for entry in reading.entries) or any(one.code != "no_figures" for one in found)


def month_of_book(book: Book, form: MonthForm) -> MonthReading:
    """read_month for a workbook whose cells were read already."""
    facts = template_facts(book)
    wrong = wrong_facts(facts, form) if facts else []
    if any(each.severity is Severity.ERROR for each in wrong):
        return checked(form, (), wrong)
    tables = find_tables(book)
    if not tables:
        raise UserError(
            _("No table was found in the workbook. It needs a header row with “№”, “Indicator” and the month's column:"
              " download the template again and copy the figures into it.")
        )  # fmt: skip
    wrong += [each for table in tables for each in wrong_table(table, form)]
    own = [table for table in tables if form.month in table.columns.months]
    if not own:
        wrong.append(_no_column(tables, form))
    if any(each.severity is Severity.ERROR for each in wrong):
        return checked(form, (), wrong)
    read = _Collected()
    for table in own:
        for found in match_rows(table, form):
            _take(read, table, found, form.month)
    entries = _once(read)
    read.problems += [*_missing(form, read), *_no_figures(own, form, entries, read.problems)]
    return checked(form, entries, [*wrong, *book_notes(book), *read.problems])


@dataclass(slots=True)
class _Collected:
    entries: list[MonthEntry] = field(default_factory=list)
    problems: list[MonthProblem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)


def _take(read: _Collected, table: Table, found: Found, month: int) -> None:
    """Adds what stands in the row to what was read, or the problem that it has."""
    column = table.columns.months[month]
    blank = not table.sheet.text(found.at, column) or is_dash(table.sheet, found.at, column)
    row = found.row
    if found.match is not Match.FOUND or row is None:
        if not blank:
            read.problems.append(_unmatched(table, found, column))
        return
    read.seen.add(row.row_id)
    sheet, cell = table.sheet.name, reference(found.at, column)
    if row.computed:
        if any(digit in table.sheet.text(found.at, column) for digit in "0123456789"):
            message = _("{row}: this row is computed, so its figure in the workbook is not read.")
            text = message.format(row=row_name(row))
            read.problems.append(_problem(Severity.NOTE, "computed", text, table, cell, row.row_id))
        return
    entry = MonthEntry(
        row.row_id,
        None,
        _words(table, found.at, table.columns.note),
        _words(table, found.at, table.columns.reason),
        sheet,
        cell,
        table.sheet.text(found.at, column),
    )
    try:
        read.entries.append(replace(entry, value=read_value(table.sheet, found.at, column, row_name(row))))
    except Unreadable as error:
        read.problems.append(_problem(Severity.ERROR, error.code, error.message, table, cell, row.row_id))
    if is_dash(table.sheet, found.at, column):
        message = _("{row}: a dash is read as “not reported”. If nothing happened, write 0.").format(row=row_name(row))
        read.problems.append(_problem(Severity.NOTE, "dash", message, table, cell, row.row_id))


def _words(table: Table, at: int, column: int | None) -> str | None:
    cell = table.sheet.cells.get((at, column)) if column is not None else None
    return None if cell is None or cell.kind == "f" else cell.text.strip()[:NOTE_LETTERS] or None


def _unmatched(table: Table, found: Found, column: int) -> MonthProblem:
    cell = reference(found.at, column)
    named = " ".join(part for part in (f"{found.number}." if found.number else "", found.name[:60]) if part)
    if found.row is None:
        message = _("“{named}” (row {at}) is not in the plan, so its figure cannot be stored. Delete the row, or give"
                    " it the plan's number and name; “skip” leaves it out.")  # fmt: skip
        text = message.format(named=named, at=found.at)
        return _problem(Severity.QUESTION, "unknown_row", text, table, cell, None, ("skip",))
    message = _("Row {at} of the workbook says “{named}”, but the plan has “{row}” there. The row was not read: write"
                " back its number and name.").format(at=found.at, named=named, row=row_name(found.row))  # fmt: skip
    return replace(_problem(Severity.ERROR, "disagrees", message, table, cell, found.row.row_id), blocks_row_only=True)


def _problem(
    severity: Severity,
    code: str,
    message: str,
    table: Table,
    cell: str | None,
    row_id: int | None = None,
    choices: tuple[str, ...] = (),
) -> MonthProblem:
    sheet = table.sheet.name
    return MonthProblem(severity, code, message, place_of(sheet, cell), row_id, sheet, cell, choices)


def _once(read: _Collected) -> list[MonthEntry]:
    """The entries with each row once: a blank gives way to a figure, two figures are an error.

    A copy of the sheet with the same figures is passed over.
    """
    kept: dict[int, MonthEntry] = {}
    for entry in read.entries:
        other = kept.get(entry.row_id)
        if other is None or other.value is None:
            kept[entry.row_id] = entry
        elif entry.value is not None and (entry.sheet == other.sheet or entry.value != other.value):
            message = _(
                "The same row stands twice with a figure: in {first} and in {second}. Leave one of them."
            ).format(first=place_of(other.sheet, other.cell), second=place_of(entry.sheet, entry.cell))
            place = place_of(entry.sheet, entry.cell)
            read.problems.append(
                MonthProblem(Severity.ERROR, "duplicate", message, place, entry.row_id, entry.sheet, entry.cell)
            )
    return list(kept.values())


def _no_column(tables: Sequence[Table], form: MonthForm) -> MonthProblem:
    others = sorted({month for table in tables for month in table.columns.months})
    wanted = month_name(form.month)
    if others:
        message = _("The workbook is for another month ({found}); {month} is expected here. Choose that month, or send"
                    " the workbook of {month}.")  # fmt: skip
    else:
        message = _("The column of {month} was not found. Write the month's name back into its header.")
    text = message.format(found=", ".join(month_name(month) for month in others), month=wanted)
    return _problem(Severity.ERROR, "wrong_month", text, tables[0], None)


def _missing(form: MonthForm, read: _Collected) -> list[MonthProblem]:
    missing = [row for row in form.typed_rows() if row.row_id not in read.seen]
    missing = [row for row in missing if all(each.row_id != row.row_id for each in read.problems)]
    if not missing:
        return []
    named = "; ".join(row_name(row) for row in missing[:5]) + ("; …" if len(missing) > 5 else "")
    message = _("{count} rows of the plan are not in the workbook and stay as they are: {rows}")
    return [MonthProblem(Severity.NOTE, "missing_rows", message.format(count=len(missing), rows=named))]


def _no_figures(
    tables: Sequence[Table], form: MonthForm, entries: Iterable[MonthEntry], problems: Sequence[MonthProblem]
) -> list[MonthProblem]:
    if any(entry.value is not None for entry in entries) or any(each.cell for each in problems):
        return []
    cell = reference(tables[0].first_row, tables[0].columns.months[form.month])
    message = _("The column of {month} holds no figure. Fill it in from {cell} down and save the workbook.")
    text = message.format(month=month_name(form.month), cell=cell)
    return [_problem(Severity.ERROR, "no_figures", text, tables[0], cell)]


def _with_earlier(form: MonthForm, readings: Sequence[MonthReading]) -> MonthForm:
    """The form as if the workbook's earlier months were reported already."""
    figures = {
        (entry.row_id, reading.month): entry.value
        for reading in readings
        for entry in reading.entries
        if entry.value is not None
    }
    rows = []
    for row in form.rows:
        own = {month: value for (row_id, month), value in figures.items() if row_id == row.row_id}
        rows.append(replace(row, months=row.months | own) if own else row)
    return replace(form, rows=tuple(rows))
