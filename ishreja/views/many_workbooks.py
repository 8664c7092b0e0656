"""Many workbooks looked through at once: each recognised by its hidden marks, read, and judged by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ishreja.access import Actor, may, refused
from ishreja.domain.places import PLACES
from ishreja.domain.round import Stage, Step
from ishreja.errors import UserError
from ishreja.intake.cells import Book, read_book
from ishreja.intake.month_facts import template_facts
from ishreja.intake.month_reader import month_of_book
from ishreja.intake.packs import Dropped
from ishreja.language import _
from ishreja.reporting import month_form, month_now, refuse_month_to_come
from ishreja.reporting.month_now import refuse
from ishreja.storage.store import Store
from ishreja.views.month_reading import HeldMonth, Review


class Verdict(StrEnum):
    """What is to be done with a workbook among many."""

    READY = "ready"
    QUESTIONS = "questions"
    ERRORS = "errors"
    TWICE = "twice"
    CLOSED = "closed"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Target:
    """The month of a place that a workbook says it is for."""

    place: str
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A workbook that was read; it lives in the session, its bytes do not.

    month is None where it came to no reading: verdict and said tell why then.
    """

    name: str
    digest: str
    target: Target | None = None
    month: HeldMonth | None = None
    verdict: Verdict = Verdict.READY
    said: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A workbook with its verdict as things stand now; said explains it where there is something to explain."""

    file: HeldFile
    verdict: Verdict
    said: str = ""
    review: Review | None = None


def read_dropped(store: Store, actor: Actor, dropped: Dropped, today: date) -> HeldFile:
    """The file recognised and read. Nothing that is wrong with it raises: it becomes the verdict."""
    file = HeldFile(dropped.name, hashlib.sha256(dropped.data).hexdigest())
    if dropped.refused:
        return replace(file, verdict=Verdict.UNREADABLE, said=dropped.refused)
    try:
        book = read_book(dropped.data, dropped.name)
        target = _target(book)
        if target is None:
            return replace(file, verdict=Verdict.UNKNOWN, said=_unknown())
        file = replace(file, target=target)
        if not _may(actor, target.place):
            return replace(file, verdict=Verdict.FOREIGN, said=_foreign())
        refuse_month_to_come(target.year, target.month, today)
        form = month_form(store, actor, target.place, target.year, target.month)
        return replace(file, month=HeldMonth(month_of_book(book, form)))
    except UserError as error:
        return replace(file, verdict=Verdict.UNREADABLE, said=str(error))


def judged(store: Store, actor: Actor, files: Sequence[HeldFile], today: date) -> tuple[Judged, ...]:
    """Each file held against the ledger, the month's state and the other files, in their order."""
    found = [_alone(store, actor, file, today) for file in files]
    return tuple(_among(one, found) for one in found)


def _alone(store: Store, actor: Actor, file: HeldFile, today: date) -> Judged:
    target = file.target
    if file.month is None or target is None:
        return Judged(file, file.verdict, file.said)
    if not _may(actor, target.place):
        return Judged(file, Verdict.FOREIGN, _foreign())
    try:
        review = file.month.review(month_form(store, actor, target.place, target.year, target.month))
        now = month_now(store, target.place, target.year, target.month, today)
        refuse(now, Step.SUBMIT)
    except UserError as error:
        return Judged(file, Verdict.CLOSED, str(error))
    return Judged(file, _verdict(review, now.state.stage), "", review)


def _verdict(review: Review, stage: Stage) -> Verdict:
    """What the workbook comes to by itself; a returned month may be handed in again as it is."""
    reading = review.reading
    if any(not error.blocks_row_only for error in reading.errors):
        return Verdict.ERRORS
    if reading.questions:
        return Verdict.QUESTIONS
    if not any(entry.value is not None for entry in reading.entries):
        return Verdict.ERRORS
    return Verdict.READY if review.changes_anything or stage is Stage.RETURNED else Verdict.SAME


def _among(one: Judged, found: Sequence[Judged]) -> Judged:
    """The verdict where other files are for the same month: of copies the first one counts, of others none."""
    if one.review is None:
        return one
    rivals = [other for other in found if other.review is not None and other.file.target == one.file.target]
    if len(rivals) == 1:
        return one
    if len({rival.file.digest for rival in rivals}) == 1:
        if rivals[0] is one:
            return one
        said = _("The same file as “{name}”; it counts once.").format(name=rivals[0].file.name)
    else:
        names = ", ".join(f"“{rival.file.name}”" for rival in rivals if rival is not one)
        said = _("{names} is for the same month. Leave out the one that does not hold.").format(names=names)
    return replace(one, verdict=Verdict.TWICE, said=said)


def _target(book: Book) -> Target | None:
    """The month that the hidden sheet names; None where there is none, or it names no month."""
    facts = template_facts(book) or {}
    year, month = facts.get("year", ""), facts.get("month", "")
    if not all(text.isascii() and text.isdecimal() and len(text) <= 4 for text in (year, month)):
        return None
    if not 1 <= int(month) <= 12:
        return None
    return Target(facts.get("place", ""), int(year), int(month))


def _may(actor: Actor, place: str) -> bool:
    """Whether the actor may hand in for the place; where not, the attempt is noted."""
    if place not in PLACES:
        return False
    allowed = may(actor, "submit", place)
    if not allowed:
        refused(actor, "submit", place)
    return allowed


def _unknown() -> str:
    return _(
        "The workbook does not say whose it is. Only a template that was downloaded here is recognised among others;"
        " send any other on the office's page of the monthly report."
    )


def _foreign() -> str:
    return _("You may not hand in for this place.")
