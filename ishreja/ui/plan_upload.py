"""A plan on its way in: the upload, what reading it raised beside a preview, and its adoption."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from ishreja import planning
from ishreja.errors import UserError
from ishreja.intake.guard import shown_name
from ishreja.intake.plan_reader import read_plan
from ishreja.language import _, month_name, number, official_date
from ishreja.ui import (
    context,
    filters,
    keys,
    markup,
    plan_changes,
    plan_indicators,
    plan_questions,
    plan_table,
    uploader,
    worded,
)
from ishreja.ui.plan_row_editor import choose_row
from ishreja.ui.plan_screen import IN_FORCE, NEW, drop_reading
from ishreja.views.plan import Comparison, comparison, preview
from ishreja.views.plan_reading import PlanReading, begin

_KINDS = ("docx", "xlsx", "pdf", "txt", "tsv", "doc", "xls")  # the old ones are refused with what to do


def draw() -> None:
    """Draw the reading that is looked through, or the uploader where there is none."""
    reading = st.session_state.get(keys.PLAN_READING)
    if reading is None:
        _upload()
    else:
        _look_through(reading)


def _upload() -> None:
    markup.show(
        markup.heading(
            _("Upload a plan"),
            _(
                "The signed plan as Word (.docx), Excel (.xlsx), PDF with text, or tab-separated text, at most 5 MB."
                " Nothing is adopted before you have seen it."
            ),
        )
    )
    if context.store().demo:
        markup.show(markup.note(_("This is demo data: a plan adopted here stays in the demo."), tone="demo"))
    turn = st.session_state.get(keys.of(keys.PLAN_FILE, "turn"), 0)
    file = uploader.draw(_("Plan document"), _KINDS, ("DOCX", "XLSX", "PDF", "TXT"), keys.of(keys.PLAN_FILE, turn))
    if file is not None:
        with st.spinner(_("Reading the plan…")):
            read = _read(file.getvalue(), file.name)
        # Only now: a click meanwhile begins the script anew, and it must find the file here or read.
        _drop()
        st.session_state[keys.PLAN_REFUSED if isinstance(read, str) else keys.PLAN_READING] = read
        st.rerun()
    uploader.show_refusal(st.session_state.get(keys.PLAN_REFUSED))


def _read(data: bytes, name: str) -> PlanReading | str:
    """The file as read; what to tell the person where that fails."""
    try:
        document = read_plan(data, name)
        return begin(document, data, shown_name(name), context.store(), context.actor())
    except UserError as error:
        return str(error)


def _look_through(reading: PlanReading) -> None:
    _head(reading)
    document = reading.document
    changes = None
    if document.place in plan_questions.adoptable() and document.year is not None:
        changes = comparison(context.store(), context.actor(), document, reading.digest, reading.given)
    top = st.container()
    asked, shown = st.columns([5, 7], gap="medium")
    with asked:
        plan_questions.head(reading)
        plan_questions.draw(reading)
        plan_changes.ask_doubtful(reading, changes)
        plan_indicators.ask(reading)
        choose_row(reading)
    with shown, st.container(height=700, key="plan_preview"):
        rows = _("The plan as it would be: {rows} rows").format(rows=number(len(document.rows)))
        marks = plan_questions.marks(reading)
        markup.show(plan_table.table(preview(document), document.year, rows, marks=marks))
    with top:
        _state(reading, changes)
    if changes is not None and (block := plan_changes.block(changes)):
        markup.show(block)
    _adopt(reading, changes)


def _head(reading: PlanReading) -> None:
    if reading.revised is not None:
        title = _("Changing edition {number}").format(number=reading.revised)
        detail = _("What you change here becomes a new edition; edition {number} is kept.").format(
            number=reading.revised
        )
    else:
        title = _("Looking through “{name}”").format(name=reading.file_name)
        detail = _("Answer the questions, mend what was read wrongly, then adopt. Your answers are kept meanwhile.")
    markup.show(markup.heading(title, detail))
    st.button(
        _("Put this aside and choose another file") if reading.revised is None else _("Leave the plan as it is"),
        key=keys.of(keys.PLAN_READING, "drop"),
        on_click=_leave,
        args=(reading,),
        icon=":material/close:",
        type="tertiary",
    )


def _leave(reading: PlanReading) -> None:
    """Back to the choice of a file, or to the plan in force that was being changed."""
    _drop()
    worded.open_tab(NEW if reading.revised is None else IN_FORCE, keys.PLAN_TAB)


def _drop() -> None:
    """Put the reading aside; a fresh uploader takes over, so that the same file, mended, can be chosen again."""
    drop_reading()
    st.session_state.pop(keys.PLAN_REFUSED, None)
    turn = keys.of(keys.PLAN_FILE, "turn")
    st.session_state[turn] = st.session_state.get(turn, 0) + 1


def _state(reading: PlanReading, changes: Comparison | None) -> None:
    """One line: how many questions are open, or what nothing stands in the way of."""
    if changes is not None and changes.same_file is not None and reading.revised is None:
        said = _("This very file was adopted as edition {number}.").format(number=changes.same_file.number)
        if changes.nothing:
            said += " " + _("It changes nothing: there is nothing to adopt.")
        markup.show(markup.note(said))
    elif changes is not None and changes.nothing and reading.revised is None:
        said = _("The plan in force already says the same, row by row. There is nothing to adopt.")
        markup.show(markup.note(said))


def _adopt(reading: PlanReading, changes: Comparison | None) -> None:
    left = len(reading.open())
    doubtful = len(changes.doubtful) if changes else 0
    markup.show(markup.heading(_("Adopt")))
    start = _in_force_from(reading, changes)
    ready = changes is not None and not left and not doubtful and not changes.nothing
    if not ready:
        markup.show(f'<p class="ir-muted">{escape(_why_not(changes, left, doubtful))}</p>')
    label = _("Adopt the plan") if changes is None or changes.edition is None else _("Adopt as a new edition")
    if st.button(label, key=keys.of(keys.PLAN_READING, "adopt"), type="primary", disabled=not ready):
        _write(reading, start)


def _why_not(changes: Comparison | None, left: int, doubtful: int) -> str:
    if changes is None:
        return _("Choose the place and the year first.")
    if left + doubtful:
        return _("Still open: {count}. Answer every question to adopt.").format(count=left + doubtful)
    return _("Nothing differs from the plan in force.")


def _in_force_from(reading: PlanReading, changes: Comparison | None) -> date | None:
    """Ask from when a changed plan counts; the first plan of a year counts from its first day."""
    if changes is None or changes.edition is None or changes.nothing:
        return None
    year = reading.document.year or changes.edition.year
    told = {
        "year": _("From 1 January: the earlier edition was read or typed wrongly"),
        "month": _("From a month of the year: the plan itself was changed"),
    }
    chosen = worded.choose(
        st.radio,
        _("From when does it count?"),
        list(told),
        keys.PLAN_FORCE,
        "year" if reading.revised is not None or context.today().year > year else "month",
        format_func=told.__getitem__,
    )
    if chosen == "year":
        return date(year, 1, 1)
    running = context.today().month if context.today().year == year else 12
    month = worded.choose(
        st.selectbox,
        _("From the beginning of"),
        filters.MONTHS,
        keys.of(keys.PLAN_FORCE, "month"),
        running,
        format_func=month_name,
        width=200,
    )
    return date(year, month, 1)


def _write(reading: PlanReading, start: date | None) -> None:
    """Adopt, and show the plan in force with what came of it."""
    try:
        adoption = planning.adopt(
            context.store(),
            context.actor(),
            reading.document,
            document_hash=reading.digest,
            file_name=reading.file_name,
            today=context.today(),
            answers=reading.given,
            in_force_from=start,
        )
    except UserError as error:
        st.error(str(error), icon=":material/error:")
        return
    edition = adoption.edition
    if adoption.changed:
        said = _("Adopted: edition {number} of the {year} plan, in force from {date}.").format(
            number=edition.number, year=edition.year, date=official_date(edition.in_force_from)
        )
    else:
        said = _("The plan in force already says the same. Nothing was changed.")
    _drop()
    st.session_state[keys.PLAN_DONE] = said
    worded.hold(edition.number, keys.EDITION)
    worded.open_tab(IN_FORCE, keys.PLAN_TAB)
    st.rerun()
