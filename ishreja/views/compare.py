"""A few places next to each other: one indicator or section month by month, and the library indicators of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from statistics import median

from ishreja.access import Actor
from ishreja.domain.district_card import DistrictCard
from ishreja.domain.library_indicators import INDICATORS, OF_CARD, Balance, Indicator
from ishreja.domain.periods import as_of as judged_day
from ishreja.domain.periods import elapsed_months, seen_month
from ishreja.domain.progress import ratio
from ishreja.domain.spread import total
from ishreja.domain.standing import share_status
from ishreja.domain.status import Status
from ishreja.storage import district_cards
from ishreja.storage.comparison_query import Question
from ishreja.storage.store import Store
from ishreja.views import fresh_groups
from ishreja.views.library import card_totals
from ishreja.views.region_cells import main_unit, section_cell, status_of_sums
from ishreja.views.region_rows import (
    COMPARED_HEADLINES,
    RowPlaces,
    SectionTitles,
    groups,
    question,
    rows_of,
    titles_of,
)

FEWEST, MOST = 2, 6
WHOLE = "plan"
SECTION = "section-"


@dataclass(frozen=True, slots=True)
class Line:
    """A place's (or region's) months.

    facts and planned are to date at the end of each of the twelve months, in the unit; of a section the share of due
    rows on plan and nothing. None where nothing was reported by then, or where the month is not over. part and whole
    are fact and plan to date, or rows on plan and rows due; unit is set where it is not the others', titles
    where plans call the section otherwise than the most of the scope do.
    """

    row: RowPlaces
    facts: tuple[Decimal | None, ...]
    planned: tuple[Decimal | None, ...]
    part: Decimal | None
    whole: Decimal | None
    status: Status
    places: int
    reported: int
    unit: str | None = None
    titles: tuple[str, ...] = ()

    @property
    def progress(self) -> Decimal | None:
        """part ÷ whole, uncapped."""
        return ratio(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class LibraryComparison:
    """A library indicator of each compared row, and the median over all rows of the scope that have it.

    Of a place that did not report the month there is none, as in the matrix. counted is of how many of a row's places
    its value is; known of how many rows the median is, of those with a plan.
    """

    code: str
    decimals: int
    per_cent: bool
    values: tuple[Decimal | None, ...]
    counted: tuple[int, ...]
    middle: Decimal | None
    known: int
    of: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The screen: the rows chosen, their lines (None where a plan has no such indicator), indicators and cards.

    share says that the lines are shares of rows; level that they are states, not sums. cards are added over a
    region's places, a number that one of them lacks being unknown.
    """

    scope: str
    year: int
    month: int
    as_of: date
    rows: tuple[RowPlaces, ...]
    lines: tuple[Line | None, ...]
    unit: str | None
    share: bool
    library: tuple[LibraryComparison, ...]
    cards: tuple[DistrictCard, ...]


def compare(
    store: Store,
    actor: Actor,
    scope: str,
    year: int,
    month: int,
    today: date,
    chosen: Sequence[str],
    by: str,
) -> Compared:
    """The rows chosen (codes of the scope's rows, the first MOST that have a plan) by an indicator's code.

    by may also be WHOLE, or SECTION and a numeral. Raises NotAllowed.
    """
    every = rows_of(store, actor, scope, year)
    picked = tuple(row for row in every if row.code in chosen and row.places)[:MOST]
    asked = question(store, actor, picked, year, month, today)
    share = by == WHOLE or by.startswith(SECTION)
    unit = None
    if share:
        titles = titles_of(store, groups(every), year, month)
        lines = _sections(store, asked, picked, None if by == WHOLE else by.removeprefix(SECTION), titles)
    else:
        lines, unit = _indicator(store, asked, picked, by)
    of_all = question(store, actor, every, year, month, today)
    totals = _totals(store, every, replace(of_all, groups={place: place for place in of_all.groups}))
    cards = district_cards.cards(store, groups(picked), year)
    return Compared(
        scope=scope,
        year=year,
        month=month,
        as_of=judged_day(year, month, today),
        rows=picked,
        lines=lines,
        unit=unit,
        share=share,
        library=tuple(_library(one, every, picked, totals) for one in (*INDICATORS, *OF_CARD)),
        cards=tuple(_together([cards.get(place, DistrictCard()) for place in row.places]) for row in picked),
    )


def _sections(
    store: Store, asked: Question, rows: Sequence[RowPlaces], section: str | None, titles: SectionTitles
) -> tuple[Line | None, ...]:
    by_month = {(one.group, one.section): one.months for one in fresh_groups.kept_section_months(store, asked)}
    now = {(one.group, one.section): one for one in fresh_groups.kept_sections(store, asked)}
    lines: list[Line | None] = []
    for row in rows:
        months, plan_months = by_month.get((row.code, section), ()), by_month.get((row.code, None), ())
        others = titles.others(row, section)
        cell = section_cell(now.get((row.code, section)), now.get((row.code, None)), others)
        if cell is None:
            lines.append(None)
            continue
        shares = [
            each.share if reported and share_status(each) is not Status.NOT_REPORTED else None
            for (each, _of_section), (_whole, reported) in zip(months, plan_months, strict=True)
        ]
        lines.append(
            Line(
                row=row,
                facts=(*shares, *[None] * (12 - len(shares))),
                planned=(None,) * 12,
                part=None if cell.value is None else cell.part,
                whole=cell.whole,
                status=cell.status,
                places=cell.places,
                reported=cell.reported,
                titles=others,
            )
        )
    return tuple(lines)


def _indicator(
    store: Store, asked: Question, rows: Sequence[RowPlaces], code: str
) -> tuple[tuple[Line | None, ...], str | None]:
    now = {(one.group, one.unit_key, one.kind): one for one in fresh_groups.kept_indicators(store, asked, (code,))}
    if not now:
        return (None,) * len(rows), None
    months = {
        (one.group, one.unit_key, one.kind): one.months
        for one in fresh_groups.kept_indicator_months(store, asked, (code,))
    }
    main = main_unit(list(now.values()))
    day = judged_day(asked.year, asked.month, asked.today)
    elapsed, seen = elapsed_months(asked.year, asked.month, day), seen_month(asked.year, asked.month, day)
    lines: list[Line | None] = []
    for row in rows:
        own = sorted((key for key in now if key[0] == row.code and key in months), key=lambda key: key[1:] != main)
        if not own:
            lines.append(None)
            continue
        standing, readings = now[own[0]], months[own[0]]
        lines.append(
            Line(
                row=row,
                facts=tuple(
                    each.to_date if month <= seen and each.reported else None
                    for month, each in enumerate(readings, start=1)
                ),
                planned=tuple(each.planned for each in readings),
                part=standing.now.to_date,
                whole=standing.now.planned,
                status=standing.now.status or status_of_sums(standing.now, elapsed),
                places=standing.now.places,
                reported=standing.now.reported,
                unit=None if own[0][1:] == main else standing.unit or "",
            )
        )
    return tuple(lines), next((one.unit for key, one in now.items() if key[1:] == main), None)


def _totals(store: Store, rows: Sequence[RowPlaces], asked: Question) -> dict[str, dict[str, Decimal | None]]:
    """Place to its headline figures to date, each in the unit of most places, and what its card says.

    Those of places that did not report the month are left out.
    """
    cards = district_cards.cards(store, asked.groups, asked.year)
    elapsed = elapsed_months(asked.year, asked.month, judged_day(asked.year, asked.month, asked.today))
    found: dict[str, dict[str, Decimal | None]] = {
        place: card_totals(cards.get(place), elapsed) for row in rows for place in row.places
    }
    standings = fresh_groups.kept_indicators(store, asked, COMPARED_HEADLINES)
    reported = fresh_groups.kept_reporting(store, asked)
    main = {code: main_unit([one for one in standings if one.code == code]) for code in COMPARED_HEADLINES}
    for one in standings:
        known = reported.get(one.group) and one.now.status is not Status.NOT_REPORTED
        if known and (one.unit_key, one.kind) == main[one.code]:
            found[one.group][one.code] = one.now.to_date
    return found


def _library(
    one: Indicator | Balance,
    every: Sequence[RowPlaces],
    picked: Sequence[RowPlaces],
    totals: Mapping[str, Mapping[str, Decimal | None]],
) -> LibraryComparison:
    """An indicator is the ratio of sums over those places of a row that know all of its figures."""
    names = one.formula.names()

    def value(row: RowPlaces) -> tuple[Decimal | None, int]:
        known = [totals[place] for place in row.places if all(totals[place].get(name) is not None for name in names)]
        ratio = one.value({name: total(each[name] for each in known) for name in names}) if known else None
        return ratio, len(known)

    values = {row.code: value(row) for row in every}
    known = [each for each, _count in values.values() if each is not None]
    return LibraryComparison(
        code=one.code,
        decimals=one.decimals,
        per_cent=one.per_cent,
        values=tuple(values[row.code][0] for row in picked),
        counted=tuple(values[row.code][1] for row in picked),
        middle=median(known) if known else None,
        known=len(known),
        of=sum(bool(row.places) for row in every),
    )


def _together(cards: Sequence[DistrictCard]) -> DistrictCard:
    """The cards of several places added; their opening days are the same days and are told of a single place only."""
    if len(cards) > 1:
        cards = [replace(card, opening_days=None) for card in cards]
    added = {}
    for field in fields(DistrictCard):
        values = [getattr(card, field.name) for card in cards]
        added[field.name] = sum(values, Decimal(0)) if values and None not in values else None
    return DistrictCard(**added)
