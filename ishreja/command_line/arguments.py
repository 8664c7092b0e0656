"""The arguments that the commands take, with their help in the reader's language."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from ishreja.language import _

USAGE_ERROR = 2


@dataclass(slots=True)
class Arguments(argparse.Namespace):
    """What was asked for; a command uses those it declares."""

    file: Path = Path()
    login: str = ""
    json: bool = False
    own: bool = False
    place: str | None = None
    year: int | None = None
    month: int | None = None
    out: Path = Path()
    answer: Sequence[tuple[str, str]] = ()
    run: Callable[[Arguments], int] | None = None


class Parser(argparse.ArgumentParser):
    """A parser that speaks as the rest of the product does."""

    def __init__(self, **more: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **more)  # type: ignore[arg-type]
        self._positionals.title = _("what is given")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def format_usage(self) -> str:
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, _("Usage: "))
        return formatter.format_help()

    def format_help(self) -> str:
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, _("Usage: "))
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        return formatter.format_help()

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - argparse words it in English
        sys.stderr.write(_("The command was not understood. This is how it is written:") + "\n")
        sys.stderr.write(self.format_usage())
        sys.exit(USAGE_ERROR)


def month_number(text: str) -> int:
    """A month from 1 to 12; raises argparse's error otherwise."""
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    raise argparse.ArgumentTypeError(text)


def answer(text: str) -> tuple[str, str]:
    """KEY=CHOICE; a key may hold "=" itself."""
    key, equals, choice = text.rpartition("=")
    if not equals:
        raise argparse.ArgumentTypeError(text)
    return key, choice


def take_file(parser: Parser) -> None:
    """FILE."""
    parser.add_argument("file", metavar=_("FILE"), type=Path, help=_("the file to read"))


def take_answers(parser: Parser) -> None:
    """--answer KEY=CHOICE, as often as there are questions."""
    parser.add_argument(
        "--answer", action="append", type=answer, default=[], metavar="KEY=CHOICE", help=_("the answer to a question")
    )


def take_period(parser: Parser, *, month: bool) -> None:
    """--place, --year and, where asked, --month."""
    parser.add_argument("--place", metavar="SOATO", help=_("the place's code; not needed where there is one plan only"))
    parser.add_argument("--year", metavar=_("YEAR"), type=int, help=_("the plan's year; the latest one if not given"))
    if month:
        parser.add_argument("--month", metavar=_("MONTH"), type=month_number, help=_("the month, 1 to 12"))


def take_out(parser: Parser) -> None:
    """--out FILE, required."""
    parser.add_argument("--out", metavar=_("FILE"), type=Path, required=True, help=_("the file to write"))
