"""Rest days: the working week, feasts, moved weekends, the table of decree days, and a place's own settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ishreja.storage.settings import Settings
from ishreja.views import rest_days
from ishreja.views.rest_days import Ground, RestDay, decree_days, rest_day

FIVE, SIX = Settings(working_week=5), Settings(working_week=6)


@pytest.fixture
def decrees(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    """The lines of data/decree_days.csv, to be written by the test."""
    lines: list[dict[str, str]] = []
    monkeypatch.setattr(rest_days, "table", lambda _name: tuple(lines))
    decree_days.cache_clear()
    yield lines
    decree_days.cache_clear()


def test_a_working_day_is_none() -> None:
    assert rest_day(date(2023, 9, 28), FIVE) is None


def test_sunday_rests_in_every_week_and_saturday_only_in_the_shorter() -> None:
    assert rest_day(date(2023, 9, 24), FIVE) == RestDay(date(2023, 9, 24), Ground.SUNDAY)
    assert rest_day(date(2023, 9, 24), SIX) == RestDay(date(2023, 9, 24), Ground.SUNDAY)
    assert rest_day(date(2023, 9, 30), FIVE) == RestDay(date(2023, 9, 30), Ground.SATURDAY)
    assert rest_day(date(2023, 9, 30), SIX) is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 3, 8), "Xotin-qizlar kuni"),
        (date(2023, 3, 21), "Navroʻz bayrami"),
        (date(2023, 4, 21), "Roʻza hayit"),
        (date(2023, 9, 1), "Mustaqillik kuni"),
        (date(2023, 10, 1), "Oʻqituvchi va murabbiylar kuni"),
    ],
)
def test_a_feast_is_named_even_on_a_sunday(day: date, name: str) -> None:
    assert rest_day(day, FIVE) == RestDay(day, Ground.HOLIDAY, name)


def test_a_saturday_that_a_decree_made_a_working_day_is_one() -> None:
    assert rest_day(date(2023, 1, 7), FIVE) is None  # worked for 3 January


def test_a_place_moves_its_own_days() -> None:
    own = Settings(extra_rest_days=frozenset({date(2023, 9, 28)}), extra_work_days=frozenset({date(2023, 9, 1)}))
    assert rest_day(date(2023, 9, 28), own) == RestDay(date(2023, 9, 28), Ground.DECREE)
    assert rest_day(date(2023, 9, 1), own) is None


def test_the_table_goes_before_feasts_and_a_places_settings_before_the_table(decrees: list[dict[str, str]]) -> None:
    decrees += [
        {"date": "2023-09-28", "becomes": "rest", "reason": "Farmon"},
        {"date": "2023-09-30", "becomes": "work", "reason": "Farmon"},
    ]
    assert rest_day(date(2023, 9, 28), FIVE) == RestDay(date(2023, 9, 28), Ground.DECREE, "Farmon")
    assert rest_day(date(2023, 9, 30), FIVE) is None
    assert rest_day(date(2023, 9, 28), Settings(extra_work_days=frozenset({date(2023, 9, 28)}))) is None


def test_a_line_that_is_neither_rest_nor_work_is_refused(decrees: list[dict[str, str]]) -> None:
    decrees.append({"date": "2023-09-28", "becomes": "maybe", "reason": ""})
    with pytest.raises(ValueError, match="maybe"):
        rest_day(date(2023, 9, 28), FIVE)


def test_the_table_that_is_shipped_can_be_read() -> None:
    assert all(isinstance(day, date) for day in decree_days())
