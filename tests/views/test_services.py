"""The services' tables: who has which rows, and that a shared row counts once in the totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja.access import Actor, NotAllowed
from ishreja.domain.status import Status
from ishreja.storage import Store
from ishreja.views.services import Services, ServiceTable, services
from tests.ledger import PLACE, READER, TODAY, YEAR, adopt, document, open_store, row
from tests.views.half_year import half_year


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def seen(store: Store, month: int = 6) -> Services:
    view = services(store, READER, PLACE, YEAR, month, TODAY)
    assert view is not None
    return view


def table(view: Services, code: str) -> ServiceTable:
    return next(one for one in view.tables if one.code == code)


def test_a_shared_row_stands_with_each_service_and_counts_once_in_the_total(store: Store) -> None:
    half_year(store)
    view = seen(store)
    holders = [one.code for one in view.tables if "4" in [row.number for row in one.rows]]
    assert holders == ["abonement", "akt"]
    assert (view.total.rows, view.total.due, view.on_plan) == (6, 4, 1)
    assert view.shared == 2
    assert sum(one.tally.due for one in view.tables) > view.total.due


def test_a_row_of_all_services_stands_in_all_four_and_with_the_one_that_reports(store: Store) -> None:
    half_year(store)
    view = seen(store)
    holders = [one.code for one in view.tables if "3" in [row.number for row in one.rows]]
    assert holders == ["abonement", "fond", "bibliografiya", "akt", "direktor"]
    common = table(view, "fond").common
    assert [(row.number, row.lead) for row in common] == [("3", "direktor")]
    assert [row.number for row in table(view, "direktor").own] == ["3"]


def test_rows_without_a_service_have_a_table_of_their_own_at_the_end(store: Store) -> None:
    half_year(store)
    last = seen(store).tables[-1]
    assert (last.code, [row.number for row in last.rows]) == ("", ["6"])


def test_a_row_shows_target_plan_fact_and_status(store: Store) -> None:
    half_year(store)
    first = table(seen(store), "fond").rows[0]
    assert (first.target, first.planned, first.to_date) == (2400, 1200, 900)
    assert (first.progress, first.status) == (Decimal("0.75"), Status.BEHIND)
    assert first.months[:7] == (*[Decimal(150)] * 6, None)
    assert (first.deadline, first.others, first.part) == ("2023-yil davomida", (), False)


def test_own_rows_come_before_those_of_all_services(store: Store) -> None:
    half_year(store)
    assert [row.number for row in table(seen(store), "abonement").rows] == ["1", "4", "3"]


def test_says_how_many_due_rows_are_on_plan_and_how_complete_the_report_is(store: Store) -> None:
    half_year(store)
    abonement = table(seen(store), "abonement")
    assert (abonement.tally.due, abonement.on_plan, abonement.owed, abonement.reported) == (3, 1, 2, 2)


def test_one_service_can_be_kept_while_the_totals_stay(store: Store) -> None:
    half_year(store)
    view = seen(store)
    kept = view.only("fond")
    assert [one.code for one in kept.tables] == ["fond"]
    assert (kept.total, kept.codes) == (view.total, view.codes)
    assert view.only(None) is view
    assert view.only("metodika").tables == ()


def test_parts_follow_their_row_in_its_service(store: Store) -> None:
    rows = [row("1", "Roʻyxatga olish", 10), row(None, "yangi", None, parent="1"), row(None, "qayta", None, parent="1")]
    adopt(store, document(rows))
    only = seen(store).tables
    assert [(one.name, one.part) for one in only[0].rows] == [
        ("Roʻyxatga olish", False),
        ("yangi", True),
        ("qayta", True),
    ]
    assert len(only) == 1


def test_a_place_without_a_plan_has_no_tables(store: Store) -> None:
    assert services(store, READER, PLACE, YEAR, 6, TODAY) is None


def test_only_those_who_may_see_the_place_see_it(store: Store) -> None:
    half_year(store)
    with pytest.raises(NotAllowed):
        services(store, Actor("Begona", "viewer", "1706204"), PLACE, YEAR, 6, TODAY)
