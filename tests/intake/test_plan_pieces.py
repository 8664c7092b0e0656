"""The small rules that reading a plan rests on: parts in a name, cut words, amounts, section lines, headings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.intake.plan_cut_words import with_whole_words
from ishreja.intake.plan_figures import looks_like_amount, read_amount
from ishreja.intake.plan_grid import Cell, Line, PlainCell, column_letters, tidy
from ishreja.intake.plan_headings import Role, role_of
from ishreja.intake.plan_joining import Words
from ishreja.intake.plan_parts import named_parts
from ishreja.intake.plan_pdf_text import CUT
from ishreja.intake.plan_sections import numeral, section


@pytest.mark.parametrize(
    ("name", "numbers", "parts"),
    [
        ("Sovg'a tariqasida: Jismoniy shaxslar; Yuridik shaxslar", 3, ("Jismoniy shaxslar", "Yuridik shaxslar")),
        ("Ro'yxatga olish: - yangi; - qayta", 3, ("yangi", "qayta")),
        ("Ro'yxatga olish:\n– yangi;\n– qayta.", 0, ("yangi", "qayta")),
        ("Ro'yxatga olish: • yangi • qayta", 0, ("yangi", "qayta")),
        (
            "Berish (kitob): - Tashkilotlarga (shartnoma asosida); - AKMga",
            1,
            ("Tashkilotlarga (shartnoma asosida)", "AKMga"),
        ),
        ("Ro'yxatga olish: - yangi - qayta", 0, ("yangi", "qayta")),
        ("Olish: a) yangi; b) qayta", 0, ("yangi", "qayta")),
        ("Olish:\nyangi\nqayta", 3, ("yangi", "qayta")),
        ("Olish: yangi, qayta", 3, ("yangi", "qayta")),
        ("Olish: yangi, qayta", 1, ()),
        ("Olish:\nyangi kitoblar\nhaqida", 1, ()),
        ("NAZORAT REJASINING 72-maqsad: Aholiga xizmat ko'rsatishni rivojlantirish, kitobxonlik", 1, ()),
        ("Kitob - bilim manbai", 1, ()),
        ("Tadbirlar (seminar; davra suhbati) o'tkazish", 1, ()),
        ("", 0, ()),
    ],
)
def test_parts_named_in_a_cell(name: str, numbers: int, parts: tuple[str, ...]) -> None:
    assert named_parts(name, numbers) == parts


WORDS = Words(["axborot-kutubxona markazi", "kitobxonlar foydalanuvchilarga", "so'rovnoma tishlash", "ilmiy metodika"])


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Maro-", "taba", "Marotaba"),
        ("axborot-", "kutubxona", "axborot-kutubxona"),
        ("foydala-", "nuvchilarga", "foydalanuvchilarga"),
        ("2023-", "yil", "2023-yil"),
        ("I-", "III chorak", "I-III chorak"),
        ("so'rov", "noma", "so'rovnoma"),
        ("kitobxon", "lar", "kitobxonlar"),
        ("resurslard", "foydalanish", "resurslard foydalanish"),
        ("birinchi –", "ikkinchi", "birinchi – ikkinchi"),
        ("Yangi", "Kitob", "Yangi Kitob"),
        ("kitob", ", jurnal", "kitob, jurnal"),
        ("", "kitob", "kitob"),
        ("kitob", "", "kitob"),
    ],
)
def test_a_text_cut_between_two_lines(first: str, second: str, joined: str) -> None:
    assert WORDS.join(first, second) == joined


def test_a_hyphen_at_a_line_s_end_within_a_cell_stays_unless_the_word_is_known_without_it() -> None:
    assert WORDS.join_lines("rahbar-\nmutaxassislar") == "rahbar-mutaxassislar"
    assert WORDS.join_lines("foydala-\nnuvchilarga") == "foydalanuvchilarga"
    assert WORDS.join_lines("Maro-\ntaba") == "Marotaba"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text("abcdefgh'", min_size=2, max_size=8), min_size=2, max_size=12), st.integers(1, 11))
def test_unknown_words_are_kept_apart(words: list[str], cut: int) -> None:
    place = min(cut, len(words) - 1)
    text = " ".join(words)
    if words[place - 1] + words[place] not in words:
        known = Words([text])
        assert known.join(" ".join(words[:place]), " ".join(words[place:])) == text


def amount(text: str, parts: int = 0) -> tuple[Decimal | None, tuple[Decimal, ...], str]:
    found = read_amount(Cell(text), parts)
    return found.value, found.parts, found.code


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("289 56 233", 2, (289, (56, 233), "")),
        ("289\n56\n233", 2, (289, (56, 233), "")),
        ("289 (56; 233)", 2, (289, (56, 233), "")),
        ("3 007 757 2 250", 2, (3007, (757, 2250), "")),
        ("3 007\n757\n2 250", 2, (3007, (757, 2250), "")),
        ("300 56 233", 2, (300, (56, 233), "")),
        ("3500", 2, (3500, (), "")),
        ("71 077", 0, (71077, (), "")),
        ("534 245 289", 0, (534, (), "parts_unnamed")),
        ("534 245 280", 0, (None, (), "several_numbers")),
        ("289 56 233", 0, (289, (), "parts_unnamed")),
        ("-", 2, (None, (), "")),
        ("", 0, (None, (), "")),
        ("0", 0, (0, (), "")),
    ],
)
def test_a_cell_of_amounts(text: str, parts: int, expected: tuple[object, tuple[int, ...], str]) -> None:
    assert amount(text, parts) == expected


def test_a_spreadsheet_s_figure_is_exact() -> None:
    assert read_amount(Cell("1.234", exact=True)).value == Decimal("1.234")


@pytest.mark.parametrize(
    ("text", "is_amount"),
    [("12", True), ("12 ta", True), ("-", True), ("289 56 233", True), ("", False), ("reja asosida", False)],
)
def test_what_looks_like_an_amount(text: str, is_amount: bool) -> None:
    assert looks_like_amount(text) is is_amount


@pytest.mark.parametrize(
    ("typed", "read"),
    [("II", "II"), ("IV.", "IV"), ("ІІ", "II"), ("Ш", "III"), ("П.", "II"), ("Ⅲ", "III"), ("1", None), ("L", None)],
)
def test_a_numeral_whatever_letters_it_is_typed_with(typed: str, read: str | None) -> None:
    assert numeral(typed) == read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I. UMUMIY FAOLIYAT", ("I", "UMUMIY FAOLIYAT")),
        ("V. OAV BILAN ISHLASH", ("V", "OAV BILAN ISHLASH")),
        ("II bo'lim. Asosiy", ("II", "Asosiy")),
        ("2-bo‘lim. Asosiy", ("2", "Asosiy")),
        ("Раздел III. Кадры", ("III", "Кадры")),
        ("III БЎЛИМ. КАДРЛАР", ("III", "КАДРЛАР")),
        ("IV UMUMIY ISHLAR", ("IV", "UMUMIY ISHLAR")),
        ("II chorak", None),
        ("1. Jadval tuzish", None),
        ("davomi shu yerda", None),
    ],
)
def test_a_line_of_one_text_is_a_section_or_not(text: str, found: tuple[str, str] | None) -> None:
    line = Line((Cell(text), *(Cell() for _ in range(7))), "", table=1)
    assert section(line, {Role.NUMBER: Cell(text)}) == found


@pytest.mark.parametrize(
    ("path", "role"),
    [
        (("№",), Role.NUMBER),
        (("Т/р",), Role.NUMBER),
        (("Nomi",), Role.NAME),
        (("Tadbirlar nomi",), Role.NAME),
        (("Bajariladigan ishlar",), Role.NAME),
        (("Наименование показателей",), Role.NAME),
        (("O‘lchov\nbirligi",), Role.UNIT),
        (("Ед. изм.",), Role.UNIT),
        (("Miqdori", "2022-yil (fakt)"), Role.PREVIOUS),
        (("2022 йилда амалда бажарилди",), Role.PREVIOUS),
        (("Miqdori", "2023-yil (reja)"), Role.TARGET),
        (("Reja",), Role.TARGET),
        (("План на 2024 год",), Role.TARGET),
        (("Miqdori",), Role.TARGET),
        (("2023-yil reja", "III chorak"), Role.QUARTER_3),
        (("2023-yil reja", "2-chorak"), Role.QUARTER_2),
        (("Choraklar bo'yicha", "IV"), Role.QUARTER_4),
        (("По кварталам", "1 кв."), Role.QUARTER_1),
        (("Amalga oshirish mexanizmi",), Role.MECHANISM),
        (("Механизм реализации",), Role.MECHANISM),
        (("Bajarilish muddati",), Role.DEADLINE),
        (("Срок исполнения",), Role.DEADLINE),
        (("Mas'ullar",), Role.SERVICES),
        (("Масъул ижрочилар",), Role.SERVICES),
        (("Ответственные",), Role.SERVICES),
        (("Izoh",), Role.OTHER),
        (("Kitob muallifi",), None),
    ],
)
def test_what_a_heading_says(path: tuple[str, ...], role: Role | None) -> None:
    assert role_of(path) is role


def test_a_text_is_tidied() -> None:
    assert tidy(" <b>I. UMUMIY</b>  FAOLIYAT\u00ad<br/>ikki \n\n uch ") == "I. UMUMIY FAOLIYAT\nikki\nuch"


@pytest.mark.parametrize(("at", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_a_column_has_its_letters(at: int, letters: str) -> None:
    assert column_letters(at) == letters


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ("Foydala|nuvchil|arga kitob berish", "Foydalanuvchilarga kitob berish"),
        ("Axborot|-\nkutubx|ona", "Axborot-\nkutubxona"),
        ("To'liq|ma'lum|otlar", "To'liq\nma'lumotlar"),
        ("2024-yil|davomi|da", "2024-yil\ndavomida"),
        ("Barcha|xizmatlar", "Barcha\nxizmatlar"),
        ("bir maro|taba", "bir marotaba"),
        ("Zarafsh|on", "Zarafshon"),
        ("до 1 декабр|я", "до 1 декабря"),
        ("Zarafshon|tadbir", "Zarafshon\ntadbir"),
    ],
)
def test_pieces_of_a_word_that_fills_its_line(pieces: str, whole: str) -> None:
    cell = PlainCell(text=pieces.replace("|", f"{CUT}\n"))
    assert with_whole_words([{"page": 1, "row": 1, "table": 1, "cells": [cell]}])[0]["cells"][0]["text"] == whole
