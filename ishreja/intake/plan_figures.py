"""What a cell of the plan's amounts says: a figure, a total and its parts, words, or something to ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain.numbers import NumberRefused, parse, parse_with_unit, split_parts
from ishreja.intake.plan_grid import Cell

_DASHES = re.compile(r"[-‐‑‒–—―−_xхXХ*\s./\\]*")
_ERROR = re.compile(r"#(?:N/A|REF|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]?|#+", re.IGNORECASE)
_ONE = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_NONE = re.compile(r"(?:ma'?lumot )?yo'?q|mavjud emas|net|yo'qdir", re.IGNORECASE)


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


def read_amount(cell: Cell, part_count: int = 0) -> Amount:
    """What the cell says, for a row with this many parts in its name."""
    text = " ".join(cell.text.split())
    if cell.exact:
        return Amount(parse(Decimal(text)))
    if not text or is_dash(text):
        return Amount()
    if _ERROR.fullmatch(text):
        return Amount(code="cell_error")
    if part_count and (found := split_parts(cell.text, part_count)):
        return Amount(found[0], found[1])
    try:
        value, unit = parse_with_unit(text)
    except NumberRefused as refused:
        return _refused(text, refused.code, part_count)
    return Amount(value, unit=unit)


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


def _several(text: str, part_count: int) -> Amount:
    """Several numbers: the first is the total where it is the sum of the others, else it is asked."""
    pieces = re.split(r"[;:/()\s]+|,\s+", text.strip("() ;"))
    numbers = [piece for piece in pieces if _ONE.fullmatch(piece)]
    found = split_parts(text, len(numbers) - 1)
    if found and part_count == 0:
        return Amount(found[0], code="parts_unnamed")
    whole = "".join(pieces)
    as_one = (whole,) if re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})+", text) else ()
    return Amount(code="several_numbers", choices=tuple(dict.fromkeys([*as_one, *numbers])))


def _readings(text: str) -> tuple[str, ...]:
    """Both readings of a sign that may part groups or mark decimals: 1,234 is 1234 or 1.234."""
    digits = re.sub(r"[.,\s]", "", re.match(r"[-−]?[\d.,\s]+", text).group()) if re.match(r"[-−]?\d", text) else ""
    last = max(text.rfind("."), text.rfind(","))
    after = re.match(r"\d+", text[last + 1 :])
    if not digits or not after:
        return ()
    decimals = len(after.group())
    return tuple(dict.fromkeys([digits, f"{digits[:-decimals]}.{digits[-decimals:]}"]))
