"""Months and years named in a workbook's headers, titles and sheet names: Latin, Cyrillic, Russian or a number."""

from __future__ import annotations

import re
from functools import lru_cache

from ishreja.domain.wording import key

_STEMS = (
    "yanvar", "fevral", "mart", "aprel", "ma[iy]", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr",
    "dekabr",
)  # fmt: skip
# A name may bear an Uzbek or Russian ending; "marta" is a month in Russian and "times" in Uzbek: not alone.
_ENDING = r"(?:a|ya|e|da|dan|gacha|ning|ni|dagi|oyi\w*)?"
_NAME = re.compile("|".join(rf"(?P<m{at}>(?<![a-z']){stem}{_ENDING}(?![a-z']))" for at, stem in enumerate(_STEMS, 1)))
_NUMBERED = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])-(?:oy|mesyas|mesas)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MANY = re.compile(r"\b(?:yarim yil|polugod|chorak|kvartal|yil boshidan|nachala goda|9 oy|6 oy|jami|itogo|vsego)")


def months_in(text: str) -> frozenset[int]:
    """The months that the text names, 1-12."""
    folded = key(text)
    named = {int(str(found.lastgroup)[1:]) for found in _NAME.finditer(folded)}
    if folded == "marta":
        named.clear()
    return frozenset(named | {int(found) for found in _NUMBERED.findall(folded)})


@lru_cache(maxsize=512)
def month_of(text: str) -> int | None:
    """The one month that the text is about; None where it names none, several, or a longer period."""
    named = months_in(text)
    return next(iter(named)) if len(named) == 1 and not _MANY.search(key(text)) else None


def years_in(text: str) -> frozenset[int]:
    """The years 2000-2099 that the text names."""
    return frozenset(int(found) for found in _YEAR.findall(text))
