"""kill -9 at any moment: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

from ishreja.storage import Store, audit, audit_check, submissions
from tests.ledger import PLACE, YEAR, adopt, open_store

RUNS = 10
ROOT = Path(__file__).parents[2]


def acknowledged_until_killed(folder: Path, seconds: float) -> list[int]:
    """The submissions that a process acknowledged before it was killed."""
    command = [sys.executable, "-m", "tests.faults.submitter", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = [process.stdout.readline()]
        killer = threading.Timer(seconds, process.kill)
        killer.start()
        said += process.stdout.readlines()
        killer.join()
    return [int(line) for line in said if line.endswith("\n")]


def figures_of(store: Store) -> dict[int, tuple[int, Decimal]]:
    """Submission to the count and sum of its figures."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT submission_id, count(*), sum(value) FROM figure GROUP BY submission_id ORDER BY submission_id"
        ).fetchall()
    return {submission_id: (count, total) for submission_id, count, total in rows}


def test_a_killed_process_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        adopt(store)
    chance = random.Random(7)
    promised: set[int] = set()
    for _run in range(RUNS):
        promised.update(acknowledged_until_killed(tmp_path, chance.uniform(0.02, 0.4)))
        with open_store(tmp_path) as store:
            kept = {one.submission_id: one for one in submissions.submissions(store, PLACE, YEAR)}
            figures = figures_of(store)
            assert promised <= set(kept)
            assert set(figures) == set(kept)
            for submission_id, one in kept.items():
                assert figures[submission_id] == (one.new + one.changed, one.value_sum) == (2, Decimal(1000))
            assert audit_check.check(store).whole
            assert [one.event.action for one in audit.trail(store, PLACE)].count("submit") == len(kept)
    assert len(promised) > RUNS
