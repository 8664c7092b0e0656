"""The switch that counts drafts, run in Streamlit's harness over demo data."""

from __future__ import annotations

import pytest

from ishreja import reporting
from ishreja.access import Actor
from ishreja.storage import drafts
from ishreja.storage.drafts import Draft
from ishreja.ui import context
from tests.pages.conftest import PLACE, Opener, SignIn, html_of, in_cyrillic

YEAR, MONTH = 2023, 12
DIRECTOR = Actor("Nodira", "director", PLACE)
SAID = "1 ta qoralama raqami hisobga olingan, ular hali topshirilmagan"
MARK = '<span class="ir-draft"'
SCREENS = ["overview", "services", "indicator"]


def type_a_draft() -> None:
    """A draft for a row of December that has another figure."""
    store = context.store()
    form = reporting.month_form(store, DIRECTOR, PLACE, YEAR, MONTH)
    row = next(one for one in form.rows if one.number == "18")
    with store.transaction() as tx:
        drafts.save(tx, PLACE, YEAR, MONTH, {row.row_id: Draft("99999")}, "Nodira")


@pytest.mark.parametrize("screen", SCREENS)
def test_it_is_off_by_default_and_marks_what_it_counts(demo_app: Opener, screen: str) -> None:
    type_a_draft()
    app = demo_app(screen, year=str(YEAR), month=str(MONTH))
    assert SAID not in html_of(app)
    app.toggle(key="drafts").set_value(True).run()
    assert not app.exception
    assert SAID in html_of(app)
    assert app.query_params["drafts"] == "1"
    in_cyrillic(app)
    assert "қоралама" in html_of(app)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_address_switches_it_on_and_marks_each_value(demo_app: Opener, screen: str) -> None:
    type_a_draft()
    app = demo_app(screen, year=str(YEAR), month=str(MONTH), drafts="1")
    assert SAID in html_of(app)
    if screen != "indicator":
        assert MARK in html_of(app)
        assert "drafts=1" in html_of(app)


@pytest.mark.parametrize(("role", "place"), [("viewer", PLACE), ("region", "1706"), ("administrator", "1706")])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_viewer_and_those_above_have_no_such_switch(
    demo_app: Opener, sign_in: SignIn, screen: str, role: str, place: str
) -> None:
    type_a_draft()
    sign_in(role, place)
    app = demo_app(screen, place=PLACE, year=str(YEAR), month=str(MONTH), drafts="1")
    assert not app.exception
    assert not app.toggle
    assert MARK not in html_of(app)
    assert "99\u00a0999" not in html_of(app)


def test_without_drafts_there_is_nothing_to_switch(demo_app: Opener) -> None:
    assert not demo_app("overview", year=str(YEAR), month=str(MONTH)).toggle
