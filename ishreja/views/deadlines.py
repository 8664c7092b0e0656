"""The deadlines screen: what is overdue, what is due soon, and how punctual the place is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ishreja.access import Actor
from ishreja.domain.occurrences import Discipline, Occurrence, discipline, met, occurrences, on_time
from ishreja.domain.periods import judged_to, month_end
from ishreja.domain.plan import AdoptedRow
from ishreja.domain.progress import RowState
from ishreja.domain.standing import services_of
from ishreja.domain.status import Status
from ishreja.storage import handed_in, submissions
from ishreja.storage.handed_in import HandedIn
from ishreja.storage.store import Store
from ishreja.views.rest_days import RestDay, rest_day
from ishreja.views.row_list import row_numbers, short
from ishreja.views.standing import PlanStanding, in_order, plan_standing


class Outcome(StrEnum):
    """How a due day stands."""

    ON_TIME = "on_time"
    LATE = "late"
    BY_REPORT = "by_report"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Line:
    """One due day of a row.

    number is the row's, or its parent's; code names it in addresses. days_over counts the days since the due day, None
    unless overdue. rest says why the due day is a rest day, if it is one. lead is the code of the service that
    reports, "" for none. done tells that the year's target is reached by the figures, which settles nothing here.
    """

    occurrence: Occurrence
    row: AdoptedRow
    number: str
    code: str
    lead: str
    outcome: Outcome
    mark: HandedIn | None
    days_over: int | None
    rest: RestDay | None
    done: bool

    @property
    def due(self) -> date:
        """The due day."""
        return self.occurrence.due

    @property
    def short_name(self) -> str:
        """The row's name, cut."""
        return short(self.row.row.name)

    @property
    def settled(self) -> bool:
        """Whether nothing is owed any more."""
        return self.outcome not in (Outcome.OPEN, Outcome.OVERDUE)


@dataclass(frozen=True, slots=True)
class Repeated:
    """The due days of one row in one part of the screen: the first, and the others by date."""

    shown: Line
    others: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ServiceDiscipline:
    """A service's discipline; service is its code, "" where a row names none."""

    service: str
    discipline: Discipline


@dataclass(frozen=True, slots=True)
class DeadlinesView:
    """The due days of one service, or of all, judged as of a day.

    service is a code, "" for rows without one, None for all. lines are all due days by date. overdue, soon and later
    divide those not settled; this_week (week_start to week_end) shows what was handed in too; soon ends at the end of
    next month. settled is the latest first. service_disciplines count each due day once, with the service that
    reports. unset are rows whose deadline gives no due day.
    """

    standing: PlanStanding
    judged_to: date
    service: str | None
    week_start: date
    week_end: date
    soon_end: date
    lines: tuple[Line, ...]
    overdue: tuple[Repeated, ...]
    this_week: tuple[Line, ...]
    soon: tuple[Repeated, ...]
    later: tuple[Repeated, ...]
    settled: tuple[Line, ...]
    discipline: Discipline
    service_disciplines: tuple[ServiceDiscipline, ...]
    unset: tuple[RowState, ...]

    @property
    def owed(self) -> tuple[Line, ...]:
        """What can be marked as handed in, the oldest first."""
        return tuple(line for line in self.lines if not line.settled)

    @property
    def marked(self) -> tuple[Line, ...]:
        """What was marked and can be undone, the latest mark first."""
        marked = [(line.mark.at, line) for line in self.lines if line.mark is not None]
        return tuple(line for _at, line in sorted(marked, key=lambda one: one[0], reverse=True))


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All due days of a place's year, by date; of() gives a service's screen.

    services are the codes that the plan names, "" for rows without one. handed_on holds the day of each mark,
    submitted that of each month's first report.
    """

    standing: PlanStanding
    judged_to: date
    services: tuple[str, ...]
    lines: tuple[Line, ...]
    handed_on: Mapping[tuple[int, date], date]
    submitted: Mapping[int, date]

    def of(self, service: str | None = None) -> DeadlinesView:
        """The screen of one service ("" for rows without one), or of all."""
        day = self.standing.as_of
        week_start = day - timedelta(days=day.weekday())
        week_end = week_start + timedelta(days=6)
        soon_end = max(_end_of_next_month(day), week_end)
        lines = tuple(line for line in self.lines if _concerns(line.row, service))
        return DeadlinesView(
            standing=self.standing,
            judged_to=self.judged_to,
            service=service,
            week_start=week_start,
            week_end=week_end,
            soon_end=soon_end,
            lines=lines,
            overdue=_by_row(line for line in lines if line.outcome is Outcome.OVERDUE),
            this_week=tuple(
                line for line in lines if week_start <= line.due <= week_end and line.outcome is not Outcome.OVERDUE
            ),
            soon=_by_row(line for line in lines if line.outcome is Outcome.OPEN and week_end < line.due <= soon_end),
            later=_by_row(line for line in lines if line.outcome is Outcome.OPEN and line.due > soon_end),
            settled=tuple(line for line in reversed(lines) if line.settled),
            discipline=self._discipline(lines),
            service_disciplines=tuple(
                ServiceDiscipline(code, self._discipline(line for line in lines if line.lead == code))
                for code in in_order({line.lead for line in lines})
            ),
            unset=tuple(state for state in self.standing.states if _unset(state) and _concerns(state.row, service)),
        )

    def _discipline(self, lines: Iterable[Line]) -> Discipline:
        return discipline([line.occurrence for line in lines], self.handed_on, self.submitted, self.judged_to)


def deadlines(
    store: Store, actor: Actor, place: str, year: int, month: int, today: date, edition: int | None = None
) -> Deadlines | None:
    """The due days of the edition in force at the month's end, or of the one whose number is given.

    None where the place has no plan for the year. Raises NotAllowed.
    """
    standing = plan_standing(store, actor, place, year, month, today, edition)
    if standing is None:
        return None
    over = judged_to(standing.as_of, today)
    due = occurrences(standing.rows, year, week_length=standing.settings.working_week)
    marks = handed_in.current(store, place, year)
    submitted = submissions.submitted_on(store, place, year)
    judge = _Judge(standing, {state.row.row_id: state for state in standing.states}, marks, submitted, over)
    numbers = row_numbers(standing.rows)
    lines = tuple(judge.line(one, numbers[one.row_id]) for one in due)
    return Deadlines(
        standing=standing,
        judged_to=over,
        services=in_order({code for line in lines for code in services_of(line.row.row)}),
        lines=lines,
        handed_on={key: mark.handed_on for key, mark in marks.items()},
        submitted=submitted,
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    standing: PlanStanding
    states: Mapping[int, RowState]
    marks: Mapping[tuple[int, date], HandedIn]
    submitted: Mapping[int, date]
    over: date

    def line(self, one: Occurrence, number: str) -> Line:
        state = self.states[one.row_id]
        mark = self.marks.get(one.key)
        submitted = self.submitted.get(one.last_month)
        handed_on = mark.handed_on if mark else None
        if met(one, handed_on, submitted):
            timely = on_time(one, handed_on, submitted)
            outcome = Outcome.BY_REPORT if mark is None else Outcome.ON_TIME if timely else Outcome.LATE
        else:
            outcome = Outcome.OVERDUE if one.due <= self.over else Outcome.OPEN
        return Line(
            occurrence=one,
            row=state.row,
            number=number,
            code=self.standing.codes[one.row_id],
            lead=state.row.row.lead or services_of(state.row.row)[0],
            outcome=outcome,
            mark=mark,
            days_over=(self.standing.as_of - one.due).days if outcome is Outcome.OVERDUE else None,
            rest=rest_day(one.due, self.standing.settings),
            done=state.status is Status.DONE,
        )


def _by_row(lines: Iterable[Line]) -> tuple[Repeated, ...]:
    """One entry a row, by its first due day."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.row.row_id, []).append(line)
    return tuple(Repeated(of[0], tuple(of[1:])) for of in rows.values())


def _concerns(row: AdoptedRow, service: str | None) -> bool:
    return service is None or service in services_of(row.row)


def _unset(state: RowState) -> bool:
    """Whether a row has a deadline phrase that gives no due day: not understood, or left to the centre."""
    schedule = state.row.row.schedule
    return schedule is not None and schedule.due in ("self_set", "unknown")


def _end_of_next_month(day: date) -> date:
    return month_end(day.year + day.month // 12, day.month % 12 + 1)
