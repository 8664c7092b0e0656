"""The receipt of what was just submitted: shown above the ways in until it is put away."""

from __future__ import annotations

from html import escape

import streamlit as st

from ishreja.language import _, date_time, month_name, number
from ishreja.reporting import Receipt
from ishreja.ui import context, keys, markup
from ishreja.ui.report_review import blank_words
from ishreja.views.rows_due import rows_due

_SHOW = keys.of(keys.REPORT_RECEIPT, "show")
# The button stands below a long form, the receipt above it.
_INTO_VIEW = "<script>document.querySelector('.st-key-receipt').scrollIntoView({block: 'center'})</script>"


def hold(place: str, year: int, month: int, receipt: Receipt) -> None:
    """Keep the receipt for the next drawing, which brings it into view."""
    st.session_state[keys.REPORT_RECEIPT] = (place, year, month, receipt)
    st.session_state[_SHOW] = True


def draw(place: str, year: int) -> None:
    """Draw the receipt of what was just submitted at this place, until it is put away."""
    held = st.session_state.get(keys.REPORT_RECEIPT)
    if held is None or held[:2] != (place, year):
        return
    month, given = held[2], held[3]
    with st.container(border=True, key="receipt"):
        markup.show(_text(month, year, given) + _still_blank(place, year, month))
        if st.session_state.pop(_SHOW, False):
            st.html(_INTO_VIEW, unsafe_allow_javascript=True)
        if st.button(_("Put the receipt away"), type="tertiary", key=keys.of(keys.REPORT_RECEIPT, "away")):
            st.session_state.pop(keys.REPORT_RECEIPT)
            st.rerun()


def _still_blank(place: str, year: int, month: int) -> str:
    """How many due rows of the month are blank all the same, as HTML; empty where none is."""
    due = rows_due(context.store(), context.actor(), place, year, month, context.today())
    return markup.note(blank_words(due), tone="warning") if due.blank else ""


def _text(month: int, year: int, given: Receipt) -> str:
    if not given.handed_in:
        said = _("Nothing was changed: these figures are reported already.")
        return markup.heading(_("No change"), said)
    title = _("Receipt № {number}").format(number=given.submission_id)
    detail = _("{month} {year}, submitted {moment}").format(
        month=month_name(month), year=year, moment=date_time(given.at)
    )
    counts = _("new {new}, changed {changed}, the same {same}, left blank {blank}").format(
        new=number(given.new), changed=number(given.changed), same=number(given.same), blank=number(given.blank)
    )
    check = '<span class="ir-status ir-done" aria-hidden="true">✔</span> '
    return markup.heading(title, detail) + f"<p>{check}{escape(counts)}</p>"
