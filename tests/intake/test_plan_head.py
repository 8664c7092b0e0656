"""The head of a plan, however it is laid out: who approved it and when, its title, year and place."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml import parse_xml
from openpyxl import Workbook

from ishreja.domain.plan import Approval, PlanDocument
from ishreja.intake.plan_head import read_date
from ishreja.intake.plan_reader import read_plan
from tests.plan_files import HEADER, ROWS, Written, as_docx, as_pdf, as_text, fill_docx_table, fill_sheet

LEFT_BLOCK = ("KELISHILDI", "Buxoro viloyati AKM direktori", "_________ N. Aminova", "2024-yil 8-yanvar")
RIGHT_BLOCK = ("“Tasdiqlayman”", "Peshku tuman AKM direktori", "A.O. Olimov", "“11” yanvar 2024 y.")
TITLE = ("Peshku tuman axborot-kutubxona markazining", "2024-yil uchun", "ISH REJASI")
APPROVALS = (
    Approval("N. Aminova", "Buxoro viloyati AKM direktori", date(2024, 1, 8)),
    Approval("A.O. Olimov", "Peshku tuman AKM direktori", date(2024, 1, 11)),
)


def head_of(*blocks: str) -> PlanDocument:
    return read_plan(as_text(Written(head=blocks)), "reja")


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def assert_head(document: PlanDocument) -> None:
    assert document.approvals == APPROVALS
    assert document.title == " ".join(TITLE)
    assert (document.place, document.year) == ("1706240", 2024)


def test_blocks_below_one_another_in_text() -> None:
    assert_head(head_of(*("\n".join(block) for block in (LEFT_BLOCK, RIGHT_BLOCK, TITLE))))


def test_blocks_side_by_side_parted_by_tabs() -> None:
    side_by_side = "\n".join(f"{left}\t\t\t{right}" for left, right in zip(LEFT_BLOCK, RIGHT_BLOCK, strict=True))
    assert_head(head_of(side_by_side, "\n".join(TITLE)))


def test_blocks_in_a_borderless_table_of_word() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    for cell, block in zip(table.rows[0].cells, (LEFT_BLOCK, RIGHT_BLOCK), strict=True):
        cell.text = "\n".join(block)
    for line in TITLE:
        document.add_paragraph(line)
    fill_docx_table(document, [*HEADER, *ROWS], 8)
    assert_head(read_plan(saved(document), "reja"))


def test_blocks_in_several_lines_of_a_table_of_word() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for at, (left, right) in enumerate(zip(LEFT_BLOCK, RIGHT_BLOCK, strict=True)):
        table.cell(at, 0).text, table.cell(at, 2).text = left, right
    for line in TITLE:
        document.add_paragraph(line)
    fill_docx_table(document, [*HEADER, *ROWS], 8)
    assert_head(read_plan(saved(document), "reja"))


def test_blocks_in_paragraphs_with_no_blank_line_between() -> None:
    document = docx.Document()
    for line in (*LEFT_BLOCK, *RIGHT_BLOCK, *TITLE):
        document.add_paragraph(line)
    fill_docx_table(document, [*HEADER, *ROWS], 8)
    assert_head(read_plan(saved(document), "reja"))


def test_blocks_side_by_side_in_the_top_rows_of_a_sheet() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for column, block in ((1, LEFT_BLOCK), (6, RIGHT_BLOCK)):
        for row, line in enumerate(block, start=1):
            page.cell(row, column, line)
    for row, line in enumerate(TITLE, start=6):
        page.cell(row, 1, line)
    fill_sheet(page, replace(Written(), head=()), top=10)
    assert_head(read_plan(saved(book), "reja"))


def test_blocks_of_a_pdf() -> None:
    head = ["\n".join(block) for block in (LEFT_BLOCK, RIGHT_BLOCK, TITLE)]
    assert_head(read_plan(as_pdf(Written(head=head)), "reja"))


@pytest.mark.parametrize(
    ("block", "name", "role", "day"),
    [
        (
            ("Viloyat AKM direktori N. Aminova", "2023-yil 8-avgust"),
            "N. Aminova",
            "Viloyat AKM direktori",
            "2023-08-08",
        ),
        (
            ("Jondor tuman AKM", "Direktori Halimov", "08.08.2023"),
            "Halimov",
            "Jondor tuman AKM Direktori",
            "2023-08-08",
        ),
        (("Jondor tuman AKM direktori", "Halimov Sherzod", "8-avgust 2023-yil"), "Halimov Sherzod", None, "2023-08-08"),
        (("Tuman AKM direktor o'rinbosari Sh.K. Olimov", "2023-yil “8” avgust"), "Sh.K. Olimov", None, "2023-08-08"),
        (("Tuman AKM direktori Olimov Sh.", "2023-yil «___» ________"), "Olimov Sh.", "Tuman AKM direktori", None),
        (("Директор ИБЦ", "А. Халимов", "8 августа 2023 г."), "А. Халимов", "Директор ИБЦ", "2023-08-08"),
        (("Жондор туман АКМ директори Ҳалимов", "2023 йил 8 август"), "Ҳалимов", None, "2023-08-08"),
    ],
)
def test_names_roles_and_dates_are_written_in_many_ways(
    block: Sequence[str], name: str, role: str | None, day: str | None
) -> None:
    found = head_of("\n".join(block), "Jondor tuman AKM 2023-yil ish rejasi").approvals
    assert len(found) == 1
    assert found[0].name == name
    assert role is None or found[0].role == role
    assert (str(found[0].date) if found[0].date else None) == day


def test_a_plan_without_approvals_has_none() -> None:
    document = head_of("Jondor tuman AKMning 2023-yil ish rejasi")
    assert (document.approvals, document.place, document.year) == ((), "1706246", 2023)


def test_a_head_that_says_nothing_is_asked_about() -> None:
    header = tuple(tuple(text.replace("2022-yil ", "").replace("2023-yil ", "") for text in line) for line in HEADER)
    rows = [row if isinstance(row, str) else [text.replace("2023-yil", "yil") for text in row] for row in ROWS]
    document = read_plan(as_docx(Written(head=(), header=header, rows=rows)), "reja")
    assert (document.place, document.year, document.title) == (None, None, "")
    codes = {problem.code for problem in document.problems if problem.severity == "question"}
    assert {"place_unknown", "year_unknown"} <= codes


def test_the_year_is_taken_from_the_target_s_heading_where_the_title_has_none() -> None:
    assert head_of("Jondor tuman AKM ish rejasi").year == 2023


def test_years_that_contradict_each_other_are_asked_about() -> None:
    document = head_of("Jondor tuman AKMning 2024-yil ish rejasi")
    by_code = {problem.code: problem for problem in document.problems}
    assert document.year == 2024
    assert by_code["year_differs"].choices == ("2024", "2023")
    assert "fact_year_differs" in by_code
    assert by_code["deadline:other_year"].severity == "question"


def test_kogon_is_a_district_and_a_city() -> None:
    assert head_of("Kogon tuman AKMning 2023-yil ish rejasi").place == "1706219"
    assert head_of("Kogon shahar AKMning 2023-yil ish rejasi").place == "1706403"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-yil 8-avgust", date(2023, 8, 8)),
        ("2023 йил «08» август", date(2023, 8, 8)),
        ("8 sentyabr 2023-yil", date(2023, 9, 8)),
        ("“01” oktabr 2023 y.", date(2023, 10, 1)),
        ("1 марта 2023 года", date(2023, 3, 1)),
        ("08.08.2023", date(2023, 8, 8)),
        ("2023-08-08", date(2023, 8, 8)),
        ("31.02.2023", None),
        ("2023-yil «__» _______", None),
        ("2023-yil uchun", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert read_date(text) == day


BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></mc:Choice>'
    "<mc:Fallback><w:txbxContent>{}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_blocks_in_text_boxes_of_word() -> None:
    document = docx.Document()
    for block in (LEFT_BLOCK, RIGHT_BLOCK):
        lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in block)
        document.add_paragraph()._p.append(parse_xml(BOX.format(lines, lines)))
    for line in TITLE:
        document.add_paragraph(line)
    fill_docx_table(document, [*HEADER, *ROWS], 8)
    assert_head(read_plan(saved(document), "reja"))
