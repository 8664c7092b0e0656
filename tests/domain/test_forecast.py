"""Catch-up arithmetic and what needs attention."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from ishreja.domain.forecast import Forecast, attention, forecast, forecasts
from ishreja.domain.periods import as_of
from ishreja.domain.plan import Kind, PlanRow, Recurrence, Schedule
from ishreja.domain.progress import Status, row_states
from tests import reference
from tests.random_plans import YEAR, Scene, adopted, scenes

ROW = PlanRow(
    "1", None, "I", "qator", "Dona", target=Decimal(120), schedule=Schedule(1, 12, Recurrence.NONE, "window_end")
)


def of(row: PlanRow, figures: dict[int, int], month: int, today: date = date(2024, 1, 10)) -> Forecast:
    values = {0: {m: Decimal(value) for m, value in figures.items()}}
    return forecast(row_states(adopted([row]), values, as_of(YEAR, month, today), month, YEAR)[0])


def test_the_arithmetic_of_catching_up() -> None:
    found = of(ROW, {1: 1, 4: 4, 5: 5, 6: 9}, 6)
    assert found == Forecast(Decimal(101), 6, Decimal(101) / 6, Decimal(6), Decimal(55), Decimal(55) / 120)


def test_blank_months_are_passed_over_and_zeros_count() -> None:
    assert of(ROW, {1: 3, 2: 6, 5: 9}, 6).recent_average == 6
    assert of(ROW, {3: 3, 4: 0, 5: 0}, 6).recent_average == 1
    assert of(ROW, {}, 6).recent_average is None
    assert of(ROW, {}, 6).year_forecast is None


def test_a_month_reported_before_it_is_over_is_no_longer_left() -> None:
    today = date(2023, 6, 20)
    assert of(ROW, {5: 10}, 6, today).months_left == 7
    assert of(ROW, {5: 10, 6: 10}, 6, today).months_left == 6


def test_months_before_the_window_are_not_left() -> None:
    late = replace(ROW, schedule=Schedule(10, 12, Recurrence.NONE, "window_end"))
    assert of(late, {}, 2).needed_per_month == 40


def test_a_window_that_is_over_has_nothing_to_spread() -> None:
    over = of(replace(ROW, schedule=Schedule(1, 3, Recurrence.NONE, "window_end")), {1: 50}, 6)
    assert (over.left, over.months_left, over.needed_per_month, over.year_forecast) == (70, 0, None, None)


def test_what_is_done_leaves_nothing() -> None:
    assert of(ROW, {1: 130}, 6).left == 0
    assert of(ROW, {1: 130}, 6).needed_per_month == 0


@pytest.mark.parametrize("kind", [Kind.LEVEL, Kind.ONE_OFF])
def test_levels_and_one_off_documents_have_no_trend(kind: Kind) -> None:
    found = of(replace(ROW, kind=kind), {1: 30}, 3)
    assert (found.left, found.months_left, found.needed_per_month) == (90, 9, 10)
    assert (found.recent_average, found.year_forecast, found.year_forecast_share) == (None, None, None)


def test_without_a_schedule_or_a_target_the_rest_is_unknown() -> None:
    unset = of(replace(ROW, schedule=None), {1: 30}, 3)
    assert (unset.left, unset.months_left, unset.year_forecast) == (90, None, None)
    aimless = of(replace(ROW, target=None), {1: 30}, 3)
    assert (aimless.left, aimless.needed_per_month, aimless.year_forecast) == (None, None, 300)
    assert aimless.year_forecast_share is None


def test_the_worst_needs_attention_first() -> None:
    short = Schedule(1, 3, Recurrence.NONE, "window_end")
    named = {
        "watch": (ROW, {3: 29}),
        "fine": (ROW, {3: 30}),
        "behind a little": (ROW, {3: 20}),
        "blank": (ROW, {1: 20}),
        "behind a lot": (ROW, {3: 0}),
        "overdue": (replace(ROW, schedule=short), {3: 110}),
        "never reported": (ROW, {}),
        "overdue and blank": (replace(ROW, schedule=short), {}),
    }
    rows = [replace(row, number=str(n), name=name) for n, (name, (row, _)) in enumerate(named.items())]
    rows.append(replace(ROW, number=None, parent="0", name="part"))
    figures = {n: {m: Decimal(v) for m, v in reported.items()} for n, (_, reported) in enumerate(named.values())}
    states = row_states(adopted(rows), figures, date(2023, 3, 31), 3, YEAR)
    worst = attention(states, forecasts(states))
    assert [item.state.row.row.name for item in worst] == [
        "overdue and blank",
        "overdue",
        "behind a lot",
        "behind a little",
        "never reported",
        "blank",
        "watch",
    ]
    assert worst[0].state.status is Status.OVERDUE
    assert worst[2].forecast.needed_per_month == Decimal(120) / 9


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_every_forecast_is_the_references(scene: Scene) -> None:
    states = row_states(scene.rows, scene.figures, scene.as_of, scene.month, YEAR)
    checked = reference.Reference(scene.rows, scene.figures, scene.as_of, scene.month, YEAR)
    for row, found in zip(scene.rows, forecasts(states).values(), strict=True):
        for name, wanted in checked.forecast(row).items():
            value = getattr(found, name)
            assert (value is None) == (wanted is None), name
            assert wanted is None or abs(Fraction(value) - wanted) < Fraction(1, 10**15), name
