"""Putting a cell together again whose text was cut between two lines, pages or rows of the table.

The rule. Two pieces are joined with a space, except:
- the first ends in a hyphen or dash written to a letter or digit: never a space. A dash stays. The hyphen stays
  before a digit or a capital (`I-` + `III chorak`) and after a digit (`2023-` + `yil`). Between two small letters it
  stays or goes as the word stands elsewhere: the units of data/units.csv first (`Maro-` + `taba` is Marotaba), then
  this document, then the trade's known words. Where neither form is known it stays at a line's end within a cell, for
  programs break lines at hyphens that are there anyway; where the cell itself was cut it stays if both halves are
  words of their own (`axborot-` + `kutubxona`), else it goes;
- the pieces end and begin with letters that together make a known word, while one of them alone is none
  (`ko'rsa` + `tish`) or the second is a case ending (`kutubxonalar` + `ga`): no space. Unknown words are kept apart:
  nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from ishreja.domain.numbers import units
from ishreja.domain.reference import DATA
from ishreja.domain.transliteration import APOSTROPHES
from ishreja.domain.wording import key
from ishreja.intake.plan_grid import tidy

_SIGNS = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_TOKEN = re.compile(r"[^\W\d_][\w']*(?:-[\w']+)*")
_END = re.compile(r"[^\W_][\w']*(?:-[\w']+)*-?$")
_DASHED = re.compile(r"[^\W_][–—]$")
_START = re.compile(r"^[^\W_][\w']*(?:-[\w']+)*")
_CLOSING = ",;:.!?)»”"
# Case and possessive endings, which never stand alone.
_ENDINGS = re.compile(r"(?:lar)?(?:i|si)?(?:ni|ning|[gkq]a|da|dan|dagi|gi)?|[nrm]")


class Words:
    """The words of a document, to tell a cut word from two words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts = Counter(word for text in texts for line in _whole_words(text) for word in _words(line))

    def times(self, word: str) -> int:
        """How often the word stands in this document, as one piece; script and case do not matter."""
        return self._counts[word] or self._counts[word.casefold().translate(_SIGNS)]

    def is_word(self, piece: str) -> bool:
        """Whether a piece at a cut is a word of its own: known, or standing elsewhere in the document."""
        return self.times(piece) > 1 or key(piece) in _known()

    def knows(self, text: str) -> bool:
        """Whether all words of the text are known, or stand elsewhere in the document within a line; False for none."""
        words = _words(text)
        return bool(words) and all(len(word) > 1 and (self.times(word) or key(word) in _known()) for word in words)

    def join(self, first: str, second: str, *, in_cell: bool = False) -> str:
        """The two pieces as one text, by the rule above; in_cell for two lines of one cell."""
        if not first or not second:
            return first or second
        if _DASHED.search(first) and second[0].isalnum():
            return first + second
        end, start = _END.search(first.translate(_SIGNS)), _START.match(second.translate(_SIGNS))
        if end is None or start is None:
            return first + ("" if second[0] in _CLOSING else " ") + second
        if end.group().endswith("-"):
            return self._without_space(first, second, end.group()[:-1], start.group(), in_cell)
        return first + ("" if self._is_cut(end.group(), start.group()) else " ") + second

    def join_lines(self, text: str) -> str:
        """A cell of several lines as one line of text."""
        lines = text.split("\n")
        joined = lines[0]
        for line in lines[1:]:
            joined = self.join(joined, line, in_cell=True)
        return joined

    def _without_space(self, first: str, second: str, end: str, start: str, in_cell: bool) -> str:
        if not start[0].islower() or not end[-1].isalpha() or self._keeps_hyphen(end, start, in_cell):
            return first + second
        return first[:-1] + second

    def _keeps_hyphen(self, end: str, start: str, in_cell: bool) -> bool:
        plain, hyphened = end + start, f"{end}-{start}"
        if key(plain) in units():
            return False
        for known in (self.times, lambda word: key(word) in _known()):
            if bool(known(plain)) != bool(known(hyphened)):
                return bool(known(hyphened))
        return in_cell or all(self.is_word(half) for half in (end, start))

    def _is_cut(self, end: str, start: str) -> bool:
        if not start[0].islower() or not end[-1].isalpha():
            return False
        whole = end + start
        if not self.times(whole) and key(whole) not in _known():
            return False
        return _ENDINGS.fullmatch(key(start)) is not None or not (self.is_word(end) and self.is_word(start))


def _whole_words(text: str) -> Iterator[str]:
    """The text's lines without the words at a line break, which may be cut."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        words = line.split(" ")
        yield " ".join(words[int(at > 0) : len(words) - int(at < len(lines) - 1)])


def _words(text: str) -> list[str]:
    """Every word in small letters, and each half of a hyphened one."""
    words = _TOKEN.findall(text.translate(_SIGNS).casefold())
    return words + [half for word in words if "-" in word for half in word.split("-")]


@cache
def _known() -> frozenset[str]:
    """The keys of the trade's words: those of the one plan we have, as it was typed, and the units."""
    plan = tidy((DATA / "jondor-2023-ish-rejasi.txt").read_text(encoding="utf-8"))
    return frozenset(key(word) for word in _words(plan)) | frozenset(units())
