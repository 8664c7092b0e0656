"""The formulas of domain.definitions in words: read off the very objects, never written a second time."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ishreja.domain.formula import Formula
from ishreja.language import _, number, percent

Operand = str | int | Decimal | Formula

_LOOSE = ("add", "subtract")
_SIGNS = {"add": " + ", "subtract": " − ", "multiply": " × ", "divide": " ÷ "}
_CONDITIONS = {"at_least": " ≥ ", "below": " < "}


def formula_in_words(formula: Formula) -> str:
    """The formula as a person reads it: "(reja − oʻtgan yil fakti) × oʻtgan oylar ÷ muddatdagi oylar".

    Raises KeyError for an operator or a figure that has no words yet.
    """
    operator, operands = formula.operator, formula.operands
    if operator in _SIGNS:
        return _SIGNS[operator].join(_factor(one, operator, place) for place, one in enumerate(operands))
    if operator in _CONDITIONS:
        return _CONDITIONS[operator].join(_said(one, share=True) for one in operands)
    if operator == "one_of":
        return _(" or ").join(_said(one) for one in operands)
    return _functions()[operator](operands)


def _functions() -> dict[str, Callable[[tuple[Operand, ...]], str]]:
    return {
        "floor": lambda of: _("{x}, rounded down to whole units").format(x=_said(of[0])),
        "minimum": lambda of: _("the lesser of {x} and {y}").format(x=_said(of[0], share=True), y=_said(of[1])),
        "maximum": lambda of: _("the greater of {x} and {y}").format(x=_said(of[0]), y=_said(of[1])),
        "sum": lambda of: _("sum of: {x}").format(x=_said(of[0])),
        "mean": lambda of: _("mean of: {x}").format(x=_said(of[0])),
        "last": lambda of: (
            _("the last {count} of: {x}").format(count=of[1], x=_said(of[0]))
            if len(of) > 1
            else _("the last of: {x}").format(x=_said(of[0]))
        ),
        "count": lambda of: _("count of {x}").format(x=_said(of[0])),
        "absent": lambda of: _("{x}: unknown").format(x=_said(of[0])),
        "zero": lambda of: _("{x} = 0").format(x=_said(of[0])),
        "over": lambda of: _("{x}: over").format(x=_said(of[0])),
    }


def _factor(one: Operand, operator: str, place: int) -> str:
    """An operand of a sign, in brackets where reading from left to right would change the sense."""
    said = _said(one)
    if not isinstance(one, Formula):
        return said
    binds = operator in ("multiply", "divide")
    loose = one.operator in _LOOSE and (binds or (operator == "subtract" and place > 0))
    divided = one.operator in ("multiply", "divide") and operator == "divide" and place > 0
    return f"({said})" if loose or divided else said


def _said(one: Operand, *, share: bool = False) -> str:
    if isinstance(one, Formula):
        return formula_in_words(one)
    if isinstance(one, str):
        return figure_word(one)
    return percent(Decimal(one)) if share else number(one)


def figure_word(name: str) -> str:
    """A figure that formulas work on, by its name. Raises KeyError for one that has no words yet."""
    return {
        "months": _("the months' figures"),
        "children_to_date": _("the rows' facts to date"),
        "children_planned": _("the rows' plans to date"),
        "quarters_over": _("targets of the quarters that are over"),
        "target": _("the year's target"),
        "previous": _("last year's fact"),
        "window": _("the deadline's months"),
        "window_months": _("months of the deadline"),
        "window_months_over": _("months of the deadline that are over"),
        "fact_to_date": _("fact to date"),
        "plan_to_date": _("plan to date"),
        "progress": _("percent done"),
        "latest_month": _("figure of the latest month over"),
        "due_rows": _("due rows"),
        "due_rows_on_plan": _("due rows on plan"),
        "quarter_fact": _("the quarter's fact"),
        "quarter_plan": _("the quarter's plan"),
        "quarter_plan_due": _("the part of the quarter's plan that is due"),
        "quarter_last_value": _("the quarter's last value"),
        "left": _("what is left"),
        "months_left": _("months left"),
        "recent_average": _("average of the last months"),
        "year_forecast": _("the year's forecast"),
        "on_time": _("due days met on time"),
        "due_days_over": _("due days over"),
        "month_end": _("the month's end"),
        "quarter_end": _("the quarter's end"),
        "users": _("users"),
        "visits": _("visits"),
        "loans": _("loans"),
        "events": _("events"),
        "additions": _("new books"),
        "holdings": _("books held"),
        "new_users": _("new users"),
        "purchases": _("books bought"),
        "population": _("population"),
        "holdings_start": _("books held on 1 January"),
        "written_off": _("books written off"),
        "staff": _("posts"),
        "opening_days": _("opening days so far"),
    }[name]
