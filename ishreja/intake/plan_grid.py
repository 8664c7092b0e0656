"""The one shape that every kind of plan file is brought into: sheets of lines of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

_MARKS = re.compile(r"</?(?:b|i|u|strong|em|p|span)\b[^<>]{0,40}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"\s*<(?:b|strong)>.*</(?:b|strong)>\s*", re.IGNORECASE | re.DOTALL)
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""))


class PlainCell(TypedDict, total=False):
    """A cell as it leaves the sandbox; flags are the letters b, l, a, n and d of `Cell`."""

    text: str
    flags: str
    shown: str


class PlainLine(TypedDict):
    """A line as it leaves the sandbox: page or sheet row, table (0 is running text) and cells."""

    page: int
    row: int
    table: int
    cells: list[PlainCell]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines joined by a line feed, without marks and spare spaces.

    left: covered by the cell on its left (text is empty); above: covered by a cell of an earlier line (text is
    that cell's). exact: a spreadsheet's number, written with a dot; shown is how the spreadsheet displays it.
    day: a spreadsheet's date, as dd.mm.yyyy.
    """

    text: str = ""
    bold: bool = False
    left: bool = False
    above: bool = False
    exact: bool = False
    day: bool = False
    shown: str = ""

    @property
    def own(self) -> str:
        """The text that was written in this very cell."""
        return "" if self.above else self.text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, or of running text (table 0, one cell or more where tabs part it)."""

    cells: tuple[Cell, ...]
    where: str
    table: int = 0
    sheet: str = ""
    row: int = 0

    @property
    def filled(self) -> tuple[int, ...]:
        """The positions of cells with a text of their own."""
        return tuple(at for at, cell in enumerate(self.cells) if cell.own)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a whole document (name "")."""

    name: str
    lines: tuple[Line, ...]


def tidy(text: str) -> str:
    """Text without marks such as <b>, invisible signs and spare spaces; line breaks are kept."""
    if "<" in text:
        text = _MARKS.sub("", _BREAK.sub("\n", text))
    lines = text.translate(_INVISIBLE).splitlines()
    return "\n".join(piece for piece in (" ".join(line.split()) for line in lines) if piece)


def marked_bold(text: str) -> bool:
    """Whether the whole text stands in bold marks."""
    return "<" in text and _BOLD.fullmatch(text) is not None


def cell(plain: PlainCell) -> Cell:
    """A cell from the sandbox."""
    text, flags = plain.get("text", ""), plain.get("flags", "")
    return Cell(
        tidy(text),
        bold="b" in flags or marked_bold(text),
        left="l" in flags,
        above="a" in flags,
        exact="n" in flags,
        day="d" in flags,
        shown=plain.get("shown", ""),
    )


def text_cells(texts: Iterable[str]) -> tuple[Cell, ...]:
    """Cells of plain text."""
    return tuple(Cell(tidy(text), bold=marked_bold(text)) for text in texts)


def column_letters(at: int) -> str:
    """A spreadsheet's name of the column at this position: 0 is A, 26 is AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_empty(lines: Sequence[Line]) -> bool:
    """Whether no cell holds anything."""
    return not any(cell.text for line in lines for cell in line.cells)
