"""The statuses of a row and the rules that decide them (domain.md, "Plan to date, and status")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ishreja.domain.formula import Formula, formula
from ishreja.domain.spread import Window


class Status(StrEnum):
    """How a row stands; RULES says when."""

    NO_TARGET = "no_target"
    DONE = "done"
    OVERDUE = "overdue"
    NOT_SET = "not_set"
    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    ON_PLAN = "on_plan"
    WATCH = "watch"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Settings: the progress (1 is the plan to date) from which a row is on plan, or to be watched."""

    on_plan: Decimal = Decimal(1)
    watch: Decimal = Decimal("0.9")


DEFAULT = Thresholds()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status of a row is judged by. elapsed counts the months of the year that are over (0-12)."""

    target: Decimal | None
    to_date: Decimal | None
    planned: Decimal | None
    window: Window | None
    elapsed: int
    blank: bool
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class Rule:
    """A status and when it applies; condition says the same for the definitions page."""

    status: Status
    condition: Formula
    applies: Callable[[Standing], bool]


def _reaches(row: Standing, share: Decimal) -> bool:
    return row.to_date is not None and row.planned is not None and row.to_date >= row.planned * share


RULES: tuple[Rule, ...] = (
    Rule(Status.NO_TARGET, formula("absent", "target"), lambda row: row.target is None),
    Rule(
        Status.DONE,
        formula("at_least", "fact_to_date", "target"),
        lambda row: row.target is not None and (row.to_date or Decimal(0)) >= row.target,
    ),
    Rule(
        Status.OVERDUE, formula("over", "window"), lambda row: row.window is not None and row.elapsed >= row.window[1]
    ),
    Rule(Status.NOT_SET, formula("absent", "plan_to_date"), lambda row: row.planned is None),
    Rule(Status.NOT_DUE, formula("zero", "plan_to_date"), lambda row: not row.planned),
    Rule(Status.NOT_REPORTED, formula("absent", "latest_month"), lambda row: row.blank or row.to_date is None),
    Rule(Status.ON_PLAN, formula("at_least", "progress", "on_plan"), lambda row: _reaches(row, row.thresholds.on_plan)),
    Rule(Status.WATCH, formula("at_least", "progress", "watch"), lambda row: _reaches(row, row.thresholds.watch)),
    Rule(Status.BEHIND, formula("below", "progress", "watch"), lambda row: not _reaches(row, row.thresholds.watch)),
)
"""The statuses in the order in which they are tried: the first that applies holds."""


def status_of(standing: Standing) -> Status:
    """The first status of RULES that applies."""
    return next(rule.status for rule in RULES if rule.applies(standing))
