"""What the tests of the views share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ishreja.storage import Store


@pytest.fixture
def demo_store(demo_folder: Path) -> Iterator[Store]:
    """A demo store of the test's own: Jondor's plan of 2023 with invented figures."""
    with Store.open(demo_folder / "demo.duckdb", demo=True) as opened:
        yield opened
