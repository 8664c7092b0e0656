"""The demo data: the same every time, plausible, and showing what the product is for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja.demo import make_demo
from ishreja.domain.figures import Months
from ishreja.domain.occurrences import discipline, occurrences
from ishreja.domain.plan import AdoptedRow
from ishreja.domain.progress import RowState, Status, row_states
from ishreja.storage import Store, audit, figures, handed_in, plans, submissions

PLACE, YEAR = "1706246", 2023
SEPTEMBER = date(2023, 9, 30)


@pytest.fixture(scope="module")
def store(demo_database: Path) -> Iterator[Store]:
    with Store.open(demo_database) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(store: Store) -> tuple[AdoptedRow, ...]:
    return plans.rows(store, plans.editions(store, PLACE, YEAR)[-1].edition_id)


@pytest.fixture(scope="module")
def current(store: Store) -> dict[int, Months]:
    return figures.current(store, PLACE, YEAR)


@pytest.fixture(scope="module")
def states(rows: tuple[AdoptedRow, ...], current: dict[int, Months]) -> dict[str, RowState]:
    return {
        state.row.row.number: state for state in row_states(rows, current, SEPTEMBER, 9, YEAR) if state.row.row.number
    }


def test_it_is_marked_as_demo_and_says_so_of_every_figure(store: Store) -> None:
    assert store.demo
    assert {entry.source for entry in figures.current_entries(store, PLACE, YEAR)} == {"demo"}
    assert audit.broken_at(store) is None


def test_it_is_the_same_every_time(tmp_path: Path, current: dict[int, Months], store: Store) -> None:
    with Store.open(make_demo(tmp_path / "again.duckdb")) as again:
        assert figures.current(again, PLACE, YEAR) == current
        assert handed_in.current(again, PLACE, YEAR) == handed_in.current(store, PLACE, YEAR)


def test_a_demo_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "demo.duckdb"
    path.write_bytes(b"mine")
    assert make_demo(path) == path
    assert path.read_bytes() == b"mine"


def test_it_runs_from_january_to_september(current: dict[int, Months], store: Store) -> None:
    assert {month for months in current.values() for month in months} == set(range(1, 10))
    assert set(submissions.submitted_on(store, PLACE, YEAR)) == set(range(1, 10))
    assert all(one.at.year == YEAR for one in submissions.submissions(store, PLACE, YEAR))


def test_the_figures_are_whole_and_parts_agree_with_their_totals(
    rows: tuple[AdoptedRow, ...], current: dict[int, Months]
) -> None:
    parts: dict[int, list[Months]] = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            parts[row.parent_id].append(current.get(row.row_id, {}))
    named = {row.row_id: row.row.number for row in rows}
    assert {named[parent] for parent in parts} == {"13", "13.4", "17", "26", "27", "48"}
    for parent, below in parts.items():
        if named[parent] == "48":
            continue
        for month in range(1, 10):
            assert sum(months[month] for months in below) == current[parent][month]
    assert all(
        value >= 0 and value == value.to_integral_value() for months in current.values() for value in months.values()
    )


def test_a_figure_that_stands_in_two_rows_is_the_same_in_both(states: dict[str, RowState]) -> None:
    assert states["47"].months == states["35"].months
    assert states["47"].row.same_as == states["35"].row.row_id


def test_one_service_is_behind_and_one_row_far_ahead(states: dict[str, RowState]) -> None:
    behind: dict[str | None, Counter[bool]] = defaultdict(Counter)
    for state in states.values():
        if state.progress is not None:
            behind[state.row.row.lead][state.status is Status.BEHIND] += 1
    assert behind["fond"][True] >= 5
    assert all(found[True] <= 1 for service, found in behind.items() if service != "fond")
    assert states["34"].progress is not None
    assert states["34"].progress > Decimal("1.5")


def test_every_status_that_a_screen_shows_is_there(states: dict[str, RowState]) -> None:
    found = {state.status for state in states.values()}
    assert found >= set(Status) - {Status.NOT_SET}


def test_a_service_left_a_month_blank_and_a_slip_was_corrected(states: dict[str, RowState], store: Store) -> None:
    assert states["31"].status is Status.NOT_REPORTED
    assert 9 not in states["31"].months
    slip = [one for one in figures.history(store, PLACE, YEAR, states["19"].row.row_id) if one.month == 5]
    assert [one.reason is None for one in slip] == [True, False]
    assert slip[0].value == slip[1].value * 10  # type: ignore[operator]


def test_some_due_days_were_missed(rows: tuple[AdoptedRow, ...], store: Store) -> None:
    marks = {key: mark.handed_on for key, mark in handed_in.current(store, PLACE, YEAR).items()}
    found = discipline(occurrences(rows, YEAR), marks, submissions.submitted_on(store, PLACE, YEAR), SEPTEMBER)
    assert found.share is not None
    assert Decimal("0.6") < found.share < Decimal("0.95")
    assert any(handed_on > due for (_row_id, due), handed_on in marks.items())
