"""The template's sheet of instructions."""

from __future__ import annotations

from math import ceil
from typing import Any

from ishreja.domain.month import MonthForm
from ishreja.language import _, month_name, script


def write_guide(sheet: Any, title: Any, text: Any, form: MonthForm) -> None:
    """Writes numbered steps in the language in force; title and text are the workbook's formats."""
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 100)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 1, _("How to fill in this workbook"), title)
    for step, words in enumerate(_steps(form), start=1):
        sheet.write_number(step + 1, 0, step, text)
        sheet.write_string(step + 1, 1, words, text)
        sheet.set_row(step + 1, 15 * ceil(len(words) / 105) + 6)
    sheet.protect()


def _steps(form: MonthForm) -> tuple[str, ...]:
    month = month_name(form.month)
    return (
        _("This workbook is for {place}, {month} {year}. It needs no internet. Excel and LibreOffice both open it.")
        .format(place=script(form.place_name), month=month, year=form.year),
        _("Write the figure of {month} alone, not the total since the year began. For a level (what there is at the "
          "month's end) write the month's last state.").format(month=month),
        _("Nothing happened in the month: write 0. The figure is not known yet: leave the cell blank. A blank cell "
          "never erases what was reported before."),
        _("Write digits only, without the unit: 1234. A decimal mark is written as your Excel shows it."),
        _("Where the figure is far from the plan, say why under “Reason for deviation”."),
        _("Grey cells are filled in already or are computed. They are locked, and what is written there is not read."),
        _("Do not insert formulas from other files and do not merge cells. Rows may be hidden while you work."),
        _("Save the workbook as .xlsx and send it on the “Monthly report” page, or bring it on a flash drive. Errors "
          "are shown before anything is stored."),
        _("To print: A4, landscape. The header repeats on every page; the signature lines stand below the table."),
    )  # fmt: skip
