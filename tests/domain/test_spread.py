"""The plan by month."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.plan import Kind, PlanRow, Recurrence, Schedule
from ishreja.domain.spread import parent_indexes, plan_to_date, planned_months, window
from tests import reference
from tests.random_plans import adopted, amounts, documents, plain_rows

ALL_YEAR = Schedule(1, 12, Recurrence.NONE, "window_end")


def row(target: str | None, schedule: Schedule | None = ALL_YEAR, **more: object) -> PlanRow:
    amount = None if target is None else Decimal(target)
    return replace(PlanRow("1", None, "I", "qator", "Dona", target=amount, schedule=schedule), **more)


def plan(target: str | None, schedule: Schedule | None = ALL_YEAR, **more: object) -> list[str]:
    return [str(value) for value in plan_to_date(row(target, schedule, **more)) or ()]


def test_a_single_document_falls_due_in_the_last_month_of_its_window() -> None:
    assert plan("1", Schedule(1, 3, Recurrence.NONE, "window_end")) == ["0", "0", *["1"] * 10]
    assert plan("1") == [*["0"] * 11, "1"]


def test_whole_targets_are_floored_to_whole_units() -> None:
    assert plan("14") == ["1", "2", "3", "4", "5", "7", "8", "9", "10", "11", "12", "14"]


def test_broken_targets_keep_three_decimals() -> None:
    assert plan("2.5", Schedule(10, 12, Recurrence.NONE, "window_end"))[9:] == ["0.833", "1.666", "2.500"]


def test_quarter_targets_of_the_centre_come_before_the_phrase() -> None:
    quarters = (Decimal(10), None, Decimal(0), Decimal(4))
    values = plan("14", Schedule(10, 12, Recurrence.NONE, "window_end"), quarters=quarters)
    assert values == ["3", "6", *["10"] * 7, "11", "12", "14"]


def test_quarters_that_plan_nothing_leave_the_phrase_in_force() -> None:
    assert plan("12", quarters=(None, Decimal(0), None, None)) == plan("12")


def test_quarters_set_a_plan_where_the_centre_sets_its_own_deadline() -> None:
    self_set = Schedule(1, 12, Recurrence.NONE, "self_set")
    assert plan("4", self_set) == []
    assert plan("4", self_set, quarters=(Decimal(1),) * 4)[2::3] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "schedule", [None, Schedule(None, None, Recurrence.NONE, "unknown"), Schedule(1, 12, Recurrence.NONE, "self_set")]
)
def test_a_schedule_that_is_not_set_gives_no_plan(schedule: Schedule | None) -> None:
    assert plan_to_date(row("5", schedule)) is None


def test_no_target_gives_no_plan_and_zero_is_a_target() -> None:
    assert plan_to_date(row(None)) is None
    assert plan_to_date(row("0")) == (Decimal(0),) * 12


def test_a_level_moves_in_a_straight_line_from_the_previous_fact() -> None:
    values = plan("180", previous=Decimal(160), kind=Kind.LEVEL)
    assert values == ["161", "163", "165", "166", "168", "170", "171", "173", "175", "176", "178", "180"]
    assert plan("17", previous=Decimal(17), kind=Kind.LEVEL) == ["17"] * 12


def test_a_level_with_an_unknown_past_is_due_at_its_windows_end() -> None:
    assert plan("180", Schedule(1, 9, Recurrence.NONE, "window_end"), kind=Kind.LEVEL) == ["0"] * 8 + ["180"] * 4


def test_last_years_shares_spread_the_target_within_the_window() -> None:
    shares = [Decimal(share) for share in (9, 9, 9, 0, 0, 0, 1, 3, 0, 9, 9, 9)]
    values = plan_to_date(row("8", Schedule(7, 9, Recurrence.NONE, "window_end")), shares)
    assert values == tuple(map(Decimal, [0] * 6 + [2, 8, 8] + [8] * 3))


def test_a_year_that_did_nothing_in_the_window_spreads_evenly() -> None:
    assert plan_to_date(row("12"), [Decimal(0)] * 12) == plan_to_date(row("12"))


def test_a_heading_is_the_sum_of_its_children() -> None:
    heading = replace(row(None, None), number="48", kind=Kind.HEADING)
    first = replace(row("12"), number="48.1", parent="48")
    second = replace(row("24"), number="48.2", parent="48")
    assert planned_months([heading, first, second])[0] == tuple(Decimal(3 * month) for month in range(1, 13))
    assert planned_months([heading, replace(first, target=None), replace(second, target=None)])[0] is None
    assert planned_months([heading, first, replace(second, schedule=None)])[0] is None
    assert planned_months([heading, first, replace(second, unit="Soʻm")])[0] is None
    spelled = [replace(first, unit="Nusxa jami"), replace(second, unit="экземпляр")]
    assert planned_months([heading, *spelled])[0] == planned_months([heading, first, second])[0]


def test_numbers_that_start_again_belong_to_the_nearest_row_before() -> None:
    one = row("1")
    child = replace(one, number="1.1", parent="1")
    assert parent_indexes([one, child, one, child, replace(child, number=None, parent="1.1")]) == [None, 0, None, 2, 3]


@settings(deadline=None, max_examples=60)
@given(plain_rows(), st.one_of(st.none(), st.lists(amounts, min_size=12, max_size=12)))
def test_the_plan_by_month_is_the_references(plan_row: PlanRow, shares: list[Decimal] | None) -> None:
    expected = [reference.plan(plan_row, month, shares) for month in range(1, 13)]
    assert plan_to_date(plan_row, shares) == (None if expected[0] is None else tuple(expected))
    months = reference.span(plan_row)
    assert window(plan_row) == ((months[0], months[-1]) if months else None)


@settings(deadline=None, max_examples=60)
@given(plain_rows())
def test_a_plan_never_falls_and_ends_at_what_was_planned(plan_row: PlanRow) -> None:
    planned = plan_to_date(plan_row)
    if planned is None or plan_row.kind is Kind.LEVEL:
        return
    assert list(planned) == sorted(planned)
    own = sum(value or 0 for value in plan_row.quarters or ())
    assert planned[-1] == (own or plan_row.target)


@settings(deadline=None, max_examples=60)
@given(documents())
def test_a_documents_plan_is_the_references(rows: list[PlanRow]) -> None:
    edition = adopted(rows)
    for month in (1, 5, 12):
        checked = reference.Reference(edition, {}, reference.close_of_month(2023, month), month, 2023)
        for adopted_row in edition:
            planned = None if adopted_row.planned is None else adopted_row.planned[month - 1]
            assert planned == checked.plan(adopted_row, month)
