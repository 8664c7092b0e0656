"""What a place sets for itself, and starting with the office's own data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ishreja.access import Actor, require
from ishreja.access.sessions import acting
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import audit, location, settings
from ishreja.storage.settings import Settings
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import as_json


def change_settings(store: Store, actor: Actor, place: str, **changes: object) -> None:
    """Set these of the place's settings (Settings' names) anew; what else it has set stays as it stands by then.

    Raises NotAllowed, UserError where a value makes no sense.
    """
    require(actor, "change", place)
    with acting(store, actor) as tx:
        before = settings.settings(store, place)
        chosen = replace(before, **changes)  # type: ignore[arg-type]
        if chosen.working_week not in (5, 6) or not 0 < chosen.watch <= chosen.on_plan:
            raise UserError(
                _("Set a working week of 5 or 6 days, and a lower threshold that is not above the upper one.")
            )
        if chosen != before:
            write_settings(tx, actor, place, before, chosen)


def write_settings(tx: Transaction, actor: Actor, place: str, before: Settings, chosen: Settings) -> None:
    """Replace what the place has set, inside a transaction whose right was checked, with its audit row."""
    settings.save(tx, place, chosen)
    event = audit.Event(
        actor.name,
        actor.role,
        "settings",
        place,
        None,
        "settings",
        as_json(settings.as_texts(before)),
        as_json(settings.as_texts(chosen)),
    )
    audit.record(tx, event)


def start_own(actor: Actor) -> Path:
    """Make the database of the office's own data, which is opened from then on; the demo file stays as it is.

    An own database that exists is left alone. Its path.
    """
    require(actor, "adopt", actor.place)
    path = location.own_path()
    if not path.exists():
        Store.open(path).close()
    return path
