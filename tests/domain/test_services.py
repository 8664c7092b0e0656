"""Who is responsible: the longest known name, whatever the commas."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.services import SERVICES, lead, read_services
from ishreja.domain.transliteration import to_cyrillic

GOLDEN = Path(__file__).parents[1] / "golden" / "services.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    CASES = [tuple(row.values()) for row in csv.DictReader(file)]


def test_the_services_stand_in_their_order():
    assert " ".join(SERVICES) == (
        "abonement fond bibliografiya akt direktor kadrlar orinbosar oquv_zallari abonement_sektori metodika barcha"
    )
    assert SERVICES["fond"].name == "Fondlarni toʻldirish, saqlash va ularga ishlov berish"


@pytest.mark.parametrize(("text", "codes", "unknown"), CASES)
def test_cell_names_its_services(text, codes, unknown):
    expected = tuple(codes.split())
    assert read_services(text) == (expected, tuple(unknown.split("|")) if unknown else ())
    for written in (to_cyrillic(text), text.upper(), text.replace("'", "ʻ"), text.replace(" ", "\u00a0")):
        assert read_services(written)[0] == expected, written


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(list(SERVICES)), min_size=1, max_size=5, unique=True),
    st.sampled_from([", ", "; ", " va ", "\n", " ", " xizmati, ", " xizmati "]),
)
def test_any_services_in_any_order_are_read_in_that_order(codes, between):
    text = between.join(SERVICES[code].name for code in codes)
    assert read_services(text) == (tuple(codes), ())


def test_a_districts_own_names_go_before_ours():
    own = {"Bolalar boʻlimi": "abonement", "Raqamlashtirish": "fond"}
    assert read_services("Bolalar bo'limi, raqamlashtirish", own) == (("abonement", "fond"), ())
    assert read_services("Bolalar bo'limi") == ((), ("Bolalar bo'limi",))


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80))
def test_any_text_is_answered_and_pieces_are_the_text_as_written(text):
    codes, unknown = read_services(text)
    assert set(codes) <= set(SERVICES)
    assert all(piece in text for piece in unknown)


def test_the_lead_is_the_first_named_and_the_director_for_all():
    assert lead(("akt", "abonement")) == "akt"
    assert lead(("barcha",)) == "direktor"
    assert lead(()) is None
