"""What a place has set for itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal

from ishreja.domain.status import DEFAULT, Thresholds
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import as_json


@dataclass(frozen=True, slots=True)
class Settings:
    """A place's settings.

    on_plan and watch are the shares of the plan to date from which a row counts as on plan and as to be watched.
    working_week is 5 or 6 days. Decrees may make a working day a rest day and the reverse. service_names maps
    names as the district writes them to service codes. plan_source spreads targets over the year by the
    deadline's "window" or by the district's own "last_year".
    """

    on_plan: Decimal = DEFAULT.on_plan
    watch: Decimal = DEFAULT.watch
    working_week: int = 5
    extra_rest_days: frozenset[date] = frozenset()
    extra_work_days: frozenset[date] = frozenset()
    service_names: Mapping[str, str] = field(default_factory=dict)
    plan_source: str = "window"

    @property
    def thresholds(self) -> Thresholds:
        """on_plan and watch, as the domain takes them."""
        return Thresholds(self.on_plan, self.watch)


def settings(store: Store, place: str) -> Settings:
    """The place's settings; what it never set has its default."""
    with store.read() as cursor:
        rows = cursor.execute("SELECT name, value FROM setting WHERE place = ?", [place]).fetchall()
    known = {str(name): json.loads(value) for name, value in rows}
    base = Settings()
    return Settings(
        on_plan=Decimal(known.get("on_plan", str(base.on_plan))),
        watch=Decimal(known.get("watch", str(base.watch))),
        working_week=int(known.get("working_week", base.working_week)),
        extra_rest_days=frozenset(map(date.fromisoformat, known.get("extra_rest_days", ()))),
        extra_work_days=frozenset(map(date.fromisoformat, known.get("extra_work_days", ()))),
        service_names=dict(known.get("service_names", {})),
        plan_source=str(known.get("plan_source", base.plan_source)),
    )


def as_texts(chosen: Settings) -> dict[str, str]:
    """Name to JSON, as stored and as audited."""
    return {field.name: as_json(_plain(getattr(chosen, field.name))) for field in fields(chosen)}


def save(tx: Transaction, place: str, chosen: Settings) -> None:
    """Replace the place's settings."""
    tx.touched.add((__name__, place))
    tx.cursor.execute("DELETE FROM setting WHERE place = ?", [place])
    for name, value in as_texts(chosen).items():
        tx.cursor.execute("INSERT INTO setting VALUES (?, ?, ?)", [place, name, value])


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(day.isoformat() for day in value)
    return dict(value) if isinstance(value, Mapping) else value
