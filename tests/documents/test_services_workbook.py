"""The services' workbook, read back: numbers are numbers, texts are inert, and it prints on A4."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ishreja import language
from ishreja.documents.services_workbook import file_name, services_workbook
from ishreja.storage import Store
from ishreja.views.services import Services, services
from tests.ledger import PLACE, READER, TODAY, YEAR, open_store
from tests.views.half_year import half_year


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def seen(store: Store) -> Services:
    view = services(store, READER, PLACE, YEAR, 6, TODAY)
    assert view is not None
    return view


def opened(view: Services) -> Workbook:
    return load_workbook(io.BytesIO(services_workbook(view, "Jondor tumani")))


def line(book: Workbook, sheet: str, number: str) -> list[object]:
    return next([cell.value for cell in row] for row in book[sheet].iter_rows() if row[0].value == number)


def test_has_the_totals_and_a_sheet_for_each_service(store: Store) -> None:
    half_year(store)
    book = opened(seen(store))
    assert book.sheetnames[0] == "Jami"
    assert len(book.sheetnames) == 1 + 6
    assert all(len(name) <= 31 for name in book.sheetnames)
    last = [row for row in book["Jami"].iter_rows(values_only=True) if row[1] == "Jami, har qator bir marta"]
    assert last[0][2:5] == (6, 4, 1)


def test_numbers_are_numbers_and_unknown_cells_are_empty(store: Store) -> None:
    half_year(store)
    fond = next(name for name in opened(seen(store)).sheetnames if "Fond" in name)
    assert line(opened(seen(store)), fond, "2")[3:7] == [2400, 1200, 900, 0.75]
    assert line(opened(seen(store)), fond, "5")[3:7] == [None, None, 42, None]


def test_thousands_stand_apart_in_every_program_s_language(store: Store) -> None:
    half_year(store)
    book = opened(seen(store))
    sheet = book[next(name for name in book.sheetnames if "Fond" in name)]
    formats = {cell.number_format for row in sheet.iter_rows() for cell in row if cell.value == 2400}
    assert formats == {r"[>=1000000]#\ ###\ ##0;[>=1000]#\ ##0;0"}


def test_one_service_alone_makes_one_sheet_and_names_the_file(store: Store) -> None:
    half_year(store)
    kept = seen(store).only("fond")
    assert len(opened(kept).sheetnames) == 1
    assert file_name(kept) == "xizmatlar-1706246-2023-06-fond.xlsx"
    assert file_name(seen(store)) == "xizmatlar-1706246-2023-06.xlsx"


def test_prints_on_landscape_a4_with_the_header_on_every_page_and_a_place_to_sign(store: Store) -> None:
    half_year(store)
    for sheet in opened(seen(store)).worksheets:
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert any("Direktor: ___" in str(cell.value) for cells in sheet.iter_rows() for cell in cells)
        assert sheet["A2"].value == "Jondor tumani · yanvar–iyun · maʼlumot 2023-yil 30-iyun holatiga"


def test_speaks_the_language_in_force(store: Store) -> None:
    half_year(store)
    language.use("uz_Cyrl")
    book = opened(seen(store))
    assert book.sheetnames[0] == "Жами"
    assert line(book, book.sheetnames[1], "1")[7] == "режада"
