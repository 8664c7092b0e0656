"""Who has handed in: the places below a region by month, how punctual and complete they are, and what waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ishreja.access import Actor, may, refused, require, visible_places
from ishreja.access.actors import opens_months, sees_below
from ishreja.domain.periods import local_day
from ishreja.domain.places import children, holds_places
from ishreja.domain.round import RoundSettings, Stage, due_date, lock_date
from ishreja.domain.round_rates import Rate, completeness, days_late, timeliness
from ishreja.language import _
from ishreja.reporting.month_now import MONTHS, MonthNow, months_now
from ishreja.storage import figures, month_exceptions, month_steps, plans, round_settings, settings
from ishreja.storage.month_exceptions import MonthException
from ishreja.storage.store import Store
from ishreja.views.rest_days import RestDay, rest_day
from ishreja.views.seen import ledger_upto, limits, month_seen
from ishreja.views.standing import fresh, month_states, reporting


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A place's month as the page shows it. late is by how many days it came after its due day or is behind it.

    to_answer says that it waits, and that the actor is one who may act on it.
    """

    now: MonthNow
    late: int
    over: bool
    to_answer: bool

    @property
    def waits(self) -> bool:
        """Whether those above are to act: a report to look at, or a correction to grant or refuse."""
        return self.now.state.stage is Stage.SUBMITTED or self.now.state.asked

    @property
    def missing(self) -> bool:
        """Whether the report is owed and its due day is over."""
        return self.now.expected and self.over and self.now.state.stage in (Stage.OPEN, Stage.DRAFT)


@dataclass(frozen=True, slots=True)
class PlaceRound:
    """A place's twelve months and its two rates of the year; joined is when it adopted its first plan till then."""

    place: str
    joined: date | None
    has_plan: bool
    months: tuple[MonthCell, ...]
    timeliness: Rate
    completeness: Rate


@dataclass(frozen=True, slots=True)
class DueDay:
    """A month's due day and lock day (None: never closed); rest says why the due day is a rest day, if it is one."""

    month: int
    due: date
    lock: date | None
    rest: RestDay | None


@dataclass(frozen=True, slots=True)
class RoundView:
    """The round of the places below a region in a year.

    waiting are the months that wait for the actor, for_others those on which others above are to act, the longest
    waiting first. decides says whether it is for the actor at all to act on a month here. exceptions are the
    latest of each month, run out or not, the last granted first. The rates are over all places.
    """

    region: str
    year: int
    today: date
    settings: RoundSettings
    due_days: tuple[DueDay, ...]
    places: tuple[PlaceRound, ...]
    waiting: tuple[MonthCell, ...]
    for_others: tuple[MonthCell, ...]
    exceptions: tuple[MonthException, ...]
    timeliness: Rate
    completeness: Rate
    decides: bool
    may_grant: bool
    may_set: bool

    @property
    def planned(self) -> bool:
        """Whether any of the places has a plan for the year."""
        return any(place.has_plan for place in self.places)

    @property
    def missing(self) -> int:
        """How many reports are owed and behind their due day."""
        return sum(cell.missing for place in self.places for cell in place.months)


def regions_seen(store: Store, actor: Actor) -> tuple[str, ...]:
    """The places that the actor sees with places below them, those with a plan below first, the own one before all.

    Where none is known below yet, the own one alone.
    """
    seen = visible_places(actor)
    above = [code for code in seen if any(child.code in seen for child in children(code))]
    if not above and sees_below(actor):
        return (actor.place,)  # its places are not added yet; the rules for them can be set
    planned = {place for place, _year in plans.plans(store)}
    return tuple(
        sorted(
            above,
            key=lambda code: (
                not any(child.code in planned for child in children(code)),
                code != actor.place,
                len(code),
                code,
            ),
        )
    )


def years_seen(store: Store, actor: Actor, region: str, today: date) -> tuple[int, ...]:
    """The years in which a place below the region has a plan, the latest first; the running one where none has."""
    require(actor, "see", region)
    below = {child.code for child in children(region)}
    planned = {year for place, year in plans.plans(store) if place in below}
    return tuple(sorted(planned or {today.year}, reverse=True))


def round_view(store: Store, actor: Actor, region: str, year: int, today: date) -> RoundView:
    """The round of the places directly below the region. Raises NotAllowed."""
    require(actor, "see", region)
    codes = [child.code for child in children(region) if may(actor, "see", child.code)]
    if not codes and not (sees_below(actor) and holds_places(region)):
        raise refused(actor, "see", region, _("There are no places below this one."))
    rules = round_settings.settings(store, region)
    now = months_now(store, codes, year, today)
    joined = {place: local_day(at) for place, at in plans.first_adopted(store, codes, year).items()}
    planned = {place for place, of in plans.plans(store) if of == year}
    places = tuple(
        _place(store, actor, place, year, today, [now[place, month] for month in MONTHS], joined, place in planned)
        for place in codes
    )
    cells = [cell for place in places for cell in place.months]
    waiting = sorted((cell for cell in cells if cell.waits), key=lambda cell: cell.now.steps[-1].at)
    own = settings.settings(store, region)
    return RoundView(
        region=region,
        year=year,
        today=today,
        settings=rules,
        due_days=tuple(
            DueDay(month, due := due_date(rules, year, month), lock_date(rules, year, month), rest_day(due, own))
            for month in MONTHS
        ),
        places=places,
        waiting=tuple(cell for cell in waiting if cell.to_answer),
        for_others=tuple(cell for cell in waiting if not cell.to_answer),
        exceptions=tuple(reversed(month_exceptions.current(store, codes, year).values())),
        timeliness=_sum(place.timeliness for place in places),
        completeness=_sum(place.completeness for place in places),
        decides=any(may(actor, "accept", place) or opens_months(actor, place) for place in codes),
        may_grant=bool(codes) and all(may(actor, "grant", place) for place in codes),
        may_set=may(actor, "change", region) and may(actor, "grant", region),
    )


def _place(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    today: date,
    months: Sequence[MonthNow],
    joined: dict[str, date],
    has_plan: bool,
) -> PlaceRound:
    expected = [one for one in months if one.expected]
    over = tuple(one.month for one in expected if one.due < today)
    cells = tuple(
        MonthCell(
            month_seen(actor, one),
            days_late(one.timing, today) if one.expected else 0,
            one.due < today,
            opens_months(actor, place) if one.state.asked else may(actor, "accept", place, one.state),
        )
        for one in months
    )
    rows = rows_filled(store, place, year, over, today)
    return PlaceRound(
        place,
        joined.get(place),
        has_plan,
        cells,
        timeliness((one.timing for one in expected), today),
        completeness(rows),
    )


def rows_filled(store: Store, place: str, year: int, months: Sequence[int], today: date) -> tuple[tuple[int, int], ...]:
    """(rows filled in, rows due) of each of these months, as they were last handed in; kept in memory."""
    if not months or not fresh(store, plans.editions, place, year):
        return ()
    handed_in = limits(store, place, year, accepted_only=False)
    ledger = ledger_upto(store, place, year, handed_in)

    def count() -> tuple[tuple[int, int], ...]:
        found = []
        for month, states in month_states(store, place, year, ledger.figures, months, today):
            services = reporting(states, month)
            found.append((sum(one.reported for one in services), sum(one.owed for one in services)))
        return tuple(found)

    modules = (figures, plans, settings, month_steps)
    version = sum(store.version(module.__name__, place) for module in modules)
    return store.keep(("rows filled", place, year, tuple(months), handed_in), count, version)


def _sum(rates: Iterable[Rate]) -> Rate:
    found = list(rates)
    return Rate(sum(one.met for one in found), sum(one.counted for one in found))
