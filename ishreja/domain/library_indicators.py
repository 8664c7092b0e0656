"""The library indicators that directors know: ratios of a plan's headline figures.

domain.md, "Library indicators". Of these ratios stock turnover is one of ISO 11620's own, and so are those by
inhabitants. A period's value is the ratio of its sums, never a mean of monthly ratios.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain.formula import Formula, formula
from ishreja.domain.plan import PlanRow
from ishreja.domain.progress import RowState

Totals = Mapping[str, Decimal | None]
"""Figures by name: users, visits, loans, events, additions, holdings, new_users, purchases; and of a district's card
population, staff, holdings_start (at 1 January), written_off and opening_days (of the whole year)."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """scale × numerator ÷ denominator, shown with so many decimals.

    numerator and denominator are headline names; scale is 100 for a percentage, 1000 for "per 1000"; per_cent
    tells the first from a plain ratio. standard names the ISO 11620 indicator where it is one.
    """

    code: str
    numerator: str
    denominator: str
    scale: int = 1
    decimals: int = 2
    standard: str | None = None

    @property
    def per_cent(self) -> bool:
        """Whether the value is a percentage."""
        return self.scale == 100

    @property
    def formula(self) -> Formula:
        """How it is computed."""
        ratio = formula("divide", self.numerator, self.denominator)
        return ratio if self.scale == 1 else formula("multiply", self.scale, ratio)

    def value(self, totals: Totals) -> Decimal | None:
        """The indicator's value, unrounded; None where a figure is unknown or the denominator is 0."""
        numerator, denominator = totals.get(self.numerator), totals.get(self.denominator)
        return self.scale * numerator / denominator if numerator is not None and denominator else None


@dataclass(frozen=True, slots=True)
class Balance:
    """A stock at the period's end: what there was, what came, what went."""

    code: str
    start: str
    plus: str
    minus: str
    scale: int = 1
    decimals: int = 0
    standard: str | None = None
    per_cent: bool = False

    @property
    def formula(self) -> Formula:
        """How it is computed."""
        return formula("subtract", formula("add", self.start, self.plus), self.minus)

    def value(self, totals: Totals) -> Decimal | None:
        """The stock, in the start's unit; None where one of the three is unknown."""
        start, plus, minus = (totals.get(name) for name in (self.start, self.plus, self.minus))
        return start + plus - minus if start is not None and plus is not None and minus is not None else None


INDICATORS: tuple[Indicator, ...] = (
    Indicator("loans_per_user", "loans", "users"),
    Indicator("visits_per_user", "visits", "users"),
    Indicator("loans_per_visit", "loans", "visits"),
    Indicator("stock_turnover", "loans", "holdings", standard="ISO 11620 Collection Turnover"),
    Indicator("books_per_user", "holdings", "users", decimals=1),
    Indicator("renewal", "additions", "holdings", scale=100),
    Indicator("new_users_share", "new_users", "users", scale=100, decimals=1),
    Indicator("purchase_share", "purchases", "additions", scale=100, decimals=1),
    Indicator("events_per_1000_users", "events", "users", scale=1000, decimals=1),
)

OF_CARD: tuple[Indicator | Balance, ...] = (
    Indicator("loans_per_capita", "loans", "population", standard="ISO 11620 Loans per Capita"),
    Indicator("visits_per_capita", "visits", "population", standard="ISO 11620 Library Visits per Capita"),
    Indicator(
        "reach",
        "users",
        "population",
        scale=100,
        decimals=1,
        standard="ISO 11620 Percentage of the Target Population Reached",
    ),
    Indicator("visits_per_post", "visits", "staff", decimals=0),
    Indicator("loans_per_post", "loans", "staff", decimals=0),
    Indicator("visits_per_opening_day", "visits", "opening_days", decimals=1),
    Balance("holdings_end", "holdings_start", "additions", "written_off"),
)
"""Those that need the district's card beside the plan."""


def compute(totals: Totals) -> dict[str, Decimal | None]:
    """Every indicator's value by its code, in the order of INDICATORS, unrounded."""
    return {indicator.code: indicator.value(totals) for indicator in INDICATORS}


def to_date(states: Iterable[RowState]) -> dict[str, Decimal | None]:
    """The headline figures to date, by name."""
    return _first((state.row.row.headline, state.to_date) for state in states)


def previous(rows: Iterable[PlanRow]) -> dict[str, Decimal | None]:
    """Last year's headline figures as the plan states them."""
    return _first((row.headline, row.previous) for row in rows)


def targets(rows: Iterable[PlanRow]) -> dict[str, Decimal | None]:
    """The headline figures that the plan sets itself; compute() of them gives its implied indicators."""
    return _first((row.headline, row.target) for row in rows)


def _first(figures: Iterable[tuple[str | None, Decimal | None]]) -> dict[str, Decimal | None]:
    """By headline name; where two rows carry one headline, the plan's first counts."""
    found: dict[str, Decimal | None] = {}
    for name, value in figures:
        if name is not None:
            found.setdefault(name, value)
    return found
