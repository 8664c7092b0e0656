"""The matching key: one key for every way of typing the same words, another for other words."""

import csv
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.transliteration import APOSTROPHES, to_cyrillic
from ishreja.domain.wording import key, similarity

GOLDEN = Path(__file__).parents[1] / "golden" / "wordings.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    CASES = [tuple(row.values()) for row in csv.DictReader(file)]
SEED = Path(__file__).parents[2] / "data" / "jondor-2023-ish-rejasi.txt"


@pytest.mark.parametrize(("verdict", "first", "second"), CASES)
def test_same_words_have_the_same_key(verdict, first, second):
    assert (key(first) == key(second)) == (verdict == "same"), (key(first), key(second))


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_every_apostrophe_is_the_same(sign):
    assert key(f"To{sign}ldirish, ma{sign}lumot") == "to'ldirish, ma'lumot"


@pytest.mark.parametrize("dash", "-‐‑‒–—―−－")
def test_every_dash_is_the_same(dash):
    assert key(f"Axborot {dash} bibliografiya") == "axborot-bibliografiya"


def test_a_lone_dash_stays_and_nothing_stays_nothing():
    assert key(" – ") == "-"
    assert key(" \u00a0\u200b ") == ""
    assert key(".,;") == ""


def test_every_cell_of_the_seed_has_the_same_key_in_cyrillic():
    cells = {cell for line in SEED.read_text(encoding="utf-8").splitlines() for cell in line.split("\t")}
    assert len(cells) > 200
    different = [cell for cell in cells if key(cell) != key(to_cyrillic(cell))]
    assert different == []


CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳі"
LETTERS_AND_SIGNS = string.printable + CYRILLIC + CYRILLIC.upper() + APOSTROPHES + "–—\u2212«»“”\u00a0\u00ad\u200b№"


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=LETTERS_AND_SIGNS, max_size=80))
def test_a_key_of_a_key_is_itself(text):
    assert key(key(text)) == key(text)


def test_similarity_looks_through_script_and_slips():
    assert similarity("Jismoniy shaxslar", "ЖИСМОНИЙ ШАХСЛАР") == 1
    assert similarity("Ro'yxatni tayyorlash", "Ro’yhatni tayorlash") > 0.9
    assert similarity("yangi", "qayta") < 0.5
    assert similarity("", "abc") == 0
