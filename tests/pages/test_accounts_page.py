"""The page of accounts, run in Streamlit's harness by administrators and by those who are none."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from ishreja import language
from ishreja.access import own_account, sessions
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION, STAFF, VIEWER
from ishreja.storage import accounts
from ishreja.ui import context
from tests.pages.conftest import Opener, SignIn, html_of, in_cyrillic

BUXORO, JONDOR, ANDIJON = "1706", "1706246", "1703"


def button(app: AppTest, label: str) -> Button:
    (found,) = [one for one in app.button if label == one.label]
    return found


def fill(app: AppTest, login: str, name: str, role: str = DIRECTOR, place: str = JONDOR, email: str = "") -> AppTest:
    """Fill in the form of a new account and press its button."""
    for field, typed in zip(app.text_input[:3], (login, name, email), strict=True):
        field.set_value(typed)
    app.selectbox[0].set_value(place)
    app.radio[0].set_value(role)
    return button(app, "Qoʻshish va taklif havolasini olish").click().run()


def token_in(app: AppTest) -> str:
    (link,) = [one.value for one in app.code]
    assert "/link/" in link
    return str(link).rpartition("/")[2]


def test_an_administrator_adds_an_account_and_hands_out_its_link(own_app: Opener, sign_in: SignIn) -> None:
    sign_in(ADMINISTRATOR, BUXORO)
    app = fill(own_app("accounts"), "aziza", "Aziza Karimova", email="aziza@example.uz")
    assert not app.exception
    assert [one.value for one in app.success] == ["Hisob qoʻshildi."]
    assert "Aziza Karimova" in html_of(app) and "taklif qilingan" in html_of(app)
    token = token_in(app)
    assert own_account.of_link(context.store(), token).email == "aziza@example.uz"
    assert app.text_input[0].value == ""
    app = button(app, "Nusxa oldim").click().run()
    assert len(app.code) == 0 and token not in html_of(app)


def test_what_was_typed_stays_where_the_login_is_taken(own_app: Opener, sign_in: SignIn) -> None:
    mine = sign_in(ADMINISTRATOR, BUXORO)
    app = fill(own_app("accounts"), mine.login, "Aziza Karimova", STAFF)
    assert f"{mine.login} logini band" in app.error[0].value
    assert [one.value for one in app.text_input[:2]] == [mine.login, "Aziza Karimova"]
    assert [app.selectbox[0].value, app.radio[0].value] == [JONDOR, STAFF]
    assert len(app.code) == 0


def test_only_accounts_and_places_of_ones_own_are_offered(own_app: Opener, sign_in: SignIn) -> None:
    foreign, own = sign_in(DIRECTOR, ANDIJON), sign_in(VIEWER, JONDOR)
    sign_in(ADMINISTRATOR, BUXORO)
    app = own_app("accounts", account=str(foreign.account_id))
    assert not app.exception
    assert own.name in html_of(app) and foreign.name not in html_of(app)
    assert len(app.selectbox) == 2  # the place of a new one, and which one to change: none is
    assert "Andijon viloyati" not in app.selectbox[0].options
    assert "Jondor tumani · Buxoro viloyati" in app.selectbox[0].options


@pytest.mark.parametrize("role", [STAFF, DIRECTOR, REGION, VIEWER])
def test_the_page_is_not_there_for_others(role: str, own_app: Opener, sign_in: SignIn) -> None:
    sign_in(role, BUXORO)
    with pytest.raises(ValueError, match="navigation page"):
        own_app("accounts")


def test_an_account_is_changed_disabled_enabled_and_handed_a_link(own_app: Opener, sign_in: SignIn) -> None:
    one = sign_in(STAFF, JONDOR)
    sign_in(ADMINISTRATOR, BUXORO)
    store = context.store()
    app = own_app("accounts", account=str(one.account_id))
    app.multiselect[1].set_value(["abonement"])
    button(app, "Oʻzgarishlarni saqlash").click().run()
    kept = accounts.by_id(store, one.account_id)
    assert kept is not None and kept.services == {"abonement"}
    assert "Abonement" in html_of(app)

    with store.transaction() as tx:
        session = sessions.begin(tx, kept, "127.0.0.1")
    button(app, "Hisobni oʻchirish").click().run()
    assert sessions.signed_in(store, sessions.hash_of(session)) is None
    assert "endi kira olmaydi" in app.success[0].value
    assert button(app, "Parolni yangilash havolasi").disabled
    button(app, "Hisobni qayta yoqish").click().run()
    button(app, "Parolni yangilash havolasi").click().run()
    assert own_account.of_link(store, token_in(app)).account_id == one.account_id


def test_ones_own_role_is_left_to_another_administrator(own_app: Opener, sign_in: SignIn) -> None:
    mine = sign_in(ADMINISTRATOR, BUXORO)
    app = own_app("accounts", account=str(mine.account_id))
    assert [one.label for one in app.button if one.label == "Hisobni oʻchirish"] == []
    app.radio[1].set_value(VIEWER)
    button(app, "Oʻzgarishlarni saqlash").click().run()
    assert "boshqa administrator oʻzgartiradi" in app.error[0].value
    assert app.radio[1].value == VIEWER


def test_a_name_full_of_markup_stays_text_and_the_page_reads_in_cyrillic(own_app: Opener, sign_in: SignIn) -> None:
    sign_in(ADMINISTRATOR, BUXORO)
    app = fill(own_app("accounts"), "yomon", "<img src=x onerror=alert(1)>")
    assert "<img" not in html_of(app) and "&lt;img" in html_of(app)
    app = in_cyrillic(app)
    assert not app.exception and "Ҳисоблар" in html_of(app)


def test_another_alphabet_drops_nothing_of_a_form(own_app: Opener, sign_in: SignIn) -> None:
    sign_in(ADMINISTRATOR, BUXORO)
    app = own_app("accounts")
    for field, typed in zip(app.text_input[:3], ("aziza", "Aziza Karimova", "aziza@example.uz"), strict=True):
        field.set_value(typed)
    app.selectbox[0].set_value(JONDOR)
    app.radio[0].set_value(STAFF)
    app.multiselect[0].set_value(["fond"]).run()
    app = in_cyrillic(app)
    assert [one.value for one in app.text_input[:3]] == ["aziza", "Aziza Karimova", "aziza@example.uz"]
    assert [app.selectbox[0].value, app.radio[0].value] == [JONDOR, STAFF]
    language.use("uz_Cyrl")
    next(one for one in app.button if one.key and one.key.endswith(":send")).click().run()
    (made,) = [one for one in accounts.accounts(context.store()) if one.login == "aziza"]
    assert (made.name, made.role, made.place, made.services) == ("Aziza Karimova", STAFF, JONDOR, {"fond"})
