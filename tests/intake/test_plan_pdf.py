"""Plans in PDF: ruled and unruled tables, rows that run over pages, pages that are pictures, other programs' files."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ishreja.domain.plan import PlanDocument, Severity
from ishreja.domain.transliteration import to_cyrillic
from ishreja.intake.plan_json import as_json
from ishreja.intake.plan_reader import read_plan
from tests.intake.libreoffice import convert
from tests.plan_files import ROWS, SEED, Written, as_docx, as_pdf, as_text, written_seed


def said(document: PlanDocument) -> dict[str, Any]:
    return {field: value for field, value in as_json(document).items() if field != "problems"}


@pytest.fixture(scope="module")
def seed() -> dict[str, Any]:
    return said(read_plan(SEED.read_bytes(), SEED.name))


@pytest.mark.parametrize(
    "options",
    [
        {"repeat": False},
        {"lines": False},
        {"lines": False, "repeat": False},
        {"size": 7},
    ],
    ids=["header once", "unruled", "unruled, header once", "small print"],
)
def test_the_real_plan_is_read_from_a_pdf(options: dict[str, Any], seed: dict[str, Any]) -> None:
    assert said(read_plan(as_pdf(written_seed(), **options), "reja.pdf")) == seed


def test_a_cyrillic_table_without_ruled_lines_is_read() -> None:
    cyrillic = written_seed().mapped(to_cyrillic)
    assert said(read_plan(as_pdf(cyrillic, lines=False), "reja.pdf")) == said(read_plan(as_text(cyrillic), "reja.txt"))


def test_a_pdf_saved_by_libreoffice_is_read(tmp_path: Path, seed: dict[str, Any]) -> None:
    source = tmp_path / "reja.docx"
    source.write_bytes(as_docx(replace(written_seed(), breaks=()), small=True))
    assert said(read_plan(convert(source, "pdf", tmp_path).read_bytes(), "reja.pdf")) == seed


@pytest.mark.parametrize("footer", ["{page}", "{page}-bet", "- {page} -"])
@pytest.mark.parametrize("lines", [True, False], ids=["ruled", "unruled"])
def test_page_numbers_are_no_rows(footer: str, lines: bool, seed: dict[str, Any]) -> None:
    document = read_plan(as_pdf(written_seed(), lines=lines, footer=footer), "reja.pdf")
    assert said(document) == seed
    assert "stray_line" not in {problem.code for problem in document.problems}


def test_a_page_that_is_a_picture_is_an_error() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 60), "white")), 50, 50, 400, 600)
    canvas.save()
    merged = PdfDocument.new()
    for data in (as_pdf(Written()), out.getvalue()):
        merged.import_pages(PdfDocument(data))
    result = io.BytesIO()
    merged.save(result)
    document = read_plan(result.getvalue(), "reja.pdf")
    problem = next(problem for problem in document.problems if problem.code == "picture_page")
    assert problem.severity is Severity.ERROR
    assert len(document.rows) == 9


@pytest.mark.parametrize("change", [str, to_cyrillic], ids=["Latin", "Cyrillic"])
def test_words_that_narrow_columns_cut_are_whole_again(change: Callable[[str], str]) -> None:
    plan = Written(rows=ROWS[:4]).mapped(change)
    words = plan.columns([0, 1, 2, 5, 6, 7])
    pdfmetrics.registerFont(TTFont("Plan", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    style = ParagraphStyle("cell", fontName="Plan", fontSize=8, leading=10)
    rows = [[Paragraph(text, style) for text in row] for row in words.rows if not isinstance(row, str)]
    header = [Paragraph(text, style) for text in words.header[0]]
    table = Table([header, *rows], colWidths=[30, 52, 52, 52, 52, 58])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    out = io.BytesIO()
    SimpleDocTemplate(out).build([table])
    read = read_plan(out.getvalue(), "reja.pdf")
    expected = read_plan(as_text(replace(words, head=(), header=words.header[:1])), "reja.txt")
    assert [row.name for row in read.rows] == [row.name for row in expected.rows]
    assert [(row.deadline, row.services) for row in read.rows] == [
        (row.deadline, row.services) for row in expected.rows
    ]
