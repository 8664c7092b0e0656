"""A full disk: said, nothing lost, and the store goes on by itself once there is room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ishreja.storage import audit_check, figures, submissions
from tests.faults.limited_writer import BAD, GOOD
from tests.ledger import PLACE, YEAR, adopt, open_store

ROOT = Path(__file__).parents[2]


def test_a_full_disk_refuses_and_loses_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        adopt(store)
    command = [sys.executable, "-m", "tests.faults.limited_writer", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said = done.stdout.splitlines()
    assert "refused" in said[GOOD : GOOD + BAD]
    assert "refused" not in said[:GOOD] + said[GOOD + BAD :]
    promised = {int(line.split()[1]) for line in said if line.startswith("kept")}
    with open_store(tmp_path) as store:
        kept = {one.submission_id for one in submissions.submissions(store, PLACE, YEAR)}
        entries = figures.current_entries(store, PLACE, YEAR, 3)
        assert promised <= kept
        assert [entry.value for entry in entries] == [2 * GOOD + BAD]
        assert audit_check.check(store).whole
