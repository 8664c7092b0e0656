"""Which places stand side by side: a region's districts, or the republic's regions, as far as the actor sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from ishreja.access import Actor, require, visible_places
from ishreja.domain.indicator_match import DOUBTFUL
from ishreja.domain.places import REPUBLIC, above, children, within
from ishreja.domain.round import due_date
from ishreja.domain.wording import similarity
from ishreja.storage import comparison, indicators, plans, round_settings
from ishreja.storage.comparison_query import Question
from ishreja.storage.store import Store
from ishreja.views.fresh_groups import fresh_groups
from ishreja.views.headlines import HEADLINES
from ishreja.views.seen import limits_of
from ishreja.views.standing import fresh

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
COMPARED_HEADLINES = (*HEADLINES, "purchases", "new_users", "holdings")


class RowKind(StrEnum):
    """What a row of the comparison is: a place below, a region added up, or the office above them with its own plan."""

    PLACE = "place"
    REGION = "region"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """A row: its place's code, and the places with a plan for the year that are added up in it."""

    code: str
    kind: RowKind
    places: tuple[str, ...]


def scopes(store: Store, actor: Actor) -> tuple[str, ...]:
    """The places whose parts the actor may compare, the widest first: the republic and regions that have any plan.

    The one that a screen opens with is the narrowest that holds all plans; it stands last of those that hold them.
    """
    seen = visible_places(actor)
    planned = {place for place, _year in plans.plans(store) if place in seen}
    regions = sorted({code for place in planned for code in (place, *above(place)) if above(code) == (REPUBLIC,)})
    found = [REPUBLIC] if REPUBLIC in seen else []
    return (*found, *(code for code in regions if code in seen))


def first_scope(options: tuple[str, ...]) -> str | None:
    """The scope that a screen opens with: the only region that has plans, else the republic."""
    regions = [code for code in options if code != REPUBLIC]
    return regions[0] if len(regions) == 1 else next(iter(options), None)


def rows_of(store: Store, actor: Actor, scope: str, year: int) -> tuple[RowPlaces, ...]:
    """The rows of a scope, those without any plan included, its own office last where that has one.

    Raises NotAllowed.
    """
    require(actor, "see", scope)
    seen = visible_places(actor)
    planned = {place for place, of in plans.plans(store) if of == year and place in seen}
    rows = []
    for child in children(scope):
        if child.code in seen:
            parts = within(child.code)
            kind = RowKind.REGION if len(parts) > 1 or scope == REPUBLIC else RowKind.PLACE
            rows.append(RowPlaces(child.code, kind, tuple(code for code in parts if code in planned)))
    if scope in planned:
        rows.append(RowPlaces(scope, RowKind.CENTRE, (scope,)))
    return tuple(rows)


def years_of(store: Store, actor: Actor, scope: str) -> tuple[int, ...]:
    """The years for which anything in the scope has a plan, the latest first."""
    inside = visible_places(actor) & set(within(scope))
    return tuple(sorted({year for place, year in plans.plans(store) if place in inside}, reverse=True))


def groups(rows: tuple[RowPlaces, ...]) -> Mapping[str, str]:
    """Place to the row that it is added to."""
    return {place: row.code for row in rows for place in row.places}


def question(store: Store, actor: Actor, rows: tuple[RowPlaces, ...], year: int, month: int, today: date) -> Question:
    """What is asked of the rows' places, limited to what the actor sees of each."""
    of = groups(rows)
    return Question(of, year, month, today, limits_of(store, actor, of, year))


def month_of(store: Store, actor: Actor, scope: str, year: int, today: date) -> int | None:
    """The latest month of which the actor sees a figure of any place of the scope and whose due day is over.

    Where none is due yet the latest with a figure; None without any: one early report does not make the others late.
    Raises NotAllowed.
    """
    of = groups(rows_of(store, actor, scope, year))
    asked = Question(of, year, 12, date.max, limits_of(store, actor, of, year))
    found = fresh_groups(store, "latest month", asked, partial(comparison.latest_months, store))
    rules = fresh(store, round_settings.settings, scope)
    due = sum(due_date(rules, year, month) < today for month in range(1, 13))
    latest = max(found.values(), default=None)
    return min(latest, due) if latest and due else latest


def section_numerals(store: Store, actor: Actor, scope: str, year: int) -> tuple[str, ...]:
    """The numerals of the sections that plans of the scope have, in their order. Raises NotAllowed."""
    titles = titles_of(store, groups(rows_of(store, actor, scope, year)), year, 12)
    return tuple(sorted(titles.usual, key=numeral))


@dataclass(frozen=True, slots=True)
class SectionTitles:
    """What plans call their sections.

    usual is each numeral's title in most of them; other, by place and numeral, is a title that is not that one.
    """

    usual: Mapping[str, str]
    other: Mapping[tuple[str, str], str]

    def others(self, row: RowPlaces, section: str | None) -> tuple[str, ...]:
        """What the plans of the row's places call the section, of those that call it otherwise."""
        return tuple(self.other[place, section] for place in row.places if section and (place, section) in self.other)


def titles_of(store: Store, places: Iterable[str], year: int, month: int) -> SectionTitles:
    """What the places' plans in force at the month's end call their sections; titles that are fairly alike are one.

    Where as many call a section one thing as another, none of them is the usual title.
    """
    wanted = tuple(places)

    def read() -> SectionTitles:
        found = comparison.section_titles(store, wanted, year, month)
        by_section: dict[str, Counter[str]] = {}
        for (_place, section), title in found.items():
            by_section.setdefault(section, Counter())[title] += 1
        usual, other = {}, {}
        for section, titles in by_section.items():
            alike = {one: {each for each in titles if similarity(one, each) >= DOUBTFUL} for one in titles}
            count = {one: sum(titles[each] for each in alike[one]) for one in titles}
            best = max(titles, key=lambda one: (count[one], titles[one]))
            usual[section] = best
            rivals = {one for one in titles if one not in alike[best]}
            tied = any(count[one] == count[best] for one in rivals)
            other[section] = set(titles) if tied else rivals
        return SectionTitles(usual, {at: title for at, title in found.items() if title in other[at[1]]})

    return store.keep(("section titles", wanted, year, month), read, store.version(plans.__name__))


def numeral(section: str | None) -> tuple[int, str]:
    """What sections are sorted by: the whole plan first, then by their numerals, what stands in none last."""
    if not section:
        return (-1, "") if section is None else (len(_ROMAN) + 1, "")
    return (_ROMAN.index(section), "") if section in _ROMAN else (len(_ROMAN), section)


@dataclass(frozen=True, slots=True)
class IndicatorChoice:
    """An indicator that may be compared: its code, and its name where it is no headline figure."""

    code: str
    name: str | None


def indicator_choices(store: Store, actor: Actor, scope: str) -> tuple[IndicatorChoice, ...]:
    """The headline figures, then those of the catalogues of the scope's regions. Raises NotAllowed."""
    require(actor, "see", scope)
    regions = [scope] if scope != REPUBLIC else [region.code for region in children(REPUBLIC)]
    named = {one.code: one.name for region in regions for one in fresh(store, indicators.catalogue, region)}
    own = [IndicatorChoice(code, name) for code, name in named.items() if code not in COMPARED_HEADLINES]
    return (*(IndicatorChoice(code, None) for code in COMPARED_HEADLINES), *own)
