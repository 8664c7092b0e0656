"""The key that wordings are matched on, whatever script, signs and case they were typed in."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from ishreja.domain.transliteration import APOSTROPHES, to_latin

_SIGNS: dict[int, str | None] = {ord(sign): "'" for sign in APOSTROPHES}
_SIGNS |= {ord(sign): "-" for sign in "‐‑‒–—―⁃−﹘﹣－➖─"}
_SIGNS |= {ord(sign): None for sign in '"“”„‟«»″＂\u00ad\u200b\u200c\u200d\u2060\ufeff'}

# Letters that look alike in both scripts, in pairs: Cyrillic, Latin.
_ALIKE = dict(
    zip("аеорсхуіјѕкмтАВЕКМНОРСТХУІЈЅ", "aeopcxyijskmtABEKMHOPCTXYIJS", strict=True)
)  # fmt: skip
_ALIKE_LATIN = {latin: cyrillic for cyrillic, latin in _ALIKE.items()}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z\u0400-\u04ff]+")

# Spellings that one word has in one script or in both: еtkazish and yetkazish, informatsiya and
# informasiya, sentyabr and sentabr.
_SPELLINGS = (
    (re.compile("y+e"), "e"),
    (re.compile(r"t+s(?=[aeiy]|\b)"), "s"),
    (re.compile(r"\b(sent|okt)ya(?=br)"), r"\1a"),
)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The text as it is compared: lower-case Latin, ' for every apostrophe, - for every dash, single spaces.

    Quotation marks, soft hyphens and punctuation at either end are gone, and so are spaces around a dash.
    Compare a key with another key only: ye is folded into e and ts into s, so it is not for reading. A text
    that is nothing but a dash gives "-".
    """
    folded = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    folded = _WORD.sub(lambda word: to_latin(_one_script(word.group())), folded)
    folded = re.sub("'+", "'", folded.translate(_SIGNS).casefold())
    for pattern, spelling in _SPELLINGS:
        folded = pattern.sub(spelling, folded)
    folded = re.sub(r" ?-[ -]*", "-", " ".join(folded.split()))
    return folded.strip(" .,;:-") or ("-" if "-" in folded else "")


def similarity(first: str, second: str) -> float:
    """How alike two wordings are, by their keys: 1 is the same, 0 nothing in common."""
    return SequenceMatcher(None, key(first), key(second), autojunk=False).ratio()


@lru_cache(maxsize=8192)
def _one_script(word: str) -> str:
    """A word with letters of both scripts, in the script that its unmistakable letters speak for."""
    cyrillic, latin = _CYRILLIC.findall(word), _LATIN.findall(word)
    if not cyrillic or not latin:
        return word
    sure_cyrillic = sum(letter not in _ALIKE for letter in cyrillic)
    sure_latin = sum(letter not in _ALIKE_LATIN for letter in latin)
    if sure_cyrillic > sure_latin:
        return "".join(_ALIKE_LATIN.get(letter, letter) for letter in word)
    return "".join(_ALIKE.get(letter, letter) for letter in word)
