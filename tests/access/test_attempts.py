"""Refused attempts: each is recorded once, whoever tries on and on does not fill the record, nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ishreja import reporting
from ishreja.access import Actor, NotAllowed, accounts, attempts, recording, require
from ishreja.access.actors import DIRECTOR, STAFF
from ishreja.domain.places import children
from ishreja.domain.round import RoundSettings
from ishreja.storage import Store, audit, audit_check
from ishreja.storage.store import StoreFailed
from tests.people import Clock, open_store

JONDOR, OTHER = "1706246", "1706207"
DIRECTOR_OF_JONDOR = Actor("Dilorom", DIRECTOR, JONDOR)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path, Clock()) as opened:
        yield opened


def tried(actor: Actor, action: str, place: str) -> None:
    with pytest.raises(NotAllowed):
        require(actor, action, place)


def recorded(store: Store) -> list[tuple[str, str, str, str]]:
    recording.write(store)
    events = [row.event for row in audit.trail(store)]
    return [(one.who, one.action, one.place, one.subject) for one in events]


def test_an_attempt_is_recorded_once_with_who_tried_what_where(store: Store) -> None:
    for _time in range(3):
        tried(DIRECTOR_OF_JONDOR, "submit", OTHER)
    require(DIRECTOR_OF_JONDOR, "submit", JONDOR)
    assert recorded(store) == [("Dilorom", "refused", OTHER, "submit")]
    assert recorded(store) == [("Dilorom", "refused", OTHER, "submit")]
    assert audit_check.check(store).whole


def test_the_same_attempt_is_recorded_again_after_a_while(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    tried(DIRECTOR_OF_JONDOR, "see", OTHER)
    later = time.monotonic() + attempts.AGAIN
    monkeypatch.setattr(time, "monotonic", lambda: later)
    tried(DIRECTOR_OF_JONDOR, "see", OTHER)
    assert len(recorded(store)) == 2


def test_nobody_floods_the_record_and_others_are_recorded_still(store: Store) -> None:
    for place in children("1706"):
        for action in ("see", "report", "submit", "adopt"):
            if place.code != JONDOR:
                tried(DIRECTOR_OF_JONDOR, action, place.code)
    tried(Actor("Aziz", STAFF, JONDOR), "submit", JONDOR)
    found = recorded(store)
    assert [action for _who, _refused, _place, action in found].count(attempts.MORE) == 1
    assert found[-2][3] == attempts.MORE  # after all those that are told one by one
    assert len(found) == attempts.OF_ONE + 2
    assert found[-1] == ("Aziz", "refused", JONDOR, "submit")


def test_what_is_refused_within_a_transaction_is_recorded_after_it(store: Store) -> None:
    rules = RoundSettings(3, None, 5, "submitted", False)
    with pytest.raises(NotAllowed):
        reporting.change_round_settings(store, DIRECTOR_OF_JONDOR, "1706", rules)
    with pytest.raises(NotAllowed):
        accounts.invite(store, DIRECTOR_OF_JONDOR, "begona", accounts.Details("Begona Kishi", DIRECTOR, OTHER))
    assert recorded(store) == [("Dilorom", "refused", "1706", "change"), ("Dilorom", "refused", OTHER, "manage")]


def test_what_the_disk_refuses_is_recorded_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_more: object) -> int:
        raise StoreFailed("full")

    tried(DIRECTOR_OF_JONDOR, "see", OTHER)
    with monkeypatch.context() as patched:
        patched.setattr(audit, "record", full)
        recording.write(store)
    assert recorded(store) == [("Dilorom", "refused", OTHER, "see")]
