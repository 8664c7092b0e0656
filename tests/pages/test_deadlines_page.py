"""The deadlines page, run in Streamlit's harness over demo data."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from ishreja.ui import context
from tests.pages.conftest import Opener, html_of, in_cyrillic


def opened(demo_app: Opener, **more: str) -> AppTest:
    app = demo_app("deadlines", **more)
    assert not app.exception
    return app


def test_shows_what_is_overdue_due_and_the_discipline(demo_app: Opener) -> None:
    html = html_of(opened(demo_app))
    for title in ("Muddati oʻtgan", "Shu hafta", "Keyingi oy oxirigacha", "Xizmatlar intizomi"):
        assert f"<h2>{title}</h2>" in html
    assert "2023-yil 30-sentabr, shanba holatiga" in html
    assert "25.09.2023–01.10.2023" in html
    assert "dam olish kuni: Oʻqituvchi va murabbiylar kuni" in html


def test_the_weekly_row_stands_once_in_each_part_with_a_count(demo_app: Opener) -> None:
    html = html_of(opened(demo_app))
    assert "va yana 3 ta muddat, 26.10.2023 gacha" in html
    overdue = html.split("<h2>Shu hafta</h2>")[0]
    assert overdue.count(">21<") == 1


def test_later_ones_and_those_handed_in_are_folded_away(demo_app: Opener) -> None:
    html = html_of(opened(demo_app))
    assert "<summary>Yil oxirigacha keyingilari:" in html
    assert "<summary>Topshirilgan:" in html
    assert "<summary>Muddat kuni yoʻq qatorlar: 1</summary>" in html


def test_marking_a_due_day_takes_it_off_the_overdue_and_undoing_puts_it_back(demo_app: Opener) -> None:
    app = opened(demo_app)
    before = html_of(app)
    due = next(one for one in app.selectbox if one.label == "Muddat kuni va qator")
    said = due.options[0]
    app.text_input[0].set_value("20.09.2023")
    app.text_input[1].set_value("Xat № 12")
    next(one for one in app.button if one.label == "Topshirilgan deb belgilash").click().run()
    assert not app.exception
    assert app.success[0].value == f"20.09.2023 da topshirilgan deb belgilandi: {said}"
    after = html_of(app)
    assert "Xat № 12" in after
    assert after.count("kechikib topshirildi") == before.count("kechikib topshirildi") + 1
    undo = next(one for one in app.selectbox if one.label == "Belgilangan muddat")
    assert undo.options[0] == said
    next(one for one in app.button if one.label == "Belgini bekor qilish").click().run()
    assert not app.exception
    assert html_of(app) == before


@pytest.mark.parametrize("written", ["31.09.2023", "kecha", "", "to-morrow"])
def test_only_a_day_up_to_today_can_be_the_day_of_handing_in(demo_app: Opener, written: str) -> None:
    app = opened(demo_app)
    day = app.text_input[0]
    assert day.value == "30.09.2023"
    before = html_of(app)
    day.set_value(f"{context.today() + timedelta(days=1):%d.%m.%Y}" if written == "to-morrow" else written)
    next(one for one in app.button if one.label == "Topshirilgan deb belgilash").click().run()
    assert app.warning[0].value.startswith("Sanani ")
    assert html_of(app) == before


def test_a_service_in_the_address_sees_its_own_rows(demo_app: Opener) -> None:
    html = html_of(opened(demo_app, service="bibliografiya"))
    assert '">21</td>' in html_of(opened(demo_app))
    assert '">21</td>' not in html
    assert '">31</td>' in html


def test_reads_in_cyrillic(demo_app: Opener) -> None:
    html = html_of(in_cyrillic(opened(demo_app)))
    assert "<h2>Муддати ўтган</h2>" in html
    assert "шанба" in html


def test_without_any_plan_it_leads_to_the_plan_page(own_app: Opener) -> None:
    app = own_app("deadlines")
    assert not app.exception
    assert "Hali ish reja yuklanmagan." in html_of(app)
