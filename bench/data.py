"""View-models from the store, and a month's workbook: out, read, submitted; times in milliseconds."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import duckdb
import xlsxwriter

from ishreja.access import Actor, command_line_actor
from ishreja.demo import make_demo
from ishreja.domain.month import MonthEntry
from ishreja.domain.places import REPUBLIC, children, regions
from ishreja.intake import cells
from ishreja.intake.month_reader import read_month
from ishreja.intake.month_template import template
from ishreja.reporting import month_form, submit_month
from ishreja.storage import figures
from ishreja.storage.store import Store
from ishreja.views.headlines import HEADLINES
from ishreja.views.overview import overview
from ishreja.views.region import by_indicator, by_section

PLACE, REGION, YEAR, MONTH, TODAY = "1706246", "1706", 2023, 9, date(2023, 10, 5)
PLACES, YEARS = 215, 10


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median time of one call in milliseconds, after one call that is not counted."""
    work()
    return statistics.median(_ms(work) for _round in range(rounds))


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


_MULTIPLIED = {
    "edition_id": "edition_id + 1000 * copy",
    "row_id": "row_id + 1000 * copy",
    "parent_id": "parent_id + 1000 * copy",
    "same_as": "same_as + 1000 * copy",
    "place": "other.place",
    "year": "year - offset_year",
    "in_force_from": "in_force_from - to_years(CAST(offset_year AS INTEGER))",
    "value": "round(value * (80 + hash(other.place) % 40) / 100)",
    "sequence": "1000000 + row_number() OVER (ORDER BY year - offset_year, month + shift, copy, sequence)",
    "submission_id": "CAST(NULL AS INTEGER)",
    "entry_id": "entry_id + 100000 * copy",
    "step_id": "step_id + 100000 * copy + 10000 * shift",
    "figure_sequence": "1000000000",
}


def districts() -> list[tuple[str, str]]:
    """215 districts as (code, region): the product's own of Bukhara, and invented ones that fill the other regions."""
    own = [(one.code, REGION) for one in children(REGION)]
    others = [region.code for region in regions() if region.code != REGION]
    invented = [(f"{others[i % len(others)]}{500 + i // len(others)}", others[i % len(others)]) for i in range(PLACES)]
    return own + invented[: PLACES - len(own)]


def grow(path: Path) -> int:
    """Multiply Jondor's plan of one year to 215 districts in 14 regions and ten years; the number of figures then.

    Each place has figures of its own, for twelve months (October to December are July's to September's), and the
    ledger holds them in the order in which they would have come: year by year, month by month.
    """
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TEMP TABLE districts (code VARCHAR, region VARCHAR)")
    connection.executemany("INSERT INTO districts VALUES (?, ?)", districts())
    known = [one.code for one in children(REGION)]
    connection.execute(
        "INSERT INTO place SELECT code, 'Tuman ' || code, 'district', region, 'bench', now()::TIMESTAMP FROM districts"
        " WHERE NOT list_contains(?, code)",
        [known],
    )
    for table in ("plan_row", "plan_month"):
        connection.execute(
            f"DELETE FROM {table} WHERE edition_id NOT IN (SELECT edition_id FROM plan_edition WHERE place = ?)",
            [PLACE],
        )
    for table in ("plan_edition", "figure", "row_indicator", "month_step"):
        connection.execute(f"DELETE FROM {table} WHERE place <> ?", [PLACE])
    connection.execute(
        "CREATE TEMP TABLE other AS SELECT code AS place, y AS offset_year, row_number() OVER () AS copy"
        f" FROM districts, range({YEARS}) AS years(y) WHERE code <> '{PLACE}' OR y > 0"
    )
    connection.execute("CREATE TEMP TABLE months AS SELECT 0 AS shift UNION ALL SELECT 3")
    for table in ("plan_edition", "plan_row", "plan_month", "row_indicator"):
        chosen = _chosen(connection, table, _MULTIPLIED)
        connection.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table}, other ORDER BY offset_year DESC, copy")
    of_months = {**_MULTIPLIED, "month": "month + shift"}
    for table, order in (("month_step", "step_id"), ("figure", "sequence")):
        chosen = _chosen(connection, table, of_months)
        copies = f"SELECT {chosen} FROM {table}, months, other WHERE shift = 0 OR month > 6"
        connection.execute(f"INSERT INTO {table} FROM ({copies}) AS many ORDER BY many.{order}")
    connection.execute(  # one place in five mends what those above do not see before it is handed in again
        "UPDATE month_step SET figure_sequence = last - 5 FROM"
        " (SELECT place, year, month, max(sequence) AS last FROM figure GROUP BY ALL) AS written"
        " WHERE month_step.place = written.place AND month_step.year = written.year"
        " AND month_step.month = written.month AND hash(month_step.place) % 5 = 0"
    )
    (count,) = connection.execute("SELECT count(*) FROM figure").fetchall()[0]
    connection.close()
    return int(count)


def _chosen(connection: duckdb.DuckDBPyConnection, table: str, made: dict[str, str]) -> str:
    names = [str(row[0]) for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    return ", ".join(f"{made.get(name, name)} AS {name}" for name in names)


def overview_ms(path: Path) -> tuple[float, float]:
    """The overview's whole data, from the store to the view-model, for one place: again, and after a submission."""
    actor, taken = command_line_actor(), []
    with Store.open(path, demo=True) as store:

        def read() -> object:
            return overview(store, actor, PLACE, YEAR, MONTH, TODAY)

        again = median_ms(read, 101)
        row_id = next(iter(figures.current(store, PLACE, YEAR)))
        for value in range(1, 52):
            entry = MonthEntry(row_id, Decimal(value))
            submit_month(store, actor, PLACE, YEAR, MONTH, [entry], source="bench", today=TODAY)
            taken.append(_ms(read))
    return again, statistics.median(taken)


def region_ms(path: Path) -> dict[str, float]:
    """The region's matrix from the store to the view-model: of 13 districts, and of 14 regions over all places.

    For each by section and by indicator: when one of its districts has reported, and the first time after a start.
    """
    taken: dict[str, float] = {}
    values = iter(range(1, 10_000))
    for name, scope in (("13 districts", REGION), ("14 regions", REPUBLIC)):
        actor = Actor("Viloyat", "region", scope)
        for what, view in (("sections", by_section), ("indicators", partial(by_indicator, codes=HEADLINES))):
            first, written = [], []
            for _start in range(5):
                with Store.open(path, demo=True) as store:
                    read = partial(view, store, actor, scope, YEAR, MONTH, TODAY)
                    first.append(_ms(read))
                    row_id = next(iter(figures.current(store, PLACE, YEAR)))
                    for _report in range(5):
                        entry = MonthEntry(row_id, Decimal(next(values)))
                        submit_month(
                            store, command_line_actor(), PLACE, YEAR, MONTH, [entry], source="bench", today=TODAY
                        )
                        written.append(_ms(read))
            taken[f"{what} of {name}"] = statistics.median(written)
            taken[f"{what} of {name}, first"] = statistics.median(first)
    return taken


def month_ms(path: Path) -> dict[str, float]:
    """A month's workbook: made, read and checked (whole, and the sandbox's start alone), submitted."""
    actor = command_line_actor()
    with Store.open(path, demo=True) as store:
        form = month_form(store, actor, PLACE, YEAR, MONTH)
        workbook = template(form)
        reading = read_month(workbook, "bench.xlsx", form)
        months = iter(range(1, 10_000))

        def submit() -> None:
            shifted = [
                replace(entry, value=Decimal(next(months))) for entry in reading.entries if entry.value is not None
            ]
            submit_month(store, actor, PLACE, YEAR, MONTH, shifted, source="bench", today=TODAY)

        return {
            "template": median_ms(lambda: template(form), 15),
            "read": median_ms(lambda: read_month(workbook, "bench.xlsx", form), 9),
            "sandbox": median_ms(lambda: cells.read_book(_smallest_workbook(), "smallest.xlsx"), 9),
            "submit": median_ms(submit, 15),
        }


def _smallest_workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, 1)
    return out.getvalue()


def make_many(path: Path) -> int:
    """The demo's data grown to 215 places and ten years; the number of its figures."""
    path.parent.mkdir()
    make_demo(path)
    return grow(path)
