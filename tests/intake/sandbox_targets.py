"""What the sandbox's tests run in the child."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def measure(data: bytes, *, times: int) -> dict[str, Any]:
    return {"bytes": len(data) * times, "numpy": sys.modules.get("numpy") is not None}


def reverse(data: bytes) -> bytes:
    sys.stdout.write("what a library prints")
    return data[::-1]


def greedy(data: bytes) -> int:
    return len([bytes(200_000_000) for _ in range(10)])


def endless(data: bytes) -> None:
    while data:
        pass


def asleep(data: bytes) -> None:
    time.sleep(60)


def crash(data: bytes) -> None:
    os.abort()


def leave(data: bytes) -> None:
    os._exit(0)


def flood(data: bytes) -> bytes:
    return bytes(60_000_000)


def fail(data: bytes) -> None:
    raise ValueError("with a /secret/path")


def not_plain(data: bytes) -> float:
    return float("nan")


def writes(data: bytes, *, path: str) -> None:
    Path(path).write_bytes(data)


def removes(data: bytes, *, path: str) -> None:
    Path(path).unlink()


def connects(data: bytes) -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def starts(data: bytes) -> None:
    subprocess.run(["true"], check=True)
