"""A few places compared: their months, the library indicators with the median, and the cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import charts, planning
from ishreja.access import Actor, NotAllowed
from ishreja.domain.district_card import DistrictCard
from ishreja.domain.indicators import Indicator
from ishreja.domain.plan import Kind
from ishreja.domain.status import Status
from ishreja.storage import indicators
from ishreja.storage.store import Store
from ishreja.views.cards import card_of, fillable
from ishreja.views.compare import SECTION, WHOLE, Compared, compare
from ishreja.views.indicator import indicator
from ishreja.views.overview import overview
from ishreja.views.region import by_indicator
from ishreja.views.region_cells import Measure
from ishreja.views.region_rows import indicator_choices, section_numerals
from tests.ledger import ACTOR, ANYWHERE, PLACE, READER, TODAY, YEAR, adopt, document, open_store, row
from tests.views.half_year import report, row_ids
from tests.views.many_places import REGION, REGION_ACTOR, SILENT, STRONG, enter, say, three_places

THREE = (PLACE, STRONG, SILENT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        three_places(opened)
        yield opened


def seen(store: Store, by: str, chosen: tuple[str, ...] = THREE, scope: str = REGION) -> Compared:
    actor = REGION_ACTOR if scope == REGION else ANYWHERE
    return compare(store, actor, scope, YEAR, 6, TODAY, chosen, by)


def test_the_months_are_those_of_the_places_own_screen(store: Store) -> None:
    view = seen(store, "visits")
    line = next(line for line in view.lines if line and line.row.code == PLACE)
    own = indicator(store, READER, PLACE, YEAR, 6, TODAY, row_ids(store)["2"])
    assert own is not None
    assert line.facts == tuple(month.fact_to_date for month in own.months)
    assert line.planned == tuple(month.planned_to_date for month in own.months)
    assert (line.part, line.whole, line.status) == (900, 1200, Status.BEHIND)
    assert line.progress == Decimal("0.75")


def test_a_place_that_never_reported_has_no_facts_and_is_no_zero(store: Store) -> None:
    line = next(line for line in seen(store, "visits").lines if line and line.row.code == SILENT)
    assert line.facts == (None,) * 12
    assert line.status is Status.NOT_REPORTED


def test_a_section_is_the_share_of_its_rows_month_by_month(store: Store) -> None:
    own = overview(store, READER, PLACE, YEAR, 6, TODAY)
    assert own is not None
    for by, counts in ((WHOLE, own.counts.share), (f"{SECTION}I", own.sections[0].tally.share)):
        line = next(line for line in seen(store, by).lines if line and line.row.code == PLACE)
        assert (line.facts[5], line.progress) == (counts, counts)
        assert line.facts[6:] == (None,) * 6


def test_a_section_called_otherwise_is_told(store: Store) -> None:
    titles = {"1706212": "Kutubxona fondi", "1706215": "Kutubxona fondi", "1706230": "Moliya va xoʻjalik ishlari"}
    for place, title in titles.items():
        one = replace(row("1", "Foydalanuvchilar", 12, headline="users"), section_title=title)
        adopt(store, document([one], place=place), f"{place} titled")
    lines = seen(store, f"{SECTION}I", tuple(titles)).lines
    assert [line.titles for line in lines if line] == [(), (), ("Moliya va xoʻjalik ishlari",)]
    assert [line.titles for line in seen(store, WHOLE, tuple(titles)).lines if line] == [(), (), ()]


def test_what_a_plan_does_not_have_is_no_line(store: Store) -> None:
    assert seen(store, "holdings").lines == (None, None, None)
    assert seen(store, f"{SECTION}IX").lines == (None, None, None)


def test_another_unit_is_marked_and_so_kept_off_the_common_scale(store: Store) -> None:
    adopt(store, document([row("1", "Qatnov", 12, headline="visits", unit="Ming")], place="1706212"), "other")
    say(store, "1706212", "1", "visits")
    view = seen(store, "visits", (*THREE, "1706212"))
    assert {line.row.code: line.unit for line in view.lines if line} == {
        **dict.fromkeys(THREE),
        "1706212": "Ming",
    }
    assert view.unit == "Nafar"


def test_library_indicators_stand_beside_the_median_of_all_that_know_them(store: Store) -> None:
    lines = {one.code: one for one in seen(store, "visits", (PLACE, STRONG)).library}
    visits = lines["visits_per_user"]
    assert visits.values == (Decimal("1.5"), Decimal("1.5"))
    assert (visits.middle, visits.known, visits.of) == (Decimal("1.5"), 2, 3)
    assert lines["reach"].middle is None
    planning.save_card(store, ACTOR, PLACE, YEAR, DistrictCard(population=Decimal(12_000)))
    reach = {one.code: one for one in seen(store, "visits").library}["reach"]
    assert sorted(reach.values, key=str) == [Decimal(5), None, None]


def test_what_is_in_another_unit_enters_no_library_indicator(store: Store) -> None:
    rows = [
        row("1", "Foydalanuvchilar", 1200, headline="users", unit="Nafar"),
        row("2", "Qatnov", 12, headline="visits", unit="Ming nafar"),
    ]
    adopt(store, document(rows, place="1706212"), "in thousands")
    say(store, "1706212", "1", "users")
    say(store, "1706212", "2", "visits")
    enter(store, "1706212", "1", 600)
    enter(store, "1706212", "2", 9)
    visits = {one.code: one for one in seen(store, "visits", (PLACE, "1706212")).library}["visits_per_user"]
    assert (visits.values, visits.middle, visits.known) == ((None, Decimal("1.5")), Decimal("1.5"), 2)
    of_regions = {one.code: one for one in seen(store, "visits", (REGION,), "17").library}
    assert of_regions["visits_per_user"].values == (Decimal("1.5"),)


def test_a_unit_that_no_row_names_is_no_common_scale(store: Store) -> None:
    for place in ("1706212", "1706215"):
        adopt(store, document([row("1", "Bezaklar", 12, unit=None)], place=place), f"file of {place}")
        say(store, place, "1", "decor")
    view = seen(store, "decor", ("1706212", "1706215"))
    assert (view.unit, [line.unit for line in view.lines if line]) == (None, ["", ""])


def test_who_did_not_report_the_month_has_no_part_in_the_median_here_as_in_the_matrix(store: Store) -> None:
    report(store, 7, {"1": 100, "2": 500})
    view = compare(store, REGION_ACTOR, REGION, YEAR, 7, TODAY, (PLACE, STRONG), "visits")
    visits = {one.code: one for one in view.library}["visits_per_user"]
    own = Decimal(1400) / 700
    assert dict(zip((row.code for row in view.rows), visits.values, strict=True)) == {PLACE: own, STRONG: None}
    matrix = by_indicator(store, REGION_ACTOR, REGION, YEAR, 7, TODAY, ["visits"], Measure.PER_USERS).columns[0]
    assert (visits.middle, visits.known, visits.of) == (own, 1, 3)
    assert (matrix.middle, matrix.reported, matrix.of) == (1000 * own, 1, 3)


def test_a_card_gives_ratios_by_post_and_by_opening_day(store: Store) -> None:
    planning.save_card(store, ACTOR, PLACE, YEAR, DistrictCard(staff=Decimal("12.5"), opening_days=Decimal(300)))
    lines = {one.code: one for one in seen(store, "visits", (PLACE,)).library}
    found = [lines[code].values for code in ("visits_per_post", "loans_per_post", "visits_per_opening_day")]
    assert found == [(Decimal(72),), (Decimal("45.6"),), (Decimal(6),)]


def test_who_never_reported_is_no_zero_at_the_years_end_either(store: Store) -> None:
    next_year = date(2024, 1, 20)
    enter(store, PLACE, "2", 150, 12, next_year)
    view = compare(store, REGION_ACTOR, REGION, YEAR, 12, next_year, THREE, WHOLE)
    lines = {line.row.code: line for line in view.lines if line}
    assert (lines[SILENT].facts, lines[SILENT].status) == ((None,) * 12, Status.NOT_REPORTED)
    assert lines[PLACE].facts[11] is not None
    visits = {one.code: one for one in view.library}["visits_per_user"]
    assert (visits.known, visits.of) == (1, 3)


def test_a_regions_card_adds_what_can_be_added(store: Store) -> None:
    for place in THREE:
        card = DistrictCard(population=Decimal(12_000), opening_days=Decimal(300))
        planning.save_card(store, ANYWHERE, place, YEAR, card)
    (card,) = seen(store, "visits", (REGION,), "17").cards
    assert (card.population, card.opening_days) == (36_000, None)


def test_regions_are_compared_by_sums_over_the_places_that_know_both_figures(store: Store) -> None:
    planning.save_card(store, ACTOR, PLACE, YEAR, DistrictCard(population=Decimal(12_000)))
    view = seen(store, "visits", (REGION,), "17")
    lines = {one.code: one for one in view.library}
    assert lines["visits_per_user"].values == (Decimal("1.5"),)
    assert lines["reach"].values == (Decimal(5),)  # the other places' users are left out
    assert (lines["visits_per_user"].counted, lines["reach"].counted) == ((2,), (1,))
    assert view.cards == (DistrictCard(),)  # not every place's population is known
    line = view.lines[0]
    assert line is not None
    assert (line.part, line.places, line.reported) == (2700, 3, 2)


def test_small_charts_share_one_scale_and_leave_gaps(store: Store) -> None:
    lines = [line for line in seen(store, "visits").lines if line]
    figures = [charts.small_multiple(line, Decimal(2400), share=False) for line in lines]
    assert len({tuple(figure.layout.yaxis.range) for figure in figures}) == 1
    silent = next(figure for line, figure in zip(lines, figures, strict=True) if line.row.code == SILENT)
    assert len(silent.data) == 1


def test_who_may_not_see_the_region_compares_nothing(store: Store) -> None:
    for actor in (ACTOR, Actor("X", "region", "1703")):
        with pytest.raises(NotAllowed):
            compare(store, actor, REGION, YEAR, 6, TODAY, THREE, WHOLE)
        with pytest.raises(NotAllowed):
            section_numerals(store, actor, REGION, YEAR)


def test_cards_are_filled_in_by_the_office_or_its_region(store: Store) -> None:
    assert fillable(ACTOR, THREE) == (PLACE,)
    assert fillable(REGION_ACTOR, THREE) == THREE
    assert fillable(READER, THREE) == ()
    assert card_of(store, READER, PLACE, YEAR) == DistrictCard()
    with pytest.raises(NotAllowed):
        card_of(store, ACTOR, STRONG, YEAR)


def test_what_may_be_compared_are_headlines_and_the_regions_catalogue(store: Store) -> None:
    with store.transaction() as tx:
        indicators.save(tx, REGION, [Indicator("staff_articles", "Maqolalar", None, Kind.FLOW, None, None)], "Nodira")
    choices = indicator_choices(store, REGION_ACTOR, REGION)
    assert [(one.code, one.name) for one in choices][:1] == [("users", None)]
    assert ("staff_articles", "Maqolalar") in [(one.code, one.name) for one in choices]
    assert section_numerals(store, REGION_ACTOR, REGION, YEAR) == ()
