"""The definitions: words for every formula, the thresholds in force, the plan's own values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja import language, planning
from ishreja.access import Actor, NotAllowed
from ishreja.domain.definitions import Definition, Group, definitions
from ishreja.domain.formula import formula
from ishreja.domain.status import RULES
from ishreja.storage import Store
from ishreja.views.definitions import definitions_view
from ishreja.views.formula_words import formula_in_words
from tests.ledger import ACTOR, PLACE, READER, TODAY, YEAR, adopt, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize("one", definitions(), ids=lambda one: f"{one.group.value}-{one.code}")
def test_every_formula_has_words_in_both_alphabets(one: Definition, code: str) -> None:
    language.use(code)
    said = formula_in_words(one.formula)
    latin = [letter for letter in said if "a" <= letter.casefold() <= "z"]
    assert said
    assert "_" not in said
    assert bool(latin) is (code == "uz")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (formula("divide", "fact_to_date", "plan_to_date"), "hozirgacha fakt ÷ hozirgacha reja"),
        (
            formula("multiply", formula("subtract", "target", "previous"), "months_left"),
            "(yil rejasi − oʻtgan yil fakti) × qolgan oylar soni",
        ),
        (formula("divide", "left", formula("multiply", "target", "visits")), "qolgani ÷ (yil rejasi × qatnov)"),
        (formula("divide", formula("multiply", "target", "left"), "users"), "yil rejasi × qolgani ÷ foydalanuvchilar"),
        (formula("at_least", "progress", Decimal("0.9")), "bajarilish foizi ≥ 90 %"),
        (formula("maximum", 0, "left"), "0 va (qolgani) dan kattasi"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_it_computes(written: object, said: str) -> None:
    assert formula_in_words(written).replace("\u00a0", " ") == said  # type: ignore[arg-type]


def test_a_figure_without_words_is_refused() -> None:
    with pytest.raises(KeyError, match="unheard_of"):
        formula_in_words(formula("sum", "unheard_of"))


def test_every_group_has_its_definitions_and_statuses_stand_in_the_order_of_the_rules(store: Store) -> None:
    adopt(store)
    view = definitions_view(store, READER, PLACE, YEAR, 9, TODAY)
    groups = dict(view.groups)
    assert list(groups) == list(Group)
    assert all(groups.values())
    assert [one.code for one in groups[Group.STATUS]] == [rule.status.value for rule in RULES]


def test_the_places_own_thresholds_stand_in_the_statuses(store: Store) -> None:
    adopt(store)
    planning.change_settings(store, ACTOR, PLACE, on_plan=Decimal("0.95"), watch=Decimal("0.8"))
    view = definitions_view(store, READER, PLACE, YEAR, 9, TODAY)
    said = [formula_in_words(one.formula).replace("\u00a0", " ") for one in dict(view.groups)[Group.STATUS]]
    assert said[-3:] == ["bajarilish foizi ≥ 95 %", "bajarilish foizi ≥ 80 %", "bajarilish foizi < 80 %"]


def test_the_plan_of_2023_implies_a_fall_in_loans_per_user(demo_store: Store) -> None:
    line = definitions_view(demo_store, READER, PLACE, YEAR, 9, TODAY).library["loans_per_user"]
    assert line.previous is not None
    assert line.planned is not None
    assert (round(line.previous, 2), round(line.planned, 2)) == (Decimal("13.31"), Decimal("11.71"))
    assert line.planned_change is not None
    assert line.planned_change < 0


def test_without_a_plan_the_definitions_stand_by_themselves(store: Store) -> None:
    view = definitions_view(store, READER, None, 0, 0, TODAY)
    assert view.standing is None
    assert view.library == {}
    assert all(found for _group, found in view.groups)


def test_a_place_sees_only_its_own_values(store: Store) -> None:
    with pytest.raises(NotAllowed):
        definitions_view(store, Actor("Begona", "director", "1706204"), PLACE, YEAR, 9, TODAY)
