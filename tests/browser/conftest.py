"""Pages in Debian's Chromium, over a server of the test's own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser_server import start, stop

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def demo_server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over demo data that tests only read."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(demo_database, folder / "demo.duckdb")
    process, address = start(folder)
    yield address
    stop(process)


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Starts a server over a folder of the test's own, and stops it at the test's end."""
    running: list[subprocess.Popen[bytes]] = []

    def run(folder: Path) -> str:
        process, address = start(folder)
        running.append(process)
        return address

    yield run
    for process in running:
        stop(process)
