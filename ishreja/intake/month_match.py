"""Which row of the form a row of a workbook is: by hidden id, else by number and name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ishreja.domain.month import MonthForm, MonthFormRow
from ishreja.domain.wording import key, similarity
from ishreja.intake.cells import Cell
from ishreja.intake.month_columns import Table

ALIKE = 0.75
_TOTALS = re.compile(r"^(?:jami|hammasi|itogo|vsego|shundan)\b")


class Match(StrEnum):
    """How a row was recognised, or why not."""

    FOUND = "found"
    DISAGREES = "disagrees"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a table: what stands in it, and the form's row that it is or that it half agrees with."""

    at: int
    number: str
    name: str
    match: Match
    row: MonthFormRow | None


def match_rows(table: Table, form: MonthForm) -> Iterator[Found]:
    """Every row of the table that has a number or a name, from the top; headings and totals are left out."""
    parent: MonthFormRow | None = None
    for at, cells in table.sheet.rows():
        if at < table.first_row or _only_counts_columns(cells):
            continue
        number, name = _number(table, at), table.sheet.text(at, table.columns.name)
        row_id = table.sheet.text(at, table.columns.id)
        if not number and not name and not row_id:
            continue
        if not number and not row_id and _TOTALS.search(key(name)):
            continue
        found = Found(at, number, name, *_match(form, row_id, number, name, parent, table.columns.number is not None))
        if found.match is Match.FOUND and found.row is not None and found.row.number is not None:
            parent = found.row
        yield found


def _only_counts_columns(cells: list[Cell]) -> bool:
    """The line 1, 2, 3, 4 … that offices put under a header."""
    values = [cell.text.strip() for cell in cells]
    return len(values) > 2 and values == [str(at) for at in range(1, len(values) + 1)]


def _number(table: Table, at: int) -> str:
    """The row's number without a trailing dot; Excel's date made of 13.1 is taken back."""
    cell = table.sheet.cells.get((at, table.columns.number)) if table.columns.number else None
    if cell is None:
        return ""
    if cell.kind == "d" and (date := re.match(r"\d{4}-(\d\d)-(\d\d)", cell.text)):
        return f"{int(date[2])}.{int(date[1])}"
    return cell.text.strip().rstrip(".)").replace(",", ".")


def _match(
    form: MonthForm, row_id: str, number: str, name: str, parent: MonthFormRow | None, numbered: bool
) -> tuple[Match, MonthFormRow | None]:
    by_id = form.row(int(row_id)) if row_id.isascii() and row_id.isdecimal() else None
    if by_id is not None:
        return (Match.FOUND if _agrees(by_id, number, name) else Match.DISAGREES), by_id
    if number:
        namesake = _namesake(form.rows, name)
        if namesake and (namesake.number or "").rstrip("0") == number.rstrip("0"):  # Excel shows 13.10 as 13.1
            return Match.FOUND, namesake
        same = next((row for row in form.rows if row.number == number), None)
        if same is not None:
            return (Match.FOUND if _alike(same, name) else Match.DISAGREES), same
        return (Match.DISAGREES, namesake) if namesake else (Match.UNKNOWN, None)
    below = [row for row in form.rows if parent is not None and row.parent_id == parent.row_id]
    unnumbered = [row for row in form.rows if row.number is None]
    namesake = _namesake([row for row in below if row.number is None], name) or _namesake(unnumbered, name)
    if namesake is None and not numbered:
        namesake = _namesake(form.rows, name)
    return (Match.FOUND, namesake) if namesake else (Match.UNKNOWN, None)


def _agrees(row: MonthFormRow, number: str, name: str) -> bool:
    """Whether a row with this id is the row still: a copied or overwritten line has the id of another."""
    if not name:
        return number == (row.number or "")
    return key(name) == key(row.name) or (number == (row.number or "") and _alike(row, name))


def _alike(row: MonthFormRow, name: str) -> bool:
    return key(name) == key(row.name) or similarity(name, row.name) >= ALIKE


def _namesake(rows: tuple[MonthFormRow, ...] | list[MonthFormRow], name: str) -> MonthFormRow | None:
    """The one row of exactly that name."""
    same = [row for row in rows if key(row.name) == key(name)] if name else []
    return same[0] if len(same) == 1 else None
