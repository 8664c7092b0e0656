"""Sessions on the server: an opaque token in a cookie, its sha256 here, an end that cannot be put off for ever.

A session ends after 30 minutes without use, after 8 hours in any case, and at once when it is signed out of or its
account is disabled.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from ishreja.access.actors import Actor
from ishreja.errors import IshrejaError, UserError
from ishreja.language import _
from ishreja.storage import accounts, audit, sessions
from ishreja.storage.accounts import Account
from ishreja.storage.sessions import Session
from ishreja.storage.store import Store, Transaction

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
WARNING = timedelta(minutes=2)
"""How long before its end a page warns of it."""
_SEEN_EVERY = timedelta(minutes=1)
_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in: the session, its account as it is now, and the actor that this makes."""

    session: Session
    account: Account

    @property
    def actor(self) -> Actor:
        """The account as an actor."""
        return actor_of(self.account)

    @property
    def last_moment(self) -> datetime:
        """When the session ends however much it is used (UTC, no zone)."""
        return self.session.made_at + LONGEST

    @property
    def ends_at(self) -> datetime:
        """When the session ends unless it is used (UTC, no zone)."""
        return min(self.session.seen_at + IDLE, self.last_moment)


class SignedOut(UserError):
    """The session has ended: signed out of, expired, or its account disabled; or the account was changed meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("You are signed out, or your rights have changed. Open the page again."))


class _Unknown(IshrejaError):
    """There is no such session."""


def actor_of(account: Account) -> Actor:
    """The account as an actor."""
    return Actor(account.name, account.role, account.place, account.services, account.account_id)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token that nobody guesses: 256 random bits as text fit for a cookie and an address."""
    return secrets.token_urlsafe(32)


@contextmanager
def acting(store: Store, actor: Actor) -> Iterator[Transaction]:
    """A transaction of the actor's. Raises SignedOut where the account was disabled or changed since it was looked up.

    Who has no account, as the command line, is not asked for one.
    """
    with store.transaction() as tx:
        own = accounts.by_id(store, actor.account) if actor.account is not None else None
        if own is not None and (own.disabled or actor_of(own) != actor):
            raise SignedOut
        yield tx


def begin(tx: Transaction, account: Account, address: str) -> str:
    """Begin a session of the account inside a transaction; its token, which is kept nowhere else."""
    token = new_token()
    sessions.forget_before(tx, tx.at - _KEPT)
    sessions.add(tx, hash_of(token), account.account_id, new_token(), address)
    return token


def signed_in(store: Store, token_hash: str | None) -> SignedIn | None:
    """Who is signed in by the token of this hash, as of now; None where nobody is, or no longer."""
    found = _kept(store, token_hash) if token_hash else None
    if found is None or found.session.ended_at is not None or found.account.disabled:
        return None
    return found if store.now() < found.ends_at else None


def used(store: Store, token_hash: str | None) -> SignedIn | None:
    """The same, and note the use, which puts off the session's end; written at most once a minute."""
    found = signed_in(store, token_hash)
    if found is None or store.now() - found.session.seen_at < _SEEN_EVERY:
        return found
    with store.transaction() as tx:
        sessions.touch(tx, found.session)
    return signed_in(store, token_hash)


def sign_out(store: Store, token_hash: str | None) -> None:
    """End the session, where it has not ended, with its audit row; in a demo signing in has none, nor has this."""
    if signed_in(store, token_hash) is None:
        return
    with store.transaction() as tx:
        found = signed_in(store, token_hash)
        if found is None:  # ended meanwhile
            return
        sessions.end(tx, found.session)
        if not store.demo:
            who = found.account
            audit.record(tx, audit.Event(who.name, who.role, "sign out", who.place, None, who.login))


def _kept(store: Store, token_hash: str) -> SignedIn | None:
    """The session with its account, read anew whenever either was written to."""
    try:
        account_id = store.keep(("session's account", token_hash), lambda: _owner(store, token_hash))
    except _Unknown:
        return None
    place = str(account_id)
    version = store.version(sessions.__name__, place) + store.version(accounts.__name__, place)
    return store.keep(("signed in", token_hash), lambda: _read(store, token_hash), version)


def _owner(store: Store, token_hash: str) -> int:
    found = sessions.session(store, token_hash)
    if found is None:  # not kept: whoever sends tokens at random must not fill the memory
        raise _Unknown
    return found.account_id


def _read(store: Store, token_hash: str) -> SignedIn | None:
    session = sessions.session(store, token_hash)
    account = accounts.by_id(store, session.account_id) if session else None
    return SignedIn(session, account) if session and account else None
