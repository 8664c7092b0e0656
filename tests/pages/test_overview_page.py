"""The overview page, run in Streamlit's harness over demo data."""

from __future__ import annotations

import re

from ishreja.access import Actor
from tests.pages.conftest import AsActor, Opener, html_of


def test_shows_title_cards_quarters_and_what_needs_attention(demo_app: Opener) -> None:
    app = demo_app("overview")
    assert not app.exception
    html = html_of(app)
    assert "2023-yil ish rejasining bajarilishi" in html
    assert "maʼlumot 2023-yil 30-sentabr holatiga" in html
    assert 'data-month="9"' in html
    for card in ("Rejada", "Eʼtibor talab", "Ortda", "Foydalanuvchilar", "Qatnov", "Kitob berilishi"):
        assert f">{card}<" in html
    assert [name for name in ("I chorak", "II chorak", "III chorak", "IV chorak") if f">{name}<" not in html] == []
    assert "Eʼtibor talab qatorlar" in html
    assert "ISO 11620" in html
    assert "Maʼlumot 2023-yil 30-sentabr holatiga." in html


def test_a_month_in_the_address_is_the_month_shown(demo_app: Opener) -> None:
    html = html_of(demo_app("overview", month="mart"))
    assert 'data-month="3"' in html
    assert "yanvar–mart" in html


def test_the_gauges_switch_to_the_year_to_date(demo_app: Opener) -> None:
    app = demo_app("overview", gauges="year")
    assert not app.exception
    assert ">yanvar–iyun<" in html_of(app)
    assert ">II chorak<" not in html_of(app)


def test_a_month_without_figures_says_which_has_them(demo_app: Opener) -> None:
    html = html_of(demo_app("overview", month="dekabr"))
    assert "Dekabr uchun hali raqam yoʻq. Raqam kiritilgan oxirgi oy: sentabr." in html


def test_without_any_plan_it_welcomes_and_leads_to_the_plan_page(own_app: Opener) -> None:
    app = own_app("overview")
    assert not app.exception
    html = html_of(app)
    assert "Hali ish reja yuklanmagan." in html
    assert html.count("<li>") == 3
    assert re.search(r'href="plan[?"]', html)


def test_reads_in_cyrillic(demo_app: Opener) -> None:
    html = html_of(demo_app("overview", language="uz_Cyrl"))
    assert "2023-йил иш режасининг бажарилиши" in html
    assert ">Фойдаланувчилар<" in html


def test_every_status_has_a_shape_and_a_word(demo_app: Opener) -> None:
    badges = re.findall(
        r'<span class="ir-status ir-\w+"><span aria-hidden="true">(.)</span> ([^<]+)', html_of(demo_app("overview"))
    )
    assert badges
    assert all(shape.strip() and word.strip() for shape, word in badges)


def test_links_keep_a_place_that_screens_do_not_open_with(demo_app: Opener, as_actor: AsActor) -> None:
    as_actor(Actor("Viloyat", "region", "1706"))
    assert "place=" not in html_of(demo_app("overview"))
    html = html_of(demo_app("overview", place="1706232"))
    assert "Qorovulbozor tumani" in html
    links = re.findall(r'href="(indicator\?[^"]*)"', html)
    assert links
    assert all("place=1706232" in link for link in links)
