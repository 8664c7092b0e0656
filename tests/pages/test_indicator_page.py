"""The indicator page, run in Streamlit's harness over demo data."""

from __future__ import annotations

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from ishreja.storage import Store
from ishreja.ui import context
from tests.ledger import YEAR, adopt, document
from tests.pages.conftest import Opener, html_of, in_cyrillic


def opened(demo_app: Opener, number: str, **more: str) -> AppTest:
    app = demo_app("indicator", row=number, **more)
    assert not app.exception
    return app


def test_shows_the_row_in_the_address_with_figures_months_facts_and_history(demo_app: Opener) -> None:
    app = opened(demo_app, "18")
    html = html_of(app)
    assert "18. Kitobxonlar qatnovining hisobini olib borish" in html
    for label in ("Hozirgacha fakt", "Hozirgacha reja", "Bajarilishi", "Yil rejasi", "Qoldi", "Yil prognozi"):
        assert f'<div class="ir-label">{label}</div>' in html
    for title in ("Oylar", "Qator haqida", "Raqamlar va ularning manbasi"):
        assert f"<h2>{title}</h2>" in html
    assert "21\u00a0000" in html
    assert "dekabr oxirigacha; yanvar–dekabr" in html
    assert len(app.get("plotly_chart")) == 2


def test_the_figures_are_also_a_table_of_twelve_months(demo_app: Opener) -> None:
    html = html_of(opened(demo_app, "18"))
    table = re.search(r'<div class="ir-compact">(.*?)</div>', html, re.DOTALL)
    assert table is not None
    assert table[1].count('<td class="ir-name"') == 12
    assert '<th scope="col"' in table[1]


def test_the_chosen_row_is_written_to_the_address(demo_app: Opener) -> None:
    app = demo_app("indicator")
    box = next(one for one in app.selectbox if one.label == "Reja qatori")
    box.set_value("19").run()
    assert app.query_params["row"] == "19"
    assert "19. Foydalanuvchilarga kitob berilishi" in html_of(app)


def test_a_row_that_the_plan_does_not_have_leads_to_the_list(demo_app: Opener) -> None:
    app = demo_app("indicator", row="99999")
    assert not app.exception
    html = html_of(app)
    assert "Bu rejada 99999 raqamli qator yoʻq" in html
    assert '<h1 class="ir-row-title"' not in html
    for address in ("indicator?row=13.1", "indicator?row=17%2F2", "indicator?row=13.4%2F1"):
        assert f'href="{address}"' in html
    app.selectbox(key="row").set_value("13.1").run()
    assert app.query_params["row"] == "13.1"
    assert '<h1 class="ir-row-title"' in html_of(app)


def test_the_address_names_a_row_by_its_number_and_a_part_by_its_place(demo_app: Opener) -> None:
    assert ">13.1. Majburiy nusxa<" in html_of(opened(demo_app, "13.1"))
    assert ">qayta<" in html_of(opened(demo_app, "17/2"))


def test_the_list_stays_in_cyrillic(demo_app: Opener) -> None:
    app = in_cyrillic(demo_app("indicator", row="99999"))
    assert not app.exception
    assert "Бу режада 99999 рақамли қатор йўқ" in html_of(app)


def test_another_years_plan_finds_the_same_number(own_app: Opener) -> None:
    store = context.store()
    for year in (YEAR, YEAR - 1):
        adopt(store, document(year=year), file_hash=str(year))
    for year in (YEAR, YEAR - 1):
        assert ">qayta<" in html_of(own_app("indicator", row="2/2", year=str(year)))


def test_a_correction_is_told_with_its_reason(demo_app: Opener) -> None:
    html = html_of(opened(demo_app, "19"))
    assert "tuzatilgan" in html
    assert "Ortiqcha raqam yozilgan edi, tuzatildi" in html


def test_a_level_has_one_chart_and_no_forecast(demo_app: Opener) -> None:
    app = opened(demo_app, "38")
    assert len(app.get("plotly_chart")) == 1
    assert "Daraja: reja va oʻtgan yil bilan" in html_of(app)


def test_parts_twins_and_rows_within_are_told(demo_app: Opener) -> None:
    assert "Qismlar va jami" in html_of(opened(demo_app, "17"))
    assert "Xuddi shu raqam boshqa qatorda ham bor" in html_of(opened(demo_app, "35"))
    assert "ular hech qachon qoʻshib hisoblanmaydi" in html_of(opened(demo_app, "20"))


def test_a_figure_is_withdrawn_with_a_reason_and_the_month_is_blank(demo_app: Opener) -> None:
    app = opened(demo_app, "18")
    next(one for one in app.selectbox if one.label == "Oy").set_value(9)
    app.text_area[0].set_value("Boshqa oyga tegishli")
    app.checkbox[0].check()
    next(one for one in app.button if one.label == "Raqamni qaytarib olish").click().run()
    assert not app.exception
    assert app.success[0].value == "Raqam qaytarib olindi: sentabr. Oy yana boʻsh."
    html = html_of(app)
    assert "Boshqa oyga tegishli" in html
    assert "qaytarib olingan" in html
    assert "hisobot yoʻq" in html


def test_a_withdrawal_wants_a_tick_and_a_reason(demo_app: Opener) -> None:
    app = opened(demo_app, "18")
    before = html_of(app)
    press = next(one for one in app.button if one.label == "Raqamni qaytarib olish")
    press.click().run()
    assert app.warning[0].value == "Tasdiqlash uchun katakchani belgilang."
    app.checkbox[0].check()
    next(one for one in app.button if one.label == "Raqamni qaytarib olish").click().run()
    assert app.error[0].value == "Raqam nima uchun qaytarib olinayotganini yozing."
    assert html_of(app) == before


def test_a_row_without_figures_says_so(demo_app: Opener) -> None:
    html = html_of(opened(demo_app, "43"))
    assert "Bu qatorga hali raqam kiritilmagan." in html


def test_reads_in_cyrillic(demo_app: Opener) -> None:
    html = html_of(in_cyrillic(opened(demo_app, "18")))
    assert "18. Китобхонлар қатновининг ҳисобини олиб бориш" in html
    assert "<h2>Қатор ҳақида</h2>" in html


def test_without_any_plan_it_leads_to_the_plan_page(own_app: Opener) -> None:
    app = own_app("indicator")
    assert not app.exception
    assert "Hali ish reja yuklanmagan." in html_of(app)


def test_a_plan_without_figures_says_so(own_app: Opener, own_folder: Path) -> None:
    with Store.open(own_folder / "ishreja.duckdb") as store:
        adopt(store)
    app = own_app("indicator")
    assert not app.exception
    assert "hali birorta raqam kiritilmagan" in html_of(app)
