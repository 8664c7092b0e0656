"""What waits for whom: each role, each kind of thing, and nothing of what the actor may not see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ishreja import planning, reporting
from ishreja.access import Actor
from ishreja.access import accounts as rules
from ishreja.access.actors import DIRECTOR as DIRECTING
from ishreja.access.actors import STAFF as ENTERING
from ishreja.storage.drafts import Draft
from ishreja.views.inbox import inbox, years_in_work
from ishreja.views.inbox_items import Group, Inbox, Item, Reason
from ishreja.views.indicators import indicators_page
from tests.ledger import PLACE, YEAR, adopt, document, open_store
from tests.people import add_account
from tests.rounds import (
    ADMINISTRATOR,
    DIRECTOR,
    INSPECTOR,
    NEIGHBOUR,
    OTHER,
    REGION,
    REPUBLIC,
    SECOND,
    STAFF,
    STRANGER,
    VIEWER,
    Round,
    open_round,
)
from tests.views.many_places import three_places

EVERYTHING = Actor("Hamma", ENTERING, PLACE, account=20)
FOND = Actor("Fotima", ENTERING, PLACE, frozenset({"fond"}), account=21)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Round]:
    opened = open_round(tmp_path)
    yield opened
    opened.store.close()


def seen(work: Round, actor: Actor) -> Inbox:
    return inbox(work.store, actor, work.clock.now.date())


def of(view: Inbox, *reasons: Reason) -> list[Item]:
    return [item for item in view.items if item.reason in reasons]


def month_of(view: Inbox, month: int) -> Item:
    (found,) = [item for item in view.items if item.month == month and item.place == PLACE]
    return found


def settle(work: Round, *months: int, place: str = PLACE, actor: Actor = DIRECTOR) -> None:
    """Hand these months in."""
    for month in months:
        work.month = month
        work.submit(1, actor, place)
    work.month = 9


def test_a_director_sees_every_month_behind_its_due_day_the_oldest_first(work: Round) -> None:
    settle(work, 1, 2, 3, 4, 5, 6)
    view = seen(work, DIRECTOR)
    assert [(item.month, item.until) for item in view.of(Group.OVERDUE)] == [
        (7, date(2023, 8, 3)),
        (8, date(2023, 9, 3)),
        (9, date(2023, 10, 3)),
    ]
    assert view.count == 3
    assert {item.place for item in view.items} == {PLACE}


def test_a_month_is_to_be_handed_in_from_its_end_on_and_overdue_behind_its_due_day(work: Round) -> None:
    settle(work, *range(1, 9))
    expected = {(9, 30): None, (10, 1): Group.DUE, (10, 3): Group.DUE, (10, 4): Group.OVERDUE}
    for (month, day), group in expected.items():
        work.on(2023, month, day)
        found = {one: [item.month for item in items] for one, items in seen(work, DIRECTOR).groups}
        assert found == ({group: [9]} if group else {}), (month, day)


def test_a_closed_month_is_marked_so(work: Round) -> None:
    settle(work, *range(1, 9))
    work.rules(due_day=3, lock_day=4)
    assert month_of(seen(work, DIRECTOR), 9).locked
    reporting.grant_exception(work.store, INSPECTOR, [PLACE], YEAR, 9, date(2023, 10, 20), "Kasallik")
    assert not month_of(seen(work, DIRECTOR), 9).locked


def test_a_draft_is_told_with_the_month_that_it_belongs_to(work: Round) -> None:
    draft = {work.row("1"): Draft("7")}
    reporting.save_draft(work.store, STAFF, PLACE, YEAR, 9, draft)
    assert month_of(seen(work, DIRECTOR), 9).drafted
    work.submit()
    assert [item for item in seen(work, DIRECTOR).items if item.month == 9] == []
    reporting.save_draft(work.store, STAFF, PLACE, YEAR, 9, {work.row("1"): Draft("8")})
    assert month_of(seen(work, DIRECTOR), 9).reason is Reason.DRAFT


def test_a_returned_month_is_to_be_mended_with_its_reason_and_the_number_of_comments(work: Round) -> None:
    work.rules(due_day=3, lock_day=10, mending_days=5)
    work.submit()
    work.on(2023, 10, 9)
    work.give_back(reason="Qayta hisoblang", row1="nega kam?")
    item = month_of(seen(work, DIRECTOR), 9)
    assert (item.reason, item.text, item.count, item.until) == (
        Reason.RETURNED,
        "Qayta hisoblang",
        1,
        date(2023, 10, 14),
    )
    assert item in seen(work, DIRECTOR).of(Group.MEND)
    work.submit(6)
    assert [one for one in seen(work, DIRECTOR).items if one.month == 9] == []


def test_a_granted_correction_is_to_be_made_and_a_refused_one_is_told_for_two_weeks(work: Round) -> None:
    work.submit()
    work.accept()
    work.ask()
    assert [item for item in seen(work, DIRECTOR).items if item.month == 9] == []
    reporting.refuse_correction(work.store, INSPECTOR, PLACE, YEAR, 9, "Yil yakunida", seen=None)
    view = seen(work, DIRECTOR)
    refused = month_of(view, 9)
    assert (refused.reason, refused.text) == (Reason.REFUSED, "Yil yakunida")
    assert refused not in [item for group, items in view.groups if group is not Group.NEWS for item in items]
    assert view.count == len(view.items) - 1
    work.on(2023, 10, 20)
    assert of(seen(work, DIRECTOR), Reason.REFUSED) == []
    work.ask()
    reporting.grant_correction(work.store, INSPECTOR, PLACE, YEAR, 9, seen=None)
    assert month_of(seen(work, DIRECTOR), 9).reason is Reason.GRANTED


def test_staff_see_the_blank_rows_of_their_services_alone(work: Round) -> None:
    work.on(2024, 1, 2)
    mine, fond, everybody = (month_of(seen(work, who), 12) for who in (STAFF, FOND, EVERYTHING))
    assert [(one.reason, one.count, one.all) for one in (mine, fond, everybody)] == [
        (Reason.FILL, 2, 2),
        (Reason.FILL, 1, 1),
        (Reason.FILL, 3, 3),
    ]
    reporting.save_draft(work.store, STAFF, PLACE, YEAR, 12, {work.row("1"): Draft("7"), work.row("2"): Draft(None)})
    assert (month_of(seen(work, STAFF), 12).count, month_of(seen(work, EVERYTHING), 12).count) == (1, 2)
    reporting.save_draft(work.store, FOND, PLACE, YEAR, 12, {work.row("3"): Draft("9")})
    assert [item for item in seen(work, FOND).items if item.month == 12] == []


def test_staff_see_the_month_that_runs_and_none_that_they_may_not_write_to(work: Round) -> None:
    months = {item.month for item in seen(work, STAFF).items}
    assert months == set(range(1, 11))
    work.rules(due_day=3, lock_day=10)
    assert {item.month for item in seen(work, STAFF).items} == {9, 10}


def test_staff_see_a_returned_month_with_the_comments_at_their_rows(work: Round) -> None:
    work.submit()
    work.give_back(reason="Qayta hisoblang", row1="nega kam?", row3="fond xizmati tuzatsin")
    item = month_of(seen(work, STAFF), 9)
    assert (item.reason, item.text) == (Reason.RETURNED, "Qayta hisoblang")
    assert [(one.number, one.text) for one in item.comments] == [("1", "nega kam?")]
    assert [one.number for one in month_of(seen(work, FOND), 9).comments] == ["3"]


def test_the_region_sees_what_waits_the_longest_first_and_who_is_late_by_months(work: Round) -> None:
    settle(work, 8)
    work.on(2023, 10, 6)
    settle(work, 9, place=OTHER, actor=NEIGHBOUR)
    view = seen(work, INSPECTOR)
    assert [(item.place, item.month) for item in view.of(Group.ACCEPT)] == [(PLACE, 8), (OTHER, 9)]
    late = {item.month: item.places for item in view.of(Group.LATE)}
    assert list(late) == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert (late[9], late[8], late[7]) == ((PLACE,), (OTHER,), (OTHER, PLACE))
    assert view.count == 2 + len(view.of(Group.ANSWER))  # those who are late have to act, not the reader


def test_the_region_answers_a_request_and_is_told_that_it_may_not_accept_what_it_handed_in(work: Round) -> None:
    work.submit(5, INSPECTOR)
    assert month_of(seen(work, INSPECTOR), 9).own
    assert not month_of(seen(work, SECOND), 9).own
    work.accept(SECOND)
    work.ask()
    item = month_of(seen(work, INSPECTOR), 9)
    assert (item.reason, item.text) == (Reason.ASKED, "Bitta raqam xato")
    assert item in seen(work, INSPECTOR).of(Group.ANSWER)


def test_the_region_has_a_plan_of_its_own_like_any_office(work: Round) -> None:
    work.on(2023, 10, 4)
    adopt(work.store, document(place=REGION), file_hash="cc")
    assert of(seen(work, INSPECTOR), Reason.DUE) == []  # it joined in October
    work.on(2023, 11, 5)
    assert [(item.place, item.month) for item in of(seen(work, INSPECTOR), Reason.DUE)] == [(REGION, 10)]
    settle(work, 10, place=REGION, actor=INSPECTOR)
    assert [(item.place, item.month) for item in seen(work, REPUBLIC).of(Group.ACCEPT)] == [(REGION, 10)]


def test_doubtful_rows_are_asked_of_the_region_alone(work: Round) -> None:
    assert of(seen(work, DIRECTOR), Reason.DOUBTFUL) == []
    doubtful = indicators_page(work.store, INSPECTOR, REGION, YEAR).doubtful
    (item,) = of(seen(work, INSPECTOR), Reason.DOUBTFUL)
    assert (item.count, item.page, item.parameters) == (
        len(doubtful),
        "indicators",
        {"region": REGION, "year": "2023"},
    )
    for line in doubtful:
        planning.confirm_indicator(work.store, INSPECTOR, REGION, line.place, YEAR, line.row_id, None)
    assert of(seen(work, INSPECTOR), Reason.DOUBTFUL) == []


def test_a_draft_below_does_not_show_from_above(work: Round) -> None:
    before = seen(work, INSPECTOR)
    reporting.save_draft(work.store, STAFF, PLACE, YEAR, 9, {work.row("1"): Draft("7")})
    assert seen(work, INSPECTOR) == before
    assert [item for item in before.items if item.drafted] == []


def test_nothing_waits_for_a_viewer_nor_from_foreign_places(work: Round) -> None:
    work.submit()
    assert seen(work, VIEWER).groups == ()
    assert seen(work, STRANGER).groups == ()
    assert seen(work, REPUBLIC).groups == ()  # the districts are two levels below
    neighbour = seen(work, NEIGHBOUR)
    assert {item.place for item in neighbour.items} == {OTHER}
    assert {item.place for item in seen(work, ADMINISTRATOR).items} <= {REGION}


def test_an_administrator_sees_invitations_and_places_without_a_director(work: Round) -> None:
    add_account(work.store, "nodira", DIRECTING, PLACE)
    invited, _token = rules.invite(work.store, ADMINISTRATOR, "vali", rules.Details("Vali Aliyev", ENTERING, PLACE))
    view = seen(work, ADMINISTRATOR)
    (without,) = of(view, Reason.NO_DIRECTOR)
    assert without.places == (OTHER,)
    (waiting,) = of(view, Reason.INVITED)
    assert (waiting.text, waiting.account, view.count) == ("Vali Aliyev", invited.account_id, 1)
    work.on(2023, 10, 13)
    (expired,) = of(seen(work, ADMINISTRATOR), Reason.EXPIRED)
    assert (expired.account, expired.parameters) == (invited.account_id, {"account": str(invited.account_id)})
    rules.hand_out_link(work.store, ADMINISTRATOR, invited.account_id)
    assert of(seen(work, ADMINISTRATOR), Reason.EXPIRED) == []
    add_account(work.store, "olim", DIRECTING, OTHER)
    assert of(seen(work, ADMINISTRATOR), Reason.NO_DIRECTOR) == []


def test_each_item_leads_to_the_very_month_on_the_screen_where_it_is_done(work: Round) -> None:
    settle(work, 8)
    here = month_of(seen(work, DIRECTOR), 7)
    assert (here.page, here.parameters) == (
        "monthly_report",
        {"place": PLACE, "year": "2023", "report_month": "7"},
    )
    (there,) = seen(work, INSPECTOR).of(Group.ACCEPT)
    assert (there.page, there.parameters) == (
        "round",
        {"region": REGION, "year": "2023", "report": f"{PLACE}-2023-8"},
    )


def test_only_the_latest_year_counts_and_the_one_before_it_till_the_end_of_march() -> None:
    known = ((PLACE, 2025), (PLACE, 2024), (PLACE, 2023), (OTHER, 2023))
    assert years_in_work(known, PLACE, date(2024, 3, 31)) == (2023, 2024)
    assert years_in_work(known, PLACE, date(2024, 4, 1)) == (2024,)
    assert years_in_work(known, PLACE, date(2026, 11, 26)) == (2025,)
    assert years_in_work(known, OTHER, date(2026, 11, 26)) == (2023,)
    assert years_in_work(known, REGION, date(2024, 1, 1)) == ()


def test_an_inbox_is_read_anew_only_when_something_of_it_was_written(work: Round) -> None:
    director, inspector = seen(work, DIRECTOR), seen(work, INSPECTOR)
    settle(work, 9, place=OTHER, actor=NEIGHBOUR)
    assert seen(work, DIRECTOR) is director
    assert seen(work, INSPECTOR) is not inspector
    work.submit()
    assert seen(work, DIRECTOR) is not director
    inspector = seen(work, INSPECTOR)
    reporting.save_draft(work.store, DIRECTOR, PLACE, YEAR, 9, {work.row("1"): Draft("7")})
    assert seen(work, INSPECTOR) is inspector


def test_a_role_that_is_taken_away_acts_at_the_next_call(work: Round) -> None:
    work.submit()
    assert len(seen(work, INSPECTOR).of(Group.ACCEPT)) == 1
    lowered = Actor(INSPECTOR.name, "viewer", REGION, account=INSPECTOR.account)
    assert seen(work, lowered).groups == ()


def test_many_places_are_asked_at_once(tmp_path: Path) -> None:
    clock_day = date(2023, 10, 5)
    with open_store(tmp_path, datetime(2023, 10, 5, 6)) as store:
        three_places(store)
        view = inbox(store, INSPECTOR, clock_day)
    assert len(view.of(Group.ACCEPT)) == 12  # two of the three reported January to June
