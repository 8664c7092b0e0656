"""`month template`, `month read` and `month submit`."""

from __future__ import annotations

import hashlib

from ishreja import reporting
from ishreja.access import command_line_actor
from ishreja.command_line import output
from ishreja.command_line.arguments import Arguments
from ishreja.command_line.session import chosen_plan, contents, opened, today, written
from ishreja.domain.month import Change
from ishreja.errors import UserError
from ishreja.intake.month_reader import read_month, read_month_tables
from ishreja.intake.month_template import template
from ishreja.language import _, date_time, month_name, number
from ishreja.storage.store import Store
from ishreja.views.month_reading import HeldMonth, Review

SOURCE = "workbook"
MONTHS = range(1, 13)


def write_template(arguments: Arguments) -> int:
    """Write the month's workbook, to be filled in."""
    with opened() as store:
        place, year = chosen_plan(store, arguments.place, arguments.year)
        month = _asked_month(arguments)
        form = reporting.month_form(store, command_line_actor(), place, year, month)
        written(arguments.out, template(form))
    output.say(
        _("The form for {month} {year} was written: {file}").format(
            month=month_name(month), year=year, file=arguments.out
        )
    )
    return 0


def read(arguments: Arguments) -> int:
    """Print what the workbook would change, and every problem; nothing is written."""
    with opened() as store:
        place, year = chosen_plan(store, arguments.place, arguments.year)
        for one in _reviews(store, arguments, place, year):
            _show(one)
    return 0


def submit(arguments: Arguments) -> int:
    """Submit every month that the workbook holds, or none while something blocks one of them."""
    data = contents(arguments.file)
    actor = command_line_actor()
    with opened() as store:
        place, year = chosen_plan(store, arguments.place, arguments.year)
        reviews = _reviews(store, arguments, place, year)
        blocked = [one for one in reviews if not one.reading.can_submit]
        for one in blocked:
            _show(one)
        if blocked:
            raise UserError(_("Nothing was submitted. Mend the errors and answer the questions above."))
        for one in reviews:
            reporting.refuse_month_to_come(year, one.form.month, today())
        for one in reviews:
            receipt = reporting.submit_month(
                store,
                actor,
                place,
                year,
                one.form.month,
                one.reading.entries,
                source=SOURCE,
                today=today(),
                file_hash=hashlib.sha256(data).hexdigest(),
                file_name=arguments.file.name,
                answers=one.reading.answers,
            )
            _show_receipt(one.form.month, receipt)
    return 0


def _asked_month(arguments: Arguments) -> int:
    if arguments.month is None:
        raise UserError(_("Name the month with --month."))
    return arguments.month


def _reviews(store: Store, arguments: Arguments, place: str, year: int) -> list[Review]:
    """The month asked for, else every month that the workbook names, each with the answers given."""
    actor = command_line_actor()
    months = (arguments.month,) if arguments.month else MONTHS
    forms = {month: reporting.month_form(store, actor, place, year, month) for month in months}
    data, name = contents(arguments.file), arguments.file.name
    readings = (
        (read_month(data, name, forms[arguments.month]),) if arguments.month else read_month_tables(data, name, forms)
    )
    answers = dict(arguments.answer)
    return [HeldMonth(reading, answers).review(forms[reading.month]) for reading in readings]


def _show(review: Review) -> None:
    output.say(_("{month} {year}").format(month=month_name(review.form.month), year=review.form.year))
    words = {
        Change.NEW: _("new"),
        Change.CHANGED: _("changed"),
        Change.SAME: _("same"),
        Change.BLANK: _("blank"),
        Change.PROBLEM: _("problem"),
    }
    header = ("№", _("Indicator"), _("Now"), _("After"), _("Change"))
    lines = [
        (line.row.number or "", line.row.name, number(line.before), number(line.after), words[line.change])
        for line in review.lines
        if line.change in (Change.NEW, Change.CHANGED, Change.PROBLEM)
    ]
    if lines:
        output.table([header, *lines], right=frozenset({2, 3}))
    counted = ", ".join(f"{word}: {review.counts.get(change, 0)}" for change, word in words.items())
    output.say(counted)
    for one in review.reading.problems:
        output.problem(one.severity, one.where, one.message, one.key, one.choices)
    output.say()


def _show_receipt(month: int, receipt: reporting.Receipt) -> None:
    if not receipt.handed_in:
        said = _("{month}: nothing has changed.").format(month=month_name(month))
        if receipt.known_since:
            said += " " + _("This very file was submitted at {at}.").format(at=date_time(receipt.known_since))
        output.say(said)
        return
    output.say(
        _("{month}: submitted at {at}. New {new}, changed {changed}, same {same}, blank {blank}.").format(
            month=month_name(month),
            at=date_time(receipt.at),
            new=receipt.new,
            changed=receipt.changed,
            same=receipt.same,
            blank=receipt.blank,
        )
    )
