"""Word's automatic numbers and bullets, which stand in no text: counted as Word counts them. Sandbox only."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

_VAL, _LEVEL = qn("w:val"), qn("w:ilvl")


class ListNumbers:
    """Counts the lists of one document; ask for the paragraphs in their order, each once."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._same: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._read_numbering(part.element)
            self._read_styles(document.styles.element)

    def label(self, paragraph: Any) -> str:
        """The paragraph's number or bullet with a space behind it ("1. ", "- "), "" where it has none."""
        found = self._numbering(paragraph)
        if found is None:
            return ""
        number, level = found
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        kind, pattern, start = levels[level]
        if kind == "bullet":
            return "- "
        if kind == "none":
            return ""
        counts = self._counts[self._same[number]]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            other = int(match.group(1)) - 1
            other_kind, _, other_start = levels.get(other, ("decimal", "", 1))
            return _shown(counts.get(other, other_start), other_kind)

        return re.sub(r"%(\d)", shown, pattern) + " "

    def _numbering(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        own = properties.find(qn("w:numPr"))
        style = properties.find(qn("w:pStyle"))
        inherited = self._styles.get(style.get(_VAL, "")) if style is not None else None
        if own is None:
            return inherited
        number, level = own.find(qn("w:numId")), own.find(_LEVEL)
        if number is None:
            return inherited
        if number.get(_VAL) == "0":
            return None
        return number.get(_VAL, ""), _whole(level, 0)

    def _read_numbering(self, numbering: Any) -> None:
        abstract = {each.get(qn("w:abstractNumId")): each for each in numbering.iter(qn("w:abstractNum"))}
        for number in numbering.iter(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            source = abstract.get(link.get(_VAL)) if link is not None else None
            if source is None:
                continue
            key = number.get(qn("w:numId"))
            levels = {}
            for level in source.iter(qn("w:lvl")):
                kind, text = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
                levels[int(level.get(_LEVEL))] = (
                    "decimal" if kind is None else kind.get(_VAL),
                    "" if text is None else text.get(_VAL, ""),
                    _whole(level.find(qn("w:start")), 1),
                )
            starts_anew = number.find(qn("w:lvlOverride")) is not None
            self._levels[key] = levels
            self._same[key] = key if starts_anew else f"abstract {link.get(_VAL)}"

    def _read_styles(self, styles: Any) -> None:
        for style in styles.iter(qn("w:style")):
            own = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            number = own.find(qn("w:numId")) if own is not None else None
            if number is not None:
                self._styles[style.get(qn("w:styleId"), "")] = (number.get(_VAL, ""), _whole(own.find(_LEVEL), 0))


def _whole(element: Any, otherwise: int) -> int:
    value = "" if element is None else element.get(_VAL, "")
    return int(value) if value.isdigit() else otherwise


def _shown(count: int, kind: str) -> str:
    """The count as Word shows it in this format."""
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(count)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += letters * (count // value)
        count %= value
    return text
