"""The round's rules for the places below: its settings, and exceptions to the lock day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date

from ishreja.access import Actor, require
from ishreja.access.sessions import acting
from ishreja.domain.periods import local_day
from ishreja.domain.places import PLACES, full_name, holds_places
from ishreja.domain.round import RoundSettings, Stage, lock_date, open_until
from ishreja.errors import UserError
from ishreja.language import _, month_name, official_date, script
from ishreja.reporting.month_now import MonthNow, StateRefused, months_now
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
    a month that is none; StateRefused, with all that stands in the way, where it would change nothing of a month.
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
        known_months = months_now(store, places, year, local_day(tx.at))
        months = [known_months[place, month] for place in sorted(set(places))]
        _refuse_useless(months, until)
        for now in months:
            place, known = now.place, now.exception
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


def _refuse_useless(months: Iterable[MonthNow], until: date) -> None:
    """Raise StateRefused where the exception would change nothing of one of these months: why, and what to do."""
    places: dict[str, list[str]] = {}
    for now in months:
        if why := _useless(now, until):
            places.setdefault(why, []).append(script(full_name(PLACES[now.place])))
    if places:
        raise StateRefused("\n\n".join(f"{', '.join(names)}: {why}" for why, names in places.items()))


def _useless(now: MonthNow, until: date) -> str:
    """Why the exception would change nothing; empty where it opens the month, keeps it open or ends another sooner."""
    named = {"month": month_name(now.month), "year": now.year}
    if now.state.stage is Stage.ACCEPTED:
        said = _("The report of {month} {year} is accepted. Let the office ask for a correction, and grant it.")
        return said.format(**named)
    if now.last_day is None:
        if now.settings.lock_day is None:
            return _("By the rules months are never closed: an exception is not needed.")
        said = _("No report of {month} {year} is expected, so it is never closed: an exception is not needed.")
        return said.format(**named)
    lock = lock_date(now.settings, now.year, now.month)
    if until > now.last_day or now.last_day != open_until(now.steps, now.settings, lock, None):
        return ""
    said = _("{month} {year} is open until {day} without an exception. Choose a later day.")
    return said.format(day=official_date(now.last_day), **named)


def change_round_settings(store: Store, actor: Actor, place: str, chosen: RoundSettings) -> None:
    """Set the round's rules for the places directly below; they hold for months gone by too.

    Raises NotAllowed, UserError where the values make no sense or no place can lie below.
    """
    with acting(store, actor) as tx:
        for action in ("change", "grant"):  # an office changes its own settings; these rule over others
            require(actor, action, place)
        if not holds_places(place):
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
