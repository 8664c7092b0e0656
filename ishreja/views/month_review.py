"""One month as the region looks it through: what is new or changed, what deviates, what was doubtful or noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ishreja.access import Actor, may, require
from ishreja.access.actors import opens_months, sees_all
from ishreja.domain.month import Change, MonthEntry, MonthForm, MonthFormRow, MonthProblem
from ishreja.domain.periods import as_of
from ishreja.domain.plan import Severity
from ishreja.domain.progress import RowState, row_states
from ishreja.domain.round import MonthStep, Stage, Step, last_of, submitters
from ishreja.intake.month_checks import checked
from ishreja.reporting import month_form
from ishreja.reporting.month_now import MonthNow, month_now
from ishreja.storage import figures, plans, settings, submissions
from ishreja.storage.store import Store
from ishreja.views.rows_due import RowsDue
from ishreja.views.seen import accepted_only, ledger_upto, limits
from ishreja.views.standing import is_owed


class Missing(StrEnum):
    """Why there is no report to look through."""

    NOT_HANDED_IN = "not handed in"
    NOT_ACCEPTED = "not accepted"  # and accepted months alone are seen


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A row of the month: its figure, the one that was accepted before, and the one that was given back.

    A computed row has what it comes to as its figure, and nothing to compare it with: its children are compared.
    change is against what was accepted before. comment is what was said at the row when the month was given back
    last. state is the row's standing at the month's end.
    """

    row: MonthFormRow
    value: Decimal | None
    accepted: Decimal | None
    returned: Decimal | None
    change: Change
    comment: str | None
    state: RowState


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the rules still say of a figure, and the answer that was given to it ("" for none)."""

    problem: MonthProblem
    answer: str


@dataclass(frozen=True, slots=True)
class MonthReview:
    """A month that was handed in, in the plan's order.

    was_accepted and was_returned say whether there is something to compare with. own says that the actor handed it in
    or withdrew a figure of it, and so may not accept it. given_back is the last return, granted request included.
    """

    now: MonthNow
    form: MonthForm
    lines: tuple[ReviewLine, ...]
    doubts: tuple[Doubt, ...]
    was_accepted: bool
    was_returned: bool
    given_back: MonthStep | None
    own: bool
    may_accept: bool
    may_return: bool
    may_grant: bool

    def count(self, change: Change) -> int:
        """How many of the reported rows changed so."""
        return sum(line.change is change for line in self.reported)

    @property
    def due(self) -> RowsDue:
        """How many rows the report owes, and how many of them are blank."""
        month = self.now.month
        owed = [month in line.state.months for line in self.lines if is_owed(line.state, month)]
        return RowsDue(len(owed), len(owed) - sum(owed))

    @property
    def reported(self) -> tuple[ReviewLine, ...]:
        """The rows that the office reports: all but the computed ones."""
        return tuple(line for line in self.lines if not line.row.computed)


def month_review(store: Store, actor: Actor, place: str, year: int, month: int, today: date) -> MonthReview | Missing:
    """The month as it was last handed in, to those who decide on it and to the office itself.

    To others above, where they see accepted months alone, as it was last accepted. Else why there is no such
    thing; without a plan nothing was handed in. Raises NotAllowed.
    """
    require(actor, "see", place)
    now = month_now(store, place, year, month, today)
    edition = plans.edition_for(store, place, year, month)
    if edition is None or last_of(now.steps, Step.SUBMIT) is None:
        return Missing.NOT_HANDED_IN
    decides = sees_all(actor, place) or may(actor, "accept", place)
    restricted = not decides and accepted_only(store, place)
    upto = limits(store, place, year, accepted_only=restricted)
    if month not in dict(upto):
        return Missing.NOT_ACCEPTED
    ledger = ledger_upto(store, place, year, upto)
    form = month_form(store, actor, place, year, month, upto)
    thresholds = settings.settings(store, place).thresholds
    judged = row_states(
        plans.rows(store, edition.edition_id), ledger.figures, as_of(year, month, today), month, year, thresholds
    )
    states = {state.row.row_id: state for state in judged}
    accepted = _accepted_before(now)
    given_back = None if restricted else last_of(now.steps, Step.RETURN, Step.GRANT)
    before = _at(store, now, accepted)
    returned = _at(store, now, given_back)
    comments = given_back.comments if given_back else {}
    return MonthReview(
        now=now,
        form=form,
        lines=tuple(
            _line(row, month, before, returned, comments, states[row.row_id])
            for row in form.rows
            if row.row_id in states
        ),
        doubts=_doubts(store, form),
        was_accepted=accepted is not None,
        was_returned=given_back is not None,
        given_back=given_back,
        own=is_own(actor, now),
        may_accept=may(actor, "accept", place, now.state),
        may_return=may(actor, "return", place, now.state),
        may_grant=opens_months(actor, place) and now.state.asked,
    )


def is_own(actor: Actor, now: MonthNow) -> bool:
    """Whether the actor handed the month in, or withdrew a figure of it, and so may not accept it."""
    hand = ("account", actor.account) if actor.account is not None else (actor.name, actor.role)
    return hand in submitters(now.steps) and not now.settings.self_acceptance


def _accepted_before(now: MonthNow) -> MonthStep | None:
    """The acceptance that the month is compared with: the last one, or of an accepted month the one before it."""
    accepted = [one for one in now.steps if one.step is Step.ACCEPT]
    if now.state.stage is Stage.ACCEPTED:
        accepted = accepted[:-1]
    return accepted[-1] if accepted else None


def _at(store: Store, now: MonthNow, step: MonthStep | None) -> Mapping[int, Decimal]:
    """The month's figures as they stood at a step; none where there was no such step."""
    if step is None:
        return {}
    return figures.month_at(store, now.place, now.year, now.month, step.figure_sequence)


def _line(
    row: MonthFormRow,
    month: int,
    accepted: Mapping[int, Decimal],
    returned: Mapping[int, Decimal],
    comments: Mapping[int, str],
    state: RowState,
) -> ReviewLine:
    if row.computed:
        return ReviewLine(row, state.months.get(month), None, None, Change.SAME, comments.get(row.row_id), state)
    value, before = row.months.get(month), accepted.get(row.row_id)
    change = Change.SAME
    if value is None:
        change = Change.BLANK if before is None else Change.CHANGED
    elif value != before:
        change = Change.NEW if before is None else Change.CHANGED
    return ReviewLine(row, value, before, returned.get(row.row_id), change, comments.get(row.row_id), state)


def _doubts(store: Store, form: MonthForm) -> tuple[Doubt, ...]:
    """The questions that the rules ask of the month's figures, with the answers given when they were handed in."""
    entries = [
        MonthEntry(row.row_id, row.months[form.month], row.note, row.reason)
        for row in form.typed_rows()
        if form.month in row.months
    ]
    without = replace(
        form,
        rows=tuple(
            replace(row, months={each: value for each, value in row.months.items() if each != form.month})
            for row in form.rows
        ),
    )
    answers = {
        key: answer
        for one in submissions.submissions(store, form.place, form.year)
        if one.month == form.month
        for key, answer in one.answers.items()
    }
    return tuple(
        Doubt(problem, answers.get(problem.key, ""))
        for problem in checked(without, entries).problems
        if problem.severity is not Severity.NOTE
    )


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A row whose figure is another than the one that was accepted; None is blank."""

    row: MonthFormRow
    before: Decimal | None
    after: Decimal | None


def changed_since_accepted(store: Store, now: MonthNow, form: MonthForm) -> tuple[ChangedFigure, ...]:
    """Old and new of every row that changed since the month was last accepted, in the plan's order."""
    accepted = last_of(now.steps, Step.ACCEPT)
    if accepted is None:
        return ()
    before = _at(store, now, accepted)
    return tuple(
        ChangedFigure(row, before.get(row.row_id), row.months.get(form.month))
        for row in form.typed_rows()
        if before.get(row.row_id) != row.months.get(form.month)
    )
