"""The matrix of places: how each stands by section or by indicator, and how they compare.

Shares of rows are added as rows, figures only in one unit and kind; nothing is averaged across units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median

from ishreja.access import Actor
from ishreja.domain.periods import as_of as judged_day
from ishreja.domain.periods import elapsed_months
from ishreja.storage import plans
from ishreja.storage.store import Store
from ishreja.views import fresh_groups
from ishreja.views.region_cells import (
    Cell,
    Measure,
    added,
    indicator_cell,
    indicator_rise,
    main_unit,
    section_cell,
    section_rise,
    steady,
    whole_of,
)
from ishreja.views.region_rows import RowKind, RowPlaces, groups, numeral, question, rows_of, titles_of
from ishreja.views.region_scale import USERS, scale_of
from ishreja.views.row_list import codes_of
from ishreja.views.standing import fresh

SCALED = (Measure.PER_USERS, Measure.PER_PEOPLE)
ALL = "all"
"""How the column of the whole plan is named where columns are sorted by."""


@dataclass(frozen=True, slots=True)
class Column:
    """A section (its numeral, None for the whole plan) or an indicator (its code).

    total is over all places; middle the median of the values of the rows that reported: reported of all that have
    the column. elsewhere counts places whose figure is in another unit, or in none, or whose section is called
    otherwise, and so left out of both.
    """

    code: str | None
    title: str | None
    unit: str | None
    total: Cell | None
    middle: Decimal | None
    reported: int
    of: int
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A place or region; cells in the order of the columns, None where its plans have no such thing.

    places is how many of its places have a plan, reported how many of those have a figure for the month.
    """

    code: str
    kind: RowKind
    places: int
    reported: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The region's screen; rows are sorted by a column (its index) or, where that is None, stand in their own order."""

    scope: str
    year: int
    month: int
    as_of: date
    measure: Measure
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sorted_by: int | None
    falling: bool

    @property
    def ranked_by(self) -> int | None:
        """The column whose order the ranks tell: the one sorted by, else the first; None where nothing is ranked."""
        return None if self.measure is Measure.RAW or not self.columns else self.sorted_by or 0

    @property
    def of_regions(self) -> bool:
        """Whether the rows are regions, each added up over its places."""
        return any(row.kind is RowKind.REGION for row in self.rows)

    @property
    def places(self) -> int:
        """How many places have a plan."""
        return sum(row.places for row in self.rows)

    @property
    def reported(self) -> int:
        """How many of them have reported the month."""
        return sum(row.reported for row in self.rows)


def by_section(
    store: Store,
    actor: Actor,
    scope: str,
    year: int,
    month: int,
    today: date,
    sort: str | None = None,
) -> Matrix:
    """Places × the whole plan and its sections: the share of due rows on plan. Raises NotAllowed.

    sort names a column, with "-" before it for the highest first.
    """
    rows = rows_of(store, actor, scope, year)
    asked = question(store, actor, rows, year, month, today)
    found = fresh_groups.kept_sections(store, asked)
    by_group = {(one.group, one.section): one for one in found}
    codes = sorted({one.section for one in found}, key=numeral)
    titles = titles_of(store, groups(rows), year, month)
    cells = [
        [
            section_cell(by_group.get((row.code, code)), by_group.get((row.code, None)), titles.others(row, code))
            for code in codes
        ]
        for row in rows
    ]
    plans_whole = [one for one in found if one.section is None]
    every, compared = whole_of(plans_whole), {one.group for one in plans_whole if steady(one)}
    columns = []
    for index, code in enumerate(codes):
        apart = {row.code for row, line in zip(rows, cells, strict=True) if (cell := line[index]) and cell.apart}
        mine = [one for one in found if one.section == code]
        alike = [one for one in mine if one.group not in apart]
        total = section_cell(whole_of(alike), every)
        if total is not None:
            total = replace(total, change=section_rise(alike, compared))
        elsewhere = sum(one.places for one in mine if one.group in apart)
        columns.append(Column(code, titles.usual.get(code or ""), None, total, None, 0, 0, elsewhere))
    reported = {one.group: one.reported for one in found if one.section is None}
    return _matrix(rows, reported, (scope, year, month, today), Measure.SHARE, columns, cells, sort)


def by_indicator(
    store: Store,
    actor: Actor,
    scope: str,
    year: int,
    month: int,
    today: date,
    codes: Sequence[str],
    measure: Measure = Measure.PLAN,
    sort: str | None = None,
) -> Matrix:
    """Places × the indicators of these codes, in the measure asked for. Raises NotAllowed."""
    rows = rows_of(store, actor, scope, year)
    asked = question(store, actor, rows, year, month, today)
    reported = fresh_groups.kept_reporting(store, asked)
    wanted = tuple(sorted({*codes, USERS}))
    found = fresh_groups.kept_indicators(store, asked, wanted)
    scale = None
    if measure in SCALED:
        alone = replace(asked, groups={place: place for place in asked.groups})
        scale = scale_of(store, fresh_groups.kept_indicators(store, alone, wanted), list(asked.groups), year, measure)
    elapsed = elapsed_months(year, month, judged_day(year, month, today))
    cells: list[list[Cell | None]] = [[] for _row in rows]
    columns = []
    for code in codes:
        if measure is Measure.PER_USERS and code == USERS:
            continue  # a thousand in every row
        mine = [one for one in found if one.code == code]
        if not mine:
            continue
        main = main_unit(mine)
        of_unit = {one.group: one for one in mine if (one.unit_key, one.kind) == main}
        rest = sorted((one for one in mine if (one.unit_key, one.kind) != main), key=lambda one: one.now.places)
        others = {one.group: one for one in rest if one.group not in of_unit}
        for row, line in zip(rows, cells, strict=True):
            one = of_unit.get(row.code) or others.get(row.code)
            if one is None:
                line.append(None)
                continue
            divided = scale.divided(code, (one.unit_key, one.kind), row.places) if scale else None
            cell = indicator_cell(one, measure, divided, elapsed, silent=not reported.get(row.code))
            if row.code in others:
                cell = replace(cell, unit=one.unit or "")
            if one.row_id is not None:
                cell = replace(cell, row=_row(store, row.code, year, month, one.row_id))
            line.append(cell)
        name = next((one.unit for one in of_unit.values()), None)
        divided = scale.divided(code, main, asked.groups) if scale and main else None
        total = None
        if of_unit:
            alike = list(of_unit.values())
            total = indicator_cell(added(alike), measure, divided, elapsed, silent=not any(reported.values()))
            total = replace(total, change=indicator_rise(alike, measure))
        columns.append(Column(code, None, name, total, None, 0, 0, sum(one.now.places for one in rest)))
    return _matrix(rows, reported, (scope, year, month, today), measure, columns, cells, sort)


def _row(store: Store, place: str, year: int, month: int, row_id: int) -> str | None:
    """How addresses name the row of a place's plan that judges the month."""
    edition = plans.in_force(fresh(store, plans.editions, place, year), month)
    return None if edition is None else codes_of(store, edition.edition_id).get(row_id)


def _matrix(
    rows: Sequence[RowPlaces],
    reported: Mapping[str, int],
    asked: tuple[str, int, int, date],
    measure: Measure,
    columns: Sequence[Column],
    cells: Sequence[Sequence[Cell | None]],
    sort: str | None,
) -> Matrix:
    scope, year, month, today = asked
    lists = [[line[index] for line in cells] for index in range(len(columns))]
    ranked = [column if measure is Measure.RAW else _ranked(column) for column in lists]  # size is no achievement
    lines = [
        Row(
            row.code,
            row.kind,
            len(row.places),
            reported.get(row.code, 0),
            tuple(column[place] for column in ranked),
        )
        for place, row in enumerate(rows)
    ]
    named = (sort or "").removeprefix("-")
    by = next((index for index, column in enumerate(columns) if sort and (column.code or ALL) == named), None)
    falling = bool(sort) and str(sort).startswith("-")
    return Matrix(
        scope=scope,
        year=year,
        month=month,
        as_of=judged_day(year, month, today),
        measure=measure,
        columns=tuple(_with_middle(column, ranked[index]) for index, column in enumerate(columns)),
        rows=tuple(lines if by is None else _sorted(lines, by, falling)),
        sorted_by=by,
        falling=falling,
    )


def _sorted(rows: Sequence[Row], by: int, falling: bool) -> list[Row]:
    """By the column's value; what cannot be ranked stands last either way."""

    def value(row: Row) -> Decimal | None:
        cell = row.cells[by]
        return cell.value if cell is not None and cell.ranked else None

    known = [row for row in rows if value(row) is not None]
    known.sort(key=lambda row: value(row) or Decimal(0), reverse=falling)
    return [*known, *(row for row in rows if value(row) is None)]


def _ranked(column: Sequence[Cell | None]) -> list[Cell | None]:
    values = sorted((cell.value for cell in column if cell and cell.ranked and cell.value is not None), reverse=True)
    return [
        replace(cell, rank=values.index(cell.value) + 1) if cell and cell.ranked and cell.value is not None else cell
        for cell in column
    ]


def _with_middle(column: Column, cells: Sequence[Cell | None]) -> Column:
    known = [cell.value for cell in cells if cell is not None and cell.ranked and cell.value is not None]
    of = sum(cell is not None and not cell.apart for cell in cells)
    return replace(column, middle=median(known) if known else None, reported=len(known), of=of)
