"""Taʼriflar: how every figure is computed."""

from __future__ import annotations

from ishreja.ui import context, definitions_screen, filters, markup
from ishreja.views.definitions import definitions_view


def draw() -> None:
    """Draw the screen, with the place's own thresholds and values where it has a plan."""
    selection = filters.selection()
    place, year, month = (selection.place, selection.year, selection.month) if selection else (None, 0, 0)
    view = definitions_view(context.store(), context.actor(), place, year, month, context.today())
    markup.show(definitions_screen.screen(view, selection))


draw()
