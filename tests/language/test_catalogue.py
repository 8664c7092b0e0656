"""The catalogues: complete, without leftovers, and whole in both alphabets."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja import language
from ishreja.language import build

ROOT = Path(__file__).parents[2]


def messages_in_code() -> set[str]:
    """Every message id that the code asks for; read from the syntax tree, which sees into f-strings."""
    found = set()
    for path in [*(ROOT / "ishreja").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno} names no message"
                found.add(str(node.args[0].value))
    return found


def test_every_message_in_the_code_is_translated() -> None:
    translated = {str(message.id) for message in build.read_sources() if message.id and message.string}
    assert messages_in_code() - translated == set()


def test_no_translation_is_left_over() -> None:
    assert {str(message.id) for message in build.read_sources() if message.id} - messages_in_code() == set()


def test_translations_keep_the_placeholders_of_their_message() -> None:
    for code in language.LANGUAGES:
        for message in build.catalogue(code):
            if message.id:
                wanted = sorted(re.findall(r"\{[^{}]*\}", str(message.id)))
                assert sorted(re.findall(r"\{[^{}]*\}", str(message.string))) == wanted, message.id


def test_our_own_uzbek_uses_the_right_letters() -> None:
    for message in build.read_sources():
        if message.id:
            assert not re.search(r"[oOgG]['’‘`]|\w['’‘`]\w", str(message.string)), message.string


def test_a_place_has_one_word_of_our_uzbek() -> None:
    """As docs/glossary.md has it; joy is where in a file something stands."""
    in_files = {
        "The file {name} cannot be opened. Check its name and place.",
        "Download it with the {count} places marked",
    }
    wrong = [
        str(each.string)
        for each in build.read_sources()
        if re.search(r"\bplaces?\b", re.sub(r"\{\w+\}", "", str(each.id)))
        and str(each.id) not in in_files
        and re.search(r"\bjoy", str(each.string))
    ]
    assert wrong == []
    assert "joylar nomidan" not in (ROOT / "docs" / "foydalanuvchi-qollanmasi.md").read_text("utf-8")


def test_quotation_marks_are_of_one_kind_and_a_number_keeps_its_percent_sign() -> None:
    wrong = [str(each.string) for each in build.read_sources() if re.search(r"[«»]|[0-9}] %", str(each.string))]
    assert wrong == []


def test_the_cyrillic_catalogue_has_no_latin_words_but_the_kept_ones() -> None:
    endings = r"\.(?:xls[xmb]?|docx?|od[st]|ics)\b"
    kept = re.compile(
        r"\b[A-Z]{1,3}[1-9]\d*\b|\{[^{}]*\}|<[^<>]*>|&\w+;|https?://\S+|`[^`]*`|Strict Open XML|" + endings
    )
    allowed = {
        *(
            "XLSX",
            "DOCX",
            "PDF",
            "ICS",
            "CSV",
            "ZIP",
            "XLS",
            "DOC",
            "TXT",
            "Excel",
            "LibreOffice",
            "Word",
            "Ctrl",
            "Enter",
        ),
        *("Tab", "ISO", "SOATO", "ishreja", "place", "I", "II", "III", "IV", "V", "UTF"),
    }
    for message in build.catalogue("uz_Cyrl"):
        if message.id:
            words = set(re.findall(r"[A-Za-z]+", kept.sub(" ", str(message.string))))
            assert words <= allowed, message.string


def test_a_message_reads_in_the_language_in_force() -> None:
    assert language._("Deadlines") == "Muddatlar"
    language.use("uz_Cyrl")
    assert language._("Deadlines") == "Муддатлар"
    assert language.script("Oʻzbekiston") == "Ўзбекистон"


def test_an_unknown_language_means_the_default() -> None:
    language.use("xx")
    assert language.current() == "uz"


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="abdmnoqrshchyʻʼ {}", max_size=20))
def test_what_stands_in_braces_is_never_transliterated(text: str) -> None:
    inner = text.replace("{", "").replace("}", "")
    assert f"{{{inner}}}" in build.in_cyrillic(f"salom {{{inner}}} dunyo")


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_catalogue_that_was_never_built_is_built_on_first_use(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "LOCALE", tmp_path)
    with build.compiled(code) as file:
        assert file.read() == build.compile_catalogue(code)
