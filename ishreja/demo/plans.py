"""The offices' plans: Jondor's real one, and what others made of the same template."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from ishreja.demo.offices import JONDOR, PESHKU, REGION, ROMITAN, SHOFIRKON, Office
from ishreja.domain.places import PLACES, full_name
from ishreja.domain.plan import Approval, PlanDocument, PlanRow, Severity
from ishreja.domain.spread import parent_indexes
from ishreja.domain.transliteration import to_cyrillic
from ishreja.domain.wording import key

SOURCE = Path(__file__).resolve().parents[2] / "data" / "jondor-2023-ish-rejasi.txt"
SMALL = 12  # a count of documents or single events, the same in an office of any size

EXTRA = (
    ("Maktab kutubxonalari bilan hamkorlikda kitobxonlik tanlovlarini oʻtkazish", "Tadbir", 8, 10),
    ("Kitob hadya qilish aksiyasi doirasida yigʻilgan adabiyotlar", "Nusxa", 120, 150),
)
"""Rows that the template does not have: name, unit, last year's fact, target."""
REWORDED = {
    "Sayyor tadbirlar tashkil qilish": "Sayyor tadbirlarni chekka mahallalarda tashkil etish",
    "Koʻrgazmalar uchun adabiyotlar ajratish": "Koʻrgazma va tanlovlar uchun adabiyotlar ajratib berish",
    "Foydalanuvchilar oʻrtasida soʻrovnoma oʻtkazish": "Kitobxonlar oʻrtasida soʻrovnoma oʻtkazish",
}
"""The template's wording to that of an office which words its plan itself."""
OTHER_UNIT = {"Axborot-kutubxona resurslarini tasniflash": "Bibliografik yozuv"}


def text_of(office: Office) -> str:
    """The text of the office's plan as its file would hold it: the template's, with the office's own name."""
    text = SOURCE.read_text(encoding="utf-8")
    if office.place == SHOFIRKON:
        text = text.replace("Jondor", PLACES[SHOFIRKON].name)
        return re.sub(r"<[^>]*>|[^<]+", lambda piece: piece[0] if piece[0][0] == "<" else to_cyrillic(piece[0]), text)
    return text


def file_name(office: Office) -> str:
    """What the office calls its file."""
    if office.place == JONDOR:
        return SOURCE.name
    if office.place == SHOFIRKON:
        return "Шофиркон 2023 иш режаси.txt"
    return f"{full_name(PLACES[office.place])} 2023 ish rejasi.txt"


def plan_of(office: Office, template: PlanDocument) -> PlanDocument:
    """The office's plan, made of the template that was read from its text; Jondor's is as it was signed."""
    if office.place == JONDOR:
        return template
    questions = tuple(problem for problem in template.problems if problem.severity is Severity.QUESTION)
    plan = replace(template, place=office.place, rows=_scaled(template.rows, office), problems=questions)
    if office.place == SHOFIRKON:
        return plan
    if office.place == ROMITAN:
        plan = _own_way(plan)
    if office.place == PESHKU:
        plan = _renamed(plan, lambda name: name.replace("Foydalanuvchilar o'rtasida", "Kitobxonlar oʻrtasida"))
    if office.place == REGION:
        plan = _renamed(plan, lambda name: name.replace("viloyat AKM ga", "Milliy kutubxonaga"))
    name = full_name(PLACES[office.place])
    approvals = (
        template.approvals[0],
        Approval(office.director, f"{name} axborot-kutubxona markazi direktori", template.approvals[1].date),
    )
    title = f"{name} axborot-kutubxona markazining 2023-yil uchun moʻljallangan ISH REJASI"
    return replace(plan, title=title, approvals=approvals)


def _scaled(rows: Sequence[PlanRow], office: Office) -> tuple[PlanRow, ...]:
    """The rows with larger or smaller figures, totals still the sums of what stands under them.

    Equal figures stay equal, as those that stand in two rows must.
    """
    parents = parent_indexes(rows)
    below: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        if parent is not None:
            below.setdefault(parent, []).append(index)
    scaled = list(rows)
    for index in reversed(range(len(rows))):  # children come after their parents
        row, parts = rows[index], below.get(index, [])
        scaled[index] = replace(
            row,
            previous=_figure(row.previous, [(rows[at].previous, scaled[at].previous) for at in parts], office),
            target=_figure(row.target, [(rows[at].target, scaled[at].target) for at in parts], office),
        )
    return tuple(scaled)


def _figure(
    value: Decimal | None, parts: Sequence[tuple[Decimal | None, Decimal | None]], office: Office
) -> Decimal | None:
    """A figure scaled; where its parts made it up, the sum of the scaled parts."""
    known = [(before, after) for before, after in parts if before is not None and after is not None]
    if value is not None and known and sum(before for before, _after in known) == value:
        return sum((after for _before, after in known), Decimal(0))
    if value is None or value <= SMALL:
        return value
    wobble = random.Random(f"{office.place} {value}").uniform(0.87, 1.15)  # noqa: S311 - the same for the same figure
    figure = max(float(value) * office.size * wobble, 1)
    step = 10 if figure > 200 else 5 if figure > 50 else 1
    return Decimal(round(figure / step) * step)


def _renamed(plan: PlanDocument, name: Callable[[str], str]) -> PlanDocument:
    return replace(plan, rows=tuple(replace(row, name=name(row.name)) for row in plan.rows))


def _own_way(plan: PlanDocument) -> PlanDocument:
    """A plan with rows of its own after row 12 and row 33, all later numbers moved on, a few rows worded anew."""
    reworded = {key(old): new for old, new in REWORDED.items()}
    units = {key(name): unit for name, unit in OTHER_UNIT.items()}
    rows: list[PlanRow] = []
    moved: dict[int, int] = {}
    extra = 0
    for index, row in enumerate(plan.rows):
        if row.number in ("13", "34"):
            name, unit, previous, target = EXTRA[extra]
            like = plan.rows[index - 1]
            number = str(int(row.number) + extra)
            rows.append(
                replace(like, number=number, name=name, unit=unit, previous=Decimal(previous), target=Decimal(target))
            )
            extra += 1
        moved[index] = len(rows)
        wording = key(row.name)
        rows.append(
            replace(
                row,
                number=_moved_on(row.number, extra),
                parent=_moved_on(row.parent, extra),
                name=reworded.get(wording, row.name),
                unit=units.get(wording, row.unit),
            )
        )
    problems = tuple(
        replace(
            problem,
            row=None if problem.row is None else moved[problem.row],
            code=_same_figure_moved(problem.code, extra),
        )
        for problem in plan.problems
    )
    return replace(plan, rows=tuple(rows), problems=problems)


def _moved_on(number: str | None, by: int) -> str | None:
    if number is None:
        return None
    first, point, rest = number.partition(".")
    return f"{int(first) + by}{point}{rest}"


def _same_figure_moved(code: str, by: int) -> str:
    rule, colon, number = code.partition(":")
    return f"{rule}{colon}{_moved_on(number, by)}" if rule == "same_figure" else code
