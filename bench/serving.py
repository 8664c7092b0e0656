"""Streamlit servers in processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address and its process."""

    address: str
    pid: int

    def memory(self) -> int:
        """The bytes of memory that its process holds."""
        pages = (Path("/proc") / str(self.pid) / "statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serving(script: str, health: str, folder: Path) -> Iterator[Server]:
    """A Streamlit server of this script, which stands in the folder or is app.py; yielded once health answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.headless", "true"],
        cwd=ROOT if script == "app.py" else folder,
        env={**os.environ, "ISHREJA_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(600):
            try:
                urllib.request.urlopen(f"{address}{health}", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def product_server(folder: Path) -> AbstractContextManager[Server]:
    """The product's own server over the data of a folder."""
    return serving("app.py", "/healthz", folder)


def progress(said: str) -> None:
    """Say what is being measured, on one line of the terminal."""
    print(f"\r{said:<70}", end="", file=sys.stderr, flush=True)
