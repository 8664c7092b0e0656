"""The workbook of a month that goes out to be filled in: one place, one month, prefilled, ready to print and sign."""

from __future__ import annotations

import io
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter

from ishreja.domain.month import MonthForm, MonthFormRow
from ishreja.domain.services import SERVICES
from ishreja.domain.units import is_whole
from ishreja.intake.month_guide import write_guide
from ishreja.language import _, month_name, month_range, script

FORMAT = 1
OWN_MARK = "ishreja:"
META_SHEET = "ishreja"
ID_HEADER = f"{OWN_MARK}id"

_TEAL, _BAND, _LOCKED, _ENTRY, _LINE, _INK = "#0F5C5C", "#DCEBEA", "#F2F2EF", "#FFFFFF", "#B9C4C3", "#1D2B2A"
_WIDTHS = (0, 6, 50, 13, 11, 14, 14, 20, 22, 27)
_ID, _NUMBER, _NAME, _UNIT, _TARGET, _TO_DATE, _MONTH, _NOTE, _REASON, _SERVICE = range(10)
_HEADER_ROW = 3
_NAME_LETTERS, _SERVICE_LETTERS = 50, 32
_LARGEST = 10**15


def template(form: MonthForm) -> bytes:
    """The workbook as bytes. Only this month's figure, the note and the reason are unlocked, without a password.

    A hidden column bears the rows' ids, a hidden sheet the place, year, month, edition and format version.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": _title(form), "subject": form.place_name, "comments": ""})
        styles = _Styles(book)
        sheet = book.add_worksheet(_month_sheet_name(form))
        last = _write_rows(sheet, styles, form)
        _write_signatures(sheet, styles, last + 2)
        _set_up_page(sheet, form, last + 6)
        write_guide(book.add_worksheet(_("Guide")), styles.title, styles.wrapped, form)
        _write_meta(book.add_worksheet(META_SHEET), form)
        sheet.activate()
    return out.getvalue()


class _Styles:
    """The workbook's formats, made once: each look in its locked and its open variant."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "vcenter"}
        boxed = base | {"border": 1, "border_color": _LINE}
        grey = boxed | {"bg_color": _LOCKED}
        figure = {"align": "right", "indent": 1}
        entry = boxed | {"bg_color": _ENTRY, "locked": False}
        make = book.add_format
        self.title = make(base | {"bold": True, "font_size": 15, "font_color": _TEAL})
        self.plain = make(base)
        self.hint = make(base | {"font_size": 10, "font_color": "#52605F"})
        self.wrapped = make(base | {"text_wrap": True, "valign": "top"})
        self.header = make(
            boxed | {"bold": True, "bg_color": _TEAL, "font_color": "#FFFFFF", "text_wrap": True, "align": "center"}
        )
        self.header_entry = make(boxed | {"bold": True, "bg_color": "#F6D77A", "text_wrap": True, "align": "center"})
        self.band = make(boxed | {"bold": True, "bg_color": _BAND, "font_color": _TEAL})
        self.text = make(grey | {"text_wrap": True, "indent": 1})
        self.small = make(grey | {"text_wrap": True, "indent": 1, "font_size": 9})
        self.centred = make(grey | {"align": "center", "text_wrap": True})
        self.computed = make(grey | {"italic": True, "indent": 1, "font_color": "#52605F", "text_wrap": True})
        self.whole = make(grey | figure | {"num_format": "#,##0"})
        self.fraction = make(grey | figure | {"num_format": "#,##0.00"})
        self.entry_whole = make(entry | figure | {"num_format": "#,##0", "bold": True})
        self.entry_fraction = make(entry | figure | {"num_format": "#,##0.00", "bold": True})
        self.entry_text = make(entry | {"text_wrap": True, "indent": 1})


def _title(form: MonthForm) -> str:
    return _("Report for {month} {year}").format(year=form.year, month=month_name(form.month))


def _month_sheet_name(form: MonthForm) -> str:
    return f"{month_name(form.month).capitalize()} {form.year}"


def _headers(form: MonthForm) -> tuple[str, ...]:
    earlier = f" ({month_range(1, form.month - 1)})" if form.month > 1 else ""
    return (
        ID_HEADER,
        "№",
        _("Indicator"),
        _("Unit"),
        _("Target for {year}").format(year=form.year),
        _("Total since the year began{months}").format(months=earlier),
        _("In {month}").format(month=month_name(form.month).capitalize()),
        _("Note"),
        _("Reason for deviation"),
        _("Responsible service"),
    )


def _write_rows(sheet: Any, styles: _Styles, form: MonthForm) -> int:
    """Writes head, column headers and all rows; the index of the last row written."""
    sheet.write_string(0, _NUMBER, script(form.place_name), styles.plain)
    sheet.write_string(1, _NUMBER, _title(form), styles.title)
    sheet.set_row(1, 24)
    sheet.write_string(2, _NUMBER, _("Fill in the white cells only. Nothing happened: 0. Not known yet: leave blank."),
                       styles.hint)  # fmt: skip
    for column, (text, width) in enumerate(zip(_headers(form), _WIDTHS, strict=True)):
        is_entry = column in (_MONTH, _NOTE, _REASON)
        sheet.write_string(_HEADER_ROW, column, text, styles.header_entry if is_entry else styles.header)
        sheet.set_column(column, column, width, None, {"hidden": column == _ID})
    sheet.set_row(_HEADER_ROW, 48)
    at = _HEADER_ROW
    section: tuple[str | None, str | None] = (None, None)
    for row in form.rows:
        if (row.section, row.section_title) != section and (row.section or row.section_title):
            at += 1
            _write_band(sheet, styles, at, row)
        section = (row.section, row.section_title)
        at += 1
        _write_row(sheet, styles, at, row, form)
    return at


def _write_band(sheet: Any, styles: _Styles, at: int, row: MonthFormRow) -> None:
    title = row.section_title or ""
    numbered = not row.section or title.upper().startswith(f"{row.section}.")
    text = title if numbered else f"{row.section}. {title}".strip()
    sheet.write_string(at, _NUMBER, script(text), styles.band)
    for column in range(_NAME, _SERVICE + 1):
        sheet.write_blank(at, column, None, styles.band)
    sheet.set_row(at, 20)


def _write_row(sheet: Any, styles: _Styles, at: int, row: MonthFormRow, form: MonthForm) -> None:
    whole = is_whole(row.unit)
    service = _service(row)
    text = styles.computed if row.computed else styles.text
    sheet.write_number(at, _ID, row.row_id, styles.text)
    sheet.write_string(at, _NUMBER, row.number or "", styles.centred)
    sheet.write_string(at, _NAME, _indented(row), text)
    sheet.write_string(at, _UNIT, script(row.unit), styles.centred)
    for column, value in ((_TARGET, row.target), (_TO_DATE, _to_date(row, form))):
        integral = value is None or value == value.to_integral_value()
        _write_figure(sheet, at, column, value, styles.whole if integral else styles.fraction)
    sheet.write_string(at, _SERVICE, service, styles.small)
    lines = 15 * ceil(len(row.name) / _NAME_LETTERS), 12 * ceil(len(service) / _SERVICE_LETTERS)
    sheet.set_row(at, max(20, max(lines) + 5))
    if row.computed:
        sheet.write_string(at, _MONTH, _("computed"), styles.computed)
        sheet.write_blank(at, _NOTE, None, styles.computed)
        sheet.write_blank(at, _REASON, None, styles.computed)
        return
    _write_figure(sheet, at, _MONTH, row.months.get(form.month), styles.entry_whole if whole else styles.entry_fraction)
    for column, words in ((_NOTE, row.note), (_REASON, row.reason)):
        if words:
            sheet.write_string(at, column, words, styles.entry_text)
        else:
            sheet.write_blank(at, column, None, styles.entry_text)
    _validate(sheet, at, whole)


def _indented(row: MonthFormRow) -> str:
    name = script(row.name)
    return f"    {name}" if row.parent_id is not None and row.number is None else name


def _to_date(row: MonthFormRow, form: MonthForm) -> Decimal | None:
    """The year's total before the month; a heading's is the sum of its children's."""
    children = form.children(row.row_id) if row.computed else ()
    if not children:
        return row.to_date_before(form.month)
    known = [value for child in children if (value := child.to_date_before(form.month)) is not None]
    return sum(known, Decimal(0)) if known else None


def _service(row: MonthFormRow) -> str:
    return script(SERVICES[row.lead].name) if row.lead in SERVICES else ""


def _write_figure(sheet: Any, at: int, column: int, value: Decimal | None, style: Any) -> None:
    if value is None:
        sheet.write_blank(at, column, None, style)
    else:
        sheet.write_number(at, column, value, style)


def _validate(sheet: Any, at: int, whole: bool) -> None:
    message = _("Write a whole number, 0 or more.") if whole else _("Write a number, 0 or more.")
    sheet.data_validation(
        at,
        _MONTH,
        at,
        _MONTH,
        {
            "validate": "integer" if whole else "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": _LARGEST,
            "error_title": _("Not accepted"),
            "error_message": message,
        },
    )


def _write_signatures(sheet: Any, styles: _Styles, at: int) -> None:
    line = "_" * 28
    for step, words in enumerate((_("Director"), _("Filled in by"), _("Date"))):
        sheet.write_string(at + step, _NAME, f"{words}: {line}", styles.plain)
        sheet.set_row(at + step, 24)


def _set_up_page(sheet: Any, form: MonthForm, last: int) -> None:
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(_HEADER_ROW + 1, _UNIT)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.print_area(0, _NUMBER, last, _SERVICE)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{form.place_name.replace('&', '&&')}&C{_title(form)}&R&P / &N")
    sheet.set_selection(_HEADER_ROW + 2, _MONTH, _HEADER_ROW + 2, _MONTH)


def _write_meta(sheet: Any, form: MonthForm) -> None:
    facts = {
        "format": FORMAT,
        "place": form.place,
        "year": form.year,
        "month": form.month,
        "edition": form.edition,
    }
    for at, (name, value) in enumerate(facts.items()):
        sheet.write_string(at, 0, f"{OWN_MARK}{name}")
        sheet.write_string(at, 1, str(value))
    sheet.protect()
    sheet.very_hidden()
