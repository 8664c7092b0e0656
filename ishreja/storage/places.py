"""Places that an administrator added to those the product comes with."""

from __future__ import annotations

from ishreja.domain.places import Place
from ishreja.storage.store import Transaction


def save(tx: Transaction, place: Place, who: str) -> None:
    """Add a place whose code is not there yet; Store.know_places makes it known once it is committed."""
    tx.cursor.execute(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", [place.code, place.name, place.kind, place.parent, who, tx.at]
    )
