"""`make bench`: measures, and prints the table that README holds; with names of parts only those parts."""

from __future__ import annotations

import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import data, load, pages, rush
from bench.serving import progress
from ishreja.demo import make_demo

MILLION = 1_000_000
Rows = Iterator[tuple[str, str, str]]


def of_pages(folder: Path) -> Rows:
    """The overview beside an empty page."""
    found = pages.measure(folder)
    cold, warm = found["empty cold"], found["empty warm"]
    yield "empty Streamlit page, cold", f"{cold:.0f} ms", ""
    yield "empty Streamlit page, warm", f"{warm:.0f} ms", ""
    yield "overview, figures visible, cold", *_ratio(found["cold"], cold, 1.5)
    yield "overview, figures visible, warm", *_ratio(found["warm"], warm, 1.7)
    yield "overview, another month", *_ratio(found["month"], warm, 1.0, "empty page's warm load")
    yield "bytes of a cold overview", f"{found['bytes'] / MILLION:.2f} MB", "≤ 3 MB"


def of_month(folder: Path) -> Rows:
    """A month's workbook."""
    found = data.month_ms(folder / "demo.duckdb")
    work = found["read"] - found["sandbox"]
    yield "month's template written", _ms(found["template"]), ""
    yield "month's workbook read and checked, beside the sandbox's start", _ms(work), "≤ 60 ms"
    yield "the sandbox's start", _ms(found["sandbox"]), ""
    yield "month submitted", _ms(found["submit"]), ""


def of_data(folder: Path) -> Rows:
    """The overview's data, of one place alone and among many."""
    for where, path in (("one office", folder / "demo.duckdb"), ("many", _many(folder) / "demo.duckdb")):
        again, written = data.overview_ms(path)
        yield f"overview's data, {where}", f"{again:.1f} ms", "≤ 8 ms"
        yield "the same, first time after its month was submitted", f"{written:.1f} ms", ""


def of_region(folder: Path) -> Rows:
    """The region's matrix: its data and its page."""
    many = _many(folder)
    found = data.region_ms(many / "demo.duckdb")
    for rows in ("13 districts", "14 regions"):
        for what in ("sections", "indicators"):
            yield f"matrix of {rows} by {what}, data, after a report", _ms(found[f"{what} of {rows}"]), "≤ 50 ms"
            yield "the same, first time after a start", _ms(found[f"{what} of {rows}, first"]), ""
    warm = pages.region_warm(many)
    yield "region page, 13 districts, warm", _ms(warm["13 districts"]), "≤ 700 ms"
    yield "region page, 14 regions over all places, warm", _ms(warm["14 regions"]), "≤ 1000 ms"


def of_rush(folder: Path) -> Rows:
    """All districts submit at once."""
    found = rush.rush_seconds(_many(folder) / "demo.duckdb")
    yield (
        f"215 districts submitting workbooks within a minute ({found['files']:.0f} files, 43 sent twice, 49 bad),"
        " from the file's bytes to the ledger: longest wait for a receipt, each stored once and whole",
        f"{found['longest']:.1f} s (median {found['median']:.2f} s), {found['told busy']:.0f} told to come again",
        "",
    )


def of_load(folder: Path) -> Rows:
    """Two hundred visitors for half an hour."""
    met = load.measure(_many(folder))
    first, last = met.memory_at(load.SETTLED), met.memory_at(load.MINUTES)
    median, p95 = statistics.median(met.waits), statistics.quantiles(met.waits, n=20)[-1]
    what = f"{load.PEOPLE} visitors, each rerunning a director's or a region's page every {load.EVERY:.0f} s,"
    what += " while a report is accepted every 15 s"
    yield f"{what}: 95th percentile of {len(met.waits)} reruns", f"{p95:.0f} ms (median {median:.0f} ms)", "≤ 400 ms"
    yield "the same: reruns that failed", str(len(met.failed)), "0"
    yield (
        f"the same: the server's memory after {load.MINUTES} minutes, and after {load.SETTLED}",
        f"{last:.0f} MB, {first:.0f} MB ({last / first - 1:+.0%})",
        "≤ +10 %",
    )
    for said in set(met.failed):
        print(said, file=sys.stderr)


PARTS: dict[str, Callable[[Path], Rows]] = {
    "pages": of_pages,
    "data": of_data,
    "month": of_month,
    "region": of_region,
    "rush": of_rush,
    "load": of_load,
}


def main() -> None:
    """Measure the parts named, all of them where none is, and print them as a Markdown table beside their aims."""
    parts = sys.argv[1:] or list(PARTS)
    print(f"{platform.machine()}, Python {platform.python_version()}\n")
    print("| what | measured | aim |\n| --- | ---: | --- |")
    with tempfile.TemporaryDirectory() as name:
        make_demo(Path(name) / "demo.duckdb")
        for part in parts:
            progress(part)
            for what, measured, aim in PARTS[part](Path(name)):
                print(f"| {what} | {measured} | {aim} |", flush=True)


def _many(folder: Path) -> Path:
    """The folder of the large data, made the first time: 215 places × 10 years."""
    many = folder / "many"
    if not many.exists():
        count = data.make_many(many / "demo.duckdb")
        print(f"| *among many: 215 places × 10 years, {count / MILLION:.2f} M figures* | | |")
    return many


def _ms(value: float) -> str:
    return f"{value:.0f} ms"


def _ratio(value: float, floor: float, aim: float, of: str = "empty page") -> tuple[str, str]:
    return f"{value:.0f} ms = {value / floor:.2f} × the {of}", f"≤ {aim} ×"


if __name__ == "__main__":
    main()
