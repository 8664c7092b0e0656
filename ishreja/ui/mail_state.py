"""How mail stands, for those who keep the installation."""

from __future__ import annotations

from html import escape

from ishreja.access import may
from ishreja.access.actors import MANAGE
from ishreja.language import _, date_time
from ishreja.mailing.post import mail_state
from ishreja.ui import context, markup


def trouble() -> str:
    """What keeps mail from going out, as HTML for an administrator; empty for others and where nothing does."""
    actor, store = context.actor(), context.store()
    if not may(actor, MANAGE, actor.place):
        return ""
    state = mail_state(store)
    if state.trouble is None:
        return ""
    said = [_("Mail does not go out."), state.trouble, _("Everything stands on the pages all the same.")]
    if state.since is not None:
        said.insert(
            2, _("Since {moment}; it is tried again every quarter of an hour.").format(moment=date_time(state.since))
        )
    return markup.note(" ".join(said), tone="warning")


def line() -> str:
    """Whether mail is set up and what it is used for, as HTML for the page of accounts."""
    store = context.store()
    if store.demo:
        return ""
    state = mail_state(store)
    if state.trouble is not None:
        return trouble()
    if state.server is None:
        said = _("Mail is not set up: links are passed on by hand, and what waits stands on the page “To do”.")
    else:
        said = _("Links and reminders are also mailed, from {sender} through {host}.").format(
            sender=state.server.sender, host=state.server.host
        )
    return f'<p class="ir-muted">{escape(said)}</p>'
