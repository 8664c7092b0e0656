"""Another alphabet, and another page and back, lose nothing of what was chosen, run in Streamlit's harness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from ishreja import language
from ishreja.storage import plans
from ishreja.ui import context, keys
from tests.pages.conftest import PAGES, Opener, html_of
from tests.pages.test_plan_page import PLACE, PLAN, YEAR, button, in_new_tab, uploaded


@pytest.fixture(autouse=True)
def latin_again() -> Iterator[None]:
    yield
    language.use("uz")


def switched(app: AppTest, code: str) -> AppTest:
    """The page after a switch of alphabet; from here on the harness says its choices in the words of that alphabet."""
    app.session_state[keys.LANGUAGE] = code
    app.run()
    language.use(code)
    return app


def in_cyrillic(app: AppTest) -> AppTest:
    return switched(app, "uz_Cyrl")


def there_and_back(app: AppTest) -> AppTest:
    return switched(in_cyrillic(app), "uz")


def in_cyrillic_on_another_page(app: AppTest) -> AppTest:
    page = str(PAGES / "plan.py")
    app.switch_page(str(PAGES / "definitions.py")).run()
    in_cyrillic(app)
    return app.switch_page(page).run()


def by_another_page(app: AppTest) -> AppTest:
    app.switch_page(str(PAGES / "definitions.py")).run()
    return app.switch_page(str(PAGES / "plan.py")).run()


WAYS = [in_cyrillic, there_and_back, by_another_page, in_cyrillic_on_another_page]


def named(found: object, name: str) -> object:
    """The widget of this name in whichever alphabet it is drawn."""
    (one,) = [one for one in found if one.key in (name, f"{name}:uz_Cyrl")]  # type: ignore[attr-defined]
    return one


def value(app: AppTest, kind: str, name: str) -> object:
    return named(app.get(kind), name).value  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", WAYS)
def test_a_changed_plan_counts_from_the_month_chosen(demo_app: Opener, way: Callable[[AppTest], AppTest]) -> None:
    app = demo_app("plan")
    button(app, "Bu rejani oʻzgartirish").click().run()
    app.selectbox(key="plan_row").set_value(16).run()
    app.text_input(key="plan_edit:row:16:target").set_value("7 777").run()
    app.radio(key="plan_force").set_value("month").run()
    app.selectbox(key="plan_force:month").set_value(5).run()
    way(app)
    assert not app.exception
    assert value(app, "radio", "plan_force") == "month"
    assert value(app, "selectbox", "plan_force:month") == 5
    named(app.button, "plan_reading:adopt").click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert plans.editions(context.store(), PLACE, YEAR)[-1].in_force_from == date(2023, 5, 1)


@pytest.mark.parametrize("way", WAYS)
def test_a_plan_that_is_looked_through_keeps_everything_chosen(
    own_app: Opener, way: Callable[[AppTest], AppTest]
) -> None:
    head, table = PLAN.read_text("utf-8").split("№\t", 1)
    nameless = head.replace("Jondor", "").replace("Buxoro", "") + "№\t" + table
    app = uploaded(own_app("plan"), nameless.encode())
    app.number_input(key="plan_reading:year").set_value(YEAR).run()
    app.selectbox(key="plan_reading:place").set_value(PLACE).run()
    app.radio[0].set_value("different").run()
    app.selectbox(key="plan_row").set_value(5).run()
    app.selectbox(key="plan_edit:row:5:schedule:first").set_value(11).run()
    app.multiselect(key="plan_edit:row:5:services").set_value(["metodika", "bibliografiya"]).run()
    app.selectbox(key="plan_edit:row:5:kind").set_value("level").run()
    way(app)
    assert not app.exception
    assert value(app, "selectbox", "plan_reading:place") == PLACE
    assert app.radio[0].value == "different"
    assert value(app, "selectbox", "plan_row") == 5
    assert value(app, "selectbox", "plan_edit:row:5:schedule:first") == 11
    assert value(app, "multiselect", "plan_edit:row:5:services") == ["metodika", "bibliografiya"]
    assert value(app, "selectbox", "plan_edit:row:5:kind") == "level"


@pytest.mark.parametrize("way", [in_cyrillic, there_and_back])
def test_the_report_keeps_its_tab_and_the_form_its_service(demo_app: Opener, way: Callable[[AppTest], AppTest]) -> None:
    app = demo_app("monthly_report")
    service = app.selectbox(key="report_service").options
    app.selectbox(key="report_service").select(service[1]).run()
    chosen = app.selectbox(key="report_service").value
    way(app)
    assert value(app, "selectbox", "report_service") == chosen
    app.session_state["report_way:uz_Cyrl" if way is in_cyrillic else "report_way"] = (
        "Файл юбориш" if way is in_cyrillic else "Fayl yuborish"
    )
    app.run()
    assert len(app.file_uploader) == 1
    way(app)
    assert len(app.file_uploader) == 1


@pytest.mark.parametrize("way", [in_cyrillic, there_and_back])
def test_the_overview_keeps_month_and_gauges(demo_app: Opener, way: Callable[[AppTest], AppTest]) -> None:
    app = demo_app("overview")
    app.selectbox(key="month").set_value(6).run()
    app.button_group(key="gauges").set_value("year").run()
    way(app)
    assert 'data-month="6"' in html_of(app)
    assert dict(app.query_params)["month"] == "6"
    assert dict(app.query_params)["gauges"] == "year"


def test_months_in_the_wrong_order_are_told_and_not_saved_before_they_are_mended(own_app: Opener) -> None:
    app = uploaded(own_app("plan"), PLAN.read_bytes())
    reading = app.session_state["plan_reading"]
    app.selectbox(key="plan_row").set_value(0).run()
    app.selectbox(key="plan_edit:row:0:schedule:rule").set_value("month").run()
    app.selectbox(key="plan_edit:row:0:schedule:first").set_value(2).run()
    app.selectbox(key="plan_edit:row:0:schedule:last").set_value(3).run()
    saved = reading.document.rows[0].schedule
    assert (saved.first_month, saved.last_month) == (2, 3)
    app.selectbox(key="plan_edit:row:0:schedule:first").set_value(9).run()
    (told,) = [one.value for one in app.error]
    assert "tartib bilan" in told
    assert app.selectbox(key="plan_edit:row:0:schedule:first").value == 9
    assert reading.document.rows[0].schedule == saved
    app.selectbox(key="plan_edit:row:0:schedule:last").set_value(10).run()
    assert not app.error
    mended = reading.document.rows[0].schedule
    assert (mended.first_month, mended.last_month) == (9, 10)


def test_what_was_chosen_for_one_plan_is_not_chosen_for_the_next(demo_app: Opener) -> None:
    app = in_new_tab(demo_app("plan"))
    changed = PLAN.read_text(encoding="utf-8").replace("ISH REJASI", "ISH  REJASI").encode()
    uploaded(app, changed)
    app.selectbox(key="plan_row").set_value(5).run()
    app.selectbox(key="plan_edit:row:5:schedule:first").set_value(11).run()
    named(app.button, "plan_reading:drop").click().run()  # type: ignore[attr-defined]
    uploaded(app, changed)
    assert app.selectbox(key="plan_row").value is None
    app.selectbox(key="plan_row").set_value(5).run()
    assert app.selectbox(key="plan_edit:row:5:schedule:first").value != 11


def test_a_file_keeps_its_name_in_cyrillic(demo_app: Opener) -> None:
    html = html_of(in_cyrillic(demo_app("plan")))
    assert "файл: jondor-2023-ish-rejasi.txt" in html
    assert "қабул қилинган, Намуна" in html
