"""A plan's rows as lists offer them: by number and short name, parts under their parents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ishreja.access import Actor, require
from ishreja.domain.plan import AdoptedRow
from ishreja.domain.progress import is_part
from ishreja.storage import plans
from ishreja.storage.store import Store

SHORT = 64  # letters of a row's name in a list


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A row as a list offers it: number with its parents' ("13.4"), short name; part of a cell or not.

    code is how addresses name it: see row_codes.
    """

    row_id: int
    code: str
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
    numbers, codes = row_numbers(rows), codes_of(store, chosen.edition_id)
    return tuple(
        RowChoice(row.row_id, codes[row.row_id], numbers[row.row_id], short(row.row.name), is_part(row)) for row in rows
    )


def codes_of(store: Store, edition_id: int) -> Mapping[int, str]:
    """Row id to code of an edition's rows; kept in memory, not to be changed."""
    return store.keep(("row codes", edition_id), lambda: row_codes(plans.rows(store, edition_id)))


def row_codes(rows: Sequence[AdoptedRow]) -> dict[int, str]:
    """How addresses name each row, by its id, so that the same row of another year's plan has the same name.

    That is its number ("13.1"). A row without one is named by its place among those like it under its parent's code
    ("17/2", "0/1" where it has none), a second row of the same number by how many there are so far ("13_2").
    """
    found: dict[int, str] = {}
    alike: dict[str, int] = {}
    for row in rows:
        number = (row.row.number or "").strip().rstrip(".")
        stem = number or found.get(row.parent_id or 0, row.row.parent or "0")
        kind = number or f"{stem}/"
        alike[kind] = alike.get(kind, 0) + 1
        if number:
            found[row.row_id] = number if alike[kind] == 1 else f"{number}_{alike[kind]}"
        else:
            found[row.row_id] = f"{stem}/{alike[kind]}"
    return found


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
