"""What a cell of the plan's amounts says: a figure, a total and its parts, words, or something to ask about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ishreja.domain.numbers import NumberRefused, parse, parse_with_unit, split_parts, units
from ishreja.domain.wording import key
from ishreja.intake.plan_grid import Cell

_DASHES = re.compile(r"[-‐‑‒–—―−_xхXХ*\s./\\]*")
_ERROR = re.compile(r"#(?:N/A|REF|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]?|#+", re.IGNORECASE)
_ONE = re.compile(r"[-−]?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell of amounts, read.

    value is None where it is unknown. parts are the values of the parts named in the row's name, if the cell gives
    them. words is a target in words. code names what must be asked ("" for nothing); choices are its answers.
    """

    value: Decimal | None = None
    parts: tuple[Decimal, ...] = ()
    words: str | None = None
    code: str = ""
    choices: tuple[str, ...] = ()
    unit: str | None = None


def is_dash(text: str) -> bool:
    """Whether a cell only says that there is nothing: a dash, a cross."""
    return bool(text) and _DASHES.fullmatch(text) is not None


def looks_like_amount(text: str) -> bool:
    """Whether the cell holds a figure, several, or a dash, and not only words."""
    if not text:
        return False
    if is_dash(text):
        return True
    letters = sum(letter.isalpha() for letter in text)
    return any(letter.isdigit() for letter in text) and letters <= 6


def holds_several(text: str) -> bool:
    """Whether the cell holds numbers that cannot be one number: 289 56."""
    pieces = _pieces(text)
    return len(pieces) > 1 and all(map(_number, pieces)) and not any(_groupings(pieces, 1))


def read_amount(cell: Cell, part_count: int = 0) -> Amount:
    """What the cell says, for a row with this many parts in its name."""
    text = " ".join(cell.text.split())
    if cell.exact:
        return _signed(Amount(parse(Decimal(text))))
    if not text or is_dash(text):
        return Amount()
    if cell.day:
        return Amount(code="date_in_cell")
    if _ERROR.fullmatch(text):
        return Amount(code="cell_error")
    if part_count and (found := _total_and_parts(cell.text, part_count)):
        return Amount(found[0], tuple(found[1:]))
    try:
        value, unit = parse_with_unit(text)
    except NumberRefused as refused:
        return _refused(text, refused.code, part_count)
    if unit and not _is_unit(unit):
        return _refused(text, "not_a_number", part_count)
    return _signed(Amount(value, unit=unit))


def _is_unit(words: str) -> bool:
    """Whether words behind a figure begin with a known unit, and so do not change what it says."""
    known = units()
    return key(words) in known or key(words.split()[0]) in known


def _signed(amount: Amount) -> Amount:
    """A figure below nought is asked about: a plan has none."""
    return replace(amount, code="negative") if amount.value is not None and amount.value < 0 else amount


def _refused(text: str, code: str, part_count: int) -> Amount:
    numbers = [number.replace(",", ".") for number in _ONE.findall(text)]
    if code == "several_numbers":
        return _several(text, part_count)
    if code == "ambiguous_separator":
        return Amount(code=code, choices=_readings(text))
    if code == "not_a_number":
        if len(numbers) == 1 and len(text) < 60 and not re.search(r"\d\s*[-/.]", text):
            return Amount(words=text, code="figure_in_words", choices=(numbers[0],))
        return Amount(words=text)
    return Amount(words=text, code=code, choices=tuple(dict.fromkeys(numbers)))


def _total_and_parts(text: str, part_count: int) -> list[Decimal] | None:
    """A total and as many parts as the row's name has, also where thousands are parted: 3 007 757 2 250."""
    found = split_parts(text, part_count)
    if found:
        return [found[0], *found[1]]
    lines = [_number(line) for line in text.split("\n")]
    if len(lines) == part_count + 1 and None not in lines:
        return [line for line in lines if line is not None]
    pieces = _pieces(text)
    summing = [found for found in _groupings(pieces, part_count + 1) if sum(found[1:]) == found[0]]
    if len(summing) == 1:
        return summing[0]
    one_number = list(_groupings(pieces, 1))
    numbers = [_number(piece) for piece in pieces]
    if not one_number and len(numbers) == part_count + 1 and None not in numbers:
        return [number for number in numbers if number is not None]
    return None


def _groupings(pieces: list[str], count: int) -> Iterator[list[Decimal]]:
    """Every way to read the pieces as this many numbers, thousands parted by spaces."""
    if count == 0:
        if not pieces:
            yield []
        return
    for taken in range(1, len(pieces) - count + 2):
        number = _number(" ".join(pieces[:taken]))
        if number is not None:
            yield from ([number, *rest] for rest in _groupings(pieces[taken:], count - 1))


def _number(text: str) -> Decimal | None:
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})+|\d+(?:[.,]\d+)?", text.strip(" ;,()"))
    return Decimal(grouped.group().replace(" ", "").replace(",", ".")) if grouped else None


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"[;:/()\s]+|,\s+", text) if piece]


def _several(text: str, part_count: int) -> Amount:
    """Several numbers: the first is the total where it is the sum of the others, else it is asked."""
    pieces = _pieces(text)
    found = split_parts(text, len(pieces) - 1)
    if found and part_count == 0:
        return Amount(found[0], code="parts_unnamed")
    as_one = ["".join(pieces)] if list(_groupings(pieces, 1)) else []
    return Amount(code="several_numbers", choices=tuple(dict.fromkeys([*as_one, *pieces])))


def _readings(text: str) -> tuple[str, ...]:
    """Both readings of a sign that may part groups or mark decimals: 1,234 is 1234 or 1.234."""
    found = re.match(r"([-−]?\d[\d.,\s]*)[.,](\d+)", text)
    if found is None:
        return ()
    whole, decimals = re.sub(r"[.,\s]", "", found.group(1)), found.group(2)
    return whole + decimals, f"{whole}.{decimals}"
