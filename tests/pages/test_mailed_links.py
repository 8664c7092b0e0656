"""Links that an administrator makes are mailed too where mail is set up, and shown on the page in any case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ishreja.access.actors import ADMINISTRATOR, STAFF
from ishreja.storage import accounts
from ishreja.ui import context
from tests.browser_server import free_port
from tests.mailing.conftest import ADDRESS, PostOffice, office, open_office  # noqa: F401 - the fixtures
from tests.pages.conftest import Opener, SignIn, html_of, in_cyrillic
from tests.pages.test_accounts_page import BUXORO, JONDOR, button, fill, token_in


def test_an_invitation_is_mailed_and_the_page_says_to_whom(
    own_app: Opener,
    sign_in: SignIn,
    office: PostOffice,  # noqa: F811
) -> None:
    sign_in(ADMINISTRATOR, BUXORO)
    app = fill(own_app("accounts"), "aziza", "Aziza Karimova", email="aziza@example.uz")
    token = token_in(app)
    assert "elektron pochtaga ham yuborildi: aziza@example.uz" in html_of(app)
    (letter,) = office.box.letters
    assert office.box.to == ["aziza@example.uz"]
    assert f"{ADDRESS}/link/{token}" in letter.get_content()
    assert "aziza@example.uz" in html_of(in_cyrillic(app))


def test_a_link_to_set_another_password_is_mailed_and_without_an_address_nothing_is(
    own_app: Opener,
    sign_in: SignIn,
    office: PostOffice,  # noqa: F811
) -> None:
    one = sign_in(STAFF, JONDOR)
    sign_in(ADMINISTRATOR, BUXORO)
    app = own_app("accounts", account=str(one.account_id))
    button(app, "Parolni yangilash havolasi").click().run()
    assert token_in(app)
    assert office.box.letters == []
    with context.store().transaction() as tx:
        accounts.save(tx, one, replace(one, email="xodim@example.uz", password_hash="bor"))
    app.run()
    button(app, "Parolni yangilash havolasi").click().run()
    (letter,) = office.box.letters
    assert letter["Subject"] == "ishreja: yangi parol"
    assert f"{ADDRESS}/link/{token_in(app)}" in letter.get_content()


def test_a_link_is_mailed_to_the_address_that_the_account_has_by_then(
    own_app: Opener,
    sign_in: SignIn,
    office: PostOffice,  # noqa: F811
) -> None:
    one = sign_in(STAFF, JONDOR)
    sign_in(ADMINISTRATOR, BUXORO)
    old, new = (replace(one, email=f"{name}@example.uz", password_hash="bor") for name in ("eski", "yangi"))
    with context.store().transaction() as tx:
        accounts.save(tx, one, old)
    app = own_app("accounts", account=str(one.account_id))
    with context.store().transaction() as tx:
        accounts.save(tx, old, new)
    button(app, "Parolni yangilash havolasi").click().run()
    assert office.box.to == ["yangi@example.uz"]


def test_a_link_holds_where_it_could_not_be_mailed(
    own_app: Opener,
    sign_in: SignIn,
    office: PostOffice,  # noqa: F811
    own_folder: Path,
) -> None:
    office.set_up(own_folder, port=free_port())
    sign_in(ADMINISTRATOR, BUXORO)
    app = fill(own_app("accounts"), "aziza", "Aziza Karimova", email="aziza@example.uz")
    assert not app.exception
    assert "yuborilmadi (aziza@example.uz)" in html_of(app)
    assert token_in(app)
    office.set_up(own_folder)
    office.box.refuses = {"vali@example.uz": "550 no such user"}
    app = fill(app, "vali", "Vali Aliyev", email="vali@example.uz")
    assert "yuborilmadi (vali@example.uz)" in html_of(app)
