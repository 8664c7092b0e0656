"""What waits for those who work in an office: months to hand in and to mend, rows to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from ishreja.access import Actor, fills_in, may
from ishreja.access.actors import of_office
from ishreja.domain.periods import local_day, month_end
from ishreja.domain.plan import AdoptedRow
from ishreja.domain.round import Stage, Step, last_of, reason_of_return
from ishreja.reporting import MonthNow, months_now
from ishreja.storage import drafts, figures, plans, settings
from ishreja.storage.store import Store
from ishreja.views.inbox_items import Item, Reason, RowComment
from ishreja.views.seen import ledger_seen
from ishreja.views.standing import MONTHS, fresh, is_owed, month_states

LATELY = timedelta(days=14)
"""How long it is told that a correction was refused."""

Owed = Mapping[int, tuple[tuple[int, str | None, bool], ...]]
"""Month to the rows owed in it: row id, lead service, whether it has a figure."""


def office_items(store: Store, actor: Actor, place: str, years: Iterable[int], today: date) -> Iterator[Item]:
    """The items of the office itself for these years: of the one who hands in, or of one who fills in rows."""
    submits = may(actor, "submit", place)
    for year in years:
        now = months_now(store, (place,), year, today)
        drafted = {month for _place, month in drafts.drafted(store, (place,), year)}
        months = [now[place, month] for month in MONTHS]
        if submits:
            found = (_to_hand_in(one, today, drafted=one.month in drafted) for one in months)
        else:
            owed = owed_rows(store, actor, place, year, today)
            found = (_to_fill_in(store, actor, one, owed.get(one.month, ()), today) for one in months)
        yield from filter(None, found)


def lapsed_items(store: Store, actor: Actor, place: str, years: Iterable[int], today: date) -> Iterator[Item]:
    """That a plan is missing for these years, for who adopts it, once the first report of the year is due."""
    if not may(actor, "adopt", place):
        return
    for year in years:
        now = months_now(store, (place,), year, today)
        owed = [one for month in MONTHS if (one := now[place, month]).expected and month_end(year, month) < today]
        if owed:
            yield Item(Reason.NO_PLAN, place, year, until=owed[0].due, count=len(owed))


def _to_hand_in(now: MonthNow, today: date, *, drafted: bool) -> Item | None:
    stage, last = now.state.stage, now.steps[-1] if now.steps else None
    if stage is Stage.RETURNED:
        return _given_back(now, drafted=drafted)
    if stage is Stage.ACCEPTED:
        if last is None or last.step is not Step.REFUSE or today - local_day(last.at) > LATELY:
            return None
        return Item(Reason.REFUSED, now.place, now.year, now.month, since=last.at, text=last.reason, step=last.step_id)
    if stage is Stage.SUBMITTED or not now.expected:
        if not drafted:
            return None
        return Item(Reason.DRAFT, now.place, now.year, now.month, locked=now.state.locked, step=now.version)
    if month_end(now.year, now.month) >= today:
        return None
    return Item(
        Reason.DUE,
        now.place,
        now.year,
        now.month,
        until=now.due,
        locked=now.state.locked,
        drafted=drafted,
    )


def _given_back(now: MonthNow, *, drafted: bool, comments: tuple[RowComment, ...] = ()) -> Item | None:
    """A month to mend, with the reason that was given, or that was asked for where a correction was granted."""
    said, given_back = reason_of_return(now.steps), last_of(now.steps, Step.RETURN, Step.GRANT)
    if said is None or given_back is None:
        return None
    return Item(
        Reason.GRANTED if given_back.step is Step.GRANT else Reason.RETURNED,
        now.place,
        now.year,
        now.month,
        since=given_back.at,
        until=now.last_day,
        locked=now.state.locked,
        drafted=drafted,
        text=said.reason,
        comments=comments,
        count=len(said.comments),
        step=given_back.step_id,
    )


def _to_fill_in(
    store: Store, actor: Actor, now: MonthNow, owed: tuple[tuple[int, str | None, bool], ...], today: date
) -> Item | None:
    """A returned month with comments at rows of the actor's services, else those rows that are blank yet."""
    if not may(actor, "report", now.place, now.state):
        return None
    said = reason_of_return(now.steps)
    if said is not None and said.comments:
        rows = _rows(store, now)
        comments = tuple(
            RowComment(rows[row_id].row.number, rows[row_id].row.name, text)
            for row_id, text in sorted(said.comments.items())
            if row_id in rows and fills_in(actor, rows[row_id].row.lead)
        )
        if comments:
            return _given_back(now, drafted=False, comments=comments)
    if not now.expected or date(now.year, now.month, 1) > today:
        return None
    mine = [(row_id, reported) for row_id, lead, reported in owed if fills_in(actor, lead)]
    blank = [row_id for row_id, reported in mine if not reported]
    if blank:
        typed = drafts.drafts(store, now.place, now.year, now.month)
        blank = [row_id for row_id in blank if row_id not in typed or typed[row_id].value_text is None]
    if not blank:
        return None
    return Item(
        Reason.FILL, now.place, now.year, now.month, until=now.due, count=len(blank), all=len(mine), step=now.version
    )


def _rows(store: Store, now: MonthNow) -> Mapping[int, AdoptedRow]:
    edition = plans.in_force(fresh(store, plans.editions, now.place, now.year), now.month)
    return {row.row_id: row for row in plans.rows(store, edition.edition_id)} if edition else {}


def owed_rows(store: Store, actor: Actor, place: str, year: int, today: date) -> Owed:
    """The rows owed in each month that has begun, as far as figures were handed in; kept till one of them changes."""
    modules = (figures, plans, settings)
    version = sum(store.version(module.__name__, place) for module in modules)
    return store.keep(
        ("owed rows", of_office(actor, place), place, year, today),
        lambda: _owed_rows(store, actor, place, year, today),
        version,
    )


def _owed_rows(store: Store, actor: Actor, place: str, year: int, today: date) -> Owed:
    current = ledger_seen(store, actor, place, year).figures
    begun = [month for month in MONTHS if date(year, month, 1) <= today]
    return {
        month: tuple((one.row.row_id, one.row.row.lead, month in one.months) for one in states if is_owed(one, month))
        for month, states in month_states(store, place, year, current, begun, today)
    }
