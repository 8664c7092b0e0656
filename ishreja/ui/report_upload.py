"""A workbook of monthly figures on its way in: read, looked through month by month, submitted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st

from ishreja.errors import UserError
from ishreja.intake.guard import shown_name
from ishreja.intake.month_markup import marked
from ishreja.language import _, date_time, month_name, number
from ishreja.reporting import month_form
from ishreja.ui import context, downloads, keys, markup, report_review, report_submit, uploader
from ishreja.views.month_reading import HeldMonth, Review, known_file, read_workbook
from ishreja.views.monthly_report import MonthlyReport, open_months

_KINDS = ("xlsx", "xls", "xlsm")  # those but the first are refused with what to do


@dataclass(slots=True)
class HeldWorkbook:
    """A workbook that was read for a place and year; asked is the month that was chosen when it was read."""

    data: bytes
    name: str
    place: str
    year: int
    asked: int
    months: tuple[HeldMonth, ...]

    @property
    def digest(self) -> str:
        """The file's sha256."""
        return hashlib.sha256(self.data).hexdigest()


def draw(report: MonthlyReport) -> None:
    """Draw the uploader, and the workbook that is looked through, if there is one."""
    markup.show(
        markup.heading(
            _("Send a workbook"),
            _(
                "The filled-in workbook, or your office's own table with a column or a sheet for each month."
                " Nothing is stored before you have seen what would change."
            ),
        )
    )
    _upload(report)
    held: HeldWorkbook | None = st.session_state.get(keys.REPORT_UPLOAD)
    form = report.form
    if held is None or (held.place, held.year) != (form.place, form.year):
        return
    if held.asked != form.month and len(held.months) == 1:
        _hold(held.data, held.name, report)
        held = st.session_state[keys.REPORT_UPLOAD]
    _look_through(held)


def _upload(report: MonthlyReport) -> None:
    """Draw the uploader; a file is read at once, in place of the one that was looked through.

    Then a fresh uploader takes over, so that the same file, mended, can be chosen again.
    """
    turn = st.session_state.get(keys.of(keys.REPORT_FILE, "turn"), 0)
    file = uploader.draw(_("Workbook (.xlsx)"), _KINDS, ("XLSX",), keys.of(keys.REPORT_FILE, turn))
    if file is not None:
        with st.spinner(_("Reading the workbook…")):
            refused = _refusal(file.getvalue(), file.name, report)
        # Only now: a click meanwhile begins the script anew, and it must find the file here or read.
        read = None if refused else st.session_state[keys.REPORT_UPLOAD]
        drop()
        st.session_state[keys.REPORT_UPLOAD], st.session_state[keys.REPORT_REFUSED] = read, refused
        st.rerun()
    uploader.show_refusal(st.session_state.get(keys.REPORT_REFUSED))


def _refusal(data: bytes, name: str, report: MonthlyReport) -> str | None:
    """Read the file into the session; what to tell the person where that fails."""
    try:
        _hold(data, name, report)
    except UserError as error:
        return str(error)
    return None


def _hold(data: bytes, name: str, report: MonthlyReport) -> None:
    form = report.form
    months = open_months(form.year, context.today())
    readings = read_workbook(context.store(), context.actor(), form.place, form.year, form.month, months, data, name)
    st.session_state[keys.REPORT_UPLOAD] = HeldWorkbook(
        data, shown_name(name), form.place, form.year, form.month, tuple(map(HeldMonth, readings))
    )


def _look_through(held: HeldWorkbook) -> None:
    months = ", ".join(month_name(one.reading.month) for one in held.months)
    markup.show(
        markup.heading(
            _("Looking through “{name}”").format(name=held.name),
            _("Months in it: {months}. Your answers are kept until you submit or put the file aside.").format(
                months=months
            ),
        )
    )
    reviews = [
        one.review(month_form(context.store(), context.actor(), held.place, held.year, one.reading.month))
        for one in held.months
    ]
    with st.container(horizontal=True):
        st.button(
            _("Put this workbook aside"),
            key=keys.of(keys.REPORT_UPLOAD, "drop"),
            on_click=drop,
            icon=":material/close:",
            type="tertiary",
        )
        _marked_up(held)
    for one, review in zip(held.months, reviews, strict=True):
        if len(reviews) == 1:
            _month(held, one, review)
            continue
        with st.expander(_month_label(review), expanded=_needs_look(review)):
            _month(held, one, review)


def drop() -> None:
    """Put the workbook aside, with what was said about the last one."""
    for name in (keys.REPORT_UPLOAD, keys.REPORT_REFUSED):
        st.session_state.pop(name, None)
    turn = keys.of(keys.REPORT_FILE, "turn")
    st.session_state[turn] = st.session_state.get(turn, 0) + 1


def _needs_look(review: Review) -> bool:
    return bool(review.reading.errors or review.asked)


def _month_label(review: Review) -> str:
    said = report_review.why_not(review) or _("ready to submit")
    return f"{month_name(review.form.month).capitalize()}: {said}"


def _month(held: HeldWorkbook, one: HeldMonth, review: Review) -> None:
    form = review.form
    known = known_file(context.store(), context.actor(), form.place, form.year, form.month, held.digest)
    if known is not None:
        said = _("This very file was submitted on {moment} (receipt № {number}).").format(
            moment=date_time(known.at), number=known.submission_id
        )
        if not review.changes_anything:
            said += " " + _("Sending it again changes nothing.")
        markup.show(markup.note(said))
    table = report_review.problems(one.reading.problems)
    due = report_review.due_after(review)
    if due.blank:
        clean = _("No mistakes were found in the rows that are filled in.")
        table += markup.note(" ".join([report_review.blank_words(due), *([] if table else [clean])]), tone="warning")
    markup.show(table or markup.note(_("No mistakes were found in the workbook.")))
    if not review.reading.entries and review.reading.errors:
        return  # the file as a whole is not for this month: there is nothing to look through
    report_review.questions(review, one, "file")
    markup.show(report_review.changes(review))
    report_submit.submit(
        review, "file", source="workbook", file_hash=held.digest, file_name=held.name, done=lambda: _done(held)
    )


def _done(held: HeldWorkbook) -> None:
    """A workbook of one month is done with once that is submitted; others stay till they are put aside."""
    if len(held.months) == 1:
        drop()


def _marked_up(held: HeldWorkbook) -> None:
    """Draw the download of the workbook with its problem cells coloured, where there are any."""
    found = [problem for one in held.months for problem in one.reading.problems]
    cells = {(problem.sheet, problem.cell) for problem in found if problem.cell}
    if not cells:
        return
    downloads.offer(
        _("Download it with the {count} places marked").format(count=number(len(cells))),
        f"{held.name.removesuffix('.xlsx')}-belgilangan.xlsx",
        lambda: marked(held.data, held.name, found),
        key=keys.of(keys.REPORT_UPLOAD, "marked"),
    )
