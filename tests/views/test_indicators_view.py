"""What a region sees of its catalogue: counts, questions with their offers, rows outside, what is added up."""

from __future__ import annotations

import pytest

from ishreja import planning
from ishreja.access import Actor, NotAllowed
from ishreja.domain.catalogue import wording
from ishreja.domain.indicator_match import Ground
from ishreja.domain.places import children
from ishreja.storage import Store
from ishreja.views.indicators import IndicatorsPage, indicators_page, regions_seen

REGION, ROMITAN, YEAR = "1706", "1706242", 2023
HEAD = Actor("Aminova", "region", REGION)
SURVEY = "Kitobxonlar oʻrtasida soʻrovnoma oʻtkazish"


def page(store: Store, actor: Actor = HEAD) -> IndicatorsPage:
    return indicators_page(store, actor, REGION, YEAR)


def test_every_place_of_the_region_is_counted(demo_store: Store) -> None:
    found = {one.place: one for one in page(demo_store).places}
    assert set(found) == {REGION, *(place.code for place in children(REGION))}
    assert all(one.rows == one.matched == 64 for place, one in found.items() if place not in (ROMITAN, "1706240"))
    assert (found[ROMITAN].rows, found[ROMITAN].unmatched, found[ROMITAN].doubtful) == (66, 2, 3)
    assert (found["1706240"].matched, found["1706240"].doubtful) == (63, 1)


def test_a_question_offers_what_the_row_may_be_and_says_what_is_doubtful(demo_store: Store) -> None:
    asked = {(one.place, one.number): one for one in page(demo_store).doubtful}
    assert [offer.indicator.code for offer in asked[ROMITAN, "12"].offers][:1] == ["user_surveys"]
    (unit,) = asked[ROMITAN, "16"].offers
    assert (unit.indicator.code, unit.ground) == ("classification", Ground.UNIT)


def test_an_answer_settles_the_same_wording_everywhere_and_the_page_shows_it(demo_store: Store) -> None:
    before = page(demo_store)
    asked = [one for one in before.doubtful if wording(one.name) == wording(SURVEY)]
    assert len(asked) == 2
    planning.confirm_indicator(demo_store, HEAD, REGION, ROMITAN, YEAR, asked[-1].row_id, "user_surveys")
    after = page(demo_store)
    assert [one.name for one in after.doubtful if wording(one.name) == wording(SURVEY)] == []
    surveys = {one.indicator.code: one for one in after.catalogue}["user_surveys"]
    assert (surveys.places, surveys.added) == (14, 14)


def test_rows_outside_the_catalogue_are_listed_and_one_may_be_added(demo_store: Store) -> None:
    outside = page(demo_store).outside
    assert {one.place for one in outside} == {ROMITAN}
    planning.add_indicator(demo_store, HEAD, REGION, ROMITAN, YEAR, outside[0].row_id)
    after = page(demo_store)
    assert len(after.outside) == len(outside) - 1
    assert [(one.indicator.name, one.places) for one in after.catalogue if one.own] == [(outside[0].name, 1)]


def test_what_is_counted_in_another_unit_is_compared_but_not_added(demo_store: Store) -> None:
    row_id = next(one.row_id for one in page(demo_store).doubtful if (one.place, one.number) == (ROMITAN, "16"))
    planning.confirm_indicator(demo_store, HEAD, REGION, ROMITAN, YEAR, row_id, "classification")
    found = {one.indicator.code: one for one in page(demo_store).catalogue}["classification"]
    assert (found.places, found.added) == (14, 13)


def test_who_may_look_and_who_may_answer(demo_store: Store) -> None:
    assert page(demo_store).may_change
    assert not page(demo_store, Actor("Mehmon", "viewer", REGION)).may_change
    assert regions_seen(demo_store, HEAD) == {REGION: (YEAR,)}
    director = Actor("Halimov", "director", "1706246")
    assert regions_seen(demo_store, director) == {}
    with pytest.raises(NotAllowed):
        page(demo_store, director)


def test_a_place_without_a_plan_for_the_year_has_no_rows(demo_store: Store) -> None:
    found = indicators_page(demo_store, HEAD, REGION, YEAR - 1)
    assert {one.rows for one in found.places} == {0}
    assert not found.doubtful
    assert not found.outside
