"""Invented monthly figures for a plan: plausible shapes over the year, parts that agree with their totals."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import cycle

from ishreja.demo.offices import Office
from ishreja.domain.catalogue import find
from ishreja.domain.figures import Months
from ishreja.domain.plan import AdoptedRow, Kind
from ishreja.domain.spread import window

MONTHS = range(1, 10)
EVEN = (9, 9, 10, 9, 8, 7, 6, 6, 9, 9, 9, 9)  # a library's year: quiet in summer
REGISTRATION = (20, 12, 9, 7, 5, 4, 3, 4, 16, 9, 6, 5)  # users are registered anew in January and September

BEHIND_PACE, AHEAD_PACE = 0.62, 1.85
BLANK_MONTH = 9
WITHOUT_TARGET = {
    "legal_deposit": 2,
    "book_exchange": 0,
    "staff_training": 1,
    "library_income": 640_000,
    "rent_income": 1_200_000,
}
"""What comes in about every month in an office of Jondor's size, by the catalogue's code."""
STOCK_MONTHS = (3, 9)  # the stocktake's level is taken then


def invent(rows: Sequence[AdoptedRow], chance: random.Random, office: Office) -> dict[int, Months]:
    """Row id to figures from January to September, whole numbers; a row has none where it reports nothing."""
    children: dict[int, list[AdoptedRow]] = {}
    for row in rows:
        if row.parent_id is not None:
            children.setdefault(row.parent_id, []).append(row)
    figures: dict[int, Months] = {}
    for row in rows:
        if row.parent_id is None:
            _fill(row, children, figures, chance, office)
    for row in rows:
        if office.blank is not None and row.row.lead == office.blank:
            figures.get(row.row_id, {}).pop(BLANK_MONTH, None)
    return {row.row_id: figures.get(row.row_id, {}) for row in rows}


def _fill(
    row: AdoptedRow,
    children: dict[int, list[AdoptedRow]],
    figures: dict[int, Months],
    chance: random.Random,
    office: Office,
) -> None:
    """A row and what stands under it: numbered children make up their parent, parts divide it."""
    below = children.get(row.row_id, [])
    numbered = [child for child in below if child.row.number is not None]
    for child in numbered:
        _fill(child, children, figures, chance, office)
    if numbered:
        figures[row.row_id] = _sum([figures[child.row_id] for child in numbered])
        return
    figures[row.row_id] = _own(row, chance, office)
    parts = [child for child in below if child.row.number is None]
    for month, value in figures[row.row_id].items():
        for part, share in zip(parts, _divided(value, parts, chance), strict=True):
            figures.setdefault(part.row_id, {})[month] = share


def _sum(months: Sequence[Months]) -> Months:
    total: Months = {}
    for figures in months:
        for month, value in figures.items():
            total[month] = total.get(month, Decimal(0)) + value
    return total


def _divided(value: Decimal, parts: Sequence[AdoptedRow], chance: random.Random) -> list[Decimal]:
    """A total divided over its parts as their targets or last year's facts stand to each other."""
    if not parts:
        return []
    weights = _weights([part.row.target for part in parts]) or _weights([part.row.previous for part in parts])
    if weights is None:
        weights = [float(weight) for _part, weight in zip(parts, cycle((3, 1, 2)), strict=False)]
    shares = [Decimal(int(float(value) * weight / sum(weights) * chance.uniform(0.85, 1.1))) for weight in weights[:-1]]
    rest = value - sum(shares, Decimal(0))
    return [*shares, rest] if rest >= 0 else [*(Decimal(0) for _ in shares), value]


def _weights(values: Sequence[Decimal | None]) -> list[float] | None:
    known = [float(value) for value in values if value is not None]
    return known if len(known) == len(values) else None


def _own(row: AdoptedRow, chance: random.Random, office: Office) -> Months:
    known = find(row.row.name)
    target, code = row.row.target, known.code if known else ""
    if row.row.kind is Kind.LEVEL:
        return _level(row, chance)
    if target is None:
        usual = WITHOUT_TARGET.get(code)
        return (
            {}
            if usual is None
            else {month: Decimal(int(usual * office.size * chance.uniform(0.7, 1.4))) for month in MONTHS}
        )
    first, last = window(row.row) or (1, 12)
    months = [month for month in MONTHS if month >= first]
    if code and code == office.forgotten:
        return dict.fromkeys(months, Decimal(0))
    if target <= 4:
        return _documents(int(target), first, last, months)
    shape = REGISTRATION if row.row.headline == "users" else EVEN
    weights = {month: shape[month - 1] * chance.uniform(0.85, 1.15) for month in range(first, last + 1)}
    pace = _pace(row, code, chance, office)
    figures: Months = {}
    done, cumulative = 0, 0.0
    for month in months:
        cumulative += weights.get(month, 0.0)
        reached = int(float(target) * pace * cumulative / sum(weights.values()) + 0.5)
        figures[month] = Decimal(max(reached - done, 0))
        done = max(reached, done)
    return figures


def _pace(row: AdoptedRow, code: str, chance: random.Random, office: Office) -> float:
    """The share of its plan that a row keeps up with."""
    if code and code == office.ahead:
        return AHEAD_PACE
    if office.behind is not None and row.row.lead == office.behind:
        return BEHIND_PACE
    return office.pace * chance.uniform(0.94, 1.09)


def _documents(target: int, first: int, last: int, months: Sequence[int]) -> Months:
    """One by one, evenly to the window's end; 0 in the other months."""
    span = last - first + 1
    due = [first + span * step // target - 1 for step in range(1, target + 1)]
    return {month: Decimal(due.count(month)) for month in months}


def _level(row: AdoptedRow, chance: random.Random) -> Months:
    """A level that moves from last year's towards the target; a stocktake without target is taken twice."""
    previous, target = row.row.previous or Decimal(0), row.row.target
    if target is None:
        return {month: previous + month * chance.randint(20, 30) for month in STOCK_MONTHS}
    step = (target - previous) / 12
    return {month: Decimal(int(previous + step * month * Decimal(str(chance.uniform(0.9, 1.1))))) for month in MONTHS}
