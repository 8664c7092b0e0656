"""Hisobotlar: who has handed in, and one report looked through."""

from __future__ import annotations

from ishreja.language import _
from ishreja.ui import acts, context, many_workbooks, markup, round_forms, round_review, round_screen
from ishreja.views.month_review import Missing
from ishreja.views.round import round_view


def draw() -> None:
    """Draw the places by months, or the report that the address names."""
    chosen = round_screen.choose()
    if chosen is None:
        markup.show(
            markup.note(_("This page is for those who see several places: your own reports are on their page."))
        )
        return
    store, actor, today = context.store(), context.actor(), context.today()
    view = round_view(store, actor, *chosen, today)
    report = round_review.asked_for()
    if report is not None:
        review = round_review.read(*report)
        if isinstance(review, Missing):  # which is words too, so it is asked first
            markup.show(round_review.missing(view, review))
        elif isinstance(review, str):
            markup.show(round_review.instead(view, review))
        else:
            round_review.draw(review, view)
        return
    markup.show(round_screen.title(view))
    acts.told()
    if view.planned:
        shown = (round_screen.cards, round_screen.waiting, round_screen.matrix, round_screen.exceptions)
        markup.show("".join(part(view) for part in shown))
        many_workbooks.draw(view)
    else:
        markup.show(round_screen.no_plan(view) + round_screen.due_days(view))
    round_forms.draw(view)
    markup.show(round_screen.foot(view))


draw()
