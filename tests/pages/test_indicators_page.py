"""The indicators page: counts, one-click answers, rows added and taken out, in both alphabets and without data."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ishreja.access import Actor
from ishreja.storage import indicators
from ishreja.ui import context, keys
from tests.pages.conftest import AsActor, Opener, html_of, in_cyrillic

ROMITAN, REGION, YEAR = "1706242", "1706", 2023


@pytest.fixture
def region_app(demo_app: Opener, as_actor: AsActor) -> Opener:
    """Opens a page over demo data for the regional centre."""
    as_actor(Actor("Viloyat", "region", REGION))
    return demo_app


def row_of(number: str) -> int:
    """The id of a row of Romitan's plan."""
    with context.store().read() as cursor:
        found = cursor.execute(
            "SELECT row_id FROM plan_row JOIN plan_edition USING (edition_id) WHERE place = ? AND plan_row.number = ?",
            [ROMITAN, number],
        ).fetchall()
    return int(found[0][0])


def code_of(row_id: int) -> str | None:
    return indicators.codes(context.store(), [ROMITAN], YEAR).get((ROMITAN, row_id))


def click(app: AppTest, *key: object) -> AppTest:
    return app.button(key=keys.of(*map(str, key))).click().run()


def test_shows_every_place_and_asks_what_is_doubtful(region_app: Opener) -> None:
    app = region_app("indicators")
    assert not app.exception
    html = html_of(app)
    for name in ("Qorovulbozor tumani", "Buxoro viloyati", "Romitan tumani"):
        assert name in html
    assert "Nomi bir xil, lekin toʻplamda “Dona” bilan oʻlchanadi" in html
    assert "Toʻplamning hammasi: 64 koʻrsatkich" in html


def test_an_answer_is_one_click_and_settles_the_wording_everywhere(region_app: Opener) -> None:
    app = region_app("indicators")
    row_id = row_of("12")
    asked = html_of(app).count("ir-asked")
    app = click(app, keys.INDICATORS_ANSWER, row_id, "user_surveys")
    assert code_of(row_id) == "user_surveys"
    assert "Saqlandi: Romitan tumani" in app.success[0].value
    assert html_of(app).count("ir-asked") == asked - 2


def test_none_of_these_moves_the_row_outside(region_app: Opener) -> None:
    app = region_app("indicators")
    row_id = row_of("24")
    app = click(app, keys.INDICATORS_ANSWER, row_id, "none")
    assert code_of(row_id) is None
    assert "hech qaysi koʻrsatkich emas, deb javob berilgan" in html_of(app)


def test_a_row_is_added_to_the_catalogue_and_taken_out_again(region_app: Opener) -> None:
    app = region_app("indicators")
    row_id = row_of("13")
    app = click(app, keys.INDICATORS_ADD, "button", row_id)
    assert code_of(row_id) == "1706-1"
    assert "Toʻplamning hammasi: 65 koʻrsatkich" in html_of(app)
    app = click(app, keys.INDICATORS_CODE, "retire", "1706-1")
    assert code_of(row_id) is None
    assert "Toʻplamning hammasi: 64 koʻrsatkich" in html_of(app)


def test_a_match_is_corrected_and_a_taken_indicator_is_refused(region_app: Opener) -> None:
    app = region_app("indicators")
    app = app.selectbox(key=keys.INDICATORS_PLACE).set_value(ROMITAN).run()
    row_id = row_of("24")
    app = app.selectbox(key=keys.INDICATORS_ROW).set_value(row_id).run()
    app = app.selectbox(key=keys.of(keys.INDICATORS_CODE, row_id)).set_value("users").run()
    app = click(app, keys.INDICATORS_CODE, "save")
    assert "18-qatori allaqachon shu koʻrsatkich" in app.error[0].value
    app = app.selectbox(key=keys.of(keys.INDICATORS_CODE, row_id)).set_value("outreach_events").run()
    app = click(app, keys.INDICATORS_CODE, "save")
    assert code_of(row_id) == "outreach_events"
    assert app.button(key=keys.of(keys.INDICATORS_CODE, "save")).disabled


def test_speaks_cyrillic(region_app: Opener) -> None:
    app = in_cyrillic(region_app("indicators"))
    assert not app.exception
    html = html_of(app)
    assert "Кўрсаткичлар тўплами" in html
    assert "Ромитан тумани" in html
    assert "Toʻplam" not in html


def test_says_what_it_is_for_where_there_is_no_plan(own_app: Opener, as_actor: AsActor) -> None:
    as_actor(Actor("Viloyat", "region", REGION))
    app = own_app("indicators")
    assert not app.exception
    assert "qaysi qatorlari bitta koʻrsatkich" in html_of(app)


def test_who_may_only_look_is_offered_no_answer(demo_app: Opener, as_actor: AsActor) -> None:
    as_actor(Actor("Mehmon", "viewer", REGION))
    app = demo_app("indicators")
    assert not app.exception
    assert "Sayyor tadbirlarni chekka mahallalarda tashkil etish" in html_of(app)
    assert [button.key for button in app.button if str(button.key).startswith("indicators")] == []


def test_an_office_of_one_place_has_no_such_page(demo_app: Opener, as_actor: AsActor) -> None:
    as_actor(Actor("Halimov", "director", "1706246"))
    app = demo_app("overview")
    assert not app.exception
    assert "Jondor tumani" in html_of(app)
    with pytest.raises(ValueError, match="indicators"):
        app.switch_page("pages/indicators.py").run()
