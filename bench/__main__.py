"""`make bench`: measures, and prints the table that README holds."""

from __future__ import annotations

import platform
import tempfile
from pathlib import Path

from bench import data, pages, rush

MILLION = 1_000_000
_REGION = tuple(f"{what} of {rows}" for rows in ("13 districts", "14 regions") for what in ("sections", "indicators"))


def main() -> None:
    """Measure pages and data on this machine and print them as a Markdown table, each beside its aim."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        of_data = data.measure(folder)
        large = folder / "large"
        large.mkdir()
        (folder / "many.duckdb").rename(large / "demo.duckdb")
        of_region = pages.region_warm(large)
        of_rush = rush.rush_seconds(large / "demo.duckdb")
        of_pages = pages.measure(folder)
    floor_cold, floor_warm = of_pages["empty cold"], of_pages["empty warm"]
    work = of_data["read"] - of_data["sandbox"]
    many = f"215 places × 10 years ({of_data['figures among many'] / MILLION:.2f} M figures)"
    rows = [
        ("empty Streamlit page, cold", f"{floor_cold:.0f} ms", ""),
        ("empty Streamlit page, warm", f"{floor_warm:.0f} ms", ""),
        ("overview, figures visible, cold", *_ratio(of_pages["cold"], floor_cold, 1.5)),
        ("overview, figures visible, warm", *_ratio(of_pages["warm"], floor_warm, 1.7)),
        ("overview, another month", *_ratio(of_pages["month"], floor_warm, 1.0, "empty page's warm load")),
        ("bytes of a cold overview", f"{of_pages['bytes'] / MILLION:.2f} MB", "≤ 3 MB"),
        ("overview's data, one place", *_data(of_data["one place"])),
        ("the same, first time after its month was submitted", *_data(of_data["one place written"])),
        (f"overview's data among {many}", *_data(of_data["many"])),
        ("the same, first time after its month was submitted", *_data(of_data["many written"])),
        *((f"region's {what} among {many}", *_data(of_data[what], "≤ 50 ms")) for what in _REGION),
        ("region page, 13 districts, warm", f"{of_region['13 districts']:.0f} ms", "≤ 700 ms"),
        (
            "region page, 14 regions over all places, warm",
            f"{of_region['14 regions']:.0f} ms",
            "≤ 1000 ms",
        ),
        ("month's template written", f"{of_data['template']:.0f} ms", ""),
        ("month's workbook read and checked, beside the sandbox's start", f"{work:.0f} ms", "≤ 60 ms"),
        ("the sandbox's start", f"{of_data['sandbox']:.0f} ms", ""),
        ("month submitted", f"{of_data['submit']:.0f} ms", ""),
        (
            f"215 districts submitting workbooks within a minute ({of_rush['files']:.0f} files, 43 sent twice, 49 bad):"
            " longest wait for a receipt, each stored once and whole",
            f"{of_rush['longest']:.1f} s (median {of_rush['median']:.2f} s),"
            f" {of_rush['told busy']:.0f} told to come again",
            "",
        ),
    ]
    print(f"{platform.machine()}, Python {platform.python_version()}\n")
    print("| what | measured | aim |\n| --- | ---: | --- |")
    for what, measured, aim in rows:
        print(f"| {what} | {measured} | {aim} |")


def _data(value: float, aim: str = "≤ 8 ms") -> tuple[str, str]:
    return f"{value:.1f} ms", aim


def _ratio(value: float, floor: float, aim: float, of: str = "empty page") -> tuple[str, str]:
    return f"{value:.0f} ms = {value / floor:.2f} × the {of}", f"≤ {aim} ×"


if __name__ == "__main__":
    main()
