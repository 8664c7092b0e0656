"""What stands in a cell of the matrix: a share of rows, a share of the plan, a figure; of one place or of many."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ishreja.domain.plan import Kind
from ishreja.domain.progress import ratio
from ishreja.domain.spread import total
from ishreja.domain.standing import merged, share_status
from ishreja.domain.status import DEFAULT, Standing, Status, status_of
from ishreja.storage.comparison import IndicatorStanding, Reading, SectionStanding

THOUSAND = 1000


class Measure(StrEnum):
    """What a cell's value is: a share of rows, a share of the plan, the figure, or the figure per 1000."""

    SHARE = "share"
    PLAN = "plan"
    YEAR = "year"
    RAW = "raw"
    PER_USERS = "per_users"
    PER_PEOPLE = "per_people"

    @property
    def is_share(self) -> bool:
        """Whether the value is a share (1 is the whole), uncapped, and its change counts in percentage points."""
        return self in (Measure.SHARE, Measure.PLAN, Measure.YEAR)


INDICATOR_MEASURES = (Measure.PLAN, Measure.YEAR, Measure.RAW, Measure.PER_USERS, Measure.PER_PEOPLE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A place's section or indicator.

    value is in the measure asked for, None where it is not known; change (of shares) what it rose by since the month
    before, None where the month was not reported. part and whole are what was divided: rows on plan and rows due, or
    fact and plan; of figures fact and plan to date. unit is set where it is not the column's, titles are those that
    plans give the section where they are not the column's. row is set for a single place's indicator: its name in
    addresses. places is how many have the section or indicator, reported how many of them reported the month, or of a
    figure per 1000 how many it was divided over. silent says that none of the places has reported the month. rank is
    among those that reported, from 1, the highest value first.
    """

    value: Decimal | None
    status: Status
    change: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    unit: str | None = None
    titles: tuple[str, ...] = ()
    row: str | None = None
    places: int = 0
    reported: int = 0
    silent: bool = False
    rank: int | None = None

    @property
    def apart(self) -> bool:
        """Whether it is not what the column is about: in another unit, or of sections that are called otherwise."""
        return self.unit is not None or 0 < self.places <= len(self.titles)

    @property
    def ranked(self) -> bool:
        """Whether the value may be ranked: it is known, what the column is about, and the month was reported."""
        blank = self.silent or self.status is Status.NOT_REPORTED
        return self.value is not None and not self.apart and not blank


@dataclass(frozen=True, slots=True)
class Divided:
    """A figure and what it is divided by (users, inhabitants), both added over the same places."""

    part: Decimal
    by: Decimal
    places: int


def whole_of(found: Sequence[SectionStanding]) -> SectionStanding | None:
    """One section of several groups as one."""
    if not found:
        return None
    earlier = [one.before for one in found if one.before is not None]
    return SectionStanding(
        group="",
        section=found[0].section,
        places=sum(one.places for one in found),
        reported=sum(one.reported for one in found),
        now=merged(one.now for one in found),
        before=merged(earlier) if earlier else None,
        reported_before=sum(one.reported_before for one in found),
    )


def section_cell(
    one: SectionStanding | None, plan: SectionStanding | None, titles: tuple[str, ...] = ()
) -> Cell | None:
    """The share of a section's due rows that are on plan; titles as of the cell.

    plan is the standing of the whole plan: who reported nothing at all is silent in every section, whatever is done
    or overdue there.
    """
    if one is None:
        return None
    good = sum(one.now.by_status.get(status, 0) for status in (Status.DONE, Status.ON_PLAN))
    silent = plan is not None and not plan.reported
    status = share_status(one.now)
    if silent and status is not Status.NOT_DUE:
        status = Status.NOT_REPORTED
    return Cell(
        value=None if status is Status.NOT_REPORTED else one.now.share,
        status=status,
        change=section_rise([one], {one.group} if plan is None or steady(plan) else set()),
        part=Decimal(good),
        whole=Decimal(one.now.due),
        titles=titles,
        places=one.places,
        reported=one.reported,
        silent=silent,
    )


def steady(plan: SectionStanding) -> bool:
    """Whether all places of the group have reported both the month and the one before: only then do they compare."""
    return plan.reported == plan.reported_before == plan.places


def section_rise(found: Sequence[SectionStanding], steady_groups: AbstractSet[str]) -> Decimal | None:
    """How the share rose since the month before, over the groups that compare; None where there are none."""
    one = whole_of([each for each in found if each.group in steady_groups])
    if one is None or one.before is None:
        return None
    if Status.NOT_REPORTED in (share_status(one.now), share_status(one.before)):
        return None
    return _rise(one.now.share, one.before.share)


def _rise(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return now - before if now is not None and before is not None else None


def main_unit(found: Sequence[IndicatorStanding]) -> tuple[str, Kind] | None:
    """The unit and kind in which most places count; None where none of them has a unit."""
    count: dict[tuple[str, Kind], int] = {}
    for one in found:
        if one.unit_key:
            count[one.unit_key, one.kind] = count.get((one.unit_key, one.kind), 0) + one.now.places
    return max(count, key=lambda unit: (count[unit], unit), default=None)


def indicator_cell(
    one: IndicatorStanding, measure: Measure, divided: Divided | None, elapsed: int, *, silent: bool
) -> Cell:
    """An indicator in the measure asked for; divided is its figure per 1000, None where no place has both parts.

    silent says that its places have reported nothing at all for the month, not even another row.
    """
    now = one.now
    part, whole = now.to_date, now.target if measure is Measure.YEAR else now.planned
    status = now.status or status_of_sums(now, elapsed)
    reported = now.reported
    if measure.is_share:
        value = ratio(part, whole)
    elif measure is Measure.RAW:
        value = part
    else:
        value = whole = None
        if divided is not None:
            part, whole, reported = divided.part, divided.by, divided.places
            value = THOUSAND * part / whole
    return Cell(
        value=value,
        status=status,
        change=None if silent else indicator_rise([one], measure),
        part=part,
        whole=whole,
        places=now.places,
        reported=reported,
        silent=silent,
    )


def indicator_rise(found: Sequence[IndicatorStanding], measure: Measure) -> Decimal | None:
    """How the share of the plan rose since the month before, over the groups that reported both.

    The figure to date of a month that was not reported is an earlier month's. None where none compares.
    """
    both = [one for one in found if one.before is not None and _reported(one.now) and _reported(one.before)]
    if not both or not measure.is_share:
        return None
    one = added(both)
    assert one.before is not None
    year = measure is Measure.YEAR
    now, before = ((each.to_date, each.target if year else each.planned) for each in (one.now, one.before))
    return _rise(ratio(*now), ratio(*before))


def _reported(reading: Reading) -> bool:
    """Whether all its places have reported the month; a single place's row may need no figure where it is done."""
    return reading.status is not Status.NOT_REPORTED if reading.status else reading.reported == reading.places


def status_of_sums(sums: Reading, elapsed: int) -> Status:
    """The status of figures that were added over places, by the usual limits."""
    span = None if sums.last_month is None else (1, sums.last_month)
    return status_of(Standing(sums.target, sums.to_date, sums.planned, span, elapsed, not sums.reported, DEFAULT))


def added(found: Sequence[IndicatorStanding]) -> IndicatorStanding:
    """All groups' figures added; they share unit and kind."""
    earlier = [one.before for one in found if one.before is not None]
    return replace(
        found[0],
        group="",
        row_id=None,
        now=_added_readings([one.now for one in found]),
        before=_added_readings(earlier) if earlier else None,
    )


def _added_readings(readings: Sequence[Reading]) -> Reading:
    return Reading(
        places=sum(one.places for one in readings),
        reported=sum(one.reported for one in readings),
        to_date=total(one.to_date for one in readings),
        planned=total(one.planned for one in readings),
        target=total(one.target for one in readings),
        last_month=max((one.last_month for one in readings if one.last_month is not None), default=None),
        status=None,
    )
