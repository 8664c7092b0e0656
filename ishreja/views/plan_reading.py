"""A plan between its reading and its adoption: what was read, what was answered, what was changed in place.

The document is made anew from these each time, so that every answer and every change can be taken back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ishreja.access import Actor, may, refused, require
from ishreja.domain.plan import AdoptedRow, PlanDocument, Problem, Severity
from ishreja.language import _
from ishreja.planning import SAME_FIGURE, amend, open_questions, question_key
from ishreja.planning.document import known_services, with_answers
from ishreja.storage import plans
from ishreja.storage.plans import Edition
from ishreja.storage.settings import settings
from ishreja.storage.store import Store
from ishreja.views.names import place_name

KEEP, EDIT = "keep", "edit"
"""Answers that choose nothing: leave it as it was read; open the row's editor."""

_HEAD = {"place_unknown": "place", "year_unknown": "year", "year_differs": "year"}
_SAME = "same_figure"


@dataclass(slots=True)
class PlanReading:
    """A document that was read and is being looked through; it lives in the session.

    digest is the file's sha256, edits what was changed by row index and field of PlanRow, answers what was answered
    by question_key or match_key. place and year, where set, replace those that were read. revised is the number of
    the edition that is being changed, where no file was read.
    """

    read: PlanDocument
    digest: str
    file_name: str
    place: str | None = None
    year: int | None = None
    edits: dict[int, dict[str, object]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    revised: int | None = None

    @property
    def given(self) -> dict[str, str]:
        """The answers as adopting takes them: without those that only opened the editor."""
        return {name: answer for name, answer in self.answers.items() if answer != EDIT}

    @property
    def document(self) -> PlanDocument:
        """What was read, with every answer and every change in it; its problems are those still open.

        Rows that were said to be one figure keep their question, which tells adopting so.
        """
        found = with_answers(self.read, self.given)
        for index, changed in self.edits.items():
            found = amend(found, index, **changed)
        found = replace(found, place=self.place or found.place, year=self.year or found.year)
        left = {*open_questions(found, self.given)}
        problems = tuple(
            one
            for one in found.problems
            if (one.severity is Severity.ERROR or one in left or one.code.startswith(_SAME))
            and not self._settled_by_head(one)
        )
        return replace(found, problems=problems)

    @property
    def asked(self) -> tuple[Problem, ...]:
        """Every error and question that reading raised, answered or not, the errors first."""
        return tuple(one for one in self.read.problems if one.severity is not Severity.NOTE)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What reading only tells."""
        return tuple(one for one in self.read.problems if one.severity is Severity.NOTE and one.message)

    def open(self) -> tuple[Problem, ...]:
        """What still stands in the way of adopting: errors, and questions without an answer."""
        document = self.document
        errors = [one for one in document.problems if one.severity is Severity.ERROR]
        return (*errors, *open_questions(document, self.given))

    def edit(self, index: int, **changes: object) -> None:
        """Change fields of one row; what is again as it was read is no change."""
        held = {**self.edits.get(index, {}), **changes}
        base = with_answers(self.read, self.given).rows[index]
        held = {name: value for name, value in held.items() if getattr(base, name) != value}
        if held:
            self.edits[index] = held
        else:
            self.edits.pop(index, None)

    def _settled_by_head(self, problem: Problem) -> bool:
        name = _HEAD.get(problem.code)
        return name is not None and getattr(self, name) is not None


def begin(document: PlanDocument, data: bytes, file_name: str, store: Store, actor: Actor) -> PlanReading:
    """A reading of a file, with what is known of its place answered already.

    That is what was answered about the very same file at an earlier adoption, and the services that the place named
    before. Raises NotAllowed.
    """
    digest = hashlib.sha256(data).hexdigest()
    answers: dict[str, str] = {}
    if document.place is not None:
        if not may(actor, "see", document.place):
            raise refused(actor, "see", document.place, anothers(document.place))
        answers |= known_services(document, settings(store, document.place).service_names)
    if document.place is not None and document.year is not None:
        known = plans.editions(store, document.place, document.year)
        earlier = next((one for one in reversed(known) if one.document_hash == digest), None)
        answers |= earlier.answers if earlier else {}
    return PlanReading(document, digest, file_name, answers=answers)


def anothers(place: str) -> str:
    """What is said of a file that was read as the plan of a place whose plan the reader may not adopt."""
    said = _("The file was read as the plan of {place}, which is not yours to adopt.")
    return said.format(place=place_name(place))


def begin_revision(store: Store, actor: Actor, place: str, year: int) -> PlanReading | None:
    """The newest edition as a reading, to be changed without a file; None where there is none. Raises NotAllowed."""
    require(actor, "see", place)
    known = plans.editions(store, place, year)
    return revise(known[-1], plans.rows(store, known[-1].edition_id)) if known else None


def revise(edition: Edition, rows: Sequence[AdoptedRow]) -> PlanReading:
    """The adopted edition as a reading, to be changed without a file; rows that repeat a figure go on doing so."""
    indexes = {row.row_id: index for index, row in enumerate(rows)}
    repeats = tuple(
        Problem(Severity.NOTE, "", "", f"{_SAME}:{row.row.number}", indexes[row.same_as])
        for row in rows
        if row.same_as is not None
    )
    document = PlanDocument(
        edition.place, edition.year, edition.title, edition.approvals, tuple(row.row for row in rows), repeats
    )
    answers = {question_key(problem): SAME_FIGURE for problem in repeats}
    return PlanReading(document, edition.document_hash, edition.file_name, answers=answers, revised=edition.number)
