"""Where nothing has a plan yet: what the one who looks can do about it, and who does the rest."""

from __future__ import annotations

from html import escape

from ishreja import language
from ishreja.access import Actor, may
from ishreja.access.actors import CHANGE, GRANT, MANAGE, sees_below
from ishreja.language import _
from ishreja.ui import context, keys, markup
from ishreja.ui.plan_questions import adoptable


def ways() -> str:
    """The actor's own first steps as links, or who is to take the first step, as HTML."""
    actor = context.actor()
    if adoptable():
        start = f'<a class="ir-button" href="{_address("plan")}">{escape(_("Upload the work plan"))}</a>'
        return f"<p>{start}</p>{_rules(actor)}"
    if may(actor, MANAGE, actor.place):
        places = markup.link(escape(_("Add the places that are missing")), _address("places"))
        accounts = markup.link(escape(_("Invite the directors")), _address("accounts"))
        return f'<p class="ir-note">{escape(_by_directors())}<br>{places} · {accounts}</p>'
    return markup.note(_by_directors()) + _rules(actor)


def _rules(actor: Actor) -> str:
    """The way to the rules that the places below hand in by, for those who set them."""
    if not (sees_below(actor) and may(actor, CHANGE, actor.place) and may(actor, GRANT, actor.place)):
        return ""
    link = markup.link(escape(_("Set till which day reports are due, and when they are closed")), _address("round"))
    return f'<p class="ir-note">{link}</p>'


def _by_directors() -> str:
    return _("Each centre's director uploads its plan; in a region its head does. From then on it is seen here.")


def _address(page: str) -> str:
    code = language.current()
    return markup.address(page, **{keys.LANGUAGE: None if code == language.DEFAULT else code})
