"""Signing in with a password, slowed for who guesses."""

from __future__ import annotations

from datetime import timedelta

from ishreja.access import passwords, sessions
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import accounts, audit
from ishreja.storage import sessions as kept
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store, Transaction

WINDOW = timedelta(minutes=15)
FAILURES_OF_ACCOUNT = 5
FAILURES_OF_ADDRESS = 100  # a whole region's offices may come through one address


class SignInRefused(UserError):
    """The login and password do not belong together; which of them is wrong is not said."""


class TooManyAttempts(UserError):
    """Too many attempts failed; the login need not exist for that."""


def sign_in(store: Store, login: str, password: str, address: str) -> str:
    """Begin a session; its token. Raises SignInRefused and TooManyAttempts.

    An unknown, a disabled and a locked account are answered like a wrong password, after the same time.
    """
    folded = login.strip().casefold()[:100]
    attempt(store, folded, address)
    account = accounts.by_login(store, folded)
    right = passwords.matches(password, account.password_hash if account else None)
    if account is None or not right or account.disabled:
        raise SignInRefused(_("The login or the password is wrong."))
    with store.transaction() as tx:
        now = accounts.by_id(store, account.account_id)
        if now is None or now.disabled or now.password_hash != account.password_hash:
            raise SignInRefused(_("The login or the password is wrong."))
        kept.clear_failures(tx, folded)
        return begin(tx, now, address)


def begin(tx: Transaction, account: Account, address: str, how: str = "password") -> str:
    """Begin a session of this account with its audit row, inside a transaction; its token."""
    audit.record(tx, audit.Event(account.name, account.role, "sign in", account.place, None, account.login, after=how))
    return sessions.begin(tx, account, address)


def attempt(store: Store, login: str, address: str) -> None:
    """Count an attempt as failed until it succeeds, so that many at once are counted too. Raises TooManyAttempts."""
    with store.transaction() as tx:
        of_account, of_address = kept.failures(store, login, address, tx.at - WINDOW)
        if of_account < FAILURES_OF_ACCOUNT and of_address < FAILURES_OF_ADDRESS:
            kept.add_failure(tx, login, address)
            return
    raise TooManyAttempts(
        _(
            "Too many attempts. Wait {count} minutes, or ask your administrator for a link to set a new password."
        ).format(count=int(WINDOW.total_seconds() // 60))
    )
