"""Small acts on a month or a deadline: drafts kept, a figure withdrawn, a due day marked as handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ishreja.access import Actor, require
from ishreja.domain.figures import Figure
from ishreja.errors import UserError
from ishreja.language import _, short_date
from ishreja.storage import audit, drafts, figures, handed_in, plans
from ishreja.storage.drafts import Draft
from ishreja.storage.store import Store


def save_draft(store: Store, actor: Actor, place: str, year: int, month: int, touched: Mapping[int, Draft]) -> None:
    """Keep what was typed into rows of the month's form, in place of what was kept for them before.

    Values are kept as typed. Raises NotAllowed, UserError for a row that the plan does not have.
    """
    require(actor, "report", place)
    _known_rows(store, place, year, set(touched))
    with store.transaction() as tx:
        drafts.save(tx, place, year, month, touched, actor.name)


def drafts_of(store: Store, actor: Actor, place: str, year: int, month: int) -> dict[int, Draft]:
    """Row id to what was typed and not yet submitted."""
    require(actor, "see", place)
    return drafts.drafts(store, place, year, month)


def clear_draft(store: Store, actor: Actor, place: str, year: int, month: int) -> None:
    """Drop the month's draft."""
    require(actor, "report", place)
    with store.transaction() as tx:
        drafts.clear(tx, place, year, month)


def withdraw(store: Store, actor: Actor, place: str, year: int, row_id: int, month: int, reason: str) -> Figure:
    """Take back a figure entered by mistake: the month is blank again; the ledger's row of it, with the reason.

    Raises NotAllowed, UserError without a reason or where there is no figure.
    """
    require(actor, "submit", place)
    if not reason.strip():
        raise UserError(_("Say why the figure is withdrawn."))
    with store.transaction() as tx:
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
        subject = f"row {row_id}, month {month}"
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

    Raises NotAllowed, UserError for a row that the plan does not have.
    """
    _mark(store, actor, place, year, row_id, due, handed_on, note)


def undo_hand_in(store: Store, actor: Actor, place: str, year: int, row_id: int, due: date) -> None:
    """Take the mark back; raises NotAllowed, UserError where there is none."""
    require(actor, "report", place)
    if (row_id, due) not in handed_in.current(store, place, year):
        raise UserError(_("{day} is not marked as handed in.").format(day=short_date(due)))
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
    require(actor, "report", place)
    _known_rows(store, place, year, {row_id})
    with store.transaction() as tx:
        before = handed_in.current(store, place, year).get((row_id, due))
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


def _known_rows(store: Store, place: str, year: int, asked: set[int]) -> None:
    known = {
        row.row_id for edition in plans.editions(store, place, year) for row in plans.rows(store, edition.edition_id)
    }
    if asked - known:
        raise UserError(_("The plan has no such row."))


def _same_figure(store: Store, place: str, year: int, month: int, row_id: int) -> set[int]:
    """The row, the one that its figure is entered in, and all that repeat that figure."""
    edition = plans.edition_for(store, place, year, month)
    rows = plans.rows(store, edition.edition_id) if edition else ()
    entered_in = next((row.same_as for row in rows if row.row_id == row_id and row.same_as is not None), row_id)
    return {row_id, entered_in, *(row.row_id for row in rows if row.same_as == entered_in)}
