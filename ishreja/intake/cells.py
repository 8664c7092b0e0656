"""A workbook's cells, read in the sandbox, as values that hold nothing of the file's format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ishreja.intake import sandbox
from ishreja.intake.guard import FileKind, check


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not blank. row and column count from 1.

    kind is n number, s text, d date or time, b true or false, e an error such as #N/A, f a formula that carries
    no value; text is the value, a number as its shortest decimal form, a date in ISO form.
    """

    row: int
    column: int
    kind: str
    text: str

    @property
    def reference(self) -> str:
        """The cell as a person finds it: "F7"."""
        return reference(self.row, self.column)

    @property
    def number(self) -> Decimal | None:
        """The number of a number cell."""
        return Decimal(self.text) if self.kind == "n" else None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, all four included."""

    row: int
    column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies in the range."""
        return self.row <= row <= self.last_row and self.column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells by (row, column). cut says that it goes on beyond what was read."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell]
    merged: tuple[Merge, ...]
    cut: bool

    def text(self, row: int, column: int | None) -> str:
        """The cell's text without spaces around it; "" where it is blank or there is no such column."""
        cell = self.cells.get((row, column)) if column is not None else None
        return cell.text.strip() if cell else ""

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that hold something, from the top, each with its cells from the left."""
        rows: dict[int, list[Cell]] = {}
        for at in sorted(self.cells):
            rows.setdefault(at[0], []).append(self.cells[at])
        yield from rows.items()

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range that covers the cell, if any."""
        return next((merge for merge in self.merged if merge.covers(row, column)), None)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets in order. links says that it refers to other files, which are never opened."""

    sheets: tuple[Sheet, ...]
    links: bool


def reference(row: int, column: int) -> str:
    """Row 7, column 6 as "F7"."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def read_book(data: bytes, name: str) -> Book:
    """The cells of a workbook in .xlsx form; UserError where it is anything else or cannot be read."""
    check(data, name, (FileKind.XLSX,))
    plain = sandbox.run("ishreja.intake.cells_child:read", data)
    return Book(
        tuple(
            Sheet(
                each["name"],
                each["hidden"],
                {(cell[0], cell[1]): Cell(*cell) for cell in each["cells"]},
                tuple(Merge(*merge) for merge in each["merged"]),
                each["cut"],
            )
            for each in plain["sheets"]
        ),
        plain["links"],
    )
