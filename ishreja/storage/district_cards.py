"""District cards: every state of them is kept, the latest one holds."""

from __future__ import annotations

from collections.abc import Iterable

from ishreja.domain.district_card import DistrictCard
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, exact


def cards(store: Store, places: Iterable[str], year: int) -> dict[str, DistrictCard]:
    """Place to its card of the year; places without one are absent."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT place, population::DECIMAL(18, 3), staff, holdings::DECIMAL(18, 3), written_off::DECIMAL(18, 3),"
            " opening_days::DECIMAL(18, 3) FROM district_card"
            " WHERE year = ? AND place IN (SELECT unnest(?::VARCHAR[]))"
            " QUALIFY row_number() OVER (PARTITION BY place ORDER BY entry_id DESC) = 1 ORDER BY place",
            [year, list(places)],
        ).fetchall()
    return {str(row[0]): _card(row[1:]) for row in rows}


def card(store: Store, place: str, year: int) -> DistrictCard | None:
    """The place's card of the year."""
    return cards(store, [place], year).get(place)


def save(tx: Transaction, place: str, year: int, new: DistrictCard, who: str) -> None:
    """Add the card's new state."""
    tx.touched.add((__name__, place))
    tx.cursor.execute(
        "INSERT INTO district_card SELECT coalesce(max(entry_id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM district_card",
        [
            place,
            year,
            new.population,
            new.staff,
            new.holdings,
            new.written_off,
            new.opening_days,
            who,
            tx.at,
        ],
    )


def _card(row: Row) -> DistrictCard:
    return DistrictCard(*(None if value is None else exact(value) for value in row))
