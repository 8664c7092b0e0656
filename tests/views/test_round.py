"""Who has handed in, one report looked through, and which figures of a place are seen from above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import reporting
from ishreja.access import Actor, NotAllowed
from ishreja.domain.month import Change, MonthEntry
from ishreja.domain.round import Stage
from ishreja.domain.round_rates import Rate
from ishreja.intake.cells import read_book
from ishreja.intake.month_checks import checked
from ishreja.intake.month_reader import month_of_book
from ishreja.storage.drafts import Draft
from ishreja.views import inbox_words
from ishreja.views.inbox import inbox
from ishreja.views.inbox_items import Group, Reason
from ishreja.views.indicator import indicator
from ishreja.views.month_reading import HeldMonth
from ishreja.views.month_review import Missing, MonthReview, month_review
from ishreja.views.monthly_report import default_month, monthly_report
from ishreja.views.overview import overview
from ishreja.views.rest_days import Ground
from ishreja.views.round import PlaceRound, RoundView, regions_seen, round_view, years_seen
from ishreja.views.seen import ledger_seen
from tests.intake.workbooks import typed
from tests.ledger import PLACE, YEAR, adopt, document
from tests.rounds import (
    ADMINISTRATOR,
    DIRECTOR,
    INSPECTOR,
    NEIGHBOUR,
    OTHER,
    REGION,
    REPUBLIC,
    STAFF,
    VIEWER,
    Round,
    open_round,
)

TODAY = date(2023, 10, 5)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Round]:
    opened = open_round(tmp_path)
    with opened.store:
        yield opened


def viewed(work: Round, today: date = TODAY) -> RoundView:
    return round_view(work.store, INSPECTOR, REGION, YEAR, today)


def of(view: RoundView, place: str = PLACE) -> PlaceRound:
    return next(one for one in view.places if one.place == place)


def reviewed(work: Round) -> MonthReview:
    found = month_review(work.store, INSPECTOR, PLACE, YEAR, work.month, TODAY)
    assert isinstance(found, MonthReview)
    return found


def test_all_places_of_the_region_stand_there_those_without_a_plan_too(work: Round) -> None:
    view = viewed(work)
    assert len(view.places) == 13
    assert [one.place for one in view.places if one.has_plan] == [OTHER, PLACE]
    assert not any(cell.now.expected or cell.missing for cell in of(view, "1706204").months)
    assert of(view, "1706204").timeliness == Rate(0, 0)


def test_days_late_and_the_two_rates_are_told_apart(work: Round) -> None:
    for month, day in ((1, date(2023, 2, 3)), (2, date(2023, 3, 5)), (3, date(2023, 3, 31))):
        work.month = month
        work.on(day.year, day.month, day.day)
        work.submit()
    place = of(viewed(work))
    assert [cell.late for cell in place.months[:3]] == [0, 2, 0]
    assert place.months[3].late == (TODAY - date(2023, 5, 3)).days
    assert place.timeliness == Rate(2, 9)
    assert place.completeness == Rate(3, 18)  # two rows are due each month, one of them was filled in in three months
    assert viewed(work).timeliness == Rate(2, 18)
    assert viewed(work).missing == 6 + 9


def test_a_workbook_counts_like_the_form_in_both_rates(work: Round) -> None:
    for month, day in ((7, 2), (8, 3), (9, 5)):  # the last of them late
        work.month = month
        work.on(2023, month + 1, day)
        form = reporting.month_form(work.store, NEIGHBOUR, OTHER, YEAR, month)
        rows = [one.row_id for one in form.typed_rows()][: month - 6]
        reading = month_of_book(read_book(typed(form, dict.fromkeys(rows, 5)), "shakl.xlsx"), form)
        reporting.submit_month(
            work.store,
            NEIGHBOUR,
            OTHER,
            YEAR,
            month,
            reading.entries,
            source="workbook",
            today=work.clock.now.date(),
            file_hash=f"{month}",
            file_name="shakl.xlsx",
        )
        own = [one.row_id for one in reporting.month_form(work.store, DIRECTOR, PLACE, YEAR, month).typed_rows()]
        entries = [MonthEntry(row_id, Decimal(5)) for row_id in own[: month - 6]]
        reporting.submit_month(
            work.store, DIRECTOR, PLACE, YEAR, month, entries, source="form", today=work.clock.now.date()
        )
    by_form, by_workbook = of(viewed(work)), of(viewed(work), OTHER)
    assert by_form.timeliness == by_workbook.timeliness == Rate(2, 9)
    assert by_form.completeness == by_workbook.completeness
    assert by_form.completeness.met == 5
    assert [cell.late for cell in by_form.months] == [cell.late for cell in by_workbook.months]


def test_a_report_handed_in_in_time_and_returned_stays_on_time(work: Round) -> None:
    work.on(2023, 10, 2)
    work.submit()
    work.on(2023, 10, 4)
    work.give_back()
    cell = of(viewed(work)).months[8]
    assert (cell.now.state.stage, cell.late) == (Stage.RETURNED, 0)
    assert of(viewed(work)).timeliness == Rate(1, 9)


def test_a_place_that_joined_in_may_owes_nothing_before(tmp_path: Path) -> None:
    work = open_round(tmp_path, datetime(2023, 5, 20, 6))
    with work.store:
        place = of(viewed(work))
        assert [cell.now.month for cell in place.months if cell.missing] == [5, 6, 7, 8, 9]
        assert place.timeliness == Rate(0, 5)


def adopt_for(work: Round, year: int, place: str = PLACE) -> None:
    adopt(work.store, document(place=place, year=year), file_hash=f"{place}-{year}", today=work.clock.now.date())


def missing(work: Round, year: int, place: str = PLACE) -> list[int]:
    view = round_view(work.store, INSPECTOR, REGION, year, work.clock.now.date())
    return [cell.now.month for cell in of(view, place).months if cell.missing]


def test_a_plan_of_next_year_that_is_adopted_early_asks_nothing_of_this_one(work: Round) -> None:
    early = "1706204"
    work.on(2023, 11, 7)
    adopt_for(work, 2024, early)
    work.on(2024, 1, 20)
    assert missing(work, 2023, early) == []
    assert of(viewed(work, work.clock.now.date()), early).timeliness == Rate(0, 0)
    assert not work.now(early, 12).expected
    work.on(2024, 3, 20)
    assert missing(work, 2024, early) == [1, 2]
    adopt_for(work, 2023, early)  # later than its year: nothing of it is late
    assert missing(work, 2023, early) == []
    assert missing(work, 2024, early) == [1, 2]


def test_who_lets_the_plan_lapse_is_missing_and_is_asked_for_it(work: Round) -> None:
    work.on(2024, 1, 9)
    adopt_for(work, 2024, OTHER)
    work.on(2024, 5, 20)
    assert missing(work, 2024) == [1, 2, 3, 4]
    assert missing(work, 2022) == []
    today = work.clock.now.date()
    late = {(one.year, one.month) for one in inbox(work.store, INSPECTOR, today).of(Group.LATE) if PLACE in one.places}
    assert late == {(2024, month) for month in (1, 2, 3, 4)} | {(2023, month) for month in range(1, 13)}
    (asked,) = [one for one in inbox(work.store, DIRECTOR, today).items if one.reason is Reason.NO_PLAN]
    assert (asked.place, asked.year, asked.count, asked.until) == (PLACE, 2024, 4, date(2024, 2, 3))
    assert (asked.page, asked.group(today)) == ("plan", Group.OVERDUE)
    assert inbox_words.title(asked) == "2024-yil ish rejasi"
    assert "4 ta" in inbox_words.details(asked)[0]
    assert not [one for one in inbox(work.store, STAFF, today).items if one.year == 2024]
    adopt_for(work, 2024)
    found = inbox(work.store, DIRECTOR, today).items
    assert [(one.reason, one.year, one.month) for one in found] == [(Reason.DUE, 2024, month) for month in (1, 2, 3, 4)]


def test_what_waits_is_told_the_longest_waiting_first_and_leaves_when_it_is_answered(work: Round) -> None:
    work.submit()
    work.month = 8
    work.on(2023, 9, 1)
    work.submit()
    assert [cell.now.month for cell in viewed(work).waiting] == [8, 9]
    work.accept()
    assert [cell.now.month for cell in viewed(work).waiting] == [9]
    work.ask()
    assert len(viewed(work).waiting) == 2


def test_what_waits_is_told_to_wait_for_those_alone_who_may_act(work: Round) -> None:
    for month in (7, 8, 9):
        work.month = month
        work.submit()
    work.month = 8
    work.accept()
    work.ask()

    def told(actor: Actor) -> tuple[bool, set[int], set[int]]:
        view = round_view(work.store, actor, REGION, YEAR, TODAY)
        lists = (view.waiting, view.for_others)
        of_actor, of_others = ({cell.now.month for cell in cells} for cells in lists)
        for month in of_actor | of_others:
            found = month_review(work.store, actor, PLACE, YEAR, month, TODAY)
            assert isinstance(found, MonthReview) and (found.may_accept or found.may_grant) is (month in of_actor)
        return view.decides, of_actor, of_others

    assert told(INSPECTOR) == (True, {7, 8, 9}, set())
    for looks_on in (VIEWER, REPUBLIC):
        assert told(looks_on) == (False, set(), {7, 8, 9})
    assert told(ADMINISTRATOR) == (True, {8}, {7, 9})


def test_a_due_day_on_a_rest_day_keeps_its_date_and_is_flagged(work: Round) -> None:
    days = {one.month: one for one in viewed(work).due_days}
    assert (days[8].due, days[8].rest.ground if days[8].rest else None) == (date(2023, 9, 3), Ground.SUNDAY)
    assert (days[9].due, days[9].rest) == (date(2023, 10, 3), None)
    assert days[9].lock is None


def test_regions_and_years_to_choose_from(work: Round) -> None:
    assert regions_seen(work.store, INSPECTOR) == (REGION,)
    assert regions_seen(work.store, DIRECTOR) == ()
    assert regions_seen(work.store, REPUBLIC)[0] == REGION
    assert years_seen(work.store, INSPECTOR, REGION, TODAY) == (YEAR,)
    for refused in (DIRECTOR, Actor("Sobir", "region", "1708")):
        with pytest.raises(NotAllowed):
            round_view(work.store, refused, REGION, YEAR, TODAY)


def test_a_first_report_is_all_new(work: Round) -> None:
    work.submit()
    review = reviewed(work)
    assert (review.count(Change.NEW), review.was_accepted, review.was_returned) == (1, False, False)
    assert (review.may_accept, review.may_return, review.may_grant) == (True, True, False)


def test_a_heading_shows_its_sum_and_only_what_is_reported_is_counted(work: Round) -> None:
    entries = [MonthEntry(work.row("1"), Decimal(5)), MonthEntry(work.row("4.1"), Decimal(7))]
    form = reporting.month_form(work.store, DIRECTOR, PLACE, YEAR, 9)
    sent = HeldMonth(checked(form, entries)).review(form)
    reporting.submit_month(work.store, DIRECTOR, PLACE, YEAR, 9, entries, source="workbook", today=TODAY)
    review = reviewed(work)
    assert {one.row.number: one.value for one in review.lines if one.value is not None} == {"1": 5, "4": 7, "4.1": 7}
    counts = [review.count(change) for change in (Change.NEW, Change.CHANGED, Change.SAME, Change.BLANK)]
    assert counts == [sent.counts[change] for change in (Change.NEW, Change.CHANGED, Change.SAME, Change.BLANK)]
    assert counts == [2, 0, 0, 4]


def test_a_mended_report_shows_what_was_accepted_and_what_was_returned(work: Round) -> None:
    work.submit(5)
    work.accept()
    work.give_back(row1="nega kam?")
    work.submit(6)
    work.give_back(row1="yana kam")
    work.submit(7)
    review = reviewed(work)
    (line,) = [one for one in review.lines if one.value is not None]
    assert (line.accepted, line.returned, line.value) == (Decimal(5), Decimal(6), Decimal(7))
    assert (line.change, line.comment) == (Change.CHANGED, "yana kam")
    work.accept()
    assert next(one for one in reviewed(work).lines if one.value is not None).accepted == 5


def test_old_and_new_of_what_changed_since_acceptance(work: Round) -> None:
    work.submit(5)
    work.accept()
    report = monthly_report(work.store, DIRECTOR, PLACE, YEAR, 9, TODAY)
    assert report is not None and report.changed == ()
    work.give_back()
    work.submit(6)
    report = monthly_report(work.store, DIRECTOR, PLACE, YEAR, 9, TODAY)
    assert report is not None
    assert [(one.before, one.after) for one in report.changed] == [(Decimal(5), Decimal(6))]


def test_from_above_a_returned_month_stands_as_it_was_handed_in(work: Round) -> None:
    work.submit(5)
    work.give_back()
    reporting.withdraw(work.store, DIRECTOR, PLACE, YEAR, work.row("1"), 9, "xato")
    assert ledger_seen(work.store, DIRECTOR, PLACE, YEAR).figures == {}
    assert ledger_seen(work.store, INSPECTOR, PLACE, YEAR).figures == {work.row("1"): {9: Decimal(5)}}
    work.submit(6)
    assert ledger_seen(work.store, INSPECTOR, PLACE, YEAR).figures == {work.row("1"): {9: Decimal(6)}}


def test_where_accepted_months_alone_are_seen_a_month_counts_as_it_was_last_accepted(work: Round) -> None:
    work.rules(region_sees="accepted")
    work.submit(5)
    assert ledger_seen(work.store, INSPECTOR, PLACE, YEAR).figures == {}
    work.accept()
    work.give_back()
    work.submit(6)
    seen = ledger_seen(work.store, INSPECTOR, PLACE, YEAR).figures
    assert seen == {work.row("1"): {9: Decimal(5)}}
    whole = overview(work.store, INSPECTOR, PLACE, YEAR, 9, TODAY)
    assert whole is not None and whole.standing.figures == seen
    assert next(one for one in reviewed(work).lines if one.value is not None).value == 6  # to be decided on


def test_a_draft_shows_in_no_view_from_above(work: Round) -> None:
    reporting.save_draft(work.store, STAFF, PLACE, YEAR, 9, {work.row("1"): Draft("7")})
    own = monthly_report(work.store, DIRECTOR, PLACE, YEAR, 9, TODAY)
    above = monthly_report(work.store, INSPECTOR, PLACE, YEAR, 9, TODAY)
    assert own is not None and above is not None
    assert (own.now.state.stage, above.now.state.stage) == (Stage.DRAFT, Stage.OPEN)
    assert (len(own.drafts), len(above.drafts)) == (1, 0)
    assert of(viewed(work)).months[8].now.state.stage is Stage.OPEN


def seen_of(work: Round, actor: Actor) -> list[tuple[Decimal | None, bool]]:
    """The history of row 1 as the actor sees it, the newest first: figure, withdrawn."""
    found = indicator(work.store, actor, PLACE, YEAR, 9, TODAY, work.row("1"))
    assert found is not None
    return [(one.figure.value, one.figure.withdrawn) for one in found.entries]


def test_the_history_of_a_returned_months_figure_ends_for_those_above_where_it_was_handed_in(work: Round) -> None:
    work.submit(5)
    work.give_back()
    reporting.withdraw(work.store, DIRECTOR, PLACE, YEAR, work.row("1"), 9, "xato")
    assert seen_of(work, DIRECTOR) == [(None, True), (Decimal(5), False)]
    for above in (INSPECTOR, VIEWER, REPUBLIC, ADMINISTRATOR):
        assert seen_of(work, above) == [(Decimal(5), False)]


def test_the_history_shows_accepted_figures_alone_where_those_are_all_that_is_seen(work: Round) -> None:
    work.rules(region_sees="accepted")
    work.submit(5)
    assert seen_of(work, INSPECTOR) == []
    work.accept()
    work.give_back()
    work.submit(6)
    assert seen_of(work, DIRECTOR) == [(Decimal(6), False), (Decimal(5), False)]
    for above in (INSPECTOR, VIEWER, REPUBLIC, ADMINISTRATOR):
        assert seen_of(work, above) == [(Decimal(5), False)]


def noted(work: Round, actor: Actor) -> tuple[Decimal | None, str | None, int | None]:
    """Row 1 of the report page as the actor sees it: figure and note; and the month that is proposed next."""
    report = monthly_report(work.store, actor, PLACE, YEAR, 9, TODAY)
    assert report is not None
    row = report.form.row(work.row("1"))
    assert row is not None
    return row.months.get(9), row.note, default_month(work.store, actor, PLACE, YEAR, TODAY)


def submit_noted(work: Round, value: int, note: str) -> None:
    entry = MonthEntry(work.row("1"), Decimal(value), note)
    reporting.submit_month(work.store, DIRECTOR, PLACE, YEAR, 9, [entry], source="form", today=TODAY)


def test_report_page_and_template_show_those_above_no_figure_and_no_note_beyond_their_limit(work: Round) -> None:
    work.rules(region_sees="accepted")
    submit_noted(work, 5, "birinchi")
    assert noted(work, DIRECTOR) == (Decimal(5), "birinchi", 1)
    assert noted(work, INSPECTOR) == (None, None, 1)
    work.accept()
    work.give_back()
    submit_noted(work, 6, "ikkinchi")
    assert noted(work, DIRECTOR) == (Decimal(6), "ikkinchi", 1)
    assert noted(work, INSPECTOR) == (Decimal(5), "birinchi", 10)


def test_a_report_not_accepted_is_looked_through_by_who_decides_on_it_alone(work: Round) -> None:
    def figure(actor: Actor) -> Decimal | Missing | None:
        found = month_review(work.store, actor, PLACE, YEAR, 9, TODAY)
        return found if isinstance(found, Missing) else next(one.value for one in found.lines if one.row.number == "1")

    assert {figure(actor) for actor in (INSPECTOR, VIEWER, REPUBLIC)} == {Missing.NOT_HANDED_IN}
    work.submit(5)
    assert {figure(actor) for actor in (INSPECTOR, VIEWER, REPUBLIC)} == {Decimal(5)}
    work.rules(region_sees="accepted")
    assert figure(INSPECTOR) == 5
    assert figure(VIEWER) is Missing.NOT_ACCEPTED
    work.accept()
    work.give_back()
    work.submit(6)
    assert figure(INSPECTOR) == 6
    assert {figure(actor) for actor in (VIEWER, REPUBLIC)} == {Decimal(5)}
    seen = month_review(work.store, VIEWER, PLACE, YEAR, 9, TODAY)
    assert isinstance(seen, MonthReview) and not seen.was_returned
