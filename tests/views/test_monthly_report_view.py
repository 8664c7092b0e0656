"""The monthly report's data: months and their state, what was typed, and a reading with its answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import reporting
from ishreja.domain.month import Change, MonthEntry, MonthForm
from ishreja.intake.month_template import template
from ishreja.storage.drafts import Draft
from ishreja.storage.store import Store
from ishreja.views.month_reading import HeldMonth, read_drafts, read_workbook
from ishreja.views.monthly_report import Filled, default_month, monthly_report, open_months, rows_by_service
from ishreja.views.rows_due import RowsDue, rows_due
from tests.ledger import ACTOR, ANYWHERE, PLACE, READER, TODAY, YEAR, adopt, open_store
from tests.month_forms import jondor, with_row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def form_of(store: Store, month: int) -> MonthForm:
    return reporting.month_form(store, ACTOR, PLACE, YEAR, month)


def submit(store: Store, month: int, values: dict[str, int]) -> None:
    ids = {row.number: row.row_id for row in form_of(store, month).rows}
    entries = [MonthEntry(ids[number], Decimal(value)) for number, value in values.items()]
    reporting.submit_month(store, ACTOR, PLACE, YEAR, month, entries, source="form", today=TODAY)


def test_only_months_that_have_begun_may_be_reported() -> None:
    assert open_months(2023, date(2023, 10, 5)) == tuple(range(1, 11))
    assert open_months(2022, date(2023, 10, 5)) == tuple(range(1, 13))
    assert open_months(2024, date(2023, 10, 5)) == ()


def test_who_reports_begins_with_the_first_expected_month_that_is_not_handed_in(tmp_path: Path) -> None:
    with open_store(tmp_path, datetime(2023, 8, 7, 6)) as store:
        adopt(store)
        assert default_month(store, ACTOR, PLACE, YEAR, TODAY) == 8
        submit(store, 9, {"1": 2})
        assert default_month(store, ACTOR, PLACE, YEAR, TODAY) == 8
        submit(store, 8, {"1": 2})
        assert default_month(store, ACTOR, PLACE, YEAR, TODAY) == 10
        submit(store, 10, {"1": 2})
        assert default_month(store, ACTOR, PLACE, YEAR, TODAY) == 10
        assert default_month(store, ACTOR, PLACE, YEAR + 1, TODAY) is None


def test_a_year_of_which_nothing_is_expected_begins_with_the_month_after_the_last_one_with_figures(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path, datetime(2024, 2, 5, 6)) as store:
        adopt(store)
        assert default_month(store, ACTOR, PLACE, YEAR, date(2024, 2, 5)) == 1
        submit(store, 1, {"1": 2})
        assert default_month(store, ACTOR, PLACE, YEAR, date(2024, 2, 5)) == 2


def test_a_returned_month_comes_before_the_next_one(tmp_path: Path) -> None:
    with open_store(tmp_path, datetime(2023, 8, 7, 6)) as store:
        adopt(store)
        for month in (8, 9):
            submit(store, month, {"1": 2})
        reporting.return_month(store, ANYWHERE, PLACE, YEAR, 8, "Qayta hisoblang", seen=None)
        assert default_month(store, ACTOR, PLACE, YEAR, date(2023, 8, 9)) == 8


def test_who_only_reads_begins_with_the_month_after_the_last_one_that_is_seen(tmp_path: Path) -> None:
    with open_store(tmp_path, datetime(2023, 8, 7, 6)) as store:
        adopt(store)
        assert default_month(store, READER, PLACE, YEAR, TODAY) == 8
        submit(store, 9, {"1": 2})
        assert default_month(store, READER, PLACE, YEAR, TODAY) == 10


def test_there_is_no_report_without_a_plan(store: Store) -> None:
    assert monthly_report(store, ACTOR, PLACE, YEAR, 1, TODAY) is None


def test_a_month_is_reported_in_part_and_then_in_full(store: Store) -> None:
    adopt(store)
    empty = monthly_report(store, ACTOR, PLACE, YEAR, 1, TODAY)
    assert empty is not None
    assert (empty.standing.filled, empty.standing.reported) == (Filled.NOTHING, 0)
    assert empty.months[11].filled is Filled.TO_COME
    submit(store, 1, {"1": 2})
    part = monthly_report(store, ACTOR, PLACE, YEAR, 1, TODAY)
    assert part is not None
    assert (part.standing.filled, part.standing.reported, part.standing.owed) == (Filled.PARTLY, 1, 2)
    submit(store, 1, {"2": 290})
    full = monthly_report(store, ACTOR, PLACE, YEAR, 1, TODAY)
    assert full is not None
    assert full.standing.filled is Filled.COMPLETE
    assert [one.new for one in full.submissions] == [1, 1]


def test_due_rows_that_stay_blank_are_counted_before_and_after_handing_in(store: Store) -> None:
    adopt(store)
    row_id = next(row.row_id for row in form_of(store, 1).rows if row.number == "1")
    entries = [MonthEntry(row_id, Decimal(0))]
    assert rows_due(store, ACTOR, PLACE, YEAR, 1, TODAY) == RowsDue(2, 2)
    assert rows_due(store, ACTOR, PLACE, YEAR, 1, TODAY, entries) == RowsDue(2, 1)
    submit(store, 1, {"1": 0})
    assert rows_due(store, ACTOR, PLACE, YEAR, 1, TODAY) == RowsDue(2, 1)


def test_rows_are_grouped_by_the_service_that_reports_and_headings_are_not_typed(store: Store) -> None:
    adopt(store)
    groups = rows_by_service(form_of(store, 1), ACTOR)
    assert [(one.service, [row.number for row in one.rows]) for one in groups] == [
        ("abonement", ["1", "2", None, None, "3", "4.1"])
    ]


def test_typed_drafts_are_read_like_a_workbook() -> None:
    form = jondor()
    drafts = {106: Draft("1 234,5"), 118: Draft("12 ta"), 119: Draft("abc"), 120: Draft("1,234"), 117: Draft("-3")}
    reading = read_drafts(form, drafts)
    assert {entry.row_id: entry.value for entry in reading.entries} == {118: Decimal(12)}
    assert {(one.row_id, one.code) for one in reading.errors} == {
        (106, "fraction"), (119, "not_a_number"), (120, "ambiguous_separator"), (117, "negative"),
    }  # fmt: skip


def test_an_emptied_cell_erases_nothing_and_says_so() -> None:
    form = with_row(jondor(), 118, months={1: Decimal(1800), 3: Decimal(1700)})
    reading = read_drafts(form, {118: Draft(None)})
    assert [one.code for one in reading.problems] == ["emptied"]
    review = HeldMonth(reading).review(form)
    assert review.counts[Change.BLANK] == len(form.typed_rows())
    assert not review.can_submit


def test_a_question_stays_on_the_page_once_answered_and_the_answer_can_be_changed() -> None:
    form = jondor()
    held = HeldMonth(read_drafts(form, {119: Draft("10 200")}))
    asked = held.review(form)
    assert [one.key for one in asked.asked] == ["cumulative:119"]
    assert not asked.can_submit
    held.answers["cumulative:119"] = "convert"
    converted = held.review(form)
    assert [one.key for one in converted.asked] == ["cumulative:119"]
    assert converted.reading.entries[0].value == Decimal(3500)
    assert converted.can_submit
    held.answers["cumulative:119"] = "keep"
    assert held.review(form).reading.entries[0].value == Decimal(10200)


def test_an_answer_about_a_figure_that_changed_since_is_asked_again() -> None:
    form = jondor()
    held = HeldMonth(read_drafts(form, {119: Draft("10 200")}))
    held.review(form)
    held.answers["cumulative:119"] = "keep"
    held.take(read_drafts(form, {119: Draft("11 900")}))
    assert held.answers == {}
    assert not held.review(form).can_submit


def test_the_workbook_of_the_month_asked_for_is_read(store: Store) -> None:
    adopt(store)
    data = template(form_of(store, 2))
    readings = read_workbook(store, ACTOR, PLACE, YEAR, 2, open_months(YEAR, TODAY), data, "fevral.xlsx")
    assert [reading.month for reading in readings] == [2]
    wrong = read_workbook(store, ACTOR, PLACE, YEAR, 3, open_months(YEAR, TODAY), data, "fevral.xlsx")
    assert [problem.code for problem in wrong[0].errors] == ["wrong_month"]
