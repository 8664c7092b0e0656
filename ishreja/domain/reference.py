"""The reference data of the repository's data folder: csv files with a header line, read once."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/<name>.csv, each a dictionary by the header's names; an empty cell is "".

    Raises FileNotFoundError where there is no such file, ValueError for a row that does not fit the header.
    """
    path = DATA / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = tuple(csv.DictReader(file, strict=True))
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{path.name}: record {line} does not fit the header")
    return rows
