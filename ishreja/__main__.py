"""The command line: python -m ishreja …

Exit 0 when it was done, 2 when something must be mended (said on standard error), 3 when the server has the
database open.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ishreja.command_line.arguments import Arguments, Parser, take_answers, take_file, take_out, take_period
from ishreja.command_line.output import complain
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import StoreBusy

if TYPE_CHECKING:
    from argparse import _SubParsersAction

REFUSED, BUSY = 2, 3

# A command's module is imported when it is called, so that none waits for what the others need.


def _plan_read(arguments: Arguments) -> int:
    from ishreja.command_line import plan

    return plan.read(arguments)


def _plan_adopt(arguments: Arguments) -> int:
    from ishreja.command_line import plan

    return plan.adopt(arguments)


def _month_template(arguments: Arguments) -> int:
    from ishreja.command_line import month

    return month.write_template(arguments)


def _month_read(arguments: Arguments) -> int:
    from ishreja.command_line import month

    return month.read(arguments)


def _month_submit(arguments: Arguments) -> int:
    from ishreja.command_line import month

    return month.submit(arguments)


def _export(arguments: Arguments) -> int:
    from ishreja.command_line import data

    return data.export(arguments)


def _audit_verify(arguments: Arguments) -> int:
    from ishreja.command_line import data

    return data.verify(arguments)


def _demo(arguments: Arguments) -> int:
    from ishreja.command_line import data

    return data.demo(arguments)


def _account_list(arguments: Arguments) -> int:
    from ishreja.command_line import account

    return account.listed(arguments)


def _account_link(arguments: Arguments) -> int:
    from ishreja.command_line import account

    return account.link(arguments)


def _account_enable(arguments: Arguments) -> int:
    from ishreja.command_line import account

    return account.enable(arguments)


def parser() -> Parser:
    """All commands with their arguments."""
    top = Parser(prog="python -m ishreja", description=_("The yearly work plan of a library centre."))
    commands = top.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=Parser)
    _plan_commands(commands)
    _month_commands(commands)
    _account_commands(commands)
    _audit_commands(commands)
    export = commands.add_parser("export", help=_("write plan and figures as a workbook"))
    take_period(export, month=True)
    take_out(export)
    export.set_defaults(run=_export)
    commands.add_parser("demo", help=_("make the demo data where they are missing")).set_defaults(run=_demo)
    return top


def _plan_commands(commands: _SubParsersAction[Parser]) -> None:
    group = commands.add_parser("plan", help=_("read and adopt a plan"))
    inner = group.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=Parser)
    read = inner.add_parser("read", help=_("show what a plan document says"))
    take_file(read)
    read.add_argument("--json", action="store_true", help=_("as JSON, for programs"))
    read.set_defaults(run=_plan_read)
    adopt = inner.add_parser("adopt", help=_("make a document the plan in force"))
    take_file(adopt)
    take_answers(adopt)
    adopt.add_argument("--own", action="store_true", help=_("start with your own data instead of the demo"))
    adopt.set_defaults(run=_plan_adopt)


def _month_commands(commands: _SubParsersAction[Parser]) -> None:
    group = commands.add_parser("month", help=_("the monthly form: write, read, submit"))
    inner = group.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=Parser)
    template = inner.add_parser("template", help=_("write the month's form"))
    take_period(template, month=True)
    take_out(template)
    template.set_defaults(run=_month_template)
    read = inner.add_parser("read", help=_("show what a filled-in form would change"))
    submit = inner.add_parser("submit", help=_("submit a filled-in form"))
    for each, run in ((read, _month_read), (submit, _month_submit)):
        take_file(each)
        take_period(each, month=True)
        take_answers(each)
        each.set_defaults(run=run)


def _account_commands(commands: _SubParsersAction[Parser]) -> None:
    group = commands.add_parser("account", help=_("accounts, when no administrator can sign in"))
    inner = group.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=Parser)
    inner.add_parser("list", help=_("show every account")).set_defaults(run=_account_list)
    link = inner.add_parser("link", help=_("a link to set an account's password, once and within a day"))
    enable = inner.add_parser("enable", help=_("enable an account again"))
    for each, run in ((link, _account_link), (enable, _account_enable)):
        each.add_argument("login", metavar=_("LOGIN"), help=_("the account's login"))
        each.set_defaults(run=run)


def _audit_commands(commands: _SubParsersAction[Parser]) -> None:
    group = commands.add_parser("audit", help=_("the record of who changed what"))
    inner = group.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=Parser)
    inner.add_parser("verify", help=_("see whether the record of changes is whole")).set_defaults(run=_audit_verify)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    logging.getLogger("ishreja").addHandler(logging.NullHandler())  # a person reads messages, not the log
    arguments = parser().parse_args(words, Arguments())
    try:
        return arguments.run(arguments) if arguments.run else REFUSED
    except StoreBusy as error:
        complain(str(error))
        return BUSY
    except UserError as error:
        complain(str(error))
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())
