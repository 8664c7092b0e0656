"""What a region says about its catalogue of indicators: which row is which, what is added, what is taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ishreja.access import Actor, require
from ishreja.access.sessions import acting
from ishreja.domain.indicators import Indicator, catalogue_of
from ishreja.domain.plan import AdoptedRow
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.planning.matching import NO_INDICATOR, newest_rows, rematch_places, seeded, shown
from ishreja.storage import audit, indicators, plans
from ishreja.storage.indicators import RowIndicator
from ishreja.storage.store import Store
from ishreja.storage.values import as_json


def confirm_indicator(
    store: Store, actor: Actor, region: str, place: str, year: int, row_id: int, code: str | None
) -> None:
    """Say which of the region's indicators a row is, or that it is none; rows worded alike elsewhere follow.

    Raises NotAllowed, and UserError for an unknown row or indicator, or one that another row of the plan already is.
    """
    with acting(store, actor) as tx:
        row = _row(store, actor, region, place, year, row_id)
        catalogue = seeded(store, tx, actor, region)
        chosen = next((one for one in catalogue if one.code == code), None)
        if code is not None and chosen is None:
            raise UserError(_("The catalogue has no such indicator."))
        kept = indicators.matches(store, [place], year)
        current = {one.row_id: one for one in newest_rows(store, place, year)}
        taken = next(
            (
                current[at]
                for (_place, at), found in kept.items()
                if code is not None and found.code == code and at != row_id and at in current
            ),
            None,
        )
        if taken is not None:
            raise UserError(
                _("Row {row} of this plan is that indicator already. Correct that row first.").format(
                    row=taken.row.number or taken.row.name
                )
            )
        said = audit.Event(
            actor.name,
            actor.role,
            "indicator",
            place,
            year,
            f"row {row_id}",
            before=shown(kept.get((place, row_id))),
            after=code or NO_INDICATOR,
        )
        audit.record(tx, said)
        taught = tuple(
            replace(one, wordings=(*one.wordings, row.row.name)) if one.code == code else one for one in catalogue
        )
        rematch_places(store, tx, actor, region, year, taught, {(place, row_id): code})


def add_indicator(store: Store, actor: Actor, region: str, place: str, year: int, row_id: int) -> Indicator:
    """Make a row that is none of the indicators one of them; rows worded alike elsewhere follow.

    Raises NotAllowed, UserError for a row that is unknown, matched, or stands under one that is no indicator.
    """
    with acting(store, actor) as tx:
        row = _row(store, actor, region, place, year, row_id)
        catalogue = seeded(store, tx, actor, region)
        kept = indicators.matches(store, [place], year)
        found = kept.get((place, row_id))
        if found is not None and found.code is not None:
            raise UserError(_("This row is an indicator of the catalogue already."))
        above = kept.get((place, row.parent_id)) if row.parent_id is not None else None
        if row.parent_id is not None and (above is None or above.code is None):
            raise UserError(_("The row above this one is no indicator yet. Add that one first."))
        new = Indicator(
            indicators.new_code(tx, region),
            row.row.name,
            row.row.unit,
            row.row.kind,
            row.row.section,
            above.code if above else None,
            order=_order(store, place, year, row_id, catalogue, kept),
        )
        indicators.save(tx, region, [new], actor.name)
        said = audit.Event(
            actor.name, actor.role, "add indicator", region, year, new.code, after=as_json([new.name, new.unit])
        )
        audit.record(tx, said)
        grown = tuple(sorted((*catalogue, new), key=lambda one: (one.order, one.code)))
        rematch_places(store, tx, actor, region, year, grown, {(place, row_id): new.code})
    return new


def retire_indicator(store: Store, actor: Actor, region: str, code: str) -> None:
    """Take an indicator that the region added out of its catalogue; the plans of all years are matched anew.

    Raises NotAllowed, UserError for one that is unknown, of the template, or above another.
    """
    require(actor, "change", region)
    with acting(store, actor) as tx:
        catalogue = seeded(store, tx, actor, region)
        gone = next((one for one in catalogue if one.code == code), None)
        if gone is None or not code.startswith(f"{region}-"):
            raise UserError(_("Only an indicator that the region added can be taken out."))
        if any(one.parent == code for one in catalogue):
            raise UserError(_("Other indicators stand under this one. Take those out first."))
        indicators.save(tx, region, [gone], actor.name, retired=True)
        audit.record(tx, audit.Event(actor.name, actor.role, "retire indicator", region, None, code, before=gone.name))
        left = tuple(one for one in catalogue if one.code != code)
        for year in sorted({year for place, year in plans.plans(store) if catalogue_of(place) == region}):
            rematch_places(store, tx, actor, region, year, left, {})


def rematch(store: Store, actor: Actor, region: str, year: int) -> None:
    """Match all plans of the region for the year anew; what somebody answered stays. Raises NotAllowed."""
    require(actor, "change", region)
    with acting(store, actor) as tx:
        rematch_places(store, tx, actor, region, year, seeded(store, tx, actor, region), {})


def _row(store: Store, actor: Actor, region: str, place: str, year: int, row_id: int) -> AdoptedRow:
    """The row of the newest edition of a place under the region. Raises NotAllowed, UserError where there is none."""
    require(actor, "change", region)
    require(actor, "see", place)
    row = next((one for one in newest_rows(store, place, year) if one.row_id == row_id), None)
    if row is None or catalogue_of(place) != region:
        raise UserError(_("The plan has no such row."))
    return row


def _order(
    store: Store,
    place: str,
    year: int,
    row_id: int,
    catalogue: Sequence[Indicator],
    kept: Mapping[tuple[str, int], RowIndicator],
) -> int:
    """The order right after the indicator of the nearest row before; 1 where there is none."""
    orders = {one.code: one.order for one in catalogue}
    order = 0
    for row in newest_rows(store, place, year):
        if row.row_id == row_id:
            break
        found = kept.get((place, row.row_id))
        order = orders.get(found.code or "", order) if found else order
    return order + 1
