"""The region's matrix as a workbook to sort and print: a place a row, values as numbers, words beside them."""

from __future__ import annotations

import io
from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ishreja.documents import sheets
from ishreja.documents.sheets import Styles
from ishreja.language import _, month_range, official_date, script
from ishreja.views.names import place_name, status_word
from ishreja.views.region import Column, Matrix
from ishreja.views.region_cells import Cell, Measure

HEADS = 2
COLUMN_WIDTH, STATUS_WIDTH = 13, 15


def file_name(view: Matrix) -> str:
    """The name of the file: the place's code, year, month and measure."""
    return f"viloyat-{view.scope}-{view.year}-{view.month:02}-{view.measure.value}.xlsx"


def region_workbook(view: Matrix, names: Mapping[str, str]) -> bytes:
    """The workbook's bytes; names are the indicators' by code. Texts are never formulas, blanks are nothing."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        styles = sheets.styles_of(book)
        place = place_name(view.scope)
        title = _("{place}: places side by side").format(place=place)
        book.set_properties({"title": title, "company": place})
        sheet = book.add_worksheet(_("Places"))
        period = _("{place} · {months} · data as of {date}").format(
            place=place, months=month_range(1, view.month), date=official_date(view.as_of)
        )
        heads = [_("No."), _("Place"), _("Reported")]
        widths: list[float] = [6, 34, 13]
        for column in view.columns:
            heads += [_title(column, names, view.measure), _("Status")]
            widths += [COLUMN_WIDTH, STATUS_WIDTH]
        sheets.begin(sheet, [title, period], widths, heads, styles)
        _rows(sheet, view, styles)
    return out.getvalue()


def _rows(sheet: Worksheet, view: Matrix, styles: Styles) -> None:
    line = sheets.FIRST_ROW
    for number, row in enumerate(view.rows, start=1):
        sheets.write_text(sheet, line, 0, str(number), styles)
        sheets.write_text(sheet, line, 1, place_name(row.code), styles)
        sheets.write_text(sheet, line, 2, f"{row.reported} / {row.places}" if row.places else _("no plan"), styles)
        for index, cell in enumerate(row.cells):
            _cell(sheet, line, 3 + 2 * index, cell, view.measure, styles)
        line += 1
    sheets.write_text(sheet, line, 1, _("Together"), styles)
    for index, column in enumerate(view.columns):
        _cell(sheet, line, 3 + 2 * index, column.total, view.measure, styles, counted=True)
    line += 1
    sheets.write_text(sheet, line, 1, _("Median of those that reported"), styles)
    for index, column in enumerate(view.columns):
        _value(sheet, line, 3 + 2 * index, column, view.measure, styles)
    sheets.sign(sheet, line + 2, styles)


def _value(sheet: Worksheet, line: int, at: int, column: Column, measure: Measure, styles: Styles) -> None:
    write = sheets.write_share if measure.is_share else sheets.write_number
    write(sheet, line, at, column.middle, styles)
    said = _("{reported} of {places}").format(reported=column.reported, places=column.of)
    sheets.write_text(sheet, line, at + 1, said, styles)


def _cell(
    sheet: Worksheet, line: int, at: int, cell: Cell | None, measure: Measure, styles: Styles, *, counted: bool = False
) -> None:
    """A value and its word; counted says of how many places it is, and how many of them have reported."""
    if cell is None:
        sheets.write_number(sheet, line, at, None, styles)
        sheets.write_text(sheet, line, at + 1, "", styles)
        return
    write = sheets.write_share if measure.is_share else sheets.write_number
    write(sheet, line, at, cell.value, styles)
    word = status_word(cell.status) + (f" ({script(cell.unit)})" if cell.unit else "")
    if counted:
        word += " · " + _("{reported} of {places}").format(reported=cell.reported, places=cell.places)
    sheet.write_string(line, at + 1, word, styles.status[cell.status])


def _title(column: Column, names: Mapping[str, str], measure: Measure) -> str:
    if measure is not Measure.SHARE:
        return names.get(column.code or "", column.code or "")
    if column.code is None:
        return _("Whole plan")
    return _("Section {number}").format(number=column.code) if column.code else _("Without a section")
