"""What people do with their own account: take it up by a link, change its password."""

from __future__ import annotations

from dataclasses import replace

from ishreja.access import passwords, sessions, signing_in
from ishreja.access.accounts import INVITE, RESET, event
from ishreja.access.sessions import SignedIn, SignedOut
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import accounts, audit
from ishreja.storage import sessions as kept
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store, Transaction


class LinkEnded(UserError):
    """The link was used, has expired, or never was."""


def of_link(store: Store, token: str) -> Account:
    """Whose account the link opens now. Raises LinkEnded."""
    link = accounts.link(store, sessions.hash_of(token))
    holds = link is not None and link.kind in (INVITE, RESET) and link.used_at is None
    if link is None or not holds or store.now() >= link.expires_at or link.account_id is None:
        raise LinkEnded(_("This link holds no longer. Ask your administrator for a new one."))
    account = accounts.by_id(store, link.account_id)
    if account is None or account.disabled:
        raise LinkEnded(_("This link holds no longer. Ask your administrator for a new one."))
    return account


def take_up(store: Store, token: str, password: str, address: str) -> str:
    """Set the account's password by a link, which ends the link and every session it had; a new session's token.

    Raises LinkEnded, and UserError where the password cannot be so.
    """
    passwords.check(password, of_link(store, token).login)
    password_hash = passwords.hashed(password)  # takes long: nobody waits for it to write
    with store.transaction() as tx:
        account = of_link(store, token)
        if not accounts.use_link(tx, sessions.hash_of(token)):
            raise LinkEnded(_("This link holds no longer. Ask your administrator for a new one."))
        changed = _set(tx, account, password_hash, "password set")
        kept.end_all(tx, account.account_id)
        return signing_in.begin(tx, changed, address, "link")


def change_password(store: Store, who: SignedIn, old: str, new: str, address: str) -> None:
    """Change the password; every other session of the account ends.

    Raises SignedOut where the session has ended, UserError where the old password is wrong or the new one cannot be so.
    """
    signing_in.attempt(store, who.account.login.casefold(), address)
    if not passwords.matches(old, who.account.password_hash):
        raise UserError(_("The present password is wrong."))
    passwords.check(new, who.account.login)
    password_hash = passwords.hashed(new)  # takes long: nobody waits for it to write
    with store.transaction() as tx:
        now = sessions.signed_in(store, who.session.token_hash)
        if now is None:
            raise SignedOut
        if now.account.password_hash != who.account.password_hash:
            raise UserError(_("The present password is wrong."))
        _set(tx, now.account, password_hash, "password changed")
        kept.end_all(tx, now.account.account_id, keep=now.session.token_hash)


def _set(tx: Transaction, account: Account, password_hash: str, action: str) -> Account:
    changed = replace(account, password_hash=password_hash)
    accounts.save(tx, account, changed)
    accounts.end_links(tx, account.account_id)
    kept.clear_failures(tx, account.login.casefold())
    audit.record(tx, event(account.name, account.role, action, account, None, None))
    return changed
