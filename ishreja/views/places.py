"""The places that an administrator keeps, as their page shows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ishreja.access import Actor, accounts
from ishreja.domain.places import PLACES, REPUBLIC, Place
from ishreja.storage import plans
from ishreja.storage.store import Store
from ishreja.views.accounts import managed_places


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with how many accounts can be signed in with there, and the latest year of its plans, if any."""

    place: Place
    accounts: int
    latest_plan: int | None


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """The places that the actor manages, level by level; above are the codes that others may be added under."""

    lines: tuple[PlaceLine, ...]
    above: tuple[str, ...]


def places_page(store: Store, actor: Actor) -> PlacesPage:
    """The actor's place and those below it; none for who manages nothing."""
    counts = Counter(one.place for one in accounts.listed(store, actor) if not one.disabled)
    years: dict[str, int] = {}
    for place, year in plans.plans(store):
        years[place] = max(year, years.get(place, year))
    managed = [PLACES[code] for code in managed_places(actor)]
    lines = tuple(PlaceLine(place, counts[place.code], years.get(place.code)) for place in managed)
    return PlacesPage(lines, tuple(place.code for place in managed if place.parent in (None, REPUBLIC)))
