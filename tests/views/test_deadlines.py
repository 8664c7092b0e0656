"""Due days: overdue, this week, soon and later; marks of handing in; discipline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import planning, reporting
from ishreja.access import Actor, NotAllowed
from ishreja.domain.plan import Kind, Recurrence, Schedule
from ishreja.storage import Store
from ishreja.views.deadlines import Deadlines, DeadlinesView, Line, Outcome, deadlines
from ishreja.views.rest_days import Ground
from tests.ledger import ACTOR, PLACE, READER, YEAR, adopt, document, open_store, row
from tests.views.half_year import report, row_ids

ELSEWHERE = Actor("Begona", "director", "1706204")
WEEKLY = Schedule(1, 12, Recurrence.WEEKLY, "weekday:4")
ON_24TH = Schedule(1, 12, Recurrence.MONTHLY, "month_day:24")
MONTH_END = Schedule(1, 12, Recurrence.MONTHLY, "month_end")
FIRST_QUARTER = Schedule(1, 3, Recurrence.NONE, "window_end")
SELF_SET = Schedule(1, 12, Recurrence.NONE, "self_set")
ROWS = (
    row("1", "Nazorat rejasi ijrosi", 12, schedule=WEEKLY),
    row("2", "Oylik maʼlumot", 12, schedule=ON_24TH, services=("fond",), lead="fond"),
    row("3", "Hisobot", 12, schedule=MONTH_END, services=("barcha",), lead="direktor"),
    row("4", "Koʻrik-tanlov", 1, kind=Kind.ONE_OFF, schedule=FIRST_QUARTER, services=("fond", "akt"), lead="fond"),
    row("5", "Malaka oshirish", None, schedule=SELF_SET),
)
TODAY = date(2023, 5, 24)  # a Wednesday, and a due day of row 2


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        adopt(opened, document(ROWS))
        yield opened


def known(store: Store, month: int = 5, today: date = TODAY) -> Deadlines:
    found = deadlines(store, READER, PLACE, YEAR, month, today)
    assert found is not None
    return found


def seen(store: Store, service: str | None = None) -> DeadlinesView:
    return known(store).of(service)


def line(view: DeadlinesView, number: str, due: date) -> Line:
    return next(one for one in view.lines if one.number == number and one.due == due)


def hand_in(store: Store, number: str, due: date, handed_on: date) -> None:
    reporting.hand_in(store, ACTOR, PLACE, YEAR, row_ids(store)[number], due, handed_on, "Xat bilan")


def test_what_is_due_today_is_open_and_what_was_due_yesterday_is_overdue(store: Store) -> None:
    view = seen(store)
    assert view.judged_to == date(2023, 5, 23)
    assert line(view, "2", TODAY).outcome is Outcome.OPEN
    late = line(view, "1", date(2023, 5, 18))
    assert (late.outcome, late.days_over) == (Outcome.OVERDUE, 6)


def test_the_parts_divide_all_that_is_owed(store: Store) -> None:
    view = seen(store)
    assert (view.week_start, view.week_end) == (date(2023, 5, 22), date(2023, 5, 28))
    assert view.soon_end == date(2023, 6, 30)
    assert [(one.number, one.due.day) for one in view.this_week] == [("2", 24), ("1", 25)]
    repeated = [*view.overdue, *view.soon, *view.later]
    divided = [*view.this_week, *(one for group in repeated for one in (group.shown, *group.others))]
    assert sorted(one.occurrence.key for one in divided) == sorted(one.occurrence.key for one in view.owed)


def test_repeated_days_show_the_first_and_count_the_rest(store: Store) -> None:
    view = seen(store)
    overdue = next(group for group in view.overdue if group.shown.number == "1")
    assert overdue.shown.due == date(2023, 1, 5)
    assert (len(overdue.others), overdue.others[-1].due) == (19, date(2023, 5, 18))
    soon = next(group for group in view.soon if group.shown.number == "1")
    assert (soon.shown.due, len(soon.others)) == (date(2023, 6, 1), 4)


def test_in_december_the_end_of_next_month_lies_in_the_next_year(store: Store) -> None:
    view = known(store, 12, date(2024, 3, 1)).of()
    assert view.soon_end == date(2024, 1, 31)


def test_a_mark_settles_and_only_one_in_time_feeds_discipline(store: Store) -> None:
    before = seen(store).discipline
    hand_in(store, "4", date(2023, 3, 31), date(2023, 4, 3))
    view = seen(store)
    late = line(view, "4", date(2023, 3, 31))
    assert (late.outcome, late.settled, late.mark.note if late.mark else None) == (Outcome.LATE, True, "Xat bilan")
    assert view.discipline == before
    hand_in(store, "2", date(2023, 4, 24), date(2023, 4, 24))
    after = seen(store)
    assert line(after, "2", date(2023, 4, 24)).outcome is Outcome.ON_TIME
    assert (after.discipline.due, after.discipline.on_time) == (before.due, before.on_time + 1)


def test_the_latest_mark_is_the_first_offered_for_undoing(store: Store) -> None:
    hand_in(store, "4", date(2023, 3, 31), date(2023, 4, 3))
    hand_in(store, "2", date(2023, 2, 24), date(2023, 2, 24))
    assert [one.number for one in seen(store).marked] == ["2", "4"]


def test_undoing_a_mark_puts_the_due_day_back(store: Store) -> None:
    before = seen(store)
    hand_in(store, "2", date(2023, 4, 24), date(2023, 4, 20))
    assert [one.number for one in seen(store).marked] == ["2"]
    reporting.undo_hand_in(store, ACTOR, PLACE, YEAR, row_ids(store)["2"], date(2023, 4, 24))
    assert seen(store) == before


def test_a_report_in_time_meets_a_month_end_and_no_named_day(tmp_path: Path) -> None:
    with open_store(tmp_path, datetime(2023, 4, 28, 6)) as own:
        adopt(own, document(ROWS), today=date(2023, 4, 28))
        report(own, 4, {"2": 1, "3": 1}, today=date(2023, 4, 28))
        view = known(own).of()
    assert line(view, "3", date(2023, 4, 30)).outcome is Outcome.BY_REPORT
    assert line(view, "2", date(2023, 4, 24)).outcome is Outcome.OVERDUE


def test_a_mark_says_nothing_about_progress(store: Store) -> None:
    before = known(store).standing.states
    hand_in(store, "4", date(2023, 3, 31), date(2023, 3, 30))
    assert known(store).standing.states == before


def test_a_row_that_reached_its_target_still_owes_its_mark(store: Store) -> None:
    report(store, 3, {"4": 1})
    late = line(seen(store), "4", date(2023, 3, 31))
    assert (late.done, late.outcome) == (True, Outcome.OVERDUE)


def test_a_service_sees_the_rows_it_shares_and_discipline_counts_each_day_once(store: Store) -> None:
    view = seen(store)
    assert {one.number for one in seen(store, "akt").lines} == {"3", "4"}
    assert {one.number for one in seen(store, "fond").lines} == {"2", "3", "4"}
    by_lead = {one.service: one.discipline.due for one in view.service_disciplines}
    assert by_lead == {"abonement": 20, "fond": 5, "direktor": 4}
    assert sum(by_lead.values()) == view.discipline.due


def test_rows_that_set_their_own_deadline_are_listed_apart(store: Store) -> None:
    assert [state.row.row.number for state in seen(store).unset] == ["5"]
    assert "5" not in {one.number for one in seen(store).lines}
    assert seen(store, "akt").unset == ()


def test_a_due_day_on_a_rest_day_keeps_its_date_and_says_why(store: Store) -> None:
    view = seen(store)
    sunday = line(view, "2", date(2023, 9, 24)).rest
    saturday = line(view, "2", date(2023, 6, 24)).rest
    feast = line(view, "1", date(2023, 6, 29)).rest  # the day after Eid al-Adha, by decree
    assert sunday is not None
    assert sunday.ground is Ground.SUNDAY
    assert saturday is not None
    assert saturday.ground is Ground.SATURDAY
    assert feast is not None
    assert feast.ground is Ground.HOLIDAY
    assert line(view, "2", date(2023, 5, 24)).rest is None


def test_in_a_six_day_week_saturday_is_no_rest_day(store: Store) -> None:
    planning.change_settings(store, ACTOR, PLACE, working_week=6)
    assert line(seen(store), "2", date(2023, 6, 24)).rest is None


def test_before_anything_is_due_there_is_no_discipline(store: Store) -> None:
    discipline = known(store, 1, date(2023, 1, 3)).of().discipline
    assert (discipline.due, discipline.share) == (0, None)


def test_discipline_is_the_share_met_on_time(store: Store) -> None:
    for month in range(1, 5):
        hand_in(store, "2", date(2023, month, 24), date(2023, month, 24))
    fond = next(one for one in seen(store).service_disciplines if one.service == "fond")
    assert (fond.discipline.on_time, fond.discipline.due, fond.discipline.share) == (4, 5, Decimal("0.8"))


def test_without_a_plan_it_is_none_and_a_place_sees_only_its_own(store: Store) -> None:
    assert deadlines(store, READER, PLACE, 2022, 5, TODAY) is None
    with pytest.raises(NotAllowed):
        deadlines(store, ELSEWHERE, PLACE, YEAR, 5, TODAY)
