"""What the shared filters offer: the places and years that have a plan, and each year's latest month."""

from __future__ import annotations

from collections.abc import Sequence

from ishreja.access import Actor, may
from ishreja.storage import plans
from ishreja.storage.store import Store

DEMO_PLACE = "1706246"  # Jondor, whose story the demo tells


def plans_seen(store: Store, actor: Actor) -> tuple[tuple[str, int], ...]:
    """Every (place, year) with a plan that the actor may see, by place, the latest year first."""
    known = plans.plans(store)
    return tuple((place, year) for place, year in known if may(actor, "see", place))


def first_place(store: Store, actor: Actor, places: Sequence[str]) -> str:
    """Of the places (at least one), the one to begin with: the actor's own, in the demo Jondor, else the first."""
    own = (actor.place, DEMO_PLACE if store.demo else "")
    return next((place for place in own if place in places), places[0])
