"""A PDF with a text layer to plain lines. Runs in the sandbox only."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, TypedDict

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ishreja.intake.plan_grid import PlainCell, PlainLine
from ishreja.intake.plan_pdf_text import Box, cell_text, running_lines
from ishreja.intake.plan_pdf_unruled import unruled_lines

_MAX_PAGES = 80
_NEAR = 3.0  # points within which two edges are one
_LEAST_COLUMNS = 3


class PlainPdf(TypedDict):
    """What a PDF holds; pictures are the pages (from 1) that have a picture and no text."""

    lines: list[PlainLine]
    pictures: list[int]
    locked: bool


def read(data: bytes) -> PlainPdf:
    """The document's lines: table 0 is running text; ruled tables of the same width are one table over all pages.

    Where no table is ruled, columns are found by the white space between them. Raises whatever the library raises
    for a damaged file.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _read(document.pages[:_MAX_PAGES])
    except PDFPasswordIncorrect:
        return {"lines": [], "pictures": [], "locked": True}
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in (error.__cause__, *error.args)):
            return {"lines": [], "pictures": [], "locked": True}
        raise


def _read(pages: Sequence[Any]) -> PlainPdf:
    read_pages = [_Page(page) for page in pages]
    pictures = [page.number for page in read_pages if not page.chars and page.has_picture]
    if any(page.tables for page in read_pages):
        lines = _ruled_lines(read_pages)
    else:
        lines = unruled_lines([(page.number, page.chars, page.width) for page in read_pages])
    for at, line in enumerate(lines, start=1):
        line["row"] = at - next(before for before, other in enumerate(lines) if other["page"] == line["page"])
    return {"lines": lines, "pictures": pictures if lines else [], "locked": False}


class _Page:
    """One page: its characters and the ruled tables on it."""

    def __init__(self, page: Any) -> None:
        self.number: int = page.page_number
        self.width = float(page.width)
        self.chars: list[dict[str, Any]] = [char for char in _chars(page) if char["upright"]]
        self.has_picture = bool(page.images) or bool(page.rects)
        tables = page.find_tables({"explicit_horizontal_lines": _open_ends(page)}) if self.chars else []
        self.tables: list[list[Box]] = [
            [Box(*cell) for cell in table.cells] for table in tables if _columns(table.cells) >= _LEAST_COLUMNS
        ]
        self.texts = [_texts(self.chars, table) for table in self.tables]
        page.close()


def _chars(page: Any) -> list[dict[str, Any]]:
    """The page's characters; those printed twice to look bold, once. The library's own search is slow."""
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in page.chars}
    found = page.chars if len(places) == len(page.chars) else page.dedupe_chars().chars
    return list(found)


def _open_ends(page: Any) -> list[float]:
    """Where upright lines end without a level one: a row that runs on to the next page is not closed."""
    level = [edge["top"] for edge in page.edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > _NEAR]
    ends = [edge[end] for edge in page.edges if edge["orientation"] == "v" for end in ("top", "bottom")]
    return _merged_edges([end for end in ends if all(abs(end - other) > _NEAR for other in level)])


def _columns(cells: Sequence[tuple[float, float, float, float]]) -> int:
    return len(_merged_edges([cell[0] for cell in cells]))


def _merged_edges(values: Sequence[float]) -> list[float]:
    """The different values in order, near ones taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _ruled_lines(pages: Sequence[_Page]) -> list[PlainLine]:
    groups = _Groups([table for page in pages for table in page.tables])
    lines: list[PlainLine] = []
    for page in pages:
        tables = sorted(zip(page.tables, page.texts, strict=True), key=lambda pair: _bounds(pair[0]).top)
        bounds = [_bounds(table) for table, _ in tables]
        outside = [char for char in page.chars if not any(_within(char, box) for box in bounds)]
        top = 0.0
        for table, texts in [*tables, ([], [])]:
            bottom = _bounds(table).top if table else float("inf")
            between = [char for char in outside if top <= (char["top"] + char["bottom"]) / 2 < bottom]
            lines += running_lines(between, page.number, page.width)
            if table:
                number, columns = groups.of(table)
                grid = _grid(table, texts, columns)
                lines += [{"page": page.number, "row": 0, "table": number, "cells": line} for line in grid]
                top = _bounds(table).bottom
    return lines


class _Groups:
    """Tables of the same left and right edge are one table: its columns are those of all pages together."""

    def __init__(self, tables: Sequence[Sequence[Box]]) -> None:
        self._groups: list[tuple[float, float, list[float]]] = []
        for table in tables:
            left, right = _sides(table)
            found = next((g for g in self._groups if abs(g[0] - left) < 6 and abs(g[1] - right) < 6), None)
            if found is None:
                found = (left, right, [])
                self._groups.append(found)
            found[2].extend(cell.left for cell in table)

    def of(self, table: Sequence[Box]) -> tuple[int, list[float]]:
        """The table's number from 1, and its columns' left edges."""
        left, right = _sides(table)
        for number, group in enumerate(self._groups, start=1):
            if abs(group[0] - left) < 6 and abs(group[1] - right) < 6:
                return number, _merged_edges(group[2])
        raise LookupError("a table of no group")


def _sides(table: Sequence[Box]) -> tuple[float, float]:
    return min(cell.left for cell in table), max(cell.right for cell in table)


def _bounds(cells: Sequence[Box]) -> Box:
    left, right = _sides(cells)
    return Box(left, min(cell.top for cell in cells), right, max(cell.bottom for cell in cells))


def _within(char: dict[str, Any], box: Box) -> bool:
    """Whether the character's middle is in the box."""
    middle, height = float(char["x0"] + char["x1"]) / 2, float(char["top"] + char["bottom"]) / 2
    return box.left <= middle < box.right and box.top <= height < box.bottom


def _grid(table: Sequence[Box], texts: Sequence[tuple[str, bool]], columns: list[float]) -> list[list[PlainCell]]:
    """The table's cells line by line, one for each column; covered ones are flagged."""
    rows = _merged_edges([cell.top for cell in table])
    grid: list[list[PlainCell]] = [[{} for _ in columns] for _ in rows]
    for box, (text, bold) in zip(table, texts, strict=True):
        top, bottom = _span(rows, box.top, box.bottom)
        left, right = _span(columns, box.left, box.right)
        for row in range(top, bottom):
            for column in range(left, right):
                flags = ("a" if row > top else "") + ("l" if column > left else "")
                shown = text if flags in ("", "a") else ""
                grid[row][column] = {"text": shown, "flags": flags or ("b" if bold else "")}
    return grid


def _span(edges: Sequence[float], start: float, end: float) -> tuple[int, int]:
    """The first edge at start, and the first one that is not before end."""
    first = min(range(len(edges)), key=lambda at: abs(edges[at] - start))
    last = next((at for at in range(first + 1, len(edges)) if edges[at] > end - _NEAR), len(edges))
    return first, last


def _texts(chars: Sequence[dict[str, Any]], table: Sequence[Box]) -> list[tuple[str, bool]]:
    """Each cell's text, and whether it is bold."""
    held: list[list[dict[str, Any]]] = [[] for _ in table]
    for char in chars:
        at = next((at for at, box in enumerate(table) if _within(char, box)), None)
        if at is not None:
            held[at].append(char)
    margin = _margin(table, held)
    return [
        (cell_text(found, box.right - box.left - 2 * margin), _is_bold(found))
        for box, found in zip(table, held, strict=True)
    ]


def _margin(table: Sequence[Box], held: Sequence[Sequence[dict[str, Any]]]) -> float:
    """How far the table's texts keep from its lines: what the leftmost of them does."""
    gaps = (
        char["x0"] - box.left
        for box, chars in zip(table, held, strict=True)
        for char in chars
        if not char["text"].isspace()
    )
    return max(0.0, min(gaps, default=0.0))


def _is_bold(chars: Sequence[dict[str, Any]]) -> bool:
    return bool(chars) and all("bold" in char["fontname"].lower() for char in chars if not char["text"].isspace())
