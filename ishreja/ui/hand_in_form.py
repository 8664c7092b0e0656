"""The forms that mark a due day as handed in, and take such a mark back."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from ishreja import reporting
from ishreja.errors import UserError
from ishreja.language import _, script, short_date
from ishreja.ui import context, keys, worded
from ishreja.views.deadlines import DeadlinesView, Line
from ishreja.views.words import day_in_words

Key = tuple[int, date]


def draw(view: DeadlinesView) -> None:
    """Draw both forms; nothing where nothing is owed or marked."""
    with st.container(key="marking"):
        if view.owed:
            with worded.expander(_("Mark as handed in"), keys.HAND_IN, icon=":material/task_alt:"):
                _hand_in(view)
        if view.marked:
            with worded.expander(_("Undo a mark"), keys.UNDO, icon=":material/undo:"):
                _undo(view)


def _hand_in(view: DeadlinesView) -> None:
    today = context.today()
    owed = {line.occurrence.key: line for line in view.owed}
    st.caption(_("This feeds discipline alone. Progress comes from the figures."))
    # Beside the form, not in it: what is chosen in a form is known to the browser alone before it is sent.
    key = worded.choose(
        st.selectbox,
        _("Due day"),
        list(owed),
        keys.of(keys.HAND_IN, "due"),
        next(iter(owed)),
        format_func=lambda one: label(owed[one]),
    )
    form = keys.of(keys.HAND_IN, len(view.marked))
    with st.form(form, border=False):
        # A line of text: the calendar of st.date_input speaks the browser's language, which is seldom Uzbek.
        written = st.text_input(
            _("Handed in on (day.month.year)"),
            value=short_date(min(view.standing.as_of, today)),
            max_chars=10,
            key=keys.of(form, "day"),
        )
        note = st.text_input(_("Note (to whom, number of the letter)"), max_chars=300, key=keys.of(form, "note"))
        pressed = st.form_submit_button(_("Mark as handed in"), icon=":material/task_alt:")
    if not pressed:
        return
    handed_on = _day(written)
    if handed_on is None or handed_on > today:
        st.warning(_("Write the day as {example}, today at the latest.").format(example=short_date(today)))
        return
    standing, line = view.standing, owed[key]
    try:
        reporting.hand_in(
            context.store(),
            context.actor(),
            standing.place,
            standing.year,
            line.row.row_id,
            line.due,
            handed_on,
            note.strip() or None,
        )
    except UserError as error:
        st.error(str(error))
        return
    st.session_state[keys.NOTICE] = _("Marked as handed in on {date}: {what}").format(
        date=short_date(handed_on), what=label(line)
    )
    st.rerun()


def _day(written: str) -> date | None:
    """The day written as 08.08.2023, None where it is no day."""
    try:
        return datetime.strptime(written.strip(), "%d.%m.%Y").date()
    except ValueError:
        return None


def _undo(view: DeadlinesView) -> None:
    marked = {line.occurrence.key: line for line in view.marked}
    key = worded.choose(
        st.selectbox,
        _("Marked due day"),
        list(marked),
        keys.of(keys.UNDO, "due"),
        next(iter(marked)),
        format_func=lambda one: label(marked[one]),
    )
    if not st.button(_("Undo the mark"), icon=":material/undo:"):
        return
    standing, line = view.standing, marked[key]
    try:
        reporting.undo_hand_in(
            context.store(), context.actor(), standing.place, standing.year, line.row.row_id, line.due
        )
    except UserError as error:
        st.error(str(error))
        return
    st.session_state[keys.NOTICE] = _("The mark is undone: {what}").format(what=label(line))
    st.rerun()


def label(line: Line) -> str:
    """A due day as a list offers it: date, weekday, row."""
    return f"{short_date(line.due)}, {day_in_words(line.due)}: {line.number}. {script(line.short_name)}"
