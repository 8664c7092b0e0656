"""What stands in a cell of the month's column: a figure, a blank, or something that cannot be taken for either."""

from __future__ import annotations

import re
from decimal import Decimal

from ishreja.domain.numbers import NumberRefused, parse_with_unit
from ishreja.errors import IshrejaError
from ishreja.intake.cells import Cell, Merge, Sheet, reference
from ishreja.language import _

_WRITTEN_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}.*")
_DASH = re.compile(r"[-\u2010-\u2015\u2212\s\u00a0]+")


class Unreadable(IshrejaError):
    """A cell without a figure: code names the rule, message tells the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def read_value(sheet: Sheet, row: int, column: int, named: str) -> Decimal | None:
    """The figure in the cell, exactly; None where it is blank or a dash. Raises Unreadable.

    named is the row as messages name it.
    """
    merge = sheet.merge_at(row, column)
    if merge is not None and _hides(merge, row, column):
        span = f"{reference(merge.row, merge.column)}:{reference(merge.last_row, merge.last_column)}"
        raise Unreadable(
            "merged",
            _("{row}: the cells {cells} are merged, so it is not known whose figure stands there. Unmerge them and"
              " write each row's figure.").format(row=named, cells=span),
        )  # fmt: skip
    cell = sheet.cells.get((row, column))
    return None if cell is None else _value(cell, named)


def is_dash(sheet: Sheet, row: int, column: int) -> bool:
    """Whether only a dash stands in the cell."""
    return bool(_DASH.fullmatch(sheet.text(row, column)))


def _hides(merge: Merge, row: int, column: int) -> bool:
    """A range over several rows, or one whose value is kept in another column."""
    return merge.last_row > merge.row or (merge.row, merge.column) != (row, column)


def _value(cell: Cell, named: str) -> Decimal | None:
    shown = {"row": named, "text": _as_shown(cell), "cell": cell.reference}
    if cell.kind == "n":
        return cell.number
    if cell.kind == "f":
        raise Unreadable("formula", _("{row}: {cell} holds a formula without a result. Open the workbook in Excel,"
                                      " save it, or write the figure itself.").format(**shown))  # fmt: skip
    if cell.kind == "d" or _WRITTEN_DATE.fullmatch(cell.text.strip()):
        raise Unreadable("date", _("{row}: {cell} holds a date ({text}), not a figure. Set the cell's format to"
                                   " “Number” and write the figure again.").format(**shown))  # fmt: skip
    if cell.kind == "e":
        raise Unreadable("cell_error", _("{row}: Excel shows the error {text} in {cell}. Write the figure"
                                         " itself.").format(**shown))  # fmt: skip
    if cell.kind == "b":
        raise Unreadable("not_a_number", _not_a_number(shown))
    return _written(cell, shown)


def _as_shown(cell: Cell) -> str:
    """The cell's text, at most 40 characters; a date as Excel shows it."""
    if cell.kind == "d" and (date := re.match(r"(\d{4})-(\d\d)-(\d\d)", cell.text)):
        return ".".join(reversed(date.groups()))
    return cell.text.strip()[:40]


def _written(cell: Cell, shown: dict[str, str]) -> Decimal | None:
    try:
        value, unit = parse_with_unit(cell.text)
    except NumberRefused as refused:
        raise Unreadable(refused.code, _refused(refused.code, shown)) from refused
    if unit == "%":
        raise Unreadable("percent", _("{row}: {cell} holds a percentage ({text}). Write the figure itself, not its"
                                      " share.").format(**shown))  # fmt: skip
    return value


def _refused(code: str, shown: dict[str, str]) -> str:
    if code == "ambiguous_separator":
        return _("{row}: “{text}” in {cell} can be read in two ways. Write it without a mark between thousands: 1234"
                 " or 1234,5.").format(**shown)  # fmt: skip
    if code == "several_numbers":
        return _("{row}: {cell} holds several numbers (“{text}”). Write one figure.").format(**shown)
    if code == "scale_word":
        return _("{row}: “{text}” in {cell} has a word for thousands or millions. Write the figure in full, in"
                 " digits.").format(**shown)  # fmt: skip
    return _not_a_number(shown)


def _not_a_number(shown: dict[str, str]) -> str:
    return _("{row}: “{text}” in {cell} is not a number. Write digits only.").format(**shown)
