"""Plans' rows matched with their region's catalogue of indicators, and what is kept of it.

A catalogue starts as the national template; what was said of a wording once holds for all of the region's plans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ishreja.access import Actor
from ishreja.domain.catalogue import wording
from ishreja.domain.indicator_match import Ground, IndicatorMatch, match_indicators
from ishreja.domain.indicators import Indicator, catalogue_of, template
from ishreja.domain.places import within
from ishreja.domain.plan import AdoptedRow
from ishreja.storage import audit, indicators, plans
from ishreja.storage.indicators import RowIndicator
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import as_json

NO_INDICATOR = "none"
"""The answer that a row is none of the catalogue's indicators."""


def indicator_key(index: int) -> str:
    """What the answer to a row with a doubtful indicator is given under; a code, or NO_INDICATOR."""
    return f"indicator:{index}"


def known_indicators(store: Store, region: str) -> tuple[Indicator, ...]:
    """The region's catalogue with every wording that is known of it; before it is first kept, the template."""
    kept = indicators.catalogue(store, region) or template()
    wordings = {one.code: one.wordings for one in template()}
    learned = _learned(store, region)
    return tuple(
        replace(one, wordings=(*wordings.get(one.code, ()), *learned.get(one.code, ())))
        for one in sorted(kept, key=lambda one: (one.order, one.code))
    )


def places_of(region: str) -> tuple[str, ...]:
    """The places whose plans are matched with the region's catalogue, its own first."""
    return tuple(code for code in sorted(within(region)) if catalogue_of(code) == region)


def newest_rows(store: Store, place: str, year: int) -> tuple[AdoptedRow, ...]:
    """The rows of the newest edition; none where there is no plan."""
    known = plans.editions(store, place, year)
    return plans.rows(store, known[-1].edition_id) if known else ()


def match_adopted(
    store: Store,
    tx: Transaction,
    actor: Actor,
    place: str,
    year: int,
    rows: Sequence[AdoptedRow],
    answers: Mapping[str, str],
) -> None:
    """Match the rows of an edition that is being adopted. answers: by indicator_key, of whoever adopts."""
    region = catalogue_of(place)
    said = _answers(answers)
    _match(store, tx, actor, place, year, rows, seeded(store, tx, actor, region), said)


def seeded(store: Store, tx: Transaction, actor: Actor, region: str) -> tuple[Indicator, ...]:
    """The region's catalogue, kept from now on."""
    known = known_indicators(store, region)
    if not indicators.catalogue(store, region):
        indicators.save(tx, region, known, actor.name)
        audit.record(
            tx,
            audit.Event(
                actor.name, actor.role, "indicators", region, None, "catalogue", after=f"template {len(known)}"
            ),
        )
    return known


def rematch_places(
    store: Store,
    tx: Transaction,
    actor: Actor,
    region: str,
    year: int,
    catalogue: Sequence[Indicator],
    said: Mapping[tuple[str, int], str | None],
) -> None:
    """Match all plans of the region anew. said: what was just answered of rows, by place and row id."""
    for place in places_of(region):
        rows = newest_rows(store, place, year)
        here = {index: said[place, row.row_id] for index, row in enumerate(rows) if (place, row.row_id) in said}
        if rows:
            _match(store, tx, actor, place, year, rows, catalogue, here)


def _learned(store: Store, region: str) -> dict[str, tuple[str, ...]]:
    """Code to the wordings that somebody said are it; a wording that was said to be two things is left out."""
    meanings: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for code, name in indicators.learned(store, places_of(region)):
        meanings.setdefault(wording(name), set()).add(code)
        names[wording(name)] = name
    found: dict[str, tuple[str, ...]] = {}
    for said, codes in meanings.items():
        if len(codes) == 1:
            (code,) = codes
            found[code] = (*found.get(code, ()), names[said])
    return found


def _answers(answers: Mapping[str, str]) -> dict[int, str | None]:
    said: dict[int, str | None] = {}
    for name, answer in answers.items():
        kind, _colon, index = name.partition(":")
        if kind == "indicator" and index.isdecimal():
            said[int(index)] = None if answer == NO_INDICATOR else answer
    return said


def _match(
    store: Store,
    tx: Transaction,
    actor: Actor,
    place: str,
    year: int,
    rows: Sequence[AdoptedRow],
    catalogue: Sequence[Indicator],
    said: Mapping[int, str | None],
) -> None:
    """Match a plan's rows and keep what has changed, with an audit row."""
    kept = {row_id: found for (_place, row_id), found in indicators.matches(store, [place], year).items()}
    answers = {
        index: before.code
        for index, row in enumerate(rows)
        if (before := kept.get(row.row_id)) is not None and before.ground == Ground.ANSWER
    }
    answers.update(said)
    found = match_indicators([row.row for row in rows], catalogue, answers)
    changed = {
        rows[match.index].row_id: new
        for match in found
        if not _same(kept.get(rows[match.index].row_id), new := _kept(match))
    }
    if not changed:
        return
    indicators.record(tx, place, year, changed, actor.name)
    audit.record(
        tx,
        audit.Event(
            actor.name,
            actor.role,
            "match indicators",
            place,
            year,
            f"{len(changed)} rows",
            before=as_json({str(row_id): shown(kept.get(row_id)) for row_id in changed if row_id in kept}),
            after=as_json({str(row_id): shown(new) for row_id, new in changed.items()}),
        ),
    )


def _kept(match: IndicatorMatch) -> RowIndicator:
    return RowIndicator(match.code, match.ground, match.certain)


def _same(before: RowIndicator | None, after: RowIndicator) -> bool:
    return before is not None and (before.code, before.ground, before.certain) == (
        after.code,
        after.ground,
        after.certain,
    )


def shown(found: RowIndicator | None) -> str | None:
    if found is None:
        return None
    return found.code or (NO_INDICATOR if found.certain else "doubtful")
