"""Umumiy holat: how the plan stands."""

from __future__ import annotations

import streamlit as st

from ishreja.language import _
from ishreja.ui import context, filters, freshness, inbox_screen, markup, overview_cards, overview_screen
from ishreja.views.inbox import inbox
from ishreja.views.overview import overview


def draw() -> None:
    """Draw the screen."""
    selection = filters.selection(with_drafts=True)
    if selection is None:
        markup.show(overview_screen.welcome())
        return
    store, actor, today = context.store(), context.actor(), context.today()
    edition = freshness.edition_asked()
    asked = (selection.place, selection.year, selection.month, today, edition)
    view = overview(store, actor, *asked, drafts=selection.drafts)
    if view is None:
        markup.show(overview_screen.no_edition(selection))
        return
    waits = inbox_screen.line(inbox(store, actor, today))
    markup.show(overview_screen.top(view, selection, waits))
    with st.container(key="quarters", horizontal=True, vertical_alignment="bottom"):
        markup.show(markup.heading(_("Quarters")))
        to_date = overview_screen.gauges_to_date()
    markup.show(overview_cards.gauges(view, to_date=to_date) + overview_screen.rest(view, selection))


draw()
