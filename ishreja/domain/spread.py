"""The plan by month: how a year's target falls due over its window.

Best source first (domain.md, "Plan to date, and status"): the quarter targets that the centre set itself; the
deadline's window, evenly or, if chosen, by last year's month shares. Cumulative values are floored: whole targets
to whole units, others to their own decimals, at least three. All twelve are computed once, at adoption.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from ishreja.domain.periods import QUARTERS, months_of
from ishreja.domain.plan import Kind, PlanRow
from ishreja.domain.units import unit_key

Window = tuple[int, int]
Planned = tuple[Decimal, ...]


def window(row: PlanRow) -> Window | None:
    """The first and last month in which the row is to be done, or None where that is not known.

    Quarter targets of the centre's own make the window; a self-set deadline keeps the window of its phrase, but
    gives no plan until quarters or a due day are set.
    """
    if own := _own_quarters(row):
        return months_of(own[0][0])[0], months_of(own[-1][0])[-1]
    schedule = row.schedule
    if schedule is None or schedule.first_month is None or schedule.last_month is None:
        return None
    if schedule.due == "unknown" or schedule.first_month > schedule.last_month:
        return None
    return schedule.first_month, schedule.last_month


def plan_to_date(row: PlanRow, last_year_shares: Sequence[Decimal] | None = None) -> Planned | None:
    """The plan to date at the end of each of the twelve months, in the row's unit.

    None where the row has no numeric target or its schedule is not set. A quarter without a value plans nothing.
    last_year_shares are twelve weights (last year's figures or shares of them); only those within the window
    count, and where they add up to nothing the window is spread evenly. A level row moves in a straight line from
    the previous fact, or stands at 0 until its window's end where that is unknown; nothing is due before the
    window opens.
    """
    if row.target is None:
        return None
    span = window(row)
    if own := _own_quarters(row):
        if row.kind is not Kind.LEVEL:
            return _by_quarters(row)
        return _level(row, months_of(own[0][0])[0], [(3 * quarter, value) for quarter, value in own])
    if span is None or row.schedule is None or row.schedule.due == "self_set":
        return None
    if row.kind is Kind.LEVEL:
        return _level(row, span[0], [(span[1], row.target)])
    return _by_window(row.target, span, last_year_shares)


def planned_months(
    rows: Sequence[PlanRow], shares: Mapping[int, Sequence[Decimal]] | None = None
) -> list[Planned | None]:
    """For each row of a document, in its order, the twelve values of plan_to_date, headings included.

    shares: last year's month shares by the row's index, where they were chosen. A heading without a target of its
    own is the sum of its children that have one; None where one of those has no plan or their units differ.
    """
    planned = [plan_to_date(row, (shares or {}).get(index)) for index, row in enumerate(rows)]
    targets = [row.target for row in rows]
    children = _children(rows)
    for index in reversed(range(len(rows))):
        row = rows[index]
        if row.kind is Kind.HEADING and row.target is None and one_unit([rows[i] for i in children[index]]):
            due = [i for i in children[index] if targets[i] is not None]
            targets[index] = total(targets[i] for i in due)
            plans = [plan for i in due if (plan := planned[i]) is not None]
            if due and len(plans) == len(due):
                planned[index] = tuple(sum(month, Decimal(0)) for month in zip(*plans, strict=True))
    return planned


def parent_indexes(rows: Sequence[PlanRow]) -> list[int | None]:
    """For each row the index of its parent: the nearest row before it that bears the parent's number."""
    last: dict[str, int] = {}
    parents: list[int | None] = []
    for index, row in enumerate(rows):
        parents.append(last.get(row.parent) if row.parent is not None else None)
        if row.number is not None:
            last[row.number] = index
    return parents


def one_unit(rows: Sequence[PlanRow]) -> bool:
    """Whether the rows are counted in one unit, so that they may be added."""
    return len({unit_key(row.unit) for row in rows}) == 1


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the values that are known; None where none is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _children(rows: Sequence[PlanRow]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in rows]
    for index, parent in enumerate(parent_indexes(rows)):
        if parent is not None:
            children[parent].append(index)
    return children


def _own_quarters(row: PlanRow) -> list[tuple[int, Decimal]]:
    """The centre's own quarter targets as (quarter, value); those that plan nothing are left out."""
    return [(quarter, value) for quarter, value in enumerate(row.quarters or (), start=1) if value]


def _by_quarters(row: PlanRow) -> Planned:
    own = dict(_own_quarters(row))
    places = _places(*own.values())
    planned: list[Decimal] = []
    before = Fraction(0)
    for quarter in QUARTERS:
        value = Fraction(own.get(quarter, 0))
        planned += [_floored(before + value * month / 3, places) for month in (1, 2, 3)]
        before += value
    return tuple(planned)


def _by_window(target: Decimal, span: Window, shares: Sequence[Decimal] | None) -> Planned:
    places = _places(target)
    weights = [Fraction(shares[month - 1]) if shares else Fraction(1) for month in range(span[0], span[1] + 1)]
    whole = sum(weights)
    if not whole:
        weights = [Fraction(1)] * len(weights)
        whole = Fraction(len(weights))
    planned = [Decimal(0)] * (span[0] - 1)
    done = Fraction(0)
    for weight in weights:
        done += weight
        planned.append(_floored(Fraction(target) * done / whole, places))
    return (*planned, *([target] * (12 - span[1])))


def _level(row: PlanRow, opens: int, knots: Sequence[tuple[int, Decimal]]) -> Planned:
    """A level's expected value: straight lines from the previous fact through the (month, value) knots.

    Nothing before the month in which it opens; a knot is reached at its month's end, the last one is kept.
    """
    places = _places(*(value for _, value in knots))
    planned: list[Decimal] = [Decimal(0)] * (opens - 1)
    start, before = opens - 1, row.previous
    for month, value in knots:
        for step in range(start + 1, month):
            share = Fraction(step - start, month - start)
            line = None if before is None else Fraction(before) + (Fraction(value) - Fraction(before)) * share
            planned.append(Decimal(0) if line is None else _floored(line, places))
        planned.append(value)
        start, before = month, value
    return (*planned, *([planned[-1]] * (12 - start)))


def _places(*values: Decimal) -> int:
    """The decimals that a plan keeps: none for whole numbers, else the numbers' own, at least three."""
    if all(value == value.to_integral_value() for value in values):
        return 0
    return max(3, *(-int(value.as_tuple().exponent) for value in values))


def _floored(value: Fraction, places: int) -> Decimal:
    return Decimal(floor(value * 10**places)).scaleb(-places) if places else Decimal(floor(value))
