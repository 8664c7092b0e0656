"""A sheet with an official table: its looks, its head, how it is printed, and where it is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ishreja.domain.status import Status
from ishreja.language import _

A4 = 9
FIRST_ROW = 5
LINE_HEIGHT = 14  # points, of text of 10 points
_LINE = "#9aa29d"
_FILLS = {Status.BEHIND: "#f8e0dc", Status.OVERDUE: "#f8e0dc", Status.WATCH: "#fbeed8"}


@dataclass(frozen=True, slots=True)
class Styles:
    """The workbook's formats."""

    title: Format
    plain: Format
    head: Format
    group: Format
    text: Format
    whole: Format
    fraction: Format
    share: Format
    status: Mapping[Status, Format]


def styles_of(book: Workbook) -> Styles:
    """The formats, made in this workbook."""
    cell = {"border": 1, "border_color": _LINE, "valign": "top", "font_size": 10, "text_wrap": True}
    number = {**cell, "text_wrap": False, "align": "right", "shrink": True}
    return Styles(
        title=book.add_format({"bold": True, "font_size": 14}),
        plain=book.add_format({"font_size": 10, "font_color": "#444b48"}),
        head=book.add_format({**cell, "bold": True, "bg_color": "#e9ece4", "align": "center", "valign": "vcenter"}),
        group=book.add_format({**cell, "bold": True, "bg_color": "#f4f5ee"}),
        text=book.add_format(cell),
        whole=book.add_format({**number, "num_format": _grouped("0")}),
        fraction=book.add_format({**number, "num_format": _grouped("0.###")}),
        share=book.add_format({**number, "num_format": "0%"}),
        status={
            status: book.add_format(
                {**cell, "align": "left", "indent": 1, **({"bg_color": _FILLS[status]} if status in _FILLS else {})}
            )
            for status in Status
        },
    )


def _grouped(last: str) -> str:
    """A number's format with spaces between thousands; Excel's own separator is a comma where it speaks English."""
    return rf"[>=1000000]#\ ###\ ##{last};[>=1000]#\ ##{last};{last}"


def begin(
    sheet: Worksheet,
    titles: Sequence[str],
    widths: Sequence[float],
    heads: Sequence[str],
    styles: Styles,
    pages_wide: int = 1,
) -> None:
    """Write the title lines (the second is repeated at each page's foot) and the header row; set up the print.

    A table too wide for one page is printed on pages_wide of them, each with its numbers and names.
    """
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
    sheet.fit_to_pages(pages_wide, 0)
    if pages_wide > 1:
        sheet.repeat_columns(0, 1)
    sheet.repeat_rows(FIRST_ROW - 1)
    sheet.set_footer("&L&8" + titles[1].replace("&", "&&") + "&R&8&P / &N")


def set_height(sheet: Worksheet, line: int, texts: Mapping[int, str], widths: Sequence[float]) -> None:
    """Make the line high enough for its longest text, by column; programs do not all find it out themselves."""
    lines = (len(wrap(text, max(int(widths[column]) - 2, 1))) for column, text in texts.items())
    sheet.set_row(line, LINE_HEIGHT * max(1, *lines))


def write_text(sheet: Worksheet, line: int, column: int, value: str, styles: Styles) -> None:
    """Text as text: write_string keeps what begins with = + - @ from ever being a formula."""
    sheet.write_string(line, column, value, styles.text)


def write_number(sheet: Worksheet, line: int, column: int, value: Decimal | None, styles: Styles) -> None:
    """A number as a number, unknown as nothing."""
    if value is None:
        sheet.write_blank(line, column, None, styles.whole)
    else:
        sheet.write_number(line, column, value, styles.whole if value == value.to_integral_value() else styles.fraction)


def write_share(sheet: Worksheet, line: int, column: int, share: Decimal | None, styles: Styles) -> None:
    """A share (1 is the whole) as a percentage, unknown as nothing."""
    if share is None:
        sheet.write_blank(line, column, None, styles.share)
    else:
        sheet.write_number(line, column, share, styles.share)


def write_group(sheet: Worksheet, line: int, columns: int, text: str, styles: Styles) -> None:
    """A line across the table that heads the rows after it."""
    sheet.merge_range(line, 0, line, columns - 1, "", styles.group)
    sheet.write_string(line, 0, text, styles.group)


def sign(sheet: Worksheet, line: int, styles: Styles) -> None:
    """Where the director signs: without a signature a report did not happen."""
    sheet.write_string(line, 1, _("Director: ____________________"), styles.plain)
    sheet.write_string(line, 3, _("Date: ____________________"), styles.plain)
