"""Ish reja: the plan in force, and a new one on its way in."""

from __future__ import annotations

import streamlit as st

from ishreja.language import _
from ishreja.ui import context, filters, keys, markup, plan_screen, plan_upload


def draw() -> None:
    """Draw the screen: without a plan only the way in."""
    selection = filters.selection()
    markup.show(plan_screen.title(selection))
    done = st.session_state.pop(keys.PLAN_DONE, None)
    if done:
        st.success(done, icon=":material/check:")
    if context.store().demo:
        plan_screen.offer_own_data()
    if selection is None:
        plan_upload.draw()
    else:
        reading = st.session_state.get(keys.PLAN_READING)
        names = [_("Plan in force"), _("New plan") if reading is None else _("New plan: being looked through")]
        default = names[1] if reading is not None else names[0]
        in_force, new = st.tabs(names, key=keys.PLAN_TAB, on_change="rerun", default=default)
        if in_force.open:
            with in_force:
                plan_screen.draw(selection)
        if new.open:
            with new:
                plan_upload.draw()


draw()
