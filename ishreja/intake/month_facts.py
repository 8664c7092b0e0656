"""What a workbook says about itself: the template's hidden sheet, the years of its titles, links to other files."""

from __future__ import annotations

from ishreja.domain.month import MonthForm, MonthProblem
from ishreja.domain.places import PLACES, full_name
from ishreja.domain.plan import Severity
from ishreja.intake.cells import Book
from ishreja.intake.month_checks import place_of
from ishreja.intake.month_columns import Table
from ishreja.intake.month_template import FORMAT, META_SHEET, OWN_MARK
from ishreja.language import _, month_name, script


def template_facts(book: Book) -> dict[str, str] | None:
    """format, place, year, month and edition of a workbook made from our template; None for any other."""
    sheet = next((each for each in book.sheets if each.name == META_SHEET), None)
    if sheet is None:
        return None
    facts = {
        cell.text.removeprefix(OWN_MARK): sheet.text(row, 2)
        for (row, column), cell in sheet.cells.items()
        if column == 1 and cell.text.startswith(OWN_MARK)
    }
    return facts or None


def wrong_facts(facts: dict[str, str], form: MonthForm) -> list[MonthProblem]:
    """How the template's own facts differ from the form: errors, and a question about an older edition."""
    if facts.get("format") != str(FORMAT):
        return [_error("old_template", _("The workbook was made from another version of the template. Download the"
                                         " template again and copy the figures into it."))]  # fmt: skip
    problems = []
    if facts.get("place") != form.place:
        message = _("The workbook is for {found}; {expected} is expected here. Choose that place, or send the workbook"
                    " of {expected}.")  # fmt: skip
        found = PLACES.get(facts.get("place", ""))
        shown = full_name(found) if found else facts.get("place", "–")
        problems.append(_error("wrong_place", message.format(found=script(shown), expected=script(form.place_name))))
    if (facts.get("year"), facts.get("month")) != (str(form.year), str(form.month)):
        message = _("The workbook is for {found}; {expected} is expected here. Choose that month, or send the workbook"
                    " of {expected}.")  # fmt: skip
        expected = _month_of(form.year, month_name(form.month))
        problems.append(_error("wrong_month", message.format(found=_period(facts), expected=expected)))
    if not problems and facts.get("edition") != str(form.edition):
        message = _("The workbook was made for edition {found} of the plan, but edition {expected} is in force. Its"
                    " rows were matched by their hidden marks, numbers and names. Go on with it?")  # fmt: skip
        text = message.format(found=facts.get("edition", "–"), expected=form.edition)
        problems.append(MonthProblem(Severity.QUESTION, "old_edition", text, choices=("keep",)))
    return problems


def wrong_table(table: Table, form: MonthForm) -> list[MonthProblem]:
    """An error where the table's title names other years only."""
    if not table.years or form.year in table.years:
        return []
    message = _("The table is for {found}, but {expected} is expected here.")
    years = ", ".join(str(year) for year in sorted(table.years))
    text = message.format(found=years, expected=form.year)
    sheet = table.sheet.name
    return [MonthProblem(Severity.ERROR, "wrong_year", text, place_of(sheet, None), sheet=sheet)]


def book_notes(book: Book) -> list[MonthProblem]:
    """What is told without stopping: links to other files, sheets too long to be read whole."""
    notes = []
    if book.links:
        notes.append(
            MonthProblem(Severity.NOTE, "links", _("The workbook refers to other files. They were not opened; the"
                                                   " values that it keeps itself were read."))
        )  # fmt: skip
    for sheet in book.sheets:
        if sheet.cut and not sheet.hidden:
            message = _("Sheet “{sheet}” is very large: only its first 5000 rows and 200 columns were read.")
            notes.append(
                MonthProblem(Severity.NOTE, "cut", message.format(sheet=sheet.name), place_of(sheet.name, None))
            )
    return notes


def _period(facts: dict[str, str]) -> str:
    month = facts.get("month", "")
    known = month.isascii() and month.isdecimal() and 1 <= int(month) <= 12
    return _month_of(facts.get("year", "–"), month_name(int(month)) if known else "–")


def _month_of(year: int | str, month: str) -> str:
    return _("{month} {year}").format(month=month, year=year)


def _error(code: str, message: str) -> MonthProblem:
    return MonthProblem(Severity.ERROR, code, message)
