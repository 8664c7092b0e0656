"""A file that cannot be read as a plan is refused with what is wrong and what to do."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace

import docx
import pytest
from openpyxl import Workbook
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ishreja import language
from ishreja.errors import UserError
from ishreja.intake.plan_reader import read_plan
from tests.plan_files import SEED, Written, as_docx, as_pdf, as_text, as_xlsx


def refusal(data: bytes, name: str = "reja.docx") -> str:
    with pytest.raises(UserError) as caught:
        read_plan(data, name)
    return str(caught.value)


def old_file(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def canvas(text: str = "", **options: object) -> bytes:
    out = io.BytesIO()
    page = Canvas(out, **options)
    if text:
        page.drawString(72, 720, text)
    else:
        page.drawImage(ImageReader(Image.new("RGB", (40, 60), "white")), 50, 50, 400, 600)
    page.save()
    return out.getvalue()


def book(*rows: tuple[object, ...]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def paragraphs(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"Hurmatli direktor! Ertaga majlis bor.\n",
        paragraphs("Buyruq", "Ishga qabul qilinsin"),
        book(("Ism", "Telefon"), ("Ali", "123")),
        book(("№", "Kitob", "Muallif", "Yil"), (1, "Oʻtkan kunlar", "Qodiriy", 1925)),
        canvas("Ertaga majlis bor"),
    ],
    ids=["letter", "order", "list of telephones", "list of books", "pdf letter"],
)
def test_another_document_is_not_taken_for_a_plan(data: bytes) -> None:
    assert "ish rejaga oʻxshamaydi" in refusal(data)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"], ids=["nothing", "blanks", "byte order mark"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data)


@pytest.mark.parametrize("data", [paragraphs(), book()], ids=["docx", "xlsx"])
def test_a_document_without_text_is_refused(data: bytes) -> None:
    assert "matn yoʻq" in refusal(data)


def test_a_header_without_rows_is_refused() -> None:
    assert "qatorlari esa yoʻq" in refusal(as_docx(Written(rows=())))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (old_file("WordDocument"), ("(.doc)", "saqlash", ".docx")),
        (old_file("Workbook"), ("(.xls)", "saqlash", ".xlsx")),
        (old_file("EncryptedPackage"), ("parol",)),
    ],
    ids=["doc", "xls", "protected"],
)
def test_an_old_or_protected_file_says_how_to_save_it_anew(data: bytes, words: tuple[str, ...]) -> None:
    message = refusal(data)
    assert all(word in message for word in words)


BARE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "said", "unsaid"),
    [
        (BARE, "reja.doc", "(.doc)", ".xls)"),
        (BARE, "REJA.XLS", "(.xls)", ".doc)"),
        (BARE, "reja", "(.doc, .xls)", "parol"),
        (old_file("WordDocument"), "reja.xls", "(.doc)", ".xls)"),
        (old_file("Book"), "reja.doc", "(.xls)", ".doc)"),
        (old_file("Workbook") + old_file("WordDocument"), "reja.xls", "(.xls)", ".doc)"),
        (old_file("Workbook") + old_file("WordDocument"), "reja.doc", "(.doc)", ".xls)"),
    ],
)
def test_an_old_file_is_called_what_it_holds_or_else_what_it_is_named(
    data: bytes, name: str, said: str, unsaid: str
) -> None:
    with pytest.raises(UserError) as refused:
        read_plan(data, name)
    assert said in str(refused.value)
    assert "saqlash" in str(refused.value)
    assert unsaid not in str(refused.value)


def test_a_scan_is_told_from_an_empty_file() -> None:
    assert "skaner" in refusal(canvas())


def test_a_page_that_is_a_picture_is_named() -> None:
    out = io.BytesIO()
    page = Canvas(out)
    page.drawImage(ImageReader(Image.new("RGB", (40, 60), "white")), 50, 50, 400, 600)
    page.showPage()
    page.drawString(72, 720, "Ish reja")
    page.save()
    assert "oʻxshamaydi" in refusal(out.getvalue())


def test_a_protected_pdf_is_refused() -> None:
    data = canvas("Ish reja", encrypt=StandardEncryption("maxfiy", canPrint=0))
    assert "parol" in refusal(data)


@pytest.mark.parametrize("write", [as_docx, as_xlsx, as_pdf])
def test_a_damaged_file_is_refused_and_never_crashes(write: object) -> None:
    data = write(Written())  # type: ignore[operator]
    chance = random.Random(7)
    messages = {refusal(data[: len(data) // 2])}
    for _ in range(4):
        mutant = bytearray(data)
        for _ in range(60):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        try:
            read_plan(bytes(mutant), "reja")
        except UserError as refused:
            messages.add(str(refused))
    assert all(message and "Traceback" not in message for message in messages)


def test_a_file_with_macros_is_refused() -> None:
    out = io.BytesIO(as_xlsx(Written()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert "makros" in refusal(out.getvalue()).casefold()


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "5 MB" in refusal(b"x" * 5_000_001)


@pytest.mark.parametrize("name", ["reja.pdf", "reja.xls", "reja", "reja.exe"])
def test_the_content_decides_and_not_the_name(name: str) -> None:
    assert len(read_plan(as_docx(Written()), name).rows) == 9
    assert len(read_plan(SEED.read_bytes(), name).rows) == 64


def test_a_message_speaks_the_reader_s_script() -> None:
    language.use("uz_Cyrl")
    assert "иш режага ўхшамайди" in refusal(b"Salom\n")


def test_a_plan_of_one_row_is_a_plan() -> None:
    header = (("Nomi", "Reja", "Muddat"),)
    document = read_plan(as_text(replace(Written(), header=header, rows=(("Tadbirlar", "12", "har oyda"),))), "reja")
    assert [(row.number, row.name, row.target) for row in document.rows] == [(None, "Tadbirlar", 12)]


@pytest.mark.parametrize(
    "tail",
    ["\n".join(f"{number}\tIsh\tDona\t1\t2" for number in range(60_000)), f"1\t{'a' * 1_000_000}\tDona"],
    ids=["too many lines", "a cell without end"],
)
def test_what_is_far_larger_than_a_plan_is_refused_at_once(tail: str) -> None:
    assert "juda koʻp" in refusal(f"№\tNomi\tBirligi\tFakt\tReja\n{tail}".encode())
