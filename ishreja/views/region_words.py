"""What the matrix of places says in words, on the screen and in its workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ishreja.language import _, number, script
from ishreja.views.names import place_name
from ishreja.views.region import SCALED, Column, Row
from ishreja.views.region_cells import Cell, Measure
from ishreja.views.region_rows import RowKind, RowPlaces


def row_name(row: Row | RowPlaces) -> str:
    """A row's name: the place's, or the office's above them."""
    name = place_name(row.code)
    return _("{place}, the centre itself").format(place=name) if row.kind is RowKind.CENTRE else name


def column_title(column: Column, names: Mapping[str, str], measure: Measure) -> str:
    """A column's heading: the whole plan, a section's numeral, or an indicator's name (names has them by code)."""
    if measure is not Measure.SHARE:
        return names.get(column.code or "", column.code or "")
    if column.code is None:
        return _("Whole plan")
    return _("Section {number}").format(number=column.code) if column.code else _("Without a section")


def reported_of(cell: Cell) -> str:
    """How many of the cell's places have reported the month: "3 tadan 2 tasi"."""
    return _("{reported} of {places}").format(reported=number(cell.reported), places=number(cell.places))


def total_of(cell: Cell, measure: Measure) -> str:
    """Beside a total: how many of its places have reported the month, or have both parts of a figure per 1000."""
    if measure in SCALED:
        return reported_of(cell)
    return _("{reported} of {places} places reported").format(
        reported=number(cell.reported), places=number(cell.places)
    )


def unit_name(unit: str) -> str:
    """A unit that is not the column's; "" is none."""
    return script(unit) or _("without a unit")


def other_titles(titles: Sequence[str], kind: RowKind) -> str:
    """What is told of a section that its plan, or some of a region's plans, call otherwise than the most do."""
    if kind is RowKind.REGION:
        return _("{count} call the section otherwise").format(count=number(len(titles)))
    return _("its section: {title}").format(title=script(titles[0]))


def left_out(column: Column, measure: Measure) -> str:
    """How many places are not added to the column's total, and why; empty where all are."""
    if not column.elsewhere:
        return ""
    if measure is Measure.SHARE:
        return _("{count} call the section otherwise and are left out").format(count=column.elsewhere)
    if column.total is None:
        return _("without a unit nothing is added")
    return _("{count} in another unit are left out").format(count=column.elsewhere)
