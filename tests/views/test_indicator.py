"""One row in full: its months, parts, neighbours, and the history of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import reporting
from ishreja.access import Actor, NotAllowed
from ishreja.domain.figures import Figure
from ishreja.domain.plan import Kind, Recurrence, Schedule
from ishreja.domain.status import Status
from ishreja.storage import Store, figures
from ishreja.views.indicator import IndicatorView, Mark, indicator
from ishreja.views.row_list import row_choices, short
from tests.ledger import ACTOR, PLACE, READER, TODAY, YEAR, adopt, document, open_store, row
from tests.views.half_year import half_year, report, row_ids

ELSEWHERE = Actor("Begona", "director", "1706204")
MONTH = 6


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def seen(store: Store, row_id: int, month: int = MONTH, today: date = TODAY) -> IndicatorView:
    view = indicator(store, READER, PLACE, YEAR, month, today, row_id)
    assert view is not None
    return view


def test_months_stand_against_plan_and_add_up_to_the_fact_to_date(store: Store) -> None:
    view = seen(store, half_year(store)["2"])
    assert [line.planned for line in view.months] == [Decimal(200)] * 12
    assert [line.fact for line in view.months] == [Decimal(150)] * 6 + [None] * 6
    assert [line.fact_to_date for line in view.months[:6]] == [Decimal(150 * month) for month in range(1, 7)]
    assert view.months[5].fact_to_date == view.state.to_date == Decimal(900)
    assert view.months[5].planned_to_date == view.state.planned == Decimal(1200)
    assert view.state.status is Status.BEHIND


def test_months_to_come_have_a_plan_and_no_fact(store: Store) -> None:
    view = seen(store, half_year(store)["2"])
    assert view.months[11].planned_to_date == Decimal(2400)
    assert [line.fact_to_date for line in view.months[6:]] == [None] * 6
    assert not any(line.missing for line in view.months)


def test_a_blank_month_is_missing_and_a_nought_is_not(store: Store) -> None:
    ids = half_year(store)
    reporting.withdraw(store, ACTOR, PLACE, YEAR, ids["1"], 4, "Boshqa oyga tegishli")
    report(store, 5, {"1": 0})
    view = seen(store, ids["1"])
    assert [line.month for line in view.months if line.missing] == [4]
    assert view.months[3].fact is None
    assert view.months[3].fact_to_date == view.months[2].fact_to_date == Decimal(300)
    assert view.months[4].fact == Decimal(0)


def test_later_figures_are_not_seen_when_an_earlier_month_is_judged(store: Store) -> None:
    view = seen(store, half_year(store)["1"], month=3)
    assert [line.fact for line in view.months[3:]] == [None] * 9
    assert view.state.to_date == Decimal(300)


def test_the_months_of_a_level_are_values(store: Store) -> None:
    adopt(store, document((row("1", "Koʻchma kutubxonalar", 24, kind=Kind.LEVEL, previous=Decimal(12)),)))
    report(store, 1, {"1": 13})
    report(store, 2, {"1": 15})
    view = seen(store, row_ids(store)["1"], month=2)
    assert view.level
    assert [line.planned for line in view.months[:3]] == [Decimal(13), Decimal(14), Decimal(15)]
    assert [line.fact_to_date for line in view.months[:2]] == [Decimal(13), Decimal(15)]
    assert view.forecast.year_forecast is None


def test_history_tells_what_became_of_every_entry(store: Store) -> None:
    ids = half_year(store)
    report(store, 2, {"1": 120})
    reporting.withdraw(store, ACTOR, PLACE, YEAR, ids["1"], 3, "Xato kiritilgan")
    entries = seen(store, ids["1"]).entries
    told = [(entry.figure.month, entry.figure.value, entry.mark) for entry in entries]
    assert told[:3] == [
        (3, None, Mark.WITHDRAWAL),
        (2, Decimal(120), Mark.CURRENT),
        (6, Decimal(100), Mark.CURRENT),
    ]
    assert (3, Decimal(100), Mark.WITHDRAWN) in told
    assert (2, Decimal(100), Mark.SUPERSEDED) in told
    assert entries[0].figure.reason == "Xato kiritilgan"
    assert entries[0].figure.who == ACTOR.name


def test_only_what_is_in_force_can_be_withdrawn(store: Store) -> None:
    ids = half_year(store)
    report(store, 2, {"1": 120})
    reporting.withdraw(store, ACTOR, PLACE, YEAR, ids["1"], 3, "Xato kiritilgan")
    assert seen(store, ids["1"]).withdrawable == {
        1: Decimal(100), 2: Decimal(120), 4: Decimal(100), 5: Decimal(100), 6: Decimal(100)
    }  # fmt: skip


def test_parts_that_disagree_with_their_total_are_named_with_the_month(store: Store) -> None:
    adopt(store)
    form = {one.row_id: one for one in reporting.month_form(store, ACTOR, PLACE, YEAR, 1).rows}
    total, new, again = (
        next(i for i, one in form.items() if one.name.startswith(n)) for n in ("Foyd", "yangi", "qayta")
    )
    with store.transaction() as tx:
        written = [Figure(total, 1, Decimal(100)), Figure(new, 1, Decimal(30)), Figure(again, 1, Decimal(60))]
        figures.append(tx, PLACE, YEAR, written)
    view = seen(store, total, month=1)
    assert [state.row.row_id for state in view.parts] == [new, again]
    assert [(one.month, one.total, one.parts) for one in view.disagreements] == [(1, Decimal(100), Decimal(90))]
    part = seen(store, new, month=1)
    assert part.related.parent is not None
    assert part.related.parent.row_id == total
    assert part.disagreements == ()


def test_a_figure_in_two_rows_is_told_of_both(demo_store: Store) -> None:
    ids = {one.number: one.row_id for one in row_choices(demo_store, READER, PLACE, YEAR, 9) if not one.part}
    assert [one.row.number for one in seen(demo_store, ids["35"], 9).related.twins] == ["47"]
    assert [one.row.number for one in seen(demo_store, ids["47"], 9).related.twins] == ["35"]


def test_rows_that_look_like_one_figure_are_pointed_out(store: Store) -> None:
    adopt(
        store,
        document(
            (
                row("35", "Ijtimoiy tarmoqlarda faoliyatni yoritib borish", 170),
                row("36", "Kitob tokchalarini changdan tozalash", 170),
                row("47", "Faoliyatni ijtimoiy tarmoqlarda doimiy yoritib borish", 170),
            )
        ),
    )
    related = seen(store, row_ids(store)["35"]).related
    assert related.twins == ()
    assert [one.row.number for one in related.alike] == ["47"]


def test_all_events_plausibly_count_the_rows_of_events(demo_store: Store) -> None:
    ids = {one.number: one.row_id for one in row_choices(demo_store, READER, PLACE, YEAR, 9) if not one.part}
    contained = {one.row.number for one in seen(demo_store, ids["20"], 9).related.contains}
    assert contained >= {"9", "21", "23", "24", "25", "40"}
    assert not contained & {"20", "22", "44"}  # itself, a level, a row without a number as target
    assert seen(demo_store, ids["21"], 9).related.contains == ()


def test_the_list_offers_parts_under_their_parents_number(store: Store) -> None:
    adopt(store)
    told = [(one.number, one.name, one.part) for one in row_choices(store, READER, PLACE, YEAR, MONTH)]
    assert told[1:4] == [
        ("2", "Foydalanuvchilarni roʻyxatga olish", False),
        ("2", "yangi", True),
        ("2", "qayta", True),
    ]
    assert told[-1][0] == "4.1"


def test_another_edition_judges_when_it_is_asked_for(store: Store) -> None:
    schedule = Schedule(1, 12, Recurrence.NONE, "window_end")
    adopt(store, document((row("1", "Maqolalarni jamlash", 12, schedule=schedule),)))
    adopt(store, document((row("1", "Maqolalarni jamlash", 24, schedule=schedule),)), file_hash="bb")
    ids = row_ids(store)
    targets = {
        number: view.state.target
        for number in (1, 2)
        if (view := indicator(store, READER, PLACE, YEAR, 10, TODAY, ids["1"], number)) is not None
    }
    assert targets == {1: Decimal(12), 2: Decimal(24)}


def test_what_is_not_there_is_none(store: Store) -> None:
    assert indicator(store, READER, PLACE, YEAR, MONTH, TODAY, 1) is None
    assert row_choices(store, READER, PLACE, YEAR, MONTH) == ()
    adopt(store)
    assert indicator(store, READER, PLACE, YEAR, MONTH, TODAY, 999) is None


def test_a_place_sees_only_its_own_rows(store: Store) -> None:
    adopt(store)
    with pytest.raises(NotAllowed):
        indicator(store, ELSEWHERE, PLACE, YEAR, MONTH, TODAY, 1)
    with pytest.raises(NotAllowed):
        row_choices(store, ELSEWHERE, PLACE, YEAR, MONTH)


def test_a_name_is_cut_after_a_whole_word() -> None:
    assert short("Kitobxonlar qatnovi") == "Kitobxonlar qatnovi"
    assert short("Kitobxonlar qatnovining hisobini (kunlik) olib borish", 34) == "Kitobxonlar qatnovining hisobini…"
    assert short("a" * 80, 10) == "a" * 10 + "…"
