"""The overview: its counts, cards, arithmetic, and that it always shows what was last written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import planning, reporting
from ishreja.access import Actor, NotAllowed
from ishreja.domain.periods import Tense
from ishreja.domain.status import Status
from ishreja.storage import Store
from ishreja.views.overview import Overview, overview
from tests.ledger import ACTOR, PLACE, READER, TODAY, YEAR, adopt, document, open_store, row
from tests.views.half_year import ROWS, half_year, report


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def seen(store: Store, month: int = 6, today: date = TODAY, edition: int | None = None) -> Overview:
    view = overview(store, READER, PLACE, YEAR, month, today, edition)
    assert view is not None
    return view


def test_counts_every_due_row_once_by_its_status(store: Store) -> None:
    half_year(store)
    counts = seen(store).counts
    assert (counts.due, counts.on_plan, counts.watch, counts.behind, counts.overdue) == (4, 1, 1, 1, 1)
    assert counts.not_reported == 0
    assert counts.share == Decimal("0.25")


def test_says_how_many_rows_were_on_plan_a_month_before(store: Store) -> None:
    half_year(store)
    assert seen(store, 1).counts.before is None
    report(store, 6, {"2": 450})
    assert (seen(store).counts.before, seen(store).counts.on_plan) == (1, 2)


def test_a_blank_month_is_not_reported_and_a_zero_is_behind(store: Store) -> None:
    half_year(store)
    report(store, 7, {"1": 0, "4": 95})
    view = seen(store, 7)
    assert view.counts.not_reported == 1
    statuses = {line.number: line.status for line in view.attention}
    assert statuses["2"] is Status.NOT_REPORTED
    assert statuses["1"] is Status.BEHIND


def test_cards_find_their_rows_by_headline_and_are_absent_without_one(store: Store) -> None:
    half_year(store)
    cards = {card.name: card for card in seen(store).headlines}
    assert list(cards) == ["users", "visits", "loans"]
    visits = cards["visits"]
    assert (visits.to_date, visits.planned, visits.target) == (900, 1200, 2400)
    assert (visits.progress, visits.year_share) == (Decimal("0.75"), Decimal("0.375"))
    assert visits.months == (*[Decimal(150)] * 6, *[None] * 6)
    assert visits.plan_months == (Decimal(200),) * 12


def test_attention_comes_worst_first_with_its_arithmetic(store: Store) -> None:
    half_year(store)
    lines = seen(store).attention
    assert [line.number for line in lines] == ["3", "2", "4"]
    late, behind, _watch = lines
    assert (late.due, late.days_over, late.left) == (date(2023, 3, 31), 91, 1)
    assert (behind.left, behind.needed_per_month, behind.recent_average) == (1500, 250, 150)
    assert (behind.year_forecast, behind.year_forecast_share) == (1800, Decimal("0.75"))
    assert behind.due is None


def test_gauges_show_quarters_or_the_year_to_date(store: Store) -> None:
    half_year(store)
    view = seen(store)
    first, second, third, fourth = view.gauges
    # users 1, visits 0.75, the contest 0, loans 0.95
    assert first.done == Decimal("0.675")
    # without the contest, whose window is the first quarter
    assert second.done == Decimal("0.9")
    assert (third.state, third.done, fourth.state) == (Tense.FUTURE, None, Tense.FUTURE)
    assert view.year_gauges[1].done == Decimal("0.675")


def test_sections_and_services_add_up_to_their_rows(store: Store) -> None:
    half_year(store)
    view = seen(store)
    assert [(line.code, line.tally.due, line.on_plan) for line in view.sections] == [("I", 3, 1), ("II", 1, 0)]
    services = {line.code: (line.tally.due, line.on_plan, line.owed, line.reported) for line in view.services}
    assert services["abonement"] == (3, 1, 2, 2)
    assert services["fond"] == (2, 0, 1, 1)
    assert services["direktor"] == (1, 0, 0, 0)
    assert list(services) == ["abonement", "fond", "bibliografiya", "akt", "direktor", ""]


def test_reporting_says_which_service_left_a_row_blank(store: Store) -> None:
    half_year(store)
    report(store, 7, {"1": 100})
    assert [(one.service, one.owed, one.reported) for one in seen(store, 7).standing.reporting] == [
        ("abonement", 2, 1),
        ("fond", 1, 0),
    ]


def test_a_missed_deadline_counts_until_it_is_marked_as_handed_in(store: Store) -> None:
    ids = half_year(store)
    assert (seen(store).counts.deadlines_over, seen(store).counts.deadlines_soon) == (1, 0)
    assert seen(store, 3).counts.deadlines_over == 1
    assert seen(store, 2).counts.deadlines_over == 0
    assert seen(store, 2).counts.deadlines_soon == 0  # 31 March lies 31 days after 28 February
    reporting.hand_in(store, ACTOR, PLACE, YEAR, ids["3"], date(2023, 3, 31), date(2023, 4, 2))
    assert seen(store).counts.deadlines_over == 0


def test_what_is_due_today_is_due_soon_and_not_yet_missed(store: Store) -> None:
    half_year(store)
    counts = seen(store, 3, today=date(2023, 3, 31)).counts
    assert (counts.deadlines_over, counts.deadlines_soon, counts.soon_until) == (0, 1, date(2023, 4, 30))


def test_shows_a_figure_as_soon_as_it_is_written(store: Store) -> None:
    ids = half_year(store)
    assert seen(store).headlines[0].to_date == 600
    report(store, 6, {"1": 140})
    assert seen(store).headlines[0].to_date == 640
    reporting.withdraw(store, ACTOR, PLACE, YEAR, ids["1"], 6, "xato")
    assert seen(store).headlines[0].to_date == 500


def test_is_judged_by_the_places_own_limits(store: Store) -> None:
    half_year(store)
    planning.change_settings(store, ACTOR, PLACE, on_plan=Decimal("0.9"), watch=Decimal("0.7"))
    counts = seen(store).counts
    assert (counts.on_plan, counts.watch, counts.behind) == (2, 1, 0)


def test_a_plan_without_figures_says_so(store: Store) -> None:
    adopt(store, document(ROWS))
    view = seen(store)
    assert (view.standing.last_month, view.standing.month_reported, view.standing.entered_at) == (None, False, None)
    assert [gauge.done for gauge in view.gauges] == [None] * 4


def test_knows_a_month_without_figures(store: Store) -> None:
    half_year(store)
    assert (seen(store, 8).standing.month_reported, seen(store, 8).standing.last_month) == (False, 6)


def test_a_place_without_a_plan_has_no_overview(store: Store) -> None:
    assert overview(store, READER, PLACE, YEAR, 6, TODAY) is None


def test_can_be_judged_by_an_earlier_edition(store: Store) -> None:
    half_year(store)
    changed = [row("1", ROWS[0].name, 2400, headline="users"), *ROWS[1:]]
    adopt(store, document(changed), "bb", in_force_from=date(2023, 5, 1))
    assert seen(store).headlines[0].target == 2400
    assert seen(store, 4).headlines[0].target == 1200
    assert seen(store, edition=1).headlines[0].target == 1200
    assert seen(store, edition=7).headlines[0].target == 2400


def test_only_those_who_may_see_the_place_see_it(store: Store) -> None:
    half_year(store)
    with pytest.raises(NotAllowed):
        overview(store, Actor("Begona", "director", "1706401"), PLACE, YEAR, 6, TODAY)


def test_library_indicators_are_ratios_of_sums(store: Store) -> None:
    half_year(store)
    lines = {line.code: line for line in seen(store).library}
    assert len(lines) == 9
    assert lines["visits_per_user"].to_date == Decimal("1.5")
    assert lines["visits_per_user"].planned == 2
    assert lines["visits_per_user"].previous == 1
    assert lines["visits_per_user"].planned_change == 1
    assert lines["stock_turnover"].to_date is None


def test_a_plan_without_headline_figures_has_no_library_indicators(store: Store) -> None:
    adopt(store, document([row("1", "Maqolalar")]))
    assert seen(store).library == ()
