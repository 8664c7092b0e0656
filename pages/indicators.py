"""Koʻrsatkichlar toʻplami: what the region's places report alike, and which of their rows is which."""

from __future__ import annotations

from ishreja.ui import context, indicators_acts, indicators_screen, markup
from ishreja.views.indicators import indicators_page


def draw() -> None:
    """Draw the screen; without a plan in any region that the actor sees only what it is for."""
    chosen = indicators_screen.choose()
    if chosen is None:
        markup.show(indicators_screen.empty())
        return
    view = indicators_page(context.store(), context.actor(), *chosen)
    markup.show(indicators_screen.head(view))
    indicators_acts.outcome()
    indicators_acts.questions(view)
    markup.show(indicators_screen.places(view))
    indicators_acts.outside(view)
    indicators_acts.correct(view)
    markup.show(indicators_screen.catalogue(view))
    indicators_acts.own(view)


draw()
