"""Which row of a changed plan is which row of the plan before it (domain.md: number and wording; renumbered rows by
wording; doubtful ones asked)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain.plan import AdoptedRow, PlanRow
from ishreja.domain.spread import parent_indexes
from ishreja.domain.wording import key, similarity

SURE = 0.9  # wordings this alike are one row, slips of the typist apart
DOUBTFUL = 0.6  # below this they are two rows


@dataclass(frozen=True, slots=True)
class Doubt:
    """A new row (its index) that may be an old one (its id): how alike their wordings are, 0 to 1."""

    index: int
    row_id: int
    likeness: float


@dataclass(frozen=True, slots=True)
class RowMatches:
    """How the rows of a document go with those of the edition before.

    same and renumbered are (index in the document, row id); new are indexes, gone row ids; doubtful rows need an
    answer and stand in none of the others.
    """

    same: tuple[tuple[int, int], ...] = ()
    renumbered: tuple[tuple[int, int], ...] = ()
    new: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    doubtful: tuple[Doubt, ...] = ()

    def identities(self) -> dict[int, int]:
        """Index in the document to row id, for the rows that the edition before had too."""
        return dict(self.same + self.renumbered)


def match_rows(
    old: Sequence[AdoptedRow], new: Sequence[PlanRow], answers: Mapping[int, int | None] | None = None
) -> RowMatches:
    """Match a document's rows with the edition before it.

    answers: what was said of doubtful rows, index to row id, or to None for a row that is new.
    """
    matching = _Matching(old, new)
    for index, row_id in (answers or {}).items():
        matching.answer(index, row_id)
    matching.take(lambda row: (row.number, _place(row), key(row.name)), unique=False)
    matching.take(lambda row: (row.number is None, key(row.name)), unique=True)
    matching.take_alike()
    return matching.result()


def _place(row: PlanRow) -> str | None:
    """Where a part that has no number of its own stands; a numbered row is known by its number alone."""
    return row.parent if row.number is None else None


def _may_be_alike(first: str, second: str) -> bool:
    """Whether the lengths alone do not keep the wordings apart, which is quickly told."""
    shorter, longer = sorted((len(key(first)), len(key(second))))
    return 2 * shorter >= DOUBTFUL * (shorter + longer)


class _Matching:
    """The rows still to be matched; each step takes what it is sure of."""

    def __init__(self, old: Sequence[AdoptedRow], new: Sequence[PlanRow]) -> None:
        self.old = {row.row_id: row for row in old}
        self.new = dict(enumerate(new))
        self.found: dict[int, int] = {}
        self.settled: set[int] = set()
        self.doubts: list[Doubt] = []

    def left(self) -> tuple[dict[int, AdoptedRow], dict[int, PlanRow]]:
        taken = set(self.found.values())
        old = {row_id: row for row_id, row in self.old.items() if row_id not in taken}
        new = {index: row for index, row in self.new.items() if index not in self.settled}
        return old, new

    def settle(self, index: int, row_id: int) -> None:
        self.found[index] = row_id
        self.settled.add(index)

    def answer(self, index: int, row_id: int | None) -> None:
        if index in self.new and index not in self.settled:
            if row_id is None:
                self.settled.add(index)
            elif row_id in self.old and row_id not in self.found.values():
                self.settle(index, row_id)

    def take(self, identity: Callable[[PlanRow], object], *, unique: bool) -> None:
        """Match rows with the same identity; in their order, or only where it stands once on either side."""
        old, new = self.left()
        by_old = _grouped((identity(row.row), row_id) for row_id, row in old.items())
        by_new = _grouped((identity(row), index) for index, row in new.items())
        for name, indexes in by_new.items():
            ids = by_old.get(name, [])
            if unique and (len(indexes) != 1 or len(ids) != 1):
                continue
            for index, row_id in zip(indexes, ids, strict=False):
                self.settle(index, row_id)

    def take_alike(self) -> None:
        """Match what is alike enough, the likest pair first; ask about what is only fairly alike."""
        old, new = self.left()
        pairs = sorted(
            (
                Doubt(index, row_id, likeness)
                for index, row in new.items()
                for row_id, other in old.items()
                if (row.number is None) == (other.row.number is None)
                and _may_be_alike(row.name, other.row.name)
                and (likeness := similarity(row.name, other.row.name)) >= DOUBTFUL
            ),
            key=lambda pair: (-pair.likeness, pair.index, pair.row_id),
        )
        taken: set[int] = set()
        for pair in pairs:
            if pair.index in self.settled or pair.row_id in taken:
                continue
            taken.add(pair.row_id)
            same_number = new[pair.index].number == old[pair.row_id].row.number
            rivals = [
                one
                for one in pairs
                if one != pair and one.likeness >= SURE and (one.index == pair.index or one.row_id == pair.row_id)
            ]
            if pair.likeness >= SURE and (same_number or not rivals):
                self.settle(pair.index, pair.row_id)
            else:
                self.settled.add(pair.index)
                self.doubts.append(pair)

    def result(self) -> RowMatches:
        pairs = sorted(self.found.items())
        same = tuple(pair for pair in pairs if self.new[pair[0]].number == self.old[pair[1]].row.number)
        doubtful = {doubt.index for doubt in self.doubts}
        asked = {doubt.row_id for doubt in self.doubts}
        return RowMatches(
            same=same,
            renumbered=tuple(pair for pair in pairs if pair not in same),
            new=tuple(index for index in self.new if index not in self.found and index not in doubtful),
            gone=tuple(row_id for row_id in self.old if row_id not in self.found.values() and row_id not in asked),
            doubtful=tuple(sorted(self.doubts, key=lambda doubt: doubt.index)),
        )


def _grouped(pairs: Iterable[tuple[object, int]]) -> dict[object, list[int]]:
    groups: dict[object, list[int]] = {}
    for name, value in pairs:
        groups.setdefault(name, []).append(value)
    return groups


def adopted_rows(
    rows: Sequence[PlanRow],
    identities: Mapping[int, int],
    next_row_id: int,
    planned: Sequence[tuple[Decimal, ...] | None],
    repeats: Mapping[int, int],
) -> tuple[AdoptedRow, ...]:
    """The rows of an edition in document order: known identities kept, the others numbered from next_row_id.

    planned: the twelve values of each row; repeats: index of a row that repeats a figure to the index of the row
    in which it is entered.
    """
    ids = dict(identities)
    for index in range(len(rows)):
        if index not in ids:
            ids[index] = next_row_id
            next_row_id += 1
    parents = parent_indexes(rows)
    return tuple(
        AdoptedRow(
            row_id=ids[index],
            parent_id=None if (parent := parents[index]) is None else ids[parent],
            row=row,
            planned=planned[index],
            same_as=ids[repeats[index]] if index in repeats else None,
        )
        for index, row in enumerate(rows)
    )
