"""The services page, run in Streamlit's harness over demo data."""

from __future__ import annotations

from tests.pages.conftest import Opener, html_of

FOND = "Fondlarni toʻldirish, saqlash va ularga ishlov berish"
BIBLIOGRAPHY = "Axborot-bibliografiya"


def test_shows_every_service_with_its_rows_and_the_totals(demo_app: Opener) -> None:
    app = demo_app("services")
    assert not app.exception
    html = html_of(app)
    assert f"<h2>{FOND}</h2>" in html
    assert f"<h2>{BIBLIOGRAPHY}</h2>" in html
    assert "bir nechta xizmatga umumiy va bu yerda bir marta sanaladi" in html
    assert "Barcha xizmatlar uchun umumiy qatorlar" in html
    assert "<h2>Xizmati belgilanmagan</h2>" in html  # rows 48.1 and 48.2


def test_a_service_in_the_address_is_the_only_one_shown(demo_app: Opener) -> None:
    app = demo_app("services", service="fond")
    html = html_of(app)
    assert f"<h2>{FOND}</h2>" in html
    assert f"<h2>{BIBLIOGRAPHY}</h2>" not in html


def test_choosing_a_service_narrows_the_tables_and_stands_in_the_address(demo_app: Opener) -> None:
    app = demo_app("services")
    next(box for box in app.selectbox if box.key == "service").select("bibliografiya").run()
    assert f"<h2>{FOND}</h2>" not in html_of(app)
    assert app.query_params["service"] == "bibliografiya"


def test_an_unknown_service_in_the_address_shows_all(demo_app: Opener) -> None:
    html = html_of(demo_app("services", service="yoʻq"))
    assert f"<h2>{FOND}</h2>" in html


def test_without_any_plan_it_leads_to_the_plan_page(own_app: Opener) -> None:
    app = own_app("services")
    assert not app.exception
    assert "Hali ish reja yuklanmagan." in html_of(app)
