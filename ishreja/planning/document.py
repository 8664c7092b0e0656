"""A plan document before its adoption: what is asked about it, what was answered, what was changed in place.

The rules' codes are those of intake's plan reader: the rule, and after a colon the column, row or name it is about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from ishreja.domain.places import PLACES
from ishreja.domain.plan import PlanDocument, PlanRow, Problem, Severity
from ishreja.domain.services import SERVICES, lead, read_services
from ishreja.errors import UserError
from ishreja.language import _, number
from ishreja.storage.values import fits

SAME_FIGURE = "same"

_FIELDS = {
    "deadline": {"schedule", "deadline"},
    "deadline_missing": {"schedule", "deadline"},
    "service_unknown": {"services", "lead", "services_text"},
    "service_missing": {"services", "lead", "services_text"},
    "number_missing": {"number"},
    "number_twice": {"number"},
    "quarters_sum": {"quarters", "target"},
    "figure_in_words": {"target", "target_text"},
}


def question_key(problem: Problem) -> str:
    """What the answer to a document's question is given and stored under."""
    return f"{problem.code}:{problem.where if problem.row is None else problem.row}"


def match_key(index: int) -> str:
    """What the answer to a doubtful row is given under; the answer is a row id as text, or "new"."""
    return f"match:{index}"


def open_questions(document: PlanDocument, answers: Mapping[str, str]) -> tuple[Problem, ...]:
    """The questions of the document that have no answer yet."""
    return tuple(
        problem
        for problem in document.problems
        if problem.severity is Severity.QUESTION and question_key(problem) not in answers
    )


def known_services(document: PlanDocument, names: Mapping[str, str]) -> dict[str, str]:
    """Answers to the questions about services that the place has named before (name to code), by question_key."""
    asked = ((problem, _unknown_service(problem)) for problem in document.problems)
    return {question_key(problem): names[name] for problem, name in asked if name in names}


def learned_services(document: PlanDocument, answers: Mapping[str, str]) -> dict[str, str]:
    """The services that the answers name: name as the place writes it to code."""
    asked = ((_unknown_service(problem), answers.get(question_key(problem))) for problem in document.problems)
    return {name: code for name, code in asked if name and code in SERVICES}


def _unknown_service(problem: Problem) -> str:
    rule, _colon, name = problem.code.partition(":")
    return name if rule == "service_unknown" else ""


def amend(document: PlanDocument, index: int, **changes: object) -> PlanDocument:
    """The document with fields of one row replaced (PlanRow's names); the problems raised about them are gone.

    Raises UserError where there is no such row.
    """
    if not 0 <= index < len(document.rows):
        raise UserError(_("The plan has no such row."))
    row = replace(document.rows[index], **changes)  # type: ignore[arg-type]
    problems = tuple(
        problem for problem in document.problems if problem.row != index or not fields_of(problem) & set(changes)
    )
    return replace(document, rows=_with(document.rows, index, row), problems=problems)


def with_answers(document: PlanDocument, answers: Mapping[str, str]) -> PlanDocument:
    """The document as the answers make it: the chosen figures, services, numbers, place and year put in.

    An answer that chooses nothing ("keep") leaves what was read. The problems stay, so that it can be shown what
    was asked.
    """
    for problem in document.problems:
        choice = answers.get(question_key(problem))
        if choice is not None:
            document = _answered(document, problem, choice)
    return document


def repeats(document: PlanDocument, answers: Mapping[str, str]) -> dict[int, int]:
    """Of the rows that were said to show another row's figure: index to the index of the row it is entered in."""
    found: dict[int, int] = {}
    for problem in document.problems:
        rule, _colon, number = problem.code.partition(":")
        if rule == "same_figure" and problem.row is not None and answers.get(question_key(problem)) == SAME_FIGURE:
            later = range(problem.row + 1, len(document.rows))
            second = next((index for index in later if document.rows[index].number == number), None)
            if second is not None:
                found[second] = found.get(problem.row, problem.row)
    return found


def fields_of(problem: Problem) -> set[str]:
    """The fields of the row that a problem is about."""
    rule, _colon, about = problem.code.partition(":")
    if about.startswith("quarter_"):
        return {"quarters"}
    return _FIELDS.get(rule, set()) | ({about} if about in ("previous", "target") else set())


def _answered(document: PlanDocument, problem: Problem, choice: str) -> PlanDocument:
    rule, _colon, about = problem.code.partition(":")
    if rule == "place_unknown":
        return replace(document, place=choice) if choice in PLACES else document
    if rule in ("year_unknown", "year_differs"):
        return replace(document, year=int(choice)) if choice.isdecimal() else document
    if rule == "service_unknown" and choice in SERVICES:
        rows = tuple(_with_service(row, about, choice) for row in document.rows)
        return replace(document, rows=rows)
    if problem.row is None or choice not in problem.choices:
        return document
    row = document.rows[problem.row]
    if rule == "number_missing":
        row = replace(row, number=choice)
    elif fields_of(problem) & {"previous", "target", "quarters"}:
        row = _with_figure(row, "target" if rule == "quarters_sum" else about, choice)
    return replace(document, rows=_with(document.rows, problem.row, row))


def _with_service(row: PlanRow, name: str, code: str) -> PlanRow:
    """The row with the service that an unknown name means, where the row names it."""
    if not row.services_text or name not in read_services(row.services_text)[1]:
        return row
    services = read_services(row.services_text, {name: code})[0]
    return replace(row, services=services, lead=lead(services))


def _with_figure(row: PlanRow, column: str, choice: str) -> PlanRow:
    try:
        figure = Decimal(choice)
    except InvalidOperation:
        return row
    if column.startswith("quarter_"):
        first, second, third, fourth = row.quarters or (None, None, None, None)
        values = {"quarter_1": first, "quarter_2": second, "quarter_3": third, "quarter_4": fourth, column: figure}
        return replace(row, quarters=tuple(values.values()))  # type: ignore[arg-type]
    if column == "target":
        return replace(row, target=figure, target_text=None)
    return replace(row, previous=figure)


def _with(rows: tuple[PlanRow, ...], index: int, row: PlanRow) -> tuple[PlanRow, ...]:
    return (*rows[:index], row, *rows[index + 1 :])


def place_and_year(document: PlanDocument) -> tuple[str, int]:
    """Whose plan it is and for which year; raises UserError where the document does not say."""
    if document.place is None:
        raise UserError(_("The plan does not say which district it belongs to. Choose the district."))
    if document.year is None:
        raise UserError(_("The plan does not say which year it is for. Choose the year."))
    return document.place, document.year


def refuse_unready(document: PlanDocument, answers: Mapping[str, str]) -> None:
    """Raise UserError where the document has no rows, an error, a question without answer or an unfit number."""
    if not document.rows:
        raise UserError(_("The plan has no rows."))
    errors = [problem for problem in document.problems if problem.severity is Severity.ERROR]
    if errors:
        raise UserError(
            _("The plan cannot be adopted yet. {where}: {message}").format(
                where=errors[0].where, message=errors[0].message
            )
        )
    if left := open_questions(document, answers):
        raise UserError(
            _("{count} questions about the plan have no answer yet. {where}: {message}").format(
                count=len(left), where=left[0].where, message=left[0].message
            )
        )
    for row in document.rows:
        for value in (row.previous, row.target, *(row.quarters or ())):
            if value is not None and not fits(value):
                raise UserError(
                    _("The number {value} of row {row} cannot be kept: it is too large or too fine.").format(
                        value=number(value), row=row.number or row.name
                    )
                )


def row_answers(answers: Mapping[str, str]) -> dict[int, int | None]:
    """The answers to doubtful rows: index to row id, None for a row that is new."""
    given: dict[int, int | None] = {}
    for name, answer in answers.items():
        kind, _colon, index = name.partition(":")
        if kind == "match" and index.isdecimal():
            given[int(index)] = int(answer) if answer.isdecimal() else None
    return given


def fingerprint(document: PlanDocument, repeated: Mapping[int, int], plan_source: str) -> str:
    """The hash of what the plan says and how it is spread; not of how its kinds were guessed."""
    rows = [replace(row, kind_ground="") for row in document.rows]
    content = repr((document.title, document.approvals, rows, sorted(repeated.items()), plan_source))
    return hashlib.sha256(content.encode()).hexdigest()
