"""What waits for an actor: to hand in, to mend, to fill in, to accept, to answer; each with the screen to do it on.

Only years that have a plan count, and of a place's those in work: the latest that has begun, and the one before it
until the end of March, while its last reports come in. A place without a plan of a year that is in work beside it is
asked on where it had one before, as the round counts it. So a year that is over and followed by another asks nothing
any more, and a demo of a past year shows what that year left open. A month that runs is no report to hand in yet, but
one whose rows are filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ishreja.access import Actor, may
from ishreja.access.actors import MANAGE
from ishreja.domain.periods import default_year, month_end
from ishreja.domain.places import above, children
from ishreja.planning import places_of
from ishreja.storage import (
    accounts,
    drafts,
    figures,
    indicators,
    month_exceptions,
    month_steps,
    plans,
    round_settings,
    settings,
)
from ishreja.storage.store import Store
from ishreja.views.choices import plans_seen
from ishreja.views.inbox_above import account_items, question_items, round_items
from ishreja.views.inbox_items import Group, Inbox, Item, Reason
from ishreja.views.inbox_office import lapsed_items, office_items

LAST_REPORTS_IN = 3
"""The month (of the year after) until whose end a year's reports are still asked for."""
_OF_MONTHS = (month_steps, month_exceptions, plans)
_OF_OFFICE = (*_OF_MONTHS, figures, settings)


def inbox(store: Store, actor: Actor, today: date) -> Inbox:
    """What waits for the actor on the day; kept until something is written that it was read from.

    Rights are asked at every call: they decide what is read, and so which reading that was kept answers.
    """
    office = actor.place if may(actor, "report", actor.place) else None
    below = tuple(sorted(child.code for child in children(actor.place) if may(actor, "accept", child.code)))
    region = actor.place if below and may(actor, "change", actor.place) else None
    managed = may(actor, MANAGE, actor.place)
    return store.keep(
        (inbox, actor, today, office, below, region, managed),
        lambda: _read(store, actor, today, office, below, region, managed=managed),
        _version(store, office, below, region, managed=managed),
    )


def _version(store: Store, office: str | None, below: Sequence[str], region: str | None, *, managed: bool) -> int:
    """A number that grows whenever something is written of which the inbox tells."""
    wanted = [(module, place) for module in _OF_MONTHS for place in below]
    if office:
        wanted += [(module, office) for module in _OF_OFFICE]
        wanted += [(drafts, drafts.version_key(office, year)) for year in _years(store, office)]
        wanted.append((plans, ""))  # of those beside it
        wanted += [(round_settings, parent) for parent in above(office)[:1]]
    if below:
        wanted.append((round_settings, above(below[0])[0]))
    if region:
        wanted += [(module, place) for module in (indicators, plans) for place in places_of(region)]
    if managed:
        wanted += [(accounts, accounts.ANY), (plans, "")]
    return sum(store.version(module.__name__, place) for module, place in wanted)


def _years(store: Store, office: str) -> tuple[int, ...]:
    """The years of the office that have a plan; kept, for this is asked at every call."""
    return store.keep(
        ("years of", office),
        lambda: tuple(year for place, year in plans.plans(store) if place == office),
        store.version(plans.__name__, office),
    )


def _read(
    store: Store,
    actor: Actor,
    today: date,
    office: str | None,
    below: Sequence[str],
    region: str | None,
    *,
    managed: bool,
) -> Inbox:
    known = plans_seen(store, actor)
    found: list[Item] = []
    if office:
        own = years_in_work(known, office, today)
        found += office_items(store, actor, office, own, today)
        beside = [child.code for parent in above(office)[:1] for child in children(parent)]
        lapsed = set(years_asked(plans.plans(store), [office], beside, today)[office]) - set(own)
        found += lapsed_items(store, actor, office, sorted(lapsed), today)
    if below:
        years = years_asked(known, below, below, today)
        found += round_items(store, actor, actor.place, years, today)
        if region:
            found += question_items(store, actor, region, sorted({one for of in years.values() for one in of}))
    if managed:
        found += account_items(store, actor, {place for place, _year in known}, today)
    return Inbox(today, tuple(_grouped(found, today)))


def years_in_work(known: Iterable[tuple[str, int]], place: str, today: date) -> tuple[int, ...]:
    """The years of the place, of these (place, year) with a plan, whose reports are asked for on the day."""
    return _in_work([year for where, year in known if where == place], today)


def years_asked(
    known: Iterable[tuple[str, int]], places: Iterable[str], beside: Iterable[str], today: date
) -> dict[str, tuple[int, ...]]:
    """The same of each of the places, and the years in work beside them for which a place let its plan lapse."""
    of: dict[str, list[int]] = {}
    for place, year in known:
        of.setdefault(place, []).append(year)
    around = _in_work([year for place in beside for year in of.get(place, ())], today)
    return {
        place: tuple(sorted({*_in_work(own, today), *(year for year in around if year > min(own))})) if own else ()
        for place in places
        for own in [of.get(place, [])]
    }


def _in_work(years: Sequence[int], today: date) -> tuple[int, ...]:
    if not years:
        return ()
    latest = default_year(years, today)
    closing = latest - 1 in years and today <= month_end(latest, LAST_REPORTS_IN)
    return (latest - 1, latest) if closing else (latest,)


def _grouped(found: Iterable[Item], today: date) -> Iterable[tuple[Group, tuple[Item, ...]]]:
    by_group: dict[Group, list[Item]] = {}
    for item in found:
        by_group.setdefault(item.group(today), []).append(item)
    for group in Group:
        if group in by_group:
            yield group, tuple(sorted(by_group[group], key=_order))


def _order(item: Item) -> tuple[bool, datetime, date, int, str]:
    """The longest waiting first, then the earliest to be done; of late places the latest month first."""
    latest_first = -(12 * item.year + (item.month or 0)) if item.reason is Reason.LATE else 0
    return (
        item.reason is Reason.DOUBTFUL,
        item.since or datetime.min,
        date.max if latest_first else item.until or date.max,
        latest_first,
        item.place,
    )
