"""What screens over a plan start from: the edition that judges the month, its rows' states, how complete they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Concatenate, ParamSpec, TypeVar

from ishreja.access import Actor, require
from ishreja.domain.figures import Months
from ishreja.domain.periods import as_of as judged_day
from ishreja.domain.plan import AdoptedRow, Kind
from ishreja.domain.progress import RowState, Status, Thresholds, counted, is_due, row_states
from ishreja.domain.services import SERVICES
from ishreja.storage import plans
from ishreja.storage.settings import Settings, settings
from ishreja.storage.store import Store
from ishreja.views.draft_figures import NO_DRAFTS, Drafted, count_drafts
from ishreja.views.row_list import codes_of
from ishreja.views.seen import ledger_seen

MONTHS = range(1, 13)
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reporting:
    """How complete a service's report of the month is: rows it owes, and those of them that have a figure."""

    service: str
    owed: int
    reported: int

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.reported == self.owed


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A place's plan as of a day.

    month is the chosen one (1-12), as_of the day that everything is judged at, editions how many the year has. codes
    are the rows' names in addresses, figures the year's current ones, both by row id; last_month the latest month with
    any, entered_at (UTC, no zone) and entered_by the ledger's last entry; None where nothing was ever reported.
    reporting tells, in the order of the services, which of them has reported the month; "" stands for rows without a
    service. drafts are those that are counted among the figures; last_month, month_reported and reporting leave them
    out.
    """

    place: str
    year: int
    month: int
    as_of: date
    edition: plans.Edition
    editions: int
    settings: Settings
    states: tuple[RowState, ...]
    codes: Mapping[int, str]
    figures: Mapping[int, Months]
    last_month: int | None
    month_reported: bool
    entered_at: datetime | None
    entered_by: str | None
    reporting: tuple[Reporting, ...]
    drafts: Drafted = NO_DRAFTS

    @property
    def thresholds(self) -> Thresholds:
        """The place's own limits of on plan and watch."""
        return Thresholds(self.settings.on_plan, self.settings.watch)

    @property
    def rows(self) -> tuple[AdoptedRow, ...]:
        """The edition's rows, in its order."""
        return tuple(state.row for state in self.states)


def plan_standing(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    month: int,
    today: date,
    edition: int | None = None,
    *,
    drafts: bool = False,
) -> PlanStanding | None:
    """How the place's plan of the year stands at the month's end, or today where that comes first.

    Judged by the edition in force at the month's end, or by the one with the number given where there is such a
    one; None where there is no plan. With drafts the month's drafts count as its figures, which only the office itself
    may ask for. Raises NotAllowed.
    """
    require(actor, "see", place)
    known = fresh(store, plans.editions, place, year)
    chosen = next((one for one in known if one.number == edition), plans.in_force(known, month))
    if chosen is None:
        return None
    own = fresh(store, settings, place)
    ledger = ledger_seen(store, actor, place, year)
    current = ledger.figures
    rows = plans.rows(store, chosen.edition_id)
    drafted = count_drafts(store, actor, place, year, month, rows, current) if drafts else NO_DRAFTS
    figures = drafted.figures if drafts else current
    day = judged_day(year, month, today)
    states = row_states(rows, figures, day, month, year, Thresholds(own.on_plan, own.watch))
    return PlanStanding(
        place=place,
        year=year,
        month=month,
        as_of=day,
        edition=chosen,
        editions=len(known),
        settings=own,
        states=states,
        codes=codes_of(store, chosen.edition_id),
        figures=figures,
        last_month=max((max(months) for months in current.values()), default=None),
        month_reported=any(month in months for months in current.values()),
        entered_at=ledger.last_entry_at,
        entered_by=ledger.last_entry_by,
        reporting=reporting(states, month, drafted.unreported),
        drafts=drafted,
    )


def fresh(store: Store, read: Callable[Concatenate[Store, str, P], T], place: str, *of: P.args, **named: P.kwargs) -> T:
    """What a module of storage reads of a place, read anew only after it wrote to it.

    The result is shared and must not be changed.
    """
    key = (read, place, of, tuple(sorted(named.items())))
    return store.keep(key, lambda: read(store, place, *of, **named), store.version(read.__module__, place))


def month_states(
    store: Store, place: str, year: int, figures: Mapping[int, Months], months: Iterable[int], today: date
) -> Iterator[tuple[int, tuple[RowState, ...]]]:
    """Each of the months with its rows as of its end, by the edition in force then; no rows where there is no plan.

    The figures are those that the reader sees; whether the actor may see the place is for the caller to ask.
    """
    known = fresh(store, plans.editions, place, year)
    limits = fresh(store, settings, place).thresholds
    for month in months:
        edition = plans.in_force(known, month)
        rows = plans.rows(store, edition.edition_id) if edition else ()
        yield month, row_states(rows, figures, judged_day(year, month, today), month, year, limits)


def reporting(
    states: Iterable[RowState], month: int, unreported: frozenset[int] = frozenset()
) -> tuple[Reporting, ...]:
    """For each service that leads a row owed in the month, how many it owes and how many it has reported.

    unreported are rows whose figure of the month is a draft alone.
    """
    owed: dict[str, list[bool]] = {}
    for state in states:
        if is_owed(state, month):
            owed.setdefault(state.row.row.lead or "", []).append(_has(state, month, unreported))
    return tuple(Reporting(code, len(owed[code]), sum(owed[code])) for code in in_order(owed))


def in_order(services: Iterable[str]) -> tuple[str, ...]:
    """The codes in the order in which screens list services; what is none of them, as "" for no service, last."""
    known = tuple(SERVICES)
    return tuple(sorted(services, key=lambda code: known.index(code) if code in SERVICES else len(known)))


def _has(state: RowState, month: int, unreported: frozenset[int]) -> bool:
    return month in state.months and state.row.row_id not in unreported


def is_owed(state: RowState, month: int) -> bool:
    """Whether a figure is expected for the month: the row is due and not done, or has one all the same.

    What nobody types in is not owed: a heading's sum, and a row that repeats another's figure.
    """
    typed = state.row.row.kind is not Kind.HEADING and state.row.same_as is None
    if not typed or not counted(state.row) or state.window is None:
        return False
    if not state.window[0] <= month <= state.window[1]:
        return False
    return month in state.months or (is_due(state) and state.status is not Status.DONE)


def months_of_row(state: RowState) -> tuple[Decimal | None, ...]:
    """The row's figures of the twelve months as far as they are seen; None is blank."""
    return tuple(state.months.get(month) for month in MONTHS)


def plan_of_months(state: RowState) -> tuple[Decimal, ...] | None:
    """What the plan asks of each single month (for a level: where it should stand); None where there is no plan."""
    planned = state.row.planned
    if planned is None or state.row.row.kind is Kind.LEVEL:
        return planned
    return tuple(value - before for value, before in zip(planned, (Decimal(0), *planned), strict=False))
