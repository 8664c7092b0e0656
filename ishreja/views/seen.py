"""Which figures of a place an actor sees: the office its whole ledger, those above what was handed in or accepted.

A returned month stands as it was last handed in. Where the region has chosen to see accepted months alone, a month
counts as it was when it was last accepted. Drafts are no figures and are seen by the office alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ishreja.access import Actor, require
from ishreja.access.actors import sees_all
from ishreja.domain.figures import Figure
from ishreja.domain.places import above
from ishreja.domain.round import MonthState, Stage
from ishreja.reporting import MonthNow, settings_for
from ishreja.storage import figures, month_steps
from ishreja.storage.comparison import binding_limits
from ishreja.storage.comparison_query import Limit, Question
from ishreja.storage.figures import YearState
from ishreja.storage.store import Store
from ishreja.views.fresh_groups import fresh_groups

Limits = tuple[tuple[int, int], ...]
"""(month, the ledger's last sequence that is seen of it)."""


def ledger_seen(store: Store, actor: Actor, place: str, year: int) -> YearState:
    """The place's year as the actor sees it. Raises NotAllowed."""
    return ledger_upto(store, place, year, limits_for(store, actor, place, year))


def last_month_seen(store: Store, actor: Actor, place: str, year: int) -> int | None:
    """The latest month (1-12) with a figure that the actor sees, or None. Raises NotAllowed."""
    found = ledger_seen(store, actor, place, year).figures
    return max((max(months) for months in found.values()), default=None)


def history_seen(store: Store, actor: Actor, place: str, year: int, row_id: int) -> tuple[Figure, ...]:
    """What the actor sees of all that the ledger holds about a row, oldest first. Raises NotAllowed."""
    upto = limits_for(store, actor, place, year)
    entries = figures.history(store, place, year, row_id)
    if upto is None:
        return entries
    last_seen = dict(upto)
    return tuple(one for one in entries if one.sequence <= last_seen.get(one.month, 0))


def limits_for(store: Store, actor: Actor, place: str, year: int) -> Limits | None:
    """Up to where the actor sees the place's ledger; None where it sees all of it. Raises NotAllowed."""
    require(actor, "see", place)
    if sees_all(actor, place):
        return None
    return limits(store, place, year, accepted_only=accepted_only(store, place))


def accepted_only(store: Store, place: str) -> bool:
    """Whether those above the place see its accepted months alone."""
    return settings_for(store, place).region_sees == "accepted"


def month_seen(actor: Actor, now: MonthNow) -> MonthNow:
    """The month's state as the actor sees it: a draft does not show from above."""
    if now.state.stage is not Stage.DRAFT or sees_all(actor, now.place):
        return now
    return replace(now, state=MonthState(Stage.OPEN, now.state.locked, now.state.asked))


def limits(store: Store, place: str, year: int, *, accepted_only: bool) -> Limits:
    """Up to where the ledger is seen from above, month by month; months without a limit are not seen."""
    standings = store.keep(
        ("standings", place, year),
        lambda: month_steps.standings(store, (place,), (year,)),
        store.version(month_steps.__name__, place),
    )
    found = (
        (month, one.accepted_sequence if accepted_only else one.submitted_sequence)
        for (_place, _year, month), one in standings.items()
    )
    return tuple((month, sequence) for month, sequence in found if sequence is not None)


def ledger_upto(store: Store, place: str, year: int, seen: Limits | None) -> YearState:
    """The place's year up to these limits, the whole of it without; kept till the place's figures change."""
    return store.keep(
        ("ledger", place, year, seen),
        lambda: figures.state(store, place, year, seen),
        store.version(figures.__name__, place),
    )


def limits_of(store: Store, actor: Actor, places: Iterable[str], year: int) -> tuple[Limit, ...]:
    """The same for many places at once: only the limits that keep anything from the actor."""
    from_above = [place for place in places if not sees_all(actor, place)]
    if not from_above:
        return ()
    groups = {place: "".join(above(place)[:1]) for place in from_above}
    some = {parent: place for place, parent in groups.items()}
    restricted = {parent: accepted_only(store, place) for parent, place in some.items()}

    def read(asked: Question) -> dict[str, list[Limit]]:
        found: dict[str, list[Limit]] = {}
        rules = {place: restricted[parent] for place, parent in asked.groups.items()}
        for limit in binding_limits(store, rules, year):
            found.setdefault(asked.groups[limit.place], []).append(limit)
        return found

    what = "limits", tuple(restricted.items())
    found = fresh_groups(store, what, Question(groups, year, 12, date.max), read)
    return tuple(limit for parent in found.values() for limit in parent)
