"""Figures typed for a month and not submitted yet, which the office may have counted on its own screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ishreja.access import Actor, require
from ishreja.access.actors import types_drafts
from ishreja.domain.figures import Months
from ishreja.domain.numbers import NumberRefused
from ishreja.domain.plan import AdoptedRow, Kind
from ishreja.storage import drafts
from ishreja.storage.store import Store
from ishreja.views.month_reading import typed_figure


@dataclass(frozen=True, slots=True)
class Drafted:
    """Drafts counted as a month's figures.

    figures are the ledger's with them in place, by row id; count how many differ from the ledger; rows whose figure
    rests on one (a row that repeats it and a heading over it too); unreported those that have no other.
    """

    figures: Mapping[int, Months]
    count: int
    rows: frozenset[int]
    unreported: frozenset[int]


NO_DRAFTS = Drafted({}, 0, frozenset(), frozenset())


def offers_drafts(store: Store, actor: Actor, place: str, year: int, month: int) -> bool:
    """Whether there are drafts of the month, and the actor belongs to the office that types them."""
    return types_drafts(actor, place) and bool(_typed(store, place, year, month))


def count_drafts(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    month: int,
    rows: Sequence[AdoptedRow],
    figures: Mapping[int, Months],
) -> Drafted:
    """The figures with the month's drafts in place of what the ledger has; what cannot be read is left out.

    Raises NotAllowed for anybody but the office itself.
    """
    require(actor, "report", place)
    parents = {row.parent_id for row in rows}
    headings = {row.row_id for row in rows if row.row.kind is Kind.HEADING and row.row_id in parents}
    asked = {row.row_id for row in rows if row.same_as is None} - headings
    changed = {
        row_id: value
        for row_id, value in _typed(store, place, year, month).items()
        if row_id in asked and figures.get(row_id, {}).get(month) != value
    }
    resting = set(changed) | {row.row_id for row in rows if row.same_as in changed}
    resting |= {row.parent_id for row in rows if row.row_id in resting and row.parent_id in headings} - {None}
    return Drafted(
        figures={**figures, **{row_id: _with(figures.get(row_id, {}), month, changed[row_id]) for row_id in changed}},
        count=len(changed),
        rows=frozenset(resting),
        unreported=frozenset(row_id for row_id in resting if month not in figures.get(row_id, {})),
    )


def _with(months: Months, month: int, value: Decimal) -> Months:
    return dict(sorted({**months, month: value}.items()))


def _typed(store: Store, place: str, year: int, month: int) -> dict[int, Decimal]:
    """Row id to the figure that was typed, where one can be read."""
    found = {}
    held = store.keep(
        ("drafts", place, year, month),
        lambda: drafts.drafts(store, place, year, month),
        store.version(drafts.__name__, drafts.version_key(place, year)),
    )
    for row_id, draft in held.items():
        try:
            value = typed_figure(draft.value_text)
        except NumberRefused:
            continue
        if value is not None and value >= 0:
            found[row_id] = value
    return found
