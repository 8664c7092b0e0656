"""A server of the tests' own, and what a test waits for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]


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
    """A server over this data folder, and its address, once its health route answers with that status."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "ISHREJA_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    wait_until_answering(address, process, healthy)
    return process, address


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(timeout=20)


def settled(page: Page) -> None:
    """Wait until the script has run to its end."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)
