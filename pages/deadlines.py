"""Muddatlar: what is overdue, what is due soon, and how punctual the centre is."""

from __future__ import annotations

from ishreja.ui import context, deadlines_screen, filters, freshness, markup, overview_screen
from ishreja.views.deadlines import deadlines


def draw() -> None:
    """Draw the screen."""
    selection = filters.selection()
    if selection is None:
        markup.show(overview_screen.welcome())
        return
    store, actor, today = context.store(), context.actor(), context.today()
    edition = freshness.edition_asked()
    known = deadlines(store, actor, selection.place, selection.year, selection.month, today, edition)
    if known is None:
        markup.show(overview_screen.no_edition(selection))
        return
    deadlines_screen.draw(known, selection)


draw()
