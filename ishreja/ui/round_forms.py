"""What the region does on the page of reports: grant exceptions, set the rules; and how an act there is carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from ishreja import reporting
from ishreja.domain.round import RoundSettings
from ishreja.errors import UserError
from ishreja.language import _, month_name, official_date
from ishreja.ui import context, keys
from ishreja.ui.round_screen import place_name
from ishreja.views.round import RoundView

LONGEST_EXCEPTION = 60
DAYS = range(1, 29)


def carry_out(act: Callable[[], None], done: str) -> None:
    """In a callback: do it, and leave what came of it to be said when the page is drawn."""
    try:
        act()
    except UserError as error:
        st.session_state[keys.ROUND_REFUSED] = str(error)
    else:
        st.session_state[keys.NOTICE] = done


def told() -> None:
    """Draw what came of the last act."""
    refused, notice = st.session_state.pop(keys.ROUND_REFUSED, None), st.session_state.pop(keys.NOTICE, None)
    if refused:
        st.error(refused, icon=":material/error:")
    if notice:
        st.success(notice, icon=":material/check:")


def draw(view: RoundView) -> None:
    """Draw both forms, where the actor may use them."""
    with st.container(key="round_forms"):
        if view.may_grant:
            with st.expander(_("Grant an exception"), icon=":material/event_available:"):
                _exception(view)
        if view.may_set:
            with st.expander(_("Rules of the round"), icon=":material/tune:"):
                _rules(view)


def _exception(view: RoundView) -> None:
    st.caption(_("It opens a closed month till the day you name. The due day, and what counts as late, stay."))
    with st.form(keys.of(keys.EXCEPTION, view.region, view.year, len(view.exceptions)), border=False):
        places = st.multiselect(
            _("Places"), [one.place for one in view.places], format_func=place_name, placeholder=_("Choose")
        )
        month = st.selectbox(_("Month"), range(1, 13), format_func=month_name, index=_last_due(view) - 1, width=230)
        days = [view.today + timedelta(days=ahead) for ahead in range(LONGEST_EXCEPTION + 1)]
        until = st.selectbox(_("Open until (this day included)"), days, format_func=official_date, index=7, width=260)
        reason = st.text_area(_("Reason"), height=80, max_chars=500)
        pressed = st.form_submit_button(_("Grant the exception"), icon=":material/event_available:")
    if pressed:
        done = _("The exception is granted: {month}, until {day}.").format(
            month=month_name(month), day=official_date(until)
        )
        _do(lambda: _grant(places, view.year, month, until, reason), done)


def _grant(places: list[str], year: int, month: int, until: date, reason: str) -> None:
    reporting.grant_exception(context.store(), context.actor(), places, year, month, until, reason)


def _last_due(view: RoundView) -> int:
    """The latest month whose due day is over: the one that an exception is most likely for."""
    return max((one.month for one in view.due_days if one.due < view.today), default=1)


def _rules(view: RoundView) -> None:
    rules = view.settings
    st.caption(_("They hold for every place below, for months gone by too."))
    with st.form(keys.of(keys.ROUND_RULES, view.region, hash(rules)), border=False):
        due = st.selectbox(_("Due day (of the month after)"), DAYS, index=rules.due_day - 1, width=260)
        lock = st.selectbox(
            _("Lock day (of the month after)"),
            [None, *DAYS],
            index=rules.lock_day or 0,
            format_func=lambda day: _("never closed") if day is None else str(day),
            width=260,
        )
        mending = st.number_input(_("Days for mending a returned report"), 0, 60, rules.mending_days, width=260)
        accepted_only = st.checkbox(
            _("Screens of the region show accepted months only"), value=rules.region_sees == "accepted"
        )
        own = st.checkbox(
            _("One person may hand a report in and accept it (the audit marks it)"), value=rules.self_acceptance
        )
        pressed = st.form_submit_button(_("Save the rules"), icon=":material/save:")
    if pressed:
        chosen = RoundSettings(due, lock, int(mending), "accepted" if accepted_only else "submitted", own)
        _do(
            lambda: reporting.change_round_settings(context.store(), context.actor(), view.region, chosen),
            _("The rules are saved."),
        )


def _do(act: Callable[[], None], done: str) -> None:
    """In a script: do it and draw the page anew; what was typed stays where it is refused."""
    try:
        act()
    except UserError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[keys.NOTICE] = done
    st.rerun()
