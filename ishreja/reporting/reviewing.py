"""What the place above does with a month that was handed in, and the way to a correction after acceptance."""

from __future__ import annotations

from collections.abc import Mapping

from ishreja.access import Actor, refused, require
from ishreja.access.actors import of_office
from ishreja.access.sessions import acting
from ishreja.domain.round import Step, submitters
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.reporting.month_now import MonthNow, StateRefused, checked
from ishreja.storage import audit, month_steps, plans, return_drafts
from ishreja.storage.month_steps import NewStep
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import as_json

LONGEST = 2000
NO_ACCOUNT = 0
"""Whose drafts those of the command line and the demo's own hand are: accounts count from 1."""


def accept(store: Store, actor: Actor, place: str, year: int, month: int, *, seen: int | None) -> None:
    """Accept the month, which locks it.

    seen is the version (MonthNow.version) that the actor looked at, None for whatever stands. Who handed figures in
    or withdrew one since the last acceptance may not accept them, unless the place above allows it to one person; then
    it is marked. Raises NotAllowed, and StateRefused, also where the month has changed since it was seen.
    """
    with acting(store, actor) as tx:
        now = checked(store, tx, actor, "accept", Step.ACCEPT, place, year, month)
        refuse_unseen(now, seen)
        own = _hand(actor) in submitters(now.steps)
        if own and not now.settings.self_acceptance:
            raise StateRefused(
                _("You handed figures of this report in or withdrew one: somebody else has to accept it.")
            )
        _take(tx, now, actor, "accept", NewStep(Step.ACCEPT, actor.name, actor.role, actor.account, by_submitter=own))


def return_month(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    month: int,
    reason: str,
    comments: Mapping[int, str] | None = None,
    *,
    seen: int | None,
) -> None:
    """Give the month back for mending, accepted or not; seen as for accept.

    comments say by row id what is to be mended there; empty ones are dropped. The actor's draft of it is dropped too.
    Raises NotAllowed, StateRefused, and UserError without a reason or for a row that the plan does not have.
    """
    said = {row_id: text.strip()[:LONGEST] for row_id, text in (comments or {}).items() if text.strip()}
    with acting(store, actor) as tx:
        now = checked(store, tx, actor, "return", Step.RETURN, place, year, month)
        refuse_unseen(now, seen)
        why = _reason(reason, _("Say why the report is returned."))
        if set(said) - known_rows(store, place, year):
            raise UserError(_("The plan has no such row."))
        _take(tx, now, actor, "return", NewStep(Step.RETURN, actor.name, actor.role, actor.account, why, said))
        return_drafts.clear(tx, actor.account or NO_ACCOUNT, place, year, month)


def ask_correction(store: Store, actor: Actor, place: str, year: int, month: int, reason: str) -> None:
    """Ask that an accepted month be opened again. Raises NotAllowed, StateRefused, UserError without a reason."""
    with acting(store, actor) as tx:
        now = checked(store, tx, actor, "ask", Step.ASK, place, year, month)
        why = _reason(reason, _("Say what is to be corrected and why."))
        _take(tx, now, actor, "ask correction", NewStep(Step.ASK, actor.name, actor.role, actor.account, why))


def grant_correction(
    store: Store, actor: Actor, place: str, year: int, month: int, reason: str = "", *, seen: int | None
) -> None:
    """Open an accepted month again, as was asked; a word to it may be added. Raises NotAllowed, StateRefused."""
    with acting(store, actor) as tx:
        now = _answerable(store, tx, actor, Step.GRANT, place, year, month, seen)
        new = NewStep(Step.GRANT, actor.name, actor.role, actor.account, reason.strip()[:LONGEST] or None)
        _take(tx, now, actor, "grant correction", new)


def refuse_correction(
    store: Store, actor: Actor, place: str, year: int, month: int, reason: str, *, seen: int | None
) -> None:
    """Leave an accepted month locked though a correction was asked for.

    Raises NotAllowed, StateRefused, UserError without a reason.
    """
    with acting(store, actor) as tx:
        now = _answerable(store, tx, actor, Step.REFUSE, place, year, month, seen)
        why = _reason(reason, _("Say why the correction is refused."))
        _take(tx, now, actor, "refuse correction", NewStep(Step.REFUSE, actor.name, actor.role, actor.account, why))


def known_rows(store: Store, place: str, year: int) -> set[int]:
    """The ids of all rows that an edition of the place's year has."""
    return {
        row.row_id for edition in plans.editions(store, place, year) for row in plans.rows(store, edition.edition_id)
    }


def _answerable(
    store: Store, tx: Transaction, actor: Actor, step: Step, place: str, year: int, month: int, seen: int | None
) -> MonthNow:
    require(actor, "grant", place)
    refuse_own_place(actor, place)
    now = checked(store, tx, actor, "grant", step, place, year, month)
    refuse_unseen(now, seen)
    return now


def refuse_own_place(actor: Actor, place: str) -> None:
    """Raise NotAllowed where the actor would open a month of the very place that he or she acts for."""
    if of_office(actor, place):
        raise refused(actor, "grant", place, _("Your own place's months are opened by the place above it."))


def refuse_unseen(now: MonthNow, seen: int | None) -> None:
    """Raise StateRefused where the month has changed since this version of it was seen; None is any."""
    if seen is not None and seen != now.version:
        raise StateRefused(_("The report has changed since you opened it. Look at it again, then decide."))


def _reason(text: str, missing: str) -> str:
    if not text.strip():
        raise UserError(missing)
    return text.strip()[:LONGEST]


def _hand(actor: Actor) -> tuple[object, ...]:
    return ("account", actor.account) if actor.account is not None else (actor.name, actor.role)


def _take(tx: Transaction, now: MonthNow, actor: Actor, action: str, new: NewStep) -> None:
    """Record the step and its audit row."""
    month_steps.record(tx, now.place, now.year, now.month, new)
    after = {"step": new.step.value}
    if new.comments:
        after["comments"] = as_json({str(row_id): text for row_id, text in new.comments.items()})
    if new.by_submitter:
        after["by_submitter"] = "yes"
    event = audit.Event(
        actor.name,
        actor.role,
        action,
        now.place,
        now.year,
        f"month {now.month}",
        now.state.stage.value,
        as_json(after),
        new.reason,
    )
    audit.record(tx, event)
