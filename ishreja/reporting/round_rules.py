"""The round's rules for the places below: its settings, and exceptions to the lock day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date

from ishreja.access import Actor, require
from ishreja.access.sessions import acting
from ishreja.domain.periods import local_day
from ishreja.domain.places import children
from ishreja.domain.round import RoundSettings
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.reporting.reviewing import LONGEST, refuse_own_place
from ishreja.storage import audit, month_exceptions, round_settings
from ishreja.storage.store import Store
from ishreja.storage.values import as_json


def grant_exception(
    store: Store, actor: Actor, places: Collection[str], year: int, month: int, until: date, reason: str
) -> None:
    """Keep a month of these places open until a day, that day included; all of them or none.

    It opens the month again where the lock day is over; the due day, and so what counts as late, stays. A later
    exception replaces an earlier one. Raises NotAllowed, UserError without places or a reason, for a day gone by or
    a month that is none.
    """
    if not places:
        raise UserError(_("Choose at least one place."))
    if not 1 <= month <= 12:
        raise UserError(_("There is no month {month}.").format(month=month))
    if not reason.strip():
        raise UserError(_("Say why the exception is granted."))
    with acting(store, actor) as tx:
        for place in sorted(set(places)):
            require(actor, "grant", place)
            refuse_own_place(actor, place)
        if until < local_day(tx.at):
            raise UserError(_("The last day of an exception cannot lie in the past."))
        before = month_exceptions.current(store, places, year)
        for place in sorted(set(places)):
            known = before.get((place, month))
            month_exceptions.grant(tx, place, year, month, until, reason.strip()[:LONGEST], actor.name)
            event = audit.Event(
                actor.name,
                actor.role,
                "grant exception",
                place,
                year,
                f"month {month}",
                known.until.isoformat() if known else None,
                until.isoformat(),
                reason.strip()[:LONGEST],
            )
            audit.record(tx, event)


def change_round_settings(store: Store, actor: Actor, place: str, chosen: RoundSettings) -> None:
    """Set the round's rules for the places directly below; they hold for months gone by too.

    Raises NotAllowed, UserError where the values make no sense or there is no place below.
    """
    with acting(store, actor) as tx:
        for action in ("change", "grant"):  # an office changes its own settings; these rule over others
            require(actor, action, place)
        if not children(place):
            raise UserError(_("There are no places below this one."))
        if not chosen.sound:
            raise UserError(
                _("Set a due day and a lock day between 1 and 28, the lock day not before the due day, and at most 60"
                  " days for mending.")
            )  # fmt: skip
        before = round_settings.settings(store, place)
        old, new = asdict(before), asdict(chosen)
        changed = {name: value for name, value in new.items() if value != old[name]}
        if not changed:
            return
        round_settings.save(tx, place, changed, actor.name)
        event = audit.Event(
            actor.name,
            actor.role,
            "round settings",
            place,
            None,
            "round settings",
            as_json({name: old[name] for name in changed}),
            as_json(changed),
        )
        audit.record(tx, event)
