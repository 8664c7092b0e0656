"""Ish reja: the plan in force, and a new one on its way in."""

from __future__ import annotations

import streamlit as st

from ishreja.language import _
from ishreja.ui import card_form, context, filters, first_steps, keys, markup, plan_screen, plan_upload, worded
from ishreja.ui.filters import Selection
from ishreja.ui.plan_questions import adoptable
from ishreja.ui.plan_screen import IN_FORCE, NEW
from ishreja.views.cards import fillable


def draw() -> None:
    """Draw the screen: without a plan only the way in, for those who adopt none anywhere only the plan in force."""
    selection = filters.selection()
    markup.show(plan_screen.title(selection))
    done = st.session_state.pop(keys.PLAN_DONE, None)
    if done:
        st.success(done, icon=":material/check:")
    if context.store().demo:
        plan_screen.offer_own_data()
    if selection is None:
        if adoptable():
            plan_upload.draw()
        else:
            markup.show(first_steps.ways())
        return
    if adoptable():
        _tabs(selection)
    else:
        plan_screen.draw(selection)
    card_form.draw(fillable(context.actor(), [selection.place]), selection.year)


def _tabs(selection: Selection) -> None:
    reading = st.session_state.get(keys.PLAN_READING)
    labels = {
        IN_FORCE: _("Plan in force"),
        NEW: _("New plan") if reading is None else _("New plan: being looked through"),
    }
    open_tab, tab = worded.tabs(labels, keys.PLAN_TAB, IN_FORCE if reading is None else NEW)
    with tab:
        if open_tab == IN_FORCE:
            plan_screen.draw(selection)
        else:
            plan_upload.draw()


draw()
