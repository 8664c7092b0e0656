"""Small acts on a month or a deadline: drafts kept, a figure withdrawn, a due day marked as handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ishreja.access import Actor, fills_in, may, on_behalf, refused, require
from ishreja.access.sessions import acting
from ishreja.domain.figures import Figure
from ishreja.domain.month import Change, MonthEntry, change_of
from ishreja.domain.occurrences import occurrences
from ishreja.domain.round import Stage, Step
from ishreja.errors import UserError
from ishreja.language import _, short_date
from ishreja.reporting.forms import month_form
from ishreja.reporting.month_now import checked
from ishreja.storage import audit, drafts, figures, handed_in, month_steps, plans
from ishreja.storage.drafts import Draft
from ishreja.storage.month_steps import NewStep
from ishreja.storage.store import Store, Transaction


def save_draft(store: Store, actor: Actor, place: str, year: int, month: int, touched: Mapping[int, Draft]) -> None:
    """Keep what was typed into rows of the month's form, in place of what was kept for them before.

    Values are kept as typed. Raises NotAllowed, also for rows of services that the actor does not fill in;
    StateRefused where the month is accepted or closed; UserError for a row that the plan does not have.
    """
    with acting(store, actor) as tx:
        _keep(store, tx, actor, place, year, month, touched)


def draft_entries(
    store: Store, actor: Actor, place: str, year: int, month: int, entries: Sequence[MonthEntry]
) -> tuple[int, int]:
    """Keep the figures of a workbook as a draft, as a member of staff sends them: nothing is submitted.

    Only rows whose figure, note or reason is new are kept. How many were kept, and how many were left out because
    other services fill them in. Raises as save_draft does.
    """
    with acting(store, actor) as tx:
        form = month_form(store, actor, place, year, month)
        rows = {row.row_id: row for row in form.typed_rows()}
        if {entry.row_id for entry in entries} - set(rows):
            raise UserError(_("A figure belongs to no row of the plan. Download the form anew."))
        compared = [(entry, rows[entry.row_id]) for entry in entries]
        new = [(entry, row) for entry, row in compared if change_of(month, row, entry) in (Change.NEW, Change.CHANGED)]
        own = [(entry, row) for entry, row in new if fills_in(actor, row.lead)]
        touched = {
            entry.row_id: Draft(_typed(entry), entry.note or row.note, entry.reason or row.reason) for entry, row in own
        }
        _keep(store, tx, actor, place, year, month, touched)
    return len(own), len(new) - len(own)


def _keep(
    store: Store, tx: Transaction, actor: Actor, place: str, year: int, month: int, touched: Mapping[int, Draft]
) -> None:
    checked(store, tx, actor, "report", Step.SUBMIT, place, year, month)
    _own_rows(store, actor, place, year, set(touched))
    drafts.save(tx, place, year, month, touched, actor.name)


def _typed(entry: MonthEntry) -> str | None:
    return None if entry.value is None else f"{entry.value.normalize():f}".replace(".", ",")


def drafts_of(store: Store, actor: Actor, place: str, year: int, month: int) -> dict[int, Draft]:
    """Row id to what was typed and not yet submitted, for those who may report there; to all others nothing is shown.

    Raises NotAllowed where the actor may not see the place.
    """
    require(actor, "see", place)
    return drafts.drafts(store, place, year, month) if may(actor, "report", place) else {}


def clear_draft(store: Store, actor: Actor, place: str, year: int, month: int) -> None:
    """Drop the month's draft, of the rows that the actor fills in."""
    with acting(store, actor) as tx:
        checked(store, tx, actor, "report", Step.SUBMIT, place, year, month)
        leads = _leads(store, place, year)
        held = drafts.drafts(store, place, year, month)
        drafts.drop(tx, place, year, month, [row_id for row_id in held if fills_in(actor, leads.get(row_id))])


def withdraw(store: Store, actor: Actor, place: str, year: int, row_id: int, month: int, reason: str) -> Figure:
    """Take back a figure entered by mistake: the month is blank again; the ledger's row of it, with the reason.

    A month that was handed in counts as handed in anew; a returned one keeps in its steps whose hand it was: whoever
    changes a report does not accept it. Raises NotAllowed, StateRefused where the month is accepted or closed,
    UserError without a reason or where there is no figure.
    """
    require(actor, "submit", place)
    if not reason.strip():
        raise UserError(_("Say why the figure is withdrawn."))
    with acting(store, actor) as tx:
        now = checked(store, tx, actor, "submit", Step.SUBMIT, place, year, month)
        same = _same_figure(store, place, year, month, row_id)
        standing = [figure for figure in figures.current_entries(store, place, year, month) if figure.row_id in same]
        before = next((figure for figure in standing if figure.row_id == row_id), None)
        if before is None:
            raise UserError(_("There is no figure to withdraw."))
        taken_back = [
            Figure(
                figure.row_id,
                month,
                None,
                reason=reason.strip(),
                source="withdrawal",
                who=actor.name,
                withdrawn=True,
            )
            for figure in standing
        ]
        written = figures.append(tx, place, year, taken_back)
        for_place = on_behalf(actor, place)
        step = NewStep(
            Step.SUBMIT if now.state.stage is Stage.SUBMITTED else Step.WITHDRAW,
            actor.name,
            actor.role,
            actor.account,
            reason.strip(),
            on_behalf=for_place,
        )
        month_steps.record(tx, place, year, month, step)
        subject = f"row {row_id}, month {month}{', on behalf of the place' if for_place else ''}"
        audit.record(
            tx,
            audit.Event(
                actor.name, actor.role, "withdraw", place, year, subject, str(before.value), None, reason.strip()
            ),
        )
    return next(figure for figure in written if figure.row_id == row_id)


def hand_in(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    row_id: int,
    due: date,
    handed_on: date,
    note: str | None = None,
) -> None:
    """Mark what was due on a day as handed in; marking it again corrects the day and the note.

    Raises NotAllowed, StateRefused where the month that was due is accepted or closed, UserError for a row that the
    plan does not have.
    """
    _mark(store, actor, place, year, row_id, due, handed_on, note)


def undo_hand_in(store: Store, actor: Actor, place: str, year: int, row_id: int, due: date) -> None:
    """Take the mark back; raises as hand_in does, and UserError where there is none."""
    _mark(store, actor, place, year, row_id, due, None, None)


def _mark(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    row_id: int,
    due: date,
    handed_on: date | None,
    note: str | None,
) -> None:
    with acting(store, actor) as tx:
        checked(store, tx, actor, "report", Step.SUBMIT, place, year, _month_of(store, place, year, row_id, due))
        _own_rows(store, actor, place, year, {row_id})
        before = handed_in.current(store, place, year).get((row_id, due))
        if handed_on is None and before is None:
            raise UserError(_("{day} is not marked as handed in.").format(day=short_date(due)))
        handed_in.append(tx, place, year, row_id, due, handed_on, note, actor.name)
        audit.record(
            tx,
            audit.Event(
                actor.name,
                actor.role,
                "hand in" if handed_on else "undo hand in",
                place,
                year,
                f"row {row_id}, due {due.isoformat()}",
                before.handed_on.isoformat() if before else None,
                handed_on.isoformat() if handed_on else None,
                note,
            ),
        )


def _own_rows(store: Store, actor: Actor, place: str, year: int, asked: set[int]) -> None:
    """Raise UserError for a row that the plan does not have, NotAllowed for one that the actor does not fill in."""
    leads = _leads(store, place, year)
    if asked - set(leads):
        raise UserError(_("The plan has no such row."))
    if not all(fills_in(actor, leads[row_id]) for row_id in asked):
        raise refused(actor, "report", place, _("Another service fills this row in."))


def _leads(store: Store, place: str, year: int) -> dict[int, str | None]:
    """Row id to the service that reports it, by the newest edition that has the row."""
    return {
        row.row_id: row.row.lead
        for edition in plans.editions(store, place, year)
        for row in plans.rows(store, edition.edition_id)
    }


def _month_of(store: Store, place: str, year: int, row_id: int, due: date) -> int:
    """The month whose report a due day belongs to: the last that it covers, else the one that it falls in."""
    for edition in reversed(plans.editions(store, place, year)):
        for one in occurrences(plans.rows(store, edition.edition_id), year):
            if one.key == (row_id, due):
                return one.last_month
    return due.month if due.year == year else 12


def _same_figure(store: Store, place: str, year: int, month: int, row_id: int) -> set[int]:
    """The row, the one that its figure is entered in, and all that repeat that figure."""
    edition = plans.edition_for(store, place, year, month)
    rows = plans.rows(store, edition.edition_id) if edition else ()
    entered_in = next((row.same_as for row in rows if row.row_id == row_id and row.same_as is not None), row_id)
    return {row_id, entered_in, *(row.row_id for row in rows if row.same_as == entered_in)}
