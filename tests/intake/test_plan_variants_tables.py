"""Tables as typists in other centres lay them out: headers, sections, quarters, pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import docx
import pytest
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ishreja.domain.plan import PlanDocument, Severity
from ishreja.errors import UserError
from ishreja.intake.plan_reader import read_plan
from tests.plan_files import (
    ABOVE,
    HEAD,
    HEADER,
    LEFT,
    ROWS,
    Written,
    as_docx,
    as_pdf,
    as_text,
    as_xlsx,
    fill_docx_table,
)

FORMATS = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf, "text": as_text}
LABELS = ("№", "Nomi", "O'lchov birligi", "2022-yil (fakt)", "2023-yil (reja)", "Mexanizmi", "Muddati", "Mas'ullar")


def read(data: bytes) -> PlanDocument:
    return read_plan(data, "reja")


def ish(number: str, name: str, previous: str = "1", target: str = "2", unit: str = "Dona") -> tuple[str, ...]:
    return (number, name, unit, previous, target, "", "2023-yil davomida", "Direktor")


def numbers(document: PlanDocument) -> list[str | None]:
    return [row.number for row in document.rows]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("header", [HEADER, (LABELS,)])
def test_the_first_section_stands_in_the_name_s_column(kind: str, header: Sequence[Sequence[str]]) -> None:
    rows = [("", row, *[""] * 6) if isinstance(row, str) else row for row in ROWS]
    document = read(FORMATS[kind](Written(header=header, rows=rows)))
    assert [row.section for row in document.rows if row.number] == ["I", "I", "II", "II", "II", "II", "II"]


def test_the_first_section_s_title_is_a_paragraph_above_the_table() -> None:
    document = docx.Document()
    for line in "\n".join(HEAD).split("\n"):
        document.add_paragraph(line)
    for title, rows in (("I. UMUMIY FAOLIYAT", ROWS[1:3]), ("II. ASOSIY FAOLIYAT", ROWS[4:])):
        document.add_paragraph(title)
        fill_docx_table(document, [*HEADER, *rows], 8)
    out = io.BytesIO()
    document.save(out)
    plan = read(out.getvalue())
    assert [row.section for row in plan.rows if row.number] == ["I", "I", "II", "II", "II", "II", "II"]
    assert plan.title.endswith("ISH REJASI")


@pytest.mark.parametrize("label", ["O'sish, %", "Farqi (+,-)", "Moliyalashtirish manbai", "Hujjat asosi"])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "text"])
def test_a_column_of_the_office_s_own_is_passed_over(kind: str, label: str) -> None:
    def beside(line: Sequence[str], text: str) -> list[str]:
        return [*line[:5], text, *line[5:]]

    rows = [row if isinstance(row, str) else beside(row, "105 %") for row in ROWS]
    plain = Written(header=(LABELS,))
    assert read(FORMATS[kind](replace(plain, header=(beside(LABELS, label),), rows=rows))).rows == (
        read(FORMATS[kind](plain)).rows
    )


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("quarters", [("I", "II", "III", "IV"), ("1-chorak", "2-chorak", "3-chorak", "4-chorak")])
def test_quarters_stand_in_the_third_line_of_the_header(kind: str, quarters: tuple[str, ...]) -> None:
    header = (
        ("№", "Nomi", "Miqdori", LEFT, LEFT, LEFT, LEFT, LEFT, "Muddati", "Mas'ullar"),
        (ABOVE, ABOVE, "2022-yil (fakt)", "2023-yil (reja)", LEFT, LEFT, LEFT, LEFT, ABOVE, ABOVE),
        (ABOVE, ABOVE, ABOVE, "Jami", *quarters, ABOVE, ABOVE),
    )
    row = ("1", "Kitobxonlar qatnovi", "90", "100", "10", "20", "-", "70", "2023-yil", "Direktor")
    rows = [("2", "Kitob berilishi", *row[2:]), ("3", "Tadbirlar", *row[2:])]
    for found in read(FORMATS[kind](Written(header=header, rows=[row, *rows]))).rows:
        assert (found.previous, found.target) == (90, 100)
        assert found.quarters == (10, 20, None, 70)


@pytest.mark.parametrize("kind", ["docx", "text"])
def test_the_figures_of_a_total_and_its_parts_are_cut_by_a_page(kind: str) -> None:
    rows = [
        ("3", "Sovg'a tariqasida: Jismoniy", "Nusxa", "289 56", "300 60", "", "2023-yil", "Direktor"),
        ("", "shaxslar; Yuridik shaxslar", "", "233", "240", "", "davomida", ""),
        ish("4", "Boshqa ish"),
    ]
    document = read(FORMATS[kind](Written(rows=rows, breaks=(1,))))
    assert [(row.number, row.name, row.previous, row.target) for row in document.rows] == [
        ("3", "Sovg'a tariqasida: Jismoniy shaxslar; Yuridik shaxslar", 289, 300),
        (None, "Jismoniy shaxslar", 56, 60),
        (None, "Yuridik shaxslar", 233, 240),
        ("4", "Boshqa ish", 1, 2),
    ]


def test_rows_of_two_sections_with_one_number_are_not_one_row() -> None:
    rows = ["I. UMUMIY", ish("1", "Vazifa turi: gazeta o'qish"), ish("2", "Vazifa turi: kitob o'qish")]
    rows += ["II. ASOSIY", ish("1", "Vazifa turi: albom o'qish"), ish("2", "Vazifa turi: xarita o'qish")]
    document = read(as_docx(Written(rows=rows)))
    assert numbers(document) == ["1", "2", "1", "2"]
    assert [row.section for row in document.rows] == ["I", "I", "II", "II"]


def test_a_mark_of_checking_below_a_sheet_s_table_is_left_out() -> None:
    book = Workbook()
    page: Any = book.active
    rows = [LABELS, ish("1", "Birinchi"), ish("2", "Ikkinchi"), ish("3", "Uchinchi"), (), ("", "*tekshirildi*")]
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    assert [row.name for row in read(out.getvalue()).rows] == ["Birinchi", "Ikkinchi", "Uchinchi"]


def test_a_date_in_the_place_of_a_target_is_asked_about() -> None:
    book = Workbook()
    page: Any = book.active
    for row in (LABELS, ish("1", "Birinchi"), ish("2", "Ikkinchi"), ish("3", "Uchinchi")):
        page.append(list(row))
    page["E2"] = datetime(2023, 5, 12)
    out = io.BytesIO()
    book.save(out)
    document = read(out.getvalue())
    assert document.rows[0].target is None
    assert [found.code for found in document.problems if found.row == 0] == ["date_in_cell:target"]


@pytest.mark.parametrize("text", ["10 dan kam emas", "kamida 10 ta", "10 atrofida", "№ 10"])
def test_a_figure_with_a_condition_stays_words_and_is_asked_about(text: str) -> None:
    document = read(as_docx(Written(rows=[ish("1", "Ish", target=text), ish("2", "Boshqa ish")])))
    assert (document.rows[0].target, document.rows[0].target_text) == (None, text)
    assert any(found.severity is Severity.QUESTION and found.choices == ("10",) for found in document.problems)


def test_words_cut_by_a_narrow_cell_are_put_together() -> None:
    rows = [
        (*ish("1", "Birinchi", target="Alohida reja asosid\na")[:6], "2023-yil I–\nII chorak", "Direktor"),
        (*ish("2", "Ikkinchi")[:5], "Alohida reja asosida", "2023-yil", "Direktor"),
    ]
    first = read(as_docx(Written(rows=rows))).rows[0]
    assert (first.target_text, first.deadline) == ("Alohida reja asosida", "2023-yil I–II chorak")


def test_a_sheet_of_figures_alone_is_refused() -> None:
    book = Workbook()
    page: Any = book.active
    for at in range(1, 20):
        page.append([1, 2, 3, 4, 5, at])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UserError, match="ish rejaga"):
        read(out.getvalue())


EDGES = (30, 60, 240, 300, 360, 420, 560, 650, 810)


def draw(lines: Sequence[tuple[float, Sequence[str]]], *, levels: Sequence[float], bottom: float | None) -> bytes:
    """A page with texts at heights, level lines, and upright lines drawn as thin boxes that may hang open."""
    pdfmetrics.registerFont(TTFont("Plan", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    canvas.setFont("Plan", 7)
    for height, texts in lines:
        for left, text in zip(EDGES, texts, strict=False):
            canvas.drawString(left + 3, height, text)
    for level in levels:
        canvas.line(EDGES[0], level, EDGES[-1], level)
    for edge in EDGES if bottom is not None else ():
        canvas.rect(edge, bottom, 0.1, levels[0] - bottom, stroke=0, fill=1)
    canvas.save()
    return out.getvalue()


TEXTS = ((500, LABELS), (470, ish("1", "Kadrlar ishi")), (440, ish("2", "Kitob berish")), (410, ish("3", "Tadbirlar")))


@pytest.mark.parametrize(
    ("levels", "bottom"),
    [
        pytest.param((515, 485, 455, 425), 395, id="the last row hangs open at the page's end"),
        pytest.param((515, 485, 455, 425, 395), 395, id="ruled with thin lines"),
        pytest.param((515, 485, 455, 425, 395), None, id="level lines alone"),
        pytest.param((), None, id="no lines"),
    ],
)
def test_rows_of_a_pdf_however_it_is_ruled(levels: Sequence[float], bottom: float | None) -> None:
    title = (550, ("Jondor tuman axborot-kutubxona markazining 2023-yil uchun ISH REJASI",))
    section = (485, ("I. UMUMIY FAOLIYAT BOʻLIMI VA BOSHQA ISHLAR",)) if bottom is None and not levels else None
    lines = [title, TEXTS[0], *([section] if section else []), *TEXTS[1:]]
    document = read(draw(lines, levels=levels, bottom=bottom))
    assert [(row.number, row.name, row.target) for row in document.rows] == [
        ("1", "Kadrlar ishi", Decimal(2)),
        ("2", "Kitob berish", Decimal(2)),
        ("3", "Tadbirlar", Decimal(2)),
    ]
    assert {row.section for row in document.rows} == ({"I"} if section else {None})
