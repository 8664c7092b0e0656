"""Whose an open page and a file made for downloading are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ishreja.access import Actor, attempts, holders
from ishreja.access.actors import DIRECTOR, STAFF
from tests.people import PLACE

DIRECTOR_HERE = Actor("Aziza", DIRECTOR, PLACE, account=3)
COLLEAGUE = Actor("Bobur", STAFF, PLACE, account=4)
STRANGER = Actor("Olim", DIRECTOR, "1706207", account=5)


@pytest.fixture(autouse=True)
def _nothing_noted() -> None:
    attempts.forget()


def test_two_who_made_the_same_file_may_both_fetch_it() -> None:
    holders.hold("same file", DIRECTOR_HERE)
    holders.hold("same file", COLLEAGUE)
    assert holders.may_fetch(DIRECTOR_HERE, "same file")
    assert holders.may_fetch(COLLEAGUE, "same file")
    assert attempts.take() == ()
    assert not holders.may_fetch(STRANGER, "same file")
    assert [(one.who, one.place) for one in attempts.take()] == [("Olim", PLACE)]


def test_a_file_made_with_other_rights_is_fetched_no_more_and_no_attempt_is_noted() -> None:
    holders.hold("file of before", DIRECTOR_HERE)
    assert not holders.may_fetch(replace(DIRECTOR_HERE, role=STAFF), "file of before")
    assert attempts.take() == ()


def test_a_file_whose_holder_is_forgotten_is_given_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "KEPT", 1)
    holders.hold("older file", DIRECTOR_HERE)
    holders.hold("newer file", DIRECTOR_HERE)
    for actor in (DIRECTOR_HERE, STRANGER):
        assert not holders.may_fetch(actor, "older file")
    assert holders.may_fetch(DIRECTOR_HERE, "newer file")
    assert attempts.take() == ()
