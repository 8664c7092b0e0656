"""Koʻrsatkich: one row of the plan in full."""

from __future__ import annotations

from ishreja.ui import context, filters, freshness, indicator_screen, markup, overview_screen
from ishreja.views.indicator import indicator
from ishreja.views.row_list import row_choices


def draw() -> None:
    """Draw the screen: the figures first, the charts last."""
    selection = filters.selection(with_drafts=True)
    if selection is None:
        markup.show(overview_screen.welcome())
        return
    store, actor, today = context.store(), context.actor(), context.today()
    place, year, month = selection.place, selection.year, selection.month
    edition = freshness.edition_asked()
    choices = row_choices(store, actor, place, year, month, edition)
    if not choices:
        markup.show(overview_screen.no_edition(selection))
        return
    row_id = indicator_screen.choose_row(choices)
    asked = (place, year, month, today)
    view = row_id and indicator(store, actor, *asked, row_id, edition, drafts=selection.drafts)
    if not view:
        markup.show(indicator_screen.unknown_row(choices, selection))
        return
    indicator_screen.draw(view, selection)


draw()
