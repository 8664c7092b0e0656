"""What each line of the plan's table is: a section, a row, a part of one, the rest of the row above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ishreja.domain.wording import key
from ishreja.intake import plan_columns
from ishreja.intake.plan_columns import Columns
from ishreja.intake.plan_figures import holds_several, looks_like_amount
from ishreja.intake.plan_grid import Cell, Line
from ishreja.intake.plan_headings import FIGURES, Role
from ishreja.intake.plan_sections import is_heading, section

_NUMBER = re.compile(r"№?\s*(\d{1,4}(?:\s*[.,/-]\s*\d{1,3})*)\s*[.)\]:-]*")
_LEADING_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]\s+(?=\D)")
_MARK = re.compile(r"[-–—•·▪*]|[a-zа-яё][).]|\d{1,2}\)", re.IGNORECASE)
_OF_WHICH = re.compile(
    r"(?:shundan|shu jumladan|jumladan|shu hisobdan|shularning ichida|v tom chisle|iz nih|v t\.? ?ch)[\s,:]*"
)
_TOTAL = re.compile(r"(?:jami|hammasi|itogo|vsego|umumiy jami)(?: summa| bo'yicha)?")
_PAGE_NUMBER = re.compile(
    r"[-\s]*\d{1,3}[-\s]*(?:(?:/|dan|iz)\s*\d{1,3})?[-\s]*(?:bet|sahifa|str|stranisa)?|(?:bet|sahifa|str)\W*\d+"
)
_LISTS = re.compile(r"[:]\s*$")


class LineKind(StrEnum):
    """What a line of the table is."""

    SECTION = "section"
    ROW = "row"
    PART = "part"
    TAIL = "tail"
    STRAY = "stray"


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of the table's body: its cells by what their columns hold.

    number is the row's number as written without a trailing dot; exact says that a spreadsheet kept it as a number.
    section is the numeral (or None) of a section line, text its title or the stray text.
    """

    kind: LineKind
    cells: dict[Role, Cell]
    where: str
    number: str | None = None
    exact: bool = False
    section: str | None = None
    text: str = ""
    line: Line | None = None

    def own(self, role: Role) -> str:
        """The text written in this line for the role, "" where there is none."""
        cell = self.cells.get(role)
        return cell.own if cell else ""

    @property
    def figures(self) -> tuple[str, ...]:
        """The texts of the cells of amounts."""
        return tuple(self.own(role) for role in FIGURES)


def body(lines: Sequence[Line], columns: Columns) -> Iterator[BodyLine]:
    """The lines below the header, headers repeated on later pages, totals and blank lines left out.

    A section's title that stands right above the header comes first.
    """
    reader = _Body(lines, columns)
    at = columns.last + 1
    above = section_above(lines, columns)
    if above is not None and (titled := reader.read(lines[above])):
        yield titled
    while at < len(lines):
        known = reader.columns.labels
        repeated = plan_columns.at(lines, at, least=4, known=known) if len(lines[at].filled) > 2 else None
        if repeated:
            reader.columns, at = repeated, repeated.last + 1
            if at < len(lines) and plan_columns.is_rest(lines[at - 1], lines[at], known):
                at += 1
            continue
        if lines[at].filled and not plan_columns.is_column_numbers(lines[at]):
            found = reader.read(lines[at])
            if found:
                yield found
        at += 1


def section_above(lines: Sequence[Line], columns: Columns) -> int | None:
    """The place of the section's title that stands right above the header, None where another text does."""
    at = next((at for at in range(columns.first - 1, -1, -1) if lines[at].filled), None)
    titled = section(lines[at], {}) if at is not None else None
    return at if titled and titled[0] else None


class _Body:
    """Reads line after line; what a line is also depends on the row above it."""

    def __init__(self, lines: Sequence[Line], columns: Columns) -> None:
        self.columns = columns
        self._header_table = lines[columns.last].table
        self._widths: dict[int, int] = {}
        for line in lines:
            self._widths[line.table] = max(self._widths.get(line.table, 0), len(line.cells))
        self._row: BodyLine | None = None
        self._name = ""
        self._has_figures = False
        self._of_which = False
        self._totalled = False

    def read(self, line: Line) -> BodyLine | None:
        cells = cells_by_role(line, self.columns)
        only = line.cells[line.filled[0]].own if len(line.filled) == 1 else ""
        if _OF_WHICH.fullmatch(key(only)):
            self._of_which = True
            return None
        found = section(line, cells)
        if found:
            self._row, self._of_which, self._totalled = None, False, False
            return BodyLine(LineKind.SECTION, {}, line.where, section=found[0], text=found[1])
        if line.table == 0 or self._widths[line.table] < 3 or not any(cell.own for cell in cells.values()):
            text = " ".join(cell.own for cell in line.cells if cell.own)
            if line.table == 0 and _PAGE_NUMBER.fullmatch(key(text)):
                return None
            return BodyLine(LineKind.STRAY, {}, line.where, text=text)
        read = self._kinded(BodyLine(LineKind.ROW, cells, line.where, line=line))
        if read and read.kind in (LineKind.ROW, LineKind.PART, LineKind.TAIL):
            self._remember(read)
        return read

    def _remember(self, read: BodyLine) -> None:
        figures = any(map(looks_like_amount, read.figures))
        if read.kind is LineKind.ROW:
            self._row, self._name, self._has_figures = read, read.own(Role.NAME), figures
            self._totalled = False
            self._of_which = self._of_which and read.number is None
        else:
            self._has_figures = self._has_figures or figures
        if read.kind is LineKind.TAIL and read.own(Role.NAME):
            self._name = read.own(Role.NAME)

    def _kinded(self, line: BodyLine) -> BodyLine | None:
        number, exact, mark = _numbered(line, self.columns)
        if number is not None:
            if not self.columns.has(Role.NUMBER):
                line = _without_leading_number(line)
            return replace(line, number=number, exact=exact)
        name = line.own(Role.NAME)
        if _TOTAL.fullmatch(key(name) or key(line.own(Role.NUMBER))):
            self._totalled = True
            return None
        number_text = line.own(Role.NUMBER)
        if number_text and not mark and not name:
            return replace(line, kind=LineKind.STRAY, text=number_text)
        if self._row is None and is_heading(line.line, name):
            return replace(line, kind=LineKind.STRAY, text=name)
        kind = self._unnumbered(line, name, mark)
        if kind is LineKind.TAIL and self._totalled:  # what stands below a total is not the rest of the row above it
            return replace(line, kind=LineKind.STRAY, text=name)
        return replace(line, kind=kind)

    def _unnumbered(self, line: BodyLine, name: str, mark: bool) -> LineKind:
        """Whether a line without a number is a row, a part of the row above, or the rest of its cells."""
        figures = any(map(looks_like_amount, line.figures))
        bare = not (line.own(Role.UNIT) or line.own(Role.DEADLINE) or line.own(Role.SERVICES))
        begins = name[:1].isupper() or name[:1] in "\"“«„'‘0123456789"
        if self._row is None:
            return LineKind.ROW if figures or not bare else LineKind.STRAY
        if not name:
            return LineKind.TAIL
        number = line.cells.get(Role.NUMBER)
        listed = mark or _MARK.match(name) is not None or self._of_which or (number is not None and number.above)
        cut = any(map(holds_several, (*line.figures, *self._row.figures)))  # "289 56" and "233" on the next page
        if figures and not cut and (listed or (bare and self._has_figures) or _LISTS.search(self._name)):
            return LineKind.PART
        if cut and self._has_figures and not line.own(Role.UNIT):
            return LineKind.TAIL
        if figures and not begins and not self._has_figures:
            return LineKind.TAIL
        whole = all(line.own(role) for role in (Role.UNIT, Role.DEADLINE, Role.SERVICES))
        starts_anew = whole and begins and line.own(Role.UNIT)[:1].isupper()
        return LineKind.ROW if figures or starts_anew else LineKind.TAIL


def with_mended_numbers(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """The lines with 13.10 where a spreadsheet turned it into 13.1, which the number before it (13.9) shows."""
    last: dict[str, int] = {}
    mended = []
    for line in lines:
        found = re.fullmatch(r"(\d+)\.(\d+)", line.number or "")
        if found:
            parent, child = found.groups()
            if line.exact and int(child) * 10 == last.get(parent, 0) + 1:
                child += "0"
                line = replace(line, number=f"{parent}.{child}")
            last[parent] = int(child)
        mended.append(line)
    return mended


def cells_by_role(line: Line, columns: Columns) -> dict[Role, Cell]:
    """The line's cells by what their columns hold; several cells of one column are put together."""
    cells: dict[Role, Cell] = {}
    for at, cell in enumerate(line.cells):
        role = columns.roles.get(at)
        if role is None or role is Role.OTHER or cell.left or not cell.text:
            continue
        before = cells.get(role)
        cells[role] = replace(before, text=f"{before.text} {cell.text}", exact=False) if before else cell
    return cells


def _numbered(line: BodyLine, columns: Columns) -> tuple[str | None, bool, bool]:
    """The line's number, whether a spreadsheet kept it as a number, and whether it has a part's mark instead."""
    if not columns.has(Role.NUMBER):
        found = _LEADING_NUMBER.match(line.own(Role.NAME))
        return (found.group(1) if found else None), False, False
    cell = line.cells.get(Role.NUMBER, Cell())
    text = cell.shown or cell.own
    if cell.day:
        day, month, _ = text.split(".")
        return f"{int(day)}.{int(month)}", True, False
    found = _NUMBER.fullmatch(text)
    if found is None or (text.endswith(")") and "." not in text and _is_inner(line)):
        return None, False, _MARK.fullmatch(text) is not None
    return re.sub(r"\s", "", found.group(1)).replace(",", "."), cell.exact and not cell.shown, False


def _is_inner(line: BodyLine) -> bool:
    """Whether the line has nothing but a name and amounts, as a part numbered 1) within its row has."""
    return not any(line.cells.get(role) for role in (Role.UNIT, Role.DEADLINE, Role.SERVICES, Role.MECHANISM))


def _without_leading_number(line: BodyLine) -> BodyLine:
    cell = line.cells[Role.NAME]
    return replace(
        line, cells=line.cells | {Role.NAME: replace(cell, text=_LEADING_NUMBER.sub("", cell.text, count=1))}
    )
