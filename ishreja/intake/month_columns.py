"""Finds the tables of monthly figures in a workbook: header rows by what they say, columns by their meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ishreja.domain.wording import key
from ishreja.intake.cells import Book, Cell, Sheet
from ishreja.intake.month_template import ID_HEADER, OWN_MARK
from ishreja.intake.month_words import month_of, years_in

_SEARCHED_ROWS = 60
_HEADER_HEIGHT = 3

# In the order in which they are tried on a header's key: the first that fits names the column.
_ROLES = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("id", rf"^{ID_HEADER}$"),
        ("percent", r"%|foiz|prosent"),
        ("number", r"^(?:no|n|t/r|p/p|tartib.*|no (?:p/p|t/r)|qator raqami|nomer)$"),
        ("reason", r"sabab|prichin"),
        ("note", r"izoh|primech"),
        ("service", r"mas'ul|otvetst|ijrochi|ispolnitel"),
        ("deadline", r"muddat|srok"),
        ("mechanism", r"mexanizm"),
        ("unit", r"birli(?:k|gi)|ed\.? ?izm|edinis"),
        ("to_date", r"boshidan|nachala|o'sib bor|narastay|jami|itogo|vsego"),
        ("target", r"reja|plan"),
        ("fact", r"fakt|bajaril|vipoln|amalda|haqiqat"),
        ("name", r"ko'rsatkich|^nomi|nomi$|naimenov|pokazatel|ish(?:lar)? (?:turi|nomi|mazmuni)|tadbir"),
        ("count", r"^miqdori|^soni|kolichestv|hisobot davri"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table keeps what, as column numbers from 1; months by number. headers are their texts."""

    name: int
    number: int | None = None
    id: int | None = None
    months: dict[int, int] = field(default_factory=dict)
    note: int | None = None
    reason: int | None = None
    headers: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet: its columns, the first row of data, and the years that its title names."""

    sheet: Sheet
    first_row: int
    columns: Columns
    years: frozenset[int]


def find_tables(book: Book) -> tuple[Table, ...]:
    """The tables with at least one column of figures of a month, one a sheet; hidden sheets and our own
    lists of problems are passed over."""
    shown = (sheet for sheet in book.sheets if not sheet.hidden and not sheet.text(1, 1).startswith(OWN_MARK))
    tables = (_find(sheet) for sheet in shown)
    return tuple(table for table in tables if table is not None)


def _find(sheet: Sheet) -> Table | None:
    rows = [(at, cells) for at, cells in sheet.rows() if at <= _SEARCHED_ROWS]
    for index, (at, cells) in enumerate(rows):
        if not any(_role(cell.text) == "name" for cell in cells):
            continue
        title = " ".join([sheet.name, *(cell.text for _, above in rows[:index] for cell in above)])
        last = _last_header_row(sheet, at)
        columns = _columns(sheet, at, last, title)
        if columns is not None and (columns.months or columns.id):
            headers = " ".join(columns.headers.values())
            return Table(sheet, last + 1, columns, years_in(title) or years_in(headers))
    return None


def _role(text: str) -> str | None:
    folded = key(text) or text.strip()
    return next((role for role, pattern in _ROLES if pattern.search(folded)), None)


def _last_header_row(sheet: Sheet, first: int) -> int:
    """A header goes on below where its cells are merged downwards, or where the next row only labels columns."""
    last = first
    for at in range(first + 1, first + _HEADER_HEIGHT):
        cells = [cell for (row, _), cell in sheet.cells.items() if row == at]
        labels = [cell for cell in cells if cell.kind == "s" and (_role(cell.text) or month_of(cell.text))]
        if cells and len(labels) == len(cells):
            last = at
    return last


def _columns(sheet: Sheet, first: int, last: int, title: str) -> Columns | None:
    headers = _headers(sheet, first, last)
    by_role: dict[str, int] = {}
    months: dict[int, int] = {}
    for column, path in headers.items():
        role = next((role for text in reversed(path) if (role := _role(text))), None)
        month = next((month for text in reversed(path) if (month := month_of(text))), None)
        if month is not None and role in (None, "fact", "count"):
            if month not in months or role == "fact":
                months[month] = column
        elif role is not None:
            by_role.setdefault(role, column)
    if "name" not in by_role:
        return None
    titled = month_of(title)
    if not months and titled is not None and (figures := by_role.get("fact") or by_role.get("count")):
        months[titled] = figures
    return Columns(
        by_role["name"],
        by_role.get("number"),
        by_role.get("id"),
        months,
        by_role.get("note"),
        by_role.get("reason"),
        {column: " ".join(path) for column, path in headers.items()},
    )


def _headers(sheet: Sheet, first: int, last: int) -> dict[int, list[str]]:
    """For each column the texts that stand over it, from the top; a merged text stands over all its columns."""
    paths: dict[int, list[str]] = {}
    cells: list[Cell] = [cell for (row, _), cell in sheet.cells.items() if first <= row <= last]
    for cell in sorted(cells, key=lambda each: each.row):
        merge = sheet.merge_at(cell.row, cell.column)
        for column in range(cell.column, (merge.last_column if merge else cell.column) + 1):
            paths.setdefault(column, []).append(_date_as_month(cell))
    return dict(sorted(paths.items()))


def _date_as_month(cell: Cell) -> str:
    """A header's text; a date stands for its month, as where a column is headed 01.03.2023."""
    if cell.kind == "d" and re.match(r"20\d\d-(\d\d)-", cell.text):
        return f"{int(cell.text[5:7])}-oy"
    return cell.text
