"""Parts that are written inside the cell of a row's name."""

from __future__ import annotations

import re

_BULLET = r"[-–—•·▪‣*]"
_LISTED = re.compile(rf"(?:^|[:;,.\n]|\))\s*{_BULLET}\s*(?=[^\W\d_(«\"“])")
_DOTTED = re.compile(r"\s*[•·▪‣]\s*(?=[^\W\d_])|:\s*[-–—]\s*(?=[^\W\d_])|\s+[-–—]\s+(?=[^\W\d_])")
_LETTERED = re.compile(r"(?:^|[:;,\s])\s*(?:\d|[a-zа-яё])\)\s*(?=[^\W\d_])", re.IGNORECASE)
_MAX_WORDS = 6
_MAX_PART = 120


def named_parts(name: str, numbers: int = 0) -> tuple[str, ...]:
    """The short names of the parts listed in a row's name, () where it lists none.

    name keeps its line breaks; numbers is how many figures the row's fullest cell of amounts holds. A list follows
    a colon, its items are marked (`- yangi; - qayta`) or parted by semicolons; by line breaks or commas only if there
    is a figure for the total and for each item.
    """
    for parts in (_marked(name, _LISTED), _dashed(name), _marked(name, _LETTERED), _parted(name, numbers)):
        if len(parts) > 1 and all(0 < len(part) <= _MAX_PART for part in parts):
            return parts
    return ()


def short_name(text: str) -> str:
    """A part's own name, without its dash or letter and the comma or semicolon behind it."""
    text = re.sub(rf"^\s*(?:{_BULLET}|(?:\d|[a-zа-яё])\))\s*", "", " ".join(text.split()), flags=re.IGNORECASE)
    return text.rstrip(" ;,.").strip()


def _marked(name: str, mark: re.Pattern[str]) -> tuple[str, ...]:
    marks = list(mark.finditer(name))
    if len(marks) < 2 or not name[: marks[0].end()].strip(" -–—•"):
        return ()
    ends = [found.start() for found in marks[1:]] + [len(name)]
    closed = [_closing_bracket(name, found.end(), end) for found, end in zip(marks, ends, strict=True)]
    return tuple(short_name(name[found.end() : end]) for found, end in zip(marks, closed, strict=True))


def _dashed(name: str) -> tuple[str, ...]:
    """Items with nothing but their bullets between them, the first right behind a colon."""
    return _marked(name, _DOTTED) if re.search(rf":\s*{_BULLET}", name) else ()


def _closing_bracket(name: str, start: int, end: int) -> int:
    """The end of an item, its closing bracket included where the next mark stands right behind it."""
    return end + 1 if name[end : end + 1] == ")" and name[start:end].count("(") > name[start:end].count(")") else end


def _parted(name: str, numbers: int) -> tuple[str, ...]:
    """Items behind the last colon, parted by semicolons, line breaks or, if the figures agree, commas."""
    if ":" not in name:
        return ()
    tail = name.rsplit(":", 1)[1]
    parts = _items(tail, ";")
    if len(parts) > 1 and (numbers == len(parts) + 1 or all(len(part.split()) <= _MAX_WORDS for part in parts)):
        return parts
    lists = (_items(tail, separator) for separator in ("\n", ",", r",|\bva\b"))
    return next((parts for parts in lists if numbers == len(parts) + 1), ())


def _items(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part for part in map(short_name, re.split(separator, text)) if part)
