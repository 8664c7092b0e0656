"""A plan with its figures by month as a workbook to keep, to print and to sign: every row on one sheet, on A4."""

from __future__ import annotations

import io

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ishreja.documents import sheets
from ishreja.documents.sheets import Styles
from ishreja.domain.progress import RowState
from ishreja.language import _, month_name, month_range, official_date, script
from ishreja.views.names import service_name, status_word
from ishreja.views.standing import MONTHS, PlanStanding, months_of_row

_BEFORE = (6, 42, 11, 10, 10)
_AFTER = (10, 10, 10, 12, 14, 20, 24)
WIDTHS = (*_BEFORE, *(8 for _month in MONTHS), *_AFTER)
_TARGET, _FIRST_MONTH = 4, len(_BEFORE)
_PLANNED = _FIRST_MONTH + len(MONTHS)


def file_name(standing: PlanStanding) -> str:
    """The name of the file: place code, year and month."""
    return f"ish-reja-{standing.place}-{standing.year}-{standing.month:02}.xlsx"


def plan_workbook(standing: PlanStanding, place_name: str) -> bytes:
    """The workbook's bytes: the edition's rows in their order, each month's figure, and how the row stands.

    Texts are written as text, never as formulas; numbers as numbers, blanks as nothing, so that 0 stays 0.
    """
    out = io.BytesIO()
    title = _("The {year} work plan and its figures by month").format(year=standing.year)
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title, "company": place_name})
        styles = sheets.styles_of(book)
        sheet = book.add_worksheet(_("Work plan"))
        sheets.begin(sheet, [title, *_said(standing, place_name)], WIDTHS, _heads(standing), styles, pages_wide=2)
        line = sheets.FIRST_ROW
        section: str | None = None
        for state in standing.states:
            heading = _section(state)
            if heading and heading != section:
                sheets.write_group(sheet, line, len(WIDTHS), heading, styles)
                line += 1
            section = heading
            _row(sheet, line, state, styles)
            line += 1
        sheets.sign(sheet, line + 1, styles)
    return out.getvalue()


def _said(standing: PlanStanding, place_name: str) -> list[str]:
    months, day = month_range(1, standing.month), official_date(standing.as_of)
    return [
        _("{place} · {months} · data as of {date}").format(place=place_name, months=months, date=day),
        _("Judged by edition {number} of the plan.").format(number=standing.edition.number),
    ]


def _heads(standing: PlanStanding) -> tuple[str, ...]:
    return (
        _("No."),
        _("Indicator"),
        _("Unit"),
        _("Fact of {year}").format(year=standing.year - 1),
        _("Year's target"),
        *(month_name(month) for month in MONTHS),
        _("Plan to date"),
        _("Fact to date"),
        _("Done"),
        _("Share of the year's target"),
        _("Status"),
        _("Deadline"),
        _("Reported by"),
    )


def _section(state: RowState) -> str:
    row = state.row.row
    title = script(row.section_title or "")
    return f"{row.section}. {title}".strip() if row.section else title


def _row(sheet: Worksheet, line: int, state: RowState, styles: Styles) -> None:
    row = state.row.row
    texts = {
        0: row.number or "",
        1: script(row.name),
        2: script(row.unit or ""),
        _PLANNED + 5: script(row.deadline or ""),
        _PLANNED + 6: service_name(row.lead) if row.lead else "",
    }
    if state.target is None and row.target_text:
        texts[_TARGET] = script(row.target_text)
    else:
        sheets.write_number(sheet, line, _TARGET, state.target, styles)
    sheets.set_height(sheet, line, texts, WIDTHS)
    for column, text in texts.items():
        sheets.write_text(sheet, line, column, text, styles)
    sheets.write_number(sheet, line, _TARGET - 1, row.previous, styles)
    for column, value in enumerate((*months_of_row(state), state.planned, state.to_date), start=_FIRST_MONTH):
        sheets.write_number(sheet, line, column, value, styles)
    sheets.write_share(sheet, line, _PLANNED + 2, state.progress, styles)
    sheets.write_share(sheet, line, _PLANNED + 3, state.year_share, styles)
    sheet.write_string(line, _PLANNED + 4, status_word(state.status), styles.status[state.status])
