"""What a place has set for the round of those directly below it: added to, the latest value of each name holds."""

from __future__ import annotations

import json
from dataclasses import asdict

from ishreja.domain.round import RoundSettings
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import as_json, first, whole


def settings(store: Store, place: str) -> RoundSettings:
    """What the place has set for its children; what it never set has its default."""

    def read() -> RoundSettings:
        with store.read() as cursor:
            rows = cursor.execute(
                "SELECT name, arg_max(value, entry_id) FROM round_setting WHERE place = ? GROUP BY name", [place]
            ).fetchall()
        known = {str(name): json.loads(value) for name, value in rows}
        return RoundSettings(**{name: known.get(name, value) for name, value in asdict(RoundSettings()).items()})

    return store.keep(("round settings", place), read, store.version(__name__, place))


def save(tx: Transaction, place: str, changed: dict[str, object], who: str) -> None:
    """Set these names anew; the others stay."""
    tx.touched.add((__name__, place))
    row = first(tx.cursor.execute("SELECT coalesce(max(entry_id), 0) FROM round_setting").fetchall())
    last = whole(row[0]) if row else 0
    for entry_id, (name, value) in enumerate(changed.items(), start=last + 1):
        tx.cursor.execute(
            "INSERT INTO round_setting VALUES (?, ?, ?, ?, ?, ?)", [entry_id, place, name, as_json(value), who, tx.at]
        )
