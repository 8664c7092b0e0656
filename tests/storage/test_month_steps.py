"""The steps of months, exceptions and the round's settings: what is written is what is read, in one query for many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ishreja.domain.figures import Figure
from ishreja.domain.round import RoundSettings, Stage, Step
from ishreja.storage import Store, figures, month_exceptions, month_steps, round_settings
from ishreja.storage.migrate import migrate, migrations
from ishreja.storage.month_steps import MonthStanding, NewStep
from tests.ledger import PLACE, YEAR, open_store

OTHER, REGION = "1706212", "1706"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def report(store: Store, place: str, month: int, value: int, step: Step = Step.SUBMIT) -> None:
    with store.transaction() as tx:
        if step is Step.SUBMIT:
            figures.append(tx, place, YEAR, [Figure(1, month, Decimal(value))])
        month_steps.record(tx, place, YEAR, month, NewStep(step, "Nodira", "director"))


def test_a_step_is_read_as_it_was_written(store: Store) -> None:
    new = NewStep(Step.RETURN, "Aziz", "region", 7, "sabab", {12: "nega kam?"}, None, True, True)
    with store.transaction() as tx:
        step_id = month_steps.record(tx, PLACE, YEAR, 3, new)
    (read,) = month_steps.steps(store, [PLACE], YEAR)[PLACE, 3]
    assert (read.step, read.who, read.role, read.account) == (Step.RETURN, "Aziz", "region", 7)
    assert (read.reason, read.comments, read.by_submitter) == ("sabab", {12: "nega kam?"}, True)
    assert read.on_behalf
    assert (read.step_id, read.at, read.figure_sequence) == (step_id, datetime(2023, 10, 5, 6), 0)


def test_the_standings_of_many_places_say_stage_and_what_was_seen(store: Store) -> None:
    report(store, PLACE, 1, 5)  # figure 1
    report(store, OTHER, 1, 6)  # figure 2
    report(store, PLACE, 1, 0, Step.ACCEPT)
    report(store, PLACE, 2, 7)  # figure 3
    report(store, PLACE, 1, 0, Step.RETURN)
    report(store, PLACE, 1, 8)  # figure 4
    report(store, PLACE, 1, 0, Step.RETURN)
    found = month_steps.standings(store, [PLACE, OTHER], [YEAR, YEAR + 1])
    at = datetime(2023, 10, 5, 6)
    assert found == {
        (PLACE, YEAR, 1): MonthStanding(Stage.RETURNED, 4, 1, at, False, 7),
        (PLACE, YEAR, 2): MonthStanding(Stage.SUBMITTED, 3, None, at, False, 4),
        (OTHER, YEAR, 1): MonthStanding(Stage.SUBMITTED, 2, None, at, False, 2),
    }
    assert set(month_steps.standings(store, [OTHER], [YEAR])) == {(OTHER, YEAR, 1)}


def test_a_request_shows_until_it_is_answered(store: Store) -> None:
    asked = []
    for step in (Step.SUBMIT, Step.ACCEPT, Step.ASK, Step.REFUSE, Step.ASK, Step.GRANT):
        report(store, PLACE, 1, 5, step)
        asked.append(month_steps.standings(store, [PLACE], [YEAR])[PLACE, YEAR, 1].asked)
    assert asked == [False, False, True, False, True, False]


def test_the_latest_exception_of_a_month_holds(store: Store) -> None:
    with store.transaction() as tx:
        month_exceptions.grant(tx, PLACE, YEAR, 3, date(2023, 10, 20), "suv bosdi", "Aziz")
        month_exceptions.grant(tx, OTHER, YEAR, 3, date(2023, 10, 20), "suv bosdi", "Aziz")
        month_exceptions.grant(tx, PLACE, YEAR, 3, date(2023, 10, 12), "yetarli", "Aziz")
    found = month_exceptions.current(store, [PLACE, OTHER], YEAR)
    assert {place: one.until.day for (place, _month), one in found.items()} == {OTHER: 20, PLACE: 12}
    assert found[PLACE, 3].reason == "yetarli"


def test_settings_that_were_never_set_have_their_defaults(store: Store) -> None:
    assert round_settings.settings(store, REGION) == RoundSettings()
    chosen = RoundSettings(5, 12, 3, "accepted", True)
    with store.transaction() as tx:
        round_settings.save(tx, REGION, asdict(chosen), "Aziz")
    with store.transaction() as tx:
        round_settings.save(tx, REGION, {"lock_day": None}, "Aziz")
    assert round_settings.settings(store, REGION) == replace(chosen, lock_day=None)
    assert round_settings.settings(store, "1708") == RoundSettings()


def test_each_write_tells_of_its_place_alone(store: Store) -> None:
    report(store, PLACE, 1, 5)
    assert store.version(month_steps.__name__, PLACE) == 1
    assert store.version(month_steps.__name__, OTHER) == 0


def test_months_handed_in_before_there_were_steps_stand_as_handed_in(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        migrate(connection, migrations()[:2])
        for number, (month, made) in enumerate([(1, "2023-02-01"), (1, "2023-02-09"), (2, "2023-03-02")], start=1):
            connection.execute(
                "INSERT INTO submission VALUES (?, ?, ?, ?, ?, 'form', NULL, NULL, '{}', 1, 0, 0, 0, 5, 'N', 'd', ?)",
                [number, str(number), PLACE, YEAR, month, made],
            )
            connection.execute(
                "INSERT INTO figure VALUES (?, ?, ?, 1, ?, 5, NULL, NULL, 'form', 'N', ?, NULL, NULL, NULL, FALSE, ?)",
                [number, PLACE, YEAR, month, made, number],
            )
        connection.execute(
            "INSERT INTO figure VALUES (4, ?, ?, 1, 1, NULL, NULL, 'xato', 'withdrawal', 'N', '2023-04-01',"
            " NULL, NULL, NULL, TRUE, NULL)",
            [PLACE, YEAR],
        )
    with Store.open(path) as store:
        found = month_steps.standings(store, [PLACE], [YEAR])
        assert {month: (one.stage, one.submitted_sequence) for (_place, _year, month), one in found.items()} == {
            1: (Stage.SUBMITTED, 4),  # what was withdrawn later is seen as withdrawn
            2: (Stage.SUBMITTED, 3),
        }
        first = month_steps.steps(store, [PLACE], YEAR)[PLACE, 1][0]
        assert (first.figure_sequence, first.submission_id) == (1, 1)


def test_of_steps_before_it_was_recorded_the_audit_knows_for_whom(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        migrate(connection, migrations()[:5])
        for number, who in ((1, ""), (2, ", on behalf of the place")):
            connection.execute(
                "INSERT INTO month_step VALUES (?, ?, ?, 3, 'submit', NULL, '{}', 0, ?, NULL, 'N', 'r', FALSE, now())",
                [number, PLACE, YEAR, number],
            )
            connection.execute(
                "INSERT INTO audit VALUES (?, now(), 'N', 'r', 'submit', ?, ?, ?, NULL, NULL, NULL, '', '')",
                [number, PLACE, YEAR, f"submission {number}, month 3{who}"],
            )
    with Store.open(path) as store:
        assert [one.on_behalf for one in month_steps.steps(store, [PLACE], YEAR)[PLACE, 3]] == [False, True]
