"""The form that a place is asked to fill in for a month."""

from __future__ import annotations

from ishreja.access import Actor, require
from ishreja.domain.month import MonthForm, MonthFormRow
from ishreja.domain.places import PLACES, full_name
from ishreja.domain.plan import AdoptedRow, Kind
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import figures, plans
from ishreja.storage.store import Store


def month_form(
    store: Store, actor: Actor, place: str, year: int, month: int, upto: tuple[tuple[int, int], ...] | None = None
) -> MonthForm:
    """What the place is asked for in the month, with all its current figures of the year.

    upto, where given, are (month, last sequence) of what is to be seen of the ledger, months without one not at all:
    see views.seen. Raises NotAllowed, and UserError where no plan was adopted.
    """
    require(actor, "see", place)
    edition = plans.edition_for(store, place, year, month)
    if edition is None:
        raise UserError(_("No plan for {year} has been adopted. Adopt the plan first.").format(year=year))
    rows = plans.rows(store, edition.edition_id)
    reported = figures.state(store, place, year, upto).figures
    if upto is None:
        entries = figures.current_entries(store, place, year, month)
    else:
        entries = figures.entries_at(store, place, year, month, dict(upto).get(month, 0))
    noted = {entry.row_id: entry for entry in entries}
    parents = {row.parent_id for row in rows}
    return MonthForm(
        place=place,
        place_name=full_name(PLACES[place]) if place in PLACES else place,
        year=year,
        month=month,
        edition=edition.number,
        rows=tuple(
            MonthFormRow(
                row_id=row.row_id,
                parent_id=row.parent_id,
                number=row.row.number,
                name=row.row.name,
                unit=row.row.unit or "",
                kind=row.row.kind,
                target=row.row.target,
                section=row.row.section,
                section_title=row.row.section_title,
                lead=row.row.lead,
                months=reported.get(row.row_id, {}),
                note=noted[row.row_id].note if row.row_id in noted else None,
                reason=noted[row.row_id].reason if row.row_id in noted else None,
                computed=_computed(row, row.row_id in parents),
            )
            for row in rows
        ),
    )


def _computed(row: AdoptedRow, has_children: bool) -> bool:
    return row.same_as is not None or (row.row.kind is Kind.HEADING and has_children)
