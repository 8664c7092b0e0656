"""The ledger of figures: added to, superseded, withdrawn; blank, 0 and absent kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.figures import Figure
from ishreja.storage import Store, figures
from ishreja.storage.values import fits
from tests.ledger import PLACE, YEAR, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def append(store: Store, *entries: Figure, place: str = PLACE, year: int = YEAR) -> tuple[Figure, ...]:
    with store.transaction() as tx:
        return figures.append(tx, place, year, entries)


def test_a_later_entry_supersedes_and_both_stay(store: Store) -> None:
    append(store, Figure(1, 3, Decimal(5)), Figure(2, 3, Decimal(0)))
    append(store, Figure(1, 3, Decimal(7), reason="xato"))
    assert figures.current(store, PLACE, YEAR) == {1: {3: Decimal(7)}, 2: {3: Decimal(0)}}
    assert [entry.value for entry in figures.history(store, PLACE, YEAR, 1)] == [Decimal(5), Decimal(7)]


def test_a_withdrawn_figure_is_blank_again_and_may_be_reported_anew(store: Store) -> None:
    append(store, Figure(1, 3, Decimal(5)), Figure(1, 4, Decimal(6)))
    append(store, Figure(1, 4, None, reason="boshqa oy", withdrawn=True))
    assert figures.current(store, PLACE, YEAR) == {1: {3: Decimal(5)}}
    assert figures.last_month(store, PLACE, YEAR) == 3
    append(store, Figure(1, 4, Decimal(8)))
    assert figures.current(store, PLACE, YEAR) == {1: {3: Decimal(5), 4: Decimal(8)}}


def test_places_and_years_stand_apart(store: Store) -> None:
    append(store, Figure(1, 3, Decimal(5)))
    append(store, Figure(1, 3, Decimal(6)), place="1706204")
    append(store, Figure(1, 3, Decimal(7)), year=2024)
    assert figures.current(store, PLACE, YEAR) == {1: {3: Decimal(5)}}
    assert figures.current(store, "1706204", YEAR) == {1: {3: Decimal(6)}}
    assert figures.current(store, "1706207", YEAR) == {}
    assert figures.last_month(store, "1706207", YEAR) is None


def test_everything_said_about_a_figure_is_kept(store: Store) -> None:
    written = append(
        store,
        Figure(1, 3, Decimal("12.5"), "izoh", "sabab", "workbook", "Nodira", None, "ab12", "Mart", "F7"),
    )
    assert figures.current_entries(store, PLACE, YEAR, 3) == written
    assert figures.current_entries(store, PLACE, YEAR) == written
    assert figures.current_entries(store, PLACE, YEAR, 4) == ()
    assert written[0].at == datetime(2023, 10, 5, 6)
    assert (written[0].sheet, written[0].cell, written[0].sequence) == ("Mart", "F7", 1)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.decimals(min_value=0, max_value=10**15 - 1, places=3), min_size=1, max_size=20))
def test_every_figure_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, values: list[Decimal]
) -> None:
    with open_store(tmp_path_factory.mktemp("exact")) as store:
        append(store, *(Figure(row_id, 1, value) for row_id, value in enumerate(values)))
        read = figures.current(store, PLACE, YEAR)
    assert [read[row_id][1] for row_id in range(len(values))] == values


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+15", "0.0001"])
def test_what_the_ledger_cannot_hold_exactly_is_known(value: str) -> None:
    assert not fits(Decimal(value))
    assert fits(Decimal("999999999999999.999"))


ENTRIES = st.lists(
    st.builds(
        Figure,
        row_id=st.integers(1, 3),
        month=st.integers(1, 2),
        value=st.decimals(min_value=0, max_value=99, places=1),
        note=st.none() | st.text("ab", max_size=2),
        withdrawn=st.booleans(),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=40)
@given(ENTRIES)
def test_the_current_state_is_the_last_entry_of_each_row_and_month(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Figure]
) -> None:
    with open_store(tmp_path_factory.mktemp("twin")) as store:
        for half in (entries[:12], entries[12:]):
            append(store, *(replace(one, value=None) if one.withdrawn else one for one in half))
        last = {(one.row_id, one.month): one for one in entries}
        standing = {key: one for key, one in sorted(last.items()) if not one.withdrawn}
        read = figures.current_entries(store, PLACE, YEAR)
        current = figures.current(store, PLACE, YEAR)
    assert [(one.row_id, one.month, one.value, one.note) for one in read] == [
        (row_id, month, one.value, one.note) for (row_id, month), one in standing.items()
    ]
    assert {(row_id, month) for row_id, months in current.items() for month in months} == set(standing)


def test_one_place_s_figures_are_found_without_reading_those_of_all(store: Store) -> None:
    for place, year in ((PLACE, YEAR), ("1706204", 2022), ("1706258", 2024)):
        append(store, *(Figure(row_id, 1, Decimal(1)) for row_id in range(50)), place=place, year=year)
    with store.read() as cursor:
        plan = cursor.execute(
            "EXPLAIN SELECT row_id, month, value FROM figure_current WHERE place = ? AND year = ?", [PLACE, YEAR]
        ).fetchall()[0][1]
    scan = plan[plan.index("Seq Scan") :]
    assert f"place = '{PLACE}'" in scan
    assert f"year = {YEAR}" in scan
    assert "file_hash" not in scan
