"""A fresh process over a database with accounts and a plan, and browsers that ask it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ishreja import reporting
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, VIEWER
from ishreja.storage import plans
from ishreja.storage.drafts import Draft
from ishreja.storage.store import Store
from tests import ledger
from tests.browser_server import ROOT, TERMINAL, free_port, stop, wait_until_answering
from tests.clocked_server import ACTED, FILE
from tests.people import PASSWORD, REGION, add_account
from tests.wire import Browser

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
DRAFTED, TYPED = 3, "4321"
"""The month with a draft, and what was typed there."""


@dataclass
class Server:
    """A running server: its address, its folder, and its clock."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]
    seconds: float = 0

    def browser(self, login: str = "") -> Browser:
        """A browser of its own, signed in where a login is given."""
        browser = Browser(self.address)
        if login:
            status, _headers, _body = browser.sign_in(login, PASSWORD)
            assert status == 303
        return browser

    def move(self, **step: float) -> None:
        """Move the server's clock on by minutes or seconds."""
        self.seconds += step.get("minutes", 0) * 60 + step.get("seconds", 0)
        (self.folder / FILE).write_text(str(self.seconds))

    def act(self, login: str, wanted: str) -> None:
        """Let the process give an account another role, or disable it, and wait until it is done."""
        line = f"{login} {wanted}\n"
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()
        done, until = self.folder / ACTED, time.monotonic() + 30
        while not done.exists() or line not in done.read_text():
            assert time.monotonic() < until, f"{line} was not done"
            time.sleep(0.02)


Starter = Callable[[Path], Server]


def start(folder: Path) -> tuple[subprocess.Popen[bytes], Server]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.clocked_server", str(folder), str(port)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=(folder / TERMINAL).open("wb"),
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    wait_until_answering(address, process)
    return process, Server(address, folder, process)


def fill(folder: Path) -> None:
    """Jondor's plan, its director, a viewer and a second director, a director of Gʻijduvon, and Bukhara's keeper."""
    with Store.open(folder / "ishreja.duckdb") as store:
        ledger.adopt(store)
        users = next(row.row_id for row in plans.rows(store, 1) if row.row.number == "2")
        reporting.save_draft(store, ledger.ACTOR, ledger.PLACE, ledger.YEAR, DRAFTED, {users: Draft(TYPED)})
        add_account(store, "direktor", DIRECTOR)
        add_account(store, "ikkinchi", DIRECTOR)
        add_account(store, "kuzatuvchi", VIEWER)
        add_account(store, "begona", DIRECTOR, "1706215")
        add_account(store, "keeper", ADMINISTRATOR, REGION)
        add_account(store, "milliy", ADMINISTRATOR, "17")


@pytest.fixture
def serve() -> Iterator[Starter]:
    """Starts a server over a folder of the test's own, and stops it at the test's end."""
    running: list[subprocess.Popen[bytes]] = []

    def run(folder: Path) -> Server:
        process, server = start(folder)
        running.append(process)
        return server

    yield run
    for process in running:
        stop(process)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in which nobody has opened a page when the module's first test asks it."""
    folder = tmp_path_factory.mktemp("gated")
    fill(folder)
    process, running = start(folder)
    yield running
    stop(process)
