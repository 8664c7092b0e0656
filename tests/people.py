"""Accounts for the tests of signing in, and a clock that they move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ishreja.access import accounts as rules
from ishreja.access import passwords
from ishreja.access.actors import DIRECTOR
from ishreja.storage import accounts
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store

PLACE, REGION = "1706246", "1706"
PASSWORD = "daryo choynak bulut"
_HASH = passwords.hashed(PASSWORD)


@dataclass(slots=True)
class Clock:
    """The moment (UTC, no zone) that a store goes by."""

    now: datetime = datetime(2023, 10, 5, 6)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **step: float) -> None:
        """Move on by days, hours, minutes or seconds."""
        self.now += timedelta(**step)


def open_store(folder: Path, clock: Clock) -> Store:
    """A store in the folder that goes by the clock."""
    return Store.open(folder / "ishreja.duckdb", clock=clock)


def add_account(
    store: Store, login: str, role: str = DIRECTOR, place: str = PLACE, name: str = "", **more: object
) -> Account:
    """An account that signs in with PASSWORD."""
    made = rules.new(login, name or f"{login} nomli", role, place, password_hash=_HASH, **more)  # type: ignore[arg-type]
    with store.transaction() as tx:
        return accounts.add(tx, made)
