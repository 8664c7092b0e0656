"""Navbatdagi ishlar: what waits for who is signed in."""

from __future__ import annotations

from ishreja.ui import context, inbox_screen, mail_state, markup
from ishreja.views.inbox import inbox


def draw() -> None:
    """Draw what waits, group by group."""
    actor = context.actor()
    view = inbox(context.store(), actor, context.today())
    markup.show(
        inbox_screen.top(view, actor)
        + mail_state.trouble()
        + inbox_screen.empty(view, actor)
        + inbox_screen.groups(view)
    )


draw()
