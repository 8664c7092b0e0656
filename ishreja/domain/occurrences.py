"""When something is to be handed in, and whether it was in time: reporting discipline.

Due days come from a row's schedule (domain.md, "Deadlines"); they never touch its target or progress.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ishreja.domain.periods import month_end, months_of, quarter_of
from ishreja.domain.plan import AdoptedRow, Kind, Recurrence, Schedule
from ishreja.domain.progress import is_part

BY_REPORT = frozenset({"month_end", "quarter_end"})
"""The due days that a report submitted in time meets as well; every other one names its day."""
FRIDAY, SATURDAY = 5, 6

Key = tuple[int, date]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One due day of a row.

    first_month and last_month are the months (1-12) it covers, rest_day flags a due day on a rest day or a feast;
    it keeps its date. named_day: met by a hand-in mark alone; else also by the report of its last month.
    """

    row_id: int
    due: date
    first_month: int
    last_month: int
    named_day: bool
    rest_day: bool

    @property
    def key(self) -> Key:
        """What a hand-in mark is kept under: row id and due day."""
        return self.row_id, self.due


@dataclass(frozen=True, slots=True)
class Discipline:
    """Occurrences that are over, those of them met on time, and their share (0-1; None where none is over)."""

    due: int
    on_time: int
    share: Decimal | None


def occurrences(
    rows: Sequence[AdoptedRow],
    year: int,
    *,
    rest_days: AbstractSet[date] = frozenset(),
    week_length: int = 5,
) -> tuple[Occurrence, ...]:
    """The due days of a plan's year, by date and then in the plan's order.

    A heading and a part inside a cell have none of their own. What is due on the 1st for the month before may fall
    in January of the next year. rest_days are feasts and decree days; week_length is 5 or 6.
    """
    found = []
    for row in rows:
        schedule = row.row.schedule
        if schedule is None or row.row.kind is Kind.HEADING or is_part(row):
            continue
        named = schedule.due not in BY_REPORT
        for due, (first, last) in due_days(schedule, year, week_length):
            rest = is_rest_day(due, rest_days, week_length)
            found.append(Occurrence(row.row_id, due, first, last, named, rest))
    return tuple(sorted(found, key=lambda occurrence: occurrence.due))


def is_rest_day(day: date, rest_days: AbstractSet[date], week_length: int) -> bool:
    """Whether the day is a feast or lies outside a working week of five or six days."""
    return day.isoweekday() > week_length or day in rest_days


def due_days(schedule: Schedule, year: int, week_length: int = 5) -> Iterator[tuple[date, Span]]:
    """Each due day with the months it covers; none where the schedule is self-set or not understood.

    Raises ValueError for a due day that is not one of domain.md's.
    """
    if schedule.first_month is None or schedule.last_month is None:
        return
    window = schedule.first_month, schedule.last_month
    rule, _, argument = schedule.due.partition(":")
    match rule:
        case "self_set" | "unknown":
            return
        case "window_end":
            yield month_end(year, window[1]), window
        case "month_end" | "quarter_end":
            for span in _quarters(window) if rule == "quarter_end" else _months(window):
                yield month_end(year, span[1]), span
        case "week_end" | "weekday":
            last_working_day = SATURDAY if week_length == SATURDAY else FRIDAY
            weekday = int(argument) if rule == "weekday" else last_working_day
            for day in _weekdays(year, window, weekday):
                yield day, (day.month, day.month)
        case "month_day" | "next_month_day":
            for span in _spans(window, schedule.recurrence):
                yield _month_day(year, span[1] + (rule == "next_month_day"), int(argument)), span
        case _:
            raise ValueError(f"not a due day: {schedule.due}")


def _spans(window: Span, recurrence: Recurrence) -> Iterator[Span]:
    if recurrence is Recurrence.NONE:
        return iter([window])
    return _quarters(window) if recurrence is Recurrence.QUARTERLY else _months(window)


def _months(window: Span) -> Iterator[Span]:
    return ((month, month) for month in range(window[0], window[1] + 1))


def _quarters(window: Span) -> Iterator[Span]:
    for quarter in range(quarter_of(window[0]), quarter_of(window[1]) + 1):
        months = months_of(quarter)
        yield max(window[0], months[0]), min(window[1], months[2])


def _weekdays(year: int, window: Span, weekday: int) -> Iterator[date]:
    day = date(year, window[0], 1)
    day += timedelta(days=(weekday - day.isoweekday()) % 7)
    while day <= month_end(year, window[1]):
        yield day
        day += timedelta(days=7)


def _month_day(year: int, month: int, day: int) -> date:
    """A day of a month, the month's last where it has fewer; month 13 is January of the next year."""
    if month > 12:
        year, month = year + 1, month - 12
    return min(month_end(year, month), date(year, month, 1) + timedelta(days=day - 1))


def on_time(occurrence: Occurrence, handed_in: date | None, submitted: date | None) -> bool:
    """Whether it was handed in, or the report that covers it submitted, on or before the due day."""
    if handed_in is not None and handed_in <= occurrence.due:
        return True
    return not occurrence.named_day and submitted is not None and submitted <= occurrence.due


def met(occurrence: Occurrence, handed_in: date | None, submitted: date | None) -> bool:
    """Whether it is settled: marked as handed in, be it late, or covered by a report submitted in time.

    handed_in is the day of the mark, submitted the day on which the report of its last month first came in.
    """
    return handed_in is not None or on_time(occurrence, handed_in, submitted)


def overdue(
    occurrences: Iterable[Occurrence],
    handed_in: Mapping[Key, date],
    submitted: Mapping[int, date],
    judged_to: date,
) -> tuple[Occurrence, ...]:
    """The occurrences due up to judged_to (see periods.judged_to) and not met, in their order.

    handed_in: the day of the mark by occurrence key; submitted: the day of the first report by month.
    """
    return tuple(
        occurrence
        for occurrence in occurrences
        if occurrence.due <= judged_to
        and not met(occurrence, handed_in.get(occurrence.key), submitted.get(occurrence.last_month))
    )


def discipline(
    occurrences: Iterable[Occurrence],
    handed_in: Mapping[Key, date],
    submitted: Mapping[int, date],
    judged_to: date,
) -> Discipline:
    """On time ÷ due, over the occurrences due up to judged_to; arguments as for overdue."""
    timely = [
        on_time(occurrence, handed_in.get(occurrence.key), submitted.get(occurrence.last_month))
        for occurrence in occurrences
        if occurrence.due <= judged_to
    ]
    return Discipline(len(timely), sum(timely), Decimal(sum(timely)) / len(timely) if timely else None)
