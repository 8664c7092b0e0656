"""View-models from the store, and a month's workbook: out, read, submitted; times in milliseconds."""

from __future__ import annotations

import io
import shutil
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import xlsxwriter

from ishreja.access import command_line_actor
from ishreja.demo import make_demo
from ishreja.domain.month import MonthEntry
from ishreja.intake import cells
from ishreja.intake.month_reader import read_month
from ishreja.intake.month_template import template
from ishreja.reporting import month_form, submit_month
from ishreja.storage import figures
from ishreja.storage.store import Store
from ishreja.views.overview import overview

PLACE, YEAR, MONTH, TODAY = "1706246", 2023, 9, date(2023, 10, 5)
PLACES, YEARS = 215, 10


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median time of one call in milliseconds, after one call that is not counted."""
    work()
    taken = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


_PLACE = "CASE offset_place WHEN 0 THEN place ELSE CAST(9000000 + offset_place AS VARCHAR) END"
_MULTIPLIED = {
    "edition_id": "edition_id + 1000 * copy",
    "row_id": "row_id + 1000 * copy",
    "parent_id": "parent_id + 1000 * copy",
    "place": _PLACE,
    "year": "year - offset_year",
    "sequence": "1000000 + 2000 * copy + row_number() OVER (PARTITION BY copy ORDER BY sequence, month)",
    "submission_id": "CAST(NULL AS INTEGER)",
}


def grow(path: Path) -> int:
    """Multiply the demo's Jondor to 215 places and ten years of twelve months; the number of figures then.

    October to December are copied from July to September.
    """
    connection = duckdb.connect(str(path))
    connection.execute(
        "CREATE TEMP TABLE other AS SELECT p AS offset_place, y AS offset_year, row_number() OVER () AS copy"
        f" FROM range({PLACES}) AS places(p), range({YEARS}) AS years(y) WHERE p > 0 OR y > 0"
    )
    connection.execute("CREATE TEMP TABLE months AS SELECT 0 AS shift UNION ALL SELECT 3")
    editions = f"(SELECT edition_id FROM plan_edition WHERE place = '{PLACE}')"
    sources = {
        "plan_edition": f"(FROM plan_edition WHERE place = '{PLACE}') AS one, other",
        "plan_row": f"(FROM plan_row WHERE edition_id IN {editions}) AS one, other",
        "plan_month": f"(FROM plan_month WHERE edition_id IN {editions}) AS one, other",
        "figure": "(SELECT * REPLACE (month + shift AS month) FROM figure, months"
        f" WHERE place = '{PLACE}' AND (shift = 0 OR month > 6)) AS one, other",
    }
    for table, source in sources.items():
        names = [str(row[0]) for row in connection.execute(f"DESCRIBE {table}").fetchall()]
        chosen = ", ".join(_MULTIPLIED.get(name, name) for name in names)
        connection.execute(f"INSERT INTO {table} SELECT {chosen} FROM {source} ORDER BY copy")
    (count,) = connection.execute("SELECT count(*) FROM figure").fetchall()[0]
    connection.close()
    return int(count)


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
            start = time.perf_counter()
            read()
            taken.append((time.perf_counter() - start) * 1000)
    return again, statistics.median(taken)


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


def measure(folder: Path) -> dict[str, float]:
    """All data measurements; times in milliseconds, and the number of figures of the large store."""
    one, many = folder / "demo.duckdb", folder / "many.duckdb"
    make_demo(one)
    shutil.copy(one, many)
    count = grow(many)
    return {
        **dict(zip(("one place", "one place written"), overview_ms(one), strict=True)),
        **dict(zip(("many", "many written"), overview_ms(many), strict=True)),
        "figures among many": count,
        **month_ms(one),
    }
