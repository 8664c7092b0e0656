"""`export`, `audit verify` and `demo`."""

from __future__ import annotations

from ishreja.access import command_line_actor
from ishreja.command_line import output
from ishreja.command_line.arguments import Arguments
from ishreja.command_line.session import chosen_plan, opened, today, written
from ishreja.demo import ensure_demo
from ishreja.documents.plan_workbook import plan_workbook
from ishreja.domain.periods import default_month
from ishreja.domain.places import PLACES, full_name
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import audit_check, figures
from ishreja.storage.location import own_path
from ishreja.views import audit_words
from ishreja.views.names import place_on_paper
from ishreja.views.standing import plan_standing


def export(arguments: Arguments) -> int:
    """Write a year's plan and figures as a workbook, as they stand at a month's end."""
    with opened() as store:
        place, year = chosen_plan(store, arguments.place, arguments.year)
        month = arguments.month or default_month(year, figures.last_month(store, place, year), today())
        standing = plan_standing(store, command_line_actor(), place, year, month, today())
        demo = store.demo
    if standing is None:
        raise UserError(_("There is no such plan. Adopt it first, or correct the place and the year."))
    place_name = place_on_paper(full_name(PLACES[place]) if place in PLACES else place, demo)
    written(arguments.out, plan_workbook(standing, place_name))
    output.say(_("Written: {file}").format(file=arguments.out))
    return 0


def verify(_arguments: Arguments) -> int:
    """Go through the record of who changed what. Raises UserError where an entry was edited or is missing."""
    with opened() as store:
        found = audit_check.check(store)
    problem, note = audit_words.chain_problem(found), audit_words.chain_note(found)
    if problem is not None:
        raise UserError(problem)
    output.say(_("The record of changes is whole: {count} entries.").format(count=found.entries))
    if note:
        output.say(note)
    return 0


def demo(_arguments: Arguments) -> int:
    """Make the demo data where they are missing; with own data there is nothing to do."""
    own = own_path()
    output.say(_("Data: {file}").format(file=own if own.exists() else ensure_demo(output.say)))
    return 0
