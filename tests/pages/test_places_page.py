"""The page of places, run in Streamlit's harness by administrators."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1.element_tree import Button

from ishreja.access.actors import ADMINISTRATOR, DIRECTOR
from ishreja.domain.places import PLACES, know
from ishreja.ui import context, uploader
from tests.pages.conftest import Opener, SignIn, html_of, in_cyrillic


@pytest.fixture(autouse=True)
def as_shipped() -> Iterator[None]:
    """No place stays known that a test added."""
    yield
    know(())


class Chosen:
    """A file as the uploader hands it over."""

    def __init__(self, text: str) -> None:
        self.name, self.text = "hududlar.csv", text

    def getvalue(self) -> bytes:
        return self.text.encode()


def button(buttons: list[Button], label: str) -> Button:
    (found,) = [one for one in buttons if label == one.label]
    return found


def test_a_place_is_added_and_what_was_typed_stays_where_it_is_refused(own_app: Opener, sign_in: SignIn) -> None:
    sign_in(ADMINISTRATOR, "1706")
    app = own_app("places")
    app.text_input[0].set_value("1703999")
    app.text_input[1].set_value("Yangiobod tumani")
    button(app.button, "Hududni qoʻshish").click().run()
    assert "1706 bilan boshlanishi kerak" in app.error[0].value
    assert [one.value for one in app.text_input] == ["1703999", "Yangiobod tumani"]
    app.text_input[0].set_value("1706999")
    button(app.button, "Hududni qoʻshish").click().run()
    assert "Qoʻshildi: 1 ta" in app.success[0].value
    assert "Yangiobod tumani · Buxoro viloyati" in html_of(app)
    assert [one.value for one in app.text_input] == ["", ""]


def test_a_list_is_shown_with_every_problem_at_its_line_and_added_once_it_is_whole(
    own_app: Opener, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(ADMINISTRATOR, "1706")
    head = "kod;nomi;turi;yuqori\n"
    bad = Chosen(head + "1706997;<b>Bir</b>;tuman;1706\n1706998;Ikki;tuman;1703\n17;Uch;tuman;1706\n")
    monkeypatch.setattr(uploader, "draw", lambda *_more: bad)
    app = own_app("places")
    html = html_of(app)
    assert "2-satr: Hudud nomini yozing" in html and "&lt;b&gt;Bir" in html
    assert "3-satr: Bu hududni siz boshqarmaysiz: Andijon viloyati" in html
    assert "4-satr: Bu yerda SOATO kodi 7 raqamdan" in html
    assert [one.label for one in app.button if "ta hududni" in one.label] == []

    good = Chosen(head + "1706997;Bir;tuman;1706\n1706998;Ikki;shahar;1706\n")
    monkeypatch.setattr(uploader, "draw", lambda *_more: good)
    app = app.run()
    button(app.button, "2 ta hududni qoʻshish").click().run()
    assert "Qoʻshildi: 2 ta" in app.success[0].value
    assert {"1706997", "1706998"} <= set(PLACES)


def test_the_page_is_for_administrators_and_reads_in_cyrillic(own_app: Opener, sign_in: SignIn) -> None:
    sign_in(DIRECTOR, "1706246")
    with pytest.raises(ValueError, match="navigation page"):
        own_app("places")
    sign_in(ADMINISTRATOR, "1706246")
    app = in_cyrillic(own_app("places"))
    assert not app.exception
    assert "Ҳудудлар" in html_of(app)
    assert len(app.expander) == 0  # nothing can lie under a district
    context.close()
