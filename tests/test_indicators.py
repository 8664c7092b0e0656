"""Matching on adoption, and what the region says about it: through the use-cases, in one transaction, audited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ishreja import planning
from ishreja.access import Actor, NotAllowed
from ishreja.domain.indicators import template
from ishreja.errors import UserError
from ishreja.storage import audit, audit_check, indicators
from ishreja.storage.store import Store
from tests.ledger import PLACE, TODAY, YEAR, document, open_store, row

OTHER, REGION = "1706242", "1706"
HEAD = Actor("Aminova", "region", REGION)
DIRECTORS = {place: Actor("Direktor", "director", place) for place in (PLACE, OTHER, REGION)}

USERS = row("1", "Foydalanuvchilarni roʻyxatga olish", 3500, unit="Nafar", section="II")
OUTREACH = row("2", "Sayyor tadbirlarni chekka mahallalarda tashkil etish", 40, unit="Tadbir", section="II")
REPAIR = row("3", "Bino va isitish tizimini joriy taʼmirlash", 10, unit="Xona", section="II")
ROWS = (USERS, OUTREACH, REPAIR)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def adopt(store: Store, rows: tuple[object, ...] = ROWS, place: str = PLACE, **more: object) -> None:
    plan = document(rows, place=place)  # type: ignore[arg-type]
    planning.adopt(
        store,
        DIRECTORS[place],
        plan,
        document_hash=f"{place}{len(audit.trail(store))}",
        file_name="reja.docx",
        today=TODAY,
        **more,  # type: ignore[arg-type]
    )


def ids(store: Store, place: str = PLACE) -> dict[str, int]:
    return {one.row.name: one.row_id for one in planning.newest_rows(store, place, YEAR)}


def codes(store: Store, place: str = PLACE) -> list[str | None]:
    """The codes of the plan's rows in their order."""
    found = indicators.codes(store, [place], YEAR)
    return [found.get((place, row_id)) for row_id in ids(store, place).values()]


def confirm(store: Store, name: str, code: str | None, place: str = PLACE, actor: Actor = HEAD) -> None:
    planning.confirm_indicator(store, actor, REGION, place, YEAR, ids(store, place)[name], code)


def test_adopting_matches_what_is_certain_and_leaves_the_doubtful_open(store: Store) -> None:
    adopt(store)
    assert codes(store) == ["users", None, None]
    kept = indicators.matches(store, [PLACE], YEAR)
    assert [kept[PLACE, row_id].certain for row_id in ids(store).values()] == [True, False, True]
    assert [one.code for one in indicators.catalogue(store, REGION)] == [one.code for one in template()]
    assert audit_check.check(store).whole
    assert [one.event.action for one in audit.trail(store)] == ["adopt", "indicators", "match indicators"]


def test_the_office_may_say_it_when_it_adopts(store: Store) -> None:
    adopt(store, answers={planning.indicator_key(1): "outreach_events", planning.indicator_key(0): "none"})
    assert codes(store) == [None, "outreach_events", None]
    adopt(store, (replace(USERS, target=USERS.target * 2), *ROWS[1:]))  # type: ignore[operator]
    assert codes(store) == [None, "outreach_events", None]


def test_a_changed_plan_is_matched_anew(store: Store) -> None:
    adopt(store)
    adopt(store, (replace(USERS, unit="Nusxa"), OUTREACH, REPAIR))
    assert codes(store) == [None, None, None]


def test_what_the_region_says_of_a_wording_holds_in_all_its_plans(store: Store) -> None:
    adopt(store)
    adopt(store, place=OTHER)
    confirm(store, OUTREACH.name, "outreach_events")
    assert codes(store) == codes(store, OTHER) == ["users", "outreach_events", None]
    adopt(store, place=REGION)
    assert codes(store, REGION) == ["users", "outreach_events", None]


def test_what_two_plans_were_told_differently_is_learned_from_neither(store: Store) -> None:
    adopt(store)
    adopt(store, place=OTHER)
    confirm(store, OUTREACH.name, "outreach_events")
    confirm(store, OUTREACH.name, "readers_clubs", OTHER)
    adopt(store, place=REGION)
    assert codes(store, REGION)[1] is None
    assert (codes(store)[1], codes(store, OTHER)[1]) == ("outreach_events", "readers_clubs")


def test_a_row_may_be_said_to_be_none_and_something_else_again(store: Store) -> None:
    adopt(store)
    confirm(store, USERS.name, None)
    assert codes(store)[0] is None
    planning.rematch(store, HEAD, REGION, YEAR)
    assert codes(store)[0] is None
    confirm(store, USERS.name, "users")
    assert codes(store)[0] == "users"
    said = [one.event for one in audit.trail(store, PLACE) if one.event.action == "indicator"]
    assert [(one.before, one.after) for one in said] == [("users", "none"), ("none", "users")]


def test_an_indicator_is_one_row_s_of_a_plan(store: Store) -> None:
    adopt(store)
    with pytest.raises(UserError, match="1-qator"):
        confirm(store, OUTREACH.name, "users")
    with pytest.raises(UserError):
        confirm(store, OUTREACH.name, "no such code")


def test_the_region_adds_an_indicator_and_every_plan_that_has_it_follows(store: Store) -> None:
    adopt(store)
    adopt(store, place=OTHER)
    added = planning.add_indicator(store, HEAD, REGION, PLACE, YEAR, ids(store)[REPAIR.name])
    assert added.code == "1706-1"
    assert codes(store)[2] == codes(store, OTHER)[2] == "1706-1"
    catalogue = [one.code for one in indicators.catalogue(store, REGION)]
    assert catalogue.index("1706-1") == catalogue.index("users") + 1
    with pytest.raises(UserError):
        planning.add_indicator(store, HEAD, REGION, PLACE, YEAR, ids(store)[REPAIR.name])


def test_an_added_indicator_can_be_taken_out_again_and_its_code_is_not_used_twice(store: Store) -> None:
    adopt(store)
    row_id = ids(store)[REPAIR.name]
    planning.add_indicator(store, HEAD, REGION, PLACE, YEAR, row_id)
    planning.retire_indicator(store, HEAD, REGION, "1706-1")
    assert codes(store)[2] is None
    assert planning.add_indicator(store, HEAD, REGION, PLACE, YEAR, row_id).code == "1706-2"
    with pytest.raises(UserError):
        planning.retire_indicator(store, HEAD, REGION, "users")


def test_a_part_is_added_after_the_row_above_it(store: Store) -> None:
    part = row(None, "Onlayn tanlovlar", 4, unit="Tadbir", section="II", parent="3")
    adopt(store, (*ROWS, part))
    with pytest.raises(UserError):
        planning.add_indicator(store, HEAD, REGION, PLACE, YEAR, ids(store)[part.name])
    planning.add_indicator(store, HEAD, REGION, PLACE, YEAR, ids(store)[REPAIR.name])
    assert planning.add_indicator(store, HEAD, REGION, PLACE, YEAR, ids(store)[part.name]).parent == "1706-1"


def test_plans_that_were_never_matched_are_when_the_region_asks(store: Store) -> None:
    adopt(store)
    with store.transaction() as tx:
        tx.cursor.execute("DELETE FROM row_indicator")
    assert codes(store)[0] is None
    planning.rematch(store, HEAD, REGION, YEAR)
    assert codes(store)[0] == "users"


def test_matching_again_without_a_change_writes_nothing(store: Store) -> None:
    adopt(store)
    before = len(audit.trail(store))
    planning.rematch(store, HEAD, REGION, YEAR)
    assert len(audit.trail(store)) == before


@pytest.mark.parametrize(
    "actor",
    [
        DIRECTORS[PLACE],
        Actor("Boshqa", "region", "1708"),
        Actor("Koʻruvchi", "viewer", REGION),
        Actor("Xodim", "staff", PLACE),
    ],
)
def test_the_catalogue_is_the_region_s_to_change(store: Store, actor: Actor) -> None:
    adopt(store)
    row_id = ids(store)[REPAIR.name]
    acts = (
        lambda: confirm(store, USERS.name, None, actor=actor),
        lambda: planning.add_indicator(store, actor, REGION, PLACE, YEAR, row_id),
        lambda: planning.retire_indicator(store, actor, REGION, "users"),
        lambda: planning.rematch(store, actor, REGION, YEAR),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert codes(store)[0] == "users"


def test_a_region_says_nothing_about_places_of_another(store: Store) -> None:
    adopt(store)
    other = Actor("Boshqa", "region", "1708")
    with pytest.raises(UserError):
        planning.confirm_indicator(store, other, "1708", PLACE, YEAR, ids(store)[USERS.name], None)
