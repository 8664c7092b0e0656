"""Sessions of signed-in people, and the failures of those who tried: tokens are kept as sha256 alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import first, whole


@dataclass(frozen=True, slots=True)
class Session:
    """A session: whose, its CSRF token, from which address; times in UTC without a zone."""

    token_hash: str
    account_id: int
    csrf: str
    address: str
    made_at: datetime
    seen_at: datetime
    ended_at: datetime | None


def add(tx: Transaction, token_hash: str, account_id: int, csrf: str, address: str) -> None:
    """Begin a session now."""
    tx.touched.add((__name__, str(account_id)))
    tx.cursor.execute(
        "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, NULL)", [token_hash, account_id, csrf, address, tx.at, tx.at]
    )


def session(store: Store, token_hash: str) -> Session | None:
    """The session of this token, ended ones too."""
    with store.read() as cursor:
        row = first(
            cursor.execute(
                "SELECT token_hash, account_id, csrf, address, made_at, seen_at, ended_at FROM session"
                " WHERE token_hash = ?",
                [token_hash],
            ).fetchall()
        )
    if row is None:
        return None
    assert isinstance(row[4], datetime)
    assert isinstance(row[5], datetime)
    ended = row[6]
    assert ended is None or isinstance(ended, datetime)
    return Session(str(row[0]), whole(row[1]), str(row[2]), str(row[3]), row[4], row[5], ended)


def last_seen(store: Store) -> dict[int, datetime]:
    """When each account was last used, by its id; those that were not in the last month are missing."""
    with store.read() as cursor:
        rows = cursor.execute("SELECT account_id, max(seen_at) FROM session GROUP BY account_id").fetchall()
    return {whole(account_id): seen for account_id, seen in rows}


def touch(tx: Transaction, found: Session) -> None:
    """Note that the session was used now."""
    tx.touched.add((__name__, str(found.account_id)))
    tx.cursor.execute("UPDATE session SET seen_at = ? WHERE token_hash = ?", [tx.at, found.token_hash])


def end(tx: Transaction, found: Session) -> None:
    """End one session."""
    tx.touched.add((__name__, str(found.account_id)))
    tx.cursor.execute(
        "UPDATE session SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL", [tx.at, found.token_hash]
    )


def end_all(tx: Transaction, account_id: int, keep: str | None = None) -> None:
    """End every session of an account, but for the one of the token hash to keep."""
    tx.touched.add((__name__, str(account_id)))
    tx.cursor.execute(
        "UPDATE session SET ended_at = ?"
        " WHERE account_id = ? AND ended_at IS NULL AND token_hash IS DISTINCT FROM ?::VARCHAR",
        [tx.at, account_id, keep],
    )


def forget_before(tx: Transaction, moment: datetime) -> None:
    """Drop sessions and failures begun before this moment, which have long ended."""
    tx.cursor.execute("DELETE FROM session WHERE made_at < ?", [moment])
    tx.cursor.execute("DELETE FROM login_failure WHERE made_at < ?", [moment])


def add_failure(tx: Transaction, login: str, address: str) -> None:
    """Note a failed attempt to sign in; login is casefolded."""
    tx.cursor.execute("INSERT INTO login_failure VALUES (?, ?, ?)", [login, address, tx.at])


def failures(store: Store, login: str, address: str, since: datetime) -> tuple[int, int]:
    """How many attempts failed since then: of this login (casefolded), and from this address."""
    with store.read() as cursor:
        row = first(
            cursor.execute(
                "SELECT count(*) FILTER (login = ?), count(*) FILTER (address = ?)"
                " FROM login_failure WHERE made_at > ?",
                [login, address, since],
            ).fetchall()
        )
    return (whole(row[0]), whole(row[1])) if row else (0, 0)


def clear_failures(tx: Transaction, login: str) -> None:
    """Forget the failed attempts of this login (casefolded)."""
    tx.cursor.execute("DELETE FROM login_failure WHERE login = ?", [login])
