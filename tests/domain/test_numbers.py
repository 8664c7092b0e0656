"""The one reader of figures: exact, or a named refusal."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.numbers import NumberRefused, parse, parse_with_unit, split_parts

GOLDEN = Path(__file__).parents[1] / "golden" / "numbers.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    CASES = [(json.loads(row["cell"]), row["value"], row["refused"]) for row in csv.DictReader(file)]


def test_the_table_is_as_long_as_promised():
    assert len(CASES) >= 60


@pytest.mark.parametrize(("cell", "value", "refused"), CASES, ids=repr)
def test_cell_is_read_exactly_or_refused_by_name(cell, value, refused):
    if refused:
        with pytest.raises(NumberRefused) as refusal:
            parse(cell)
        assert refusal.value.code == refused
        assert refusal.value.text == str(cell)
        return
    figure = parse(cell)
    assert figure == (Decimal(value) if value else None)
    assert figure is None or (type(figure) is Decimal and str(figure) == value)


def test_decimal_cells_come_back_without_exponent():
    assert str(parse(Decimal("1E+3"))) == "1000"
    assert str(parse(Decimal("0.50"))) == "0.5"
    with pytest.raises(NumberRefused):
        parse(Decimal("NaN"))


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("12 ta", "12", "ta"),
        ("45 нафар", "45", "нафар"),
        ("100 000 soʻm", "100000", "soʻm"),
        ("12 quti", "12", "quti"),
        ("3 uslubiy yordam.", "3", "uslubiy yordam"),
        ("12", "12", None),
    ],
)
def test_the_unit_behind_a_number_is_given_back(cell, value, unit):
    assert parse_with_unit(cell) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("cell", "count", "expected"),
    [
        ("289 56 233", 2, (289, (56, 233))),
        ("300 60 240", 2, (300, (60, 240))),
        ("3007 757 2250", 2, (3007, (757, 2250))),
        ("534 245 289", 2, (534, (245, 289))),
        ("289\n56\n233", 2, (289, (56, 233))),
        ("289; 56; 233", 2, (289, (56, 233))),
        ("289 (56, 233)", 2, (289, (56, 233))),
        ("10,5 4 6,5", 2, (Decimal("10.5"), (4, Decimal("6.5")))),
        ("6 1 2 3", 3, (6, (1, 2, 3))),
        ("289 56 234", 2, None),
        ("534 245 290", 2, None),
        ("289 56 233", 3, None),
        ("289 56 x", 2, None),
        ("71 077", 2, None),
        ("3500", 2, None),
        ("3500", 0, None),
        ("", 2, None),
        ("-", 2, None),
    ],
)
def test_a_total_and_its_parts_in_one_cell(cell, count, expected):
    assert split_parts(cell, count) == expected


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**12), st.sampled_from("\u0020\u00a0\u2009\u202f"), st.integers(0, 99))
def test_grouped_money_reads_as_it_was(whole, space, decimals):
    shown = f"{whole:,}".replace(",", space) + f",{decimals:02d}"
    groups = f"{whole:,}".split(",")
    if len(groups) > 2 and len(groups[0]) == 3:  # may be a total and its parts, which other tests show
        return
    assert parse(shown) == Decimal(f"{whole}.{decimals:02d}")


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.none()))
def test_any_cell_is_a_finite_decimal_or_blank_or_refused(cell):
    try:
        figure = parse(cell)
    except NumberRefused:
        return
    assert figure is None or figure.is_finite()
    assert not (isinstance(cell, int | float) and figure is None)


@settings(deadline=None, max_examples=60)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_workbooks_float_loses_nothing(value):
    assert float(str(parse(value))) == value
