"""The domain's rules calculated a second time: slow, plain, in fractions, straight from domain.md.

Nothing here is shared with ishreja but the values that go in. Tests hold the product's answers equal to these.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from ishreja.domain.plan import AdoptedRow, Kind, PlanRow, Recurrence, Schedule

WHOLE, ON_PLAN, WATCH = Fraction(1), Fraction(1), Fraction(9, 10)
ORDER = ("no_target", "done", "overdue", "not_set", "not_due", "not_reported", "on_plan", "watch", "behind")

Figures = Mapping[int, Mapping[int, Decimal]]


def close_of_month(year: int, month: int) -> date:
    """The month's last day, found by walking back from the first of the next."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def months_over(year: int, month: int, as_of: date) -> int:
    """How many of the months up to the chosen one have ended by the close of the as-of date."""
    return sum(close_of_month(year, each) <= as_of for each in range(1, month + 1))


def months_seen(year: int, month: int, as_of: date) -> list[int]:
    """The months up to the chosen one that have begun by the as-of date."""
    return [each for each in range(1, month + 1) if date(year, each, 1) <= as_of]


def quarters_of(row: PlanRow) -> dict[int, Fraction]:
    """The centre's own quarter targets that ask for something."""
    return {number: Fraction(value) for number, value in zip((1, 2, 3, 4), row.quarters or (), strict=False) if value}


def span(row: PlanRow) -> list[int]:
    """The months in which the row is to be done; none where they are not known."""
    if own := quarters_of(row):
        return list(range(3 * min(own) - 2, 3 * max(own) + 1))
    schedule = row.schedule
    if schedule is None or schedule.due == "unknown" or schedule.first_month is None or schedule.last_month is None:
        return []
    return list(range(schedule.first_month, schedule.last_month + 1))


def floored(value: Fraction, example: Sequence[Decimal]) -> Fraction:
    """Down to whole units where the example numbers are whole, else to their own decimals, at least three."""
    decimals = max(len(f"{number:f}".partition(".")[2].rstrip("0")) for number in example)
    unit = Fraction(1, 10 ** max(3, *(len(f"{n:f}".partition(".")[2]) for n in example), 3)) if decimals else WHOLE
    return math.floor(value / unit) * unit


def plan(row: PlanRow, month: int, shares: Sequence[Decimal] | None = None) -> Fraction | None:
    """The plan to date at a month's end (0: before January)."""
    if row.target is None:
        return None
    if month == 0:
        return None if plan(row, 12) is None else Fraction(0)
    own, months = quarters_of(row), span(row)
    if row.kind is Kind.LEVEL and (own or (months and row.schedule and row.schedule.due != "self_set")):
        knots = {3 * quarter: value for quarter, value in own.items()} or {months[-1]: Fraction(row.target)}
        numbers = [value for value in row.quarters or () if value] if own else [row.target]
        return level_plan(row, month, months[0], knots, numbers)
    if own:
        numbers = [value for value in row.quarters or () if value]
        return floored(sum(own.get((each + 2) // 3, Fraction(0)) / 3 for each in range(1, month + 1)), numbers)
    if not months or row.schedule is None or row.schedule.due == "self_set":
        return None
    weight = {each: Fraction(shares[each - 1]) if shares else WHOLE for each in months}
    if sum(weight.values()) == 0:
        weight = dict.fromkeys(months, WHOLE)
    share = sum(weight[each] for each in months if each <= month) / sum(weight.values())
    return floored(Fraction(row.target) * share, [row.target])


def level_plan(
    row: PlanRow, month: int, opens: int, knots: Mapping[int, Fraction], numbers: Sequence[Decimal]
) -> Fraction:
    """A level's plan: straight lines through the knots, from the previous fact where that is known."""
    if month < opens:
        return Fraction(0)
    if month >= max(knots):
        return knots[max(knots)]
    ahead = min(each for each in knots if each >= month)
    behind = max((each for each in knots if each < month), default=opens - 1)
    if ahead == month:
        return knots[ahead]
    start = knots.get(behind, None if row.previous is None else Fraction(row.previous))
    if start is None:
        return Fraction(0)
    return floored(start + (knots[ahead] - start) * Fraction(month - behind, ahead - behind), numbers)


class Reference:
    """One edition as of a day, each value worked out anew whenever it is asked for."""

    def __init__(self, rows: Sequence[AdoptedRow], figures: Figures, as_of: date, month: int, year: int) -> None:
        self.rows, self.figures, self.as_of, self.year = rows, figures, as_of, year
        self.over = months_over(year, month, as_of)
        self.seen = months_seen(year, month, as_of)

    def children(self, row: AdoptedRow) -> list[AdoptedRow]:
        return [child for child in self.rows if child.parent_id == row.row_id]

    def sums(self, row: AdoptedRow) -> bool:
        """Whether the row adds its children: a heading whose children share one unit."""
        units = {child.row.unit for child in self.children(row)}
        return row.row.kind is Kind.HEADING and len(units) == 1

    def target(self, row: AdoptedRow) -> Fraction | None:
        if row.row.target is not None:
            return Fraction(row.row.target)
        targets = [self.target(child) for child in self.children(row)] if self.sums(row) else []
        known = [target for target in targets if target is not None]
        return sum(known, Fraction(0)) if known else None

    def plan(self, row: AdoptedRow, month: int) -> Fraction | None:
        if row.row.target is not None or not self.sums(row):
            return plan(row.row, month)
        plans = [self.plan(child, month) for child in self.children(row) if self.target(child) is not None]
        return sum(plans, Fraction(0)) if plans and None not in plans else None  # type: ignore[arg-type]

    def month(self, row: AdoptedRow, month: int) -> Fraction | None:
        """The figure of one month, None where it is blank or not to be seen yet."""
        if month not in self.seen:
            return None
        if row.row.kind is not Kind.HEADING:
            value = self.figures.get(row.row_id, {}).get(month)
            return None if value is None else Fraction(value)
        values = [self.month(child, month) for child in self.children(row)] if self.sums(row) else []
        known = [value for value in values if value is not None]
        return sum(known, Fraction(0)) if known else None

    def reported(self, row: AdoptedRow, first: int = 1, last: int = 12) -> list[Fraction]:
        values = [self.month(row, month) for month in range(first, last + 1)]
        return [value for value in values if value is not None]

    def fact(self, row: AdoptedRow) -> Fraction | None:
        if row.row.kind is Kind.HEADING:
            facts = [self.fact(child) for child in self.children(row)] if self.sums(row) else []
            known = [fact for fact in facts if fact is not None]
            return sum(known, Fraction(0)) if known else None
        values = self.reported(row)
        if not values:
            return None
        return values[-1] if row.row.kind is Kind.LEVEL else sum(values, Fraction(0))

    def months(self, row: AdoptedRow) -> list[int]:
        """The window, of a heading without a target its children's from first to last."""
        if row.row.kind is not Kind.HEADING or row.row.target is not None or not self.sums(row):
            return span(row.row)
        every = [m for child in self.children(row) if self.target(child) is not None for m in self.months(child)]
        return list(range(min(every), max(every) + 1)) if every else []

    def status(self, row: AdoptedRow) -> str:
        target, fact, due, months = self.target(row), self.fact(row), self.plan(row, self.over), self.months(row)
        latest = min(self.over, months[-1]) if months else self.over
        blank = latest == 0 or self.month(row, latest) is None
        if self.sums(row) and any(self.status(child) == "not_reported" for child in self.children(row)):
            blank = True
        progress = fact / due if fact is not None and due else None
        holds = {
            "no_target": target is None,
            "done": target is not None and (fact or 0) >= target,
            "overdue": bool(months) and self.over >= months[-1],
            "not_set": due is None,
            "not_due": due == 0,
            "not_reported": blank or fact is None,
            "on_plan": progress is not None and progress >= ON_PLAN,
            "watch": progress is not None and progress >= WATCH,
            "behind": True,
        }
        return next(status for status in ORDER if holds[status])

    def counted(self) -> list[AdoptedRow]:
        """The rows with a target of their own, but for parts written inside a cell."""
        return [r for r in self.rows if r.row.target is not None and (r.row.number or r.parent_id is None)]

    def headline(self) -> Fraction | None:
        due = [row for row in self.counted() if (self.plan(row, self.over) or 0) > 0]
        good = [row for row in due if self.status(row) in ("done", "on_plan")]
        return Fraction(len(good), len(due)) if due else None

    def gauge(self, first: int, last: int) -> tuple[Fraction | None, Fraction | None, int]:
        """Done, mark and how many rows have a plan in the months; done and mark None in a period to come."""
        done, marks, anything = Fraction(0), Fraction(0), False
        count = 0
        for row in self.counted():
            target, by_end, before = self.target(row), self.plan(row, last), self.plan(row, first - 1)
            if by_end is None or before is None or target is None:
                continue
            if row.row.kind is Kind.LEVEL:
                if not target or not by_end or not self.months(row) or self.months(row)[-1] < first:
                    continue
                whole, due, values = target, self.plan(row, min(self.over, last)), self.reported(row, 1, last)[-1:]
            else:
                if by_end - before <= 0:
                    continue
                whole, values = by_end - before, self.reported(row, first, last)
                due = max(self.plan(row, min(self.over, last)) - before, Fraction(0))  # type: ignore[operator]
            count += 1
            anything = anything or bool(values)
            done += min(WHOLE, sum(values, Fraction(0)) / whole)
            marks += min(WHOLE, due / whole)  # type: ignore[operator]
        if not count:
            return None, None, 0
        return done / count if anything else None, marks / count, count

    def forecast(self, row: AdoptedRow) -> dict[str, Fraction | None]:
        """The catch-up arithmetic; months_left are those of the window neither over nor reported, nor before one."""
        target, fact, months = self.target(row), self.fact(row), self.months(row)
        reported = [month for month in range(1, 13) if self.month(row, month) is not None]
        left = None if target is None else max(target - (fact or 0), Fraction(0))
        ahead = [m for m in months if m > self.over and not any(m <= known for known in reported)]
        average = None
        if reported and row.row.kind not in (Kind.LEVEL, Kind.ONE_OFF):
            recent = [self.month(row, month) or Fraction(0) for month in reported[-3:]]
            average = sum(recent, Fraction(0)) / len(recent)
        year = None if average is None or fact is None or not ahead else fact + average * len(ahead)
        return {
            "left": left,
            "months_left": Fraction(len(ahead)) if months else None,
            "needed_per_month": left / len(ahead) if ahead and left is not None else None,
            "recent_average": average,
            "year_forecast": year,
            "year_forecast_share": year / target if year is not None and target else None,
        }


def due_days(schedule: Schedule, year: int, week_length: int) -> list[date]:
    """The due days of a schedule, found by asking every day from January to the end of next January."""
    if schedule.first_month is None or schedule.last_month is None:
        return []
    window = range(schedule.first_month, schedule.last_month + 1)
    rule, _, argument = schedule.due.partition(":")
    step = {Recurrence.NONE: 0, Recurrence.QUARTERLY: 3}.get(schedule.recurrence, 1)
    lasts = [m for m in window if m == window[-1] or (step and m % step == 0)]

    def falls_due(day: date) -> bool:
        month = day.month if day.year == year else 13
        last = month <= 12 and day == close_of_month(year, month)
        if rule == "window_end":
            return last and month == window[-1]
        if rule == "month_end":
            return last and month in window
        if rule == "quarter_end":
            return last and month in window and (month % 3 == 0 or month == window[-1])
        if rule in ("weekday", "week_end"):
            wanted = int(argument) if rule == "weekday" else week_length
            return month in window and day.isoweekday() == wanted
        if rule == "month_day":
            return month in lasts and (day.day == int(argument) or (last and day.day < int(argument)))
        if rule == "next_month_day":
            end = close_of_month(day.year, day.month).day
            return month - 1 in lasts and (day.day == min(int(argument), end))
        return False

    every = (date(year, 1, 1) + timedelta(days=offset) for offset in range(366 + 31))
    return [day for day in every if day < date(year + 1, 2, 1) and falls_due(day)]
