"""The services of a centre, and reading the cell that names who is responsible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from ishreja.domain.reference import table
from ishreja.domain.transliteration import APOSTROPHES
from ishreja.domain.wording import key

ALL, DIRECTOR = "barcha", "direktor"


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its code and its Uzbek Latin name."""

    code: str
    name: str


SERVICES: dict[str, Service] = {row["code"]: Service(row["code"], row["name"]) for row in table("services")}
"""Every service by code, in the order in which screens list them (data/services.csv)."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    letters: str  # the word's letters as names are compared


_WORD = re.compile(f"[\\w{APOSTROPHES}]+")
_LIKE, _LIKE_LENGTH = 0.9, 6  # how near a misspelt name must come, and from how many letters on

# Uzbek Cyrillic is often typed with Russian letters only: буйича for бўйича, булими for бўлими, хамма for ҳамма.
_RUSSIAN_LETTERS = str.maketrans("oqh", "ukx")


def read_services(text: str, extra: Mapping[str, str] | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the services that a cell names, in its order, and the pieces that name none.

    The longest known name is taken wherever it stands, whatever commas, hyphens, case and script; a name with a
    few letters lost is known too. extra maps a district's own names to codes and goes before ours. A piece is
    the text as it was written.
    """
    words = [_Word(*found.span(), _letters(found.group())) for found in _WORD.finditer(text)]
    names = _names(frozenset(extra.items()) if extra else frozenset())
    codes: list[str] = []
    unknown: list[str] = []
    place = unmatched = 0
    while place < len(words):
        code, length = _name_at(words[place:], names)
        if code:
            unknown += _pieces(text, words[unmatched:place], after_name=unmatched > 0)
            codes.append(code)
            unmatched = place + length
        place += length
    unknown += _pieces(text, words[unmatched:], after_name=unmatched > 0)
    return tuple(dict.fromkeys(codes)), tuple(unknown)


def lead(codes: Iterable[str]) -> str | None:
    """The one service that reports: the first named, the director's office for all services; None for none."""
    first = next(iter(codes), None)
    return DIRECTOR if first == ALL else first


def _letters(word: str) -> str:
    """The word's key without apostrophes; letters that a Russian keyboard does not tell apart are one."""
    return key(word).replace("'", "").translate(_RUSSIAN_LETTERS)


# Words that stand between names or behind one, and mean no service by themselves.
_JOINING = frozenset(map(_letters, ("va", "hamda", "i")))
_GENERIC = _JOINING | set(
    map(
        _letters,
        [
            "xizmat",
            "xizmati",
            "xizmatlar",
            "xizmatlari",
            "xizmatining",
            "bo'limi",
            "bo'limlari",
            "sektori",
            "sektorlari",
            "otdel",
            "otdeli",
            "otdela",
            "sektor",
            "slujba",
            "slujbi",
        ],
    )
)


def _squashed(name: str) -> str:
    return "".join(_letters(word) for word in _WORD.findall(name))


@cache
def _own_names() -> dict[str, str]:
    return {
        _squashed(name): row["code"] for row in table("services") for name in (row["name"], *row["aliases"].split("|"))
    }


@lru_cache(maxsize=256)
def _names(extra: frozenset[tuple[str, str]]) -> dict[str, str]:
    return _own_names() | {_squashed(name): code for name, code in extra}


def _name_at(words: list[_Word], names: dict[str, str]) -> tuple[str | None, int]:
    """The service whose name begins here and how many words it takes; (None, 1) for none."""
    if words[0].letters in _JOINING:
        return None, 1
    longest = max(map(len, names))
    joined, spans = "", []
    for count, word in enumerate(words, start=1):
        joined += word.letters
        if len(joined) > longest * 1.2:
            break
        spans.append((joined, count))
    for span, count in reversed(spans):
        if span in names:
            return names[span], count
    alike = [name for name in names if name[0] == words[0].letters[:1]]
    likeness, code, length = max(
        ((_likeness(span, name), names[name], count) for span, count in spans for name in alike),
        default=(0, None, 1),
        key=lambda found: found[0],
    )
    return (code, length) if likeness >= _LIKE else (None, 1)


@lru_cache(maxsize=65536)
def _likeness(span: str, name: str) -> float:
    shorter, longer = sorted((len(span), len(name)))
    if shorter < _LIKE_LENGTH or 2 * shorter < _LIKE * (shorter + longer):
        return 0
    return SequenceMatcher(None, span, name, autojunk=False).ratio()


def _pieces(text: str, words: list[_Word], *, after_name: bool) -> list[str]:
    """What stands between two known names, cut at commas, without the words that mean nothing alone."""
    runs: list[list[_Word]] = [[]]
    for word in words:
        if runs[-1] and re.search(r"[,;\n]", text[runs[-1][-1].end : word.start]):
            runs.append([])
        runs[-1].append(word)
    found = []
    for index, run in enumerate(runs):
        left = run
        while left and left[0].letters in (_GENERIC if after_name and index == 0 else _JOINING):
            left = left[1:]
        while left and left[-1].letters in _JOINING:
            left = left[:-1]
        broken = "".join(word.letters for word in left) in _GENERIC
        if not broken and any(word.letters not in _GENERIC for word in left):
            found.append(text[left[0].start : left[-1].end])
    return found
