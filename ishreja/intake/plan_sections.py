"""Section lines: a numeral and a title, merged over the table, in a cell of it, or between two tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ishreja.domain.wording import key
from ishreja.intake.plan_grid import Cell, Line
from ishreja.intake.plan_headings import FIGURES, Role

_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3}")
# Letters that stand for a numeral's: Cyrillic ones, small l and the bar; П and Ш are typed for II and III.
_ALIKE = str.maketrans({"І": "I", "Х": "X", "У": "V", "|": "I", "l": "I", "П": "II", "Ш": "III"})
_SINGLE = str.maketrans(
    dict(zip("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), strict=True))
)
_WORD = r"(?:bo['ʻʼ‘’`]?lim|bob|qism|razdel|glava|бўлим|боб|қисм|раздел|глава)[а-яёўқғҳa-z]*"
_NUMBERED = re.compile(
    rf"(?:({_WORD})\s+)?([IVXІХУПШl|Ⅰ-Ⅻ]{{1,5}}|\d{{1,2}})(?:\s*[-–]?\s*({_WORD}))?(\s*[.):–-]\s*|\s+|$)(.*)",
    re.DOTALL | re.IGNORECASE,
)


def section(line: Line, cells: Mapping[Role, Cell]) -> tuple[str | None, str] | None:
    """The numeral ("II", "2", None where it has none) and the title of a section line, else None."""
    filled = line.filled
    if len(filled) == 2:
        return _numeral_apart(cells)
    if len(filled) != 1:
        return None
    text = " ".join(line.cells[filled[0]].text.split())
    heading = is_heading(line, text)
    at_start = filled[0] == 0 or any(cells.get(role, Cell()).own for role in (Role.NUMBER, Role.NAME))
    if heading or line.table == 0 or at_start:
        labelled = _labelled(text, sure=heading or (line.table == 0 and _is_upper(text)))
        if labelled:
            return labelled
    number = cells.get(Role.NUMBER, Cell()).own
    return (None, text) if heading and line.table and not re.match(r"\d", number) else None


def is_heading(line: Line | None, text: str) -> bool:
    """Whether a line's one text is a heading: bold, in capitals, or merged over most of the table."""
    if line is None or len(line.filled) != 1 or sum(letter.isalpha() for letter in text) < 4 or text[:1].islower():
        return False
    at = line.filled[0]
    merged = sum(cell.left for cell in line.cells)
    wide = merged >= 2 and merged >= len(line.cells) - at - 2
    return line.cells[at].bold or wide or (_is_upper(text) and at < 2)


def numeral(text: str) -> str | None:
    """A section's numeral in Latin capitals, whatever letters it was typed with; None for another text."""
    typed = text.strip(" .):").translate(_SINGLE).translate(_ALIKE)
    return typed if _ROMAN.fullmatch(typed) else None


def _numeral_apart(cells: Mapping[Role, Cell]) -> tuple[str, str] | None:
    """A numeral in the number's cell and the title in the name's, and no amounts."""
    number, name = cells.get(Role.NUMBER, Cell()).own, cells.get(Role.NAME, Cell()).own
    found = numeral(number) if number and name else None
    if found is None or any(cells.get(role, Cell()).own for role in FIGURES):
        return None
    return found, " ".join(name.split())


def _labelled(text: str, *, sure: bool) -> tuple[str, str] | None:
    """Numeral and title; a numeral without a point and without the word "section" only where it is sure."""
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return None
    word = match.group(1) or match.group(3)
    found = numeral(match.group(2)) or (match.group(2) if word and match.group(2).isdigit() else None)
    title = match.group(5).strip()
    marked = match.group(4).strip() != ""
    if found is None or re.match(r"chorak|kvartal|yarim", key(title)):
        return None
    if word or (title[:1].isalpha() and (sure or (marked and title[:1].isupper()))):
        return found, title
    return None


def _is_upper(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
