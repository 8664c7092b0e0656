"""The district's card, filled in by the office or by its region."""

from __future__ import annotations

from dataclasses import asdict, fields
from decimal import Decimal

from ishreja.access import Actor, require
from ishreja.access.sessions import acting
from ishreja.domain.district_card import DistrictCard
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import audit, district_cards
from ishreja.storage.store import Store
from ishreja.storage.values import as_json

DAYS = 366
LARGEST = 10**9
HALVES = ("staff",)


def save_card(store: Store, actor: Actor, place: str, year: int, card: DistrictCard) -> None:
    """Keep the card where it changed, with its audit row.

    Whoever may hand in the place's reports may do it. Raises NotAllowed, UserError where a number makes no sense.
    """
    require(actor, "submit", place)
    for field in fields(card):
        value: Decimal | None = getattr(card, field.name)
        if value is not None and not (0 <= value < LARGEST and (field.name in HALVES or value == int(value))):
            raise UserError(_("Enter whole numbers from 0; only the posts may have a fraction."))
    if card.opening_days is not None and card.opening_days > DAYS:
        raise UserError(_("A year has no more than 366 days."))
    with acting(store, actor) as tx:
        before = district_cards.card(store, place, year)
        if before == card:
            return
        district_cards.save(tx, place, year, card, actor.name)
        event = audit.Event(
            actor.name, actor.role, "district card", place, year, "district card", _said(before), _said(card)
        )
        audit.record(tx, event)


def _said(card: DistrictCard | None) -> str | None:
    if card is None:
        return None
    return as_json({name: None if value is None else str(value) for name, value in asdict(card).items()})
