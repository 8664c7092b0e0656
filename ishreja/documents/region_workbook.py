"""The region's matrix as a workbook to sort and print: a place a row, values as numbers, words beside them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ishreja.documents import sheets
from ishreja.documents.sheets import Styles
from ishreja.language import _, month_range, official_date
from ishreja.views.names import place_name, status_word
from ishreja.views.region import Column, Matrix
from ishreja.views.region_cells import Cell, Measure
from ishreja.views.region_words import column_title, left_out, other_titles, row_name, total_of, unit_name

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
            heads += [column_title(column, names, view.measure), _("Status")]
            widths += [COLUMN_WIDTH, STATUS_WIDTH]
        sheets.begin(sheet, [title, period], widths, heads, styles)
        _rows(sheet, view, styles)
    return out.getvalue()


def _rows(sheet: Worksheet, view: Matrix, styles: Styles) -> None:
    line = sheets.FIRST_ROW
    for number, row in enumerate(view.rows, start=1):
        sheets.write_text(sheet, line, 0, str(number), styles)
        sheets.write_text(sheet, line, 1, row_name(row), styles)
        sheets.write_text(sheet, line, 2, f"{row.reported} / {row.places}" if row.places else _("no plan"), styles)
        for index, cell in enumerate(row.cells):
            said = [] if cell is None or cell.unit is None else [unit_name(cell.unit)]
            if cell is not None and cell.titles:
                said.append(other_titles(cell.titles, row.kind))
            _cell(sheet, line, 3 + 2 * index, cell, view.measure, said, styles)
        line += 1
    sheets.write_text(sheet, line, 1, _("Together"), styles)
    for index, column in enumerate(view.columns):
        said = [] if column.total is None else [total_of(column.total, view.measure)]
        said += filter(None, [left_out(column, view.measure)])
        _cell(sheet, line, 3 + 2 * index, column.total, view.measure, said, styles)
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
    sheet: Worksheet, line: int, at: int, cell: Cell | None, measure: Measure, said: Sequence[str], styles: Styles
) -> None:
    """A value, its word and what else is said of it."""
    if cell is None:
        sheets.write_number(sheet, line, at, None, styles)
        sheets.write_text(sheet, line, at + 1, " · ".join(said), styles)
        return
    write = sheets.write_share if measure.is_share else sheets.write_number
    write(sheet, line, at, cell.value, styles)
    words = " · ".join((status_word(cell.status), *said))
    sheet.write_string(line, at + 1, words, styles.status[cell.status])
