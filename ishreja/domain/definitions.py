"""How every figure on the screens is computed, as data: codes only, the words are the screens'.

Statuses and indicators are taken from the very objects that compute them; the other formulas are held to the
computation by tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ishreja.domain.forecast import RECENT_MONTHS
from ishreja.domain.formula import Formula, formula
from ishreja.domain.library_indicators import INDICATORS, OF_CARD
from ishreja.domain.occurrences import BY_REPORT
from ishreja.domain.status import DEFAULT, RULES, Thresholds


class Group(StrEnum):
    """The parts of the definitions page, in its order."""

    TO_DATE = "to_date"
    PLAN = "plan"
    PROGRESS = "progress"
    STATUS = "status"
    GAUGE = "gauge"
    FORECAST = "forecast"
    DISCIPLINE = "discipline"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure or status.

    code is unique within its group; formula's names are figures of the row or codes of other definitions. sources
    are where the numbers come from: plan, figures, schedule, hand_ins, submissions, settings. decimals and
    per_cent say how an indicator is shown; standard names the international indicator it is, if any.
    """

    group: Group
    code: str
    formula: Formula
    sources: tuple[str, ...]
    decimals: int | None = None
    per_cent: bool = False
    standard: str | None = None


_WINDOW_SHARE = formula("divide", formula("multiply", "target", "window_months_over"), "window_months")
_LINE = formula(
    "divide",
    formula("multiply", formula("subtract", "target", "previous"), "window_months_over"),
    "window_months",
)

_FIGURES = (
    Definition(Group.TO_DATE, "flow", formula("sum", "months"), ("figures",)),
    Definition(Group.TO_DATE, "level", formula("last", "months"), ("figures",)),
    Definition(Group.TO_DATE, "heading", formula("sum", "children_to_date"), ("figures",)),
    Definition(Group.PLAN, "by_quarters", formula("sum", "quarters_over"), ("plan",)),
    Definition(Group.PLAN, "by_window", formula("floor", _WINDOW_SHARE), ("plan", "schedule")),
    Definition(Group.PLAN, "level", formula("floor", formula("add", "previous", _LINE)), ("plan", "schedule")),
    Definition(Group.PLAN, "heading", formula("sum", "children_planned"), ("plan",)),
    Definition(
        Group.PROGRESS,
        "progress",
        formula("divide", "fact_to_date", "plan_to_date"),
        ("figures", "plan", "schedule"),
    ),
    Definition(Group.PROGRESS, "year_share", formula("divide", "fact_to_date", "target"), ("figures", "plan")),
    Definition(
        Group.PROGRESS,
        "headline_share",
        formula("divide", formula("count", "due_rows_on_plan"), formula("count", "due_rows")),
        ("figures", "plan", "schedule", "settings"),
    ),
)


def _of_rows(part: str, whole: str) -> Formula:
    return formula("mean", formula("minimum", 1, formula("divide", part, whole)))


_GAUGES = tuple(
    Definition(Group.GAUGE, code, how, sources)
    for code, how, sources in (
        ("quarter", _of_rows("quarter_fact", "quarter_plan"), ("figures", "plan", "schedule")),
        ("quarter_mark", _of_rows("quarter_plan_due", "quarter_plan"), ("plan", "schedule")),
        ("quarter_level", _of_rows("quarter_last_value", "target"), ("figures", "plan", "schedule")),
        ("quarter_level_mark", _of_rows("plan_to_date", "target"), ("plan", "schedule")),
    )
)

_FORECASTS = tuple(
    Definition(Group.FORECAST, code, how, sources)
    for code, how, sources in (
        ("left", formula("maximum", 0, formula("subtract", "target", "fact_to_date")), ("figures", "plan")),
        (
            "needed_per_month",
            formula("divide", "left", "months_left"),
            ("figures", "plan", "schedule"),
        ),
        ("recent_average", formula("mean", formula("last", "months", RECENT_MONTHS)), ("figures",)),
        (
            "year_forecast",
            formula("add", "fact_to_date", formula("multiply", "recent_average", "months_left")),
            ("figures", "schedule"),
        ),
        (
            "year_forecast_share",
            formula("divide", "year_forecast", "target"),
            ("figures", "plan", "schedule"),
        ),
    )
)

_DISCIPLINE = (
    Definition(
        Group.DISCIPLINE,
        "discipline",
        formula("divide", formula("count", "on_time"), formula("count", "due_days_over")),
        ("schedule", "hand_ins", "submissions"),
    ),
    Definition(
        Group.DISCIPLINE,
        "on_time_by_report",
        formula("one_of", *sorted(BY_REPORT)),
        ("schedule", "submissions"),
    ),
)


def definitions(thresholds: Thresholds = DEFAULT) -> tuple[Definition, ...]:
    """Every definition in the page's order; statuses in the order in which they are tried, with these thresholds."""
    settings = {"on_plan": thresholds.on_plan, "watch": thresholds.watch}
    statuses = tuple(
        Definition(
            Group.STATUS,
            rule.status.value,
            rule.condition.filled(settings),
            ("settings",) if rule.condition.names() & settings.keys() else ("figures", "plan", "schedule"),
        )
        for rule in RULES
    )
    indicators = tuple(
        Definition(
            Group.INDICATOR,
            indicator.code,
            indicator.formula,
            ("figures", "card") if indicator in OF_CARD else ("figures",),
            indicator.decimals,
            indicator.per_cent,
            indicator.standard,
        )
        for indicator in (*INDICATORS, *OF_CARD)
    )
    return (*_FIGURES, *statuses, *_GAUGES, *_FORECASTS, *_DISCIPLINE, *indicators)
