"""The demo data: the same every time, plausible, and showing what the product is for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja.access import Actor
from ishreja.demo import make_demo
from ishreja.demo.cards import WITHOUT
from ishreja.demo.offices import OFFICES, REGION
from ishreja.domain.figures import Months
from ishreja.domain.occurrences import discipline, occurrences
from ishreja.domain.places import PLACES, children, full_name
from ishreja.domain.plan import AdoptedRow
from ishreja.domain.progress import RowState, Status, row_states
from ishreja.domain.round import RoundSettings, due_date
from ishreja.storage import Store, audit, audit_check, district_cards, figures, handed_in, plans, submissions
from ishreja.views.region import by_indicator
from ishreja.views.region_cells import Measure

PLACE, SILENT, YEAR = "1706246", "1706219", 2023
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
    assert audit_check.check(store).whole


def test_it_is_the_same_every_time_and_making_it_says_how_far_it_is(tmp_path: Path, store: Store) -> None:
    told: list[str] = []
    with Store.open(make_demo(tmp_path / "again.duckdb", told.append)) as again:
        for office in OFFICES:
            assert figures.current(again, office.place, YEAR) == figures.current(store, office.place, YEAR)
            assert handed_in.current(again, office.place, YEAR) == handed_in.current(store, office.place, YEAR)
    assert [sum(full_name(PLACES[office.place]) in line for line in told) for office in OFFICES] == [1] * 14
    assert told[-1] == "Namuna maʼlumotlari: 2023-yil oktabr"


def test_all_of_bukhara_has_a_plan_and_the_region_one_of_its_own(store: Store) -> None:
    assert {place for place, _year in plans.plans(store)} == {"1706", *(place.code for place in children("1706"))}
    titles = {place: plans.editions(store, place, year)[-1].title for place, year in plans.plans(store)}
    assert all(PLACES[place].name in title for place, title in titles.items() if place != "1706258")
    assert "Шофиркон" in titles["1706258"]


def test_three_report_late_and_one_never(store: Store) -> None:
    by_place = {office.place: submissions.submitted_on(store, office.place, YEAR) for office in OFFICES}
    late = {
        place
        for place, found in by_place.items()
        if any(day > due_date(RoundSettings(), YEAR, month) for month, day in found.items())
    }
    assert late == {"1706215", "1706230", "1706240"}
    assert [place for place, found in by_place.items() if not found] == ["1706219"]


def test_the_offices_differ_in_size_and_in_how_far_they_are(store: Store) -> None:
    users, shares = {}, {}
    for office in OFFICES:
        rows = plans.rows(store, plans.editions(store, office.place, YEAR)[-1].edition_id)
        states = row_states(rows, figures.current(store, office.place, YEAR), SEPTEMBER, 9, YEAR)
        users[office.place] = next(row.row.target for row in rows if row.row.headline == "users")
        shares[office.place] = sum(state.status is Status.BEHIND for state in states)
    assert users["1706401"] > 2 * users[PLACE] > 8 * users["1706232"]  # type: ignore[operator]
    assert len(set(users.values())) == len(OFFICES)
    assert max(shares.values()) - min(shares.values()) > 15


def test_one_office_numbers_its_plan_itself_and_has_rows_of_its_own(store: Store) -> None:
    rows = plans.rows(store, plans.editions(store, "1706242", YEAR)[-1].edition_id)
    numbers = {row.row.headline: row.row.number for row in rows}
    assert (len(rows), numbers["users"], numbers["holdings"]) == (66, "18", "31")
    named = {row.row_id: row.row for row in rows}
    assert [(row.row.number, named[row.same_as].number) for row in rows if row.same_as] == [("49", "37")]
    assert {named[row.parent_id].number for row in rows if row.parent_id} == {"14", "14.4", "18", "27", "28", "50"}


def test_the_record_runs_in_the_order_of_its_moments(store: Store) -> None:
    moments = [entry.at for entry in audit.trail(store)]
    assert moments == sorted(moments)


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


def test_each_place_but_one_has_a_card_that_fits_its_size(store: Store) -> None:
    bukhara = [one.code for one in children(REGION)]
    cards = district_cards.cards(store, [*bukhara, REGION], YEAR)
    assert set(bukhara) | {REGION} == set(cards) | {WITHOUT}
    assert WITHOUT not in cards
    for place, card in cards.items():
        assert card.staff and card.holdings and card.written_off and card.opening_days
        assert 250 <= card.opening_days <= 305
        assert (card.population is None) == (place == REGION)  # nobody is counted twice
    assert cards[PLACE].holdings == 71_077  # the stocktake of its plan
    people = sum((card.population for card in cards.values() if card.population), Decimal(0))
    assert 1_500_000 <= people <= 2_100_000
    events = [row.event for row in audit.trail(store) if row.event.action == "district card"]
    assert len(events) == len(cards) and {one.who for one in events} == {"Namuna"}


def test_a_region_sees_figures_per_inhabitant_and_a_dash_where_the_card_is_missing(store: Store) -> None:
    actor = Actor("Viloyat", "region", REGION)
    matrix = by_indicator(store, actor, REGION, YEAR, 9, SEPTEMBER, ["loans"], Measure.PER_PEOPLE)
    values = {row.code: cell.value for row in matrix.rows for cell in row.cells if cell is not None}
    known = {place for place, value in values.items() if value is not None}
    assert known == {one.code for one in children(REGION)} - {WITHOUT, SILENT}
