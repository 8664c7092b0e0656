"""Numbers, months and dates as Uzbeks write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from ishreja import language
from ishreja.language import date_time, month_name, month_range, number, official_date, percent, short_date

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (71077, None, f"71{NBSP}077"),
        (Decimal("1234.5"), None, f"1{NBSP}234,5"),
        (Decimal("-12"), None, "-12"),
        (0, None, "0"),
        (None, None, "–"),
        (Decimal("13.306"), 2, "13,31"),
        (Decimal("1000000"), 0, f"1{NBSP}000{NBSP}000"),
        (999, None, "999"),
    ],
)
def test_numbers_are_grouped_by_three_with_a_decimal_comma(
    value: Decimal | int | None, decimals: int | None, written: str
) -> None:
    assert number(value, decimals) == written


def test_a_percent_is_never_capped_and_an_unknown_one_is_a_dash() -> None:
    assert percent(Decimal("1.2")) == "120 %".replace(" ", NBSP)
    assert percent(Decimal("0.784"), 1) == "78,4 %".replace(" ", NBSP)
    assert percent(None) == "–"


def test_months_and_dates_in_latin() -> None:
    assert month_name(1) == "yanvar"
    assert month_range(1, 9) == "yanvar–sentabr"
    assert month_range(3, 3) == "mart"
    assert official_date(date(2023, 8, 8)) == "2023-yil 8-avgust"
    assert short_date(date(2023, 8, 8)) == "08.08.2023"
    assert official_date(None) == short_date(None) == "–"


def test_months_and_dates_in_cyrillic() -> None:
    language.use("uz_Cyrl")
    assert month_name(9) == "сентябр"
    assert official_date(date(2023, 8, 8)) == "2023-йил 8-август"


def test_a_moment_is_shown_by_the_clock_of_tashkent() -> None:
    assert date_time(datetime(2023, 8, 8, 20, 30)) == "09.08.2023 01:30"
    assert date_time(None) == "–"
