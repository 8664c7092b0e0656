"""A page that stands in the document twice: found by its content, counted once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ishreja.domain.wording import key
from ishreja.intake.plan_grid import Cell
from ishreja.intake.plan_headings import TEXTS, Role
from ishreja.intake.plan_lines import BodyLine, LineKind
from ishreja.intake.plan_rows import DraftRow

_ALIKE = 0.8
_TAIL_ALIKE = 0.85
_HALF = 0.5
_LONG_ENOUGH = 15  # letters from which on two texts that differ a little may be one text


@dataclass(frozen=True, slots=True)
class Difference:
    """What one cell says in the copy that was taken and in the other one, as far as they differ."""

    number: str | None
    where: str
    role: Role
    taken: str
    other: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A run of lines that came twice: where its copies begin, the rows it holds, and what differs."""

    first: str
    second: str
    numbers: tuple[str, ...]
    differences: tuple[Difference, ...]


def without_repeats(lines: Sequence[BodyLine]) -> tuple[list[BodyLine], list[Repeat]]:
    """The lines with every repeated run once, and the runs.

    The rule: two runs of lines are copies of one page where line by line they say the same (similar wording,
    equal amounts and figures, equal numbers or one missing), and hold two lines at least, or one with the same number
    or the very same wording. The copy with
    more numbered rows is taken, the first where they have as many; it stands in the first one's place. A number or
    a cell that only the other copy has is kept.
    """
    lines = _tails_joined(lines)
    kept: list[BodyLine | None] = list(lines)
    repeats = []
    for first, second, length in _runs(lines):
        pairs = list(zip(lines[first : first + length], lines[second : second + length], strict=True))
        swap = _numbered(pair[1] for pair in pairs) > _numbered(pair[0] for pair in pairs)
        merged = [_merged(*(pair[::-1] if swap else pair)) for pair in pairs]
        kept[first : first + length] = [line for line, _ in merged]
        kept[second : second + length] = [None] * length
        numbers = tuple(line.number for line, _ in merged if line.number)
        differences = tuple(difference for _, found in merged for difference in found)
        repeats.append(Repeat(pairs[0][0].where, pairs[0][1].where, numbers, differences))
    return [line for line in kept if line is not None], repeats


def _tails_joined(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """The lines with each run of tails as one, for pages are cut at different lines."""
    joined: list[BodyLine] = []
    for line in lines:
        if line.kind is LineKind.TAIL and joined and joined[-1].kind is LineKind.TAIL:
            cells = dict(joined[-1].cells)
            for role, cell in line.cells.items():
                before = cells.get(role, Cell()).own
                cells[role] = replace(cell, text=f"{before}\n{cell.own}", exact=False) if before and cell.own else cell
            joined[-1] = replace(joined[-1], cells=cells)
        else:
            joined.append(line)
    return joined


def _numbered(lines: Iterator[BodyLine]) -> int:
    return sum(line.number is not None for line in lines)


def _runs(lines: Sequence[BodyLine]) -> Iterator[tuple[int, int, int]]:
    """The repeated runs: where the first and second copy begin, and how many lines they have."""
    used: set[int] = set()
    for first, line in enumerate(lines):
        if line.kind is not LineKind.ROW or first in used:
            continue
        for second in range(first + 1, len(lines)):
            if second in used or not _same(line, lines[second]):
                continue
            start, length = _extended(lines, first, second, used)
            if length > 1 or _sure(line, lines[second]):
                used.update(range(second - (first - start), second - (first - start) + length))
                yield start, second - (first - start), length
                break


def _sure(first: BodyLine, second: BodyLine) -> bool:
    """Whether two lines that stand alone are one: by their number, or by the very same wording."""
    return (first.number is not None and first.number == second.number) or key(_whole(first)) == key(_whole(second))


def _extended(lines: Sequence[BodyLine], first: int, second: int, used: set[int]) -> tuple[int, int]:
    """The start of the run's first copy and its length."""
    back = 0
    while first - back > 0 and second - back - 1 >= first and _joins(lines, first - back - 1, second - back - 1, used):
        back += 1
    ahead = 1
    while (
        first + ahead < second - back
        and second + ahead < len(lines)
        and _joins(lines, first + ahead, second + ahead, used)
    ):
        ahead += 1
    return first - back, back + ahead


def _joins(lines: Sequence[BodyLine], first: int, second: int, used: set[int]) -> bool:
    return first not in used and second not in used and _same(lines[first], lines[second])


def _same(first: BodyLine, second: BodyLine) -> bool:
    if first.kind is not second.kind:
        return False
    if first.kind in (LineKind.SECTION, LineKind.STRAY):
        return first.section == second.section and key(first.text) == key(second.text)
    if first.kind is LineKind.TAIL:
        return _ends_with(first, second) or _alike(_whole(first), _whole(second), _TAIL_ALIKE)
    if first.number and second.number and first.number != second.number:
        return False
    if [key(text) for text in first.figures] != [key(text) for text in second.figures]:
        return False
    return _alike(first.own(Role.NAME), second.own(Role.NAME), _ALIKE) and _alike(_whole(first), _whole(second), _ALIKE)


def _ends_with(first: BodyLine, second: BodyLine) -> bool:
    """Whether the first tail says what the second says, behind more of its row that a page cut off."""
    ends = [(key(first.own(role)), key(text)) for role in TEXTS if (text := second.own(role))]
    return bool(ends) and all(len(end) >= _LONG_ENOUGH and whole.endswith(end) for whole, end in ends)


def _whole(line: BodyLine) -> str:
    return "\t".join(line.own(role) for role in TEXTS)


def _alike(first: str, second: str, least: float) -> bool:
    """Whether the texts differ in letters, not in words: gazeta is not misread as albom."""
    one, other = key(first), key(second)
    if one == other:
        return True
    if any(a and b and SequenceMatcher(None, a, b).ratio() < _HALF for a, b in differing_words(one, other)):
        return False
    if min(len(one), len(other)) < _LONG_ENOUGH or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


def _merged(taken: BodyLine, other: BodyLine) -> tuple[BodyLine, list[Difference]]:
    """The line to keep, and the differences of the two."""
    number = taken.number or other.number
    cells = dict(taken.cells)
    differences = []
    for role in TEXTS:
        one, two = taken.own(role), other.own(role)
        longer = key(two) != key(one) and (key(two).startswith(key(one)) or key(two).endswith(key(one)))
        if two and longer:  # cut short in the copy that is taken
            cells[role] = other.cells.get(role, Cell())
        elif two and " ".join(one.split()) != " ".join(two.split()):
            differences += [Difference(number, taken.where, role, *words) for words in differing_words(one, two)]
    return replace(taken, number=number, cells=cells), differences


def without_repeated_rows(rows: Sequence[DraftRow]) -> tuple[list[DraftRow], list[Repeat]]:
    """Rows that came twice though their copies are cut into lines differently: one number, one wording.

    The first stays, with the longer text where one is the beginning of the other.
    """
    kept: list[DraftRow] = []
    repeats = []
    by_number: dict[str, list[DraftRow]] = {}
    for row in rows:
        twins = by_number.setdefault(row.number or "", [])
        twin = next((other for other in twins if row.number and _one_row(other, row)), None)
        if twin is None:
            twins.append(row)
            kept.append(row)
            continue
        differences = []
        for role, text in row.texts.items():
            before = twin.texts.get(role, "")
            if key(text).startswith(key(before)):
                twin.texts[role] = text
            elif not key(before).startswith(key(text)):
                words = differing_words(before, text)
                differences += [Difference(row.number, twin.where, role, *pair) for pair in words]
        repeats.append(Repeat(twin.where, row.where, (row.number or "",), tuple(differences)))
    return [row for row in kept if row.parent is None or row.parent in kept], repeats


def _one_row(first: DraftRow, second: DraftRow) -> bool:
    one, two = first.texts.get(Role.NAME, ""), second.texts.get(Role.NAME, "")
    begins = min(len(one), len(two)) >= _LONG_ENOUGH and (
        key(one).startswith(key(two)) or key(two).startswith(key(one))
    )
    figures = [{role: key(cell.text) for role, cell in row.figures.items()} for row in (first, second)]
    others = [" ".join(row.texts.get(role, "") for role in TEXTS) for row in (first, second)]
    return figures[0] == figures[1] and (begins or _alike(one, two, _ALIKE)) and _alike(others[0], others[1], _HALF)


def differing_words(first: str, second: str) -> list[tuple[str, str]]:
    """The words in which two texts differ, place by place: what the first says and what the second says."""
    one, two = first.split(), second.split()
    changes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [(" ".join(one[a:b]), " ".join(two[c:d])) for kind, a, b, c, d in changes if kind != "equal"]
