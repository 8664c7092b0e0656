"""`plan read` and `plan adopt`."""

from __future__ import annotations

import hashlib
import json

from ishreja import planning
from ishreja.access import command_line_actor
from ishreja.command_line import output
from ishreja.command_line.arguments import Arguments
from ishreja.command_line.session import contents, know_places, opened, today
from ishreja.domain.places import PLACES, full_name
from ishreja.domain.plan import PlanDocument
from ishreja.errors import UserError
from ishreja.intake.plan_json import as_json
from ishreja.intake.plan_reader import read_plan
from ishreja.language import _, number, official_date
from ishreja.storage.location import database_path


def read(arguments: Arguments) -> int:
    """Print what the document says, as text or as JSON."""
    data = contents(arguments.file)
    know_places()
    document = read_plan(data, arguments.file.name)
    if arguments.json:
        output.say(json.dumps(as_json(document), ensure_ascii=False, indent=2))
    else:
        _show(document)
    return 0


def adopt(arguments: Arguments) -> int:
    """Make the document the plan in force; with open questions print them and refuse."""
    data = contents(arguments.file)
    know_places()
    document = read_plan(data, arguments.file.name)
    answers = dict(arguments.answer)
    actor = command_line_actor()
    if arguments.own or not database_path().exists():
        planning.start_own(actor)
    with opened() as store:
        try:
            adoption = planning.adopt(
                store,
                actor,
                document,
                document_hash=hashlib.sha256(data).hexdigest(),
                file_name=arguments.file.name,
                today=today(),
                answers=answers,
            )
        except UserError:
            _show_open(document, answers)
            raise
    said = (
        _("The plan was adopted: edition {number}, in force from {day}.")
        if adoption.changed
        else _("Nothing has changed: edition {number} says the same.")
    )
    edition = adoption.edition
    output.say(said.format(number=edition.number, day=official_date(edition.in_force_from)))
    return 0


def _show_open(document: PlanDocument, answers: dict[str, str]) -> None:
    for one in planning.open_questions(document, answers):
        output.problem(one.severity, one.where, one.message, planning.question_key(one), one.choices)


def _show(document: PlanDocument) -> None:
    place = PLACES.get(document.place or "")
    output.say(document.title)
    output.say(
        _("Place: {place}. Year: {year}. Rows: {rows}.").format(
            place=full_name(place) if place else "–", year=document.year or "–", rows=len(document.rows)
        )
    )
    for approval in document.approvals:
        output.say(f"{approval.role}: {approval.name}, {official_date(approval.date)}")
    output.say()
    header = ("№", _("Indicator"), _("Unit"), _("Fact"), _("Target"), _("Deadline"), _("Services"))
    lines = [
        (
            row.number or "",
            row.name,
            row.unit or "",
            number(row.previous),
            row.target_text or number(row.target),
            row.deadline or "",
            ", ".join(row.services),
        )
        for row in document.rows
    ]
    output.table([header, *lines], right=frozenset({3, 4}))
    output.say()
    for one in document.problems:
        output.problem(one.severity, one.where, one.message, planning.question_key(one), one.choices)
