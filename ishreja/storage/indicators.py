"""A region's catalogue of indicators, and which row of a plan is which; both are only added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ishreja.domain.indicators import Indicator
from ishreja.domain.plan import Kind
from ishreja.storage.store import Cursor, Store, Transaction
from ishreja.storage.values import Row, columns, first, optional, whole

_INDICATOR = """
INSERT INTO indicator SELECT
    unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),
    unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::BOOLEAN[]),
    unnest(?::VARCHAR[]), unnest(?::TIMESTAMP[])
"""

_MATCH = """
INSERT INTO row_indicator SELECT
    unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::INTEGER[]), unnest(?::VARCHAR[]),
    unnest(?::VARCHAR[]), unnest(?::BOOLEAN[]), unnest(?::VARCHAR[]), unnest(?::TIMESTAMP[])
"""

_MATCHES = """
SELECT place, row_id, code, ground, certain, who, made_at FROM row_indicator
WHERE year = ? AND place IN (SELECT unnest(?::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY place, row_id ORDER BY entry_id DESC) = 1
ORDER BY place, row_id
"""

_LEARNED = """
WITH answer AS (
    SELECT place, year, row_id, code FROM row_indicator
    WHERE place IN (SELECT unnest(?::VARCHAR[]))
    QUALIFY row_number() OVER (PARTITION BY place, year, row_id ORDER BY entry_id DESC) = 1
        AND ground = 'answer' AND code IS NOT NULL
)
SELECT DISTINCT answer.code, plan_row.name FROM answer
JOIN plan_edition USING (place, year)
JOIN plan_row ON plan_row.edition_id = plan_edition.edition_id AND plan_row.row_id = answer.row_id
ORDER BY answer.code, plan_row.name
"""


@dataclass(frozen=True, slots=True)
class RowIndicator:
    """What a row is, as it is kept: code is None where it is none, or where that is doubtful (certain is False).

    ground is one of domain.indicator_match.Ground.
    """

    code: str | None
    ground: str
    certain: bool
    who: str = ""
    at: datetime | None = None


def catalogue(store: Store, region: str) -> tuple[Indicator, ...]:
    """The region's indicators in their order, without other wordings; none where none was kept yet."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT code, name, unit, kind, section, parent, sort_order FROM indicator WHERE region = ?"
            " QUALIFY row_number() OVER (PARTITION BY code ORDER BY entry_id DESC) = 1 AND NOT retired"
            " ORDER BY sort_order, code",
            [region],
        ).fetchall()
    return tuple(
        Indicator(
            str(row[0]),
            str(row[1]),
            optional(row[2]),
            Kind(str(row[3])),
            optional(row[4]),
            optional(row[5]),
            order=whole(row[6]),
        )
        for row in rows
    )


def names(store: Store, regions: Iterable[str]) -> dict[str, str]:
    """The names of the regions' indicators by code, also of those that were taken out."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT code, arg_max(name, entry_id) FROM indicator WHERE region IN (SELECT unnest(?::VARCHAR[]))"
            " GROUP BY code",
            [sorted(regions)],
        ).fetchall()
    return {str(code): str(name) for code, name in rows}


def save(tx: Transaction, region: str, indicators: Sequence[Indicator], who: str, *, retired: bool = False) -> None:
    """Add indicators to the region's catalogue, or say of known ones that they are no longer used; at least one."""
    tx.touched.add((__name__, region))
    last = _last(tx.cursor, "indicator")
    table: list[Row] = [
        (
            last + step,
            region,
            one.code,
            one.name,
            one.unit,
            one.kind.value,
            one.section,
            one.parent,
            one.order,
            retired,
            who,
            tx.at,
        )
        for step, one in enumerate(indicators, start=1)
    ]
    tx.cursor.execute(_INDICATOR, columns(table))


def new_code(tx: Transaction, region: str) -> str:
    """A code for an indicator of the region's own, which none had before; no other region has the like."""
    count = first(
        tx.cursor.execute(
            "SELECT count(DISTINCT code) + 1 FROM indicator WHERE region = ? AND starts_with(code, ?)",
            [region, f"{region}-"],
        ).fetchall()
    )
    return f"{region}-{whole(count[0]) if count else 1}"


def matches(store: Store, places: Iterable[str], year: int) -> dict[tuple[str, int], RowIndicator]:
    """(place, row id) to what the row is, of all rows of the places' plans for the year that were ever matched."""
    with store.read() as cursor:
        rows = cursor.execute(_MATCHES, [year, list(places)]).fetchall()
    found: dict[tuple[str, int], RowIndicator] = {}
    for place, row_id, code, ground, certain, who, at in rows:
        assert isinstance(at, datetime)
        found[str(place), whole(row_id)] = RowIndicator(optional(code), str(ground), bool(certain), str(who), at)
    return found


def codes(store: Store, places: Iterable[str], year: int) -> dict[tuple[str, int], str]:
    """(place, row id) to the indicator's code, of the rows that are matched: the only ones to be compared."""
    return {key: match.code for key, match in matches(store, places, year).items() if match.code is not None}


def learned(store: Store, places: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(code, wording) of the rows of the places' plans, of any year, about which somebody said what they are."""
    with store.read() as cursor:
        rows = cursor.execute(_LEARNED, [list(places)]).fetchall()
    return tuple((str(code), str(name)) for code, name in rows)


def record(tx: Transaction, place: str, year: int, found: Mapping[int, RowIndicator], who: str) -> None:
    """Keep what rows are, by row id."""
    if not found:
        return
    tx.touched.add((__name__, place))
    last = _last(tx.cursor, "row_indicator")
    table: list[Row] = [
        (last + step, place, year, row_id, match.code, match.ground, match.certain, who, tx.at)
        for step, (row_id, match) in enumerate(found.items(), start=1)
    ]
    tx.cursor.execute(_MATCH, columns(table))


def _last(cursor: Cursor, table: str) -> int:
    row = first(cursor.execute(f"SELECT coalesce(max(entry_id), 0) FROM {table}").fetchall())  # noqa: S608
    return whole(row[0]) if row else 0
