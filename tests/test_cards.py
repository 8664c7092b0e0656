"""The district's card: who fills it in, and that every state of it is kept and audited."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import planning
from ishreja.access import Actor, NotAllowed
from ishreja.domain.district_card import DistrictCard
from ishreja.errors import UserError
from ishreja.storage import audit, district_cards
from ishreja.storage.store import Store
from ishreja.views.definitions import definitions_view
from ishreja.views.standing import fresh
from tests.ledger import ACTOR, PLACE, READER, TODAY, YEAR, open_store
from tests.views.half_year import half_year

CARD = DistrictCard(Decimal(180_000), Decimal("12.5"), Decimal(70_000), Decimal(120), Decimal(300))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def test_the_latest_card_of_the_year_holds_and_is_audited_once_for_each_change(store: Store) -> None:
    planning.save_card(store, ACTOR, PLACE, YEAR, DistrictCard(population=Decimal(179_000)))
    assert fresh(store, district_cards.card, PLACE, YEAR) == DistrictCard(population=Decimal(179_000))
    for _again in range(2):
        planning.save_card(store, ACTOR, PLACE, YEAR, CARD)
    assert fresh(store, district_cards.card, PLACE, YEAR) == CARD
    assert district_cards.card(store, PLACE, YEAR + 1) is None
    events = [row.event for row in audit.trail(store) if row.event.action == "district card"]
    assert [event.before is None for event in events] == [True, False]
    assert events[1].after is not None
    assert '"population":"180000"' in events[1].after


def test_its_region_may_fill_it_in_and_others_may_not(store: Store) -> None:
    planning.save_card(store, Actor("Viloyat", "region", "1706"), PLACE, YEAR, CARD)
    for stranger in (
        READER,
        Actor("X", "staff", PLACE),
        Actor("X", "director", "1706204"),
        Actor("X", "region", "1703"),
    ):
        with pytest.raises(NotAllowed):
            planning.save_card(store, stranger, PLACE, YEAR, DistrictCard())
    assert district_cards.card(store, PLACE, YEAR) == CARD


@pytest.mark.parametrize(
    "card",
    [
        DistrictCard(population=Decimal(-1)),
        DistrictCard(holdings=Decimal("0.5")),
        DistrictCard(opening_days=Decimal(367)),
        DistrictCard(population=Decimal(10) ** 9),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(store: Store, card: DistrictCard) -> None:
    with pytest.raises(UserError):
        planning.save_card(store, ACTOR, PLACE, YEAR, card)
    assert district_cards.card(store, PLACE, YEAR) is None


def test_the_definitions_page_knows_the_indicators_of_the_card(store: Store) -> None:
    half_year(store)
    planning.save_card(store, ACTOR, PLACE, YEAR, CARD)
    values = {
        code: line.to_date for code, line in definitions_view(store, ACTOR, PLACE, YEAR, 6, TODAY).library.items()
    }
    assert values["reach"] == Decimal(100) * 600 / 180_000
    assert values["loans_per_capita"] == Decimal(570) / 180_000
    assert (values["visits_per_post"], values["loans_per_post"]) == (Decimal(72), Decimal("45.6"))
    assert values["visits_per_opening_day"] == 6  # of half the year's days
    assert values["holdings_end"] is None  # the plan has no row of new books
