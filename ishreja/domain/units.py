"""Units of measurement: which are counted in whole numbers."""

from __future__ import annotations

from functools import cache

from ishreja.domain.reference import table
from ishreja.domain.wording import key


def is_whole(unit: str) -> bool:
    """Whether the unit is known to be counted in whole numbers (dona, nusxa, nafar); an unknown one is not."""
    return _fractions().get(key(unit)) == "no"


@cache
def _fractions() -> dict[str, str]:
    return {key(name): row["fraction"] for row in table("units") for name in (row["unit"], *row["aliases"].split("|"))}
