"""The plan's workbook, read back: every row, every month's figure, blank and 0 apart, texts inert."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ishreja import language
from ishreja.access import Actor, NotAllowed
from ishreja.documents.plan_workbook import file_name, plan_workbook
from ishreja.storage import Store, figures, plans
from ishreja.views.standing import PlanStanding, plan_standing
from tests.ledger import PLACE, READER, ROWS, TODAY, YEAR, adopt, document, open_store
from tests.views.half_year import half_year

FIRST_MONTH = 5


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def seen(store: Store, month: int = 6) -> PlanStanding:
    standing = plan_standing(store, READER, PLACE, YEAR, month, TODAY)
    assert standing is not None
    return standing


def sheet_of(standing: PlanStanding) -> Worksheet:
    return load_workbook(io.BytesIO(plan_workbook(standing, "Jondor tumani"))).worksheets[0]


def lines(sheet: Worksheet) -> list[list[object]]:
    """The table's rows below its header, without the sections and the signature."""
    found = [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=6)]
    return [line for line in found if line[1] and line[-3] is not None]


def test_every_row_stands_with_its_figures_of_all_months_seen(store: Store) -> None:
    half_year(store)
    standing = seen(store)
    written = lines(sheet_of(standing))
    assert [line[1] for line in written] == [state.row.row.name for state in standing.states]
    for state, line in zip(standing.states, written, strict=True):
        months = [state.months.get(month) for month in range(1, 13)]
        assert [
            None if value is None else Decimal(str(value)) for value in line[FIRST_MONTH : FIRST_MONTH + 12]
        ] == months
        assert [line[3], line[4]] == [
            state.row.row.previous,
            state.target if state.target is not None else state.row.row.target_text,
        ]
    assert any(0 in line[FIRST_MONTH : FIRST_MONTH + 12] for line in written)
    assert any(None in line[FIRST_MONTH : FIRST_MONTH + 6] for line in written)


def test_plan_and_fact_to_date_percent_and_status_are_the_screens_own(store: Store) -> None:
    half_year(store)
    sheet = sheet_of(seen(store))
    line = next(line for line in lines(sheet) if line[0] == "2")
    assert line[FIRST_MONTH + 12 : FIRST_MONTH + 15] == [1200, 900, 0.75]
    assert line[FIRST_MONTH + 15] == 900 / 2400
    heads = [cell.value for cell in sheet[5]]
    assert heads[FIRST_MONTH : FIRST_MONTH + 12][::11] == ["yanvar", "dekabr"]
    assert sheet["A2"].value == "Jondor tumani · yanvar–iyun · maʼlumot 2023-yil 30-iyun holatiga"
    assert file_name(seen(store)) == "ish-reja-1706246-2023-06.xlsx"


def test_sections_stand_over_their_rows(store: Store) -> None:
    titled = [replace(ROWS[0], section="II", section_title="ASOSIY FAOLIYAT"), replace(ROWS[4], section="V")]
    adopt(store, document(titled))
    sheet = sheet_of(seen(store))
    assert [cell.value for cell in sheet["A"]][5:9] == ["II. ASOSIY FAOLIYAT", titled[0].number, "V.", titled[1].number]


def test_prints_on_landscape_a4_with_its_header_and_a_place_to_sign(store: Store) -> None:
    half_year(store)
    sheet = sheet_of(seen(store))
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.print_title_cols == "$A:$B"
    assert any("Direktor: ___" in str(cell.value) for cells in sheet.iter_rows() for cell in cells)


def test_speaks_the_language_in_force(store: Store) -> None:
    half_year(store)
    language.use("uz_Cyrl")
    assert sheet_of(seen(store))["F5"].value == "январ"


def test_the_demo_s_plan_is_whole(demo_folder: Path) -> None:
    with Store.open(demo_folder / "demo.duckdb") as store:
        standing = plan_standing(store, READER, "1706246", 2023, 12, TODAY)
        assert standing is not None
        edition = plans.editions(store, "1706246", 2023)[-1]
        reported = figures.current(store, "1706246", 2023)
        written = lines(sheet_of(standing))
        assert len(written) == len(plans.rows(store, edition.edition_id)) == 64
    typed = sum(value is not None for line in written for value in line[FIRST_MONTH : FIRST_MONTH + 12])
    assert typed >= sum(map(len, reported.values()))


def test_a_foreign_actor_gets_nothing(store: Store) -> None:
    half_year(store)
    with pytest.raises(NotAllowed):
        plan_standing(store, Actor("N", "viewer", "1706204"), PLACE, YEAR, 6, TODAY)
