"""The matrix as a workbook, read back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ishreja.documents.region_workbook import file_name, region_workbook
from ishreja.storage.store import Store
from ishreja.views.region import Matrix, by_indicator, by_section
from ishreja.views.region_cells import Measure
from tests.ledger import TODAY, YEAR, adopt, document, open_store, row
from tests.views.many_places import REGION, REGION_ACTOR, say, three_places


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        three_places(opened)
        yield opened


def rows(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_shares_are_numbers_with_their_words_and_what_is_unknown_is_nothing(store: Store) -> None:
    view = by_section(store, REGION_ACTOR, REGION, YEAR, 6, TODAY, sort="-all")
    found = rows(region_workbook(view, {}))
    assert found[0][0] == "Buxoro viloyati: hududlar yonma-yon"
    assert found[4][:5] == ("№", "Hudud", "Topshirilgan", "Butun reja", "Holat")
    assert found[5][1:5] == ("Olot tumani", "1 / 1", 0.75, "eʼtibor")
    assert found[6][1:5] == ("Jondor tumani", "1 / 1", 0.25, "ortda")
    silent = next(row for row in found if row[1] == "Buxoro tumani")
    assert silent[2:5] == ("0 / 1", None, "hisobot yoʻq")
    total = next(row for row in found if row[1] == "Jami")
    assert total[3:5] == (pytest.approx(4 / 12), "ortda · 3 hududdan 2 tasi topshirgan")
    middle = next(row for row in found if row[1] == "Hisobot topshirganlar medianasi")
    assert middle[3:5] == (0.5, "3 tadan 2 tasi")


def test_figures_keep_their_measure_and_name(store: Store) -> None:
    view = by_indicator(store, REGION_ACTOR, REGION, YEAR, 6, TODAY, ["visits"], Measure.RAW)
    found = rows(region_workbook(view, {"visits": "=Qatnov"}))
    assert found[4][3] == "=Qatnov"
    assert next(row for row in found if row[1] == "Jondor tumani")[3] == 900
    assert file_name(view) == "viloyat-1706-2023-06-raw.xlsx"


def test_what_is_not_what_the_column_is_about_says_so(store: Store) -> None:
    adopt(store, document([row("1", "Qatnov", 12, headline="visits", unit="Ming nafar")], place="1706212"), "thousands")
    adopt(store, document([row("1", "Qatnov", 12, headline="visits", unit=None)], place="1706215"), "no unit")
    for place, title in {"1706219": "Kutubxona fondi", "1706230": "Kutubxona fondi", "1706232": "Xoʻjalik"}.items():
        adopt(store, document([replace(row("1", "Ijara", 12), section_title=title)], place=place), f"{place} titled")
    for place in ("1706212", "1706215"):
        say(store, place, "1", "visits")

    def said(view: Matrix, at: int) -> dict[object, object]:
        return {line[1]: line[at + 1] for line in rows(region_workbook(view, {})) if line[1]}

    by_visits = said(by_indicator(store, REGION_ACTOR, REGION, YEAR, 6, TODAY, ["visits"]), 3)
    assert str(by_visits["Vobkent tumani"]).endswith("· Ming nafar")
    assert str(by_visits["Gʻijduvon tumani"]).endswith("· birligi koʻrsatilmagan")
    assert str(by_visits["Jami"]).endswith("· 2 tasi boshqa birlikda, qoʻshilmadi")
    first = said(by_section(store, REGION_ACTOR, REGION, YEAR, 6, TODAY), 5)
    assert str(first["Qorovulbozor tumani"]).endswith("· boʻlimi: Xoʻjalik")
    assert str(first["Jami"]).endswith("· 1 tasida boʻlim boshqacha nomlangan, ular qoʻshilmadi")
