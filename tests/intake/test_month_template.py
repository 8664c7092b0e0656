"""The template: what stands in it, what may be typed, and that LibreOffice can fill it in."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ishreja import language
from ishreja.domain.month import Change, MonthForm, preview
from ishreja.domain.plan import Severity
from ishreja.intake.month_reader import read_month
from ishreja.intake.month_template import FORMAT, template
from tests.intake.libreoffice import filled
from tests.month_forms import jondor, months, with_row


def _opened(form: MonthForm) -> Workbook:
    return load_workbook(io.BytesIO(template(form)))


def _rows(sheet: Worksheet) -> dict[int, int]:
    """The sheet's row by the plan row's id."""
    return {cell.value: cell.row for cell in sheet["A"] if isinstance(cell.value, int)}


def test_every_row_of_the_form_stands_there_prefilled() -> None:
    form = with_row(jondor(), 106, months=months(15, 17, 21), note="uchta gazeta", reason="koʻp")
    sheet = _opened(form).worksheets[0]
    rows = _rows(sheet)
    assert list(rows) == [row.row_id for row in form.rows]
    line = [sheet.cell(rows[106], column).value for column in range(2, 10)]
    name = "Hududiy axborot-kutubxona markazi mutaxassislarining maqolalarini jamlash"
    assert line == ["6", name, "Dona", 200, 32, 21, "uchta gazeta", "koʻp"]
    assert sheet.cell(rows[149], 6).value == 2240000.5
    assert sheet.cell(rows[138], 6).value == 162  # a level: the last value, not a sum
    assert sheet.cell(rows[102], 6).value is None  # nothing reported is blank, not 0


def test_only_the_month_the_note_and_the_reason_are_unlocked() -> None:
    sheet = _opened(jondor()).worksheets[0]
    rows = _rows(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {(at, column) for row_id, at in rows.items() if row_id != 148 for column in (7, 8, 9)}


def test_excel_takes_only_figures_and_only_whole_ones_of_whole_units() -> None:
    sheet = _opened(jondor()).worksheets[0]
    rows = _rows(sheet)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules[f"G{rows[117]}"].type == "whole"
    assert rules[f"G{rows[149]}"].type == "decimal"
    assert all(rule.formula1 == "0" and rule.operator in (None, "between") for rule in rules.values())
    assert f"G{rows[148]}" not in rules


def test_ids_are_hidden_and_the_workbook_says_whose_it_is() -> None:
    book = _opened(jondor())
    assert book.worksheets[0].column_dimensions["A"].hidden
    facts = book["ishreja"]
    assert facts.sheet_state == "veryHidden"
    said = {facts.cell(at, 1).value: facts.cell(at, 2).value for at in range(1, 6)}
    assert said == {
        "ishreja:format": str(FORMAT),
        "ishreja:place": "1706246",
        "ishreja:year": "2023",
        "ishreja:month": "3",
        "ishreja:edition": "1",
    }


def test_it_prints_on_a4_with_its_header_on_every_page() -> None:
    sheet = _opened(jondor()).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "D5"
    assert [sheet.cell(at, 3).value.split(":")[0] for at in range(29, 32)] == ["Direktor", "Toʻldirdi", "Sana"]


def test_sections_stand_over_their_rows_and_the_guide_is_a_sheet() -> None:
    book = _opened(jondor())
    bands = [cell.value for cell in book.worksheets[0]["B"] if str(cell.value).startswith(("I.", "II.", "V."))]
    assert bands == ["I. UMUMIY FAOLIYAT", "II. ASOSIY ISHLAB CHIQARISH FAOLIYATI", "V. OAV BILAN ISHLASH"]
    assert book.sheetnames[1] == "Qoʻllanma"
    assert "0 yozing" in " ".join(str(cell.value) for cell in book.worksheets[1]["B"])


@pytest.mark.parametrize("payload", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"])
def test_text_that_looks_like_a_formula_stays_text(payload: str) -> None:
    form = with_row(jondor(), 117, name=payload, note=payload, unit=payload)
    sheet = _opened(form).worksheets[0]
    at = _rows(sheet)[117]
    for column in (3, 4, 8):
        assert sheet.cell(at, column).value == payload
    with zipfile.ZipFile(io.BytesIO(template(form))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_it_is_written_in_the_language_in_force() -> None:
    language.use("uz_Cyrl")
    sheet = _opened(jondor()).worksheets[0]
    assert sheet["C4"].value == "Кўрсаткич"
    assert sheet.title == "Март 2023"


@pytest.mark.parametrize("script", ["uz", "uz_Cyrl"])
def test_libreoffice_fills_it_in_and_every_figure_comes_back(tmp_path: Path, script: str) -> None:
    language.use(script)
    form = jondor()
    rows = _rows(_opened(form).worksheets[0])
    typed: dict[int, int | float | str] = {101: 1, 106: 18, 117: 310, 131: 0, 138: 165, 149: 1234567.25, 150: "1 500,5"}
    values = {f"G{rows[row_id]}": value for row_id, value in typed.items()}
    values[f"I{rows[106]}"] = "Gazeta ikki marta chiqdi; foizi yuqori"
    sent = filled(template(form), values, tmp_path)
    reading = read_month(sent, "mart.xlsx", form)
    assert [problem for problem in reading.problems if problem.severity is not Severity.NOTE] == []
    entries = {entry.row_id: entry for entry in reading.entries}
    assert {row_id: entry.value for row_id, entry in entries.items() if entry.value is not None} == {
        101: Decimal(1),
        106: Decimal(18),
        117: Decimal(310),
        131: Decimal(0),
        138: Decimal(165),
        149: Decimal("1234567.25"),
        150: Decimal("1500.5"),
    }
    assert entries[106].reason == "Gazeta ikki marta chiqdi; foizi yuqori"
    assert entries[106].cell == f"G{rows[106]}"
    assert set(entries) == {row.row_id for row in form.typed_rows()}
    assert sum(line.change is Change.NEW for line in preview(form, reading)) == 7
    elsewhere = read_month(sent, "mart.xlsx", replace(form, place="1706204"))
    assert [problem.code for problem in elsewhere.errors] == ["wrong_place"]
