"""Sessions: when they begin and end, by an injected clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ishreja.access import sessions, signing_in
from ishreja.access.actors import STAFF, VIEWER
from ishreja.storage import accounts, audit
from ishreja.storage import sessions as kept
from ishreja.storage.store import Store
from ishreja.views.audit_words import action_name
from tests.people import PASSWORD, Clock, add_account, open_store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path, clock) as opened:
        add_account(opened, "aziza")
        yield opened


def begin(store: Store) -> str:
    return sessions.hash_of(signing_in.sign_in(store, "Aziza", PASSWORD, "10.0.0.1"))


def test_the_token_itself_is_kept_nowhere(store: Store, tmp_path: Path) -> None:
    token = signing_in.sign_in(store, "aziza", PASSWORD, "10.0.0.1")
    with store.read() as cursor:
        rows = cursor.execute("SELECT * FROM session").fetchall()
    assert [row[0] for row in rows] == [sessions.hash_of(token)]
    assert token not in str(rows) + str(audit.trail(store))
    assert PASSWORD not in str(audit.trail(store))


def test_who_is_signed_in_acts_as_the_account_is_now(store: Store) -> None:
    token_hash = begin(store)
    found = sessions.signed_in(store, token_hash)
    assert found is not None
    assert (found.actor.role, found.actor.place, found.actor.account) == ("director", "1706246", 1)
    changed = replace(found.account, role=STAFF, services=frozenset({"fond"}))
    with store.transaction() as tx:
        accounts.save(tx, found.account, changed)
    now = sessions.signed_in(store, token_hash)
    assert now is not None
    assert (now.actor.role, now.actor.services) == (STAFF, {"fond"})


def test_an_idle_session_ends_after_thirty_minutes(store: Store, clock: Clock) -> None:
    token_hash = begin(store)
    clock.on(minutes=29, seconds=59)
    assert sessions.signed_in(store, token_hash)
    clock.on(seconds=1)
    assert sessions.signed_in(store, token_hash) is None
    assert sessions.used(store, token_hash) is None


def test_a_session_in_use_ends_after_eight_hours_all_the_same(store: Store, clock: Clock) -> None:
    token_hash = begin(store)
    for _step in range(23):
        clock.on(minutes=20)
        assert sessions.used(store, token_hash)
    clock.on(minutes=19, seconds=59)
    found = sessions.used(store, token_hash)
    assert found is not None
    assert found.ends_at == found.last_moment
    clock.on(seconds=1)
    assert sessions.used(store, token_hash) is None


def test_use_is_written_at_most_once_a_minute(store: Store, clock: Clock) -> None:
    token_hash = begin(store)
    before = store.sequence()
    for _step in range(5):
        clock.on(seconds=11)
        sessions.used(store, token_hash)
    assert store.sequence() == before
    clock.on(seconds=5)
    sessions.used(store, token_hash)
    sessions.used(store, token_hash)
    assert store.sequence() == before + 1


def test_signing_out_ends_it_at_once_and_one_alone(store: Store) -> None:
    first, second = begin(store), begin(store)
    assert sessions.signed_in(store, first)
    sessions.sign_out(store, first)
    assert sessions.signed_in(store, first) is None
    assert sessions.signed_in(store, second)


def test_signing_out_is_recorded_once_with_who_did_it(store: Store, clock: Clock) -> None:
    token_hash, idle = begin(store), begin(store)
    for _click in range(2):
        sessions.sign_out(store, token_hash)
    clock.on(minutes=30)
    sessions.sign_out(store, idle)  # it had ended by itself
    sessions.sign_out(store, None)
    *_signed_in, last = [row.event for row in audit.trail(store)]
    assert [row.event.action for row in audit.trail(store)] == ["sign in", "sign in", "sign out"]
    assert (last.who, last.role, last.place, last.subject) == ("aziza nomli", "director", "1706246", "aziza")
    assert action_name(last.action) == "tizimdan chiqdi"


def test_a_disabled_account_is_signed_out_at_once(store: Store) -> None:
    token_hash = begin(store)
    found = sessions.signed_in(store, token_hash)
    assert found is not None
    with store.transaction() as tx:
        accounts.save(tx, found.account, replace(found.account, disabled=True))
    assert sessions.signed_in(store, token_hash) is None


def test_tokens_sent_at_random_are_nobody_and_fill_no_memory(store: Store) -> None:
    size = len(store._kept)
    assert [sessions.signed_in(store, sessions.hash_of(str(number))) for number in range(50)] == [None] * 50
    assert len(store._kept) == size


def test_reading_who_is_signed_in_again_asks_the_database_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    token_hash = begin(store)
    sessions.used(store, token_hash)
    monkeypatch.setattr(kept, "session", None)
    monkeypatch.setattr(accounts, "by_id", None)
    assert sessions.used(store, token_hash)


def test_a_viewer_s_other_account_is_not_touched_by_another_s_end(store: Store) -> None:
    add_account(store, "boshqa", VIEWER)
    other = sessions.hash_of(signing_in.sign_in(store, "boshqa", PASSWORD, "10.0.0.1"))
    with store.transaction() as tx:
        kept.end_all(tx, 1)
    assert sessions.signed_in(store, other)
