"""Plan documents that tests write: one grid, as text, DOCX, XLSX and PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

LEFT, ABOVE = "←", "↑"  # this cell is merged with the one on its left, above it
SEED = Path(__file__).parents[1] / "data" / "jondor-2023-ish-rejasi.txt"

HEAD = (
    "Buxoro viloyati axborot-kutubxona\nmarkazi direktori N. Aminova\n2023-yil 8-avgust",
    "Jondor tuman axborot-kutubxona markazi\nDirektori Halimov\n2023-yil 11-avgust",
    "Jondor tuman (shahar) axborot-kutubxona markazining\n2023-yil uchun mo'ljallangan\nISH REJASI",
)
HEADER = (
    ("№", "Nomi", "O'lchov birligi", "Miqdori", LEFT, "Amalga oshirish mexanizmi", "Bajarilish muddati", "Mas'ullar"),
    (ABOVE, ABOVE, ABOVE, "2022-yil (fakt)", "2023-yil (reja)", ABOVE, ABOVE, ABOVE),
)
ROWS: tuple[str | tuple[str, ...], ...] = (
    "I. UMUMIY FAOLIYAT",
    ("1", "Kadrlar faoliyati monitoringini yuritish", "Hujjat", "4", "4", "Jadval ishlab chiqish",
     "2023-yil davomida", "Direktor, Kadrlar bo'yicha inspektor"),
    ("2", "Hududlardagi kutubxonalarga uslubiy yordam berish", "Uslubiy yordam", "-", "2", "Ko'chma, og'zaki",
     "2023-yil I chorak", "Barcha xizmatlar"),
    "II. ASOSIY ISHLAB CHIQARISH FAOLIYATI",
    ("3", "Axborot-kutubxona fondlarini to'ldirish", "Nusxa", "534", "550", "Resurslarni qabul qilish",
     "2023-yil davomida", "Fondlarni to'ldirish saqlash va ularga ishlov berish xizmati"),
    ("3.1", "Xarid qilish orqali", "Nusxa", "245", "250", "Shartnoma asosida",
     "2023-yil davomida", "Fondlarni to'ldirish saqlash va ularga ishlov berish xizmati"),
    ("3.2", "Sovg'a tariqasida: Jismoniy shaxslar; Yuridik shaxslar", "Nusxa", "289 56 233", "300 60 240",
     "Dalolatnoma asosida", "2023-yil davomida", "Fondlarni to'ldirish saqlash va ularga ishlov berish xizmati"),
    ("4", "Kitobxonlar qatnovining hisobini olib borish", "Nafar", "20262", "21000", "Kundalik hisob",
     "2023-yil har oyning 1-sanasiga qadar", "Abonement va foydalanuvchilarga xizmat ko'rsatish xizmati"),
    ("5", "Mutaxassislar malakasini oshirish", "Tadbir", "-", "O'MK reja asosida", "Onlayn yoki oflayn",
     "2023-yil II-IV chorak", "Kadrlar bo'yicha inspektor"),
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A document: blocks above the table, the header's lines, rows (a text is a section), a text below."""

    head: Sequence[str] = HEAD
    header: Sequence[Sequence[str]] = HEADER
    rows: Sequence[str | Sequence[str]] = ROWS
    below: str = ""
    breaks: Sequence[int] = field(default=())  # before these rows a new page or table begins

    def mapped(self, change: Callable[[str], str]) -> Written:
        """Every text changed, marks of merged cells kept."""

        def cell(text: str) -> str:
            return text if text in (LEFT, ABOVE) else change(text)

        return replace(
            self,
            head=[cell(text) for text in self.head],
            header=[[cell(text) for text in line] for line in self.header],
            rows=[cell(row) if isinstance(row, str) else [cell(text) for text in row] for row in self.rows],
        )

    def columns(self, order: Sequence[int]) -> Written:
        """The columns in this order, or only these; not for a header merged over columns."""
        return replace(
            self,
            header=[[line[at] for at in order] for line in self.header],
            rows=[row if isinstance(row, str) else [row[at] for at in order] for row in self.rows],
        )


def written_seed() -> Written:
    """The real plan as it was extracted: with its repeated page and its rows split at page breaks."""
    text = SEED.read_text(encoding="utf-8")
    before, after = text.split("№\t", 1)
    head = [
        "\n".join(line.strip() for line in block.splitlines() if line.strip())
        for block in before.split("\n\n")
        if block.strip()
    ]
    rows: list[str | tuple[str, ...]] = []
    breaks = []
    for line in after.split("\n")[2:-2]:
        cells = tuple(re.sub(r"</?b>", "", cell) for cell in line.split("\t"))
        if not line:
            breaks.append(len(rows))
        else:
            rows.append(cells[0] if line.startswith("<b>") else cells)
    return Written(head, rows=rows, breaks=breaks[:-1], below="*tekshirildi*")


def as_text(written: Written) -> bytes:
    """Tabs between cells, a blank line where a page breaks."""
    width = len(written.header[-1])
    lines = ["", *(f"{block}\n" for block in written.head)]
    lines += ["\t".join("" if cell in (LEFT, ABOVE) else cell for cell in line) for line in written.header]
    for at, row in enumerate(written.rows):
        if at in written.breaks:
            lines.append("")
        cells = [f"<b>{row}</b>", *[""] * (width - 1)] if isinstance(row, str) else row
        lines.append("\t".join("" if cell in (LEFT, ABOVE) else cell.replace("\n", " ") for cell in cells))
    return "\n".join([*lines, "", written.below]).encode()


def as_docx(written: Written, *, repeat_header: bool = True, small: bool = False) -> bytes:
    """A paragraph a line of the head; a new table at every break. small: as for print, on landscape pages."""
    document = docx.Document()
    document.sections[0].page_width = Mm(297)
    if small:
        document.sections[0].page_height = Mm(210)
        document.sections[0].left_margin = document.sections[0].right_margin = Mm(10)
        document.styles["Normal"].font.size = Pt(9)
    for block in written.head:
        for line in block.split("\n"):
            document.add_paragraph(line)
        document.add_paragraph("")
    width = len(written.header[-1])
    edges = [0, *written.breaks, len(written.rows)]
    for start, end in pairwise(edges):
        header = list(written.header) if start == 0 or repeat_header else []
        table = fill_docx_table(document, [*header, *written.rows[start:end]], width)
        if small:
            _set_widths(table)
        document.add_paragraph("")
    document.add_paragraph(written.below)
    return _bytes(document.save)


def _set_widths(table: Any) -> None:
    for row in table.rows:
        at = 0
        for cell in row._tr.tc_lst:
            cell.width = Mm(sum(_MILLIMETRES[at : at + cell.grid_span]))
            at += cell.grid_span
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, _MILLIMETRES, strict=True):
        column.w = Mm(width)


def fill_docx_table(document: object, lines: Sequence[str | Sequence[str]], width: int) -> Any:
    """Add a table with these lines, a text being merged over all columns; the table comes back."""
    table = document.add_table(rows=len(lines), cols=width)  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for at, line in enumerate(lines):
        if isinstance(line, str):
            merged = table.cell(at, 0).merge(table.cell(at, width - 1))
            merged.text = ""
            merged.paragraphs[0].add_run(line).bold = True
            continue
        for column, text in enumerate(line):
            if text == ABOVE:
                table.cell(at - 1, column).merge(table.cell(at, column))
            elif text == LEFT:
                table.cell(at, column - 1).merge(table.cell(at, column))
            else:
                table.cell(at, column).text = text
    return table


def as_xlsx(written: Written, *, numbers: bool = True, sheet: str = "Ish reja") -> bytes:
    """The head in merged lines above the table; figures as numbers where numbers is set."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    fill_sheet(page, written, numbers=numbers)
    return _bytes(book.save)


def fill_sheet(page: object, written: Written, *, numbers: bool = True, top: int = 1) -> None:
    """Write the document into a sheet, from this row on."""
    width = len(written.header[-1])
    row = top
    for block in written.head:
        for line in block.split("\n"):
            page.cell(row, 1, line)  # type: ignore[attr-defined]
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)  # type: ignore[attr-defined]
            row += 1
        row += 1
    for line in [*written.header, *written.rows]:
        if isinstance(line, str):
            page.cell(row, 1, line).font = Font(bold=True)  # type: ignore[attr-defined]
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)  # type: ignore[attr-defined]
        else:
            _xlsx_row(page, row, line, numbers)
        row += 1
    page.cell(row + 1, 1, written.below or None)  # type: ignore[attr-defined]


def _xlsx_row(page: object, row: int, line: Sequence[str], numbers: bool) -> None:
    for column, text in enumerate(line, start=1):
        if text == ABOVE:
            _merge(page, row - 1, row, column, column)
        elif text == LEFT:
            _merge(page, row, row, column - 1, column)
        elif numbers and re.fullmatch(r"\d+(\.\d+)?", text):
            page.cell(row, column, float(text) if "." in text else int(text))  # type: ignore[attr-defined]
        elif text:
            page.cell(row, column, text)  # type: ignore[attr-defined]


def _merge(page: object, top: int, bottom: int, left: int, right: int) -> None:
    """Merge, or lengthen the range that the upper left cell is merged in already."""
    for known in list(page.merged_cells.ranges):  # type: ignore[attr-defined]
        if known.min_row <= top <= known.max_row and known.min_col <= left <= known.max_col:
            top, left = known.min_row, known.min_col
            page.unmerge_cells(str(known))  # type: ignore[attr-defined]
    page.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)  # type: ignore[attr-defined]


_MILLIMETRES = (10, 55, 20, 16, 16, 70, 25, 50)
_WIDTHS = {8: (34, 170, 62, 52, 52, 190, 90, 130)}
_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def as_pdf(written: Written, *, lines: bool = True, repeat: bool = True, size: float = 8, footer: str = "") -> bytes:
    """A landscape PDF with a text layer, rows split over pages; ruled unless lines is false."""
    pdfmetrics.registerFont(TTFont("Plan", _FONT))
    style = ParagraphStyle("cell", fontName="Plan", fontSize=size, leading=size * 1.25)
    width = len(written.header[-1])
    story: list[object] = []
    for block in written.head:
        story += [Paragraph(line, style) for line in block.split("\n")]
        story.append(Spacer(1, 12))
    data: list[list[object]] = []
    spans: list[tuple[object, ...]] = []
    for at, line in enumerate([*written.header, *written.rows]):
        if isinstance(line, str):
            data.append([Paragraph(line, style), *[""] * (width - 1)])
            spans.append(("SPAN", (0, at), (width - 1, at)))
            continue
        data.append(["" if text in (LEFT, ABOVE) else Paragraph(text.replace("\n", "<br/>"), style) for text in line])
    spans += _spans([*written.header, *written.rows])
    widths = _WIDTHS.get(width, [780 / width] * width)
    table = Table(data, colWidths=widths, repeatRows=len(written.header) if repeat else 0, splitInRow=1)
    ruling = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if lines else []
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *ruling, *spans]))
    story += [table, Spacer(1, 12), Paragraph(written.below, style)]
    out = io.BytesIO()

    def number(canvas: Any, page: Any) -> None:
        canvas.setFont("Plan", 8)
        canvas.drawCentredString(420, 12, footer.format(page=page.page))

    document = SimpleDocTemplate(
        out, pagesize=landscape(A4), leftMargin=28, rightMargin=28, topMargin=28, bottomMargin=28
    )
    document.build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _spans(lines: Sequence[str | Sequence[str]]) -> list[tuple[object, ...]]:
    spans: list[tuple[object, ...]] = []
    for at, line in enumerate(lines):
        for column, text in enumerate(line if not isinstance(line, str) else ()):
            if text not in (LEFT, ABOVE):
                right, bottom = column, at
                while right + 1 < len(line) and line[right + 1] == LEFT:
                    right += 1
                while bottom + 1 < len(lines) and lines[bottom + 1][column : column + 1] in ([ABOVE], (ABOVE,)):
                    bottom += 1
                if (right, bottom) != (column, at):
                    spans.append(("SPAN", (column, at), (right, bottom)))
    return spans


def _bytes(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()
