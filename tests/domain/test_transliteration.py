"""Latin to Cyrillic and back."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.reference import table
from ishreja.domain.transliteration import to_cyrillic, to_latin

GOLDEN = Path(__file__).parents[1] / "golden" / "transliteration.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    CASES = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("latin", "cyrillic"), CASES)
def test_latin_and_cyrillic_give_each_other(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize("row", table("cyrillic_exceptions"), ids=lambda row: row["latin"])
def test_every_exception_holds_alone_and_with_a_suffix(row):
    assert to_cyrillic(row["latin"]) == (row["alone"] or row["cyrillic"])
    assert to_cyrillic(row["latin"] + "lar") == row["cyrillic"] + "лар"
    assert to_cyrillic(row["latin"].upper()) == (row["alone"] or row["cyrillic"]).upper()


@pytest.mark.parametrize("apostrophe", "'‘’ʻʼ`´")
def test_any_apostrophe_makes_the_letter(apostrophe):
    assert to_cyrillic(f"Ko{apostrophe}rik, tog{apostrophe}, ma{apostrophe}no") == "Кўрик, тоғ, маъно"


def test_quotation_marks_around_a_word_stay():
    assert to_cyrillic("‘kitob’ 'nashr'") == "‘китоб’ 'нашр'"


def test_roman_numerals_stay_but_an_initial_is_a_letter():
    assert to_cyrillic("I. UMUMIY FAOLIYAT") == "I. УМУМИЙ ФАОЛИЯТ"
    assert to_cyrillic("V. OAV BILAN") == "V. ОАВ БИЛАН"
    assert to_cyrillic("I. Karimov, V.X. Olimova") == "И. Каримов, В.Х. Олимова"


def test_russian_letters_become_readable_latin():
    assert to_latin("ежемесячный отчёт, щит, съезд") == "yejemesyachniy otchyot, shit, syezd"


WORDS = st.text(alphabet="abdefghijklmnopqrstuvxyz", min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(WORDS)
def test_no_latin_letter_is_left_in_a_word(word):
    assert not set(to_cyrillic(word)) & set("abdefghijklmnopqrstuvxyz")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_cyrillic_text_stays_cyrillic_and_any_text_is_answered(text):
    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)
    assert to_latin(to_latin(text)) == to_latin(text)
