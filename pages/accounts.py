"""Hisoblar: who has an account, and what an administrator does with them."""

from __future__ import annotations

from ishreja.language import _
from ishreja.ui import account_forms, accounts_screen, acts, context, mail_state, markup
from ishreja.views.accounts import accounts_page


def draw() -> None:
    """Draw the accounts of the administrator's place and below."""
    view = accounts_page(context.store(), context.actor())
    if not view.places:
        markup.show(markup.note(_("This page is for administrators.")))
        return
    markup.show(accounts_screen.title(view))
    acts.told()
    markup.show(mail_state.line())
    account_forms.handed_out()
    account_forms.add(view)
    markup.show(accounts_screen.table(view))
    account_forms.change(view)


draw()
