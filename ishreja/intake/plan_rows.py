"""Lines of the table put together into rows: one for each row of the plan, and one for each part on its own line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ishreja.domain.wording import key
from ishreja.intake.plan_grid import Cell
from ishreja.intake.plan_headings import FIGURES, TEXTS, Role
from ishreja.intake.plan_joining import Words
from ishreja.intake.plan_lines import BodyLine, LineKind

_MANY_WORDS = 4  # from so many words on the same end twice is a repetition


@dataclass(slots=True, eq=False)
class DraftRow:
    """A row being put together.

    number has no trailing dot. texts keep their line breaks. parent is set
    for a part on a line of its own. shared: an amount of this row stands in a cell merged with the row above, and is
    counted there alone.
    """

    number: str | None
    where: str
    section: str | None
    section_title: str | None
    texts: dict[Role, str] = field(default_factory=dict)
    figures: dict[Role, Cell] = field(default_factory=dict)
    parent: DraftRow | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Assembled:
    """The rows in document order, and what was left out: (where, text) of lines that are no part of the plan."""

    rows: list[DraftRow]
    stray: list[tuple[str, str]]


def assemble(lines: Sequence[BodyLine], words: Words) -> Assembled:
    """The rows of the plan.

    What stands behind the last row and is signed or headed is no part of the plan and left out unsaid.
    """
    rows: list[DraftRow] = []
    stray: list[tuple[str, str]] = []
    section: str | None = None
    title: str | None = None
    last = max((at for at, line in enumerate(lines) if line.kind in (LineKind.ROW, LineKind.PART)), default=-1)
    for at, line in enumerate(lines):
        if line.kind is LineKind.SECTION:
            section, title = line.section or section, line.text
        elif line.kind is LineKind.STRAY:
            if at < last:
                stray.append((line.where, line.text))
        elif line.kind is LineKind.ROW or (line.kind is LineKind.PART and not rows):
            rows.append(_started(line, section, title, None))
        elif line.kind is LineKind.PART:
            rows.append(_started(line, section, title, rows[-1].parent or rows[-1]))
        elif rows:
            _continue(rows[-1], line, words)
    return Assembled(rows, stray)


def _started(line: BodyLine, section: str | None, title: str | None, parent: DraftRow | None) -> DraftRow:
    texts = {role: line.cells[role].text for role in TEXTS if role in line.cells}
    if parent is not None:
        texts |= {role: line.own(role) for role in (Role.NAME, Role.MECHANISM)}
    figures = {role: line.cells[role] for role in FIGURES if line.own(role)}
    shared = any(line.cells[role].above for role in FIGURES if role in line.cells)
    return DraftRow(line.number, line.where, section, title, texts, figures, parent, shared)


def _continue(row: DraftRow, line: BodyLine, words: Words) -> None:
    """Add what the line says to the cells of the row above it."""
    for role in TEXTS:
        text = line.own(role)
        if text and not stands_there(row.texts.get(role, ""), text):
            row.texts[role] = words.join(row.texts.get(role, ""), text)
    for role in FIGURES:
        text = line.own(role)
        if text:
            before = row.figures.get(role)
            row.figures[role] = (
                replace(before, text=f"{before.text}\n{text}", exact=False) if before else line.cells[role]
            )


def stands_there(text: str, tail: str) -> bool:
    """Whether a tail that came twice is the text's end already."""
    return len(tail.split()) >= _MANY_WORDS and key(text).endswith(key(tail))
