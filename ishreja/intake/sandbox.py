"""Runs a reading function on somebody's file in a child process that may not grow, last, write or send.

The child has 1 GB of address space, 10 s of processor time and 20 s of clock. At most two run at once, so
that a batch of hostile files costs the machine 2 GB and a wait, never the service.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from ishreja.errors import UserError
from ishreja.intake import child
from ishreja.intake.refusals import refusal

CPU_SECONDS = 10
CLOCK_SECONDS = 20.0
WAIT_SECONDS = 120.0
_AT_ONCE = threading.BoundedSemaphore(2)
_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = {"LANG": "C.UTF-8", "OPENPYXL_LXML": "False"}
_log = logging.getLogger(__name__)


def run(target: str, data: bytes, **arguments: Any) -> Any:
    """What the function named "package.module:function" returns for data, from the child process.

    arguments are plain JSON values; the answer is bytes, or JSON data (no tuples, no Decimals: send them as text).
    Whatever goes wrong in the child (a crash, an exception, too much memory or time) is a UserError that says what to
    do; where it only came too late, to try again. The module should import only what it needs, for its imports are the
    child's start.
    """
    if not _AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise refusal("busy")
    try:
        answer, status, late = _ask(target, data, json.dumps(arguments))
    finally:
        _AT_ONCE.release()
    if answer[:1] == b"B" and len(answer) <= child.MAX_ANSWER:
        return answer[1:]
    if answer[:1] == b"J" and len(answer) <= child.MAX_ANSWER:
        try:
            return json.loads(answer[1:])
        except ValueError:
            _log.warning("sandbox %s: an answer cut short, exit %s", target, status)
    raise _refused(target, answer, status, late)


def _ask(target: str, data: bytes, arguments: str) -> tuple[bytes, int, bool]:
    """The child's answer (at most MAX_ANSWER + 1 bytes), its exit status, whether the clock ended it."""
    command = [sys.executable, "-I", "-X", "utf8", child.__file__, str(_ROOT), target, str(CPU_SECONDS)]
    late = threading.Event()
    with subprocess.Popen(  # noqa: S603 our own interpreter, our own script
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def end() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(CLOCK_SECONDS, end)
        clock.start()
        try:
            _send(process, arguments, data)
            answer = process.stdout.read(child.MAX_ANSWER + 1)
        finally:
            clock.cancel()
            process.kill()
    return answer, process.returncode, late.is_set()


def _send(process: subprocess.Popen[bytes], arguments: str, data: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(arguments.encode() + b"\n")
        process.stdin.write(data)
        process.stdin.close()
    except BrokenPipeError:
        _log.warning("sandbox: the child ended before it had read the file")


def _refused(target: str, answer: bytes, status: int, late: bool) -> UserError:
    raised = answer[1:].decode(errors="replace") if answer[:1] == b"E" else ""
    _log.warning("sandbox %s: raised %s, exit %s, late %s", target, raised or "nothing", status, late)
    if late:  # the machine had no time for it: what uses its processor time up ends before the clock does
        return refusal("busy")
    heavy = raised == "MemoryError" or (not raised and status != 0)
    return refusal("large" if heavy else "damaged")
