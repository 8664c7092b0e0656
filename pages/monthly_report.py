"""Oylik hisobot: a month's figures, by workbook or by form."""

from __future__ import annotations

import streamlit as st

from ishreja.language import _
from ishreja.ui import (
    context,
    filters,
    keys,
    markup,
    overview_screen,
    report_form,
    report_receipt,
    report_screen,
    report_upload,
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
        markup.show(markup.note(_("{year} has not begun yet: there is nothing to report.").format(year=selection.year)))
        return
    view = monthly_report(context.store(), context.actor(), selection.place, selection.year, month, context.today())
    if view is None:
        markup.show(overview_screen.no_edition(selection))
        return
    with top:
        markup.show(report_screen.title(selection, view))
    markup.show(report_screen.months(view) + report_screen.standing(view))
    report_receipt.draw(selection.place, selection.year)
    names = [_("Fill in"), _("Send workbook"), _("Template")]
    form, upload, template = st.tabs(names, key=keys.REPORT_WAY, on_change="rerun")
    for tab, content in (
        (form, report_form.draw),
        (upload, report_upload.draw),
        (template, report_screen.offer_template),
    ):
        if tab.open:
            with tab:
                content(view)


draw()
