"""Drafts counted as figures: by the office itself alone, when it asks for it, and marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import reporting
from ishreja.access import Actor, NotAllowed
from ishreja.domain.progress import Status
from ishreja.storage import Store
from ishreja.storage.drafts import Draft
from ishreja.views.draft_figures import offers_drafts
from ishreja.views.indicator import indicator
from ishreja.views.overview import overview
from ishreja.views.services import services
from ishreja.views.standing import PlanStanding, plan_standing
from tests.ledger import ACTOR, PLACE, READER, TODAY, YEAR, open_store
from tests.views.half_year import half_year

MONTH = 7
REGION = Actor("Aziz", "region", "1706")
ABOVE = [REGION, Actor("Dilbar", "region", "17"), Actor("Jasur", "administrator", "1706"), READER]
VIEWS: list[Callable[..., object]] = [
    plan_standing,
    overview,
    services,
    lambda *asked, drafts: indicator(*asked, 1, drafts=drafts),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def typed(store: Store, month: int = MONTH, **texts: str) -> dict[str | None, int]:
    """The half year, and what was typed into the month's form, by row number."""
    ids = half_year(store)
    drafts = {ids[number.removeprefix("row")]: Draft(text) for number, text in texts.items()}
    reporting.save_draft(store, ACTOR, PLACE, YEAR, month, drafts)
    return ids


def standing(store: Store, *, drafts: bool, month: int = MONTH) -> PlanStanding:
    found = plan_standing(store, ACTOR, PLACE, YEAR, month, TODAY, drafts=drafts)
    assert found is not None
    return found


def test_a_draft_counts_only_where_it_is_asked_for(store: Store) -> None:
    ids = typed(store, row1="120", row4="95")
    without, with_drafts = standing(store, drafts=False), standing(store, drafts=True)
    assert MONTH not in without.figures[ids["1"]]
    assert without.drafts.count == 0
    assert with_drafts.figures[ids["1"]][MONTH] == 120
    assert with_drafts.drafts.count == 2
    assert with_drafts.drafts.rows == {ids["1"], ids["4"]}
    state = next(one for one in with_drafts.states if one.row.row_id == ids["1"])
    assert (state.to_date, state.status) == (Decimal(720), Status.ON_PLAN)
    before = next(one for one in without.states if one.row.row_id == ids["1"])
    assert before.status is Status.NOT_REPORTED


def test_what_cannot_be_read_is_blank_or_says_what_stands_is_not_counted(store: Store) -> None:
    ids = typed(store, 6, row1="abc", row2="", row4="95", row5="9")
    found = standing(store, drafts=True, month=6)
    assert found.figures[ids["1"]][6] == 100
    assert found.figures[ids["2"]][6] == 150
    assert found.drafts.rows == {ids["5"]}
    assert found.figures[ids["5"]][6] == 9


def test_drafts_of_another_month_are_not_counted(store: Store) -> None:
    typed(store, row1="120")
    assert standing(store, drafts=True, month=8).drafts.count == 0


def test_how_complete_the_report_is_tells_submitted_figures_alone(store: Store) -> None:
    typed(store, row1="120", row4="95")
    found = standing(store, drafts=True)
    assert not found.month_reported
    assert found.last_month == 6
    assert all(one.reported == 0 for one in found.reporting)


def test_a_submission_ends_it(store: Store) -> None:
    typed(store, row1="120")
    assert offers_drafts(store, ACTOR, PLACE, YEAR, MONTH)
    assert standing(store, drafts=True).drafts.count == 1
    reporting.clear_draft(store, ACTOR, PLACE, YEAR, MONTH)
    assert not offers_drafts(store, ACTOR, PLACE, YEAR, MONTH)
    assert standing(store, drafts=True).drafts.count == 0


@pytest.mark.parametrize("actor", ABOVE, ids=lambda actor: f"{actor.role} of {actor.place}")
@pytest.mark.parametrize("view", VIEWS)
def test_nobody_above_and_no_viewer_has_drafts_counted(store: Store, actor: Actor, view: Callable[..., object]) -> None:
    typed(store, row1="120")
    assert not offers_drafts(store, actor, PLACE, YEAR, MONTH)
    with pytest.raises(NotAllowed):
        view(store, actor, PLACE, YEAR, MONTH, TODAY, drafts=True)


def test_screens_mark_what_rests_on_a_draft(store: Store) -> None:
    ids = typed(store, row4="95")
    seen = overview(store, ACTOR, PLACE, YEAR, MONTH, TODAY, drafts=True)
    assert seen is not None
    assert {line.code for line in seen.sections if line.drafted} == {"II"}
    assert {line.code for line in seen.services if line.drafted} == {"abonement", "akt"}
    assert seen.library_drafted
    tables = services(store, ACTOR, PLACE, YEAR, MONTH, TODAY, drafts=True)
    assert tables is not None
    assert {row.row_id for table in tables.tables for row in table.rows if row.drafted} == {ids["4"]}
    one = indicator(store, ACTOR, PLACE, YEAR, MONTH, TODAY, ids["4"], drafts=True)
    assert one is not None
    assert [line.month for line in one.months if line.drafted] == [MONTH]
    assert all(entry.figure.month != MONTH for entry in one.entries)


def test_a_draft_renews_no_reading_of_the_place(store: Store) -> None:
    half_year(store)
    before = store.version(place=PLACE)
    reporting.save_draft(store, ACTOR, PLACE, YEAR, MONTH, {1: Draft("5")})
    reporting.clear_draft(store, ACTOR, PLACE, YEAR, MONTH)
    assert store.version(place=PLACE) == before
