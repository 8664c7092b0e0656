"""The plan page's data: the edition in force, what a document would change, and a reading looked through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja.access import Actor, NotAllowed
from ishreja.domain.plan import Problem, Recurrence, Schedule, Severity
from ishreja.errors import UserError
from ishreja.planning import match_key, question_key
from ishreja.storage import plans
from ishreja.storage.store import Store
from ishreja.views.plan import comparison, plan, preview
from ishreja.views.plan_reading import EDIT, KEEP, PlanReading, begin, begin_revision
from tests.ledger import ACTOR, ANYWHERE, PLACE, ROWS, YEAR, adopt, document, open_store, row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def question(code: str, index: int | None, *choices: str) -> Problem:
    return Problem(Severity.QUESTION, "", "?", code, index, choices)


def test_there_is_no_page_where_there_is_no_plan(store: Store) -> None:
    assert plan(store, ACTOR, PLACE, YEAR, 3) is None


def test_rows_stand_by_section_with_their_depth(store: Store) -> None:
    adopt(store)
    view = plan(store, ACTOR, PLACE, YEAR, 3)
    assert view is not None
    assert [section.numeral for section in view.sections] == ["I"]
    assert [(line.row.number, line.depth) for line in view.sections[0].lines] == [
        ("1", 0), ("2", 0), (None, 1), (None, 1), ("3", 0), ("4", 0), ("4.1", 1),
    ]  # fmt: skip
    assert (view.rows, view.numbered, view.targets) == (7, 5, 3)


def test_the_edition_in_force_is_shown_unless_another_is_asked_for(store: Store) -> None:
    adopt(store)
    adopt(store, document((row("1", "Maqolalarni jamlash va taqdim etish", 30), *ROWS[1:])), "bb", date(2023, 10, 5))
    march, october = plan(store, ACTOR, PLACE, YEAR, 3), plan(store, ACTOR, PLACE, YEAR, 10)
    asked = plan(store, ACTOR, PLACE, YEAR, 3, edition=2)
    assert march is not None and october is not None and asked is not None
    assert (march.edition.number, october.edition.number, asked.edition.number) == (1, 2, 2)
    assert [one.number for one in march.editions] == [2, 1]
    assert march.in_force
    assert not asked.in_force


def test_a_place_that_is_not_ones_own_is_refused(store: Store) -> None:
    adopt(store)
    with pytest.raises(NotAllowed):
        plan(store, Actor("Begona", "director", "1706212"), PLACE, YEAR, 3)


def test_the_same_document_would_change_nothing(store: Store) -> None:
    adopt(store, file_hash="aa")
    found = comparison(store, ACTOR, document(), "aa", {})
    assert found.nothing
    assert found.unchanged == len(ROWS)
    assert found.same_file is not None


def test_a_first_plan_is_all_new_and_not_nothing(store: Store) -> None:
    found = comparison(store, ACTOR, document(), "aa", {})
    assert found.edition is None
    assert len(found.new) == len(ROWS)
    assert not found.nothing


def test_new_changed_renumbered_and_gone_rows_are_told_apart(store: Store) -> None:
    adopt(store)
    changed = replace(ROWS[0], target=Decimal(30))
    renumbered = replace(ROWS[4], number="9")
    found = comparison(
        store, ACTOR, document((changed, *ROWS[1:4], renumbered, row("10", "Butunlay boshqa ish"))), "bb", {}
    )
    assert [(one.after.number, one.fields) for one in found.changed] == [("1", ("target",)), ("9", ("number",))]
    assert [one.number for one in found.new] == ["10"]
    assert [one.number for one in found.gone] == ["4", "4.1"]
    assert found.unchanged == 3


def test_a_doubtful_row_is_asked_about_and_the_answer_settles_it(store: Store) -> None:
    adopt(store)
    doubtful = replace(ROWS[0], number="7", name="Maqolalarni jamlash hamda viloyatga topshirish")
    changed = document((doubtful, *ROWS[1:]))
    found = comparison(store, ACTOR, changed, "bb", {})
    assert [one.after.number for one in found.doubtful] == ["7"]
    settled = comparison(store, ACTOR, changed, "bb", {match_key(0): str(found.doubtful[0].before.row_id)})
    assert not settled.doubtful
    assert settled.changed[0].fields == ("number", "name")


def test_a_document_without_a_place_cannot_be_compared(store: Store) -> None:
    with pytest.raises(UserError):
        comparison(store, ACTOR, document(place=None), "aa", {})


def test_a_preview_numbers_the_lines_by_their_place_in_the_document() -> None:
    lines = [line for section in preview(document()) for line in section.lines]
    assert [line.row_id for line in lines] == list(range(len(ROWS)))


def test_an_answer_changes_the_document_and_can_be_taken_back(store: Store) -> None:
    asked = question("parts_sum:target", 1, "3500", "3600")
    reading = begin(document(problems=(asked,)), b"file", "reja.docx", store, ACTOR)
    assert reading.open() == (asked,)
    reading.answers[question_key(asked)] = "3600"
    assert reading.document.rows[1].target == Decimal(3600)
    assert reading.open() == ()
    reading.answers[question_key(asked)] = EDIT
    assert reading.document.rows[1].target == Decimal(3500)
    assert reading.open() == (asked,)


def test_a_row_mended_in_place_settles_what_was_asked_about_it(store: Store) -> None:
    asked = question("deadline:not_understood", 0)
    reading = begin(document(problems=(asked,)), b"file", "reja.docx", store, ACTOR)
    reading.edit(0, schedule=Schedule(1, 6, Recurrence.NONE, "window_end"))
    assert reading.document.rows[0].schedule == Schedule(1, 6, Recurrence.NONE, "window_end")
    assert reading.open() == ()


def test_leaving_it_as_read_is_an_answer(store: Store) -> None:
    asked = question("deadline:not_understood", 0)
    reading = begin(document(problems=(asked,)), b"file", "reja.docx", store, ACTOR)
    reading.answers[question_key(asked)] = KEEP
    assert reading.open() == ()
    assert reading.document.rows == ROWS


def test_an_error_stays_until_its_row_is_mended(store: Store) -> None:
    wrong = Problem(Severity.ERROR, "", "!", "number_twice", 4)
    reading = begin(document(problems=(wrong,)), b"file", "reja.docx", store, ACTOR)
    reading.answers[question_key(wrong)] = KEEP
    assert reading.open() == (wrong,)
    reading.edit(4, number="5")
    assert reading.open() == ()


def test_a_change_back_to_what_was_read_is_no_change(store: Store) -> None:
    reading = begin(document(), b"file", "reja.docx", store, ACTOR)
    reading.edit(0, target=Decimal(99))
    assert reading.edits == {0: {"target": Decimal(99)}}
    reading.edit(0, target=ROWS[0].target)
    assert reading.edits == {}


def test_place_and_year_chosen_by_hand_settle_their_questions(store: Store) -> None:
    asked = (question("place_unknown", None), question("year_unknown", None))
    reading = begin(document(place=None, year=None, problems=asked), b"file", "reja.docx", store, ACTOR)
    assert reading.open() == asked
    reading.place, reading.year = PLACE, YEAR
    assert (reading.document.place, reading.document.year) == (PLACE, YEAR)
    assert reading.open() == ()


def same_figure() -> Problem:
    return question("same_figure:3", 0, "same", "different")


def test_the_same_file_again_brings_its_answers_with_it(store: Store) -> None:
    reading = begin(document(problems=(same_figure(),)), b"file", "reja.docx", store, ACTOR)
    reading.answers[question_key(same_figure())] = "same"
    adopt(store, reading.document, reading.digest, answers=reading.given)
    again = begin(document(problems=(same_figure(),)), b"file", "reja.docx", store, ACTOR)
    assert again.open() == ()
    assert not adopt(store, again.document, again.digest, answers=again.given).changed


def revised(store: Store) -> PlanReading:
    reading = begin_revision(store, ACTOR, PLACE, YEAR)
    assert reading is not None
    return reading


def test_revising_an_edition_keeps_rows_that_repeat_a_figure(store: Store) -> None:
    reading = begin(document(problems=(same_figure(),)), b"file", "reja.docx", store, ACTOR)
    reading.answers[question_key(same_figure())] = "same"
    adopt(store, reading.document, reading.digest, answers=reading.given)
    again = revised(store)
    again.edit(1, target=Decimal(4000))
    adoption = adopt(store, again.document, again.digest, answers=again.given)
    assert adoption.changed
    rows = plans.rows(store, adoption.edition.edition_id)
    assert rows[1].row.target == Decimal(4000)
    assert rows[4].same_as == rows[0].row_id


def test_revising_without_a_change_adopts_nothing(store: Store) -> None:
    adopt(store)
    reading = revised(store)
    assert comparison(store, ACTOR, reading.document, reading.digest, reading.given).nothing
    assert not adopt(store, reading.document, reading.digest, answers=reading.given).changed


def test_a_service_named_once_is_known_in_the_next_plan(store: Store) -> None:
    asked = Problem(Severity.QUESTION, "1-qator", "Nomaʼlum xizmat", "service_unknown:Kitob savdosi", 0)
    rows = (replace(ROWS[0], services=(), services_text="Kitob savdosi", lead=None), *ROWS[1:])
    plan = document(rows, problems=(asked,))
    adopt(store, plan, answers={question_key(asked): "fond"})

    later = begin(replace(plan, year=YEAR + 1), b"next", "reja.docx", store, ANYWHERE)
    assert later.open() == ()
    assert later.document.rows[0].services == ("fond",)
    adopted = adopt(store, replace(plan, year=YEAR + 1), file_hash="bb").edition
    assert plans.rows(store, adopted.edition_id)[0].row.services == ("fond",)
    elsewhere = begin(replace(plan, place="1706212"), b"other", "reja.docx", store, ANYWHERE)
    assert elsewhere.open() == (asked,)
