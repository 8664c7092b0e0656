"""Due days, and whether things were handed in on time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.occurrences import Occurrence, discipline, due_days, met, occurrences, on_time, overdue
from ishreja.domain.plan import Kind, PlanRow, Recurrence, Schedule
from tests import reference
from tests.random_plans import YEAR, adopted, schedules

MONTHLY, QUARTERLY, WEEKLY = Recurrence.MONTHLY, Recurrence.QUARTERLY, Recurrence.WEEKLY
ROW = PlanRow("1", None, "I", "qator", "Dona")


def days(
    due: str, recurrence: Recurrence = Recurrence.NONE, first: int = 1, last: int = 12, week: int = 5
) -> list[date]:
    return [day for day, _ in due_days(Schedule(first, last, recurrence, due), YEAR, week)]


def only(due: str, recurrence: Recurrence, **more: object) -> tuple[Occurrence, ...]:
    schedule = Schedule(1, 12, recurrence, due)
    return occurrences(adopted([replace(ROW, schedule=schedule)]), YEAR, **more)  # type: ignore[arg-type]


def test_row_21_has_fifty_two_thursdays() -> None:
    thursdays = days("weekday:4", WEEKLY)
    assert len(thursdays) == 52
    assert (thursdays[0], thursdays[-1]) == (date(2023, 1, 5), date(2023, 12, 28))


def test_the_first_is_for_the_month_before() -> None:
    found = only("next_month_day:1", MONTHLY)
    assert (found[0].due, found[0].last_month) == (date(2023, 2, 1), 1)
    assert (found[-1].due, found[-1].last_month, len(found)) == (date(2024, 1, 1), 12, 12)


def test_each_rule_falls_on_its_days() -> None:
    assert days("window_end", first=1, last=3) == [date(2023, 3, 31)]
    assert days("month_end", MONTHLY, 1, 3) == [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31)]
    assert days("quarter_end", QUARTERLY, 2, 8) == [date(2023, 3, 31), date(2023, 6, 30), date(2023, 8, 31)]
    assert [day.day for day in days("month_day:24", MONTHLY)] == [24] * 12
    assert days("month_day:31", MONTHLY, 2, 2) == [date(2023, 2, 28)]
    assert days("month_day:5", QUARTERLY) == [date(2023, month, 5) for month in (3, 6, 9, 12)]
    assert days("week_end", WEEKLY, 5, 5) == [date(2023, 5, day) for day in (5, 12, 19, 26)]
    assert days("week_end", WEEKLY, 5, 5, week=6) == [date(2023, 5, day) for day in (6, 13, 20, 27)]


def test_what_is_not_set_has_no_due_days() -> None:
    assert days("self_set") == []
    assert list(due_days(Schedule(None, None, Recurrence.NONE, "unknown"), YEAR)) == []


def test_a_due_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="someday"):
        days("someday")


def test_a_quarters_occurrence_covers_its_months() -> None:
    found = only("quarter_end", QUARTERLY)
    assert [(one.first_month, one.last_month) for one in found] == [(1, 3), (4, 6), (7, 9), (10, 12)]


def test_headings_and_parts_have_no_due_days_of_their_own() -> None:
    row = replace(ROW, schedule=Schedule(1, 12, Recurrence.NONE, "window_end"))
    rows = adopted([row, replace(row, number=None, parent="1"), replace(row, number="2", kind=Kind.HEADING)])
    assert [one.row_id for one in occurrences(rows, YEAR)] == [0]


def test_a_rest_day_keeps_its_date_and_is_flagged() -> None:
    feast = date(2023, 3, 21)
    found = {one.due: one.rest_day for one in only("weekday:2", WEEKLY, rest_days=frozenset({feast}))}
    assert [day for day, rest in found.items() if rest] == [feast]
    saturdays = only("month_day:24", MONTHLY)
    assert [one.due.month for one in saturdays if one.rest_day] == [6, 9, 12]
    assert [one.due.month for one in only("month_day:24", MONTHLY, week_length=6) if one.rest_day] == [9, 12]


def test_a_named_day_is_met_by_a_mark_alone() -> None:
    january = only("month_day:24", MONTHLY)[0]
    assert not met(january, None, date(2023, 1, 20))
    assert met(january, date(2023, 1, 24), None)
    assert on_time(january, date(2023, 1, 24), None)


def test_a_months_end_is_met_by_the_report_too() -> None:
    january = only("month_end", MONTHLY)[0]
    assert on_time(january, None, date(2023, 1, 31))
    assert not met(january, None, date(2023, 2, 1))
    assert met(january, date(2023, 2, 1), None)
    assert not on_time(january, date(2023, 2, 1), None)


def test_discipline_is_on_time_over_due() -> None:
    months = only("month_end", MONTHLY)
    marks = {months[1].key: date(2023, 2, 28), months[2].key: date(2023, 4, 2)}
    reports = {1: date(2023, 1, 30), 4: date(2023, 5, 3)}
    kept = discipline(months, marks, reports, date(2023, 4, 30))
    assert (kept.due, kept.on_time, kept.share) == (4, 2, kept.share)
    assert kept.share is not None and kept.share * 2 == 1
    assert [one.last_month for one in overdue(months, marks, reports, date(2023, 4, 30))] == [4]
    assert overdue(months, marks, reports, date(2023, 4, 29)) == ()
    assert discipline(months, {}, {}, date(2023, 1, 30)).share is None


@settings(deadline=None, max_examples=60)
@given(schedules(), st.sampled_from([5, 6]), st.sampled_from([2023, 2024]))
def test_due_days_are_the_references(schedule: Schedule, week_length: int, year: int) -> None:
    found = [day for day, _ in due_days(schedule, year, week_length)]
    assert found == reference.due_days(schedule, year, week_length)
