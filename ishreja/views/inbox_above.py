"""What waits for those above: reports to accept, corrections to answer, doubtful rows, accounts to be settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from ishreja.access import Actor, may
from ishreja.access.actors import DIRECTOR, REGION
from ishreja.domain.periods import local_day
from ishreja.domain.round import Stage
from ishreja.reporting import MonthNow, months_now
from ishreja.storage.store import Store
from ishreja.views.accounts import AccountState, accounts_page
from ishreja.views.inbox_items import Item, Reason
from ishreja.views.indicators import indicators_page
from ishreja.views.month_review import is_own
from ishreja.views.seen import month_seen
from ishreja.views.standing import MONTHS


def round_items(
    store: Store, actor: Actor, region: str, years: Mapping[str, Iterable[int]], today: date
) -> Iterator[Item]:
    """What the places below the region wait for, and what they owe; years says which of each place are in work."""
    late: dict[tuple[int, int], list[MonthNow]] = {}
    for year in sorted({one for of_place in years.values() for one in of_place}):
        codes = [place for place, of_place in years.items() if year in of_place]
        known = months_now(store, codes, year, today)
        for place in codes:
            for month in MONTHS:
                now = month_seen(actor, known[place, month])
                if now.expected and now.due < today and now.state.stage in (Stage.OPEN, Stage.DRAFT):
                    late.setdefault((year, month), []).append(now)
                elif item := _to_answer(actor, now):
                    yield item
    for (year, month), owing in late.items():
        places = tuple(one.place for one in owing)
        yield Item(
            Reason.LATE, region, year, month, until=min(one.due for one in owing), count=len(places), places=places
        )


def _to_answer(actor: Actor, now: MonthNow) -> Item | None:
    """A report to accept or return, or a request to grant or refuse."""
    if not now.steps:
        return None
    last = now.steps[-1]
    if now.state.asked and may(actor, "grant", now.place):
        return Item(Reason.ASKED, now.place, now.year, now.month, since=last.at, text=last.reason, step=last.step_id)
    if now.state.stage is Stage.SUBMITTED and may(actor, "accept", now.place, now.state):
        return Item(
            Reason.WAITING,
            now.place,
            now.year,
            now.month,
            since=last.at,
            own=is_own(actor, now),
            step=last.step_id,
        )
    return None


def question_items(store: Store, actor: Actor, region: str, years: Collection[int]) -> Iterator[Item]:
    """How many rows of the region's plans wait to be told which indicator they are, year by year."""
    for year in years:
        doubtful = len(indicators_page(store, actor, region, year).doubtful)
        if doubtful:
            yield Item(Reason.DOUBTFUL, region, year, count=doubtful)


def account_items(store: Store, actor: Actor, planned: Collection[str], today: date) -> Iterator[Item]:
    """Invitations that were not taken up, and places with a plan (planned) that nobody hands in for."""
    page = accounts_page(store, actor)
    for line in page.lines:
        if line.state is AccountState.INVITED and line.until is not None:
            last = local_day(line.until)
            yield Item(
                Reason.EXPIRED if last < today else Reason.INVITED,
                line.account.place,
                since=line.account.made_at,
                until=last,
                text=line.account.name,
                account=line.account.account_id,
            )
    directed = {
        line.account.place
        for line in page.lines
        if line.account.role in (DIRECTOR, REGION) and line.state is not AccountState.DISABLED
    }
    without = tuple(place for place in page.places if place in planned and place not in directed)
    if without:
        yield Item(Reason.NO_DIRECTOR, actor.place, count=len(without), places=without)
