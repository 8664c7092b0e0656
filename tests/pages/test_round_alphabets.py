"""Another alphabet in the middle of a form of the round drops nothing, run in Streamlit's harness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from ishreja import reporting
from ishreja.domain.round import Stage
from tests.ledger import PLACE, YEAR
from tests.pages.conftest import PAGES, AsActor, Opener
from tests.pages.test_alphabets import in_cyrillic, latin_again, named, switched, there_and_back, value
from tests.rounds import DIRECTOR, INSPECTOR, OTHER, Round

__all__ = ["latin_again"]

REPORT = f"{PLACE}-{YEAR}-9"
Way = Callable[[AppTest], AppTest]


def by_another_page(page: str) -> Way:
    """To the definitions, there to the other alphabet, and back."""

    def way(app: AppTest) -> AppTest:
        app.switch_page(str(PAGES / "definitions.py")).run()
        in_cyrillic(app)
        return app.switch_page(str(PAGES / f"{page}.py")).run()

    return way


def press(app: AppTest, key: str) -> AppTest:
    named(app.button, key).click()  # type: ignore[attr-defined]
    return app.run()


@pytest.mark.parametrize("way", [in_cyrillic, there_and_back, by_another_page("round")])
def test_an_exception_that_is_being_granted(work: Round, as_actor: AsActor, own_app: Opener, way: Way) -> None:
    work.rules(lock_day=10)
    as_actor(INSPECTOR)
    app = own_app("round")
    form = f"exception:1706:{YEAR}"
    app.multiselect(key=f"{form}:places").set_value([PLACE, OTHER]).run()
    app.selectbox(key=f"{form}:month").set_value(3).run()
    app.selectbox(key=f"{form}:until").set_value(date(2023, 10, 20)).run()
    app.text_area(key=f"{form}:reason").set_value("Binoda taʼmir").run()
    way(app)
    assert not app.exception
    assert value(app, "multiselect", f"{form}:places") == [PLACE, OTHER]
    assert value(app, "selectbox", f"{form}:month") == 3
    assert value(app, "selectbox", f"{form}:until") == date(2023, 10, 20)
    assert app.text_area(key=f"{form}:reason").value == "Binoda taʼmir"
    press(app, f"{form}:send")
    for place in (PLACE, OTHER):
        granted = work.now(place, 3).exception
        assert granted is not None
        assert (granted.until, granted.reason) == (date(2023, 10, 20), "Binoda taʼmir")
    assert value(app, "multiselect", f"{form}:places") == []
    assert app.text_area(key=f"{form}:reason").value == ""


@pytest.mark.parametrize("way", [in_cyrillic, there_and_back, by_another_page("round")])
def test_rules_that_are_being_set(work: Round, as_actor: AsActor, own_app: Opener, way: Way) -> None:
    as_actor(INSPECTOR)
    app = own_app("round")
    (form,) = {one.key.rpartition(":")[0] for one in app.number_input}
    app.selectbox(key=f"{form}:due").set_value(5).run()
    app.selectbox(key=f"{form}:lock").set_value(12).run()
    app.number_input(key=f"{form}:mending").set_value(9).run()
    app.checkbox(key=f"{form}:accepted").set_value(True).run()
    way(app)
    assert not app.exception
    assert value(app, "selectbox", f"{form}:lock") == 12
    press(app, f"{form}:send")
    rules = reporting.settings_for(work.store, PLACE)
    assert (rules.due_day, rules.lock_day, rules.mending_days) == (5, 12, 9)
    assert (rules.region_sees, rules.self_acceptance) == ("accepted", False)


def test_rules_set_back_to_what_they_were_show_what_they_are(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(INSPECTOR)
    app = own_app("round")
    for days in (9, 5, 9):
        (mending,) = app.number_input
        mending.set_value(days).run()
        (form,) = {one.key.rpartition(":")[0] for one in app.number_input}
        press(app, f"{form}:send")
        assert [one.value for one in app.number_input] == [days]
        assert reporting.settings_for(work.store, PLACE).mending_days == days


@pytest.mark.parametrize("way", [in_cyrillic, there_and_back])
def test_a_report_that_is_being_returned(work: Round, as_actor: AsActor, own_app: Opener, way: Way) -> None:
    work.submit()
    as_actor(INSPECTOR)
    app = own_app("round", report=REPORT)
    app.text_area[0].set_value("Qayta hisoblang").run()
    app.multiselect[0].set_value([work.row("1"), work.row("3")]).run()
    app.text_input[0].set_value("nega kam?").run()
    way(app)
    assert not app.exception
    assert app.text_area[0].value == "Qayta hisoblang"
    assert app.multiselect[0].value == [work.row("1"), work.row("3")]
    assert app.text_input[0].value == "nega kam?"
    app.text_input[1].set_value("bu ham")
    press(app, next(one.key for one in app.button if one.key and one.key.endswith(":send")))
    assert work.now().state.stage is Stage.RETURNED
    assert work.now().steps[-1].reason == "Qayta hisoblang"
    assert work.now().steps[-1].comments == {work.row("1"): "nega kam?", work.row("3"): "bu ham"}


@pytest.mark.parametrize("way", [in_cyrillic, there_and_back, by_another_page("monthly_report")])
def test_a_correction_that_is_being_asked_for(work: Round, as_actor: AsActor, own_app: Opener, way: Way) -> None:
    work.submit()
    work.accept()
    as_actor(DIRECTOR)
    app = own_app("monthly_report", report_month="9")
    app.text_area[0].set_value("Bitta raqam xato").run()
    way(app)
    assert app.text_area[0].value == "Bitta raqam xato"
    press(app, next(one.key for one in app.button if one.key and one.key.endswith(":send")))
    assert work.now().state.asked
    assert work.now().steps[-1].reason == "Bitta raqam xato"


def test_an_answer_that_is_being_written(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit()
    work.accept()
    work.ask()
    as_actor(INSPECTOR)
    app = own_app("round", report=REPORT)
    word = next(one for one in app.text_input if one.key and one.key.endswith(":word"))
    word.set_value("Hujjat yoʻq").run()
    switched(app, "uz_Cyrl")
    press(app, next(one.key for one in app.button if one.key and one.key.endswith(":refuse")))
    assert work.now().steps[-1].reason == "Hujjat yoʻq"
