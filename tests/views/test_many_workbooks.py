"""A folder of workbooks: each recognised and judged by itself, the ready ones handed in for their places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ishreja.access import Actor
from ishreja.domain.round import Stage
from ishreja.intake.month_template import template
from ishreja.reporting import HandedIn, month_form, submit_workbook
from ishreja.storage import audit, audit_check, figures, submissions
from ishreja.views.many_workbooks import HeldFile, Judged, Verdict, judged, read_dropped
from tests.faults import corpus
from tests.intake.workbooks import own_table
from tests.ledger import PLACE, YEAR
from tests.many_workbooks import dropped, filled
from tests.rounds import DIRECTOR, INSPECTOR, NEIGHBOUR, OTHER, SECOND, STAFF, STRANGER, VIEWER, Round, open_round

TODAY = date(2023, 10, 5)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Round]:
    opened = open_round(tmp_path)
    yield opened
    opened.store.close()


def read(work: Round, *files: bytes, actor: Actor = INSPECTOR) -> tuple[HeldFile, ...]:
    return tuple(
        read_dropped(work.store, actor, dropped(f"{at}.xlsx", data), TODAY) for at, data in enumerate(files, 1)
    )


def verdicts(work: Round, *files: bytes, actor: Actor = INSPECTOR) -> list[Verdict]:
    return [one.verdict for one in judged(work.store, actor, read(work, *files, actor=actor), TODAY)]


def hand_in(work: Round, one: Judged, actor: Actor = INSPECTOR) -> HandedIn:
    assert one.review is not None
    return submit_workbook(
        work.store, actor, one.review.reading, file_hash=one.file.digest, file_name=one.file.name, today=TODAY
    )


def test_each_file_is_judged_by_itself(work: Round) -> None:
    table = own_table([("№", "Nomi", "sentabr"), ("1", "Maqolalar", 5)])
    blank = template(month_form(work.store, INSPECTOR, OTHER, YEAR, 7))
    wrong = filled(work, OTHER, month=8, first="ming")
    found = judged(
        work.store,
        INSPECTOR,
        read(work, filled(work), filled(work, OTHER), table, corpus.workbook("x"), b"", blank, wrong),
        TODAY,
    )
    assert [one.verdict for one in found] == [
        Verdict.READY,
        Verdict.READY,
        Verdict.UNKNOWN,
        Verdict.UNREADABLE,
        Verdict.UNREADABLE,
        Verdict.ERRORS,
        Verdict.ERRORS,
    ]
    assert found[-1].review is not None
    (problem,) = found[-1].review.reading.errors
    assert (problem.sheet, problem.cell) == ("Avgust 2023", "G6")


def test_a_question_waits_for_its_answer(work: Round) -> None:
    for month in range(1, 7):
        work.month = month
        work.submit(5)
    (file,) = read(work, filled(work, first=5000))
    (one,) = judged(work.store, INSPECTOR, [file], TODAY)
    assert one.verdict is Verdict.QUESTIONS
    assert one.review is not None and file.month is not None
    (question,) = one.review.reading.questions
    file.month.answers[question.key] = "keep"
    (after,) = judged(work.store, INSPECTOR, [file], TODAY)
    assert after.verdict is Verdict.READY
    work.month = 9
    assert hand_in(work, after).receipt is not None
    kept = submissions.submissions(work.store, PLACE, YEAR)[-1]
    assert kept.answers == {question.key: "keep"}


@pytest.mark.parametrize("actor", [STRANGER, STAFF, VIEWER, NEIGHBOUR])
def test_who_may_not_hand_in_for_the_place_is_told_and_learns_nothing(work: Round, actor: Actor) -> None:
    (one,) = judged(work.store, actor, read(work, filled(work), actor=actor), TODAY)
    assert one.verdict is Verdict.FOREIGN
    assert one.review is None and one.file.month is None


def test_a_right_taken_away_after_the_reading_is_asked_again(work: Round) -> None:
    files = read(work, filled(work))
    (ready,) = judged(work.store, INSPECTOR, files, TODAY)
    (later,) = judged(work.store, VIEWER, files, TODAY)
    assert (later.verdict, later.review) == (Verdict.FOREIGN, None)
    refused = hand_in(work, ready, VIEWER)
    assert refused.receipt is None and refused.refused
    assert figures.current(work.store, PLACE, YEAR) == {}


def test_two_files_for_one_month_stop_both_and_a_copy_counts_once(work: Round) -> None:
    first, second = filled(work), filled(work, first=6)
    assert verdicts(work, first, second) == [Verdict.TWICE, Verdict.TWICE]
    assert verdicts(work, first, first) == [Verdict.READY, Verdict.TWICE]
    assert verdicts(work, first, filled(work, OTHER)) == [Verdict.READY, Verdict.READY]


def test_a_month_that_is_accepted_closed_or_to_come_is_not_ready(work: Round) -> None:
    data = filled(work, first=7)
    work.submit()
    work.accept()
    assert verdicts(work, data) == [Verdict.CLOSED]
    assert verdicts(work, filled(work, month=12)) == [Verdict.UNREADABLE]
    work.rules(lock_day=4)
    assert verdicts(work, filled(work, OTHER)) == [Verdict.CLOSED]


def test_the_same_figures_again_are_said_to_be_the_same(work: Round) -> None:
    (one,) = judged(work.store, INSPECTOR, read(work, filled(work)), TODAY)
    assert hand_in(work, one).receipt is not None
    assert verdicts(work, filled(work)) == [Verdict.SAME]


def test_a_returned_month_is_handed_in_again_as_it_is(work: Round) -> None:
    (first,) = judged(work.store, INSPECTOR, read(work, filled(work)), TODAY)
    hand_in(work, first)
    work.give_back(actor=SECOND)
    (again,) = judged(work.store, INSPECTOR, read(work, filled(work)), TODAY)
    assert again.verdict is Verdict.READY
    receipt = hand_in(work, again).receipt
    assert receipt is not None
    assert (receipt.handed_in, receipt.changed_anything) == (True, False)
    assert work.now().state.stage is Stage.SUBMITTED


def test_what_is_handed_in_bears_who_did_it_for_whom(work: Round) -> None:
    found = judged(work.store, INSPECTOR, read(work, filled(work), filled(work, OTHER, first=9)), TODAY)
    receipts = [hand_in(work, one).receipt for one in found]
    assert [(one.new, one.handed_in) for one in receipts if one] == [(2, True), (2, True)]
    for place in (PLACE, OTHER):
        (kept,) = submissions.submissions(work.store, place, YEAR)
        assert (kept.source, kept.who, kept.role) == ("region", INSPECTOR.name, "region")
        event = [row.event for row in audit.trail(work.store, place) if row.event.action == "submit"][-1]
        assert event.who == INSPECTOR.name and event.subject.endswith("on behalf of the place")
        assert work.now(place).state.stage is Stage.SUBMITTED
        assert work.now(place).steps[-1].on_behalf
    assert audit_check.check(work.store).whole


def test_one_that_is_refused_at_the_last_moment_leaves_the_others(work: Round) -> None:
    found = judged(work.store, INSPECTOR, read(work, filled(work, first=8), filled(work, OTHER)), TODAY)
    work.submit()
    work.accept()
    first, second = (hand_in(work, one) for one in found)
    assert first.receipt is None and first.refused
    assert second.receipt is not None and second.receipt.new == 2


def test_a_director_hands_in_own_workbooks_without_that_mark(work: Round) -> None:
    (one,) = judged(work.store, DIRECTOR, read(work, filled(work), actor=DIRECTOR), TODAY)
    assert hand_in(work, one, DIRECTOR).receipt is not None
    (kept,) = submissions.submissions(work.store, PLACE, YEAR)
    assert kept.source == "workbook"
    event = [row.event for row in audit.trail(work.store, PLACE) if row.event.action == "submit"][-1]
    assert "behalf" not in event.subject
    assert not work.now().steps[-1].on_behalf
