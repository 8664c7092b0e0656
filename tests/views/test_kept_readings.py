"""What is kept in memory follows every write to its place, and no write to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import planning, reporting
from ishreja.domain.month import MonthEntry
from ishreja.storage import figures, handed_in, plans, settings, submissions
from ishreja.storage.comparison_query import Limit, Question
from ishreja.storage.store import Store
from ishreja.views.fresh_groups import fresh_groups
from ishreja.views.standing import fresh
from tests.ledger import ANYWHERE, PLACE, TODAY, YEAR, adopt, document, open_store, row

OTHER = "1706212"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        adopt(opened)
        adopt(opened, document(place=OTHER), file_hash="bb")
        yield opened


def submit(store: Store, place: str) -> None:
    entry = MonthEntry(first_row(store, place), Decimal(7))
    reporting.submit_month(store, ANYWHERE, place, YEAR, 1, [entry], source="form", today=TODAY)


def hand_in(store: Store, place: str) -> None:
    reporting.hand_in(store, ANYWHERE, place, YEAR, first_row(store, place), date(YEAR, 12, 31), date(YEAR, 9, 1))


def change(store: Store, place: str) -> None:
    planning.change_settings(store, ANYWHERE, place, working_week=6)


def revise(store: Store, place: str) -> None:
    rows = (replace(row("1", "Maqolalarni jamlash va taqdim etish", 25)), *document().rows[1:])
    adopt(store, document(rows, place=place), file_hash="cc")


def first_row(store: Store, place: str) -> int:
    return plans.rows(store, plans.editions(store, place, YEAR)[0].edition_id)[0].row_id


READINGS: tuple[tuple[Callable[..., object], tuple[int, ...], Callable[[Store, str], None]], ...] = (
    (figures.state, (YEAR,), submit),
    (submissions.submitted_on, (YEAR,), submit),
    (handed_in.current, (YEAR,), hand_in),
    (settings.settings, (), change),
    (plans.editions, (YEAR,), revise),
)


@pytest.mark.parametrize(("read", "of", "write"), READINGS)
def test_a_write_to_the_place_is_seen(
    store: Store, read: Callable[..., object], of: tuple[int, ...], write: Callable[[Store, str], None]
) -> None:
    before = fresh(store, read, PLACE, *of)
    write(store, PLACE)
    after = fresh(store, read, PLACE, *of)
    assert after != before
    assert after == read(store, PLACE, *of)


@pytest.mark.parametrize(("read", "of", "write"), READINGS)
def test_a_write_to_another_place_costs_no_new_reading(
    store: Store, read: Callable[..., object], of: tuple[int, ...], write: Callable[[Store, str], None]
) -> None:
    before = fresh(store, read, PLACE, *of)
    write(store, OTHER)
    assert fresh(store, read, PLACE, *of) is before


def test_the_same_place_in_another_group_is_another_reading(store: Store) -> None:
    def read(of: Question) -> dict[str, str]:
        return {group: group for group in of.groups.values()}

    for group in ("its region", PLACE):
        assert fresh_groups(store, "kept", Question({PLACE: group}, YEAR, 6, TODAY), read) == {group: group}


@pytest.mark.parametrize("write", [submit, change, revise])
def test_a_write_costs_the_reading_of_its_place_s_group_alone(
    store: Store, write: Callable[[Store, str], None]
) -> None:
    asked: list[tuple[str, ...]] = []

    def read(of: Question) -> dict[str, tuple[str, ...]]:
        asked.append(tuple(of.groups))
        return {group: (group,) for group in of.groups.values() if group != "no answer"}

    groups = {PLACE: "a", OTHER: "b", "1706207": "no answer"}
    question = Question(groups, YEAR, 6, TODAY, (Limit(OTHER, 1, 3),))
    for _again in range(2):
        assert fresh_groups(store, "kept", question, read) == {"a": ("a",), "b": ("b",)}
    assert asked == [tuple(groups)]
    write(store, PLACE)
    assert fresh_groups(store, "kept", question, read) == {"a": ("a",), "b": ("b",)}
    assert asked[1:] == [(PLACE,)]
    fresh_groups(store, "kept", replace(question, limits=()), read)
    assert asked[2:] == [(OTHER,)]
