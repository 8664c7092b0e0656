"""Oʻzgarishlar jurnali: who did what, when, where, before and after, and why."""

from __future__ import annotations

from ishreja.language import _
from ishreja.ui import audit_screen, context, markup
from ishreja.views.audit import audited_places


def draw() -> None:
    """Draw the journal of the places whose record the actor may read."""
    if not audited_places(context.actor()):
        markup.show(markup.note(_("This page is for those who may read the record of changes.")))
        return
    asked, found = audit_screen.choose()
    markup.show(audit_screen.title(found))
    markup.show(audit_screen.table(found))
    audit_screen.foot(asked, found)


draw()
