"""Which row of a plan is which indicator: certain, doubtful or none."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ishreja.demo.plans import SOURCE
from ishreja.domain.indicator_match import Ground, IndicatorMatch, match_indicators
from ishreja.domain.indicators import CodedRow, Indicator, catalogue_of, summable, template
from ishreja.domain.plan import Kind, PlanRow
from ishreja.domain.transliteration import to_cyrillic
from ishreja.domain.units import unit_key
from ishreja.intake.plan_reader import read_plan

RUSSIAN = "Регистрация читателей"
CATALOGUE = (
    Indicator("users", "Foydalanuvchilarni roʻyxatga olish", "Nafar", Kind.FLOW, "II", None, (RUSSIAN,)),
    Indicator("new_users", "yangi", "Nafar", Kind.FLOW, "II", "users"),
    Indicator("visits", "Kitobxonlar qatnovining hisobini olib borish", "Nafar", Kind.FLOW, "II"),
    Indicator("outreach", "Sayyor tadbirlar tashkil qilish", "Tadbir", Kind.FLOW, "II"),
    Indicator("press", "Faoliyatni matbuotda yoritib borish", "Marotaba", Kind.FLOW, "V"),
)  # fmt: skip


def row(name: str, unit: str | None = "Nafar", number: str | None = "1", **more: object) -> PlanRow:
    return replace(PlanRow(number, None, "II", name, unit), **more)  # type: ignore[arg-type]


def only(*rows: PlanRow, catalogue: Sequence[Indicator] = CATALOGUE) -> IndicatorMatch:
    """What the first of the rows is."""
    return match_indicators(rows, catalogue)[0]


@cache
def seed() -> tuple[PlanRow, ...]:
    return read_plan(SOURCE.read_bytes(), SOURCE.name).rows


def own_catalogue() -> dict[int, str]:
    """Index of a row of the seed plan to its indicator: the template was made from it, in its order."""
    return {index: one.code for index, one in enumerate(template())}


def test_the_seed_plan_matches_the_template_wholly() -> None:
    found = match_indicators(seed(), template())
    assert {match.index: match.code for match in found} == own_catalogue()
    assert {match.ground for match in found} == {Ground.WORDING}


@given(st.randoms(use_true_random=False))
def test_a_shuffled_and_renumbered_copy_matches_wholly(chance: random.Random) -> None:
    blocks: list[list[int]] = []
    for index, one in enumerate(seed()):
        if one.parent is None:
            blocks.append([])
        blocks[-1].append(index)
    chance.shuffle(blocks)
    order = [index for block in blocks for index in block]
    numbers = {one.number: f"{100 + at}" for at, one in enumerate(seed()) if one.number}
    copy = [
        replace(one, number=numbers.get(one.number), parent=numbers.get(one.parent))
        for one in (seed()[index] for index in order)
    ]
    found = match_indicators(copy, template())
    assert [match.code for match in found] == [own_catalogue()[index] for index in order]


def test_the_seed_plan_in_cyrillic_matches_wholly() -> None:
    copy = [replace(one, name=to_cyrillic(one.name), unit=to_cyrillic(one.unit or "") or None) for one in seed()]
    found = match_indicators(copy, template())
    assert {match.index: match.code for match in found} == own_catalogue()


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("Foydalanuvchilarni ro`yxatga olish", Ground.WORDING),
        ("Фойдаланувчиларни рўйхатга олиш", Ground.WORDING),
        ("Регистрация читателей", Ground.WORDING),
        ("Foydalanuvchilarni royxatga olish", Ground.SPELLING),
    ],
)
def test_another_spelling_script_or_language_is_the_same_indicator(name: str, ground: Ground) -> None:
    found = only(row(name))
    assert (found.code, found.ground, found.certain) == ("users", ground, True)


def test_spellings_of_one_unit_are_one() -> None:
    assert only(row("Foydalanuvchilarni roʻyxatga olish", "kishi")).code == "users"


@pytest.mark.parametrize("unit", ["Nusxa", "Tadbir", None])
def test_another_unit_is_never_matched_silently(unit: str | None) -> None:
    found = only(row("Foydalanuvchilarni roʻyxatga olish", unit))
    assert (found.code, found.certain, found.ground) == (None, False, Ground.UNIT)
    assert [one.code for one in found.candidates] == ["users"]


def test_two_rows_that_may_be_one_indicator_are_both_asked_about() -> None:
    rows = [row("Foydalanuvchilarni roʻyxatga olish", number="1"), row("Регистрация читателей", number="2")]
    found = match_indicators(rows, CATALOGUE)
    assert [(one.code, one.certain, one.ground) for one in found] == [(None, False, Ground.RIVALS)] * 2


def test_two_indicators_that_a_row_may_be_are_both_offered() -> None:
    twice = (*CATALOGUE, replace(CATALOGUE[2], code="visits_again"))
    found = only(row(CATALOGUE[2].name), catalogue=twice)
    assert (found.code, found.certain) == (None, False)
    assert [one.code for one in found.candidates] == ["visits", "visits_again"]


def test_of_two_alike_the_one_in_the_same_section_is_meant() -> None:
    twice = (*CATALOGUE, replace(CATALOGUE[2], code="visits_again", section="III"))
    assert only(row(CATALOGUE[2].name), catalogue=twice).code == "visits"
    found = only(row(CATALOGUE[2].name, section="III"), catalogue=twice)
    assert (found.code, found.ground) == ("visits_again", Ground.SECTION)


def test_fairly_alike_is_a_question() -> None:
    found = only(row("Sayyor tadbirlarni chekka mahallalarda tashkil etish", "Tadbir"))
    assert (found.code, found.certain, found.ground) == (None, False, Ground.LIKENESS)
    assert found.candidates[0].code == "outreach"


def test_much_alike_between_the_same_neighbours_is_certain_and_elsewhere_a_question() -> None:
    before, after = row(CATALOGUE[2].name, number="1"), row(CATALOGUE[4].name, "Marotaba", "3", section="V")
    reworded = row("Sayyor tadbirlarni ham tashkil etish", "Tadbir", "2")
    found = match_indicators([before, reworded, after], CATALOGUE)
    assert (found[1].code, found[1].ground) == ("outreach", Ground.POSITION)
    assert not match_indicators([reworded, before, after], CATALOGUE)[0].certain


def test_what_only_stands_in_the_place_of_an_indicator_is_a_question() -> None:
    before, after = row(CATALOGUE[2].name, number="1"), row(CATALOGUE[4].name, "Marotaba", "3", section="V")
    russian = row("Выездные мероприятия", "мероприятие", "2")
    found = match_indicators([before, russian, after], CATALOGUE)[1]
    assert (found.code, found.certain, found.ground) == (None, False, Ground.NEIGHBOURS)
    assert [one.code for one in found.candidates] == ["outreach"]


def test_a_part_is_known_by_the_row_above_it() -> None:
    users, visits = row(CATALOGUE[0].name, number="1"), row(CATALOGUE[2].name, number="2")
    under_users = row("yangi", number=None, parent="1")
    under_visits = row("yangi", number=None, parent="2")
    assert match_indicators([users, under_users], CATALOGUE)[1].code == "new_users"
    found = match_indicators([users, visits, under_visits], CATALOGUE)[2]
    assert (found.code, found.certain, found.ground) == (None, False, Ground.PARENT)


def test_what_is_nothing_like_any_indicator_is_none() -> None:
    found = only(row("Kutubxona binosini joriy taʼmirlash", "Marotaba"))
    assert (found.code, found.certain, found.candidates) == (None, True, ())


def test_an_answer_holds_over_everything() -> None:
    rows = [row(CATALOGUE[0].name, number="1"), row("Yangi kitobxonlar oqimi", number="2")]
    found = match_indicators(rows, CATALOGUE, {0: None, 1: "users"})
    assert [(one.code, one.ground) for one in found] == [(None, Ground.ANSWER), ("users", Ground.ANSWER)]


@given(st.lists(st.sampled_from([*seed(), row("yangi", None), row("Tadbirlar", "Nusxa")]), max_size=12))
def test_whatever_the_plan_an_indicator_is_one_row_s_and_what_is_certain_has_its_unit(rows: list[PlanRow]) -> None:
    found = match_indicators(rows, template())
    codes = [one.code for one in found if one.code]
    assert [one.index for one in found] == list(range(len(rows)))
    assert len(codes) == len(set(codes))
    units = {one.code: unit_key(one.unit) for one in template()}
    assert all(units[one.code] == unit_key(rows[one.index].unit) for one in found if one.code)
    assert all(bool(one.candidates) is not one.certain for one in found)


def test_only_rows_of_one_unit_and_kind_are_added() -> None:
    rows = [
        CodedRow("1706246", 1, "additions", "Nusxa jami", Kind.FLOW),
        CodedRow("1706204", 2, "additions", "экземпляр", Kind.FLOW),
        CodedRow("1706207", 3, "additions", "Dona", Kind.FLOW),
        CodedRow("1706212", 4, "additions", "Nusxa", Kind.LEVEL),
        CodedRow("1706215", 5, "additions", None, Kind.FLOW),
        CodedRow("1706219", 6, "purchases", "Nusxa", Kind.FLOW),
    ]
    assert sorted([one.row_id for one in group] for group in summable(rows).values()) == [[1, 2], [3], [4], [6]]


@pytest.mark.parametrize(
    ("place", "region"), [("1706246", "1706"), ("1706", "1706"), ("1735", "1735"), ("17", "17"), ("9", "9")]
)
def test_a_place_is_matched_with_its_region_s_catalogue(place: str, region: str) -> None:
    assert catalogue_of(place) == region
