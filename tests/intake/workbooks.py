"""Workbooks as people send them: the template with cells typed over, and an office's own tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ishreja.domain.month import MonthForm, MonthProblem, MonthReading
from ishreja.intake.month_template import template

HEADER = ("№", "Nomi", "O'lchov birligi", "2023-yil (reja)")


def typed(form: MonthForm, values: Mapping[int, object], change: Callable[[Worksheet], Any] | None = None) -> bytes:
    """The template with values in the month's column by row id; change may do anything else to the sheet."""
    book = load_workbook(io.BytesIO(template(form)))
    sheet = book.worksheets[0]
    for row_id, value in values.items():
        sheet.cell(row_at(sheet, row_id), 7).value = value  # type: ignore[assignment]
    if change is not None:
        change(sheet)
    return saved(book)


def row_at(sheet: Worksheet, row_id: int) -> int:
    """The sheet's row of a plan row."""
    return next(cell.row for cell in sheet["A"] if cell.value == row_id)


def own_table(rows: Sequence[Sequence[object]], *, title: str = "", sheet: str = "Лист1") -> bytes:
    """An office's own table, with a title over it where there is one."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    if title:
        page.append([title])
    for row in rows:
        page.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def figures(reading: MonthReading) -> dict[int, str]:
    """What was read, by row id, blanks left out."""
    return {entry.row_id: str(entry.value) for entry in reading.entries if entry.value is not None}


def found(reading: MonthReading) -> set[tuple[str, int | None]]:
    """Code and row of every problem but the notes on rows that are missing."""
    return {(problem.code, problem.row_id) for problem in reading.problems if problem.code != "missing_rows"}


def the(reading: MonthReading, code: str) -> MonthProblem:
    """The one problem of that code."""
    problems = [problem for problem in reading.problems if problem.code == code]
    assert len(problems) == 1, reading.problems
    return problems[0]
