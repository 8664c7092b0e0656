"""The record of changes as a workbook: an event a row, all of it text or moments, nothing a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from xlsxwriter import Workbook

from ishreja.documents import sheets
from ishreja.language import _, date_time, number, official_date
from ishreja.storage.audit import AuditRow
from ishreja.views import audit_words
from ishreja.views.audit import Names
from ishreja.views.names import place_name

WIDTHS = (9, 17, 30, 27, 26, 24, 46, 30)
_LONGEST = 32_000  # letters that Excel takes in a cell, and some to spare


def audit_workbook(rows: Sequence[AuditRow], names: Names, count: int, place: str, day: date) -> bytes:
    """The workbook's bytes; names are the plan rows', count how many events there are, of which rows are the newest."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = sheets.styles_of(book)
        title = _("Journal of changes")
        book.set_properties({"title": title, "company": place})
        sheet = book.add_worksheet(title[:31])
        told = _("{place} · events: {shown} of {count} · as of {date}").format(
            place=place, shown=number(len(rows)), count=number(count), date=official_date(day)
        )
        heads = [_("No."), _("When"), _("Who"), _("What"), _("Where"), _("About"), _("Before → after"), _("Why")]
        sheets.begin(sheet, [title, told], WIDTHS, heads, styles)
        for line, row in enumerate(rows, start=sheets.FIRST_ROW):
            for column, text in enumerate(_cells(row, names)):
                sheets.write_text(sheet, line, column, text[:_LONGEST], styles)
    return out.getvalue()


def _cells(row: AuditRow, names: Names) -> tuple[str, ...]:
    event = row.event
    return (
        str(row.sequence),
        date_time(row.at),
        audit_words.who(event),
        audit_words.action_name(event.action),
        place_name(event.place),
        audit_words.subject(event, names),
        "\n".join(audit_words.change_lines(event, names)),
        audit_words.why(event),
    )
