"""A district's card as its form shows it, and whose cards an actor may fill in."""

from __future__ import annotations

from collections.abc import Iterable

from ishreja.access import Actor, may, require
from ishreja.domain.district_card import DistrictCard
from ishreja.language import _
from ishreja.storage import district_cards
from ishreja.storage.store import Store
from ishreja.views.standing import fresh


def card_of(store: Store, actor: Actor, place: str, year: int) -> DistrictCard:
    """The place's card, with nothing in it where there is none yet. Raises NotAllowed."""
    require(actor, "see", place)
    return fresh(store, district_cards.card, place, year) or DistrictCard()


def fillable(actor: Actor, places: Iterable[str]) -> tuple[str, ...]:
    """Those of the places whose card the actor may fill in, in their order."""
    return tuple(place for place in places if may(actor, "submit", place))


def card_words() -> dict[str, str]:
    """The card's fields in words, in their order."""
    return {
        "population": _("Population"),
        "staff": _("Posts"),
        "holdings": _("Books held on 1 January"),
        "written_off": _("Books written off since"),
        "opening_days": _("Opening days in the year"),
    }
