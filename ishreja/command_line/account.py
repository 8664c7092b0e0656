"""`account`: who has one, and a link for whoever cannot sign in, when no administrator can help."""

from __future__ import annotations

from contextlib import suppress

from ishreja.access import accounts, command_line_actor
from ishreja.command_line import output
from ishreja.command_line.arguments import Arguments
from ishreja.command_line.session import opened
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.mailing.server import MailFailed, configured
from ishreja.storage import Store
from ishreja.storage import accounts as kept
from ishreja.storage.accounts import Account
from ishreja.views.names import role_name

_HERE = "http://127.0.0.1:8501"


def listed(_arguments: Arguments) -> int:
    """Show every account: login, name, role, place, whether it is disabled."""
    with opened() as store:
        for one in accounts.listed(store, command_line_actor()):
            state = _("disabled") if one.disabled else ""
            output.say("\t".join(filter(None, (one.login, one.name, role_name(one.role), one.place, state))))
    return 0


def link(arguments: Arguments) -> int:
    """Show a link by which the account's password is set, once and within a day. Raises UserError."""
    with opened() as store:
        _account, token = accounts.hand_out_link(store, command_line_actor(), _found(store, arguments.login).account_id)
    address = _address()
    output.say(_("Start the server, then open this address; it holds once:"))
    output.say(address + accounts.link_path(token))
    if address == _HERE:
        output.say(_("On another computer write this server's address in place of {address}.").format(address=_HERE))
    return 0


def _address() -> str:
    """The product's own address as the mail server's settings tell it, else where it is on this computer."""
    with suppress(MailFailed):
        server = configured()
        if server is not None:
            return server.address
    return _HERE


def enable(arguments: Arguments) -> int:
    """Enable an account again. Raises UserError where there is none."""
    with opened() as store:
        account = _found(store, arguments.login)
        accounts.enable(store, command_line_actor(), account.account_id)
    output.say(_("Enabled: {login}").format(login=account.login))
    return 0


def _found(store: Store, login: str) -> Account:
    account = kept.by_login(store, login)
    if account is None:
        raise UserError(_("There is no account of this login: {login}").format(login=login))
    return account
