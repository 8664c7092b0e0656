"""Uzbek Latin and Uzbek Cyrillic, each made from the other.

The rules are those of the 1995 Latin alphabet. Latin does not show every ь and ц of Cyrillic, so the trade's
words that need them stand in data/cyrillic_exceptions.csv: a stem, its Cyrillic, and how it ends without a
suffix (сентябрь, but сентябрдаги).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ishreja.domain.reference import table

APOSTROPHES = "'`´‘’‛′‵＇｀ʹʻʼʽʾʿˈˊˋ՚׳ꞌ"
"""Everything that typists use for the sign of oʻ and gʻ and for tutuq."""
TURNED, TUTUQ = "ʻ", "ʼ"  # U+02BB in oʻ and gʻ, U+02BC elsewhere

_TO_CYRILLIC = dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)) | {
    "o'": "ў", "g'": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е",
    "s'h": "сҳ", "'": "ъ", "tsi": "ци", "si": "ци",
}  # fmt: skip
_CYRILLIC = "абвгдежзийклмнопрстуфхчшщыэюяёўғқҳіјѕ"
_LATIN = "a b v g d e j z i y k l m n o p r s t u f x ch sh sh i e yu ya yo oʻ gʻ q h i j s"
_TO_LATIN = dict(zip(_CYRILLIC, _LATIN.split(" "), strict=True))

# One letter of Cyrillic a match; the second line is -ция and -цион, which Latin writes tsi or si.
_LATIN_LETTER = re.compile(
    r"s'h|o'|g'|sh|ch|y(?:o(?!')|[uae])"
    r"|tsi(?=ya|on)|(?<=k)si(?=ya|on)|(?<=an)si(?=ya)|(?<=[^p]en)si(?=ya)"
    r"|[a-z']"
)
_LATIN_WORD = re.compile(f"[A-Za-z]+(?:[{APOSTROPHES}][A-Za-z]+)*(?:(?<=[OoGg])[{APOSTROPHES}])?")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]+")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_SURNAME = re.compile(r"\.\s?(?:[A-Z]\.\s?)?[A-Z]\w+(?:ov|ev|ova|eva|in|ina)\b")
_KEPT = re.compile(
    r"https?://\S+|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]+|\bwww\.\S+|\b[\w-]{1,64}\.(?:uz|com|ru|org|net)\b"
    r"|\b[A-Z]{1,3}[1-9][0-9]{0,6}\b"  # a cell of a workbook: G32
    r"|\b(?:PDF|XLSX?|DOCX?|CSV|ZIP|ICS|QR|ISO|SOATO|USB|DVD|SMS|HTML|URL|IP)(?![A-Z])"
    r"|\b(?i:wi-fi|central asia|infolib(?:\s+uzbekistan)?|facebook|instagram|telegram|youtube"
    r"|twitter|ishreja)"
)
_VOWELS = "аеёиоуўэюяыі"


@cache
def _stems() -> tuple[re.Pattern[str], dict[str, tuple[str, str]], re.Pattern[str], dict[str, str]]:
    rows = table("cyrillic_exceptions")
    forward = {row["latin"]: (row["cyrillic"], row["alone"] or row["cyrillic"]) for row in rows}
    # Where two spellings share a Cyrillic stem (sentabr, sentyabr), the shorter is the official one.
    backward = {row["cyrillic"]: row["latin"] for row in sorted(rows, key=lambda r: -len(r["latin"]))}
    return _any_of(forward), forward, _any_of(backward), backward


def _any_of(stems: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, stems), key=len, reverse=True)))


def to_cyrillic(text: str) -> str:
    """Uzbek Latin text in Uzbek Cyrillic; case is kept.

    Cyrillic letters, roman numerals, addresses, and names and formats that are written in Latin everywhere
    (Telegram, PDF) stay as they are.
    """
    parts, end = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_LATIN_WORD.sub(_cyrillic_match, text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*parts, _LATIN_WORD.sub(_cyrillic_match, text[end:])])


def _cyrillic_match(match: re.Match[str]) -> str:
    word = match.group()
    initial = len(word) == 1 and _SURNAME.match(match.string, match.end())
    if _ROMAN.fullmatch(word) and not initial:
        return word
    return _cyrillic_word(word)


@lru_cache(maxsize=8192)
def _cyrillic_word(word: str) -> str:
    plain = _plain(word)
    if re.search(r"w|c(?!h)", plain):  # letters that Uzbek Latin does not have: a foreign name
        return word
    pattern, stems, _, _ = _stems()
    start, parts = 0, []
    if stem := pattern.match(plain):
        start = stem.end()
        inflected, alone = stems[stem.group()]
        parts.append(_cased(alone if start == len(plain) else inflected, word[:start], word))
    for match in _LATIN_LETTER.finditer(plain, start):
        letter, before = match.group(), plain[match.start() - 1 : match.start()]
        cyrillic = "э" if letter == "e" and before in ("", *"aeiou") else _TO_CYRILLIC[letter]
        parts.append(_cased(cyrillic, word[match.start() : match.end()], word))
    return "".join(parts)


def to_latin(text: str) -> str:
    """Uzbek Cyrillic text in Uzbek Latin (oʻ and gʻ with U+02BB, tutuq U+02BC); case is kept.

    Latin letters stay; Russian letters come out as Uzbeks write them (ы as i, щ as sh, ь dropped).
    """
    return _CYRILLIC_WORD.sub(lambda match: _latin_word(match.group()), text)


@lru_cache(maxsize=8192)
def _latin_word(word: str) -> str:
    plain = word.lower()
    _, _, pattern, stems = _stems()
    start, parts = 0, []
    if stem := pattern.match(plain):
        start = stem.end()
        parts.append(_cased(_marked(stems[stem.group()]), word[:start], word))
    for place in range(start, len(plain)):
        parts.append(_cased(_latin_letter(plain, place), word[place], word))
    return "".join(parts)


def _latin_letter(word: str, place: int) -> str:
    letter = word[place]
    before, after = word[place - 1 : place] if place else "", word[place + 1 : place + 2]
    if letter == "е":
        return "ye" if before == "" or before in _VOWELS + "ьъ" else "e"
    if letter == "ц":
        return "ts" if before and before in _VOWELS else "s"
    if letter == "ь":
        return "y" if after == "о" else ""
    if letter == "ъ":
        silent = before == "ў" or before == "" or (before not in _VOWELS and after in tuple("еёюя"))
        return "" if silent else TUTUQ
    if letter == "ҳ" and before == "с":
        return TUTUQ + "h"
    return _TO_LATIN.get(letter, letter)


def _plain(word: str) -> str:
    """The word in lower case with ' for every apostrophe; as long as it was."""
    return "".join("'" if letter in APOSTROPHES else letter for letter in word).lower()


def _marked(word: str) -> str:
    return re.sub("(?<=[og])'", TURNED, word).replace("'", TUTUQ)


def _cased(letters: str, source: str, word: str) -> str:
    """Letters in the case of the piece of the word that they stand for."""
    first = source[:1]
    if not first.isupper():
        return letters
    loud = source.isupper() if len(source) > 1 and source[1:].isalpha() else len(word) > 1 and word.isupper()
    return letters.upper() if loud else letters[:1].upper() + letters[1:]
