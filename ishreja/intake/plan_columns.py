"""Finding the header of the plan's table, one line or several, and the columns below it, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ishreja.domain.wording import key
from ishreja.intake.plan_grid import Line
from ishreja.intake.plan_headings import (
    QUARTERS,
    Role,
    is_label,
    is_short,
    role_of,
    says_planned,
    says_planned_work,
    says_total,
    year_of,
)

_MAX_HEIGHT = 5
_ROW_NUMBER = re.compile(r"\d|[IVXІХ]+\.?$")  # a row's number or a section's numeral: no heading

Paths = dict[int, tuple[str, ...]]
"""For each position its headings from the top down."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table.

    roles: position to role; first and last: the header's lines; plan_year and fact_year: the years in the headings of
    target and previous fact, if they name any; labels: the keys of all headings.
    """

    roles: dict[int, Role]
    first: int
    last: int
    plan_year: int | None
    fact_year: int | None
    labels: frozenset[str]

    def has(self, role: Role) -> bool:
        """Whether the table has such a column."""
        return role in self.roles.values()


def find(lines: Sequence[Line]) -> Columns | None:
    """The first header: a name and, all told, at least three kinds of columns."""
    found = (at(lines, first) for first in range(len(lines)))
    return next((columns for columns in found if columns), None)


def at(lines: Sequence[Line], first: int, *, least: int = 3, known: frozenset[str] = frozenset()) -> Columns | None:
    """The header that begins with this very line and has at least so many kinds of columns, or None.

    known are the headings of a header that stood before: one that begins with them has no others, and another one
    shares half of them or heads a column of numbers.
    """
    if not _is_label_line(lines[first]) or len(lines[first].filled) < 2:
        return None
    repeats = _labels(lines[first : first + 1]) <= known
    height = 1
    while height < _MAX_HEIGHT and first + height < len(lines) and _continues(lines, first, first + height):
        if repeats and not _labels(lines[first + height : first + height + 1]) <= known:
            break
        height += 1
    columns = next((found for high in range(height, 0, -1) if (found := _columns(lines, first, high, least))), None)
    if columns and known and not columns.has(Role.NUMBER) and 2 * len(columns.labels & known) < len(columns.labels):
        return None
    return columns


def is_column_numbers(line: Line) -> bool:
    """Whether the line only numbers the columns: 1 2 3 4 5."""
    numbers = [cell.own.rstrip(".") for cell in line.cells if cell.own]
    return len(numbers) > 3 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def is_rest(header: Line, line: Line, known: frozenset[str]) -> bool:
    """Whether the line is the rest of a known header's cells, which a page's end cut in two."""
    whole = {label.replace(" ", "") for label in known}
    cells = [(_own(header, at), line.cells[at].own) for at in line.filled]
    return bool(cells) and all(
        above and key(f"{above}{below}".replace("\n", " ")).replace(" ", "") in whole for above, below in cells
    )


def _is_label_line(line: Line) -> bool:
    """Whether the line holds headings only; beside "№", a name and two more, any short text is one."""
    texts = [cell.text for cell in line.cells if cell.text]
    if any(map(_is_figure, texts)):
        return False
    roles = {role for text in texts if (role := role_of((text,)))}
    sure = {Role.NUMBER, Role.NAME} <= roles and len(roles) > 3 and all(map(is_short, texts))
    return sure or all(map(is_label, texts))


def _is_figure(text: str) -> bool:
    """Whether a cell holds an amount, which no heading does: a dash or a number, but no year and no quarter."""
    return re.fullmatch(r"[-–—−]+|0|[5-9]|\d{2,3}|\d{5,}|(?!19|20)\d{4}", text) is not None


def _continues(lines: Sequence[Line], first: int, here: int) -> bool:
    """Whether the line still belongs to the header: headings only, or the row of column numbers."""
    line = lines[here]
    if line.table != lines[first].table or not line.filled:
        return False
    if is_column_numbers(line):
        return True
    paths = _paths(lines[first:here])
    if len(line.filled) == 1 and _is_below_name(paths, line.filled[0]):  # a lone text there is a section
        return False
    in_numbers = [_own(line, at) for at, path in paths.items() if role_of(path) is Role.NUMBER]
    return _is_label_line(line) and not any(_ROW_NUMBER.match(text) for text in in_numbers)


def _is_below_name(paths: Paths, at: int) -> bool:
    return at == 0 or role_of(paths.get(at, ())) in (Role.NUMBER, Role.NAME)


def _columns(lines: Sequence[Line], first: int, height: int, least: int) -> Columns | None:
    header = [line for line in lines[first : first + height] if not is_column_numbers(line)]
    if not header:
        return None
    paths = _paths(header)
    roles = _resolved(paths)
    found = set(roles.values()) - {Role.OTHER}
    if Role.NAME not in found or len(found) < least:
        return None
    years = {role: year_of(" ".join(paths[at])) for at, role in roles.items()}
    plan_year = next((years[role] for role in (Role.TARGET, *QUARTERS) if years.get(role)), None)
    labels = _labels(lines[first : first + height])
    return Columns(roles, first, first + height - 1, plan_year, years.get(Role.PREVIOUS), labels)


def _labels(header: Sequence[Line]) -> frozenset[str]:
    return frozenset(key(cell.text) for line in header for cell in line.cells if cell.text)


def _paths(header: Sequence[Line]) -> Paths:
    """The headings of each position; a heading above several columns stands over each of them."""
    width = max(len(line.cells) for line in header)
    paths: dict[int, list[str]] = {at: [] for at in range(width)}
    for depth, line in enumerate(header):
        over = ""
        for at in range(width):
            cell = line.cells[at] if at < len(line.cells) else None
            spread = cell is not None and (cell.left or _is_under(line, header[depth + 1 :], at))
            if cell is not None and cell.own:
                over = cell.own
            elif not spread or (cell is not None and cell.above):
                over = ""
            if over:
                paths[at].append(over)
    return {at: tuple(path) for at, path in paths.items()}


def _is_under(line: Line, below: Sequence[Line], at: int) -> bool:
    """Whether a blank cell is part of the heading on its left: both have a heading of their own below."""
    merged = any(cell.left or cell.above for cell in line.cells)
    return not merged and at > 0 and any(all(_own(other, side) for side in (at - 1, at)) for other in below)


def _own(line: Line, at: int) -> str:
    return line.cells[at].own if at < len(line.cells) else ""


def _resolved(paths: Paths) -> dict[int, Role]:
    """One column a role: the plan's own year is the target and the quarters, the year before it the fact."""
    named = {at: role for at, path in paths.items() if (role := role_of(path))}
    if Role.NAME not in named.values():
        work = [at for at in named if says_planned_work(paths[at][-1])]
        named |= dict.fromkeys(work[:1], Role.NAME)
    target = _best(paths, [at for at, role in named.items() if role is Role.TARGET])
    previous = _previous(paths, named, target)
    chosen = {role: _best(paths, [at for at in named if named[at] is role]) for role in QUARTERS}
    chosen |= {Role.TARGET: target, Role.PREVIOUS: previous}
    resolved: dict[int, Role] = {}
    for at, role in named.items():
        if role in chosen or at in (target, previous):
            continue
        same = at - 1 in resolved and resolved[at - 1] is role and paths[at] == paths[at - 1]
        resolved[at] = role if same or role not in resolved.values() else Role.OTHER
    for role, place in chosen.items():
        if place is not None:  # a heading merged over several columns: each of them holds what it says
            resolved |= {at: role for at, path in paths.items() if path == paths[place] and at >= place}
    return resolved


def _best(paths: Paths, places: Sequence[int]) -> int | None:
    """Of several columns of amounts the one that speaks of the plan, of the latest year, of the whole year."""

    def rank(at: int) -> tuple[bool, int, bool, int]:
        heading = " ".join(paths[at])
        return says_planned(heading) and "fakt" not in key(heading), year_of(heading) or 0, says_total(heading), -at

    return max(places, key=rank, default=None)


def _previous(paths: Paths, named: dict[int, Role], target: int | None) -> int | None:
    """The column of the fact of the year before the plan's; a fact of the plan's own year is not one."""
    plan_year = year_of(" ".join(paths[target])) if target is not None else None

    def fits(at: int) -> bool:
        year = year_of(" ".join(paths[at]))
        if year is not None and plan_year is not None:
            return year < plan_year
        return named[at] is Role.PREVIOUS

    amounts = [at for at, role in named.items() if role in (Role.PREVIOUS, Role.TARGET) and at != target]
    return max(filter(fits, amounts), key=lambda at: (year_of(" ".join(paths[at])) or 0, -at), default=None)
