"""Which row of a plan is which indicator of a catalogue: by wording, unit, section and position.

Certain is only what has the indicator's unit and stands under the indicator's own parent; whatever else is alike is
a question. An indicator is one row's at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ishreja.domain.catalogue import likeness, wording
from ishreja.domain.indicators import Indicator
from ishreja.domain.plan import PlanRow
from ishreja.domain.spread import parent_indexes
from ishreja.domain.units import unit_key

SURE = 0.9  # wordings this alike are one, slips of the typist apart
NEAR = 0.8  # so are these, where the row also stands between the indicator's neighbours
DOUBTFUL = 0.6  # below this they are two; in different units already below NEAR
OFFERED = 3  # candidates of a question


class Ground(StrEnum):
    """What a match rests on, or what makes it doubtful."""

    WORDING = "wording"
    SPELLING = "spelling"  # the wording with slips
    SECTION = "section"  # of several with this wording, the one in the same section
    POSITION = "position"  # much the same wording, between the same neighbours
    ANSWER = "answer"
    UNIT = "unit"  # doubtful: another unit, or none
    PARENT = "parent"  # doubtful: under another row
    RIVALS = "rivals"  # doubtful: more than one row or indicator
    LIKENESS = "likeness"  # doubtful: only fairly alike
    NEIGHBOURS = "neighbours"  # doubtful: only stands where the indicator stands
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator (code) that a row may be, how far it speaks for itself (0 to 1), and what keeps it doubtful."""

    code: str
    score: float
    ground: Ground


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """What a row (its index in the plan) is: code where that is certain, else None.

    A doubtful row (certain is False) has candidates, the likeliest first; one that is no indicator of the catalogue
    has none and is certain.
    """

    index: int
    code: str | None
    ground: Ground
    certain: bool = True
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()


def match_indicators(
    rows: Sequence[PlanRow], catalogue: Sequence[Indicator], answers: Mapping[int, str | None] | None = None
) -> tuple[IndicatorMatch, ...]:
    """Each row of a plan with the indicator that it is.

    answers: what was said of rows, index to a code, or to None for a row that is none of them.
    """
    matching = _Matching(rows, catalogue)
    matching.answer(answers or {})
    for depth in range(max(matching.depths, default=0) + 1):  # a part is known by the row above it
        matching.take_alike(1.0, Ground.WORDING, depth)
        matching.take_alike(SURE, Ground.SPELLING, depth)
        matching.take_neighbours(depth)
    return matching.result()


@dataclass(frozen=True, slots=True)
class _Pair:
    index: int
    code: str
    likeness: float
    same_unit: bool
    same_section: bool


class _Matching:
    """The rows and indicators still to be matched; each step takes what it is sure of."""

    def __init__(self, rows: Sequence[PlanRow], catalogue: Sequence[Indicator]) -> None:
        self.rows = rows
        self.parents = parent_indexes(rows)
        self.depths: list[int] = []
        for parent in self.parents:  # which stands before its parts
            self.depths.append(0 if parent is None else self.depths[parent] + 1)
        self.catalogue = {one.code: one for one in catalogue}
        self.order = {code: position for position, code in enumerate(self.catalogue)}
        self.found: dict[int, IndicatorMatch] = {}
        self.taken: dict[str, int] = {}
        self.pairs = list(_pairs(rows, catalogue))

    def answer(self, answers: Mapping[int, str | None]) -> None:
        for index, code in answers.items():
            known = code in self.catalogue and code not in self.taken
            if 0 <= index < len(self.rows) and (code is None or known):
                self.settle(index, code, Ground.ANSWER, 1.0)

    def settle(self, index: int, code: str | None, ground: Ground, score: float) -> None:
        self.found[index] = IndicatorMatch(index, code, ground, score=score)
        if code is not None:
            self.taken[code] = index

    def open(self) -> list[_Pair]:
        """The pairs of which neither side is settled."""
        return [pair for pair in self.pairs if pair.index not in self.found and pair.code not in self.taken]

    def under_its_parent(self, pair: _Pair) -> bool:
        """Whether the row stands under the row of the indicator's parent, or both under none."""
        parent = self.parents[pair.index]
        wanted = self.catalogue[pair.code].parent
        if parent is None or wanted is None:
            return parent is None and wanted is None
        return self.taken.get(wanted) == parent

    def take_alike(self, least: float, ground: Ground, depth: int) -> None:
        """Settle the pairs that are alike enough and have no rival on either side, or none in their section."""
        fit = [
            pair
            for pair in self.open()
            if pair.likeness >= least
            and pair.same_unit
            and self.depths[pair.index] == depth
            and self.under_its_parent(pair)
        ]
        for chosen, found in (
            (_alone(fit), ground),
            (_alone([pair for pair in fit if pair.same_section]), Ground.SECTION),
        ):
            for pair in chosen:
                if pair.index not in self.found and pair.code not in self.taken:
                    self.settle(pair.index, pair.code, found, self.score(pair))

    def take_neighbours(self, depth: int) -> None:
        """Settle what is much alike and between the indicator's neighbours, where nothing else is even doubtful."""
        left = [pair for pair in self.open() if self.under_its_parent(pair)]
        for pair in _alone(left):
            fits = pair.same_unit and pair.same_section and pair.likeness >= NEAR
            if fits and self.depths[pair.index] == depth and self.between(pair.index, pair.code):
                self.settle(pair.index, pair.code, Ground.POSITION, self.score(pair))

    def between(self, index: int, code: str) -> bool:
        """Whether the nearest settled rows before and after are indicators before and after this one."""
        before, after = self.neighbours(index)
        return before < self.order[code] < after

    def neighbours(self, index: int) -> tuple[int, int]:
        """The catalogue's positions of the nearest settled rows before and after, at the same parent."""
        level = [at for at, parent in enumerate(self.parents) if parent == self.parents[index]]
        settled = [(at, self.order[match.code]) for at in level if (match := self.found.get(at)) and match.code]
        before = max((pair for pair in settled if pair[0] < index), default=(0, -1))
        after = min((pair for pair in settled if pair[0] > index), default=(0, len(self.order)))
        return before[1], after[1]

    def score(self, pair: _Pair) -> float:
        """How far a pair speaks for itself: its wording above all."""
        marks = (pair.same_unit, pair.same_section, self.between(pair.index, pair.code))
        return round(0.7 * pair.likeness + 0.1 * sum(marks), 3)

    def result(self) -> tuple[IndicatorMatch, ...]:
        left = self.open()
        doubts = {
            index: [pair for pair in left if pair.index == index]
            for index in range(len(self.rows))
            if index not in self.found
        }
        return tuple(self.found.get(index) or self.doubt(index, doubts[index]) for index in range(len(self.rows)))

    def doubt(self, index: int, pairs: Sequence[_Pair]) -> IndicatorMatch:
        candidates = [Candidate(pair.code, self.score(pair), self.what_is_doubtful(pair)) for pair in pairs]
        candidates = candidates or list(self.only_gap(index))
        candidates.sort(key=lambda one: (-one.score, self.order[one.code]))
        if not candidates:
            return IndicatorMatch(index, None, Ground.NONE)
        best = candidates[0]
        return IndicatorMatch(index, None, best.ground, False, best.score, tuple(candidates[:OFFERED]))

    def what_is_doubtful(self, pair: _Pair) -> Ground:
        if not pair.same_unit:
            return Ground.UNIT
        if not self.under_its_parent(pair):
            return Ground.PARENT
        return Ground.RIVALS if pair.likeness >= SURE else Ground.LIKENESS

    def only_gap(self, index: int) -> Iterable[Candidate]:
        """The indicator that is the only one left between the row's neighbours, where the row is the only one too."""
        if self.parents[index] is not None:
            return
        before, after = self.neighbours(index)
        gap = [
            one
            for one in self.catalogue.values()
            if one.parent is None and before < self.order[one.code] < after and one.code not in self.taken
        ]
        alone = all(at in self.found or self.parents[at] is not None for at in self._beside(index))
        if len(gap) == 1 and alone:
            row, one = self.rows[index], gap[0]
            if unit_key(row.unit) == unit_key(one.unit) and row.section == one.section:
                yield Candidate(one.code, 0.3, Ground.NEIGHBOURS)

    def _beside(self, index: int) -> list[int]:
        """The rows right before and after on the top level."""
        level = [at for at, parent in enumerate(self.parents) if parent is None]
        at = level.index(index)
        return [*level[max(at - 1, 0) : at], *level[at + 1 : at + 2]]


def _pairs(rows: Sequence[PlanRow], catalogue: Sequence[Indicator]) -> Iterable[_Pair]:
    """Every row and indicator whose wordings are at least fairly alike; a wording that is known is only that."""
    wordings = {one.code: {wording(name) for name in (one.name, *one.wordings)} for one in catalogue}
    units = {one.code: unit_key(one.unit) for one in catalogue}
    for index, row in enumerate(rows):
        asked, unit = wording(row.name), unit_key(row.unit)
        exact = [one for one in catalogue if asked in wordings[one.code]]
        for one in exact or catalogue:
            alike = 1.0 if exact else max(likeness(asked, other, DOUBTFUL) for other in wordings[one.code])
            if alike >= (DOUBTFUL if unit == units[one.code] else NEAR):
                yield _Pair(index, one.code, alike, unit == units[one.code], row.section == one.section)


def _alone(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs whose row and whose indicator stand in no other of them."""
    rows, codes = _counted(pairs, lambda one: one.index), _counted(pairs, lambda one: one.code)
    return [pair for pair in pairs if rows[pair.index] == codes[pair.code] == 1]


def _counted(pairs: Iterable[_Pair], name: Callable[[_Pair], object]) -> dict[object, int]:
    counts: dict[object, int] = {}
    for pair in pairs:
        counts[name(pair)] = counts.get(name(pair), 0) + 1
    return counts
