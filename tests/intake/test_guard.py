"""The guard: a file is what its bytes say, and each refusal says what to do."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.errors import UserError
from ishreja.intake.guard import FileKind, check, shown_name
from tests.faults import corpus


def _document() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (corpus.good(), FileKind.XLSX),
        (_document(), FileKind.DOCX),
        (b"%PDF-1.4 ...", FileKind.PDF),
        (b"\n\n%PDF-1.4 after a blank line", FileKind.PDF),
        ("№\tNomi\n1\tKoʻrik-tanlov".encode(), FileKind.TEXT),
        ("\ufeffIsh reja".encode(), FileKind.TEXT),
        ("Иш режа".encode("cp1251"), FileKind.TEXT),
        ("Иш режа".encode("utf-16"), FileKind.TEXT),
    ],
)
def test_the_kind_is_told_by_the_bytes_whatever_the_name(data: bytes, kind: FileKind) -> None:
    assert check(data, "nimadir.exe") is kind


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty", "Fayl boʻsh"),
        ("over five megabytes", "6 MB"),
        ("old excel", r"\.xlsx"),
        ("old word", r"\.docx"),
        ("password", "parol"),
        ("encrypted part", "parol"),
        ("macros", "makros"),
        ("strict", "Strict Open XML"),
        ("open document", "LibreOffice"),
        ("an archive", "arxiv|Arxiv"),
        ("web page called xls", "veb-sahifa"),
        ("bomb, declared", "katta"),
        ("external entity", "ochilmadi"),
        ("cut short", "buzilgan"),
    ],
)
def test_a_refusal_names_the_reason_and_the_way_out(name: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check(corpus.refused_by_guard()[name], "fayl.xlsx")


def test_a_kind_that_is_not_asked_for_is_refused() -> None:
    with pytest.raises(UserError, match="Excel fayli"):
        check(_document(), "hisobot.docx", (FileKind.XLSX,))
    with pytest.raises(UserError, match="docx, pdf"):
        check(corpus.good(), "reja.xlsx", (FileKind.DOCX, FileKind.PDF))


def test_a_name_is_shown_without_its_folders_and_control_characters() -> None:
    assert shown_name("C:\\maxfiy\\a\x00\x1b[31mb.xlsx") == "a[31mb.xlsx"
    assert len(shown_name("x" * 500)) == 80


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
)
def test_any_bytes_end_in_a_kind_or_a_message(data: bytes, head: bytes) -> None:
    try:
        assert check(head + data, "x") in FileKind
    except UserError as refused:
        assert str(refused)
