"""The region's page, run in Streamlit's harness over three districts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ishreja.access import Actor
from ishreja.language import _
from ishreja.ui import context
from tests.ledger import ACTOR, READER, adopt, document, open_store, row
from tests.pages.conftest import PAGES, SHELL, AsActor, Opener, SignIn, html_of, in_cyrillic
from tests.rounds import REPUBLIC
from tests.views.half_year import ROWS
from tests.views.many_places import REGION_ACTOR, say, three_places


@pytest.fixture
def region_folder(own_folder: Path) -> Iterator[Path]:
    with open_store(own_folder) as store:
        three_places(store)
    yield own_folder
    context.close()


@pytest.fixture
def seen_by(region_folder: Path, as_actor: AsActor) -> Opener:
    """Opens the region's page for an actor."""

    def run(actor: Actor, page: str = "region", **parameters: str) -> AppTest:
        as_actor(actor)
        app = AppTest.from_file(str(SHELL), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run().switch_page(str(PAGES / f"{page}.py")).run()

    return run


def test_shows_every_place_with_shape_word_and_number(seen_by: Opener) -> None:
    app = seen_by(REGION_ACTOR)
    assert not app.exception
    html = html_of(app)
    assert "Buxoro viloyati: hududlar yonma-yon" in html
    assert "iyun hisobotini 3 hududdan 2 tasi topshirgan" in html
    assert html.count('<th scope="row" class="ir-first">') == 13 + 2
    assert re.search(r'▼</span> <b>25\u00a0%</b></span><span class="ir-small">ortda', html)
    assert "reja yoʻq" in html
    assert "ISO 11620" in html
    assert "3 tadan 2 tasi" in html


def test_ranks_say_by_what_they_are_and_sizes_have_none(seen_by: Opener) -> None:
    html = html_of(seen_by(REGION_ACTOR, view="indicators", sort="-visits"))
    assert re.search(r'class="ir-rank">Oʻrin<span class="ir-small">Qatnov boʻyicha</span>', html)
    html = html_of(seen_by(REGION_ACTOR, view="indicators", measure="raw"))
    assert "Oʻrin<" not in html and "-oʻrin" not in html
    assert "Rang va soʻz doim shu kungacha rejaga nisbatan" in html


def test_the_republics_page_speaks_of_regions_and_their_offices(seen_by: Opener) -> None:
    html = html_of(seen_by(REPUBLIC, scope="17"))
    assert "14 viloyatdan 1 tasida reja bor; ulardagi 3 markazdan 2 tasi iyun hisobotini topshirgan" in html
    assert "Ortdagi viloyatlar" in html and "Ortdagi hududlar" not in html


def test_a_cell_leads_to_the_place_in_the_same_month(seen_by: Opener) -> None:
    html = html_of(seen_by(REGION_ACTOR, month="3"))
    assert 'href="./?place=1706246&amp;year=2023&amp;month=3"' in html
    html = html_of(seen_by(REGION_ACTOR, view="indicators", month="3"))
    assert re.search(r'href="indicator\?place=1706246&amp;year=2023&amp;month=3&amp;row=\d+"', html)
    numbers = {row.number for row in ROWS}
    assert (
        set(re.findall(r'href="indicator\?[^"]*row=([^"&]*)"', html)) <= numbers
    )  # of ids there are three times as many


def test_how_many_reported_stands_beside_each_sum_median_and_rank(seen_by: Opener) -> None:
    for parameters in ({}, {"view": "indicators"}):
        html = html_of(seen_by(REGION_ACTOR, **parameters))
        said = {"Jami": "3 hududdan 2 tasi topshirgan", "Hisobot topshirganlar medianasi": "3 tadan 2 tasi"}
        for title, words in said.items():
            line = re.search(rf">{title}</th>.*?</tr>", html, re.DOTALL)
            assert line is not None
            assert line[0].count(words) == line[0].count("<td") - 1, title  # but for the rank's
        assert re.search(r'title="[^"]*2 tadan 1-oʻrin"', html)
    assert re.search(r"12 qatordan 4 tasi rejada · 3 hududdan 2 tasi topshirgan", html_of(seen_by(REGION_ACTOR)))


def test_what_a_plan_does_not_have_leads_to_its_place_too(region_folder: Path, seen_by: Opener) -> None:
    with open_store(region_folder) as store:
        adopt(store, document([row("1", "Maqolalar", 12)], place="1706212"), "other")
    html = html_of(seen_by(REGION_ACTOR, view="indicators", indicators="visits", month="3"))
    line = re.search(r">Vobkent tumani<.*?</tr>", html, re.DOTALL)
    assert line is not None
    cell = line[0].rpartition("<td")[2]
    assert '<a href="./?place=1706212&amp;year=2023&amp;month=3">' in cell
    assert "rejasida yoʻq" in cell
    without = re.search(r">Buxoro shahri<.*?</tr>", html, re.DOTALL)
    assert without is not None
    assert "<a" not in without[0]


def test_a_section_called_otherwise_is_told_in_its_cell_and_below(region_folder: Path, seen_by: Opener) -> None:
    titles = {"1706212": "Kutubxona fondi", "1706215": "Kutubxona fondi", "1706230": "Xoʻjalik ishi"}
    for place, title in titles.items():
        with open_store(region_folder) as store:
            one = replace(row("1", "Maqolalar", 12), section_title=title)
            adopt(store, document([one], place=place), f"{place} titled")
    html = html_of(seen_by(REGION_ACTOR))
    assert html.count("boʻlimi: Xoʻjalik ishi") == 1
    assert html.count("1 tasida boʻlim boshqacha nomlangan, ular qoʻshilmadi") == 1
    assert "2 tasida boʻlim" not in html
    html = html_of(seen_by(REGION_ACTOR, "compare", places="1706212,1706230", by="section-I"))
    assert html.count("boʻlimi: Xoʻjalik ishi") == 1


def test_without_a_unit_each_cell_says_so_and_nothing_is_added(region_folder: Path, seen_by: Opener) -> None:
    for place in ("1706212", "1706215"):
        with open_store(region_folder) as store:
            adopt(store, document([row("1", "Bezaklar", 12, unit=None)], place=place), f"file of {place}")
            say(store, place, "1", "events")
    html = html_of(seen_by(REGION_ACTOR, view="indicators", indicators="events"))
    assert html.count(">birligi koʻrsatilmagan<") == 2
    total = re.search(r">Jami</th>.*?</tr>", html, re.DOTALL)
    assert total is not None
    assert "birligi koʻrsatilmagani uchun jamlanmaydi" in total[0]


def test_per_inhabitant_a_place_without_a_card_has_a_dash(demo_app: Opener, sign_in: SignIn) -> None:
    sign_in("region", "1706")
    app = demo_app("region", view="indicators", measure="per_people", indicators="loans", year="2023", month="9")
    assert not app.exception
    rows = re.findall(r"<tr>.*?</tr>", html_of(app), re.DOTALL)
    cells = {name: row for row in rows for name in ("Peshku tumani", "Jondor tumani") if f">{name}<" in row}
    assert "<b>–</b>" in cells["Peshku tumani"]
    assert re.search(r"<b>\d+</b>", cells["Jondor tumani"])


def test_a_place_that_did_not_report_has_no_dash_before_its_number_and_no_arrow(
    demo_app: Opener, sign_in: SignIn
) -> None:
    sign_in("region", "1706")
    html = html_of(demo_app("region", view="indicators", indicators="loans", year="2023", month="9"))
    centre = re.search(r"<tr>(?:(?!<tr>).)*markazning oʻzi.*?</tr>", html, re.DOTALL)
    assert centre is not None
    assert re.search(
        r'ir-not_reported"><b>\d+\u00a0%</b></span><span class="ir-small">hisobot yoʻq</span></a>', centre[0]
    )


def test_a_head_sorts_and_the_sort_stands_in_the_address(seen_by: Opener) -> None:
    html = html_of(seen_by(REGION_ACTOR, sort="-all"))
    assert 'aria-sort="descending"' in html
    assert html.index("Olot tumani") < html.index("Jondor tumani") < html.index("Vobkent tumani")
    assert "sort=all" in html


def test_indicators_and_measures_are_kept_in_the_address(seen_by: Opener) -> None:
    app = seen_by(REGION_ACTOR, view="indicators", measure="per_users", indicators="visits,loans")
    html = html_of(app)
    assert not app.exception
    assert "<b>1\u00a0500</b>" in html
    assert [column in html for column in (">Qatnov", ">Kitob berilishi", ">Tadbirlar")] == [True, True, False]
    assert app.query_params["indicators"] == "visits,loans"


def test_reads_in_cyrillic(seen_by: Opener) -> None:
    html = html_of(in_cyrillic(seen_by(REGION_ACTOR)))
    assert "Бухоро вилояти: ҳудудлар ёнма-ён" in html
    assert "Жондор тумани" in html


@pytest.mark.parametrize("actor", [ACTOR, READER])
def test_who_sees_one_place_has_no_such_page_and_is_told_nothing_there(seen_by: Opener, actor: Actor) -> None:
    app = seen_by(actor, page="overview")
    assert not app.exception
    with pytest.raises(ValueError, match="region"):
        app.switch_page(str(PAGES / "region.py")).run()


@pytest.mark.parametrize("place", ["1706", "1703", "17"])  # Andijon's districts are not added yet
@pytest.mark.parametrize("role", ["region", "viewer", "administrator"])
def test_before_any_plan_it_says_so(own_app: Opener, as_actor: AsActor, role: str, place: str) -> None:
    as_actor(Actor("Aziz", role, place, account=3))
    for page in ("region", "compare", "round"):
        app = own_app(page)
        assert not app.exception
        html = html_of(app)
        assert "hali ish reja yoʻq" in html and "<h1>" in html, page
    app = own_app("indicators")
    assert not app.exception
    assert "Koʻrsatkichlar toʻplami" in html_of(app)


def test_region_comparison_and_round_open_on_the_same_scope(region_folder: Path, seen_by: Opener) -> None:
    with open_store(region_folder) as store:
        adopt(store, document(ROWS, place="1706"), "file of the region's own centre")
    opened = {page: seen_by(REPUBLIC, page=page).selectbox[0].value for page in ("region", "compare", "round")}
    assert set(opened.values()) == {"1706"}


def test_where_one_region_alone_has_plans_nobody_is_asked_to_choose_two(seen_by: Opener) -> None:
    alone, choose = "faqat bitta hududning rejasi bor", _("Choose at least two places that have a plan.")
    html = html_of(seen_by(REPUBLIC, page="compare", scope="17"))
    assert (alone in html, choose in html) == (True, False)
    html = html_of(seen_by(REPUBLIC, page="compare", scope="1706", places="1706204"))
    assert (alone in html, choose in html) == (False, True)


def test_places_are_compared_with_the_median_and_their_cards(seen_by: Opener) -> None:
    app = seen_by(REGION_ACTOR, page="compare", places="1706204,1706246", by="visits")
    assert not app.exception
    html = html_of(app)
    assert "Hududlarni taqqoslash" in html
    assert "Olot tumani" in html
    assert "Buxoro tumani" not in html
    assert "Mediana" in html
    assert "Tuman pasportlari" in html
    assert len(app.get("plotly_chart")) == 2


def test_the_median_says_on_a_phone_too_how_many_places_it_is_of(seen_by: Opener) -> None:
    html = html_of(seen_by(REGION_ACTOR, page="compare"))
    assert '<td class="ir-right" data-label="Maʼlum">' in html


def test_a_regions_ratio_says_of_how_many_places_it_is(seen_by: Opener) -> None:
    html = html_of(seen_by(REPUBLIC, page="compare", scope="17", places="1706", month="6"))
    line = re.search(r">Bir foydalanuvchining qatnovi<.*?</tr>", html, re.DOTALL)
    assert line is not None
    assert '1,50<span class="ir-small">3 tadan 2 tasi</span>' in line[0]


def test_the_card_is_filled_in_on_the_page(seen_by: Opener) -> None:
    app = seen_by(REGION_ACTOR, page="compare", places="1706246", by="plan")
    assert "Rejasi bor kamida ikkita hududni tanlang." in html_of(app)
    field = next(one for one in app.text_input if one.label == "Aholi soni")
    field.input("180 000")
    next(one for one in app.button if one.label == "Pasportni saqlash").click().run()
    assert not app.exception
    assert "180\u00a0000" in html_of(app)
    assert "Jondor tumani pasporti saqlandi." in [one.value for one in app.success]


def test_a_card_that_makes_no_sense_is_refused_and_kept_in_the_form(seen_by: Opener) -> None:
    app = seen_by(ACTOR, page="plan")
    next(one for one in app.text_input if one.label == "Yildagi ish kunlari").input("400")
    app = next(one for one in app.button if one.label == "Pasportni saqlash").click().run()
    assert [one.value for one in app.error] == ["Bir yilda 366 kundan koʻp boʻlmaydi."]
    assert next(one for one in app.text_input if one.label == "Yildagi ish kunlari").value == "400"
