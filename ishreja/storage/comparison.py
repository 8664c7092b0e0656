"""Many places side by side: how their sections and indicators stand, added and compared in SQL.

The rules are the domain's (progress.row_states, status.RULES, standing.tally), said again over the stored plan by
month; a test holds both equal. Figures are added over places only where unit and kind are the same, and not at all
where no unit is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain.periods import as_of, elapsed_months, month_end, seen_month
from ishreja.domain.plan import Kind
from ishreja.domain.standing import Tally
from ishreja.domain.status import Status
from ishreja.storage.comparison_query import DUE, Limit, Question, answer, as_values, ledger, run, text
from ishreja.storage.store import Store
from ishreja.storage.values import Row, optional, optional_exact, whole


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """The rows of a section of a group's plans, at the month and at the month before (None in January).

    section is the numeral, "" above the first, None for the whole plan. places is how many have such rows, reported
    how many of those have a figure for the month, reported_before for the month before.
    """

    group: str
    section: str | None
    places: int
    reported: int
    now: Tally
    before: Tally | None
    reported_before: int = 0


@dataclass(frozen=True, slots=True)
class SectionMonths:
    """The same at the end of each month up to the one asked for: the tally, and how many places reported that month."""

    group: str
    section: str | None
    months: tuple[tuple[Tally, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Figures in the row's unit, added over the places; of a single place with its row's status.

    Without a unit nothing is added: to_date, planned and target of several places are None.
    places is how many carry the indicator, reported how many of them have reported the latest completed month.
    """

    places: int
    reported: int
    to_date: Decimal | None
    planned: Decimal | None
    target: Decimal | None
    last_month: int | None
    status: Status | None


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """What a group's plans say of an indicator (its code) in one unit and kind, at the month and the month before.

    unit_key is the domain's: equal for units that are the same, empty where there is none. row_id is set
    where the group is a single place.
    """

    group: str
    code: str
    unit: str | None
    unit_key: str
    kind: Kind
    row_id: int | None
    now: Reading
    before: Reading | None


@dataclass(frozen=True, slots=True)
class IndicatorMonths:
    """The same at the end of each of the twelve months: the plan is the whole year's, the figures are those seen."""

    group: str
    code: str
    unit: str | None
    unit_key: str
    kind: Kind
    months: tuple[Reading, ...]


def sections(store: Store, asked: Question) -> tuple[SectionStanding, ...]:
    """Each group's whole plan and its sections by numeral; groups without a plan are absent."""
    found = answer(store, "sections", asked, _now_and_before(asked))
    return tuple(
        SectionStanding(
            group=str(rows[0][1]),
            section=optional(rows[0][2]),
            places=whole(rows[0][3]),
            reported=whole(rows[0][4]),
            now=_tally(rows[0]),
            before=_tally(rows[1]) if len(rows) > 1 else None,
            reported_before=whole(rows[1][4]) if len(rows) > 1 else 0,
        )
        for rows in found
    )


def section_months(store: Store, asked: Question) -> tuple[SectionMonths, ...]:
    """Each group's whole plan and its sections month by month."""
    clocks = [_clock(asked, month) for month in range(1, asked.month + 1)]
    found = answer(store, "sections", asked, clocks)
    return tuple(
        SectionMonths(str(rows[0][1]), optional(rows[0][2]), tuple((_tally(row), whole(row[4])) for row in rows))
        for rows in found
    )


def indicators(store: Store, asked: Question, codes: Iterable[str]) -> tuple[IndicatorStanding, ...]:
    """Each group's indicators of these codes, one for each unit and kind; those that no plan carries are absent.

    A row carries the indicator that it was matched with, else that of its headline; of two the plan's first counts.
    """
    found = answer(store, "indicators", asked, _now_and_before(asked), codes)
    return tuple(
        IndicatorStanding(
            *_indicator(rows[0]),
            row_id=whole(rows[0][8]) if rows[0][6] == 1 else None,
            now=_reading(rows[0]),
            before=_reading(rows[1]) if len(rows) > 1 else None,
        )
        for rows in found
    )


def indicator_months(store: Store, asked: Question, codes: Iterable[str]) -> tuple[IndicatorMonths, ...]:
    """Each group's indicators of these codes month by month."""
    last = seen_month(asked.year, asked.month, as_of(asked.year, asked.month, asked.today))
    found = answer(store, "indicators", asked, [(month, min(month, last)) for month in range(1, 13)], codes)
    return tuple(IndicatorMonths(*_indicator(rows[0]), months=tuple(map(_reading, rows))) for rows in found)


def reporting(store: Store, asked: Question) -> dict[str, int]:
    """Group to how many of its places have any figure for the month, or the running one where that comes first."""
    rows = run(
        store,
        text("reporting").format(ledger=ledger(asked)),
        {**as_values(asked), "month": _clock(asked, asked.month)[1]},
    )
    return {str(group): whole(count) for group, count in rows}


def latest_months(store: Store, asked: Question) -> dict[str, int]:
    """Group to the latest month of the year with an entry of any of its places; without any it is absent."""
    rows = run(store, text("latest_months").format(ledger=ledger(asked)), as_values(asked))
    return {str(group): whole(month) for group, month in rows}


def binding_limits(store: Store, accepted_only: Mapping[str, bool], year: int) -> tuple[Limit, ...]:
    """The months of these places of which somebody above them does not see every figure, by place and month.

    accepted_only says for each place whether only accepted months count, or those that were handed in.
    """
    values = {"places": list(accepted_only), "accepted_only": list(accepted_only.values()), "year": year}
    rows = run(store, text("binding_limits"), values)
    return tuple(Limit(str(place), whole(month), whole(sequence)) for place, month, sequence in rows)


def section_titles(store: Store, places: Iterable[str], year: int, month: int) -> dict[tuple[str, str], str]:
    """(place, numeral) to the section's title in the edition in force at the month's end."""
    values = {"places": list(places), "year": year, "month_end": month_end(year, month)}
    rows = run(store, text("section_titles"), values)
    return {(str(place), str(section)): str(title) for place, section, title in rows}


def _indicator(row: Row) -> tuple[str, str, str | None, str, Kind]:
    return str(row[1]), str(row[2]), str(row[5]) or None, str(row[3]), Kind(str(row[4]))


def _reading(row: Row) -> Reading:
    return Reading(
        places=whole(row[6]),
        reported=whole(row[7]),
        to_date=optional_exact(row[9]),
        planned=optional_exact(row[10]),
        target=optional_exact(row[11]),
        last_month=None if row[13] is None else whole(row[13]),
        status=Status(str(row[12])) if row[6] == 1 else None,
    )


def _tally(row: Row) -> Tally:
    counts = {status: count for status, value in zip(DUE, row[7:], strict=True) if (count := whole(value))}
    due = whole(row[6])
    good = counts.get(Status.DONE, 0) + counts.get(Status.ON_PLAN, 0)
    return Tally(whole(row[5]), due, counts, Decimal(good) / due if due else None)


def _clock(asked: Question, month: int) -> tuple[int, int]:
    """The months of the year that are over, and the last whose figures are seen, as of the end of a month."""
    day = as_of(asked.year, month, asked.today)
    return elapsed_months(asked.year, month, day), seen_month(asked.year, month, day)


def _now_and_before(asked: Question) -> list[tuple[int, int]]:
    return [_clock(asked, month) for month in (asked.month, asked.month - 1) if month]
