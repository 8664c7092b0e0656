"""Navbatdagi ishlar: what waits for who is signed in."""

from __future__ import annotations

from ishreja.ui import context, first_steps, inbox_screen, mail_state, markup
from ishreja.views.choices import plans_seen
from ishreja.views.inbox import inbox


def draw() -> None:
    """Draw what waits, group by group."""
    store, actor = context.store(), context.actor()
    view = inbox(store, actor, context.today())
    begun = view.count or plans_seen(store, actor)
    markup.show(
        inbox_screen.top(view, actor)
        + mail_state.trouble()
        + (inbox_screen.empty(view, actor) if begun else first_steps.ways())
        + inbox_screen.groups(view)
    )


draw()
