"""The accounts of the demo: signed in by one click, without a password, and only over demo data."""

from __future__ import annotations

from ishreja.access import accounts as rules
from ishreja.access import sessions
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION, STAFF, VIEWER
from ishreja.storage import accounts
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store

_JONDOR, _BUXORO, _REPUBLIC = "1706246", "1706", "17"

ACCOUNTS = (
    rules.new("direktor", "Dilorom Rahimova (namuna)", DIRECTOR, _JONDOR),
    rules.new("xodim", "Aziz Toʻrayev (namuna)", STAFF, _JONDOR, services=frozenset({"abonement"})),
    rules.new("kuzatuvchi", "Nodira Yoʻldosheva (namuna)", VIEWER, _JONDOR),
    rules.new("viloyat", "Sherzod Qodirov (namuna)", REGION, _BUXORO),
    rules.new("boshqaruvchi", "Malika Saidova (namuna)", ADMINISTRATOR, _BUXORO),
    rules.new("milliy", "Jahongir Ergashev (namuna)", REGION, _REPUBLIC),
)
"""Invented people, by login; whoever opens the demo is the first of them."""


def ensure(store: Store) -> None:
    """Keep those that are missing, also in a demo that an earlier version made."""
    if _missing(store):
        with store.transaction() as tx:
            for account in _missing(store):
                accounts.add(tx, account)


def sign_in(store: Store, login: str, address: str) -> str | None:
    """Begin a session of a demo account; its token, or None where this is no demo or no such account is enabled."""
    if not store.demo:
        return None
    with store.transaction() as tx:
        account = accounts.by_login(store, login)
        if account is None or account.disabled or all(account.login != one.login for one in ACCOUNTS):
            return None
        return sessions.begin(tx, account, address)


def _missing(store: Store) -> list[Account]:
    known = {account.login for account in accounts.accounts(store)}
    return [account for account in ACCOUNTS if account.login not in known]
