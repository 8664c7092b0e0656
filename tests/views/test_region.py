"""The matrix: what a cell says, what is ranked and added, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import planning, reporting
from ishreja.access import Actor, NotAllowed
from ishreja.access.actors import sees_below
from ishreja.domain.district_card import DistrictCard
from ishreja.domain.figures import Figure
from ishreja.domain.places import Place
from ishreja.domain.plan import Kind
from ishreja.domain.round import RoundSettings
from ishreja.domain.status import Status
from ishreja.storage import figures, places
from ishreja.storage.store import Store
from ishreja.views.overview import overview
from ishreja.views.region import Matrix, Row, by_indicator, by_section
from ishreja.views.region_cells import Cell, Measure
from ishreja.views.region_rows import RowKind, first_scope, month_of, rows_of, scopes
from tests.ledger import ACTOR, ANYWHERE, PLACE, TODAY, YEAR, adopt, document, open_store, row
from tests.views.half_year import FIRST_QUARTER, report, row_ids
from tests.views.many_places import REGION, REGION_ACTOR, SILENT, STRONG, enter, say, three_places


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        three_places(opened)
        yield opened


def sections(store: Store, month: int = 6, sort: str | None = None, scope: str = REGION) -> Matrix:
    return by_section(store, REGION_ACTOR if scope == REGION else ANYWHERE, scope, YEAR, month, TODAY, sort=sort)


def indicators(store: Store, *codes: str, measure: Measure = Measure.PLAN, sort: str | None = None) -> Matrix:
    return by_indicator(store, REGION_ACTOR, REGION, YEAR, 6, TODAY, codes, measure, sort=sort)


def of(view: Matrix, place: str) -> Row:
    return next(row for row in view.rows if row.code == place)


def test_a_place_stands_in_the_matrix_as_in_its_own_overview(store: Store) -> None:
    view = sections(store)
    own = overview(store, ACTOR, PLACE, YEAR, 6, TODAY)
    assert own is not None
    whole, *rest = of(view, PLACE).cells
    assert whole is not None
    assert (whole.value, whole.part, whole.whole) == (own.counts.share, own.counts.on_plan, own.counts.due)
    assert [cell.value if cell else None for cell in rest] == [line.tally.share for line in own.sections]


def test_every_place_below_has_its_row_with_or_without_a_plan(store: Store) -> None:
    view = sections(store)
    assert len(view.rows) == 13
    assert (view.places, view.reported) == (3, 2)
    assert of(view, "1706401").cells == (None, None, None)
    assert [column.code for column in view.columns] == [None, "I", "II"]


def test_a_place_that_did_not_report_has_no_value_no_rank_and_no_part_in_the_median(store: Store) -> None:
    view = sections(store)
    silent = of(view, SILENT).cells[0]
    assert silent is not None
    assert (silent.status, silent.value, silent.rank) == (Status.NOT_REPORTED, None, None)
    first = view.columns[0]
    assert (first.reported, first.of) == (2, 3)
    assert first.middle == Decimal("0.5")  # of 0.25 and 0.75
    assert [of(view, place).cells[0].rank for place in (STRONG, PLACE)] == [1, 2]  # type: ignore[union-attr]


NEXT_YEAR = date(2024, 1, 20)


def test_who_never_reported_has_no_rank_at_the_years_end_either(store: Store) -> None:
    enter(store, STRONG, "2", 300, 12, NEXT_YEAR)
    enter(store, PLACE, "2", 150, 12, NEXT_YEAR)
    view = by_section(store, REGION_ACTOR, REGION, YEAR, 12, NEXT_YEAR)
    assert (view.places, view.reported) == (3, 2)
    for index in range(3):
        cell = of(view, SILENT).cells[index]
        assert cell is not None
        assert (cell.status, cell.value, cell.rank, cell.change) == (Status.NOT_REPORTED, None, None, None)
        assert (view.columns[index].reported, view.columns[index].of) == (2, 3)


def test_a_done_or_overdue_row_of_a_place_that_did_not_report_is_told_and_not_ranked(store: Store) -> None:
    enter(store, SILENT, "2", 2400, 5)  # the whole year's plan, a month earlier
    view = indicators(store, "visits")
    cell = of(view, SILENT).cells[0]
    assert cell is not None
    assert (cell.status, cell.value, cell.rank, cell.change) == (Status.DONE, 2, None, None)
    assert (view.columns[0].reported, view.columns[0].of) == (2, 3)
    view = by_indicator(store, REGION_ACTOR, REGION, YEAR, 12, NEXT_YEAR, ["loans"])
    cell = of(view, PLACE).cells[0]
    assert cell is not None
    assert (cell.status, cell.rank) == (Status.OVERDUE, None)


def test_a_row_that_is_done_counts_where_the_place_reported_others(store: Store) -> None:
    enter(store, SILENT, "2", 2400, 5)
    enter(store, SILENT, "1", 100, 6)
    cell = of(indicators(store, "visits"), SILENT).cells[0]
    assert cell is not None
    assert (cell.status, cell.rank) == (Status.DONE, 1)


def test_together_rows_are_added_as_rows(store: Store) -> None:
    total = sections(store).columns[0].total
    assert total is not None
    assert (total.part, total.whole, total.value) == (4, 12, Decimal(4) / 12)


def test_the_change_is_in_points_of_the_share_and_unknown_in_january(store: Store) -> None:
    report(store, 6, {"2": 450})
    cell = of(sections(store), PLACE).cells[0]
    assert cell is not None
    assert (cell.value, cell.change) == (Decimal("0.5"), Decimal("0.25"))
    january = of(sections(store, 1), PLACE).cells[0]
    assert january is not None
    assert january.change is None


def test_together_a_share_moves_by_those_that_reported_both_months(store: Store) -> None:
    shares = {month: sections(store, month) for month in (5, 6)}
    cells = {place: of(shares[6], place).cells[0] for place in (STRONG, PLACE)}
    before = {place: of(shares[5], place).cells[0] for place in (STRONG, PLACE)}

    def share(found: dict[str, Cell | None]) -> Decimal:
        known = [(cell.part, cell.whole) for cell in found.values() if cell and cell.part is not None and cell.whole]
        return sum(part for part, _whole in known) / sum(whole for _part, whole in known)  # type: ignore[return-value]

    total = shares[6].columns[0].total
    assert total is not None
    assert total.change == share(cells) - share(before)
    visits = indicators(store, "visits").columns[0].total
    assert visits is not None
    assert visits.change == Decimal(2700) / 2400 - Decimal(2250) / 2000
    region = of(sections(store, scope="17"), REGION).cells[0]
    assert region is not None
    assert region.change is None, "a place that did not report would move it"


def test_a_section_with_a_done_row_has_its_share_though_the_rest_is_blank(store: Store) -> None:
    contest = row("1", "Koʻrik", 1, kind=Kind.ONE_OFF, schedule=FIRST_QUARTER)
    rows = [contest, row("2", "Maqolalar", 12), row("3", "Sayohatlar", 12, section="II")]
    adopt(store, document(rows, place="1706212"), "three")
    enter(store, "1706212", "1", 1, 3)
    enter(store, "1706212", "3", 0, 6)
    cell = of(sections(store), "1706212").cells[1]
    assert cell is not None
    assert (cell.part, cell.status, cell.rank is None) == (1, Status.BEHIND, False)


def test_one_early_report_does_not_turn_the_page_for_all(store: Store) -> None:
    enter(store, PLACE, "2", 150, 7, date(YEAR, 7, 20))
    for day, month in ((date(YEAR, 7, 20), 6), (date(YEAR, 8, 3), 6), (date(YEAR, 8, 4), 7), (date(YEAR, 1, 10), 7)):
        assert month_of(store, REGION_ACTOR, REGION, YEAR, day) == month
    assert month_of(store, ANYWHERE, "1703", YEAR, TODAY) is None


def test_sorted_by_a_column_with_what_did_not_report_last(store: Store) -> None:
    falling, rising = sections(store, sort="-all"), sections(store, sort="II")
    assert [row.code for row in falling.rows][:2] == [STRONG, PLACE]
    assert [row.code for row in rising.rows][:2] == [PLACE, STRONG]
    assert (falling.sorted_by, falling.falling, rising.sorted_by) == (0, True, 2)
    assert sections(store, sort="IX").sorted_by is None


def test_a_share_above_the_whole_and_a_true_zero_are_shown_as_such(store: Store) -> None:
    report(store, 6, {"1": 0, "4": 0})
    for month in range(1, 6):
        report(store, month, {"4": 0})
    view = indicators(store, "users", "visits", "loans")
    strong, plain = of(view, STRONG).cells, of(view, PLACE).cells
    assert [cell.value if cell else None for cell in strong] == [2, Decimal("1.5"), Decimal("1.9")]
    assert plain[2] is not None
    assert (plain[2].value, plain[2].status) == (0, Status.BEHIND)


def test_measures_of_an_indicator(store: Store) -> None:
    def first(measure: Measure) -> object:
        cell = of(indicators(store, "visits", measure=measure), PLACE).cells[0]
        return cell and cell.value

    assert first(Measure.PLAN) == Decimal("0.75")
    assert first(Measure.YEAR) == Decimal("0.375")
    assert first(Measure.RAW) == 900
    assert first(Measure.PER_USERS) == 1500
    assert first(Measure.PER_PEOPLE) is None
    planning.save_card(store, ACTOR, PLACE, YEAR, DistrictCard(population=Decimal(18_000)))
    assert first(Measure.PER_PEOPLE) == 50
    people = indicators(store, "visits", measure=Measure.PER_PEOPLE).columns[0]
    assert people.total is not None
    assert (people.total.value, people.reported) == (50, 1)


@pytest.mark.parametrize("scope", [REGION, "17"])
def test_a_figure_per_1000_inhabitants_leaves_out_those_of_silent_places(store: Store, scope: str) -> None:
    for place in (PLACE, SILENT):
        planning.save_card(store, ANYWHERE, place, YEAR, DistrictCard(population=Decimal(18_000)))
    view = by_indicator(store, ANYWHERE, scope, YEAR, 6, TODAY, ["visits"], Measure.PER_PEOPLE)
    total = view.columns[0].total
    assert total is not None
    assert (total.value, total.part, total.whole, total.reported, total.places) == (50, 900, 18_000, 1, 3)
    if scope == "17":
        region = of(view, REGION).cells[0]
        assert region is not None
        assert (region.value, region.reported, region.places) == (50, 1, 3)


@pytest.mark.parametrize("scope", [REGION, "17"])
def test_a_figure_per_1000_users_is_of_the_places_that_know_both(store: Store, scope: str) -> None:
    rows = [
        row("1", "Foydalanuvchilarni roʻyxatga olish", 12_000, headline="users", unit="Nafar"),
        row("2", "Kitobxonlar qatnovi", 2400, headline="visits", unit="Nafar"),
    ]
    adopt(store, document(rows, place="1706212"), "users alone")
    enter(store, "1706212", "1", 9000)
    in_thousands = [replace(rows[0], target=Decimal(12), unit="Ming nafar"), rows[1]]
    adopt(store, document(in_thousands, place="1706215"), "another unit of users")
    say(store, "1706215", "1", "users")
    enter(store, "1706215", "1", 9)
    enter(store, "1706215", "2", 9000)
    view = by_indicator(store, ANYWHERE, scope, YEAR, 6, TODAY, ["visits"], Measure.PER_USERS)
    total = view.columns[0].total
    assert total is not None
    assert (total.value, total.part, total.whole, total.reported) == (1500, 2700, 1800, 2)
    cell = of(view, REGION if scope == "17" else "1706215").cells[0]
    assert cell is not None
    assert cell.value == (1500 if scope == "17" else None)


def test_users_are_not_counted_per_user(store: Store) -> None:
    assert [column.code for column in indicators(store, "users", "visits", measure=Measure.PER_USERS).columns] == [
        "visits"
    ]


def test_another_unit_is_shown_with_it_and_neither_ranked_nor_added(store: Store) -> None:
    rows = [row("1", "Kitobxonlar qatnovi", 12, headline="visits", unit="Ming nafar")]
    adopt(store, document(rows, place="1706212"), "other")
    say(store, "1706212", "1", "visits")
    view = indicators(store, "visits")
    column, cell = view.columns[0], of(view, "1706212").cells[0]
    assert cell is not None
    assert (cell.unit, cell.rank) == ("Ming nafar", None)
    assert (column.unit, column.elsewhere, column.of) == ("Nafar", 1, 3)
    assert column.total is not None
    assert column.total.whole == 3600


def test_places_of_a_region_in_a_lesser_unit_are_told_as_left_out(store: Store) -> None:
    rows = [row("1", "Kitobxonlar qatnovi", 12, headline="visits", unit="Ming nafar")]
    for place in ("1706212", "1706215"):
        adopt(store, document(rows, place=place), f"other of {place}")
        say(store, place, "1", "visits")
    view = by_indicator(store, ANYWHERE, "17", YEAR, 6, TODAY, ["visits"])
    column, cell = view.columns[0], of(view, REGION).cells[0]
    assert cell is not None
    assert (cell.unit, cell.places, cell.whole) == (None, 3, 3600)
    assert (column.elsewhere, column.of) == (2, 1)


def test_without_a_unit_places_stand_side_by_side_and_nothing_is_added_or_ranked(store: Store) -> None:
    for place in ("1706212", "1706215"):
        adopt(store, document([row("1", "Bezaklar", 12, unit=None)], place=place), f"file of {place}")
        say(store, place, "1", "decor")
    view = indicators(store, "decor", measure=Measure.RAW)
    column = view.columns[0]
    assert (column.total, column.middle, column.elsewhere, column.of) == (None, None, 2, 0)
    cells = [of(view, place).cells[0] for place in ("1706212", "1706215")]
    assert [(cell.whole, cell.rank) for cell in cells if cell] == [(6, None), (6, None)]
    region = of(by_indicator(store, ANYWHERE, "17", YEAR, 6, TODAY, ["decor"]), REGION).cells[0]
    assert region is not None
    assert (region.value, region.part, region.whole, region.places) == (None, None, None, 2)


def titled(store: Store, **titles: str) -> None:
    """Adopt for each place (its code after a p) a plan of one row, whose section has the title."""
    for code, title in titles.items():
        one = replace(row("1", "Foydalanuvchilar", 12, headline="users"), section_title=title)
        adopt(store, document([one], place=code.removeprefix("p")), f"{code} titled")


def test_a_section_called_otherwise_is_shown_with_its_title_and_neither_ranked_nor_added(store: Store) -> None:
    titled(
        store,
        p1706212="Kutubxona fondi",
        p1706215="Кутубхона фонди.",
        p1706219="Kutubxona fondlari",
        p1706230="Moliya va xoʻjalik ishlari",
    )
    for place in ("1706212", "1706230"):
        enter(store, place, "1", 5)
    view = sections(store)
    column, alike, apart = view.columns[1], of(view, "1706212").cells[1], of(view, "1706230").cells[1]
    assert alike is not None
    assert apart is not None
    assert (alike.titles, apart.titles) == ((), ("Moliya va xoʻjalik ishlari",))
    assert (alike.rank is None, apart.rank, apart.value) == (False, None, alike.value)
    assert column.total is not None
    assert (column.elsewhere, column.of, column.total.places) == (1, 6, 6)
    whole = of(view, "1706230").cells[0]
    assert whole is not None
    assert (whole.titles, whole.rank is None) == ((), False)


def test_spellings_of_one_title_are_counted_together(store: Store) -> None:
    titled(
        store,
        p1706212="Moliya va xoʻjalik ishlari",
        p1706215="Moliya va xoʻjalik ishlari",
        p1706219="Kutubxona fondi",
        p1706230="Кутубхона фонди",
        p1706232="Kutubxona  fondi.",
    )
    view = sections(store)
    apart = [row.code for row in view.rows if (cell := row.cells[1]) and cell.titles]
    assert apart == ["1706212", "1706215"]


def test_where_as_many_say_one_as_another_none_is_ranked(store: Store) -> None:
    titled(store, p1706212="Moliya va xoʻjalik ishlari", p1706215="Kutubxona fondi")
    apart = {row.code: cell.titles for row in sections(store).rows if (cell := row.cells[1]) and cell.titles}
    assert apart == {"1706212": ("Moliya va xoʻjalik ishlari",), "1706215": ("Kutubxona fondi",)}


def test_a_title_is_that_of_the_edition_which_judges_the_month(store: Store) -> None:
    titled(store, p1706212="Kutubxona fondi", p1706215="Kutubxona fondi", p1706230="Kutubxona fondi")
    renamed = replace(row("1", "Foydalanuvchilar", 12, headline="users"), section_title="Moliya va xoʻjalik ishlari")
    adopt(store, document([renamed], place="1706230"), "renamed", in_force_from=date(YEAR, 5, 1))
    for month, titles in ((4, ()), (5, ("Moliya va xoʻjalik ishlari",))):
        cell = of(sections(store, month), "1706230").cells[1]
        assert cell is not None
        assert cell.titles == titles


def test_a_region_tells_how_many_of_its_places_call_a_section_otherwise(store: Store) -> None:
    titled(store, p1706212="Kutubxona fondi", p1706215="Kutubxona fondi", p1706230="Moliya va xoʻjalik ishlari")
    view = sections(store, scope="17")
    cell = of(view, REGION).cells[1]
    assert cell is not None
    assert (cell.titles, cell.places, cell.apart) == (("Moliya va xoʻjalik ishlari",), 6, False)


def test_after_a_month_not_reported_nothing_is_said_to_have_changed(store: Store) -> None:
    ids = row_ids(store)
    with store.transaction() as tx:
        figures.append(tx, PLACE, YEAR, [Figure(one, 5, None, withdrawn=True) for one in ids.values()])
    section = of(by_section(store, ANYWHERE, REGION, YEAR, 6, TODAY), PLACE).cells[0]
    visits = of(by_indicator(store, ANYWHERE, REGION, YEAR, 6, TODAY, ["visits"]), PLACE).cells[0]
    for cell in (section, visits):
        assert cell is not None
        assert cell.value is not None
        assert cell.change is None


def test_the_republic_sees_regions_as_a_region_sees_districts(store: Store) -> None:
    adopt(store, document([row("1", "Foydalanuvchilar", 24, headline="users")], place=REGION), "centre")
    adopt(store, document([row("1", "Foydalanuvchilar", 24, headline="users")], place="1703"), "other region")
    with store.transaction() as tx:
        places.save(tx, Place("1703999", "Sinov", "district", "1703"), "Nodira")
    store.know_places()
    view = sections(store, scope="17")
    assert len(view.rows) == 14
    bukhara, andijan = of(view, REGION), of(view, "1703")
    assert (bukhara.kind, bukhara.places, bukhara.reported) == (RowKind.REGION, 4, 2)
    assert (andijan.places, andijan.reported) == (1, 0)
    cell = bukhara.cells[0]
    assert cell is not None
    assert (cell.part, cell.whole) == (4, 13)
    assert [row.kind for row in sections(store).rows][-1] is RowKind.CENTRE


def test_from_above_a_month_counts_as_it_was_handed_in_or_accepted(store: Store) -> None:
    ids = row_ids(store)
    with store.transaction() as tx:  # written, and not handed in
        figures.append(tx, PLACE, YEAR, [Figure(ids["2"], 6, Decimal(0))])
    cell = of(indicators(store, "visits"), PLACE).cells[0]
    own = by_indicator(store, Actor("X", "command line", "17"), REGION, YEAR, 6, TODAY, ["visits"])
    assert cell is not None
    assert (cell.part, of(own, PLACE).cells[0].part) == (900, 750)  # type: ignore[union-attr]

    reporting.change_round_settings(store, REGION_ACTOR, REGION, RoundSettings(region_sees="accepted"))
    assert sections(store).reported == 0
    reporting.accept(store, REGION_ACTOR, STRONG, YEAR, 6, seen=None)
    view = indicators(store, "visits", measure=Measure.RAW)
    accepted = of(view, STRONG).cells[0]
    assert accepted is not None
    assert (accepted.value, view.reported) == (300, 1)


def test_a_place_sees_no_other(store: Store) -> None:
    for actor in (ACTOR, Actor("X", "region", "1703"), Actor("X", "staff", REGION)):
        assert not [row for row in _rows(store, actor) if row in (STRONG, SILENT)]
    assert (sees_below(REGION_ACTOR), sees_below(ACTOR)) == (True, False)
    assert (scopes(store, REGION_ACTOR), scopes(store, ANYWHERE)) == ((REGION,), ("17", REGION))
    assert first_scope(scopes(store, ANYWHERE)) == REGION
    assert first_scope(()) is None


def _rows(store: Store, actor: Actor) -> list[str]:
    try:
        return [row.code for row in rows_of(store, actor, REGION, YEAR)]
    except NotAllowed:
        return []


def test_a_heading_compared_as_an_indicator_is_the_sum_of_its_rows(store: Store) -> None:
    rows = [
        row("1", "Pullik xizmatlar", None, kind=Kind.HEADING, headline="events", schedule=None),
        row("1.1", "Ijara", 12, parent="1"),
        row("1.2", "Nusxa", 24, parent="1"),
    ]
    adopt(store, document(rows, place="1706212"), "heading")
    say(store, "1706212", "1", "events")
    cell = of(indicators(store, "events", measure=Measure.RAW), "1706212").cells[0]
    assert cell is not None
    assert cell.whole == 18
