"""The charts: the figures they hold, what they leave blank, and their words in both alphabets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ishreja import charts, language, reporting
from ishreja.domain.month import MonthEntry
from ishreja.domain.plan import Kind
from ishreja.storage import Store
from ishreja.views.indicator import IndicatorView, indicator
from tests.ledger import ACTOR, PLACE, READER, TODAY, YEAR, adopt, document, open_store, row
from tests.views.half_year import half_year, report, row_ids


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def view_of(store: Store, row_id: int, month: int = 6) -> IndicatorView:
    view = indicator(store, READER, PLACE, YEAR, month, TODAY, row_id)
    assert view is not None
    return view


def traces(figure: Any) -> dict[str, Any]:
    return {trace.name: trace for trace in figure.data}


def test_bars_are_the_months_facts_and_marks_their_plan(store: Store) -> None:
    view = view_of(store, half_year(store)["2"])
    found = traces(charts.months_against_plan(view))
    assert set(found) == {"Fakt", "Reja"}
    assert list(found["Fakt"].y) == [150.0] * 6 + [None] * 6
    marks = [base + height / 2 for base, height in zip(found["Reja"].base, found["Reja"].y, strict=True)]
    assert marks == pytest.approx([200.0] * 12)
    assert list(found["Reja"].customdata) == ["200"] * 12


def test_a_blank_month_is_marked_and_has_no_bar(store: Store) -> None:
    ids = half_year(store)
    reporting.withdraw(store, ACTOR, PLACE, YEAR, ids["1"], 4, "Xato")
    found = traces(charts.months_against_plan(view_of(store, ids["1"])))
    assert found["Fakt"].y[3] is None
    assert list(found["Hisobot yoʻq"].x) == [4]
    assert found["Hisobot yoʻq"].cliponaxis is False  # the cross on the axis is seen whole


def test_a_nought_is_a_bar_of_no_height(store: Store) -> None:
    ids = half_year(store)
    report(store, 4, {"1": 0})
    found = traces(charts.months_against_plan(view_of(store, ids["1"])))
    assert found["Fakt"].y[3] == 0
    assert "Hisobot yoʻq" not in found


def test_the_cumulative_lines_end_where_the_figures_do(store: Store) -> None:
    view = view_of(store, half_year(store)["2"])
    found = traces(charts.cumulative(view))
    assert list(found["Hozirgacha fakt"].y) == [150.0 * month for month in range(1, 7)] + [None] * 6
    assert list(found["Hozirgacha reja"].y) == [200.0 * month for month in range(1, 13)]
    assert list(found["2022-yil fakti"].y) == [10.0, 10.0]


def test_a_row_without_a_plan_shows_its_facts_alone(store: Store) -> None:
    ids = half_year(store)
    assert set(traces(charts.months_against_plan(view_of(store, ids["5"])))) == {"Fakt"}
    assert set(traces(charts.cumulative(view_of(store, ids["5"])))) == {"Hozirgacha fakt", "2022-yil fakti"}


def test_an_unknown_last_year_has_no_line(store: Store) -> None:
    adopt(store, document((row("1", "Koʻchma kutubxonalar", 17, kind=Kind.LEVEL, previous=None),)))
    report(store, 1, {"1": 17})
    view = view_of(store, row_ids(store)["1"], month=1)
    assert set(traces(charts.cumulative(view))) == {"Hozirgacha reja", "Hozirgacha fakt"}


def test_numbers_are_told_as_uzbeks_write_them(store: Store) -> None:
    adopt(store, document((row("1", "Qatnov", 24000),)))
    report(store, 1, {"1": 2345})
    figure = charts.months_against_plan(view_of(store, row_ids(store)["1"], month=1))
    assert traces(figure)["Fakt"].customdata[0] == "2\u00a0345"
    assert figure.layout.separators == ",\u00a0"


def test_small_figures_have_whole_steps(store: Store) -> None:
    adopt(store, document((row("1", "Maqola", 3),)))
    report(store, 4, {"1": 1})
    figure = charts.cumulative(view_of(store, row_ids(store)["1"], month=4))
    assert figure.layout.yaxis.dtick is None  # ten of last year: steps are plotly's own
    figure = charts.months_against_plan(view_of(store, row_ids(store)["1"], month=4))
    assert figure.layout.yaxis.dtick == 1


@pytest.mark.parametrize(("code", "locale", "june"), [("uz", "uz", "iyn"), ("uz_Cyrl", "uz-Cyrl", "июн")])
def test_months_and_plotlys_own_words_are_in_the_letters_in_force(
    store: Store, code: str, locale: str, june: str
) -> None:
    row_id = half_year(store)["2"]
    language.use(code)
    figure, told = charts.months_against_plan(view_of(store, row_id)), charts.config()
    assert figure.layout.xaxis.ticktext[5] == june
    assert len(set(figure.layout.xaxis.ticktext)) == 12
    assert told["locale"] == locale
    own = told["locales"][locale]
    assert own["format"]["decimal"] + own["format"]["thousands"] == ",\u00a0"
    assert own["format"]["months"][5] == language.month_name(6)
    assert all(word and word != english for english, word in own["dictionary"].items())


def test_a_fraction_keeps_its_value(store: Store) -> None:
    ids = half_year(store)
    entries = [MonthEntry(ids["2"], Decimal("150.5"))]
    reporting.submit_month(store, ACTOR, PLACE, YEAR, 6, entries, source="form", today=TODAY)
    found = traces(charts.months_against_plan(view_of(store, ids["2"])))
    assert found["Fakt"].y[5] == 150.5
    assert found["Fakt"].customdata[5] == "150,5"
