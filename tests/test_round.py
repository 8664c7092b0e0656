"""The monthly round's acts: accepted is locked, nobody accepts the own report, and each act asks for its right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import reporting
from ishreja.access import Actor, NotAllowed
from ishreja.domain.month import MonthEntry
from ishreja.domain.round import MonthState, RoundSettings, Stage
from ishreja.errors import UserError
from ishreja.reporting import StateRefused
from ishreja.storage import audit, audit_check, drafts, figures, handed_in, month_exceptions, submissions
from ishreja.storage.drafts import Draft
from tests.faults.test_racing import at_once
from tests.ledger import PLACE, YEAR, adopt, document
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
    Act,
    Round,
    open_round,
)

DUE = date(2023, 9, 30)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Round]:
    opened = open_round(tmp_path)
    with opened.store:
        yield opened


def withdraw(work: Round, actor: Actor = DIRECTOR) -> None:
    reporting.withdraw(work.store, actor, PLACE, YEAR, work.row("1"), work.month, "xato")


def save_draft(work: Round, actor: Actor = DIRECTOR, number: str = "1") -> None:
    reporting.save_draft(work.store, actor, PLACE, YEAR, work.month, {work.row(number): Draft("7")})


def draft_entries(work: Round, actor: Actor = STAFF) -> tuple[int, int]:
    entries = [MonthEntry(work.row("1"), Decimal(9)), MonthEntry(work.row("3"), Decimal(3))]
    return reporting.draft_entries(work.store, actor, PLACE, YEAR, work.month, entries)


def clear_draft(work: Round, actor: Actor = DIRECTOR) -> None:
    reporting.clear_draft(work.store, actor, PLACE, YEAR, work.month)


def hand_in(work: Round, actor: Actor = DIRECTOR) -> None:
    reporting.hand_in(work.store, actor, PLACE, YEAR, work.row("1"), DUE, DUE)


def undo_hand_in(work: Round, actor: Actor = DIRECTOR) -> None:
    reporting.undo_hand_in(work.store, actor, PLACE, YEAR, work.row("1"), DUE)


WRITES: dict[str, Act] = {
    "submit": lambda work: work.submit(6),
    "submit by the region": lambda work: work.submit(6, SECOND),
    "submit the same again": lambda work: work.submit(5),
    "withdraw": withdraw,
    "draft": save_draft,
    "workbook of the staff": draft_entries,
    "clear the draft": clear_draft,
    "hand in": hand_in,
    "undo": undo_hand_in,
    "accept again": lambda work: work.accept(SECOND),
}


def written(work: Round) -> tuple[object, ...]:
    """All that a write to the month could have changed."""
    return (
        figures.history(work.store, PLACE, YEAR, work.row("1")),
        submissions.submissions(work.store, PLACE, YEAR),
        drafts.drafts(work.store, PLACE, YEAR, work.month),
        handed_in.current(work.store, PLACE, YEAR),
        work.now().steps,
        audit.trail(work.store),
    )


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_write_to_an_accepted_month_is_refused_until_it_is_returned_with_a_reason(
    work: Round, write: Act
) -> None:
    hand_in(work)
    work.submit()
    work.accept()
    before = written(work)
    with pytest.raises(StateRefused):
        write(work)
    assert written(work) == before
    with pytest.raises(UserError, match="nima uchun"):
        work.give_back(reason="  ")
    assert written(work) == before
    work.give_back()
    if write is WRITES["accept again"]:
        work.submit(None)
    write(work)
    assert written(work) != before


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_granted_correction_opens_the_month_as_a_return_does(work: Round, write: Act) -> None:
    hand_in(work)
    work.submit()
    work.accept()
    work.ask()
    with pytest.raises(StateRefused):
        write(work)
    reporting.refuse_correction(work.store, INSPECTOR, PLACE, YEAR, work.month, "Raqam toʻgʻri", seen=None)
    with pytest.raises(StateRefused):
        write(work)
    work.ask()
    reporting.grant_correction(work.store, INSPECTOR, PLACE, YEAR, work.month, seen=None)
    assert work.now().state == MonthState(Stage.RETURNED)
    if write is WRITES["accept again"]:
        work.submit(None)
    write(work)


def test_other_months_and_other_places_stay_open(work: Round) -> None:
    work.submit()
    work.accept()
    work.month = 8
    assert work.submit(4).changed_anything
    work.month = 9
    assert work.submit(4, NEIGHBOUR, OTHER).changed_anything
    assert work.now(OTHER).state.stage is Stage.SUBMITTED


@pytest.mark.parametrize("submitter", [INSPECTOR, SECOND])
def test_who_handed_in_never_accepts(work: Round, submitter: Actor) -> None:
    work.submit(5, submitter)
    work.submit(6, DIRECTOR)  # it is no way out that somebody else adds a figure later
    with pytest.raises(StateRefused, match="oʻzingiz topshirgansiz"):
        work.accept(submitter)
    assert work.now().state.stage is Stage.SUBMITTED
    work.accept(SECOND if submitter is INSPECTOR else INSPECTOR)
    assert work.now().state.stage is Stage.ACCEPTED


def test_a_region_of_one_person_may_switch_self_acceptance_on_and_the_audit_marks_it(work: Round) -> None:
    work.submit(5, INSPECTOR)
    work.rules(self_acceptance=True)
    work.accept(INSPECTOR)
    assert work.now().steps[-1].by_submitter
    assert "by_submitter" in str(audit.trail(work.store, PLACE)[-1].event.after)
    work.give_back()
    work.submit(6)
    work.accept(INSPECTOR)
    assert not work.now().steps[-1].by_submitter
    assert "by_submitter" not in str(audit.trail(work.store, PLACE)[-1].event.after)


def test_a_returned_month_is_handed_in_again_even_where_nothing_was_wrong(work: Round) -> None:
    first = work.submit(5)
    work.give_back(row1="nega kam?")
    again = work.submit(None)
    assert (again.handed_in, again.changed_anything) == (True, False)
    assert again.submission_id != first.submission_id
    assert work.now().state.stage is Stage.SUBMITTED
    unchanged = work.submit(5)
    assert (unchanged.handed_in, unchanged.submission_id) == (False, None)


def test_a_withdrawal_is_part_of_what_is_handed_in(work: Round) -> None:
    work.submit()
    seen = work.now().version
    withdraw(work)
    assert work.now().version > seen
    with pytest.raises(StateRefused, match="oʻzgargan"):
        work.accept(seen=seen)
    work.submit(5)
    work.give_back()
    withdraw(work)  # mended in a returned month: it is handed in by the next submission
    assert work.now().state.stage is Stage.RETURNED
    assert [one.step.value for one in work.now().steps[-2:]] == ["return", "withdraw"]


def test_who_withdraws_in_a_returned_month_does_not_accept_it(work: Round) -> None:
    work.submit()
    work.give_back()
    withdraw(work, SECOND)
    work.submit(None)
    with pytest.raises(StateRefused, match="raqam qaytarib olgansiz"):
        work.accept(SECOND)
    work.accept(INSPECTOR)
    assert not work.now().steps[-1].by_submitter
    work.ask()
    reporting.grant_correction(work.store, INSPECTOR, PLACE, YEAR, work.month, seen=None)
    work.submit(5)
    work.give_back()
    withdraw(work, INSPECTOR)
    work.submit(None)
    work.rules(self_acceptance=True)
    work.accept(INSPECTOR)
    assert work.now().steps[-1].by_submitter
    assert "by_submitter" in str(audit.trail(work.store, PLACE)[-1].event.after)


def test_comments_stand_at_rows_of_the_plan_alone(work: Round) -> None:
    work.submit()
    work.give_back(row1="nega kam?", row2="  ")
    assert work.now().steps[-1].comments == {work.row("1"): "nega kam?"}
    work.submit(None)
    with pytest.raises(UserError, match="satr"):
        reporting.return_month(work.store, INSPECTOR, PLACE, YEAR, 9, "sabab", {9999: "?"}, seen=None)


def test_of_two_who_accept_at_once_the_second_is_told(work: Round) -> None:
    work.submit()
    seen = work.now().version
    told: list[str] = []

    def accept(actor: Actor) -> str:
        try:
            work.accept(actor, seen)
        except StateRefused as refused:
            told.append(str(refused))
            return "told"
        return "accepted"

    found = at_once([lambda: accept(INSPECTOR), lambda: accept(SECOND)] * 4)
    assert sorted(found) == ["accepted"] + ["told"] * 7
    assert "allaqachon qabul qilingan" in told[0]
    assert [step.step.value for step in work.now().steps] == ["submit", "accept"]


def test_a_report_that_changed_since_it_was_looked_at_is_not_decided_on(work: Round) -> None:
    work.submit(5)
    seen = work.now().version
    work.submit(50)
    with pytest.raises(StateRefused, match="oʻzgargan"):
        work.accept(seen=seen)
    with pytest.raises(StateRefused, match="oʻzgargan"):
        reporting.return_month(work.store, INSPECTOR, PLACE, YEAR, 9, "sabab", seen=seen)
    work.accept(seen=work.now().version)


def test_a_submission_and_an_acceptance_at_once_leave_no_figure_unseen(work: Round) -> None:
    work.submit(1)
    seen = work.now().version

    def refused(act: Act) -> bool:
        try:
            act(work)
        except StateRefused:
            return True
        return False

    at_once([lambda: refused(lambda one: one.submit(2)), lambda: refused(lambda one: one.accept(seen=seen))])
    now, value = work.now(), figures.current(work.store, PLACE, YEAR)[work.row("1")][9]
    assert (now.state.stage, value) in ((Stage.ACCEPTED, 1), (Stage.SUBMITTED, 2))


LATER: dict[str, Act] = {name: act for name, act in WRITES.items() if "accept" not in name and "region" not in name}


@pytest.mark.parametrize("write", LATER.values(), ids=LATER)
def test_behind_the_lock_day_a_month_is_closed_without_an_exception(work: Round, write: Act) -> None:
    work.rules(due_day=3, lock_day=10)
    work.on(2023, 10, 10)
    hand_in(work)
    work.submit()
    work.on(2023, 10, 11)
    with pytest.raises(StateRefused, match="2023-yil 10-oktabr"):
        write(work)
    reporting.grant_exception(work.store, INSPECTOR, [PLACE, OTHER], YEAR, 9, date(2023, 10, 12), "Suv bosdi")
    work.on(2023, 10, 12)
    write(work)
    work.on(2023, 10, 13)
    with pytest.raises(StateRefused):
        write(work)


def test_a_returned_month_is_open_for_mending_past_the_lock_day(work: Round) -> None:
    work.rules(lock_day=10, mending_days=4)
    work.submit()
    work.on(2023, 10, 20)
    work.give_back()
    work.on(2023, 10, 24)
    save_draft(work)
    work.on(2023, 10, 25)
    with pytest.raises(StateRefused, match="24-oktabr"):
        work.submit(6)


def test_months_before_a_place_joined_are_neither_expected_nor_closed(tmp_path: Path) -> None:
    work = open_round(tmp_path, datetime(2023, 5, 2, 6))
    with work.store:
        work.rules(lock_day=10)
        assert [work.now(month=month).expected for month in (4, 5)] == [False, True]
        work.month = 4
        assert work.submit().handed_in
        work.month = 5
        with pytest.raises(StateRefused):
            work.submit()


def test_an_exception_is_granted_to_all_its_places_or_to_none(work: Round) -> None:
    work.rules(lock_day=8)
    with pytest.raises(NotAllowed):
        reporting.grant_exception(work.store, INSPECTOR, [PLACE, "1708201"], YEAR, 9, date(2023, 10, 9), "sabab")
    assert month_exceptions.current(work.store, [PLACE], YEAR) == {}
    for wrong, told in (
        ({"until": date(2023, 10, 4)}, "oʻtib ketgan"),
        ({"reason": " "}, "nima uchun"),
        ({"places": []}, "hududni"),
        ({"month": 13}, "13"),
    ):
        asked = {"places": [PLACE], "year": YEAR, "month": 9, "until": date(2023, 10, 9), "reason": "sabab"} | wrong
        with pytest.raises(UserError, match=told):
            reporting.grant_exception(work.store, INSPECTOR, **asked)
    reporting.grant_exception(work.store, INSPECTOR, [PLACE, OTHER], YEAR, 9, date(2023, 10, 9), "sabab")
    recorded = [one.event for one in audit.trail(work.store) if one.event.action == "grant exception"]
    assert [(one.place, one.after, one.reason) for one in recorded] == [
        (OTHER, "2023-10-09", "sabab"),
        (PLACE, "2023-10-09", "sabab"),
    ]


def extend(work: Round, day: int, *places: str, month: int = 9) -> None:
    """Keep the month open until that day of October."""
    until = date(2023, 10, day)
    reporting.grant_exception(work.store, INSPECTOR, places or [PLACE], YEAR, month, until, "Suv bosdi")


def test_an_exception_that_would_change_nothing_is_refused_and_says_what_to_do_instead(work: Round) -> None:
    with pytest.raises(StateRefused, match="oylar yopilmaydi"):
        extend(work, 20)
    work.rules(lock_day=10, mending_days=9)
    with pytest.raises(StateRefused, match="10-oktabr kunigacha ochiq"):
        extend(work, 10)
    with pytest.raises(StateRefused, match="2022-yil dekabr oyi hisoboti kutilmaydi"):
        reporting.grant_exception(work.store, INSPECTOR, [PLACE], 2022, 12, date(2023, 10, 20), "Suv bosdi")
    work.submit()
    work.give_back()
    with pytest.raises(StateRefused, match="14-oktabr kunigacha ochiq"):  # the time for mending
        extend(work, 14)
    work.submit(6)
    work.accept()
    with pytest.raises(StateRefused, match="tuzatishga ruxsat soʻrasin"):
        extend(work, 20)
    assert month_exceptions.current(work.store, [PLACE], YEAR) == {}
    assert "grant exception" not in {one.event.action for one in audit.trail(work.store)}


def test_a_month_that_would_be_closed_before_the_day_is_kept_open(work: Round) -> None:
    work.rules(lock_day=10)
    extend(work, 11)  # the 5th: it is open yet
    work.on(2023, 10, 11)
    assert work.submit().handed_in  # and may be returned: what is handed in is kept open too
    extend(work, 20)
    assert work.now().last_day == date(2023, 10, 20)
    extend(work, 12)  # it may be cut short
    assert work.now().last_day == date(2023, 10, 12)


def test_an_exception_is_cut_short_to_where_the_month_is_open_without_it(work: Round) -> None:
    work.rules(lock_day=10)
    extend(work, 20)
    extend(work, 9)
    assert work.now().last_day == date(2023, 10, 10)


def test_an_exception_holds_till_its_day_and_while_it_is_what_keeps_the_month_open(work: Round) -> None:
    work.rules(lock_day=10)
    extend(work, 12)
    held = {}
    for day in (9, 12, 13):
        work.on(2023, 10, day)
        held[day] = work.now().holding is not None
    assert held == {9: True, 12: True, 13: False}
    assert work.now().exception is not None  # it was granted all the same
    work.on(2023, 10, 12)
    work.submit()
    assert work.now().holding is not None
    work.accept()
    assert work.now().holding is None
    work.give_back()
    assert (work.now().last_day, work.now().holding) == (date(2023, 10, 17), None)  # the time for mending is longer
    work.rules()
    assert (work.now().last_day, work.now().holding) == (None, None)


def test_all_that_stands_in_an_exceptions_way_is_told_at_once(work: Round) -> None:
    work.rules(lock_day=10)
    work.submit()
    work.accept()
    with pytest.raises(StateRefused) as told:
        extend(work, 20, PLACE, OTHER, "1706204", "1706207")
    first, second = str(told.value).split("\n\n")
    assert first.startswith("Olot tumani, Buxoro tumani: 2023-yil sentabr oyi hisoboti kutilmaydi")
    assert second.startswith("Jondor tumani: 2023-yil sentabr oyi hisoboti qabul qilingan")
    assert month_exceptions.current(work.store, [OTHER], YEAR) == {}
    extend(work, 20, OTHER)


def test_settings_are_the_regions_own_and_rule_over_its_children(work: Round) -> None:
    work.rules(due_day=5, lock_day=12, region_sees="accepted")
    assert reporting.settings_for(work.store, PLACE) == RoundSettings(5, 12, region_sees="accepted")
    assert reporting.settings_for(work.store, REGION) == RoundSettings()
    assert work.now().due == date(2023, 10, 5)
    event = audit.trail(work.store, REGION)[-1].event
    assert '"due_day":5' in str(event.after)
    assert '"due_day":3' in str(event.before)
    trail = audit.trail(work.store)
    work.rules(due_day=5, lock_day=12, region_sees="accepted")
    assert audit.trail(work.store) == trail
    with pytest.raises(UserError, match="28"):
        work.rules(lock_day=2)


def test_staff_fill_in_their_services_rows_alone_and_submit_nothing(work: Round) -> None:
    save_draft(work, STAFF)
    with pytest.raises(NotAllowed, match="boshqa xizmat"):
        save_draft(work, STAFF, "3")
    save_draft(work, DIRECTOR, "3")
    clear_draft(work, STAFF)
    assert list(drafts.drafts(work.store, PLACE, YEAR, 9)) == [work.row("3")]
    for act in (lambda: work.submit(5, STAFF), lambda: withdraw(work, STAFF)):
        with pytest.raises(NotAllowed):
            act()


def test_a_workbook_of_the_staff_becomes_a_draft_of_their_rows(work: Round) -> None:
    assert draft_entries(work) == (1, 1)
    kept = drafts.drafts(work.store, PLACE, YEAR, 9)
    assert {row_id: (one.value_text, one.who) for row_id, one in kept.items()} == {work.row("1"): ("9", "Zilola")}
    assert figures.current(work.store, PLACE, YEAR) == {}
    assert work.now().state.stage is Stage.DRAFT


def test_drafts_are_shown_to_the_office_alone(work: Round) -> None:
    save_draft(work, STAFF)
    seen = {
        actor.role: bool(reporting.drafts_of(work.store, actor, PLACE, YEAR, 9))
        for actor in (DIRECTOR, STAFF, INSPECTOR, VIEWER, ADMINISTRATOR)
    }
    assert seen == {"director": True, "staff": True, "region": False, "viewer": False, "administrator": False}


def test_every_step_is_audited_with_who_and_why(work: Round) -> None:
    work.submit()
    work.accept()
    work.ask()
    reporting.refuse_correction(work.store, SECOND, PLACE, YEAR, 9, "Raqam toʻgʻri", seen=None)
    work.give_back(SECOND, row1="nega kam?")
    recorded = [
        one.event for one in audit.trail(work.store, PLACE) if one.event.action not in ("adopt", "match indicators")
    ]
    assert [(one.action, one.who, one.before, one.reason) for one in recorded[1:]] == [
        ("accept", "Aziz", "submitted", None),
        ("ask correction", "Nodira", "accepted", "Bitta raqam xato"),
        ("refuse correction", "Barno", "accepted", "Raqam toʻgʻri"),
        ("return", "Barno", "accepted", "Qayta hisoblang"),
    ]
    assert "nega kam?" in str(recorded[-1].after)
    assert audit_check.check(work.store).whole


# Rights: role × own or foreign × state, for each act of the round.

STATES: dict[str, Act] = {
    "open": lambda work: None,
    "draft": save_draft,
    "submitted": lambda work: work.submit(),
    "returned": lambda work: (work.submit(), work.give_back(SECOND)),
    "accepted": lambda work: (work.submit(), work.accept(SECOND)),
    "asked": lambda work: (work.submit(), work.accept(SECOND), work.ask()),
}
ACTS = {
    "draft": lambda work, actor: save_draft(work, actor),
    "submit": lambda work, actor: work.submit(6, actor),
    "accept": lambda work, actor: work.accept(actor),
    "return": lambda work, actor: work.give_back(actor),
    "ask": lambda work, actor: work.ask(actor),
    "grant": lambda work, actor: reporting.grant_correction(work.store, actor, PLACE, YEAR, 9, seen=None),
    "refuse": lambda work, actor: reporting.refuse_correction(work.store, actor, PLACE, YEAR, 9, "Yoʻq", seen=None),
    "exception": lambda work, actor: reporting.grant_exception(
        work.store, actor, [PLACE], YEAR, 9, date(2023, 10, 20), "sabab"
    ),
    "settings": lambda work, actor: reporting.change_round_settings(
        work.store, actor, REGION, RoundSettings(due_day=4)
    ),
}
WRITABLE = {"open", "draft", "submitted", "returned"}
LETS = {
    "draft": WRITABLE,
    "submit": WRITABLE,
    "accept": {"submitted"},
    "return": {"submitted", "accepted", "asked"},
    "ask": {"accepted"},
    "grant": {"asked"},
    "refuse": {"asked"},
    "exception": {*WRITABLE, "submitted"},
    "settings": set(STATES),
}
MAY = {
    "director": {"draft", "submit", "ask"},
    "staff": {"draft"},
    "region": {"submit", "accept", "return", "grant", "refuse", "exception", "settings"},
    "administrator": {"grant", "refuse", "exception", "settings"},
}
ACTORS = {
    "director": DIRECTOR,
    "staff": STAFF,
    "region": INSPECTOR,
    "administrator": ADMINISTRATOR,
    "viewer": VIEWER,
    "director elsewhere": NEIGHBOUR,
    "region elsewhere": STRANGER,
    "republic": REPUBLIC,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_asks_for_its_right_and_its_state(work: Round, act: str, state: str) -> None:
    work.rules(lock_day=8)
    STATES[state](work)
    for name, actor in ACTORS.items():
        allowed = act in MAY.get(name, set())
        if allowed and state in LETS[act]:
            continue
        before = written(work)
        with pytest.raises(StateRefused if allowed else NotAllowed):
            ACTS[act](work, actor)
        assert written(work) == before, name


@pytest.mark.parametrize(
    ("act", "state", "name"),
    [
        (act, state, name)
        for name, acts in MAY.items()
        for act in sorted(acts)
        for state in STATES
        if state in LETS[act]
    ],
)
def test_each_act_is_done_by_who_may_where_the_state_lets_it(work: Round, act: str, state: str, name: str) -> None:
    work.rules(lock_day=8)
    STATES[state](work)
    before = audit.trail(work.store)
    ACTS[act](work, ACTORS[name])
    assert act == "draft" or len(audit.trail(work.store)) > len(before)


def test_nobody_opens_months_of_the_own_place(work: Round) -> None:
    own = Actor("Jasur", "administrator", PLACE, account=5)
    with pytest.raises(UserError, match="yuqori tashkilot"):
        reporting.grant_exception(work.store, own, [PLACE], YEAR, 9, date(2023, 10, 9), "sabab")
    work.submit()
    work.accept()
    work.ask()
    with pytest.raises(UserError, match="yuqori tashkilot"):
        reporting.grant_correction(work.store, own, PLACE, YEAR, 9, seen=None)


def test_the_republic_returns_and_accepts_the_own_month_of_a_region(work: Round) -> None:
    adopt(work.store, document(place=REGION), file_hash="cc")
    act = (work.store, REPUBLIC, REGION, YEAR, 9)
    work.submit(5, INSPECTOR, REGION)
    for actor in (INSPECTOR, SECOND, STRANGER):  # the own office, and a foreign one
        with pytest.raises(NotAllowed):
            reporting.accept(work.store, actor, REGION, YEAR, 9, seen=None)
        with pytest.raises(NotAllowed):
            reporting.return_month(work.store, actor, REGION, YEAR, 9, "sabab", seen=None)
    reporting.return_month(*act, "Qayta hisoblang", {work.row("1", REGION): "nega kam?"}, seen=None)
    assert work.now(REGION).state.stage is Stage.RETURNED
    work.submit(6, INSPECTOR, REGION)
    reporting.accept(*act, seen=None)
    now = work.now(REGION)
    assert (now.state.stage, now.steps[-1].who, now.steps[-1].by_submitter) == (Stage.ACCEPTED, REPUBLIC.name, False)
    assert not any(one.on_behalf for one in now.steps)
    with pytest.raises(StateRefused):
        work.submit(7, INSPECTOR, REGION)


def test_what_the_place_above_hands_in_or_withdraws_is_marked_as_done_for_the_place(work: Round) -> None:
    adopt(work.store, document(place=REGION), file_hash="cc")
    work.submit(5, INSPECTOR)
    withdraw(work, INSPECTOR)
    work.submit(6)
    work.give_back()
    withdraw(work, SECOND)
    assert [one.on_behalf for one in work.now().steps] == [True, True, False, False, True]
    recorded = [one.event.subject for one in audit.trail(work.store, PLACE) if one.event.action == "withdraw"]
    assert recorded == 2 * [f"row {work.row('1')}, month 9, on behalf of the place"]
    work.submit(6)
    work.give_back()
    withdraw(work)
    assert audit.trail(work.store, PLACE)[-1].event.subject == f"row {work.row('1')}, month 9"
    work.submit(5, REPUBLIC, REGION)
    work.submit(6, INSPECTOR, REGION)
    assert [one.on_behalf for one in work.now(REGION).steps] == [True, False]
