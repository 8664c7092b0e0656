"""The plan page: the plan in force as a table, and what a document would change about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ishreja.access import Actor, require
from ishreja.domain.editions import Doubt
from ishreja.domain.plan import AdoptedRow, PlanDocument, PlanRow
from ishreja.domain.progress import counted
from ishreja.domain.spread import parent_indexes
from ishreja.planning import match
from ishreja.storage import plans
from ishreja.storage.plans import Edition
from ishreja.storage.store import Store
from ishreja.views.row_list import codes_of

# The fields of a row that a person would call a change of the plan, in the order in which they are shown.
COMPARED = (
    "number", "name", "unit", "previous", "target", "target_text", "deadline", "schedule", "services", "lead",
    "kind", "mechanism", "quarters", "section",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row as the plan's table shows it.

    depth is how many rows it stands under. same_as is the number of the row whose figure it repeats, if any.
    """

    row_id: int
    row: PlanRow
    depth: int
    same_as: str | None


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A section of the plan: its numeral ("" for none), its title as written, and its rows in order."""

    numeral: str
    title: str | None
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """An edition of a place's plan.

    editions are all of the year, newest first. codes are the rows' names in addresses, by row id. numbered counts the
    rows with a number, targets those with a numeric target of their own (parts inside a cell only divide their
    parent's).
    """

    edition: Edition
    editions: tuple[Edition, ...]
    in_force: bool
    sections: tuple[PlanSection, ...]
    codes: Mapping[int, str]
    rows: int
    numbered: int
    targets: int


def plan(store: Store, actor: Actor, place: str, year: int, month: int, edition: int | None = None) -> PlanPage | None:
    """The edition with that number, else the one in force at the month's end; None where there is no plan.

    Raises NotAllowed. A number that no edition has means the one in force.
    """
    require(actor, "see", place)
    known = plans.editions(store, place, year)
    in_force = plans.in_force(known, month)
    if in_force is None:
        return None
    chosen = next((one for one in known if one.number == edition), in_force)
    rows = plans.rows(store, chosen.edition_id)
    return PlanPage(
        edition=chosen,
        editions=known[::-1],
        in_force=chosen == in_force,
        sections=_sections(rows),
        codes=codes_of(store, chosen.edition_id),
        rows=len(rows),
        numbered=sum(row.row.number is not None for row in rows),
        targets=sum(counted(row) for row in rows),
    )


def preview(document: PlanDocument) -> tuple[PlanSection, ...]:
    """The document's rows as the plan's table would show them; row_id is the row's index in the document."""
    depths = _depths(document.rows)
    return _grouped(
        PlanLine(index, row, depth, None) for index, (row, depth) in enumerate(zip(document.rows, depths, strict=True))
    )


def _sections(rows: Sequence[AdoptedRow]) -> tuple[PlanSection, ...]:
    numbers = {row.row_id: row.row.number for row in rows}
    depths = _depths([row.row for row in rows])
    return _grouped(
        PlanLine(row.row_id, row.row, depth, numbers.get(row.same_as) if row.same_as is not None else None)
        for row, depth in zip(rows, depths, strict=True)
    )


def _grouped(lines: Iterable[PlanLine]) -> tuple[PlanSection, ...]:
    groups: dict[str, list[PlanLine]] = {}
    for line in lines:
        groups.setdefault(line.row.section or "", []).append(line)
    return tuple(PlanSection(numeral, found[0].row.section_title, tuple(found)) for numeral, found in groups.items())


def _depths(rows: Sequence[PlanRow]) -> list[int]:
    """For each row how many rows it stands under."""
    found: list[int] = []
    for parent in parent_indexes(rows):
        found.append(0 if parent is None else found[parent] + 1)
    return found


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of the document that differs from what it was; fields are names of PlanRow, in COMPARED's order."""

    index: int
    before: PlanRow
    after: PlanRow
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row of the document that may be a row of the edition before."""

    index: int
    after: PlanRow
    before: AdoptedRow


@dataclass(frozen=True, slots=True)
class Comparison:
    """What adopting a document would change about the newest edition of its place and year.

    edition is None where the plan is the first. same_file is the edition that was made from this very file.
    """

    edition: Edition | None
    same_file: Edition | None
    new: tuple[PlanRow, ...]
    changed: tuple[ChangedRow, ...]
    gone: tuple[PlanRow, ...]
    doubtful: tuple[DoubtfulRow, ...]
    unchanged: int

    @property
    def nothing(self) -> bool:
        """Whether the document says of every row what the edition says."""
        return self.edition is not None and not (self.new or self.changed or self.gone or self.doubtful)


def comparison(
    store: Store, actor: Actor, document: PlanDocument, document_hash: str, answers: Mapping[str, str]
) -> Comparison:
    """The document held against the newest edition of its place and year.

    Raises NotAllowed, and UserError where the document has no place or year yet.
    """
    matches = match(store, actor, document, answers)
    place, year = document.place or "", document.year or 0
    known = plans.editions(store, place, year)
    old = {row.row_id: row for row in plans.rows(store, known[-1].edition_id)} if known else {}
    pairs = [(index, old[row_id].row, document.rows[index]) for index, row_id in sorted(matches.identities().items())]
    changed = [
        ChangedRow(index, before, after, fields)
        for index, before, after in pairs
        if (fields := _changed(before, after))
    ]
    return Comparison(
        edition=known[-1] if known else None,
        same_file=next((one for one in reversed(known) if one.document_hash == document_hash), None),
        new=tuple(document.rows[index] for index in matches.new),
        changed=tuple(changed),
        gone=tuple(old[row_id].row for row_id in matches.gone),
        doubtful=tuple(_doubtful(document, old, doubt) for doubt in matches.doubtful),
        unchanged=len(pairs) - len(changed),
    )


def _changed(before: PlanRow, after: PlanRow) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if getattr(before, name) != getattr(after, name))


def _doubtful(document: PlanDocument, old: Mapping[int, AdoptedRow], doubt: Doubt) -> DoubtfulRow:
    return DoubtfulRow(doubt.index, document.rows[doubt.index], old[doubt.row_id])
