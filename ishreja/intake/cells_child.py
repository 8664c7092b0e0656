"""Reads a workbook's cells inside the sandbox. Imports openpyxl and nothing of the product."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook.workbook import Workbook

MAX_SHEETS = 100
MAX_ROWS = 5000
MAX_COLUMNS = 200
MAX_MERGES = 2000
LONGEST = 32_767  # letters that Excel keeps in a cell
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Za-z0-9:$]+)[\"']")

CellData = list[Any]  # [row, column, kind, text]


def read(data: bytes) -> dict[str, Any]:
    """The sheets of a workbook as plain data.

    A cell is [row, column, kind, text]; kind is n number, s text, d date or time, b true or false, e an error
    such as #N/A, f a formula that carries no value. Blank cells are left out. merged are [row, column, last row,
    last column]. cut says that the sheet goes on beyond what is read, links that other files are linked.
    """
    warnings.simplefilter("ignore")
    values = _load(data, data_only=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        raw = [_raw(archive, sheet) for sheet in values.worksheets[:MAX_SHEETS]]
        links = any(name.startswith("xl/externalLinks/") for name in archive.namelist())
    formulas = _load(data, data_only=False) if any(_FORMULA.search(each) for each in raw) else None
    sheets = []
    for index, sheet in enumerate(values.worksheets[:MAX_SHEETS]):
        cells, empty_texts = _cells(sheet)
        if formulas is not None and _FORMULA.search(raw[index]):
            known = {(cell[0], cell[1]) for cell in cells} | empty_texts
            cells += _without_value(formulas.worksheets[index], known)
        sheets.append(
            {
                "name": sheet.title,
                "hidden": sheet.sheet_state != "visible",
                "cells": sorted(cells, key=lambda cell: (cell[0], cell[1])),
                "merged": _merged(raw[index]),
                "cut": (sheet.max_row or 0) > MAX_ROWS or (sheet.max_column or 0) > MAX_COLUMNS,
            }
        )
    return {"sheets": sheets, "links": links}


def _load(data: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _raw(archive: zipfile.ZipFile, sheet: Any) -> bytes:
    return archive.read(sheet._worksheet_path)


def _rows(sheet: Any) -> Any:
    return sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)


def _cells(sheet: Any) -> tuple[list[CellData], set[tuple[int, int]]]:
    """The cells with a value, and where a formula's value is known to be the empty text."""
    cells: list[CellData] = []
    empty_texts = set()
    for row in _rows(sheet):
        for cell in row:
            if cell.value is not None and cell.value != "":
                cells.append([cell.row, cell.column, *_plain(cell.value, cell.data_type)])
            elif cell.data_type == "str":
                empty_texts.add((cell.row, cell.column))
    return cells, empty_texts


def _plain(value: object, data_type: str) -> tuple[str, str]:
    if data_type == "e":
        return "e", str(value)
    if isinstance(value, bool):
        return "b", str(value)
    if isinstance(value, int):
        return "n", str(value)
    if isinstance(value, float):
        return "n", format(value, ".15g")  # what Excel shows and keeps
    if isinstance(value, datetime | date | time):
        return "d", value.isoformat()
    if isinstance(value, timedelta):
        return "d", str(value)
    return "s", str(value)[:LONGEST]


def _without_value(sheet: Any, known: set[tuple[int, int]]) -> list[CellData]:
    """Formulas in cells for which no value is stored."""
    return [
        [cell.row, cell.column, "f", str(getattr(cell.value, "text", cell.value))]
        for row in _rows(sheet)
        for cell in row
        if cell.data_type == "f" and (cell.row, cell.column) not in known
    ]


def _merged(raw: bytes) -> list[list[int]]:
    ranges = []
    for found in _MERGE.findall(raw)[:MAX_MERGES]:
        first_column, first_row, last_column, last_row = range_boundaries(found.decode())
        ranges.append([first_row or 1, first_column or 1, last_row or MAX_ROWS, last_column or MAX_COLUMNS])
    return ranges
