"""Adopting a plan: once, again, changed; questions, doubtful rows, settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import planning
from ishreja.access import Actor, NotAllowed
from ishreja.domain.plan import Kind, PlanDocument, Problem, Recurrence, Schedule, Severity
from ishreja.domain.spread import planned_months
from ishreja.errors import UserError
from ishreja.storage import Store, audit, figures, location, plans, settings
from ishreja.storage.location import database_path
from tests.ledger import ACTOR, PLACE, READER, ROWS, TODAY, YEAR, adopt, document, open_store, row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def question(code: str, index: int | None = 0, *choices: str) -> Problem:
    return Problem(Severity.QUESTION, "1-satr", "Qaysi biri toʻgʻri?", code, index, choices)


def by_name(store: Store, edition: plans.Edition) -> dict[str, int]:
    return {one.row.name: one.row_id for one in plans.rows(store, edition.edition_id)}


def test_an_adopted_plan_has_its_rows_parents_and_planned_months(store: Store) -> None:
    adoption = adopt(store)
    rows = plans.rows(store, adoption.edition.edition_id)
    assert adoption.changed
    assert [one.row for one in rows] == list(ROWS)
    assert [one.planned for one in rows] == planned_months(ROWS)
    assert [one.parent_id for one in rows] == [None, None, rows[1].row_id, rows[1].row_id, None, None, rows[5].row_id]
    assert adoption.edition.in_force_from == date(YEAR, 1, 1)
    assert adoption.edition.approvals == document().approvals


def test_the_same_plan_again_changes_nothing(store: Store) -> None:
    first = adopt(store)
    sequence = len(audit.trail(store))
    again = adopt(store, file_hash="bb", today=date(2023, 11, 1))
    assert not again.changed
    assert again.edition == first.edition
    assert len(plans.editions(store, PLACE, YEAR)) == 1
    assert len(audit.trail(store)) == sequence


def test_a_changed_plan_is_a_new_edition_and_keeps_the_old_one(store: Store) -> None:
    first = adopt(store).edition
    second = adopt(store, document((replace(ROWS[0], target=Decimal(30)), *ROWS[1:]))).edition
    assert plans.editions(store, PLACE, YEAR) == (first, second)
    assert (second.number, second.in_force_from) == (2, TODAY)
    assert plans.rows(store, first.edition_id)[0].row.target == 24
    assert plans.rows(store, second.edition_id)[0].row.target == 30
    assert by_name(store, first) == by_name(store, second)
    assert plans.edition_for(store, PLACE, YEAR, 9) == first
    assert plans.edition_for(store, PLACE, YEAR, 10) == second


def test_a_renumbered_row_keeps_its_identity_and_a_new_one_gets_its_own(store: Store) -> None:
    first = adopt(store).edition
    moved = [replace(each, number={"1": "7"}.get(each.number or "", each.number)) for each in ROWS]
    second = adopt(store, document([*moved[1:], moved[0], row("8", "Elektron katalogni toʻldirish")]))
    ids = by_name(store, second.edition)
    assert {name: ids[name] for name in by_name(store, first)} == by_name(store, first)
    assert ids["Elektron katalogni toʻldirish"] not in by_name(store, first).values()
    assert [index for index, _row_id in second.matches.renumbered] == [6]
    assert second.matches.new == (7,)


def test_a_typist_s_variant_is_the_same_row(store: Store) -> None:
    first = adopt(store).edition
    variant = replace(ROWS[0], name="Maqolalarni jamlаsh va taqdim etish,")  # a Cyrillic а
    second = adopt(store, document((variant, *ROWS[1:]))).edition
    assert plans.rows(store, second.edition_id)[0].row_id == plans.rows(store, first.edition_id)[0].row_id


def test_a_doubtful_row_is_asked_and_the_answer_kept(store: Store) -> None:
    first = adopt(store).edition
    doubtful = document((replace(ROWS[0], name="Maqolalar va xabarlarni jamlash, viloyatga taqdim etish"), *ROWS[1:]))
    asked = planning.match(store, ACTOR, doubtful).doubtful
    old_id = plans.rows(store, first.edition_id)[0].row_id
    assert [(doubt.index, doubt.row_id) for doubt in asked] == [(0, old_id)]
    with pytest.raises(UserError, match="1 ta satr"):
        adopt(store, doubtful)
    kept = adopt(store, doubtful, answers={planning.match_key(0): str(old_id)})
    assert plans.rows(store, kept.edition.edition_id)[0].row_id == old_id


def test_a_doubtful_row_may_be_said_to_be_new(store: Store) -> None:
    first = adopt(store).edition
    doubtful = document((replace(ROWS[0], name="Maqolalar va xabarlarni jamlash, viloyatga taqdim etish"), *ROWS[1:]))
    fresh = adopt(store, doubtful, answers={planning.match_key(0): "new"})
    assert plans.rows(store, fresh.edition.edition_id)[0].row_id not in by_name(store, first).values()
    assert fresh.matches.gone == (plans.rows(store, first.edition_id)[0].row_id,)


def test_parts_of_the_same_wording_go_with_their_own_parents(store: Store) -> None:
    two = (*ROWS, row("9", "Tadbirlar tashkil qilish"), row(None, "yangi", None, parent="9"))
    first = adopt(store, document(two)).edition
    second = adopt(store, document((*two[:-1], replace(two[-1], previous=Decimal(1))))).edition
    ids = [[one.row_id for one in plans.rows(store, edition.edition_id)] for edition in (first, second)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (document(place=None), "tuman"),
        (document(year=None), "yil"),
        (document(()), "satr yoʻq"),
        (document(problems=(Problem(Severity.ERROR, "5-satr", "Ikki marta"),)), "5-satr: Ikki marta"),
        (document(problems=(question("deadline:gap"),)), "1-satr: Qaysi"),
        (document((row("1", "Katta", 10**16),)), "1-satr"),
    ],
)
def test_a_plan_that_is_not_ready_is_refused_with_what_is_missing(store: Store, plan: PlanDocument, told: str) -> None:
    with pytest.raises(UserError, match=told):
        adopt(store, plan)
    assert plans.plans(store) == ()
    assert audit.trail(store) == ()


def test_answers_change_the_plan_as_chosen_and_hold_for_the_same_file(store: Store) -> None:
    asked = (
        question("parts_sum:target", 0, "24", "26"),
        question("number_missing", 4, "31"),
        question("quarters_sum", 1, "3500", "3400"),
        question("deadline:gap", 1),
    )
    plan = document(problems=asked)
    answers = dict(zip(map(planning.question_key, asked), ("26", "31", "3400", "keep"), strict=True))
    adopted = plans.rows(store, adopt(store, plan, answers=answers).edition.edition_id)
    assert [adopted[0].row.target, adopted[1].row.target, adopted[4].row.number] == [26, 3400, "31"]
    assert not adopt(store, plan).changed
    with pytest.raises(UserError):
        adopt(store, plan, file_hash="another file")


def test_answers_to_the_head_give_place_and_year(store: Store) -> None:
    asked = (question("place_unknown", None), question("year_unknown", None))
    plan = document(place=None, year=None, problems=asked)
    answers = dict(zip(map(planning.question_key, asked), ("1706204", "2024"), strict=True))
    edition = adopt(store, plan, answers=answers).edition
    assert (edition.place, edition.year) == ("1706204", 2024)


def test_an_unknown_service_that_was_explained_is_put_into_every_row_that_names_it(store: Store) -> None:
    text = "Axborot-bibliografiya xizmati, Qiroatxona mudiri"
    rows = [row(str(number), f"Ish {number}", services_text=text, services=()) for number in (1, 2)]
    problem = question("service_unknown:Qiroatxona mudiri", 0, "oquv_zallari", "fond")
    edition = adopt(
        store, document(rows, problems=(problem,)), answers={planning.question_key(problem): "oquv_zallari"}
    ).edition
    adopted = plans.rows(store, edition.edition_id)
    assert [one.row.services for one in adopted] == [("bibliografiya", "oquv_zallari")] * 2


def test_a_figure_that_stands_twice_is_shown_in_the_second_row(store: Store) -> None:
    problem = question("same_figure:3", 0, "same", "different")
    key = planning.question_key(problem)
    plan = document(problems=(problem,))
    apart = plans.rows(store, adopt(store, plan, answers={key: "different"}).edition.edition_id)
    together = plans.rows(store, adopt(store, plan, answers={key: "same"}).edition.edition_id)
    assert [one.same_as for one in apart] == [None] * 7
    assert [one.same_as for one in together] == [None, None, None, None, together[0].row_id, None, None]


def test_an_amended_row_settles_what_was_asked_about_that_field() -> None:
    plan = document(problems=(question("deadline:gap"), question("parts_sum:target"), question("deadline:gap", 1)))
    schedule = Schedule(1, 6, Recurrence.NONE, "window_end")
    amended = planning.amend(plan, 0, schedule=schedule, kind=Kind.ORDER)
    assert (amended.rows[0].schedule, amended.rows[0].kind) == (schedule, Kind.ORDER)
    assert amended.rows[1:] == plan.rows[1:]
    assert [planning.question_key(each) for each in amended.problems] == ["parts_sum:target:0", "deadline:gap:1"]
    with pytest.raises(UserError):
        planning.amend(plan, 99, kind=Kind.ORDER)


def test_last_year_s_months_shape_the_plan_where_the_place_chose_so(store: Store) -> None:
    reported = plans.rows(store, adopt(store, document(year=YEAR - 1)).edition.edition_id)[0]
    with store.transaction() as tx:
        figures.append(tx, PLACE, YEAR - 1, [figures.Figure(reported.row_id, month, Decimal(6)) for month in (11, 12)])
    evenly = adopt(store).edition
    planning.change_settings(store, ACTOR, PLACE, plan_source="last_year")
    shaped = adopt(store)
    assert shaped.changed
    assert plans.rows(store, evenly.edition_id)[0].planned == tuple(Decimal(2 * month) for month in range(1, 13))
    assert plans.rows(store, shaped.edition.edition_id)[0].planned == (*[Decimal(0)] * 10, Decimal(12), Decimal(24))


def test_settings_are_checked_and_audited(store: Store) -> None:
    with pytest.raises(UserError):
        planning.change_settings(store, ACTOR, PLACE, working_week=7)
    planning.change_settings(store, ACTOR, PLACE, working_week=6)
    assert settings.settings(store, PLACE).working_week == 6
    assert [one.event.action for one in audit.trail(store)] == ["settings"]


def test_rights_are_asked_at_every_act(store: Store) -> None:
    elsewhere = Actor("Nodira", "director", "1706204")
    for actor in (READER, elsewhere):
        with pytest.raises(NotAllowed):
            planning.adopt(store, actor, document(), document_hash="a", file_name="f", today=TODAY)
        with pytest.raises(NotAllowed):
            planning.change_settings(store, actor, PLACE, working_week=6)
    with pytest.raises(NotAllowed):
        planning.match(store, elsewhere, document())
    with pytest.raises(NotAllowed):
        planning.start_own(READER)


def test_without_any_database_the_office_s_own_is_opened_and_never_a_demo(own_folder: Path) -> None:
    assert database_path() == own_folder / "ishreja.duckdb"
    with Store.open(database_path()) as own:
        assert not own.demo
    Store.open(location.demo_path(), demo=True).close()
    assert database_path() == own_folder / "ishreja.duckdb"


def test_starting_with_own_data_makes_the_database_that_is_opened_from_then_on(own_folder: Path) -> None:
    Store.open(location.demo_path(), demo=True).close()
    before = location.demo_path().read_bytes()
    assert database_path() == own_folder / "demo.duckdb"
    assert planning.start_own(ACTOR) == own_folder / "ishreja.duckdb"
    assert database_path() == own_folder / "ishreja.duckdb"
    with Store.open(location.own_path()) as own:
        assert not own.demo
        adopt(own)
    planning.start_own(ACTOR)
    with Store.open(location.own_path()) as own:
        assert plans.plans(own) == ((PLACE, YEAR),)
    assert location.demo_path().read_bytes() == before
