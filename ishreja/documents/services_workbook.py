"""The services' tables as a workbook to print and sign: a sheet of totals and one for each service, on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ishreja.documents import sheets
from ishreja.documents.sheets import Styles
from ishreja.domain.status import Status
from ishreja.language import _, month_range, official_date, script
from ishreja.views.names import service_name, status_word
from ishreja.views.services import ServiceRow, Services, ServiceTable

WIDTHS = (6, 52, 13, 11, 11, 11, 8, 16, 24, 30)
TOTAL_WIDTHS = (6, 60, 12, 12, 12, 12, 12, 12, 12)
SHEET_NAME = 31  # Excel's limit
_TROUBLES = (Status.WATCH, Status.BEHIND, Status.NOT_REPORTED, Status.OVERDUE)


def file_name(view: Services) -> str:
    """The name of the file: place code, year, month, and the service where there is only one."""
    one = f"-{view.tables[0].code or 'none'}" if len(view.tables) == 1 else ""
    return f"xizmatlar-{view.standing.place}-{view.standing.year}-{view.standing.month:02}{one}.xlsx"


def services_workbook(view: Services, place_name: str) -> bytes:
    """The workbook's bytes. Texts are written as text, never as formulas; numbers as numbers, blanks as nothing."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        title = _("The {year} work plan by service: how it stands").format(year=view.standing.year)
        book.set_properties({"title": title, "company": place_name})
        styles = sheets.styles_of(book)
        if len(view.tables) != 1:
            _totals(book.add_worksheet(_("Totals")), view, styles, [title, _period(view, place_name)])
        for index, table in enumerate(view.tables, start=1):
            sheet = book.add_worksheet(_sheet_name(index, table.code))
            _service(sheet, table, styles, [title, _period(view, place_name)])
    return out.getvalue()


def _period(view: Services, place_name: str) -> str:
    months = month_range(1, view.standing.month)
    day = official_date(view.standing.as_of)
    return _("{place} · {months} · data as of {date}").format(place=place_name, months=months, date=day)


def _sheet_name(index: int, code: str) -> str:
    """A name that is unique and short enough, without the characters that Excel refuses."""
    name = "".join(letter for letter in service_name(code) if letter not in "[]:*?/\\")
    return f"{index}. {name}"[:SHEET_NAME].rstrip(" '")


def _service(sheet: Worksheet, table: ServiceTable, styles: Styles, titles: Sequence[str]) -> None:
    heads = (
        _("No."),
        _("Indicator"),
        _("Unit"),
        _("Year's target"),
        _("Plan to date"),
        _("Fact to date"),
        _("Done"),
        _("Status"),
        _("Deadline"),
        _("Reported by"),
    )
    summary = _("{on_plan} of {due} due rows are on plan.").format(on_plan=table.on_plan, due=table.tally.due)
    sheets.begin(sheet, [*titles, service_name(table.code), summary], WIDTHS, heads, styles)
    line = sheets.FIRST_ROW
    for row in table.own:
        line = _row(sheet, line, row, styles)
    if table.common and table.own:
        sheets.write_group(sheet, line, len(WIDTHS), _("Rows of all services"), styles)
        line += 1
    for row in table.common:
        line = _row(sheet, line, row, styles)
    sheets.sign(sheet, line + 1, styles)


def _row(sheet: Worksheet, line: int, row: ServiceRow, styles: Styles) -> int:
    """Write a row, high enough for its longest text; the next line."""
    texts = {
        0: row.number or "",
        1: script(row.name),
        2: script(row.unit or ""),
        8: script(row.deadline or ""),
        9: service_name(row.lead) if row.lead else "",
    }
    if row.target is None and row.target_text:
        texts[3] = script(row.target_text)
    else:
        sheets.write_number(sheet, line, 3, row.target, styles)
    sheets.set_height(sheet, line, texts, WIDTHS)
    for column, text in texts.items():
        sheets.write_text(sheet, line, column, text, styles)
    sheets.write_number(sheet, line, 4, row.planned, styles)
    sheets.write_number(sheet, line, 5, row.to_date, styles)
    sheets.write_share(sheet, line, 6, row.progress, styles)
    sheet.write_string(line, 7, status_word(row.status), styles.status[row.status])
    return line + 1


def _totals(sheet: Worksheet, view: Services, styles: Styles, titles: Sequence[str]) -> None:
    heads = (
        _("No."),
        _("Service"),
        _("Rows"),
        _("Due rows"),
        _("On plan"),
        *(status_word(status) for status in _TROUBLES),
    )
    once = _("A row shared by several services stands with each of them and counts once in the total.")
    sheets.begin(sheet, [*titles, once], TOTAL_WIDTHS, heads, styles)
    tallies = [
        *((str(i), service_name(one.code), one.tally, one.on_plan) for i, one in enumerate(view.tables, start=1)),
        ("", _("Total, each row once"), view.total, view.on_plan),
    ]
    for line, (number, name, tally, on_plan) in enumerate(tallies, start=sheets.FIRST_ROW):
        sheets.write_text(sheet, line, 0, number, styles)
        sheets.write_text(sheet, line, 1, name, styles)
        counts = [tally.rows, tally.due, on_plan, *(tally.by_status.get(status, 0) for status in _TROUBLES)]
        for column, count in enumerate(counts, start=2):
            sheet.write_number(line, column, count, styles.whole)
    sheets.sign(sheet, sheets.FIRST_ROW + len(tallies) + 1, styles)
