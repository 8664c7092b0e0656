"""What the region does on the page of reports: grant exceptions, set the rules."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from ishreja import reporting
from ishreja.domain.round import RoundSettings
from ishreja.language import _, month_name, official_date
from ishreja.ui import acts, context, keys, worded
from ishreja.views.names import place_name
from ishreja.views.round import RoundView

LONGEST_EXCEPTION = 60
DAYS = range(1, 29)
NEVER = 0


def draw(view: RoundView) -> None:
    """Draw both forms, where the actor may use them."""
    with st.container(key="round_forms"):
        if view.may_grant and view.planned:
            with worded.expander(_("Grant an exception"), keys.EXCEPTION, icon=":material/event_available:"):
                _exception(view)
        if view.may_set:
            with worded.expander(_("Rules of the round"), keys.ROUND_RULES, icon=":material/tune:"):
                _rules(view)


def _exception(view: RoundView) -> None:
    if view.settings.lock_day is None:
        st.caption(_("By the rules months are never closed: an exception is not needed."))
        return
    st.caption(_("It opens a closed month till the day you name. The due day, and what counts as late, stay."))
    name = keys.of(keys.EXCEPTION, view.region, view.year)
    places = worded.choose_many(
        _("Places"),
        [one.place for one in view.places],
        keys.of(name, "places"),
        format_func=place_name,
        placeholder=_("Choose"),
    )
    month = worded.choose(
        st.selectbox,
        _("Month"),
        range(1, 13),
        keys.of(name, "month"),
        _last_due(view),
        format_func=month_name,
        width=230,
    )
    days = [view.today + timedelta(days=ahead) for ahead in range(LONGEST_EXCEPTION + 1)]
    until = worded.choose(
        st.selectbox,
        _("Open until (this day included)"),
        days,
        keys.of(name, "until"),
        days[7],
        format_func=official_date,
        width=260,
    )
    reason = worded.field(st.text_area, _("Reason"), keys.of(name, "reason"), "", height=80, max_chars=500)
    if st.button(_("Grant the exception"), icon=":material/event_available:", key=keys.of(name, "send")):
        done = _("The exception is granted: {month}, until {day}.").format(
            month=month_name(month), day=official_date(until)
        )
        acts.do(lambda: _grant(places, view.year, month, until, reason), done, name)


def _grant(places: list[str], year: int, month: int, until: date, reason: str) -> None:
    reporting.grant_exception(context.store(), context.actor(), places, year, month, until, reason)


def _last_due(view: RoundView) -> int:
    """The latest month whose due day is over: the one that an exception is most likely for."""
    return max((one.month for one in view.due_days if one.due < view.today), default=1)


def _rules(view: RoundView) -> None:
    rules = view.settings
    st.caption(_("They hold for every place below, for months gone by too."))
    name = keys.of(keys.ROUND_RULES, view.region, hash(rules))
    due = worded.choose(
        st.selectbox, _("Due day (of the month after)"), DAYS, keys.of(name, "due"), rules.due_day, width=260
    )
    lock = worded.choose(
        st.selectbox,
        _("Lock day (of the month after)"),
        [NEVER, *DAYS],
        keys.of(name, "lock"),
        rules.lock_day or NEVER,
        format_func=lambda day: _("never closed") if day == NEVER else str(day),
        width=260,
    )
    mending = worded.field(
        st.number_input,
        _("Days for mending a returned report"),
        keys.of(name, "mending"),
        rules.mending_days,
        min_value=0,
        max_value=60,
        width=260,
    )
    accepted_only = worded.field(
        st.checkbox,
        _("Screens of the region show accepted months only"),
        keys.of(name, "accepted"),
        rules.region_sees == "accepted",
    )
    own = worded.field(
        st.checkbox,
        _("One person may hand a report in and accept it (the audit marks it)"),
        keys.of(name, "own"),
        rules.self_acceptance,
    )
    if st.button(_("Save the rules"), icon=":material/save:", key=keys.of(name, "send")):
        sees = "accepted" if accepted_only else "submitted"
        chosen = RoundSettings(due, lock or None, int(mending), sees, own)
        acts.do(
            lambda: reporting.change_round_settings(context.store(), context.actor(), view.region, chosen),
            _("The rules are saved."),
            keys.of(keys.ROUND_RULES, view.region),
        )
