"""Which sheets of a file hold the plan: one, or several that go on one from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ishreja.domain.plan import Problem, Severity
from ishreja.errors import UserError
from ishreja.intake import plan_columns
from ishreja.intake.plan_columns import Columns
from ishreja.intake.plan_grid import Line, Sheet, is_empty
from ishreja.intake.plan_lines import BodyLine, LineKind, body, section_above
from ishreja.intake.plan_sections import numeral
from ishreja.language import _


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet in which a plan's header was found, and the lines below it."""

    sheet: Sheet
    columns: Columns
    lines: list[BodyLine]

    @property
    def numbers(self) -> list[tuple[str | None, str]]:
        """The rows' numbers, each with its section."""
        return list(_numbers(self.lines))

    @property
    def above(self) -> Sequence[Line]:
        """The sheet's lines above the header, and above a section's title there."""
        titled = section_above(self.sheet.lines, self.columns)
        return self.sheet.lines[: self.columns.first if titled is None else titled]

    @property
    def size(self) -> int:
        """How many rows the table has."""
        return sum(line.kind is LineKind.ROW for line in self.lines)


def plan_tables(sheets: Sequence[Sheet]) -> list[Table]:
    """The sheet with the longest plan and those that go on with it, in their order.

    A sheet goes on with the plan if it has the same columns and none of its rows: another year's plan, or another
    centre's, has the same numbers again. Where a sheet names no section, the number alone tells.
    Raises UserError where no sheet holds a plan.
    """
    if all(is_empty(sheet.lines) for sheet in sheets):
        raise UserError(_("There is no text in the file. Choose the file that holds the plan."))
    found = [(sheet, columns) for sheet in sheets if (columns := plan_columns.find(sheet.lines))]
    tables = [Table(sheet, columns, _body(sheet, columns)) for sheet, columns in found]
    longest = max(tables, key=lambda table: table.size, default=None)
    if longest is None:
        raise UserError(
            _(
                "This does not look like a work plan: no table with headings such as “Nomi”, “Miqdori”,"
                " “Bajarilish muddati” was found. Check the file, or mend the headings of its table."
            )
        )
    if longest.size == 0:
        raise UserError(_("The table of the plan has a header but no rows. Check that the right file was chosen."))
    chosen = [longest]
    for table in tables:
        if table is not longest and all(_goes_on(table, other) for other in chosen):
            chosen.append(table)
    return [table for table in tables if any(table is each for each in chosen)]


def head_lines(sheets: Sequence[Sheet], tables: Sequence[Table]) -> Sequence[Line]:
    """The lines above the plan's table: on its first sheet that has any, else on a title's sheet before it."""
    before = sheets[: next(at for at, sheet in enumerate(sheets) if sheet is tables[0].sheet)]
    texts = [*(table.above for table in tables), *(sheet.lines for sheet in before)]
    return next((lines for lines in texts if not is_empty(lines)), ())


def unread_sheets(sheets: Sequence[Sheet], read: Sequence[Table]) -> list[Problem]:
    """A note that names the sheets which look like a plan too, but were not read."""
    names = [table.sheet.name for table in read]
    others = [sheet.name for sheet in sheets if sheet.name not in names and plan_columns.find(sheet.lines)]
    message = _("Sheet “{sheet}” was read. These sheets look like a plan too, but were not read: {others}.")
    text = message.format(sheet=", ".join(names), others=", ".join(others))
    return [Problem(Severity.NOTE, names[0], text, code="other_sheets")] if others else []


def _body(sheet: Sheet, columns: Columns) -> list[BodyLine]:
    """The lines below the header; where no section stands in them, the sheet's name may be one: "II", "II bo'lim"."""
    lines = list(body(sheet.lines, columns))
    named = numeral(sheet.name.split(" ")[0].split("-")[0]) if sheet.name else None
    if named and not any(line.kind is LineKind.SECTION for line in lines):
        lines.insert(0, BodyLine(LineKind.SECTION, {}, sheet.name, section=named, text=sheet.name))
    return lines


def _goes_on(one: Table, other: Table) -> bool:
    """Whether two sheets may be of one plan."""
    roles = [set(table.columns.roles.values()) for table in (one, other)]
    years = {table.columns.plan_year for table in (one, other)} - {None}
    by_section = None not in {section for table in (one, other) for section, _number in table.numbers}
    first, second = ({(section if by_section else None, number) for section, number in table.numbers}
                     for table in (one, other))  # fmt: skip
    return bool(first) and roles[0] == roles[1] and len(years) < 2 and not first & second


def _numbers(lines: Iterable[BodyLine]) -> Iterator[tuple[str | None, str]]:
    section = None
    for line in lines:
        section = line.section if line.kind is LineKind.SECTION else section
        if line.number:
            yield section, line.number
