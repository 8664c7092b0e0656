"""A Word document to plain lines. Runs in the sandbox only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from ishreja.intake.plan_docx_lists import ListNumbers
from ishreja.intake.plan_grid import PlainCell, PlainLine

_MAX_COLUMNS = 100
_WRAPPERS = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:smartTag", "w:hyperlink", "w:customXml", "w:fldSimple", "w:moveTo"))
)
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE = f"{_COMPATIBLE}AlternateContent", f"{_COMPATIBLE}Choice"
_P, _R, _T, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}
_BOX = qn("w:txbxContent")


def read(data: bytes) -> list[PlainLine]:
    """The document's paragraphs (table 0, a cell for each text between tabs) and table lines, in order.

    Text boxes come before the paragraph they hang on. A cell's paragraphs are its lines; merged cells are flagged;
    automatic numbers and bullets are written out; what was deleted with changes tracked is left out.
    """
    document = Document(io.BytesIO(data))
    return _Reader(ListNumbers(document)).lines(document.element.body)


class _Reader:
    def __init__(self, numbers: ListNumbers) -> None:
        self._numbers = numbers
        self._tables = 0
        self._lines: list[PlainLine] = []

    def lines(self, body: Any) -> list[PlainLine]:
        for element in _unwrapped(body):
            if element.tag == _TBL:
                self._table(element)
            elif element.tag == _P:
                self._paragraph(element)
        return self._lines

    def _paragraph(self, paragraph: Any) -> None:
        for box in _boxes(paragraph):
            self._add(0, [{}])
            self.lines(box)
            self._add(0, [{}])
        text = self._text(paragraph)
        for line in text.split("\n"):
            flags = "b" if _is_bold(paragraph) else ""
            self._add(0, [{"text": piece, "flags": flags} for piece in line.split("\t") if piece.strip()] or [{}])

    def _add(self, table: int, cells: list[PlainCell]) -> None:
        row = self._lines[-1]["row"] + 1 if self._lines and self._lines[-1]["table"] == table else 1
        self._lines.append({"page": 0, "row": row, "table": table, "cells": cells})

    def _table(self, table: Any) -> None:
        self._tables += 1
        number = self._tables
        above: dict[int, PlainCell] = {}
        nested: list[Any] = []
        for row in _unwrapped(table):
            if row.tag == _TR:
                cells = self._row(row, above)
                self._add(number, cells)
                nested += [inner for cell in _unwrapped(row) if cell.tag == _TC for inner in _inner_tables(cell)]
        for inner in nested:
            self._table(inner)

    def _row(self, row: Any, above: dict[int, PlainCell]) -> list[PlainCell]:
        """The row's cells, one for each column of the table's grid."""
        cells: list[PlainCell] = [{} for _ in range(_number(row, "w:trPr/w:gridBefore"))]
        for cell in _unwrapped(row):
            if cell.tag != _TC or len(cells) >= _MAX_COLUMNS:
                continue
            at = len(cells)
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val"), "continue") == "continue" and at in above:
                covered: PlainCell = {"text": above[at].get("text", ""), "flags": "a"}
                cells.append(covered)
            else:
                cells.append({"text": self._cell_text(cell), "flags": "b" if _is_bold(cell) else ""})
                above.pop(at, None)
                if merge is not None:
                    above[at] = cells[-1]
            span = min(_number(cell, "w:tcPr/w:gridSpan") or 1, _MAX_COLUMNS - at)
            flags = "la" if "a" in cells[-1]["flags"] else "l"
            cells += [{"flags": flags} for _ in range(span - 1)]
        return cells

    def _cell_text(self, cell: Any) -> str:
        return "\n".join(self._text(element) for element in _unwrapped(cell) if element.tag == _P)

    def _text(self, paragraph: Any) -> str:
        text = "".join(_run_texts(paragraph))
        return f"{self._numbers.label(paragraph)}{text}"


def _unwrapped(element: Any) -> Iterator[Any]:
    """The children of an element, content controls and tracked insertions opened."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _run_texts(paragraph: Any) -> Iterator[str]:
    for run in _unwrapped(paragraph):
        if run.tag != _R:
            continue
        for piece in run:
            if piece.tag == _T:
                yield piece.text or ""
            elif piece.tag in _BREAKS:
                yield _BREAKS[piece.tag]


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The paragraph's text boxes, each once though Word writes it for older versions too."""
    for box in paragraph.iter(_BOX):
        alternate = next(box.iterancestors(_ALTERNATE), None)
        if alternate is None or next(box.iterancestors(_CHOICE), None) is not None:
            yield box


def _inner_tables(cell: Any) -> list[Any]:
    return [element for element in _unwrapped(cell) if element.tag == _TBL]


def _number(element: Any, path: str) -> int:
    found = element.find("/".join(map(qn, path.split("/"))))
    value = "" if found is None else found.get(qn("w:val"), "")
    return int(value) if value.isdigit() else 0


def _is_bold(element: Any) -> bool:
    """Whether every run with text is bold."""
    runs = [run for run in element.iter(_R) if any((text.text or "").strip() for text in run.iter(_T))]
    return bool(runs) and all(_runs_bold(run) for run in runs)


def _runs_bold(run: Any) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val"), "1") not in ("0", "false")
