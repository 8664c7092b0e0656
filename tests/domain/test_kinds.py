"""What a row measures: the table of the trade for the seed's 64 rows, and the rule without the catalogue."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja.domain import kinds
from ishreja.domain.catalogue import find
from ishreja.domain.deadlines import read_deadline
from ishreja.domain.kinds import infer_kind
from ishreja.domain.plan import Kind, PlanRow
from ishreja.domain.transliteration import to_cyrillic

GOLDEN = Path(__file__).parents[1] / "golden" / "seed_kinds.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
IDS = [row["number"] or row["name"] for row in ROWS]


def plan_row(name, unit="Tadbir", target="", deadline="2023-yil davomida"):
    return PlanRow(
        number="1", parent=None, section="I", name=name, unit=unit or None,
        target=Decimal(target) if target else None, deadline=deadline,
        schedule=read_deadline(deadline, 2023) if deadline else None,
    )  # fmt: skip


def seed_row(row):
    return plan_row(row["name"], row["unit"], row["target"], row["deadline"]), row["has_children"] == "yes"


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_seed_row_has_the_kind_of_the_table(row):
    assert infer_kind(*seed_row(row)) == (Kind(row["kind"]), "catalogue")


def test_the_seed_has_54_rows_and_10_parts():
    assert (len(ROWS), sum(not row["number"] for row in ROWS)) == (64, 10)


def test_the_rule_alone_misses_only_rows_that_their_words_do_not_show(monkeypatch):
    monkeypatch.setattr(kinds, "find", lambda name: None)
    missed = {row["number"] for row in ROWS if infer_kind(*seed_row(row))[0] != Kind(row["kind"])}
    assert missed == {"22", "38", "32", "35"}


@pytest.mark.parametrize(
    ("name", "unit", "target", "deadline", "has_children", "kind", "ground"),
    [
        ("Vazirlar Mahkamasining 15-sonli qarori ijrosi", "Tadbir", "4", "2024-yil", False, "order", "order_in_name"),
        ("Приказ Министерства культуры", "Документ", "4", "", False, "order", "order_in_name"),
        ("Библиографический указатель", "Документ", "1", "", False, "one_off", "document_once"),
        ("Kitoblar topshirish", "Dona", "4", "", False, "flow", "otherwise"),
        ("Oylik hisobot", "Hujjat", "12", "", False, "recurring", "document_recurs"),
        ("Ойлик маълумот", "Маълумот", "1", "har oyda", False, "recurring", "document_recurs"),
        ("Yillik hisobot", "Hujjat", "1", "2023-yil IV chorak", False, "one_off", "document_once"),
        ("Anketa", "Ro'yxat", "", "tushunarsiz muddat", False, "one_off", "document_once"),
        ("Nodir kitoblar inventarizatsiyasi", "Nusxa", "10", "", False, "level", "stocktake"),
        ("Maktab fondi", "Xatlov", "", "", False, "level", "stocktake"),
        ("Xizmatlardan tushum", None, "", "", True, "heading", "children"),
        ("Xizmatlardan tushum", None, "5", "", True, "flow", "otherwise"),
        ("Pullik xizmatlar", "So'mda", "500", "", False, "flow", "otherwise"),
    ],
)  # fmt: skip
def test_rows_of_other_plans_by_rule(name, unit, target, deadline, has_children, kind, ground):
    assert infer_kind(plan_row(name, unit, target, deadline), has_children) == (Kind(kind), ground)


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_known_wording_is_found_in_cyrillic_and_with_a_slip(row):
    known = find(row["name"])
    assert known is not None
    assert (known.headline or "") == row["headline"]
    assert find(to_cyrillic(row["name"])) == known
    if len(row["name"]) >= 20:
        assert find(row["name"][:9] + row["name"][10:]) == known


def test_each_headline_stands_on_one_row_of_the_seed():
    headlines = [known.headline for row in ROWS if (known := find(row["name"])) and known.headline]
    assert sorted(headlines) == (
        ["additions", "events", "holdings", "loans", "new_users", "purchases", "users", "visits"]
    )


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("Foydalanuvchilarni ro'yxatga olish", "users"),
        ("Фойдаланувчиларни рўйхатга олиш", "users"),
        ("Количество пользователей", "users"),
        ("Китобхонлар қатнови", "visits"),
        ("Учёт посещений", "visits"),
        ("Книговыдача", "loans"),
        ("Массовые мероприятия", "events"),
        ("Комплектование фонда", "additions"),
        ("Инвентаризация фондов", "holdings"),
        ("yangi;", "new_users"),
    ],
)
def test_other_offices_wordings_of_the_headline_figures(name, headline):
    known = find(name)
    assert known is not None
    assert known.headline == headline


def test_the_year_in_a_name_does_not_matter():
    known = find("“INFOLIB UZBEKISTAN – 2025” XIV Milliy axborot-kutubxona haftaligini hududlar miqyosida tuman "
                 "(shahar) axborot-kutubxona markazlarida o'tkazish chora-tadbirlarini ishlab chiqish")  # fmt: skip
    assert known is not None
    assert known.code == "infolib_week"


@pytest.mark.parametrize(
    "name", ["", "qaytar", "yang", "qaytadan yangi", "Sayohat", "Kitob", "yangi kitoblar", "Yozgi oromgoh"]
)
def test_other_and_short_names_are_not_taken_for_known_ones(name):
    assert find(name) is None
