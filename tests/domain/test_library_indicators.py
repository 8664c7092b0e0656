"""The indicators that directors know, held to the facts that domain.md states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.library_indicators import INDICATORS, compute, previous, targets, to_date
from ishreja.domain.plan import PlanRow, Recurrence, Schedule
from ishreja.domain.progress import row_states
from tests.random_plans import adopted

JONDOR = {
    "users": (3007, 3500),
    "visits": (20262, 21000),
    "loans": (40022, 41000),
    "additions": (534, None),
    "holdings": (71077, None),
    "events": (175, 180),
    "new_users": (757, None),
    "purchases": (245, 250),
}
ROWS = [
    PlanRow(
        str(number),
        None,
        "II",
        name,
        "Dona",
        previous=Decimal(before),
        target=None if target is None else Decimal(target),
        schedule=Schedule(1, 12, Recurrence.NONE, "window_end"),
        headline=name,
    )
    for number, (name, (before, target)) in enumerate(JONDOR.items())
]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("loans_per_user", "13.31"),
        ("visits_per_user", "6.74"),
        ("loans_per_visit", "1.98"),
        ("stock_turnover", "0.56"),
        ("books_per_user", "23.6"),
        ("renewal", "0.75"),
        ("new_users_share", "25.2"),
        ("purchase_share", "45.9"),
        ("events_per_1000_users", "58.2"),
    ],
)
def test_jondors_year_2022(code: str, value: str) -> None:
    indicator = next(indicator for indicator in INDICATORS if indicator.code == code)
    computed = compute(previous(ROWS))[code]
    assert computed is not None
    assert str(round(computed, indicator.decimals)) == value


def test_the_plan_for_2023_implies_fewer_loans_per_user() -> None:
    implied = compute(targets(ROWS))
    assert implied["loans_per_user"] is not None
    assert round(implied["loans_per_user"], 2) == Decimal("11.71")
    assert implied["stock_turnover"] is None


def test_the_year_to_date_is_a_ratio_of_sums() -> None:
    figures = {0: {1: Decimal(100), 2: Decimal(300)}, 2: {1: Decimal(1000), 2: Decimal(600)}}
    totals = to_date(row_states(adopted(ROWS), figures, date(2023, 2, 28), 2, 2023))
    assert compute(totals)["loans_per_user"] == 4
    assert compute(totals)["visits_per_user"] is None


def test_nothing_is_divided_by_nothing() -> None:
    assert compute({"loans": Decimal(5), "users": Decimal(0)})["loans_per_user"] is None
    assert compute({"loans": Decimal(0), "users": Decimal(5)})["loans_per_user"] == 0
    assert set(compute({}).values()) == {None}


def test_the_first_row_with_a_headline_speaks_for_it() -> None:
    again = replace(ROWS[0], previous=Decimal(1))
    assert previous([*ROWS, again])["users"] == 3007


@settings(deadline=None, max_examples=30)
@given(st.dictionaries(st.sampled_from(sorted(JONDOR)), st.integers(1, 10**6).map(Decimal)))
def test_an_indicator_times_its_denominator_is_its_numerator(totals: dict[str, Decimal]) -> None:
    for indicator in INDICATORS:
        value = compute(totals)[indicator.code]
        assert (value is None) == (not {indicator.numerator, indicator.denominator} <= totals.keys())
        if value is not None:
            missing = value * totals[indicator.denominator] - indicator.scale * totals[indicator.numerator]
            assert abs(missing) < Decimal("1e-12")
