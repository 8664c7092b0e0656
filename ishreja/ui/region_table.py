"""The matrix as a table: a place a row, each cell a link, coloured by status beside its shape, word and number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from ishreja.domain.status import Status
from ishreja.language import _, number, percent, script
from ishreja.ui import keys, markup
from ishreja.ui.region_filters import RegionSelection
from ishreja.views.names import status_word
from ishreja.views.region import ALL, SCALED, Column, Matrix, Row
from ishreja.views.region_cells import Cell, Measure
from ishreja.views.region_rows import RowKind
from ishreja.views.region_words import column_title, left_out, other_titles, reported_of, row_name, total_of, unit_name

WHOLE_FROM = 100  # figures per 1000 are told in whole units from here on


@dataclass(frozen=True, slots=True)
class Frame:
    """What the table's links need: what is shown, and the address's parameters of the screen as it is."""

    selection: RegionSelection
    parameters: Mapping[str, str]
    names: Mapping[str, str]


def table(view: Matrix, frame: Frame, caption: str) -> str:
    """The whole table; on a narrow screen it is scrolled sideways under its first column."""
    heads = "".join(_head(view, column, index, frame) for index, column in enumerate(view.columns))
    own = escape(_("Region") if view.of_regions else _("Place"))
    head = f'<tr><th scope="col" class="ir-first">{own}</th>{_rank_head(view, frame)}{heads}</tr>'
    body = "".join(_row(view, row, frame) for row in view.rows)
    said = escape(caption)
    return (
        f'<p class="ir-muted">{said}</p>'
        f'<div class="ir-matrix" role="region" tabindex="0" aria-label="{said}"><table>'
        f"<caption>{said}</caption><thead>{head}</thead><tbody>{body}</tbody>"
        f"<tfoot>{_totals(view)}{_middles(view)}</tfoot></table></div>"
    )


def _head(view: Matrix, column: Column, index: int, frame: Frame) -> str:
    section = view.measure is Measure.SHARE
    title = column_title(column, frame.names, view.measure)
    by = view.sorted_by == index
    code = column.code if column.code is not None else ALL
    # the highest first; a second time the lowest
    sort = code if by and view.falling else f"-{code}"
    href = markup.address("region", **{**frame.parameters, keys.REGION_SORT: sort})
    order = f' aria-sort="{"descending" if view.falling else "ascending"}"' if by else ""
    arrow = f' <span aria-hidden="true">{"↓" if view.falling else "↑"}</span>' if by else ""
    said = markup.text(column.title) if section else markup.text(column.unit)
    small = f'<span class="ir-small ir-clip" title="{said}">{said}</span>' if said else ""
    return f'<th scope="col"{order}><a href="{href}">{escape(title)}{arrow}</a>{small}</th>'


def _row(view: Matrix, row: Row, frame: Frame) -> str:
    cells = [
        _cell(view, row, cell, column.reported, frame) for column, cell in zip(view.columns, row.cells, strict=True)
    ]
    return f"<tr>{_name(row, frame)}{_rank(view, row)}{''.join(cells)}</tr>"


def _rank_head(view: Matrix, frame: Frame) -> str:
    """By which column the ranks are, and of how many: only places that reported have one."""
    if view.ranked_by is None:
        return ""
    column = view.columns[view.ranked_by]
    by = _("by: {column}").format(column=column_title(column, frame.names, view.measure))
    of = _("of {count}").format(count=number(column.reported))
    lines = "".join(f'<span class="ir-small">{escape(one)}</span>' for one in (by, of))
    return f'<th scope="col" class="ir-rank">{escape(_("Rank"))}{lines}</th>'


def _rank(view: Matrix, row: Row) -> str:
    if view.ranked_by is None:
        return ""
    cell = row.cells[view.ranked_by]
    return f'<td class="ir-rank">{escape(number(cell.rank if cell else None))}</td>'


def _name(row: Row, frame: Frame) -> str:
    name = escape(row_name(row))
    if row.places:
        name = markup.link(name, _address(row, None, frame))
    if not row.places:
        said = _("no plan")
    elif row.kind is RowKind.REGION:
        said = _("{reported} of {places} places reported").format(reported=row.reported, places=row.places)
    else:
        said = _("reported") if row.reported else _("not reported")
    return f'<th scope="row" class="ir-first">{name}<span class="ir-small">{escape(said)}</span></th>'


def _address(row: Row, cell: Cell | None, frame: Frame) -> str:
    """Where a row or cell leads: a region's own matrix, an indicator's screen, or a place's overview."""
    if row.kind is RowKind.REGION:
        return markup.address("region", **{**frame.parameters, keys.SCOPE: row.code})
    if cell is not None and cell.row is not None:
        return frame.selection.of_place("indicator", row.code, **{keys.ROW: cell.row})
    return frame.selection.of_place("./", row.code)


def _cell(view: Matrix, row: Row, cell: Cell | None, ranked: int, frame: Frame) -> str:
    if cell is None:
        return _nothing(row, frame)
    shape = f'<span aria-hidden="true">{markup.SHAPES[cell.status]}</span> '
    known = ""
    if cell.value is not None or (view.measure in SCALED and cell.status is not Status.NOT_REPORTED):
        known = f"<b>{escape(value(cell.value, view.measure))}</b>"
        if cell.status is Status.NOT_REPORTED:
            shape = ""  # its dash before a number would read as a minus
    body = f'<span class="ir-status ir-{cell.status.value}">{shape}{known}</span>'
    small = [status_word(cell.status), change(cell.change)]
    if view.measure is Measure.RAW and cell.whole is not None:
        small.insert(0, _("plan {amount}").format(amount=number(cell.whole)))
    if cell.unit is not None:
        small.append(unit_name(cell.unit))
    if row.kind is RowKind.REGION and cell.reported < cell.places:
        small.append(reported_of(cell))
    if cell.titles:
        small.append(other_titles(cell.titles, row.kind))
    lines = "".join(f'<span class="ir-small">{escape(one)}</span>' for one in small if one)
    title = escape(" · ".join((arithmetic(cell, view.measure, ranked), *map(script, cell.titles))))
    return (
        f'<td class="ir-tone ir-{cell.status.value}"><a href="{_address(row, cell, frame)}" title="{title}">'
        f"{body}{lines}</a></td>"
    )


def _nothing(row: Row, frame: Frame) -> str:
    """The cell of a place whose plan, where it has one, has no such section or indicator."""
    unknown = f'<span class="ir-unknown">{escape(number(None))}</span>'
    if not row.places:
        return f"<td>{unknown}</td>"
    said = f'<span class="ir-small">{escape(_("not in its plan"))}</span>'
    return f'<td><a href="{_address(row, None, frame)}">{unknown}{said}</a></td>'


def value(known: Decimal | None, measure: Measure) -> str:
    """A value in its measure: "64 %", "3 203" or "58,2"; never capped, "–" where it is unknown."""
    if measure.is_share:
        return percent(known)
    if measure is Measure.RAW or known is None:
        return number(known)
    return number(known, 1 if abs(known) < WHOLE_FROM else 0)


def change(rise: Decimal | None) -> str:
    """How a share moved since the month before, in percentage points: "▲ 4,2 f.b."; empty where there is none."""
    points = round(rise * 100, 1) if rise is not None else None
    if not points:
        return ""
    arrow = "▲" if points > 0 else "▼"
    return _("{arrow} {points} p.p.").format(arrow=arrow, points=number(abs(points)))


def arithmetic(cell: Cell, measure: Measure, ranked: int) -> str:
    """What was divided, and the rank among those that reported, of which there are so many."""
    said = [f"{number(cell.part)} / {number(cell.whole)}"]
    if measure is Measure.SHARE:
        said = [_("{on_plan} of {due} due rows on plan").format(on_plan=number(cell.part), due=number(cell.whole))]
    if cell.rank is not None:
        said.append(_("place {rank} of {count} in the order").format(rank=cell.rank, count=ranked))
    return " · ".join(said)


def _totals(view: Matrix) -> str:
    cells = []
    for column in view.columns:
        cell = column.total
        small = [left_out(column, view.measure)]
        known = title = ""
        if cell is not None:
            small = [total_of(cell, view.measure), change(cell.change), *small]
            known = f"<b>{escape(value(cell.value, view.measure))}</b>"
            title = f' title="{escape(arithmetic(cell, view.measure, column.reported))}"'
        lines = "".join(f'<span class="ir-small">{escape(one)}</span>' for one in small if one)
        cells.append(f"<td{title}>{known}{lines}</td>")
    return _foot(view, _("Together"), cells)


def _middles(view: Matrix) -> str:
    cells = []
    for column in view.columns:
        of = _("{reported} of {places}").format(reported=column.reported, places=column.of)
        cells.append(f'<td>{escape(value(column.middle, view.measure))}<span class="ir-small">{escape(of)}</span></td>')
    return _foot(view, _("Median of those that reported"), cells)


def _foot(view: Matrix, title: str, cells: Sequence[str]) -> str:
    rank = "" if view.ranked_by is None else '<td class="ir-rank"></td>'
    return f'<tr><th scope="row" class="ir-first">{escape(title)}</th>{rank}{"".join(cells)}</tr>'
