"""The one reader of figures: what was typed, exactly, or a named refusal. Nothing is guessed or coerced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from ishreja.domain.reference import table
from ishreja.domain.wording import key
from ishreja.errors import IshrejaError

_SPACES = "\u0020\u00a0\u2009\u202f"  # what may stand between groups of three digits
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SIGN = "[-\u2212]?"
_GROUPED = rf"[1-9][0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}})+"
_NUMBER = re.compile(rf"({_SIGN})({_GROUPED}|[0-9]+)(?:[.,]([0-9]+))?")
# 1,234 and 1.234,56 and 1,234,567: a comma or dot that may part groups or mark decimals.
_EITHER = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?:[.,][0-9]{{3}})+(?:[.,][0-9]+)?")
_LONGEST = 80  # letters in a cell that may still be a figure
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"))
_BETWEEN = re.compile(r"[;:/()\s]+|,\s+")
_UNIT = re.compile(r"(?:[^\W\d_]|%)\D*$")
_SCALES = frozenset(map(key, ("ming", "mln", "million", "mlrd", "milliard", "тыс", "тысяч", "тысяча", "миллионов")))


class NumberRefused(IshrejaError):
    """A cell that cannot be read as one figure.

    code is one of ambiguous_separator (1,234 may be a thousand or a decimal), several_numbers (289 56 233),
    digits (of another script), not_finite, scale_word (5 mln), unit (a word behind the number that is no known
    unit, see data/units.csv) and not_a_number. text is the cell as written.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text!r}")
        self.code = code
        self.text = text


Cell = str | int | float | Decimal | None
"""A cell as a workbook or a document gives it."""


def parse(cell: Cell) -> Decimal | None:
    """The figure in a cell; None where it is blank or only a dash, which means unknown and never 0.

    Groups of three digits may be parted by a space or no-break space, decimals follow one comma or dot, a known
    unit may follow ("12 ta"). A workbook's own number comes back as its shortest decimal form shows it. Raises
    NumberRefused.
    """
    value, unit = parse_with_unit(cell)
    if unit is not None and key(unit) not in units():
        raise NumberRefused("unit", str(cell))
    return value


def parse_with_unit(cell: Cell) -> tuple[Decimal | None, str | None]:
    """The figure in a cell and the words behind it, known or not: "12 ta" gives (12, "ta").

    Raises NumberRefused.
    """
    if not isinstance(cell, str):
        return _typed(cell), None
    text = cell.translate(_INVISIBLE).strip()
    if not text.strip(_DASHES + _SPACES):
        return None, None
    if len(text) > _LONGEST:
        raise NumberRefused("not_a_number", cell)
    found = _UNIT.search(text)
    if found is None:
        return _written(text, cell), None
    before, unit = text[: found.start()].rstrip(), found.group().rstrip(" .,;")
    if not before or re.search(r"[^\W\d_]", before):
        raise NumberRefused("not_a_number", cell)
    if key(unit.split()[0]) in _SCALES:
        raise NumberRefused("scale_word", cell)
    return _written(before, cell), unit


def split_parts(text: str, count: int) -> tuple[Decimal, tuple[Decimal, ...]] | None:
    """A total and its count parts written in one cell: "289 56 233" with 2 gives (289, (56, 233)).

    None where the cell does not hold such a list, or where the first number is not the sum of the others.
    """
    pieces = [_NUMBER.fullmatch(piece) for piece in _pieces(text)]
    numbers = [_decimal(piece) for piece in pieces if piece]
    if count < 1 or not len(numbers) == len(pieces) == count + 1 or sum(numbers[1:]) != numbers[0]:
        return None
    return numbers[0], tuple(numbers[1:])


@cache
def units() -> Mapping[str, tuple[str, bool]]:
    """Known units (data/units.csv): the key of each spelling to the unit and whether it takes fractions."""
    known = {}
    for row in table("units"):
        for spelling in (row["unit"], *row["aliases"].split("|")):
            known[key(spelling)] = (row["unit"], row["fraction"] == "yes")
    return known


def _typed(cell: int | float | Decimal | None) -> Decimal | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        raise NumberRefused("not_a_number", str(cell))
    value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if not value.is_finite():
        raise NumberRefused("not_finite", str(cell))
    return _plain(value)


def _written(text: str, cell: str) -> Decimal:
    if re.search(r"[^\D0-9]", text):
        raise NumberRefused("digits", cell)
    if _EITHER.fullmatch(text):
        raise NumberRefused("ambiguous_separator", cell)
    number = _NUMBER.fullmatch(text)
    pieces = _pieces(text)
    several = len(pieces) > 1 and all(map(_NUMBER.fullmatch, pieces))
    if several and (number is None or _may_be_parts(pieces)):
        raise NumberRefused("several_numbers", cell)
    if number is None:
        raise NumberRefused("not_a_number", cell)
    return _decimal(number)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _BETWEEN.split(text) if piece]


def _may_be_parts(groups: list[str]) -> bool:
    """Whether groups of three digits could as well be a total and its parts: 534 245 289.

    A part is not written with a leading zero and is not above its total, so 100 000 000 and 1 234 567 are one
    number each.
    """
    return len(groups) > 2 and all(part <= groups[0] and part[0] != "0" for part in groups[1:]) and len(groups[0]) == 3


def _decimal(number: re.Match[str]) -> Decimal:
    sign, whole, decimals = number.groups()
    value = Decimal(re.sub(r"\s", "", whole) + (f".{decimals}" if decimals else ""))
    return -value if sign and value else value


def _plain(value: Decimal) -> Decimal:
    """Without an exponent or idle zeros: 3.0 is 3, 1E+3 is 1000."""
    shown = format(value, "f")
    return Decimal(shown.rstrip("0").rstrip(".") if "." in shown else shown) if value else Decimal(0)
