"""The page of accounts: who has one, where and as what, and how each stands."""

from __future__ import annotations

from html import escape

from ishreja import language
from ishreja.access.actors import STAFF
from ishreja.language import _, date_time, number
from ishreja.ui import keys, markup
from ishreja.ui.markup import Column
from ishreja.views.accounts import AccountLine, AccountsPage, AccountState
from ishreja.views.names import place_in_region, role_name, service_name

_LOOKS = {
    AccountState.INVITED: ("◐", "watch"),
    AccountState.ACTIVE: ("●", "on_plan"),
    AccountState.DISABLED: ("✕", "not_due"),
}


def title(view: AccountsPage) -> str:
    """The page's heading and its counts, as HTML."""
    said = _("{active} in use, {invited} invited, {disabled} disabled").format(
        active=number(view.count(AccountState.ACTIVE)),
        invited=number(view.count(AccountState.INVITED)),
        disabled=number(view.count(AccountState.DISABLED)),
    )
    return f'<div class="ir-top">{markup.heading(_("Accounts"), said, level=1)}</div>'


def table(view: AccountsPage) -> str:
    """Every account, its name a link to its change, as HTML."""
    columns = [
        Column(_("First and last name"), "name", 24),
        Column(_("Login"), "left", 13),
        Column(_("Role"), "left", 16),
        Column(_("Place"), "left", 21),
        Column(_("State"), "left", 14),
        Column(_("Last seen"), "left", 12),
    ]
    caption = _("A name opens what may be changed of the account.")
    rows = [_row(line, view) for line in view.lines]
    return f'<div class="ir-accounts">{markup.table(columns, rows, caption=caption)}</div>'


def _row(line: AccountLine, view: AccountsPage) -> list[str]:
    account = line.account
    email = f'<span class="ir-small">{escape(account.email)}</span>' if account.email else ""
    role = escape(role_name(account.role))
    if account.role == STAFF:
        services = ", ".join(service_name(code) for code in sorted(account.services)) or _("all services")
        role += f'<span class="ir-small">{escape(services)}</span>'
    return [
        f"<div>{markup.link(markup.text(account.name), address(account.account_id))}{email}</div>",
        escape(account.login),
        f"<div>{role}</div>",
        escape(place_in_region(account.place)),
        f"<div>{_state(line, view)}</div>",
        escape(date_time(line.seen)) if line.seen else escape(_("not lately")),
    ]


def _state(line: AccountLine, view: AccountsPage) -> str:
    shape, tone = _LOOKS[line.state]
    more = ""
    if line.until is not None:
        over = line.until <= view.now
        said = _("the invitation has run out") if over else _("until {moment}").format(moment=date_time(line.until))
        more = f'<span class="ir-small">{escape(said)}</span>'
    word = escape(state_word(line.state))
    return f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> {word}</span>{more}'


def state_word(state: AccountState) -> str:
    """A state in a word."""
    return {
        AccountState.INVITED: _("invited"),
        AccountState.ACTIVE: _("in use"),
        AccountState.DISABLED: _("disabled"),
    }[state]


def address(account_id: int) -> str:
    """Where an account is changed, in the language in force."""
    code = language.current()
    kept = {keys.ACCOUNT: account_id, keys.LANGUAGE: None if code == language.DEFAULT else code}
    return markup.address("accounts", **kept) + "#change"
