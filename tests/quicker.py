"""Somebody who is quicker: writes after another hand has read, and before that hand writes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from ishreja.access import passwords
from ishreja.storage.store import Store, Transaction


def before_writing(monkeypatch: pytest.MonkeyPatch, store: Store, act: Callable[[], object]) -> None:
    """Let act be done right before the store's next transaction begins, as by whoever gets the write lock first."""
    begin = store.transaction

    def late() -> AbstractContextManager[Transaction]:
        monkeypatch.setattr(store, "transaction", begin)
        act()
        return begin()

    monkeypatch.setattr(store, "transaction", late)


def while_hashing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let act be done while the next new password is hashed; it could not write if the write lock were held."""
    hashed = passwords.hashed

    def slow(password: str) -> str:
        monkeypatch.setattr(passwords, "hashed", hashed)
        act()
        return hashed(password)

    monkeypatch.setattr(passwords, "hashed", slow)


def while_matching(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """The same while the next password is compared with its hash."""
    matches = passwords.matches

    def slow(password: str, password_hash: str | None) -> bool:
        monkeypatch.setattr(passwords, "matches", matches)
        act()
        return matches(password, password_hash)

    monkeypatch.setattr(passwords, "matches", slow)
