"""Figures per 1000 users or inhabitants: divided over those places alone that know both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain.plan import Kind
from ishreja.storage import district_cards
from ishreja.storage.comparison import IndicatorStanding
from ishreja.storage.store import Store
from ishreja.views.region_cells import Divided, Measure, main_unit

USERS = "users"
Unit = tuple[str, Kind]


@dataclass(frozen=True, slots=True)
class Scale:
    """What each place's figures are divided by, and the figures to date themselves by indicator and unit."""

    by: Mapping[str, Decimal]
    figures: Mapping[tuple[str, Unit], Mapping[str, Decimal]]

    def divided(self, code: str, unit: Unit, places: Iterable[str]) -> Divided | None:
        """An indicator's figures in a unit over those of the places that have both; None where none has."""
        figures = self.figures.get((code, unit), {})
        known = [place for place in places if place in figures and place in self.by]
        if not known:
            return None
        part, by = (sum((values[place] for place in known), Decimal(0)) for values in (figures, self.by))
        return Divided(part, by, len(known))


def scale_of(store: Store, found: Sequence[IndicatorStanding], places: Sequence[str], year: int, by: Measure) -> Scale:
    """The scale of these places for figures per 1000; found are their indicators, each place by itself."""
    figures: dict[tuple[str, Unit], dict[str, Decimal]] = {}
    for one in found:
        if one.now.to_date is not None:
            figures.setdefault((one.code, (one.unit_key, one.kind)), {})[one.group] = one.now.to_date
    if by is Measure.PER_PEOPLE:
        cards = district_cards.cards(store, places, year)
        return Scale({place: card.population for place, card in cards.items() if card.population}, figures)
    main = main_unit([one for one in found if one.code == USERS])
    users = figures.get((USERS, main), {}) if main else {}
    return Scale({place: count for place, count in users.items() if count}, figures)
