"""Accounts, and the links by which somebody takes one up: set-up, invitation, reset."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, as_json, first, optional, whole

ANY = ""
"""The place under which Store.version counts the writes to all accounts; those to one count under its id."""

_COLUMNS = "account_id, login, name, email, role, place, services, password_hash, subject, disabled, made_at"


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account. services are codes, empty for all; made_at is UTC without a zone.

    password_hash is None until the invitation was taken up, in a demo, and where only the provider signs in.
    subject is issuer and subject at the provider.
    """

    account_id: int
    login: str
    name: str
    email: str | None
    role: str
    place: str
    services: frozenset[str]
    password_hash: str | None
    subject: str | None
    disabled: bool
    made_at: datetime

    @property
    def taken_up(self) -> bool:
        """Whether somebody can sign in by it: a password was set, or a person of the provider is bound to it."""
        return self.password_hash is not None or self.subject is not None


@dataclass(frozen=True, slots=True)
class Link:
    """A link handed out: its kind (setup, invite, reset), the account it is for (none for setup), its times in UTC."""

    kind: str
    account_id: int | None
    who: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None


def accounts(store: Store) -> tuple[Account, ...]:
    """All accounts, in the order they were made in."""
    return _select(store, "true", [])


def by_id(store: Store, account_id: int) -> Account | None:
    """The account of this id."""
    return first_account(_select(store, "account_id = ?", [account_id]))


def by_login(store: Store, login: str) -> Account | None:
    """The account of this login, whatever case it is typed in."""
    folded = login.strip().casefold()
    return first_account(one for one in accounts(store) if one.login.casefold() == folded)


def by_subject(store: Store, subject: str) -> Account | None:
    """The account bound to this issuer and subject."""
    return first_account(_select(store, "subject = ?", [subject]))


def first_account(found: Iterable[Account]) -> Account | None:
    """The first of them, if there is one."""
    return next(iter(found), None)


def add(tx: Transaction, account: Account) -> Account:
    """Add an account; the same with its id and moment. That its login is free is for the caller to see to."""
    row = first(tx.cursor.execute("SELECT coalesce(max(account_id), 0) + 1 FROM account").fetchall())
    added = replace(account, account_id=whole(row[0] if row else 1), made_at=tx.at)
    tx.touched.update({(__name__, ANY), (__name__, str(added.account_id))})
    tx.cursor.execute("INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _values(added))
    return added


def save(tx: Transaction, before: Account, after: Account) -> None:
    """Write what of the account differs from before; nothing else of it is touched."""
    tx.touched.update({(__name__, ANY), (__name__, str(before.account_id))})
    kept = zip(_COLUMNS.split(", "), _values(before), _values(after), strict=True)
    changed = {column: new for column, old, new in kept if new != old}
    if changed:
        named = ", ".join(f"{column} = ?" for column in changed)
        tx.cursor.execute(
            f"UPDATE account SET {named} WHERE account_id = ?",  # noqa: S608 - our own words
            [*changed.values(), before.account_id],
        )


def add_link(
    tx: Transaction, token_hash: str, kind: str, account_id: int | None, who: str, expires_at: datetime
) -> None:
    """Keep a link that is handed out; earlier ones of its kind for the same account hold no longer."""
    tx.touched.add((__name__, ANY))
    tx.cursor.execute(
        "UPDATE account_link SET used_at = ?"
        " WHERE kind = ? AND account_id IS NOT DISTINCT FROM ?::INTEGER AND used_at IS NULL",
        [tx.at, kind, account_id],
    )
    tx.cursor.execute(
        "INSERT INTO account_link VALUES (?, ?, ?, ?, ?, ?, NULL)",
        [token_hash, kind, account_id, who, tx.at, expires_at],
    )


def link(store: Store, token_hash: str) -> Link | None:
    """The link of this token, used or expired ones too."""
    with store.read() as cursor:
        row = first(
            cursor.execute(
                "SELECT kind, account_id, who, made_at, expires_at, used_at FROM account_link WHERE token_hash = ?",
                [token_hash],
            ).fetchall()
        )
    if row is None:
        return None
    assert isinstance(row[3], datetime)
    assert isinstance(row[4], datetime)
    used = row[5]
    assert used is None or isinstance(used, datetime)
    return Link(str(row[0]), None if row[1] is None else whole(row[1]), str(row[2]), row[3], row[4], used)


def invitations(store: Store) -> dict[int, datetime]:
    """Until when the latest invitation of each account that got one holds, or held, by the account's id."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT account_id, max(expires_at) FROM account_link WHERE kind = 'invite' GROUP BY account_id"
        ).fetchall()
    return {whole(account_id): until for account_id, until in rows}


def use_link(tx: Transaction, token_hash: str) -> bool:
    """Mark the link as used; whether it still held, which of two at once only one is told."""
    found = tx.cursor.execute(
        "UPDATE account_link SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?"
        " RETURNING token_hash",
        [tx.at, token_hash, tx.at],
    ).fetchall()
    return bool(found)


def end_links(tx: Transaction, account_id: int) -> None:
    """Let no link for this account hold any longer."""
    tx.cursor.execute(
        "UPDATE account_link SET used_at = ? WHERE account_id = ? AND used_at IS NULL", [tx.at, account_id]
    )


def _select(store: Store, where: str, values: list[object]) -> tuple[Account, ...]:
    with store.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM account WHERE {where} ORDER BY account_id",  # noqa: S608 - our own words
            values,
        ).fetchall()
    return tuple(map(_read, rows))


def _read(row: Row) -> Account:
    assert isinstance(row[10], datetime)
    return Account(
        whole(row[0]),
        str(row[1]),
        str(row[2]),
        optional(row[3]),
        str(row[4]),
        str(row[5]),
        frozenset(json.loads(str(row[6]))),
        optional(row[7]),
        optional(row[8]),
        bool(row[9]),
        row[10],
    )


def _values(account: Account) -> list[object]:
    return [
        account.account_id,
        account.login,
        account.name,
        account.email,
        account.role,
        account.place,
        as_json(sorted(account.services)),
        account.password_hash,
        account.subject,
        account.disabled,
        account.made_at,
    ]
