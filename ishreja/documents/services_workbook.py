"""The services' tables as a workbook to print and sign: a sheet of totals and one for each service, on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ishreja.domain.status import Status
from ishreja.language import _, month_range, official_date, script
from ishreja.views.names import service_name, status_word
from ishreja.views.services import ServiceRow, Services, ServiceTable

A4 = 9
WIDTHS = (6, 52, 13, 11, 11, 11, 8, 16, 24, 30)
TOTAL_WIDTHS = (6, 60, 12, 12, 12, 12, 12, 12, 12)
SHEET_NAME = 31  # Excel's limit
FIRST_ROW = 5
LINE_HEIGHT = 13.5  # points, of text of 10 points
_LINE = "#9aa29d"
_FILLS = {Status.BEHIND: "#f8e0dc", Status.OVERDUE: "#f8e0dc", Status.WATCH: "#fbeed8"}
_TROUBLES = (Status.WATCH, Status.BEHIND, Status.NOT_REPORTED, Status.OVERDUE)


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    plain: Format
    head: Format
    group: Format
    text: Format
    whole: Format
    fraction: Format
    share: Format
    status: dict[Status, Format]

    def of(self, value: Decimal) -> Format:
        """A whole number's format, or that of one with decimals."""
        return self.whole if value == value.to_integral_value() else self.fraction


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
        styles = _styles(book)
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


def _styles(book: Workbook) -> _Styles:
    cell = {"border": 1, "border_color": _LINE, "valign": "top", "font_size": 10, "text_wrap": True}
    number = {**cell, "text_wrap": False, "align": "right"}
    return _Styles(
        title=book.add_format({"bold": True, "font_size": 14}),
        plain=book.add_format({"font_size": 10, "font_color": "#444b48"}),
        head=book.add_format({**cell, "bold": True, "bg_color": "#e9ece4", "align": "center", "valign": "vcenter"}),
        group=book.add_format({**cell, "bold": True, "bg_color": "#f4f5ee"}),
        text=book.add_format(cell),
        whole=book.add_format({**number, "num_format": "#,##0"}),
        fraction=book.add_format({**number, "num_format": "#,##0.###"}),
        share=book.add_format({**number, "num_format": "0%"}),
        status={
            status: book.add_format({**cell, **({"bg_color": _FILLS[status]} if status in _FILLS else {})})
            for status in Status
        },
    )


def _begin(
    sheet: Worksheet, titles: Sequence[str], widths: Sequence[int], heads: Sequence[str], styles: _Styles
) -> None:
    """The title lines, the header row, and how the sheet is printed."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, line in enumerate(titles):
        sheet.write_string(row, 0, line, styles.plain if row else styles.title)
    sheet.set_row(FIRST_ROW - 1, 2 * LINE_HEIGHT + 3)
    for column, head in enumerate(heads):
        sheet.write_string(FIRST_ROW - 1, column, head, styles.head)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 1)
    sheet.set_footer("&L&8" + titles[1].replace("&", "&&") + "&R&8&P / &N")


def _service(sheet: Worksheet, table: ServiceTable, styles: _Styles, titles: Sequence[str]) -> None:
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
    _begin(sheet, [*titles, service_name(table.code), summary], WIDTHS, heads, styles)
    line = FIRST_ROW
    for row in table.own:
        line = _row(sheet, line, row, styles)
    if table.common and table.own:
        sheet.merge_range(line, 0, line, len(WIDTHS) - 1, "", styles.group)
        sheet.write_string(line, 0, _("Rows of all services"), styles.group)
        line += 1
    for row in table.common:
        line = _row(sheet, line, row, styles)
    _sign(sheet, line + 1, styles)


def _row(sheet: Worksheet, line: int, row: ServiceRow, styles: _Styles) -> int:
    """Write a row, high enough for its longest text; the next line."""
    texts = {1: row.name, 2: row.unit, 8: row.deadline, 9: service_name(row.lead) if row.lead else None}
    if row.target is None:
        texts[3] = row.target_text
    sheet.set_row(line, LINE_HEIGHT * max(_lines(text, WIDTHS[column]) for column, text in texts.items()))
    _text(sheet, line, 0, row.number, styles)
    _text(sheet, line, 1, script(row.name), styles)
    _text(sheet, line, 2, script(row.unit or ""), styles)
    if row.target is None and row.target_text:
        _text(sheet, line, 3, script(row.target_text), styles)
    else:
        _number(sheet, line, 3, row.target, styles)
    _number(sheet, line, 4, row.planned, styles)
    _number(sheet, line, 5, row.to_date, styles)
    if row.progress is None:
        sheet.write_blank(line, 6, None, styles.share)
    else:
        sheet.write_number(line, 6, row.progress, styles.share)
    sheet.write_string(line, 7, status_word(row.status), styles.status[row.status])
    _text(sheet, line, 8, script(row.deadline or ""), styles)
    _text(sheet, line, 9, service_name(row.lead) if row.lead else "", styles)
    return line + 1


def _lines(text: str | None, width: int) -> int:
    """How many lines a text takes in a column so many characters wide; programs do not all find it out themselves."""
    return len(wrap(text, max(width - 2, 1))) if text else 1


def _text(sheet: Worksheet, line: int, column: int, value: str | None, styles: _Styles) -> None:
    """Text as text: write_string keeps what begins with = + - @ from ever being a formula."""
    sheet.write_string(line, column, value or "", styles.text)


def _number(sheet: Worksheet, line: int, column: int, value: Decimal | None, styles: _Styles) -> None:
    if value is None:
        sheet.write_blank(line, column, None, styles.whole)
    else:
        sheet.write_number(line, column, value, styles.of(value))


def _totals(sheet: Worksheet, view: Services, styles: _Styles, titles: Sequence[str]) -> None:
    heads = (
        _("No."),
        _("Service"),
        _("Rows"),
        _("Due rows"),
        _("On plan"),
        *(status_word(status) for status in _TROUBLES),
    )
    once = _("A row shared by several services stands with each of them and counts once in the total.")
    _begin(sheet, [*titles, once], TOTAL_WIDTHS, heads, styles)
    tallies = [
        *((str(i), service_name(one.code), one.tally, one.on_plan) for i, one in enumerate(view.tables, start=1)),
        ("", _("Total, each row once"), view.total, view.on_plan),
    ]
    for line, (number, name, tally, on_plan) in enumerate(tallies, start=FIRST_ROW):
        _text(sheet, line, 0, number, styles)
        _text(sheet, line, 1, name, styles)
        counts = [tally.rows, tally.due, on_plan, *(tally.by_status.get(status, 0) for status in _TROUBLES)]
        for column, count in enumerate(counts, start=2):
            sheet.write_number(line, column, count, styles.whole)
    _sign(sheet, FIRST_ROW + len(tallies) + 1, styles)


def _sign(sheet: Worksheet, line: int, styles: _Styles) -> None:
    """Where the director signs: without a signature a report did not happen."""
    sheet.write_string(line, 1, _("Director: ____________________"), styles.plain)
    sheet.write_string(line, 3, _("Date: ____________________"), styles.plain)
