"""The words of a deadline phrase, each with its kind (data/deadline_words.csv), written one letter a kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ishreja.domain.reference import table
from ishreja.domain.wording import key

_LETTERS = {
    "month": "M", "weekday": "W", "quarter": "Q", "half": "H", "year": "Y", "year_word": "y", "month_word": "o",
    "week_word": "w", "day_word": "S", "every": "E", "monthly": "a", "quarterly": "q", "weekly": "k",
    "during": "D", "until": "u", "until_before": "U", "from": "f", "to": "p", "starting": "A", "end": "l",
    "next": "N", "one": "b", "times": "t", "and": ",", "number": "n", "self_set": "Z", "self_word": "z",
    "ordinal": "O", "filler": " ",
}  # fmt: skip
_INFLECTED = ("month", "weekday", "quarter", "half", "year_word", "month_word", "week_word", "day_word", "end",
              "times", "self_word")  # fmt: skip
_ENDING = r"(?:(?:lar|lik|dagi|ning|ing|ini|ni|da|ga|gi|si|i){0,4}|a|u|e|ya|yu|i|ov|am|ax|om|em|ev|yam|yax|iyam|ami)"
# Before "n marta": so many times in a year, a month, … (in Latin, in Uzbek Cyrillic), and not a day of March (2 марта).
_TIMES = re.compile("[EaowQHD].*n$|(?:^|[^Y-])y,?n$")
_PIECE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})|[0-9]+[ivx]+\b|[0-9]+|[a-z']+|[-,;/]|[^\s().:]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word's kind as a letter, and its value: a number, a month, an ISO weekday, a year; 0 for none."""

    letter: str
    value: int = 0


def words_of(phrase: str) -> list[Word]:
    """The words of a phrase with their kinds; none for one that says nothing. x is a word without a kind."""
    groups: list[tuple[str, list[Word]]] = []
    text = key(phrase)
    if not re.search("[\u0400-\u04ff]", phrase):  # in Latin only Uzbek is written, where "marta" is never of March
        text = re.sub(r"\bmarta\b", "marotaba", text)
    pieces = list(_PIECE.finditer(text))
    place = 0
    while place < len(pieces):
        found, used = _piece_words(pieces, place, groups)
        groups.append((pieces[place].group(), found))
        place += used
    words = _settled([word for _, found in groups for word in found])
    return words if any(word.letter not in ",-" for word in words) else []


def _piece_words(
    pieces: list[re.Match[str]], place: int, groups: list[tuple[str, list[Word]]]
) -> tuple[list[Word], int]:
    """The kinds of one piece and how many pieces it took; a word broken in two is put together."""
    piece = pieces[place].group()
    before = "".join(word.letter for _, found in groups for word in found)
    if pieces[place].group(3):
        day, month, year = map(int, pieces[place].groups())
        return [Word("n", day), Word("M", month) if 1 <= month <= 12 else Word("x"), Word("Y", year)], 1
    if piece == "i" and before[-1:] in tuple("nMQHW") and place + 1 < len(pieces):
        return [Word(",")], 1
    if piece == "v" and re.search("n[-,]?$", before):
        return [Word("x")], 1
    if piece == "marta" and (before.endswith("b") or _TIMES.search(before)):
        return [Word("t")], 1
    if before.endswith("n-") and (piece == "y" or Word("O") in (_known(piece) or ())):  # 1-й; a lone y is a year
        groups[-1][1].clear()
        return [], 1
    if (known := _known(piece)) is not None:
        return list(known), 1
    after = [match.group() for match in pieces[place + 1 : place + 3]]
    skip = 1 if after[:1] == ["-"] else 0
    if after[skip:] and (known := _known(piece + after[skip])) is not None:
        return list(known), 2 + skip
    while groups and groups[-1][0] == "-":
        groups.pop()
    if groups and (known := _known(groups[-1][0] + piece)) is not None:
        groups.pop()
        return list(known), 1
    return [Word("x")], 1


@lru_cache(maxsize=4096)
def _known(piece: str) -> tuple[Word, ...] | None:
    """The kinds of a word by itself, its ending for "until" or "from" as a word of its own; None for none."""
    if piece.isdecimal():
        number = int(piece)
        kind = "n" if 1 <= number <= 31 else "Y" if 1900 <= number < 2200 else "x"
        return (Word(kind, number),)
    if piece in "-,;/":
        return (Word("-" if piece == "-" else ","),)
    for pattern, word in _vocabulary():
        if pattern.fullmatch(piece):
            return (word,) if word.letter != " " else ()
    for ending, letter in (("gacha", "u"), ("kacha", "u"), ("dan", "f")):
        stem = _known(piece.removesuffix(ending)) if piece.endswith(ending) and piece != ending else None
        if stem and stem[-1].letter in "MQHoSlWwy":
            return (*stem, Word(letter))
    return None


@cache
def _vocabulary() -> tuple[tuple[re.Pattern[str], Word], ...]:
    return tuple(
        (
            re.compile(f"(?:{row['stems']}){_ENDING if row['kind'] in _INFLECTED else ''}"),
            Word(_LETTERS[row["kind"]], int(row["value"] or 0)),
        )
        for row in table("deadline_words")
    )


def _settled(words: list[Word]) -> list[Word]:
    """Words whose kind hangs on their neighbours: "bir marotaba" is once, "may oyi" is May, "har bir" every."""
    settled: list[Word] = []
    for word in words:
        last = settled[-1] if settled else Word("")
        if word.letter == "t" and (last.letter == "B" or last == Word("n", 1)):
            settled[-1] = Word("B")
        elif word.letter in "tb":
            if last.letter != "E":
                settled.append(Word("x" if word.letter == "t" and last.letter == "n" else "B"))
        elif word.letter == "S" and re.search("n-?M$", kinds_of(settled)):  # 15-mart kuni
            continue
        elif not (word.letter == "o" and last.letter == "M"):
            settled.append(word)
    return settled


def kinds_of(words: Sequence[Word]) -> str:
    """The kinds of words as one string, a letter a word."""
    return "".join(word.letter for word in words)
