"""A page that stands in the document twice: found by its content, counted once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import product

from ishreja.domain.wording import key
from ishreja.intake.plan_grid import Cell
from ishreja.intake.plan_headings import TEXTS, Role
from ishreja.intake.plan_joining import Words
from ishreja.intake.plan_lines import BodyLine, LineKind
from ishreja.intake.plan_rows import stands_there

_ALIKE = 0.8
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
    """A run of rows that came twice: where its copies begin, the rows it holds, and what differs."""

    first: str
    second: str
    numbers: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class _Entry:
    """A line that begins something, and the lines that go on with it, which may belong elsewhere."""

    line: BodyLine
    tails: list[BodyLine]

    def texts(self, words: Words, *, with_tails: bool = True) -> dict[Role, str]:
        """The row's texts by role; a tail that the text ends with already is not added again."""
        texts = {role: cell.text for role in TEXTS if (cell := self.line.cells.get(role))}
        for tail in self.tails if with_tails else ():
            for role in TEXTS:
                said = tail.own(role)
                if said and not stands_there(texts.get(role, ""), said):
                    texts[role] = words.join(texts.get(role, ""), said)
        return texts


def without_repeats(lines: Sequence[BodyLine], words: Words) -> tuple[list[BodyLine], list[Repeat]]:
    """The lines with every repeated run of rows once, and the runs.

    The rule: two runs of rows are copies of one page where row by row they say the same (similar wording, one perhaps
    cut short by the page's end, equal amounts and figures, equal numbers or one missing), and hold two rows at least,
    or one with the same number or the very same wording. The copy with more numbered rows is taken, the first where
    they have as many; it stands in the first one's place. A number, or more of a text, that only the other copy has is
    kept. The second copy may begin with the rest of a row of the page before: where it says what stands there already,
    it is left out.
    """
    entries = _entries(lines)
    gone: set[int] = set()
    repeats = []
    for first, second, length in _runs(entries, words):
        _drop_foreign_tails(entries, first, second)
        pairs = list(zip(entries[first : first + length], entries[second : second + length], strict=True))
        swap = _numbered(pair[1] for pair in pairs) > _numbered(pair[0] for pair in pairs)
        merged = [_merged(*(pair[::-1] if swap else pair), words) for pair in pairs]
        entries[first : first + length] = [entry for entry, _ in merged]
        gone.update(range(second, second + length))
        numbers = tuple(entry.line.number for entry, _ in merged if entry.line.number)
        differences = tuple(difference for _, found in merged for difference in found)
        repeats.append(Repeat(pairs[0][0].line.where, pairs[0][1].line.where, numbers, differences))
    kept = [entry for at, entry in enumerate(entries) if at not in gone]
    return [line for entry in kept for line in (entry.line, *entry.tails)], repeats


def _entries(lines: Sequence[BodyLine]) -> list[_Entry]:
    entries: list[_Entry] = []
    for line in lines:
        if line.kind is LineKind.TAIL and entries and entries[-1].line.kind in (LineKind.ROW, LineKind.PART):
            entries[-1].tails.append(line)
        else:
            entries.append(_Entry(line, []))
    return entries


def _numbered(entries: Iterator[_Entry]) -> int:
    return sum(entry.line.number is not None for entry in entries)


def _runs(entries: Sequence[_Entry], words: Words) -> Iterator[tuple[int, int, int]]:
    """The repeated runs: where the first and second copy begin, and how many entries they have."""
    used: set[int] = set()

    def same(first: int, second: int) -> bool:
        return not {first, second} & used and _same(entries[first], entries[second], words)

    for first, entry in enumerate(entries):
        for second in range(first + 1, len(entries)) if entry.line.kind is LineKind.ROW else ():
            if not same(first, second):
                continue
            back, ahead = 0, 1
            while first > back and second - back - 1 > first and same(first - back - 1, second - back - 1):
                back += 1
            while (
                first + ahead < second - back and second + ahead < len(entries) and same(first + ahead, second + ahead)
            ):
                ahead += 1
            if back + ahead > 1 or _sure(entry, entries[second], words):
                used.update(range(second - back, second + ahead))
                yield first - back, second - back, back + ahead
                break


def _sure(first: _Entry, second: _Entry, words: Words) -> bool:
    """Whether two rows that stand alone are one: by their number, or by the very same wording."""
    if first.line.number is not None and first.line.number == second.line.number:
        return True
    texts = [entry.texts(words) for entry in (first, second)]
    return all(key(texts[0].get(role, "")) == key(texts[1].get(role, "")) for role in TEXTS)


def _same(first: _Entry, second: _Entry, words: Words) -> bool:
    one, two = first.line, second.line
    if one.kind is not two.kind or one.section != two.section or key(one.text) != key(two.text):
        return False
    if one.kind not in (LineKind.ROW, LineKind.PART):
        return True
    if one.number and two.number and one.number != two.number:
        return False
    if [key(text) for text in one.figures] != [key(text) for text in two.figures]:
        return False
    return all(
        any(_one_text(a, b, role) for a, b in product(_readings(first, role, words), _readings(second, role, words)))
        for role in TEXTS
    )


def _readings(entry: _Entry, role: Role, words: Words) -> list[tuple[str, bool]]:
    """What the cell may say, with the tails and, if there are any, without them, which is then cut short."""
    whole = entry.texts(words).get(role, "")
    alone = entry.texts(words, with_tails=False).get(role, "")
    return [(key(whole), False), (key(alone), True)] if entry.tails else [(key(whole), False)]


def _one_text(first: tuple[str, bool], second: tuple[str, bool], role: Role) -> bool:
    """Whether the texts are one, misread in letters or cut short; a short name must be known to be cut."""
    (short, is_cut), (long, _) = sorted((first, second), key=lambda reading: len(reading[0]))
    if long.startswith(short) and (is_cut or len(short) >= _LONG_ENOUGH or role is not Role.NAME or short == long):
        return True
    if len(short) < _LONG_ENOUGH or re.findall(r"\d+", short) != re.findall(r"\d+", long):
        return False
    if any(a and b and SequenceMatcher(None, a, b).ratio() < _HALF for a, b in differing_words(short, long)):
        return False  # another word is no misreading
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= _ALIKE


def _drop_foreign_tails(entries: Sequence[_Entry], first: int, second: int) -> None:
    """Leave out the rest of the row before the first copy where it stands before the second copy again."""
    if first == 0 or not entries[second - 1].tails:
        return
    before, behind = entries[first - 1], entries[second - 1]
    ends = {role: key("\n".join(tail.own(role) for tail in before.tails)) for role in TEXTS}

    def is_foreign(tail: BodyLine) -> bool:
        said = {role: key(tail.own(role)) for role in TEXTS if tail.own(role)}
        return bool(said) and all(_ends(ends[role], text) for role, text in said.items())

    if before is not behind:
        behind.tails[:] = [tail for tail in behind.tails if not is_foreign(tail)]


def _ends(whole: str, end: str) -> bool:
    """Whether the text ends so, letters misread or not."""
    last = whole[-len(end) :]
    return bool(end) and (last == end or SequenceMatcher(None, last, end, autojunk=False).ratio() >= _ALIKE)


def _merged(taken: _Entry, other: _Entry, words: Words) -> tuple[_Entry, list[Difference]]:
    """The entry to keep, its tails put to their texts, and the differences of the two."""
    number = taken.line.number or other.line.number
    cells = dict(taken.line.cells)
    ours, theirs = taken.texts(words), other.texts(words)
    differences = []
    for role in TEXTS:
        one, two = ours.get(role, ""), theirs.get(role, "")
        longer = key(two) != key(one) and (key(two).startswith(key(one)) or key(two).endswith(key(one)))
        text = two if longer else one  # the copy that is taken may be cut short
        if text:
            cells[role] = replace(cells.get(role) or other.line.cells.get(role, Cell()), text=text)
        if one and two and not longer and not key(one).startswith(key(two)):
            differences += [Difference(number, taken.line.where, role, *pair) for pair in differing_words(one, two)]
    return _Entry(replace(taken.line, number=number, cells=cells), []), differences


def differing_words(first: str, second: str) -> list[tuple[str, str]]:
    """The words in which two texts differ, place by place: what the first says and what the second says."""
    one, two = first.split(), second.split()
    changes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [(" ".join(one[a:b]), " ".join(two[c:d])) for kind, a, b, c, d in changes if kind != "equal"]
