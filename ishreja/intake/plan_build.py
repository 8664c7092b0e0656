"""A row as it was put together becomes rows of the plan: its own and one for each part inside its cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ishreja.domain.catalogue import find
from ishreja.domain.deadlines import read_deadline
from ishreja.domain.kinds import infer_kind
from ishreja.domain.numbers import units
from ishreja.domain.plan import PlanRow, Problem, Quarters, Schedule
from ishreja.domain.services import lead, read_services
from ishreja.domain.wording import key
from ishreja.intake.plan_columns import Columns
from ishreja.intake.plan_figures import Amount, read_amount
from ishreja.intake.plan_headings import QUARTERS, Role
from ishreja.intake.plan_joining import Words
from ishreja.intake.plan_parts import named_parts, short_name
from ishreja.intake.plan_problems import amount_problem, row_place, shared_problem
from ishreja.intake.plan_rows import DraftRow


@dataclass(slots=True)
class Built:
    """The plan's rows, where each stands for a person, and what reading their amounts raised."""

    rows: list[PlanRow] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: PlanRow, place: str, problems: Sequence[Problem] = ()) -> None:
        self.problems += [replace(problem, row=len(self.rows)) for problem in problems]
        self.rows.append(row)
        self.places.append(place)


def build(drafts: Sequence[DraftRow], columns: Columns, year: int | None, words: Words) -> Built:
    """All rows of the plan in document order."""
    built = Built()
    with_parts = {id(draft.parent) for draft in drafts if draft.parent}
    read: dict[int, PlanRow] = {}
    for draft in drafts:
        if draft.parent:
            _add_part_line(built, draft, read[id(draft.parent)], columns, year, words)
        else:
            read[id(draft)] = _add_row(built, draft, id(draft) in with_parts, columns, year, words)
    parents = _parents(built.rows)
    built.rows = [replace(row, parent=parent) for row, parent in zip(built.rows, parents, strict=True)]
    headed = {(row.section, row.parent) for row in built.rows if row.parent}
    built.rows = [_with_kind(row, (row.section, row.number) in headed) for row in built.rows]
    return built


def _add_row(
    built: Built, draft: DraftRow, has_lines: bool, columns: Columns, year: int | None, words: Words
) -> PlanRow:
    raw = draft.texts.get(Role.NAME, "")
    numbers = _most_numbers(draft)
    parts = () if has_lines else named_parts(words.join_lines(raw), numbers) or named_parts(raw, numbers)
    row, amounts, problems = _row(draft, columns, year, words, len(parts))
    place = row_place(row.number, draft.where)
    built.add(row, place, [replace(problem, where=place) for problem in problems])
    for at, part in enumerate(parts):
        values = {
            role: amount.parts[at] if len(amount.parts) == len(parts) else None for role, amount in amounts.items()
        }
        built.add(
            replace(
                row,
                number=None,
                parent=row.number,
                name=part,
                previous=values.get(Role.PREVIOUS),
                target=values.get(Role.TARGET),
                target_text=None,
                mechanism=None,
                quarters=_quarters([values.get(role) for role in QUARTERS], columns),
            ),
            place,
        )
    return row


def _add_part_line(
    built: Built, draft: DraftRow, parent: PlanRow, columns: Columns, year: int | None, words: Words
) -> None:
    """A part on a line of its own takes from its parent what its line does not say."""
    row, _, problems = _row(draft, columns, year, words, 0)
    place = row_place(parent.number, draft.where)
    part = replace(
        row,
        number=None,
        parent=parent.number,
        name=short_name(row.name),
        unit=row.unit or parent.unit,
        deadline=row.deadline or parent.deadline,
        schedule=row.schedule or parent.schedule,
        services=row.services or parent.services,
        services_text=row.services_text or parent.services_text,
        lead=row.lead or parent.lead,
    )
    built.add(part, place, [replace(problem, where=place) for problem in problems])


def _row(
    draft: DraftRow, columns: Columns, year: int | None, words: Words, part_count: int
) -> tuple[PlanRow, dict[Role, Amount], list[Problem]]:
    """The row without parent and kind, its amounts, and the problems of its amounts."""
    texts = {role: words.join_lines(text) for role, text in draft.texts.items()}
    amounts = {role: read_amount(cell, part_count) for role, cell in draft.figures.items()}
    problems = [
        amount_problem(role, amount, draft.figures[role].text, draft.where)
        for role, amount in amounts.items()
        if amount.code or (amount.words and role is not Role.TARGET)
    ]
    problems += [shared_problem(draft.where)] if draft.shared else []
    target = amounts.get(Role.TARGET, Amount())
    quarters = _quarters([amounts.get(role, Amount()).value for role in QUARTERS], columns)
    deadline = texts.get(Role.DEADLINE) or None
    services_text = texts.get(Role.SERVICES) or None
    codes = read_services(services_text)[0] if services_text else ()
    row = PlanRow(
        number=draft.number,
        parent=None,
        section=draft.section,
        name=texts.get(Role.NAME, ""),
        unit=_unit(texts.get(Role.UNIT, "")) or _unit_beside(amounts),
        previous=amounts.get(Role.PREVIOUS, Amount()).value,
        target=_year_target(target, quarters, columns),
        target_text=target.words and words.join_lines(draft.figures[Role.TARGET].text),
        mechanism=texts.get(Role.MECHANISM) or None,
        deadline=deadline,
        schedule=_schedule(deadline, year),
        services=codes,
        quarters=quarters,
        services_text=services_text,
        lead=lead(codes),
        section_title=draft.section_title,
    )
    return row, amounts, problems


def _schedule(deadline: str | None, year: int | None) -> Schedule | None:
    return read_deadline(deadline, year) if deadline else None


def _unit(text: str) -> str | None:
    """The unit as written; a hyphen left from a cut word goes where the unit is known without it."""
    if re.fullmatch(r"[-–—\s]*", text):
        return None
    plain = re.sub(r"(?<=\w)-\s?(?=[^\W\d])", "", text)
    return plain if plain != text and key(plain) in units() else text.rstrip(" ;,")


def _unit_beside(amounts: dict[Role, Amount]) -> str | None:
    """The unit written behind the amount, for a plan without one of its own: 12 ta."""
    return next((amount.unit for amount in amounts.values() if amount.unit and amount.value is not None), None)


def _quarters(values: Sequence[Decimal | None], columns: Columns) -> Quarters | None:
    if not any(columns.has(role) for role in QUARTERS) or not any(value is not None for value in values):
        return None
    first, second, third, fourth = values
    return first, second, third, fourth


def _year_target(target: Amount, quarters: Quarters | None, columns: Columns) -> Decimal | None:
    """The year's target; in a plan that has only quarters, their sum."""
    if columns.has(Role.TARGET) or quarters is None:
        return target.value
    return sum((value for value in quarters if value is not None), Decimal(0))


def _most_numbers(draft: DraftRow) -> int:
    return max((len(re.findall(r"\d+", cell.text)) for cell in draft.figures.values() if not cell.exact), default=0)


def _parents(rows: Sequence[PlanRow]) -> list[str | None]:
    """Each row's parent: 13 of 13.1 where there is a row 13 in its section; a part keeps its own."""
    numbers = {(row.section, row.number) for row in rows if row.number}
    parents = []
    for row in rows:
        above = row.number.rpartition(".")[0] if row.number else ""
        parents.append(above if (row.section, above) in numbers else row.parent)
    return parents


def _with_kind(row: PlanRow, has_children: bool) -> PlanRow:
    known = find(row.name)
    kind, ground = infer_kind(row, has_children)
    return replace(row, kind=kind, kind_ground=ground, headline=known.headline if known else None)
