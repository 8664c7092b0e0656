"""A workbook's sheets to plain lines. Runs in the sandbox only."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypedDict

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from ishreja.intake.plan_grid import PlainCell, PlainLine

_MAX_SHEETS, _MAX_ROWS, _MAX_COLUMNS, _MAX_MERGES = 20, 5000, 60, 5000
_MAX_BLANK = 200
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class PlainSheet(TypedDict):
    """A sheet as it leaves the sandbox; without_value are cells (row from 1, column from 0) whose formula has none."""

    name: str
    lines: list[PlainLine]
    without_value: list[tuple[int, int]]


def read(data: bytes) -> list[PlainSheet]:
    """The visible sheets, or all where none is visible; empty lines are kept, merged cells flagged."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    return [_sheet(book, sheet) for sheet in sheets[:_MAX_SHEETS]]


def _sheet(book: Any, sheet: Any) -> PlainSheet:
    merges, without_value = _structure(book, sheet)
    lines: list[PlainLine] = []
    blank = 0
    sheet.reset_dimensions()
    for row, cells in enumerate(sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS), start=1):
        plain = [_cell(cell) for cell in cells]
        blank = 0 if any(plain) else blank + 1
        if blank > _MAX_BLANK:
            break
        lines.append({"page": 0, "row": row, "table": 1, "cells": plain})
    for bounds in merges:
        _merge(lines, bounds)
    return {"name": sheet.title, "lines": lines, "without_value": without_value}


def _structure(book: Any, sheet: Any) -> tuple[list[tuple[int, int, int, int]], list[tuple[int, int]]]:
    """Merged ranges, which the read-only mode does not show, and formulas without a stored result."""
    merges: list[tuple[int, int, int, int]] = []
    without_value: list[tuple[int, int]] = []
    with book._archive.open(sheet._worksheet_path) as source:
        for _, element in iterparse(source, forbid_dtd=True):
            if element.tag == f"{_MAIN}mergeCell" and len(merges) < _MAX_MERGES:
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                merges.append((left or 1, top or 1, right or _MAX_COLUMNS, bottom or _MAX_ROWS))
            elif element.tag == f"{_MAIN}c":
                value = element.find(f"{_MAIN}v")
                if element.find(f"{_MAIN}f") is not None and (value is None or value.text is None):
                    letters, row = coordinate_from_string(element.get("r", "A1"))
                    without_value.append((row, column_index_from_string(letters) - 1))
            if element.tag == f"{_MAIN}row":
                element.clear()
    return merges, without_value


def _merge(lines: list[PlainLine], bounds: tuple[int, int, int, int]) -> None:
    """Flag the cells that a merged range covers; those below carry the text of its first cell."""
    left, top, right, bottom = bounds
    if top > len(lines) or left > _MAX_COLUMNS:
        return
    first_cells = lines[top - 1]["cells"]
    text = first_cells[left - 1].get("text", "") if left <= len(first_cells) else ""
    for row in range(top, min(bottom, len(lines)) + 1):
        cells = lines[row - 1]["cells"]
        cells += [{} for _ in range(min(right, _MAX_COLUMNS) - len(cells))]
        for column in range(left, min(right, _MAX_COLUMNS) + 1):
            if (row, column) == (top, left):
                continue
            flags = ("a" if row > top else "") + ("l" if column > left else "")
            cells[column - 1] = {"text": text if flags == "a" else "", "flags": flags}


def _cell(cell: Any) -> PlainCell:
    value = cell.value
    if value is None:
        return {}
    flags = "b" if cell.font is not None and cell.font.bold else ""
    if isinstance(value, bool):
        return {"text": str(value), "flags": flags}
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format or ""), flags)
    if isinstance(value, (datetime, date)):
        return {"text": f"{value:%d.%m.%Y}", "flags": flags + "d"}
    if isinstance(value, time):
        return {"text": f"{value:%H:%M}", "flags": flags}
    text = str(value).replace("_x000D_", "")
    return {"text": text, "flags": flags} if text.strip() else {}


def _number(value: int | float, style: str, flags: str) -> PlainCell:
    """A number's shortest form to 12 digits, and how a plain style with decimals shows it; a percentage as shown."""
    exact = Decimal(f"{value:.12g}") if isinstance(value, float) else Decimal(value)
    if "%" in style and '"' not in style:
        exact *= 100
    text = format(exact.normalize(), "f") if exact else "0"
    decimals = re.fullmatch(r"0\.(0+)", style)
    shown = f"{value:.{len(decimals.group(1))}f}" if decimals else ""
    return {"text": text, "flags": flags + "n", "shown": shown}
