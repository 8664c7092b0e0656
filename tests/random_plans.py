"""Random editions with figures and a day, for the property tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from ishreja.domain.periods import as_of
from ishreja.domain.plan import AdoptedRow, Kind, PlanRow, Recurrence, Schedule
from ishreja.domain.spread import parent_indexes, planned_months

YEAR = 2023
PLAIN_KINDS = [kind for kind in Kind if kind is not Kind.HEADING]

whole = st.integers(0, 400).map(Decimal)
amounts = st.one_of(whole, whole, st.decimals(0, 400, places=2), st.decimals(0, 400, places=4))
targets = st.one_of(st.none(), amounts, amounts, amounts)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """A deadline that was understood, or one that is self-set or unknown."""
    first = draw(st.integers(1, 12))
    last = draw(st.integers(first, 12))
    recurrence = draw(st.sampled_from(Recurrence))
    day = draw(st.integers(1, 31))
    rules = ["window_end", "month_end", "quarter_end", "week_end", "weekday:4", "self_set", "unknown"]
    due = draw(st.sampled_from([*rules, f"month_day:{day}", f"next_month_day:{day}"]))
    return Schedule(None, None, Recurrence.NONE, due) if due == "unknown" else Schedule(first, last, recurrence, due)


quarters = st.one_of(st.none(), st.none(), st.tuples(targets, targets, targets, targets))


@st.composite
def plain_rows(draw: st.DrawFn, number: str | None = "1", parent: str | None = None) -> PlanRow:
    """A row that is no heading."""
    return PlanRow(
        number=number,
        parent=parent,
        section="I",
        name="qator",
        unit=draw(st.sampled_from(["Dona", "Dona", "Nusxa"])),
        previous=draw(targets),
        target=draw(targets),
        schedule=draw(st.one_of(st.none(), schedules(), schedules(), schedules())),
        kind=draw(st.sampled_from(PLAIN_KINDS)),
        quarters=draw(quarters),
    )


@st.composite
def documents(draw: st.DrawFn) -> list[PlanRow]:
    """A plan's rows: plain ones, ones with parts inside, and headings with children."""
    rows: list[PlanRow] = []
    for index in range(1, draw(st.integers(1, 6)) + 1):
        number = str(index)
        shape = draw(st.sampled_from(["plain", "plain", "parts", "heading"]))
        row = draw(plain_rows(number))
        if shape == "heading":
            target = draw(st.sampled_from([None, None, row.target]))
            row = replace(row, kind=Kind.HEADING, target=target, quarters=None)
            children = [draw(plain_rows(f"{number}.{child}", number)) for child in (1, 2)]
            rows += [row, *children]
        elif shape == "parts":
            rows += [row, *(draw(plain_rows(None, number)) for _ in (1, 2))]
        else:
            rows.append(row)
    return rows


def adopted(rows: list[PlanRow]) -> tuple[AdoptedRow, ...]:
    """The rows as an edition keeps them; a row's id is its place in the plan."""
    parents, planned = parent_indexes(rows), planned_months(rows)
    return tuple(AdoptedRow(i, parents[i], row, planned[i]) for i, row in enumerate(rows))


@dataclass(frozen=True, slots=True)
class Scene:
    """An edition, the figures of its year by row id, and the month and day it is looked at."""

    rows: tuple[AdoptedRow, ...]
    figures: dict[int, dict[int, Decimal]]
    month: int
    as_of: date


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A random scene; months are reported in any order, with blanks and zeros."""
    rows = adopted(draw(documents()))
    months = st.dictionaries(st.integers(1, 12), amounts, max_size=12)
    figures = {row.row_id: draw(months) for row in rows if draw(st.booleans())}
    month = draw(st.integers(1, 12))
    today = draw(st.dates(date(YEAR - 1, 11, 1), date(YEAR + 1, 3, 1)))
    return Scene(rows, figures, month, as_of(YEAR, month, today))
