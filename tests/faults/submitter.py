"""Submits without end, and says of each submission that was acknowledged: `python -m tests.faults.submitter FOLDER`."""

from __future__ import annotations

import sys
from decimal import Decimal
from itertools import count
from pathlib import Path

from ishreja import reporting
from ishreja.domain.month import MonthEntry
from ishreja.storage import figures
from tests.ledger import ACTOR, PLACE, TODAY, YEAR, open_store


def main(folder: Path) -> None:
    """Submit two figures of a month that always add up to 1000, each time others."""
    with open_store(folder) as store:
        form = reporting.month_form(store, ACTOR, PLACE, YEAR, 1)
        first, second = (row.row_id for row in form.rows[:2])
        before = len(figures.history(store, PLACE, YEAR, first))
        for step in count(before):
            value = Decimal(step % 1000)
            receipt = reporting.submit_month(
                store,
                ACTOR,
                PLACE,
                YEAR,
                step % 9 + 1,
                [MonthEntry(first, value), MonthEntry(second, 1000 - value)],
                source="form",
                today=TODAY,
            )
            sys.stdout.write(f"{receipt.submission_id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
