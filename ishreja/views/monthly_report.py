"""The monthly report page: which months are in, what is still owed for one, and what was typed into its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ishreja.access import Actor, fills_in, may, require
from ishreja.domain.month import MonthForm, MonthFormRow
from ishreja.domain.round import MonthStep, Stage, reason_of_return
from ishreja.reporting import MonthNow, drafts_of, month_form, months_now
from ishreja.storage import plans, submissions
from ishreja.storage.drafts import Draft
from ishreja.storage.store import Store
from ishreja.storage.submissions import Submission
from ishreja.views.month_review import ChangedFigure, changed_since_accepted
from ishreja.views.seen import last_month_seen, ledger_seen, limits_for, month_seen
from ishreja.views.standing import MONTHS, Reporting, in_order, month_states, reporting


class Filled(StrEnum):
    """How much of a month is reported."""

    TO_COME = "to_come"
    NOTHING = "nothing"
    PARTLY = "partly"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class MonthStanding:
    """A month (1-12): the rows that are owed and those of them with a figure, in all and by service."""

    month: int
    filled: Filled
    owed: int
    reported: int
    services: tuple[Reporting, ...]


@dataclass(frozen=True, slots=True)
class ServiceRows:
    """The rows that a service types in, in the plan's order; service is its code, "" for rows without one."""

    service: str
    rows: tuple[MonthFormRow, ...]


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """A month's report as far as it is in.

    submissions are the month's, newest first. drafts is what was typed and not yet submitted, by row id; draft_at
    (UTC) when it was last kept. months stand for all of the year, rounds are how far each of them has come. may_report,
    may_submit and may_ask say what the actor may do with the month as it stands; changed is what differs from what
    was accepted last.
    """

    form: MonthForm
    standing: MonthStanding
    months: tuple[MonthStanding, ...]
    submissions: tuple[Submission, ...]
    drafts: Mapping[int, Draft]
    services: tuple[ServiceRows, ...]
    rounds: Mapping[int, MonthNow]
    changed: tuple[ChangedFigure, ...]
    may_report: bool
    may_submit: bool
    may_ask: bool

    @property
    def now(self) -> MonthNow:
        """How far the month has come."""
        return self.rounds[self.form.month]

    @property
    def to_mend(self) -> MonthStep | None:
        """Where the month was given back: the step that says what is to be mended."""
        return reason_of_return(self.now.steps)

    @property
    def comments(self) -> Mapping[int, str]:
        """Row id to what is to be mended there."""
        return self.to_mend.comments if self.to_mend else {}

    @property
    def draft_at(self) -> datetime | None:
        """When the draft was last kept; None where there is none."""
        return max((draft.at for draft in self.drafts.values() if draft.at), default=None)


def open_months(year: int, today: date) -> tuple[int, ...]:
    """The months that may be reported: those that have begun."""
    return tuple(month for month in MONTHS if (year, month) <= (today.year, today.month))


def default_month(store: Store, actor: Actor, place: str, year: int, today: date) -> int | None:
    """The month to begin with; None where the year has not begun.

    For those who report there the first expected month that can still be handed in and is not; else the month after
    the last one with figures, an expected one that has begun. Raises NotAllowed.
    """
    last = last_month_seen(store, actor, place, year)
    begun = open_months(year, today)
    if not begun:
        return None
    rounds = months_now(store, (place,), year, today)
    expected = [month for month in begun if rounds[place, month].expected]
    if may(actor, "report", place):
        states = {month: rounds[place, month].state for month in expected}
        owed = [month for month, state in states.items() if state.writable and state.stage is not Stage.SUBMITTED]
        if owed:
            return owed[0]
    return min(max([(last or 0) + 1, *expected[:1]]), begun[-1])


def monthly_report(store: Store, actor: Actor, place: str, year: int, month: int, today: date) -> MonthlyReport | None:
    """The month's report; None where the place has no plan for the year. Raises NotAllowed."""
    require(actor, "see", place)
    if not plans.editions(store, place, year):
        return None
    drafts = drafts_of(store, actor, place, year, month)  # first: a draft that is submitted now is then in the form
    form = month_form(store, actor, place, year, month, limits_for(store, actor, place, year))
    handed_over = submissions.submissions(store, place, year)
    months = _months(store, actor, place, year, today)
    rounds = {each: month_seen(actor, one) for (_place, each), one in months_now(store, (place,), year, today).items()}
    now = rounds[month]
    return MonthlyReport(
        form=form,
        standing=months[month - 1],
        months=months,
        submissions=tuple(one for one in reversed(handed_over) if one.month == month),
        drafts=drafts,
        services=rows_by_service(form, actor),
        rounds=rounds,
        changed=changed_since_accepted(store, now, form),
        may_report=may(actor, "report", place, now.state),
        may_submit=may(actor, "submit", place, now.state),
        may_ask=may(actor, "ask", place, now.state),
    )


def rows_by_service(form: MonthForm, actor: Actor) -> tuple[ServiceRows, ...]:
    """The rows that the actor fills in, by the service that reports them, in the order of services."""
    groups: dict[str, list[MonthFormRow]] = {}
    for row in form.typed_rows():
        if fills_in(actor, row.lead):
            groups.setdefault(row.lead or "", []).append(row)
    return tuple(ServiceRows(code, tuple(groups[code])) for code in in_order(groups))


def _months(store: Store, actor: Actor, place: str, year: int, today: date) -> tuple[MonthStanding, ...]:
    current = ledger_seen(store, actor, place, year).figures
    begun = open_months(year, today)
    found = []
    for month, states in month_states(store, place, year, current, MONTHS, today):
        services = reporting(states, month)
        owed, reported = sum(one.owed for one in services), sum(one.reported for one in services)
        has_any = any(month in months for months in current.values())
        filled = _filled(owed, reported, has_any, month in begun)
        found.append(MonthStanding(month, filled, owed, reported, services))
    return tuple(found)


def _filled(owed: int, reported: int, has_any: bool, begun: bool) -> Filled:
    if not has_any:
        return Filled.NOTHING if begun else Filled.TO_COME
    return Filled.COMPLETE if reported >= owed else Filled.PARTLY
