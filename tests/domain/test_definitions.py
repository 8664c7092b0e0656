"""What the definitions page says is what is computed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings

from ishreja.domain.definitions import Group, definitions
from ishreja.domain.forecast import forecast
from ishreja.domain.formula import Formula
from ishreja.domain.gauges import quarter_gauges
from ishreja.domain.library_indicators import INDICATORS, OF_CARD
from ishreja.domain.plan import Kind, PlanRow, Recurrence, Schedule
from ishreja.domain.progress import Thresholds, row_states
from ishreja.domain.spread import plan_to_date
from ishreja.domain.status import RULES, Standing
from tests import reference
from tests.random_plans import YEAR, Scene, adopted, scenes

BY_CODE = {(definition.group, definition.code): definition for definition in definitions()}
Values = Mapping[str, Decimal | Fraction | Sequence[Decimal] | None]


def worked_out(formula: Formula, values: Values) -> Fraction:
    """The formula's value for these figures."""
    parts = [
        worked_out(each, values) if isinstance(each, Formula) else values[each] if isinstance(each, str) else each
        for each in formula.operands
    ]
    match formula.operator:
        case "sum":
            return sum(map(Fraction, parts[0]), Fraction(0))
        case "mean":
            return sum(map(Fraction, parts[0]), Fraction(0)) / len(parts[0])
        case "last":
            return parts[0][-parts[1] :] if len(parts) > 1 else Fraction(parts[0][-1])
    numbers = [Fraction(part) for part in parts]
    match formula.operator:
        case "add":
            return numbers[0] + numbers[1]
        case "subtract":
            return numbers[0] - numbers[1]
        case "multiply":
            return numbers[0] * numbers[1]
        case "divide":
            return numbers[0] / numbers[1]
        case "maximum":
            return max(numbers)
        case "minimum":
            return min(numbers)
        case "floor":
            return Fraction(math.floor(numbers[0]))
    raise AssertionError(formula.operator)


def holds(condition: Formula, values: Values) -> bool:
    """Whether the condition applies to these figures; an unknown progress reaches nothing."""
    name, limit = (*condition.operands, None)[:2]
    value = values[str(name)]
    match condition.operator:
        case "absent":
            return value is None
        case "zero":
            return not value
        case "over":
            return bool(value)
    bound = values[limit] if isinstance(limit, str) else limit
    reached = value is not None and Fraction(value) >= Fraction(bound)
    return reached if condition.operator == "at_least" else not reached


def test_every_definition_stands_once_and_without_words() -> None:
    assert len(BY_CODE) == len(definitions())
    names = {name for definition in definitions() for name in definition.formula.names()}
    assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in names | {code for _, code in BY_CODE})
    assert list(dict.fromkeys(group for group, _ in BY_CODE)) == list(Group)


def test_the_statuses_stand_in_the_order_in_which_they_are_tried() -> None:
    assert tuple(code for group, code in BY_CODE if group is Group.STATUS) == reference.ORDER


def test_the_settings_are_shown_as_they_are_set() -> None:
    shown = {d.code: d.formula for d in definitions(Thresholds(Decimal("0.95"), Decimal("0.8")))}
    assert shown["on_plan"] == Formula("at_least", ("progress", Decimal("0.95")))
    assert shown["watch"] == Formula("at_least", ("progress", Decimal("0.8")))
    assert shown["behind"] == Formula("below", ("progress", Decimal("0.8")))


def test_the_indicators_are_those_that_are_computed() -> None:
    totals = {"users": 7, "visits": 11, "loans": 13, "additions": 17, "holdings": 19, "events": 23}
    totals |= {"new_users": 29, "purchases": 31, "population": 37, "staff": 41, "opening_days": 43}
    totals |= {"holdings_start": 47, "written_off": 53}
    values = {name: Decimal(value) for name, value in totals.items()}
    for indicator in (*INDICATORS, *OF_CARD):
        shown = BY_CODE[Group.INDICATOR, indicator.code]
        value = indicator.value(values)
        assert value is not None
        assert abs(worked_out(shown.formula, values) - Fraction(value)) < Fraction(1, 10**20)
        assert (shown.decimals, shown.per_cent) == (indicator.decimals, indicator.scale == 100)


def test_the_plan_by_month_is_computed_as_it_is_defined() -> None:
    window = Schedule(3, 11, Recurrence.NONE, "window_end")
    for kind, code in ((Kind.FLOW, "by_window"), (Kind.LEVEL, "level")):
        row = PlanRow("1", None, "I", "qator", "Dona", Decimal(55), Decimal(100), schedule=window, kind=kind)
        planned = plan_to_date(row)
        assert planned is not None
        for month in range(3, 12):
            over = {"window_months_over": Decimal(month - 2), "window_months": Decimal(9)}
            values = {"target": Decimal(100), "previous": Decimal(55), **over}
            assert planned[month - 1] == worked_out(BY_CODE[Group.PLAN, code].formula, values)


def test_a_gauge_is_computed_as_it_is_defined() -> None:
    window = Schedule(1, 12, Recurrence.NONE, "window_end")
    row = PlanRow("1", None, "I", "qator", "Dona", target=Decimal(120), schedule=window)
    figures = {0: {1: Decimal(7), 2: Decimal(9)}, 1: {1: Decimal(99)}}
    day = date(YEAR, 2, 28)
    states = row_states(adopted([row, row]), figures, day, 2, YEAR)
    gauge = quarter_gauges(states, day, YEAR)[0]
    common = {"quarter_plan": Decimal(30), "quarter_plan_due": Decimal(20), "target": Decimal(120)}
    facts = [{"quarter_fact": fact, "fact_to_date": fact, **common} for fact in (Decimal(16), Decimal(99))]
    for code, value in (("quarter", gauge.done), ("quarter_mark", gauge.mark)):
        mean = BY_CODE[Group.GAUGE, code].formula
        (of_row,) = mean.operands
        assert mean.operator == "mean"
        assert isinstance(of_row, Formula)
        expected = sum((worked_out(of_row, of_one) for of_one in facts), Fraction(0)) / 2
        assert value is not None
        assert abs(Fraction(value) - expected) < Fraction(1, 10**20)


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_each_status_applies_as_it_is_defined(scene: Scene) -> None:
    thresholds = Thresholds()
    shown = {definition.code: definition.formula for definition in definitions(thresholds)}
    for state in row_states(scene.rows, scene.figures, scene.as_of, scene.month, YEAR, thresholds):
        over = state.window is not None and state.elapsed >= state.window[1]
        progress = None
        if state.to_date is not None and state.planned:
            progress = Fraction(state.to_date) / Fraction(state.planned)
        values: Values = {
            "target": state.target,
            "fact_to_date": state.to_date or Decimal(0),
            "plan_to_date": state.planned,
            "latest_month": state.months.get(state.elapsed),
            "window": Decimal(over),
            "progress": progress,
        }
        blank = state.elapsed not in state.months
        standing = Standing(state.target, state.to_date, state.planned, state.window, state.elapsed, blank, thresholds)
        for rule in RULES:
            if state.target is None and rule.status == "done":
                continue
            if state.planned == 0 and rule.status in ("on_plan", "watch", "behind"):
                continue
            assert rule.applies(standing) == holds(shown[rule.status.value], values), rule.status


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_forecasts_and_shares_are_computed_as_they_are_defined(scene: Scene) -> None:
    for state in row_states(scene.rows, scene.figures, scene.as_of, scene.month, YEAR):
        found = forecast(state)
        values: Values = {
            "target": state.target,
            "fact_to_date": state.to_date or Decimal(0),
            "plan_to_date": state.planned,
            "months": [state.months[month] for month in sorted(state.months)],
            "left": found.left,
            "months_left": Decimal(found.months_left or 0),
            "recent_average": found.recent_average,
            "year_forecast": found.year_forecast,
        }
        computed = {
            (Group.PROGRESS, "progress"): state.progress,
            (Group.PROGRESS, "year_share"): state.year_share,
            **{(Group.FORECAST, name): getattr(found, name) for group, name in BY_CODE if group is Group.FORECAST},
        }
        kind = state.row.row.kind
        if kind is not Kind.HEADING:
            computed[Group.TO_DATE, "level" if kind is Kind.LEVEL else "flow"] = state.to_date
        for which, value in computed.items():
            if value is not None:
                assert abs(worked_out(BY_CODE[which].formula, values) - Fraction(value)) < Fraction(1, 10**15), which
