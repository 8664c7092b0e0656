"""Marks problem cells in a workbook, inside the sandbox. Imports openpyxl and nothing of the product."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

_FILLS = {severity: PatternFill("solid", start_color=colour, end_color=colour) for severity, colour in (
    ("error", "FFF4B6B0"), ("question", "FFFCE08A"), ("note", "FFCFE3F5")
)}  # fmt: skip
_BLANK = PatternFill("solid", start_color="FFFFFFFF", end_color="FFFFFFFF")


def mark(data: bytes, marks: list[list[str]], title: str, headers: list[str], author: str, list_mark: str) -> bytes:
    """The workbook with its problem cells coloured and commented, and a first sheet that lists all problems.

    marks are [severity, sheet, cell, where, message], the worst first; sheet and cell are "" for a problem of the
    whole file. Marks of an earlier reading are taken off. title names the list's sheet, headers its two columns;
    author signs the comments and list_mark stands in the list's hidden A1, by which both are known again.
    """
    warnings.simplefilter("ignore")
    book = load_workbook(io.BytesIO(data), keep_links=False)
    _unmark(book, author, list_mark)
    by_cell: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for severity, sheet, cell, _, message in marks:
        if cell and sheet in book.sheetnames:
            by_cell.setdefault((sheet, cell), []).append((severity, message))
    for (sheet, reference), found in by_cell.items():
        _mark(_top_left(book[sheet], reference), found, author)
    _list(book.create_sheet(title, 0), marks, headers, list_mark)
    book.active = 0
    out = io.BytesIO()
    _InMemory(book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()


class _InMemory(ExcelWriter):
    """openpyxl's writer without its temporary files, for the sandbox writes none."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        out = io.BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]
        self._archive.writestr(ws.path[1:], out.getvalue())  # type: ignore[attr-defined]
        self.manifest.append(ws)


def _mark(cell: Cell, found: list[tuple[str, str]], author: str) -> None:
    text = "\n\n".join(message for _, message in found)
    comment = Comment(text, author, width=360, height=40 + 20 * (len(text) // 48 + 1))
    cell.comment = comment
    cell.fill = _FILLS[found[0][0]]


def _top_left(sheet: Worksheet, reference: str) -> Cell:
    cell = sheet[reference]
    if isinstance(cell, MergedCell):
        merge = next(each for each in sheet.merged_cells.ranges if reference in each)
        cell = sheet.cell(merge.min_row, merge.min_col)
    assert isinstance(cell, Cell)
    return cell


def _unmark(book: Workbook, author: str, list_mark: str) -> None:
    for sheet in book.worksheets:
        if sheet["A1"].value == list_mark:
            book.remove(sheet)
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.comment is not None and cell.comment.author == author:
                    cell.comment = None
                    cell.fill = _BLANK


def _list(sheet: Worksheet, marks: list[list[str]], headers: list[str], list_mark: str) -> None:
    sheet["A1"].value = list_mark
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 34, 110
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for column, text in zip("BC", headers, strict=True):
        sheet[f"{column}2"].value = text
        sheet[f"{column}2"].font = Font(name="Calibri", bold=True)
    for at, (severity, _, _, where, message) in enumerate(marks, start=3):
        for column, text in (("B", where), ("C", message)):
            cell = sheet[f"{column}{at}"]
            cell.value, cell.data_type = text, "s"
            cell.fill = _FILLS[severity]
            cell.alignment = Alignment(wrap_text=True, vertical="top")
