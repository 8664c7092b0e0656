"""Reads a plan document: bytes of a DOCX, XLSX, PDF or text file to the plan and all that it leaves open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ishreja.domain.plan import PlanDocument, Problem, Severity
from ishreja.errors import UserError
from ishreja.intake import guard, plan_sources
from ishreja.intake.plan_build import build
from ishreja.intake.plan_checks import approval_problems, row_problems
from ishreja.intake.plan_closing import without_closing
from ishreja.intake.plan_grid import Sheet
from ishreja.intake.plan_head import read_head
from ishreja.intake.plan_headings import Role
from ishreja.intake.plan_joining import Words
from ishreja.intake.plan_lines import BodyLine, with_mended_numbers
from ishreja.intake.plan_problems import document_problems, repeat_problems, stray_problems
from ishreja.intake.plan_repeats import without_repeats
from ishreja.intake.plan_rows import assemble
from ishreja.intake.plan_sheets import head_lines, plan_tables, unread_sheets
from ishreja.language import _, number

# A plan has some hundred lines and cells of some thousand letters; what is far beyond is no plan, and would keep the
# reader busy for minutes.
MAX_LINES, MAX_LETTERS, MAX_SHEETS = 1500, 5000, 60
_ORDER = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.NOTE: 2}


def read_plan(data: bytes, name: str) -> PlanDocument:
    """The plan in the file. Raises UserError, which says what to do, where the file cannot be read as a plan.

    Every doubt is one of the document's problems: errors first, then questions, then notes, each kind in the order
    of the rows.
    """
    kind = guard.check(data, name)
    source = plan_sources.load(data, kind)
    tables = plan_tables(_small_enough(source.sheets))
    lines = with_mended_numbers([line for each in tables for line in without_closing(each.lines)])
    words = Words({cell.text for line in lines for cell in line.cells.values()})
    lines, repeats = without_repeats(lines, words)
    assembled = assemble(lines, words)
    columns = tables[0].columns
    head = read_head(head_lines(source.sheets, tables))
    year = head.year or columns.plan_year or _year_of_deadlines(lines)
    built = build(assembled.rows, columns, year, words)
    problems = [
        *(problem for sheet, problem in source.problems if sheet in ("", *(each.sheet.name for each in tables))),
        *document_problems(place=head.place, year=year, title_year=head.year, columns=columns),
        *built.problems,
        *row_problems(built.rows, built.places, year),
        *approval_problems(built.rows, head.approvals, year),
        *repeat_problems(repeats),
        *stray_problems(assembled.stray),
        *unread_sheets(source.sheets, tables),
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


def _year_of_deadlines(lines: Sequence[BodyLine]) -> int | None:
    """The year that most deadlines name."""
    years = Counter(year for line in lines for year in re.findall(r"(?<!\d)20\d\d(?!\d)", line.own(Role.DEADLINE)))
    return int(years.most_common(1)[0][0]) if years else None


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    last = len(problems) + 10**6
    return tuple(sorted(problems, key=lambda found: (_ORDER[found.severity], last if found.row is None else found.row)))
