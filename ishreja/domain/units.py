"""Units of measurement: which are one, and which are counted in whole numbers."""

from __future__ import annotations

from ishreja.domain.numbers import units
from ishreja.domain.wording import key


def is_whole(unit: str) -> bool:
    """Whether the unit is known to be counted in whole numbers (dona, nusxa, nafar); an unknown one is not."""
    known = units().get(key(unit))
    return known is not None and not known[1]


def unit_key(unit: str | None) -> str:
    """What is equal for all spellings of one unit ("Nusxa jami", "экземпляр"); empty where there is none."""
    spelling = key(unit or "")
    known = units().get(spelling)
    return key(known[0]) if known else spelling
