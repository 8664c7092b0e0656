"""What a command prints: lines of text, aligned tables, problems."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence

from ishreja.domain.plan import Severity
from ishreja.language import _

WIDEST = 60
_BREAKS = re.compile(r"[ \t\r\n]+")  # not the no-break space within a number


def say(text: str = "") -> None:
    """One line to standard output."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """One line to standard error."""
    sys.stderr.write(_BREAKS.sub(" ", text).strip() + "\n")


def table(rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """Columns under each other, the first row being the header; those in right are aligned to the right."""
    cells = [[_short(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    for number, row in enumerate(cells):
        say("  ".join(_padded(cell, widths[at], at in right) for at, cell in enumerate(row)).rstrip())
        if number == 0:
            say("  ".join("─" * width for width in widths))


def severity_word(severity: Severity) -> str:
    """An error, a question or a note, as it is called."""
    words = {Severity.ERROR: _("Error"), Severity.QUESTION: _("Question"), Severity.NOTE: _("Remark")}
    return words[severity]


def problem(severity: Severity, where: str, message: str, key: str = "", choices: Sequence[str] = ()) -> None:
    """A problem; for a question also how it is answered with --answer."""
    say(f"{severity_word(severity)}. {where}: {message}" if where else f"{severity_word(severity)}. {message}")
    if severity is Severity.QUESTION:
        offered = " | ".join(choices) or "keep"
        say("    " + _("to answer: --answer '{key}={choices}'").format(key=key, choices=offered))


def _short(text: str) -> str:
    one_line = _BREAKS.sub(" ", text).strip()
    return one_line if len(one_line) <= WIDEST else one_line[: WIDEST - 1] + "…"


def _padded(text: str, width: int, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)
