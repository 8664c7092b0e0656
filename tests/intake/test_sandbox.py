"""The sandbox: answers come back, and nothing that the child does can hurt."""

from __future__ import annotations

from pathlib import Path

import pytest

from ishreja.errors import UserError
from ishreja.intake import sandbox

TARGETS = "tests.intake.sandbox_targets"


def test_plain_data_and_arguments_go_there_and_back() -> None:
    answer = sandbox.run(f"{TARGETS}:measure", b"\n\xff" * 500_000, times=3)
    assert answer == {"bytes": 3_000_000, "numpy": False}


def test_bytes_come_back_as_bytes_whatever_is_printed() -> None:
    assert sandbox.run(f"{TARGETS}:reverse", b"{}\nabc") == b"cba\n}{"


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("greedy", "katta yoki murakkab"),
        ("crash", "katta yoki murakkab"),
        ("flood", "katta yoki murakkab"),
        ("fail", "buzilgan"),
        ("leave", "buzilgan"),
        ("not_plain", "buzilgan"),
        ("connects", "buzilgan"),
        ("starts", "buzilgan"),
    ],
)
def test_every_failure_is_a_message_without_secrets(function: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        sandbox.run(f"{TARGETS}:{function}", b"data")
    assert "secret" not in str(refused.value)


def test_a_function_that_does_not_exist_is_a_message() -> None:
    with pytest.raises(UserError):
        sandbox.run(f"{TARGETS}:nothing", b"")


def test_processor_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "CPU_SECONDS", 1)
    with pytest.raises(UserError, match="katta yoki murakkab"):
        sandbox.run(f"{TARGETS}:endless", b"data")


def test_the_clock_ends_a_child_that_only_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "CLOCK_SECONDS", 0.5)
    with pytest.raises(UserError, match="koʻp fayl"):
        sandbox.run(f"{TARGETS}:asleep", b"data")


def test_a_child_whose_processor_time_is_not_used_up_when_the_clock_ends_it_is_to_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "CLOCK_SECONDS", 1.0)
    with pytest.raises(UserError, match="yana yuboring"):
        sandbox.run(f"{TARGETS}:endless", b"data")


def test_the_child_writes_and_removes_no_file(tmp_path: Path) -> None:
    kept, made = tmp_path / "kept", tmp_path / "made"
    kept.write_text("x")
    with pytest.raises(UserError):
        sandbox.run(f"{TARGETS}:writes", b"data", path=str(made))
    with pytest.raises(UserError):
        sandbox.run(f"{TARGETS}:removes", b"data", path=str(kept))
    assert not made.exists()
    assert kept.read_text() == "x"


def test_a_full_house_is_said_and_left_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WAIT_SECONDS", 0.05)
    with sandbox._AT_ONCE, sandbox._AT_ONCE, pytest.raises(UserError, match="koʻp fayl"):
        sandbox.run(f"{TARGETS}:reverse", b"abc")
    assert sandbox.run(f"{TARGETS}:reverse", b"abc") == b"cba"
