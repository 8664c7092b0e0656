"""The indicators page: a region's catalogue, how its places' plans go with it, and what is still to be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ishreja.access import Actor, may, require
from ishreja.domain.catalogue import wording
from ishreja.domain.indicator_match import Ground, match_indicators
from ishreja.domain.indicators import CodedRow, Indicator, catalogue_of, summable
from ishreja.domain.places import PLACES, full_name
from ishreja.domain.plan import AdoptedRow, PlanDocument, PlanRow
from ishreja.domain.units import unit_key
from ishreja.planning import known_indicators, match, newest_rows, places_of
from ishreja.storage import indicators, plans
from ishreja.storage.indicators import RowIndicator
from ishreja.storage.store import Store

_UNREAD = RowIndicator(None, Ground.NONE, True)


@dataclass(frozen=True, slots=True)
class PlaceMatches:
    """A place's plan by rows: matched, doubtful, none of the catalogue's, and not matched yet; all 0 without a plan."""

    place: str
    name: str
    matched: int = 0
    doubtful: int = 0
    unmatched: int = 0
    unread: int = 0

    @property
    def rows(self) -> int:
        """All rows of the plan."""
        return self.matched + self.doubtful + self.unmatched + self.unread


@dataclass(frozen=True, slots=True)
class Offer:
    """An indicator that a doubtful row may be, and what keeps it doubtful."""

    indicator: Indicator
    ground: Ground


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of a place's plan: what it is called, what it counts and its target; code is its indicator's, if any.

    ground is what its match rests on; offers are what it may be where that is doubtful. alike is the number of other
    places whose plan has a row worded so that is no indicator either.
    """

    place: str
    place_name: str
    row_id: int
    number: str | None
    name: str
    unit: str | None
    target: Decimal | None
    code: str | None
    ground: Ground
    offers: tuple[Offer, ...] = ()
    alike: int = 0


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """An indicator, in how many plans it is, and in how many of those with the unit and kind that are added up."""

    indicator: Indicator
    places: int
    added: int
    own: bool


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """A region's year: the catalogue in its order, its places, questions, rows outside the catalogue, all rows.

    may_change says whether the actor may answer and add.
    """

    region: str
    region_name: str
    year: int
    catalogue: tuple[CatalogueLine, ...]
    places: tuple[PlaceMatches, ...]
    doubtful: tuple[PlanLine, ...]
    outside: tuple[PlanLine, ...]
    lines: tuple[PlanLine, ...]
    may_change: bool


def regions_seen(store: Store, actor: Actor) -> dict[str, tuple[int, ...]]:
    """Each region that the actor may see and that has plans, with the years of its plans, the latest first."""
    found: dict[str, set[int]] = {}
    for place, year in plans.plans(store):
        region = catalogue_of(place)
        if may(actor, "see", region):
            found.setdefault(region, set()).add(year)
    return {region: tuple(sorted(years, reverse=True)) for region, years in sorted(found.items())}


def indicators_page(store: Store, actor: Actor, region: str, year: int) -> IndicatorsPage:
    """What the region sees of its catalogue and of its places' plans for the year. Raises NotAllowed."""
    require(actor, "see", region)
    return store.keep(
        (indicators_page, region, year, may(actor, "change", region)),
        lambda: _page(store, actor, region, year),
        sum(store.version(module.__name__, place) for module in (indicators, plans) for place in places_of(region)),
    )


def asked_on_adoption(
    store: Store, actor: Actor, document: PlanDocument, answers: Mapping[str, str]
) -> tuple[tuple[int, PlanRow, tuple[Offer, ...]], ...]:
    """The rows of a document that may be one of the region's indicators: index, row, what it may be.

    None where no other place of the region has a plan here: then nobody compares. What was answered about a row of
    the edition before is not asked again; what is answered now stays, so that it can be changed. Raises NotAllowed.
    """
    if document.place is None or document.year is None:
        return ()
    place, year = document.place, document.year
    region = catalogue_of(place)
    if not any(catalogue_of(other) == region for other, _year in plans.plans(store) if other != place):
        return ()
    kept = indicators.matches(store, [place], year)
    settled = {
        index: one.code
        for index, row_id in match(store, actor, document, answers).identities().items()
        if (one := kept.get((place, row_id))) is not None and one.ground == Ground.ANSWER
    }
    catalogue = known_indicators(store, region)
    known = {one.code: one for one in catalogue}
    return tuple(
        (one.index, document.rows[one.index], tuple(Offer(known[each.code], each.ground) for each in one.candidates))
        for one in match_indicators(document.rows, catalogue, settled)
        if one.candidates
    )


def _page(store: Store, actor: Actor, region: str, year: int) -> IndicatorsPage:
    catalogue = known_indicators(store, region)
    codes = places_of(region)
    kept = indicators.matches(store, codes, year)
    rows = {place: newest_rows(store, place, year) for place in codes}
    lines = [line for place in codes for line in _lines(place, rows[place], kept, catalogue)]
    outside = [line for line in lines if line.code is None and not line.offers]
    wordings = Counter(wording(line.name) for line in outside)
    return IndicatorsPage(
        region,
        full_name(PLACES[region]) if region in PLACES else region,
        year,
        _catalogue(catalogue, region, rows, kept),
        tuple(_place(place, rows[place], kept) for place in codes),
        tuple(line for line in lines if line.offers),
        tuple(replace(line, alike=wordings[wording(line.name)] - 1) for line in outside),
        tuple(lines),
        may(actor, "change", region),
    )


def _lines(
    place: str,
    rows: Sequence[AdoptedRow],
    kept: Mapping[tuple[str, int], RowIndicator],
    catalogue: Sequence[Indicator],
) -> list[PlanLine]:
    """The plan's rows as they are kept; what a doubtful one may be is found again, by what was answered."""
    found = [kept.get((place, row.row_id), _UNREAD) for row in rows]
    offers: dict[int, tuple[Offer, ...]] = {}
    if not all(one.certain for one in found):
        known = {one.code: one for one in catalogue}
        answers = {index: one.code for index, one in enumerate(found) if one.ground == Ground.ANSWER}
        for found_row in match_indicators([row.row for row in rows], catalogue, answers):
            offers[found_row.index] = tuple(Offer(known[one.code], one.ground) for one in found_row.candidates)
    return [
        PlanLine(
            place,
            full_name(PLACES[place]) if place in PLACES else place,
            row.row_id,
            row.row.number,
            row.row.name,
            row.row.unit,
            row.row.target,
            one.code,
            Ground(one.ground),
            () if one.certain else offers.get(index, ()),
        )
        for index, (row, one) in enumerate(zip(rows, found, strict=True))
    ]


def _place(place: str, rows: Sequence[AdoptedRow], kept: Mapping[tuple[str, int], RowIndicator]) -> PlaceMatches:
    found = [kept.get((place, row.row_id)) for row in rows]
    known = [one for one in found if one is not None]
    return PlaceMatches(
        place,
        full_name(PLACES[place]) if place in PLACES else place,
        matched=sum(one.code is not None for one in known),
        doubtful=sum(not one.certain for one in known),
        unmatched=sum(one.certain and one.code is None for one in known),
        unread=len(found) - len(known),
    )


def _catalogue(
    catalogue: Sequence[Indicator],
    region: str,
    rows: Mapping[str, Sequence[AdoptedRow]],
    kept: Mapping[tuple[str, int], RowIndicator],
) -> tuple[CatalogueLine, ...]:
    coded = [
        CodedRow(place, row.row_id, one.code, row.row.unit, row.row.kind)
        for place, plan in rows.items()
        for row in plan
        if (one := kept.get((place, row.row_id))) is not None and one.code is not None
    ]
    added = summable(coded)
    places = Counter(row.code for row in coded)
    return tuple(
        CatalogueLine(
            one,
            places[one.code],
            len(added.get((one.code, unit_key(one.unit), one.kind), ())),
            one.code.startswith(f"{region}-"),
        )
        for one in catalogue
    )
