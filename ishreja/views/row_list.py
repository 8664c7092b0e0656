"""A plan's rows as lists offer them: by number and short name, parts under their parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ishreja.access import Actor, require
from ishreja.domain.plan import AdoptedRow
from ishreja.domain.progress import is_part
from ishreja.storage import plans
from ishreja.storage.store import Store

SHORT = 64  # letters of a row's name in a list


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A row as a list offers it: number with its parents' ("13.4"), short name; part of a cell or not."""

    row_id: int
    number: str
    name: str
    part: bool


def row_choices(
    store: Store, actor: Actor, place: str, year: int, month: int, edition: int | None = None
) -> tuple[RowChoice, ...]:
    """The rows of the edition that judges the month, or of the one whose number is given, in the plan's order.

    None where there is no plan; a number that no edition has means the one in force. Raises NotAllowed.
    """
    require(actor, "see", place)
    known = plans.editions(store, place, year)
    chosen = next((one for one in known if one.number == edition), plans.in_force(known, month))
    if chosen is None:
        return ()
    rows = plans.rows(store, chosen.edition_id)
    numbers = row_numbers(rows)
    return tuple(RowChoice(row.row_id, numbers[row.row_id], short(row.row.name), is_part(row)) for row in rows)


def row_numbers(rows: Sequence[AdoptedRow]) -> dict[int, str]:
    """Each row's number by its id; a part inside a cell has its parent's."""
    own = {row.row_id: row.row.number for row in rows}
    return {row.row_id: row.row.number or own.get(row.parent_id or 0) or row.row.parent or "–" for row in rows}


def short(name: str, length: int = SHORT) -> str:
    """The name cut after a whole word, with an ellipsis where something was cut."""
    if len(name) <= length:
        return name
    cut = name[:length]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,.;:(–-") + "…"
