"""Facts to date, progress, status and the shares of rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from ishreja.domain.periods import as_of, default_month, judged_to
from ishreja.domain.plan import Kind, PlanRow, Recurrence, Schedule
from ishreja.domain.progress import RowState, Status, Thresholds, counted, headline_share, row_states
from ishreja.domain.standing import by_service, parts_disagree, services_of, tally, tally_by_section
from tests import reference
from tests.random_plans import YEAR, Scene, adopted, scenes

ALL_YEAR = Schedule(1, 12, Recurrence.NONE, "window_end")
FIRST_QUARTER = Schedule(1, 3, Recurrence.NONE, "window_end")
ROW = PlanRow("1", None, "I", "qator", "Dona", target=Decimal(120), schedule=ALL_YEAR)


def months(*values: int | None) -> dict[int, Decimal]:
    """January's figure and the following ones; None is blank."""
    return {month: Decimal(value) for month, value in enumerate(values, start=1) if value is not None}


def state(row: PlanRow, figures: dict[int, Decimal], month: int, today: date = date(2024, 1, 10)) -> RowState:
    return row_states(adopted([row]), {0: figures}, as_of(YEAR, month, today), month, YEAR)[0]


@pytest.mark.parametrize(
    ("reported", "status"),
    [
        (26, Status.BEHIND),
        (27, Status.WATCH),
        (29, Status.WATCH),
        (30, Status.ON_PLAN),
        (119, Status.ON_PLAN),
        (120, Status.DONE),
    ],
)
def test_thresholds_are_ninety_and_a_hundred_per_cent(reported: int, status: Status) -> None:
    assert state(ROW, months(0, 0, reported), 3).status is status


def test_thresholds_are_settings() -> None:
    thresholds = Thresholds(on_plan=Decimal("0.95"), watch=Decimal("0.5"))
    states = row_states(adopted([ROW]), {0: months(0, 0, 15)}, date(2023, 3, 31), 3, YEAR, thresholds)
    assert states[0].status is Status.WATCH


def test_percentages_are_not_capped_or_rounded() -> None:
    found = state(ROW, months(10, 10, 16), 3)
    assert (found.to_date, found.planned, found.progress, found.year_share) == (36, 30, Decimal("1.2"), Decimal("0.3"))
    assert state(ROW, months(10), 3).progress == Decimal(10) / 30


@pytest.mark.parametrize(
    ("row", "figures", "month", "status"),
    [
        (replace(ROW, target=None, schedule=None), months(5), 3, Status.NO_TARGET),
        (replace(ROW, schedule=None), months(120), 3, Status.DONE),
        (replace(ROW, schedule=FIRST_QUARTER), months(119), 3, Status.OVERDUE),
        (replace(ROW, schedule=FIRST_QUARTER), {}, 4, Status.OVERDUE),
        (replace(ROW, schedule=None), months(1), 12, Status.NOT_SET),
        (replace(ROW, schedule=replace(ALL_YEAR, due="self_set")), months(1), 3, Status.NOT_SET),
        (replace(ROW, schedule=replace(ALL_YEAR, first_month=4)), {}, 3, Status.NOT_DUE),
        (replace(ROW, target=Decimal(1)), {}, 11, Status.NOT_DUE),
        (ROW, months(10, 20), 3, Status.NOT_REPORTED),
        (ROW, months(10, 20, 0), 3, Status.ON_PLAN),
        (ROW, {}, 3, Status.NOT_REPORTED),
        (ROW, months(0, 0, 0), 3, Status.BEHIND),
        (replace(ROW, target=Decimal(0)), {}, 12, Status.DONE),
    ],
)
def test_the_first_status_that_applies_holds(
    row: PlanRow, figures: dict[int, Decimal], month: int, status: Status
) -> None:
    assert state(row, figures, month).status is status


def test_blank_and_zero_are_two_things() -> None:
    assert state(ROW, {}, 3).to_date is None
    assert state(ROW, months(0), 3).to_date == 0


def test_a_running_month_is_not_yet_asked_for_but_its_figure_counts() -> None:
    found = state(ROW, months(10, 10, 5), 3, today=date(2023, 3, 5))
    assert (found.planned, found.to_date, found.status) == (20, 25, Status.ON_PLAN)
    assert state(ROW, months(10, 10), 3, today=date(2023, 3, 5)).status is Status.ON_PLAN
    assert state(ROW, months(10), 1, today=date(2023, 1, 5)).status is Status.NOT_DUE


def test_later_months_are_not_seen_from_an_earlier_one() -> None:
    found = state(ROW, months(10, 10, 10, 90), 3)
    assert (found.to_date, found.months) == (30, months(10, 10, 10))


def test_a_level_stands_where_it_was_last_reported() -> None:
    level = replace(ROW, kind=Kind.LEVEL, previous=Decimal(108))
    assert state(level, months(109, None, 111), 3).to_date == 111
    assert state(level, months(109, 115, None), 3).to_date == 115
    assert state(level, months(109, 110, 111), 3).status is Status.ON_PLAN


def test_a_heading_adds_its_children_and_waits_for_all_of_them() -> None:
    heading = replace(ROW, number="48", target=None, schedule=None, kind=Kind.HEADING)
    rows = adopted([heading, *(replace(ROW, number=f"48.{n}", parent="48") for n in (1, 2))])
    both = row_states(rows, {1: months(20), 2: months(5)}, date(2023, 1, 31), 1, YEAR)[0]
    assert (both.target, both.planned, both.to_date, both.status) == (240, 20, 25, Status.ON_PLAN)
    assert both.months == months(25)
    one = row_states(rows, {1: months(20)}, date(2023, 1, 31), 1, YEAR)[0]
    assert (one.to_date, one.status) == (20, Status.NOT_REPORTED)


def test_figures_of_different_units_are_never_added() -> None:
    heading = replace(ROW, number="48", target=None, schedule=None, kind=Kind.HEADING)
    children = [replace(ROW, number=f"48.{unit}", parent="48", unit=unit) for unit in ("Dona", "Soʻm")]
    found = row_states(adopted([heading, *children]), {1: months(1), 2: months(1)}, date(2023, 1, 31), 1, YEAR)[0]
    assert (found.target, found.to_date, found.status) == (None, None, Status.NO_TARGET)


def test_a_heading_without_children_reports_for_itself() -> None:
    assert state(replace(ROW, kind=Kind.HEADING), months(10, 20), 2).to_date == 30


def test_a_row_that_repeats_another_shows_its_figures() -> None:
    first, second = adopted([ROW, replace(ROW, number="2")])
    states = row_states((first, replace(second, same_as=0)), {0: months(10)}, date(2023, 1, 31), 1, YEAR)
    assert [found.to_date for found in states] == [10, 10]


def test_a_row_with_parts_is_judged_by_its_own_figures_and_asked_about() -> None:
    rows = adopted([ROW, *(replace(ROW, number=None, parent="1", target=Decimal(60)) for _ in (1, 2))])
    figures = {0: months(10, 7, 9, None), 1: months(4, 4, 4, 4), 2: months(6, 4, None, 4)}
    assert row_states(rows, figures, date(2023, 1, 31), 1, YEAR)[0].to_date == 10
    assert parts_disagree(rows, figures, 1) == ()
    assert [(found.row_id, found.total, found.parts) for found in parts_disagree(rows, figures, 2)] == [(0, 7, 8)]
    assert parts_disagree(rows, figures, 3) == ()
    assert parts_disagree(rows, {**figures, 1: months(4, 4, 11)}, 3)[0].parts == 11
    assert parts_disagree(rows, figures, 4) == ()


def test_a_part_inside_a_cell_does_not_count_again() -> None:
    rows = adopted([ROW, replace(ROW, number=None, parent="1"), replace(ROW, number="1.1", parent="1")])
    assert [counted(row) for row in rows] == [True, False, True]


def test_the_headline_is_the_share_of_due_rows_on_plan() -> None:
    later = replace(ROW, schedule=replace(ALL_YEAR, first_month=10))
    figures = {0: months(0, 0, 30), 1: months(120), 2: months(0, 0, 29), 3: months(0, 0, 0)}
    states = row_states(
        adopted([ROW, ROW, ROW, ROW, later, replace(ROW, target=None)]), figures, date(2023, 3, 31), 3, YEAR
    )
    assert headline_share(states) == Decimal("0.5")
    assert headline_share(states[4:]) is None
    counts = tally(states)
    assert (counts.rows, counts.due, counts.share) == (6, 4, Decimal("0.5"))
    assert counts.by_status == {Status.ON_PLAN: 1, Status.DONE: 1, Status.WATCH: 1, Status.BEHIND: 1}


def test_a_shared_row_stands_in_each_service_and_counts_once() -> None:
    shared = replace(ROW, services=("abonement", "fond"), lead="abonement")
    everyone = replace(ROW, services=("barcha",), lead="direktor", section="II")
    nobody = replace(ROW, section="II")
    states = row_states(adopted([shared, everyone, nobody]), {}, date(2023, 3, 31), 3, YEAR)
    tables = {service: len(rows) for service, rows in by_service(states).items()}
    assert tables == {"abonement": 2, "fond": 2, "bibliografiya": 1, "akt": 1, "direktor": 1, "": 1}
    assert tally(states).rows == 3
    assert {section: counts.rows for section, counts in tally_by_section(states).items()} == {"I": 1, "II": 2}
    assert services_of(everyone, ("abonement",)) == ("abonement", "direktor")


def test_the_day_everything_is_judged_at() -> None:
    assert as_of(2023, 2, date(2023, 3, 5)) == date(2023, 2, 28)
    assert as_of(2023, 3, date(2023, 3, 5)) == date(2023, 3, 5)
    assert as_of(2023, 9, date(2023, 3, 5)) == date(2023, 3, 5)
    assert judged_to(date(2023, 2, 28), date(2023, 3, 5)) == date(2023, 2, 28)
    assert judged_to(date(2023, 3, 5), date(2023, 3, 5)) == date(2023, 3, 4)


def test_a_screen_opens_with_the_last_month_that_has_figures() -> None:
    assert default_month(2023, 9, date(2024, 2, 1)) == 9
    assert [default_month(year, None, date(2023, 5, 1)) for year in (2022, 2023, 2024)] == [12, 5, 1]


@settings(deadline=None, max_examples=60)
@given(scenes())
def test_every_state_is_the_references(scene: Scene) -> None:
    checked = reference.Reference(scene.rows, scene.figures, scene.as_of, scene.month, YEAR)
    states = row_states(scene.rows, scene.figures, scene.as_of, scene.month, YEAR)
    for row, found in zip(scene.rows, states, strict=True):
        fact, planned, target = checked.fact(row), checked.plan(row, checked.over), checked.target(row)
        assert (found.to_date, found.planned, found.target) == (fact, planned, target)
        assert found.status == checked.status(row)
        assert (found.progress is None) == (fact is None or not planned)
        if found.progress is not None and fact is not None and planned:
            assert abs(Fraction(found.progress) - fact / planned) < Fraction(1, 10**20)
        assert found.months == {m: value for m in range(1, 13) if (value := checked.month(row, m)) is not None}
    share = headline_share(states)
    expected = checked.headline()
    assert (share is None) == (expected is None)
    assert share is None or expected is None or abs(Fraction(share) - expected) < Fraction(1, 10**20)
