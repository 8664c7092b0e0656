"""The quarters' and the year's gauges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings

from ishreja.domain.gauges import QuarterGauge, quarter_gauges
from ishreja.domain.periods import as_of
from ishreja.domain.plan import Kind, PlanRow, Recurrence, Schedule
from ishreja.domain.progress import Status, row_states
from tests import reference
from tests.random_plans import YEAR, Scene, adopted, scenes

ROW = PlanRow(
    "1", None, "I", "qator", "Dona", target=Decimal(120), schedule=Schedule(1, 12, Recurrence.NONE, "window_end")
)
FIRST_QUARTER = Schedule(1, 3, Recurrence.NONE, "window_end")


def gauges(
    rows: list[PlanRow], figures: dict[int, dict[int, int]], month: int, *, to_date: bool = False
) -> tuple[QuarterGauge, ...]:
    day = as_of(YEAR, month, date(2024, 1, 10))
    values = {row: {m: Decimal(v) for m, v in reported.items()} for row, reported in figures.items()}
    return quarter_gauges(row_states(adopted(rows), values, day, month, YEAR), day, YEAR, to_date=to_date)


def test_a_quarter_shows_what_is_done_and_where_it_should_be() -> None:
    past, current, future, _ = gauges([ROW], {0: {1: 10, 2: 10, 3: 7, 4: 12}}, 4)
    assert (past.done, past.mark, past.state, past.status) == (Decimal("0.9"), 1, "past", Status.WATCH)
    assert (current.done, current.state, current.status) == (Decimal("0.4"), "current", Status.ON_PLAN)
    assert current.mark == Decimal(10) / 30
    assert (future.done, future.mark, future.state, future.rows) == (None, None, "future", 1)


def test_one_row_cannot_hide_another() -> None:
    first = gauges([ROW, ROW], {0: {1: 500}, 1: {1: 0}}, 3)[0]
    assert (first.done, first.status) == (Decimal("0.5"), Status.BEHIND)


def test_work_done_late_counts_in_the_quarter_in_which_it_was_done() -> None:
    late = {1: 0, 2: 0, 3: 0, 4: 60}
    assert [gauge.done for gauge in gauges([ROW], {0: late}, 6)[:2]] == [0, 1]
    assert [gauge.done for gauge in gauges([ROW], {0: late}, 6, to_date=True)[:2]] == [0, 1]
    missed = gauges([replace(ROW, schedule=FIRST_QUARTER)], {0: {4: 120}}, 6)
    assert [(gauge.rows, gauge.status) for gauge in missed[:2]] == [(1, Status.NOT_REPORTED), (0, Status.NO_TARGET)]


def test_to_date_runs_from_january() -> None:
    second = gauges([ROW], {0: {1: 30, 4: 24}}, 6, to_date=True)[1]
    assert (second.done, second.mark) == (Decimal("0.9"), 1)


def test_a_level_is_its_value_at_the_quarters_end_over_its_target() -> None:
    level = replace(ROW, kind=Kind.LEVEL, previous=Decimal(100))
    first, second, *_ = gauges([level], {0: {2: 102, 3: 90, 5: 108}}, 6)
    assert (first.done, first.mark) == (Decimal("0.75"), Decimal(105) / 120)
    assert (second.done, second.mark) == (Decimal("0.9"), Decimal(110) / 120)


def test_a_level_counts_in_the_quarters_that_its_window_touches() -> None:
    level = replace(ROW, kind=Kind.LEVEL, previous=Decimal(100), schedule=Schedule(2, 4, Recurrence.NONE, "window_end"))
    assert [gauge.rows for gauge in gauges([level], {}, 12)] == [1, 1, 0, 0]


def test_nothing_reported_is_not_nothing_done() -> None:
    blank, zero = gauges([ROW], {}, 3)[0], gauges([ROW], {0: {1: 0}}, 3)[0]
    assert (blank.done, blank.status) == (None, Status.NOT_REPORTED)
    assert (zero.done, zero.status) == (0, Status.BEHIND)


def test_a_quarter_that_has_only_begun_gets_no_verdict() -> None:
    day = date(2023, 4, 10)
    states = row_states(adopted([ROW]), {0: {3: Decimal(30)}}, day, 4, YEAR)
    second = quarter_gauges(states, day, YEAR)[1]
    assert (second.state, second.mark, second.status) == ("current", 0, Status.NOT_DUE)


def test_parts_and_rows_without_target_stay_out() -> None:
    rows = [ROW, replace(ROW, number=None, parent="1"), replace(ROW, number="2", target=None)]
    assert [gauge.rows for gauge in gauges(rows, {}, 3)] == [1, 1, 1, 1]


def test_the_fourth_quarter_to_date_is_what_is_done_of_the_years_plan() -> None:
    day = date(2023, 10, 31)
    states = row_states(adopted([ROW, ROW]), {0: {1: Decimal(60)}, 1: {1: Decimal(30)}}, day, 10, YEAR)
    year = quarter_gauges(states, day, YEAR, to_date=True)[3]
    assert (year.quarter, year.done) == (4, Decimal("0.375"))
    assert (year.state, year.status) == ("current", Status.BEHIND)


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_every_gauge_is_the_references(scene: Scene) -> None:
    states = row_states(scene.rows, scene.figures, scene.as_of, scene.month, YEAR)
    checked = reference.Reference(scene.rows, scene.figures, scene.as_of, scene.month, YEAR)
    for to_date in (False, True):
        for gauge in quarter_gauges(states, scene.as_of, YEAR, to_date=to_date):
            starts = date(YEAR, 3 * gauge.quarter - 2, 1)
            held_to(checked.gauge(1 if to_date else starts.month, 3 * gauge.quarter), gauge, starts, scene.as_of)


def held_to(
    expected: tuple[Fraction | None, Fraction | None, int], gauge: QuarterGauge, starts: date, as_of_day: date
) -> None:
    done, mark, rows = expected
    assert gauge.rows == rows
    if as_of_day < starts:
        assert (gauge.state, gauge.done, gauge.mark) == ("future", None, None)
        return
    for found, wanted in ((gauge.done, done), (gauge.mark, mark)):
        assert (found is None) == (wanted is None)
        assert found is None or wanted is None or abs(Fraction(found) - wanted) < Fraction(1, 10**20)
    if done is not None and mark:
        verdict = "on_plan" if done >= mark else "watch" if done >= mark * reference.WATCH else "behind"
        assert gauge.status == verdict
