"""Hududlar: the places that an administrator keeps, and adding others."""

from __future__ import annotations

from ishreja.language import _
from ishreja.ui import acts, context, markup, places_screen
from ishreja.views.places import places_page


def draw() -> None:
    """Draw the places of the administrator and the two ways to add to them."""
    view = places_page(context.store(), context.actor())
    if not view.lines:
        markup.show(markup.note(_("This page is for administrators.")))
        return
    markup.show(places_screen.title(view))
    acts.told()
    places_screen.add(view)
    markup.show(places_screen.table(view))


draw()
