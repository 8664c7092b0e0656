"""The state of a month as it stands now: what every act on it is checked against, and what screens show of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ishreja.access import Actor, require
from ishreja.domain.periods import local_day
from ishreja.domain.places import above
from ishreja.domain.round import (
    MonthState,
    MonthStep,
    RoundSettings,
    Stage,
    Step,
    allowed,
    due_date,
    first_submitted,
    last_of,
    lock_date,
    month_state,
    open_until,
)
from ishreja.domain.round_rates import Timing, is_expected
from ishreja.errors import UserError
from ishreja.language import _, date_time, month_name, official_date, script
from ishreja.storage import drafts, month_exceptions, month_steps, plans, round_settings
from ishreja.storage.month_exceptions import MonthException
from ishreja.storage.store import Store, Transaction

MONTHS = range(1, 13)


class StateRefused(UserError):
    """The month's state does not let this be done to it, or it is another than the actor has seen."""


@dataclass(frozen=True, slots=True)
class MonthNow:
    """A place's month: its state, the steps taken, oldest first, and the rules that hold for it.

    due is its due day. last_day is the last one on which it may be written to, its stage aside (None: never closed).
    expected says whether a report of it is asked for at all: a month before the place joined is not, and is never
    closed. A place joins with the first plan that it adopts, in that plan's year at the earliest; one without a plan
    this year that had one before is asked on. exception is the latest that was granted, run out or not.
    """

    place: str
    year: int
    month: int
    state: MonthState
    steps: tuple[MonthStep, ...]
    settings: RoundSettings
    due: date
    last_day: date | None
    exception: MonthException | None
    expected: bool

    @property
    def version(self) -> int:
        """The last step's id, 0 where there is none: what a reviewer has seen, and whether it still stands."""
        return self.steps[-1].step_id if self.steps else 0

    @property
    def holding(self) -> MonthException | None:
        """The exception that keeps the month open; None where it has run out, or the month is accepted or open anyway.

        It holds as long as it is what the month's last day comes from.
        """
        held = self.exception if self.state.writable else None
        return held if held is not None and held.until == self.last_day else None

    @property
    def timing(self) -> Timing:
        """The due day, and when the month was first handed in."""
        return Timing(self.due, first_submitted(self.steps))


def settings_for(store: Store, place: str) -> RoundSettings:
    """The rules of the round that hold for a place: those that the place above it has set."""
    chain = above(place)
    return round_settings.settings(store, chain[0]) if chain else RoundSettings()


def months_now(store: Store, places: Collection[str], year: int, today: date) -> dict[tuple[str, int], MonthNow]:
    """(place, month) to the month as it stands on the day, for all twelve months of the year."""
    taken = month_steps.steps(store, places, year)
    granted = month_exceptions.current(store, places, year)
    drafted = drafts.drafted(store, places, year)
    joined = plans.first_adopted(store, places, year)
    by_parent = {chain[:1]: RoundSettings() for chain in map(above, places)}
    for parent in by_parent:
        if parent:
            by_parent[parent] = round_settings.settings(store, parent[0])
    found = {}
    for place in places:
        rules = by_parent[above(place)[:1]]
        since = local_day(joined[place]) if place in joined else None
        for month in MONTHS:
            key = place, month
            steps, exception = taken.get(key, ()), granted.get(key)
            expected = is_expected(year, month, since)
            lock = lock_date(rules, year, month) if expected else None
            last_day = open_until(steps, rules, lock, exception.until if exception else None)
            found[key] = MonthNow(
                place,
                year,
                month,
                month_state(steps, drafted=key in drafted, last_day=last_day, today=today),
                steps,
                rules,
                due_date(rules, year, month),
                last_day,
                exception,
                expected,
            )
    return found


def month_now(store: Store, place: str, year: int, month: int, today: date) -> MonthNow:
    """One month as it stands on the day. Raises UserError where it is none."""
    if not 1 <= month <= 12:
        raise UserError(_("There is no month {month}.").format(month=month))
    return months_now(store, (place,), year, today)[place, month]


def checked(
    store: Store, tx: Transaction, actor: Actor, action: str, step: Step, place: str, year: int, month: int
) -> MonthNow:
    """The month as it stands inside the transaction, once the actor may do the action and the state lets the step.

    The day is the transaction's. Raises NotAllowed, and StateRefused with what stands in the way.
    """
    require(actor, action, place)
    now = month_now(store, place, year, month, local_day(tx.at))
    refuse(now, step)
    require(actor, action, place, now.state)
    return now


def refuse(now: MonthNow, step: Step) -> None:
    """Raise StateRefused with a plain reason where the month's state does not let the step be taken."""
    if not allowed(step, now.state):
        raise StateRefused(_why_not(now, step))


def _why_not(now: MonthNow, step: Step) -> str:
    stage, month = now.state.stage, month_name(now.month).capitalize()
    accepted = last_of(now.steps, Step.ACCEPT)
    if step is Step.SUBMIT and stage is not Stage.ACCEPTED:
        return _("{month} {year} was open until {day}. Ask the region for an exception.").format(
            month=month, year=now.year, day=official_date(now.last_day)
        )
    if step is Step.SUBMIT:
        return _(
            "{month} {year} is accepted and locked. Ask for a correction on the page of the monthly report."
        ).format(month=month, year=now.year)
    if step is Step.ASK and now.state.asked:
        return _("A correction of {month} {year} has been asked for already.").format(month=month, year=now.year)
    if step is Step.ASK:
        return _("{month} {year} is not accepted: it can be changed without asking.").format(month=month, year=now.year)
    if step in (Step.GRANT, Step.REFUSE):
        return _("No correction of {month} {year} is asked for any more.").format(month=month, year=now.year)
    if stage is Stage.ACCEPTED and accepted:
        return _("{who} has accepted {month} {year} already ({moment}).").format(
            who=script(accepted.who), month=month, year=now.year, moment=date_time(accepted.at)
        )
    if stage is Stage.RETURNED:
        return _("{month} {year} was returned and has not been handed in again.").format(month=month, year=now.year)
    return _("{month} {year} has not been handed in.").format(month=month, year=now.year)
