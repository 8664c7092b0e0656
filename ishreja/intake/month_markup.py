"""The workbook given back with its problems: cells coloured, a comment in each, and a list of all in front."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from ishreja.domain.month import MonthProblem
from ishreja.domain.plan import Severity
from ishreja.errors import UserError
from ishreja.intake import sandbox
from ishreja.intake.cells import Book, Sheet, read_book
from ishreja.intake.guard import FileKind, check
from ishreja.intake.month_template import OWN_MARK
from ishreja.language import _

AUTHOR = "ishreja"
LIST_MARK = f"{OWN_MARK}problems"
_WORST_FIRST = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.NOTE: 2}
_COLOURS = {Severity.ERROR: "#F4B6B0", Severity.QUESTION: "#FCE08A", Severity.NOTE: "#CFE3F5"}


def marked(data: bytes, name: str, problems: Sequence[MonthProblem]) -> bytes:
    """The workbook that was sent, its problem cells red, amber or blue with a comment each.

    It can be mended, saved and sent again: the hidden ids stay. Where the original's looks are too much to be
    kept, a plain copy with its values is marked. UserError where the file cannot be read at all.
    """
    check(data, name, (FileKind.XLSX,))
    ordered = sorted(problems, key=lambda each: _WORST_FIRST[each.severity])
    marks = [[each.severity.value, each.sheet or "", each.cell or "", each.where, each.message] for each in ordered]
    try:
        return _bytes(
            sandbox.run(
                "ishreja.intake.markup_child:mark",
                data,
                marks=marks,
                title=_list_title(),
                headers=[_("Where"), _("What is wrong")],
                author=AUTHOR,
                list_mark=LIST_MARK,
            )
        )
    except UserError:
        return _plain_copy(read_book(data, name), ordered)


def _bytes(answer: object) -> bytes:
    assert isinstance(answer, bytes)
    return answer


def _list_title() -> str:
    return _("Problems")


def _plain_copy(book: Book, problems: Sequence[MonthProblem]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as copy:
        fills = {severity: copy.add_format({"bg_color": colour}) for severity, colour in _COLOURS.items()}
        listed = copy.add_worksheet(_list_title())
        listed.write_string(0, 0, LIST_MARK)
        listed.set_column(0, 0, None, None, {"hidden": True})
        listed.set_column(1, 1, 34)
        listed.set_column(2, 2, 110)
        for at, problem in enumerate(problems, start=2):
            listed.write_string(at, 1, problem.where, fills[problem.severity])
            listed.write_string(at, 2, problem.message, fills[problem.severity])
        for sheet in book.sheets:
            _copy_sheet(copy.add_worksheet(sheet.name), sheet, problems, fills)
    return out.getvalue()


def _copy_sheet(target: Any, sheet: Sheet, problems: Sequence[MonthProblem], fills: dict[Severity, Any]) -> None:
    if sheet.hidden:
        target.very_hidden()
    for cell in sheet.cells.values():
        if cell.number is not None:
            target.write_number(cell.row - 1, cell.column - 1, cell.number)
        else:
            target.write_string(cell.row - 1, cell.column - 1, cell.text)
    worst: dict[str, list[MonthProblem]] = {}
    for problem in problems:
        if problem.sheet == sheet.name and problem.cell:
            worst.setdefault(problem.cell, []).append(problem)
    for reference, found in worst.items():
        target.write_comment(reference, "\n\n".join(each.message for each in found), {"author": AUTHOR})
        target.conditional_format(reference, {"type": "no_errors", "format": fills[found[0].severity]})
