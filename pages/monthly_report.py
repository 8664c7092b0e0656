"""Oylik hisobot: a month's figures, by workbook or by form."""

from __future__ import annotations

import streamlit as st

from ishreja.language import _
from ishreja.ui import (
    context,
    filters,
    keys,
    markup,
    month_state,
    overview_screen,
    report_form,
    report_receipt,
    report_screen,
    report_upload,
    worded,
)
from ishreja.views.monthly_report import monthly_report


def draw() -> None:
    """Draw the screen: the month and its state, then the three ways in."""
    selection = filters.selection()
    if selection is None:
        markup.show(overview_screen.welcome())
        return
    top = st.container()
    month = report_screen.choose_month(selection)
    if month is None:
        markup.show(report_screen.not_begun(selection))
        return
    view = monthly_report(context.store(), context.actor(), selection.place, selection.year, month, context.today())
    if view is None:
        markup.show(overview_screen.no_edition(selection))
        return
    with top:
        markup.show(report_screen.title(selection, view))
    notice = st.session_state.pop(keys.NOTICE, None)
    if notice:
        st.success(notice, icon=":material/check:")
    markup.show(report_screen.months(view) + report_screen.standing(view) + month_state.banner(view))
    report_receipt.draw(selection.place, selection.year)
    if not view.may_report:
        month_state.ask_form(view)
        markup.show(month_state.figures_table(view))
        return
    ways = {
        "form": (_("Fill in"), report_form.draw),
        "workbook": (_("Send workbook"), report_upload.draw),
        "template": (_("Template"), report_screen.offer_template),
    }
    way, tab = worded.tabs({code: label for code, (label, _draw) in ways.items()}, keys.REPORT_WAY, "form")
    with tab:
        ways[way][1](view)


draw()
