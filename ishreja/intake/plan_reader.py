"""Reads a plan document: bytes of a DOCX, XLSX, PDF or text file to the plan and all that it leaves open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ishreja.domain.plan import PlanDocument, Problem, Severity
from ishreja.errors import UserError
from ishreja.intake import guard, plan_columns, plan_sources
from ishreja.intake.plan_build import build
from ishreja.intake.plan_checks import approval_problems, row_problems
from ishreja.intake.plan_columns import Columns
from ishreja.intake.plan_grid import Sheet, is_empty
from ishreja.intake.plan_head import read_head
from ishreja.intake.plan_headings import Role
from ishreja.intake.plan_joining import Words
from ishreja.intake.plan_lines import BodyLine, LineKind, body, is_closing, section_above, with_mended_numbers
from ishreja.intake.plan_problems import document_problems, repeat_problems, stray_problems
from ishreja.intake.plan_repeats import without_repeats
from ishreja.intake.plan_rows import assemble
from ishreja.language import _, number

# A plan has some hundred lines and cells of some thousand letters; what is far beyond is no plan, and would keep the
# reader busy for minutes.
MAX_LINES, MAX_LETTERS, MAX_SHEETS = 1500, 5000, 60
_ORDER = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet in which a plan's header was found, and the lines below it."""

    sheet: Sheet
    columns: Columns
    lines: list[BodyLine]

    @property
    def size(self) -> int:
        return sum(line.kind is LineKind.ROW for line in self.lines)


def read_plan(data: bytes, name: str) -> PlanDocument:
    """The plan in the file. Raises UserError, which says what to do, where the file cannot be read as a plan.

    Every doubt is one of the document's problems: errors first, then questions, then notes, each kind in the order
    of the rows.
    """
    kind = guard.check(data, name)
    source = plan_sources.load(data, kind)
    table = _plan_table(_small_enough(source.sheets))
    lines = with_mended_numbers(_without_closing(table.lines))
    words = Words({cell.text for line in lines for cell in line.cells.values()})
    lines, repeats = without_repeats(lines, words)
    assembled = assemble(lines, words)
    above = section_above(table.sheet.lines, table.columns)
    head = read_head(table.sheet.lines[: table.columns.first if above is None else above])
    year = head.year or table.columns.plan_year or _year_of_deadlines(lines)
    built = build(assembled.rows, table.columns, year, words)
    problems = [
        *(problem for sheet, problem in source.problems if sheet in ("", table.sheet.name)),
        *document_problems(place=head.place, year=year, title_year=head.year, columns=table.columns),
        *built.problems,
        *row_problems(built.rows, built.places, year),
        *approval_problems(built.rows, head.approvals, year),
        *repeat_problems(repeats),
        *stray_problems(assembled.stray),
        *_unread_sheets(source.sheets, table.sheet),
    ]
    return PlanDocument(head.place, year, head.title, head.approvals, tuple(built.rows), _sorted(problems))


def _small_enough(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets that can be a plan by their size. Raises UserError where there is none."""
    kept = tuple(
        sheet
        for sheet in sheets[:MAX_SHEETS]
        if len(sheet.lines) <= MAX_LINES
        and all(len(cell.text) <= MAX_LETTERS for line in sheet.lines for cell in line.cells)
    )
    if sheets and not kept:
        raise UserError(
            _(
                "The file has more than {lines} lines, or a cell of more than {letters} letters: too much for a work"
                " plan. Keep only the plan's table and send it again."
            ).format(lines=number(MAX_LINES), letters=number(MAX_LETTERS))
        )
    return kept


def _plan_table(sheets: Sequence[Sheet]) -> _Table:
    """The sheet with the longest plan."""
    if all(is_empty(sheet.lines) for sheet in sheets):
        raise UserError(_("There is no text in the file. Choose the file that holds the plan."))
    tables = []
    for sheet in sheets:
        columns = plan_columns.find(sheet.lines)
        if columns:
            tables.append(_Table(sheet, columns, list(body(sheet.lines, columns))))
    table = max(tables, key=lambda table: table.size, default=None)
    if table is None:
        raise UserError(
            _(
                "This does not look like a work plan: no table with headings such as “Nomi”, “Miqdori”,"
                " “Bajarilish muddati” was found. Check the file, or mend the headings of its table."
            )
        )
    if table.size == 0:
        raise UserError(_("The table of the plan has a header but no rows. Check that the right file was chosen."))
    return table


def _without_closing(lines: list[BodyLine]) -> list[BodyLine]:
    """The lines without the signatures below the last row."""
    last = max((at for at, line in enumerate(lines) if line.kind in (LineKind.ROW, LineKind.PART)), default=-1)
    for at in range(last + 1, len(lines)):
        if is_closing(lines[at]):
            return lines[:at]
    return lines


def _year_of_deadlines(lines: Sequence[BodyLine]) -> int | None:
    """The year that most deadlines name."""
    years = Counter(year for line in lines for year in re.findall(r"(?<!\d)20\d\d(?!\d)", line.own(Role.DEADLINE)))
    return int(years.most_common(1)[0][0]) if years else None


def _unread_sheets(sheets: Sequence[Sheet], read: Sheet) -> list[Problem]:
    others = [sheet.name for sheet in sheets if sheet is not read and plan_columns.find(sheet.lines)]
    message = _("Sheet “{sheet}” was read. These sheets look like a plan too, but were not read: {others}.")
    text = message.format(sheet=read.name, others=", ".join(others))
    return [Problem(Severity.NOTE, read.name, text, code="other_sheets")] if others else []


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    last = len(problems) + 10**6
    return tuple(sorted(problems, key=lambda found: (_ORDER[found.severity], last if found.row is None else found.row)))
