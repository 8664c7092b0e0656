"""The ledger of figures: added to, superseded, withdrawn; blank, 0 and absent kept apart."""

from __future__ import annotations

from collections.abc import Iterator
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
