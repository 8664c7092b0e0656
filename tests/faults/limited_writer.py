"""Submits while no file may grow, then while it may again: `python -m tests.faults.limited_writer FOLDER`.

Prints "kept N" for each submission that was acknowledged, "refused" for each that was not.
"""

from __future__ import annotations

import resource
import sys
from decimal import Decimal
from pathlib import Path

from ishreja import reporting
from ishreja.domain.month import MonthEntry
from ishreja.storage import StoreFailed
from tests.ledger import ACTOR, PLACE, TODAY, YEAR, open_store

GOOD, BAD = 10, 6


def limit(size: int) -> None:
    """Let no file of this process grow beyond the size; a write past it fails as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def main(folder: Path) -> None:
    """Ten submissions, six while the disk is full, ten more."""
    with open_store(folder) as store:
        form = reporting.month_form(store, ACTOR, PLACE, YEAR, 1)
        row_id = form.rows[0].row_id
        for step in range(GOOD + BAD + GOOD):
            if step == GOOD:
                limit((folder / "ishreja.duckdb.wal").stat().st_size + 100)
            if step == GOOD + BAD:
                limit(resource.RLIM_INFINITY)
            entry = MonthEntry(row_id, Decimal(step + 1), note="x" * 300)
            try:
                receipt = reporting.submit_month(store, ACTOR, PLACE, YEAR, 3, [entry], source="form", today=TODAY)
            except StoreFailed:
                sys.stdout.write("refused\n")
            else:
                sys.stdout.write(f"kept {receipt.submission_id}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
