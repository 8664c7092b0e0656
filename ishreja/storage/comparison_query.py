"""The questions about many places, and the SQL that answers them: the texts of queries/, put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ishreja.domain.periods import month_end
from ishreja.domain.status import Status
from ishreja.domain.units import unit_key
from ishreja.storage import indicators, plans
from ishreja.storage.store import Store
from ishreja.storage.values import Row, whole

_QUERIES = Path(__file__).parent / "queries"
DUE = (Status.DONE, Status.ON_PLAN, Status.WATCH, Status.BEHIND, Status.NOT_REPORTED, Status.OVERDUE)
"""The statuses that a due row may have, in the order in which they are counted."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Of a place's month only the figures up to this sequence of the ledger count; 0 lets none count."""

    place: str
    month: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of many places: a year as of a month's end, or of today where that comes first.

    groups: place to the group that it is added to; a place by itself is its own group. A month that no limit names
    counts with all its figures.
    """

    groups: Mapping[str, str]
    year: int
    month: int
    today: date
    limits: tuple[Limit, ...] = ()


def answer(
    store: Store, what: str, asked: Question, clocks: Sequence[tuple[int, int]], codes: Iterable[str] = ()
) -> list[list[Row]]:
    """What the query says of each group and section, or indicator: a row for each clock, in their order."""
    values = {
        **as_values(asked),
        "codes": sorted(codes),
        "elapsed": [elapsed for elapsed, _seen in clocks],
        "seen": [seen for _elapsed, seen in clocks],
        **_units(store),
    }
    rows = run(store, _query(what, _depth(store), ledger(asked)), values)
    alike = len(clocks)
    return [rows[first : first + alike] for first in range(0, len(rows), alike)]


def run(store: Store, query: str, values: Mapping[str, object]) -> list[Row]:
    """The query's rows; of the values those are bound that it names."""
    with store.read() as cursor:
        return cursor.execute(query, {name: value for name, value in values.items() if f"${name}" in query}).fetchall()


def ledger(asked: Question) -> str:
    """The ledger as far as it counts, as a query names it."""
    return text("limited") if asked.limits else "figure"


def as_values(asked: Question) -> dict[str, object]:
    """The question as values to be bound."""
    return {
        "places": list(asked.groups),
        "groups": list(asked.groups.values()),
        "year": asked.year,
        "month_end": month_end(asked.year, asked.month),
        "limited_places": [limit.place for limit in asked.limits],
        "limited_months": [limit.month for limit in asked.limits],
        "limited_sequences": [limit.sequence for limit in asked.limits],
    }


def _units(store: Store) -> Mapping[str, object]:
    """Every unit that a plan names, and its key: what is one unit, the domain alone says."""

    def read() -> Mapping[str, object]:
        with store.read() as cursor:
            rows = cursor.execute("SELECT DISTINCT coalesce(unit, '') FROM plan_row").fetchall()
        names = sorted(str(name) for (name,) in rows)
        return {"units": names, "unit_keys": [unit_key(name) for name in names]}

    return store.keep("units", read, store.version(plans.__name__))


def _depth(store: Store) -> int:
    """How many headings that matter stand within each other at most; 0 where no heading is judged by itself."""

    def read() -> int:
        with store.read() as cursor:
            row = cursor.execute(text("heading_depth")).fetchone()
        return whole(row[0]) if row else 0

    return store.keep("heading depth", read, store.version(plans.__name__) + store.version(indicators.__name__))


@cache
def _query(what: str, depth: int, figures: str) -> str:
    """The query's text over these figures, with a step for each heading that may stand in another."""
    coded, status = what == "indicators", text("status")
    steps = []
    for n in range(1, depth + 1):
        below = text("heading_within").format(before=f"heading_{n - 1}") if n > 1 else "child"
        steps.append(text("heading_step").format(name=f"heading_{n}", below=below, status=status))
    lines = "LEFT JOIN coded ON coded.row_id = row.row_id WHERE code IS NOT NULL"
    states = text("row_states").format(
        coded=text("coded") if coded else "",
        code="code" if coded else "NULL",
        lines="" if not coded else f"{lines} OR parent_id IS NOT NULL" if depth else lines,
        summed=text("summed") if depth else "FALSE",
        ledger=figures,
        figures="row_id IN (SELECT source FROM line)" if coded else "place IN (SELECT place FROM asked)",
        status=status,
        materialized="MATERIALIZED" if depth else "NOT MATERIALIZED",
        headings=text("headings") + "".join(steps) if depth else "",
        states=f"FROM plain UNION ALL BY NAME FROM heading_{depth}" if depth else "FROM plain",
    )
    counts = [f"coalesce(sum(rows) FILTER (due_as = '{each.value}'), 0) AS rows_{each.value}" for each in DUE]
    sums = [f"sum(rows_{each.value}) AS rows_{each.value}" for each in DUE]
    return states + text(what).format(counts=", ".join(counts), sums=", ".join(sums))


def text(name: str) -> str:
    """A text of queries/."""
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")
