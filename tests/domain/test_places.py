"""Places by code, and finding one in the title of a document."""

import csv
from pathlib import Path

import pytest

from ishreja.domain.places import PLACES, children, find_place, full_name, holds_places, regions
from ishreja.domain.transliteration import to_cyrillic

GOLDEN = Path(__file__).parents[1] / "golden" / "places.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    CASES = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("text", "code"), CASES)
def test_text_names_its_place(text, code):
    for written in (text, to_cyrillic(text), text.upper()):
        place = find_place(written)
        assert (place.code if place else "") == code, written


def test_every_full_name_finds_its_own_place():
    assert {code: find_place(full_name(place)) for code, place in PLACES.items()} == PLACES


def test_the_tree_of_places():
    codes = " ".join(place.code for place in regions())
    assert codes == "1703 1706 1708 1710 1712 1714 1718 1722 1724 1726 1727 1730 1733 1735"
    bukhara = children("1706")
    assert len(bukhara) == 13
    assert [place.kind for place in bukhara].count("city") == 2
    assert all(place.parent is None or place.parent in PLACES for place in PLACES.values())
    assert children("1706246") == ()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("1706246", "Jondor tumani"),
        ("1706401", "Buxoro shahri"),
        ("1706207", "Buxoro tumani"),
        ("1706", "Buxoro viloyati"),
        ("1726", "Toshkent shahri"),
        ("1727", "Toshkent viloyati"),
        ("1735", "Qoraqalpogʻiston Respublikasi"),
        ("17", "Oʻzbekiston Respublikasi"),
    ],
)
def test_full_names(code, name):
    assert full_name(PLACES[code]) == name


def test_places_lie_in_the_republic_and_in_each_of_its_fourteen_parts_the_capital_too() -> None:
    assert all(holds_places(code) for code in ("17", "1706", "1726", *(one.code for one in regions())))
    assert not any(holds_places(code) for code in ("1706246", "1706401", "0"))
