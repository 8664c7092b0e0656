"""Heads as other centres write them: approval blocks side by side, places of one name, terms in Russian."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from ishreja.domain.deadlines import read_deadline
from ishreja.domain.plan import Approval, PlanDocument
from ishreja.intake.plan_reader import read_plan
from tests.plan_files import HEADER, ROWS, Written, as_docx, fill_docx_table

REGION = "Директор Бухарского областного информационно-библиотечного центра"
CENTRE = "Директор информационно-библиотечного центра Гиждуванского района"
BLOCKS = (
    ("УТВЕРЖДАЮ", REGION, "_________ Н. Аминова", "«15» января 2024 г."),
    ("УТВЕРЖДАЮ", CENTRE, "_________ С. Халимов", "«____» __________ 2024 г."),
)
APPROVALS = (Approval("Н. Аминова", REGION, date(2024, 1, 15)), Approval("С. Халимов", CENTRE, None))
TITLE = "ПЛАН РАБОТЫ информационно-библиотечного центра Гиждуванского района на 2024 год"


def read(data: bytes) -> PlanDocument:
    return read_plan(data, "reja")


@pytest.mark.parametrize("width", [9, 11, 13])
def test_blocks_side_by_side_in_a_pdf(width: float) -> None:
    """Borderless cells, the right one from the page's middle on; the left one's lines may reach it."""
    pdfmetrics.registerFont(TTFont("Plan", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    style = ParagraphStyle("cell", fontName="Plan", fontSize=8, leading=10)
    points = width * 72 / 2.54
    head = Table([[Paragraph("<br/>".join(block), style) for block in BLOCKS]], colWidths=[points, points])
    cells = [[Paragraph(text, style) for text in row] for row in ROWS if len(row) == 8]
    header = [
        Paragraph(text, style) for text in ("№", "Nomi", "Birlik", "Fakt", "Reja", "Mexanizm", "Muddat", "Mas'ul")
    ]
    table = Table([header, *cells], colWidths=[30, 170, 60, 60, 60, 190, 90, 130])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    out = io.BytesIO()
    page = SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=28, rightMargin=28)
    page.build([head, Spacer(1, 14), Paragraph(TITLE, style), Spacer(1, 14), table])
    document = read(out.getvalue())
    assert document.approvals == APPROVALS
    assert (document.title, document.place, document.year) == (TITLE, "1706215", 2024)


def test_the_word_for_approval_that_stands_apart_is_no_approval_of_its_own() -> None:
    lines = ["УТВЕРЖДАЮ", "", REGION, "Н. Аминова", "15 января 2024 г.", "", TITLE]
    document = read(as_docx(Written(head=("\n".join(lines),))))
    assert document.approvals == APPROVALS[:1]
    assert document.title == TITLE


def test_blocks_side_by_side_parted_by_tabs_in_word() -> None:
    document = docx.Document()
    for left, right in zip(*BLOCKS, strict=True):
        document.add_paragraph(f"{left}\t\t{right}")
    document.add_paragraph("")
    document.add_paragraph(TITLE)
    fill_docx_table(document, [*HEADER, *ROWS], 8)
    out = io.BytesIO()
    document.save(out)
    plan = read(out.getvalue())
    assert plan.approvals == APPROVALS
    assert plan.title == TITLE


@pytest.mark.parametrize(
    ("centre", "place"),
    [
        ("Buxoro", None),
        ("Buxoro tumani", "1706207"),
        ("Buxoro shahar", "1706401"),
        ("Kogon", None),
        ("Kogon shahri", "1706403"),
        ("Kogon tuman", "1706219"),
    ],
)
def test_a_place_is_not_that_of_the_region_which_approves(centre: str, place: str | None) -> None:
    head = (
        "Buxoro viloyati axborot-kutubxona markazi direktori N. Aminova\n2023-yil 8-avgust",
        f"{centre} axborot-kutubxona markazi\ndirektori S. Halimov\n2023-yil 11-avgust",
        f"{centre} axborot-kutubxona markazining\n2023-yil uchun mo'ljallangan\nISH REJASI",
    )
    document = read(as_docx(Written(head=head)))
    assert document.place == place
    assert ("place_unknown" in {found.code for found in document.problems}) is (place is None)


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("План работы Бухарского городского информационно-библиотечного центра на 2025 год", "1706401"),
        ("План работы информационно-библиотечного центра города Бухары на 2025 год", "1706401"),
        ("План работы информационно-библиотечного центра Бухарского района на 2025 год", "1706207"),
        ("План работы Каганского городского ИБЦ на 2025 год", "1706403"),
    ],
)
def test_places_of_one_name_in_russian(title: str, place: str) -> None:
    assert read(as_docx(Written(head=(title,)))).place == place


@pytest.mark.parametrize("phrase", ["1-й квартал", "1-ый квартал", "1 кв. 2024 г.", "I квартал", "первый квартал"])
def test_the_first_quarter_in_russian(phrase: str) -> None:
    schedule = read_deadline(phrase, 2024)
    assert (schedule.first_month, schedule.last_month, schedule.due) == (1, 3, "window_end")
