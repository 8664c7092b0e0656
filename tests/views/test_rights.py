"""Who may not see a place is shown nothing of it, by any view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ishreja import planning
from ishreja.access import Actor, NotAllowed
from ishreja.storage import Store
from ishreja.views import (
    cards,
    compare,
    deadlines,
    definitions,
    indicator,
    month_reading,
    month_review,
    monthly_report,
    overview,
    plan,
    plan_reading,
    region,
    row_list,
    seen,
    services,
    standing,
)
from tests.ledger import PLACE, READER, TODAY, YEAR, document, open_store
from tests.views.half_year import half_year

ELSEWHERE = Actor("Nodira", "director", "1706204")
STRANGER = Actor("Kim", "no such role", PLACE)

VIEWS: dict[str, Callable[[Store, Actor], object]] = {
    "deadlines": lambda store, actor: deadlines.deadlines(store, actor, PLACE, YEAR, 6, TODAY),
    "definitions": lambda store, actor: definitions.definitions_view(store, actor, PLACE, YEAR, 6, TODAY),
    "indicator": lambda store, actor: indicator.indicator(store, actor, PLACE, YEAR, 6, TODAY, 1),
    "known file": lambda store, actor: month_reading.known_file(store, actor, PLACE, YEAR, 6, "ff"),
    "default month": lambda store, actor: monthly_report.default_month(store, actor, PLACE, YEAR, TODAY),
    "monthly report": lambda store, actor: monthly_report.monthly_report(store, actor, PLACE, YEAR, 6, TODAY),
    "overview": lambda store, actor: overview.overview(store, actor, PLACE, YEAR, 6, TODAY),
    "plan": lambda store, actor: plan.plan(store, actor, PLACE, YEAR, 6),
    "comparison": lambda store, actor: plan.comparison(store, actor, document(), "ff", {}),
    "revision": lambda store, actor: plan_reading.begin_revision(store, actor, PLACE, YEAR),
    "month review": lambda store, actor: month_review.month_review(store, actor, PLACE, YEAR, 6, TODAY),
    "ledger seen": lambda store, actor: seen.ledger_seen(store, actor, PLACE, YEAR),
    "rows": lambda store, actor: row_list.row_choices(store, actor, PLACE, YEAR, 6),
    "services": lambda store, actor: services.services(store, actor, PLACE, YEAR, 6, TODAY),
    "region by section": lambda store, actor: region.by_section(store, actor, PLACE, YEAR, 6, TODAY),
    "region by indicator": lambda store, actor: region.by_indicator(store, actor, PLACE, YEAR, 6, TODAY, ["users"]),
    "compare": lambda store, actor: compare.compare(store, actor, PLACE, YEAR, 6, TODAY, [PLACE], compare.WHOLE),
    "card": lambda store, actor: cards.card_of(store, actor, PLACE, YEAR),
    "standing": lambda store, actor: standing.plan_standing(store, actor, PLACE, YEAR, 6, TODAY),
    "match": lambda store, actor: planning.match(store, actor, document()),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        half_year(opened)
        yield opened


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_foreign_actor_sees_nothing(view: Callable[[Store, Actor], object], store: Store) -> None:
    for actor in (ELSEWHERE, STRANGER):
        with pytest.raises(NotAllowed):
            view(store, actor)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_reader_of_the_place_may_see_all_of_it(view: Callable[[Store, Actor], object], store: Store) -> None:
    view(store, READER)


def test_a_workbook_is_read_only_for_who_may_report(store: Store) -> None:
    for actor in (ELSEWHERE, STRANGER, READER):
        with pytest.raises(NotAllowed):
            month_reading.read_workbook(store, actor, PLACE, YEAR, 6, (6,), b"PK", "iyun.xlsx")
