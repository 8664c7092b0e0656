"""The definitions page: every definition of the domain stands on it, with its anchor and its words."""

from __future__ import annotations

import pytest

from ishreja import language
from ishreja.domain.definitions import Definition, Group, definitions
from ishreja.domain.plan import Kind
from ishreja.ui import definition_texts
from ishreja.ui.definitions_screen import to_date_code
from tests.pages.conftest import Opener, html_of, in_cyrillic


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize("one", definitions(), ids=lambda one: f"{one.group.value}-{one.code}")
def test_every_definition_has_a_title_and_its_sources_have_words(one: Definition, code: str) -> None:
    language.use(code)
    assert definition_texts.title(one)
    assert definition_texts.group_title(one.group)
    assert definition_texts.group_text(one.group)
    assert all(definition_texts.source_word(source) for source in one.sources)


def test_every_kind_of_row_has_its_fact_to_date() -> None:
    known = {one.code for one in definitions() if one.group is Group.TO_DATE}
    assert {to_date_code(kind) for kind in Kind} == known


def test_shows_every_definition_under_its_anchor(demo_app: Opener) -> None:
    app = demo_app("definitions")
    assert not app.exception
    html = html_of(app)
    for one in definitions():
        assert html.count(f'id="{one.group.value}-{one.code}"') == 1
    for group in Group:
        assert f'<a href="#{group.value}">' in html
        assert f'id="{group.value}"' in html


def test_shows_the_thresholds_the_implied_values_and_the_caution(demo_app: Opener) -> None:
    html = html_of(demo_app("definitions")).replace("\u00a0", " ")
    assert "rejaning 100 % va undan koʻpi – rejada, 90 % va undan koʻpi – eʼtibor" in html
    assert "13,31 dan 11,71 ga tushadi" in html
    assert "ISO 11620 kutubxonalarni oʻzaro faqat ehtiyotkorlik bilan solishtirishga yoʻl qoʻyadi" in html
    for share in ("≥ 100 %", "≥ 90 %", "&lt; 90 %"):
        assert f"Bajarilish foizi {share}" in html


def test_every_status_has_a_shape_and_a_word(demo_app: Opener) -> None:
    html = html_of(demo_app("definitions"))
    assert html.count('<span class="ir-status ') == sum(one.group is Group.STATUS for one in definitions())


def test_reads_in_cyrillic(demo_app: Opener) -> None:
    assert "Ҳар бир кўрсаткич қандай ҳисобланади" in html_of(in_cyrillic(demo_app("definitions")))


def test_stands_without_any_plan(own_app: Opener) -> None:
    app = own_app("definitions")
    assert not app.exception
    html = html_of(app)
    assert 'id="status-behind"' in html
    assert "Oʻtgan yilga nisbatan" not in html
