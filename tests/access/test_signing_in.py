"""Signing in with a password: what it takes, and how guessing is slowed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import extract_parameters

from ishreja.access import passwords, sessions, signing_in
from ishreja.access.signing_in import FAILURES_OF_ACCOUNT, FAILURES_OF_ADDRESS, SignInRefused, TooManyAttempts
from ishreja.errors import UserError
from ishreja.storage import accounts, audit
from ishreja.storage.store import Store
from tests.people import PASSWORD, Clock, add_account, open_store

HERE, THERE = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path, clock) as opened:
        add_account(opened, "aziza")
        yield opened


def refused(store: Store, login: str, password: str = "notoʻgʻri parol", address: str = HERE) -> tuple[type, str]:
    """How an attempt is refused: the kind of refusal and its words."""
    with pytest.raises(UserError) as caught:
        signing_in.sign_in(store, login, password, address)
    return type(caught.value), str(caught.value)


def test_a_password_is_kept_as_argon2id_of_19_mib_and_two_passes() -> None:
    kept = passwords.hashed(PASSWORD)
    cost = extract_parameters(kept)
    assert kept.startswith("$argon2id$")
    assert (cost.memory_cost, cost.time_cost, cost.parallelism) == (19 * 1024, 2, 1)


@pytest.mark.parametrize("password", ["qisqa", "aaaaaaaaaaaa", "1234567890", "aziza2024!", "x" * 201])
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(UserError):
        passwords.check(password, "aziza")


def test_a_login_is_known_in_any_case_and_its_failures_are_forgotten(store: Store) -> None:
    refused(store, "aziza")
    assert signing_in.sign_in(store, "  AZIZA ", PASSWORD, HERE)
    for _attempt in range(FAILURES_OF_ACCOUNT - 1):
        refused(store, "aziza")
    assert signing_in.sign_in(store, "aziza", PASSWORD, HERE)
    assert [row.event.action for row in audit.trail(store)] == ["sign in", "sign in"]


def test_five_failures_in_fifteen_minutes_lock_the_account_from_every_address(store: Store, clock: Clock) -> None:
    for _attempt in range(FAILURES_OF_ACCOUNT):
        assert refused(store, "aziza")[0] is SignInRefused
        clock.on(minutes=1)
    assert refused(store, "aziza", PASSWORD, THERE)[0] is TooManyAttempts
    clock.on(minutes=10, seconds=1)  # the first failure is fifteen minutes old
    assert signing_in.sign_in(store, "aziza", PASSWORD, THERE)


def test_an_unknown_user_is_answered_exactly_like_a_known_one(store: Store) -> None:
    assert [refused(store, "aziza") for _ in range(8)] == [refused(store, "hechkim") for _ in range(8)]


def test_a_disabled_account_is_answered_like_a_wrong_password(store: Store) -> None:
    account = accounts.by_login(store, "aziza")
    assert account is not None
    with store.transaction() as tx:
        accounts.save(tx, account, replace(account, disabled=True))
    assert refused(store, "aziza", PASSWORD) == refused(store, "hechkim")


@pytest.mark.parametrize("login", ["aziza", "hechkim", "taklif"])
def test_every_refusal_costs_one_hash_of_the_same_kind(
    store: Store, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(store, "parolsiz")
    invited = accounts.by_login(store, "parolsiz")
    assert invited is not None
    with store.transaction() as tx:
        accounts.save(tx, invited, replace(invited, login="taklif", password_hash=None))
    worked: list[tuple[int, int, int]] = []

    class Counting:
        def verify(self, password_hash: str, password: str) -> bool:
            cost = extract_parameters(password_hash)
            worked.append((cost.memory_cost, cost.time_cost, cost.parallelism))
            return hasher.verify(password_hash, password)

    passwords._nobodys()
    hasher = passwords._HASHER
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    assert refused(store, login)[0] is SignInRefused
    assert worked == [(19 * 1024, 2, 1)]


def test_an_address_that_guesses_many_logins_is_slowed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "matches", lambda _password, _hash: False)
    for number in range(FAILURES_OF_ADDRESS):
        assert refused(store, f"odam{number}")[0] is SignInRefused
    assert refused(store, "yana")[0] is TooManyAttempts
    assert refused(store, "yana", address=THERE)[0] is SignInRefused


def test_guesses_at_once_are_counted_too(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        kinds = list(pool.map(lambda _n: refused(store, "aziza")[0], range(16)))
    assert kinds.count(SignInRefused) == FAILURES_OF_ACCOUNT


def test_fifty_people_sign_in_at_once(store: Store) -> None:
    for number in range(50):
        add_account(store, f"odam{number}")
    with ThreadPoolExecutor(50) as pool:
        tokens = list(pool.map(lambda n: signing_in.sign_in(store, f"odam{n}", PASSWORD, HERE), range(50)))
    found = [sessions.signed_in(store, sessions.hash_of(token)) for token in tokens]
    assert [one.account.login for one in found if one] == [f"odam{number}" for number in range(50)]
