"""A server of the tests' own, and what a test waits for."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, expect

from ishreja.language import _

ROOT = Path(__file__).parents[1]
PASSWORD = "daryo choynak bulut"
TERMINAL = "terminal.txt"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answering(
    address: str, process: subprocess.Popen[bytes], status: int = 200, seconds: float = 60
) -> None:
    """Poll the health route until it answers with the status; fails when the server ends or the time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
                if answer.status == status:
                    return
        except urllib.error.HTTPError as error:
            if error.code == status:
                return
            time.sleep(0.1)
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address}/healthz did not answer within {seconds} s")


def start(folder: Path, healthy: int = 200) -> tuple[subprocess.Popen[bytes], str]:
    """A server over this data folder, and its address, once its health route answers with that status.

    What it shows in the terminal goes to a file in the folder.
    """
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "ISHREJA_DATA": str(folder)},
        stdout=(folder / TERMINAL).open("wb"),
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    wait_until_answering(address, process, healthy)
    return process, address


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(timeout=20)


def setup_code(folder: Path) -> str:
    """The newest set-up code that the server over this folder has shown in its terminal."""
    return re.findall(r"/setup\?code=(\S+)", (folder / TERMINAL).read_text("utf-8"))[-1]


def set_up(page: Page, address: str, folder: Path, place: str = "1706246") -> None:
    """Fill in the set-up page of a server without accounts; whoever runs the place's centre is signed in then."""
    page.goto(f"{address}/setup?code={setup_code(folder)}")
    page.locator("#place").select_option(place)
    for who, name in (("admin", "Olim Karimov"), ("worker", "Nargiza Aminova")):
        page.locator(f"#{who}_name").fill(name)
        page.locator(f"#{who}_login").fill(who)
        for field in ("password", "again"):
            page.locator(f"#{who}_{field}").fill(PASSWORD)
    page.get_by_role("button", name=_("Make the accounts")).click()
    page.wait_for_url("**/plan")


def as_demo_account(page: Page, address: str, login: str) -> None:
    """Sign in as one of the demo's people, by one click."""
    page.goto(f"{address}/login")
    page.locator(f'button[name="login"][value="{login}"]').click()
    page.locator(".ir-account").wait_for()
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script has run to its end."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)


def pick_row(page: Page, row: str) -> None:
    """Choose a row to comment on; once more where the page was drawn anew while the list was open."""
    field = page.get_by_label(_("Comment on {row}").format(row=row))
    for _turn in range(6):
        if field.is_visible():
            break
        page.get_by_role("combobox", name=_("Rows to comment on")).fill(row)
        with suppress(TimeoutError, AssertionError):
            page.get_by_role("option").first.click(timeout=4_000)
            expect(field).to_be_visible(timeout=4_000)
    expect(field).to_be_visible()
    page.keyboard.press("Escape")


def give_back(page: Page, reason: str, comments: dict[str, str]) -> None:
    """Return the report that is open for mending, with comments at rows."""
    page.get_by_text(_("Return it for mending")).click()
    settled(page)
    page.get_by_label(_("Why it is returned (the office reads this)")).fill(reason)
    for row in comments:
        pick_row(page, row)
    for row, comment in comments.items():
        page.get_by_label(_("Comment on {row}").format(row=row)).fill(comment)
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name=_("Return the report")).click()
    expect(page.get_by_text(_("The report is returned for mending."))).to_be_visible()
