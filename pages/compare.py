"""Taqqoslash: a few places side by side."""

from __future__ import annotations

import streamlit as st

from ishreja.ui import card_form, compare_screen, context, markup, region_filters, region_screen
from ishreja.views.cards import fillable
from ishreja.views.compare import compare
from ishreja.views.region_rows import indicator_choices, rows_of, section_numerals


def draw() -> None:
    """Draw the screen."""
    selection = region_filters.selection()
    if selection is None:
        markup.show(region_screen.nothing())
        return
    store, actor, today = context.store(), context.actor(), context.today()
    scope, year, month = selection.scope, selection.year, selection.month
    rows = rows_of(store, actor, scope, year)
    title = st.container()
    with st.container(key="compare_switches", horizontal=True, vertical_alignment="bottom"):
        chosen = compare_screen.choose_rows(rows)
        by, words = compare_screen.choose_by(
            indicator_choices(store, actor, scope), section_numerals(store, actor, scope, year)
        )
    view = compare(store, actor, scope, year, month, today, chosen, by)
    with title:
        markup.show(compare_screen.top(view, selection, rows))
    if view.rows:
        markup.show(compare_screen.figures(view, words, selection))
        slot = st.container()
        markup.show(compare_screen.library(view, selection) + compare_screen.cards(view) + compare_screen.foot(view))
        with slot:
            compare_screen.small_charts(view)
    card_form.draw(fillable(actor, [place for row in view.rows for place in row.places]), year)


draw()
