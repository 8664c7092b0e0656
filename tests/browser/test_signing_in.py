"""Signing in, set-up and one's own account in a real browser: keyboard, phone, both alphabets, the end of a session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ishreja.language import _
from tests.browser_server import PASSWORD, settled, setup_code, stop
from tests.web.conftest import DRAFTED, Server, fill, start

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server with accounts, and a clock that the test moves."""
    fill(tmp_path)
    process, running = start(tmp_path)
    yield running
    stop(process)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Server]:
    """A server without accounts."""
    process, running = start(tmp_path)
    yield running
    stop(process)


def sign_in(page: Page, server: Server, path: str = "/") -> None:
    """With the keyboard alone: the cursor stands in the first field."""
    page.goto(server.address + path)
    expect(page.get_by_label(_("Login"))).to_be_focused()
    page.keyboard.type("direktor")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".ir-account").wait_for()
    settled(page)


def without_faults(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_signing_in_have_no_faults(server: Server, page: Page, size: dict[str, int], scheme: str) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{server.address}/login?language=uz_Cyrl")
    expect(page.get_by_role("heading", name="Кириш")).to_be_visible()
    without_faults(page)
    page.get_by_label("Логин").fill("direktor")
    page.get_by_label("Пароль").fill("нотўғри")
    page.get_by_role("button", name="Кириш").click()
    expect(page.get_by_role("alert")).to_have_text("Логин ёки пароль нотўғри.")
    expect(page.get_by_label("Пароль")).to_be_focused()
    without_faults(page)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".ir-account").wait_for()
    page.goto(f"{server.address}/account")
    without_faults(page)
    page.goto(f"{server.address}/link/none")
    without_faults(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_set_up_page_says_what_is_missing_and_keeps_what_was_typed(
    empty: Server, page: Page, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    page.goto(f"{empty.address}/setup?code={setup_code(empty.folder)}")
    expect(page.locator("#admin_name")).to_be_focused()
    without_faults(page)
    page.locator("#place").select_option("1706246")
    page.locator("#admin_name").fill("Olim Karimov")
    page.locator("#admin_login").fill("olim")
    page.locator("#admin_password").fill("qisqa")
    page.locator("#admin_again").fill("qisqa")
    page.get_by_role("button", name=_("Make the accounts")).click()
    expect(page.get_by_role("alert")).to_contain_text("kamida 10 belgi")
    expect(page.locator("#admin_name")).to_have_value("Olim Karimov")
    expect(page.locator("#place")).to_have_value("1706246")
    page.locator("#admin_password").fill(PASSWORD)
    page.locator("#admin_again").fill(PASSWORD)
    page.get_by_role("button", name=_("Make the accounts")).click()
    expect(page.get_by_text("Olim Karimov")).to_be_visible()


def test_the_set_up_page_says_whose_passwords_differ_and_leads_to_them(empty: Server, page: Page) -> None:
    page.goto(f"{empty.address}/setup?code={setup_code(empty.folder)}")
    page.locator("#place").select_option("1706246")
    for who in ("admin", "worker"):
        page.locator(f"#{who}_name").fill("Olim Karimov")
        page.locator(f"#{who}_login").fill(f"olim.{who}")
        page.locator(f"#{who}_password").fill(PASSWORD)
        page.locator(f"#{who}_again").fill(PASSWORD)
    page.locator("#worker_again").fill("boshqa parol edi")
    page.get_by_role("button", name=_("Make the accounts")).click()
    expect(page.get_by_role("alert")).to_contain_text(_("Who runs the centre"))
    expect(page.locator("#worker_password")).to_be_focused()
    expect(page.locator("[autofocus]")).to_have_count(1)
    for field, text in (("admin_password", PASSWORD), ("admin_again", "yana boshqa"), ("worker_password", PASSWORD)):
        page.locator(f"#{field}").fill(text)
    page.get_by_role("button", name=_("Make the accounts")).click()
    expect(page.get_by_role("alert")).to_contain_text(_("Administrator"))
    expect(page.locator("#admin_password")).to_be_focused()


def test_a_session_s_end_is_announced_put_off_and_the_draft_is_kept(server: Server, page: Page) -> None:
    form = f"/monthly_report?year=2023&report_month={DRAFTED}"
    sign_in(page, server, form)
    assert f"report_month={DRAFTED}" in page.url
    warning = page.locator(".ir-session")
    expect(warning).to_have_count(0)

    # Two minutes before the end the page warns; staying puts the end off.
    page.clock.install()
    page.reload()
    page.wait_for_function("window.ishrejaSession")
    settled(page)
    server.move(minutes=28, seconds=10)
    page.clock.fast_forward("28:10")
    expect(warning).to_contain_text("ikki daqiqadan soʻng")
    page.get_by_role("button", name=_("Stay signed in")).click()
    expect(warning).to_have_count(0)
    server.move(minutes=20)
    page.clock.fast_forward("20:00")
    expect(warning).to_have_count(0)

    # Left alone it ends: the page says so, and signing in leads back to the draft.
    server.move(minutes=11)
    page.clock.fast_forward("11:00")
    expect(warning).to_contain_text(re.compile("tizimdan chiqdingiz"))
    warning.get_by_role("button").click()
    page.wait_for_url("**/login?next=*")
    page.get_by_label(_("Login")).fill("direktor")
    page.get_by_label(_("Password")).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/monthly_report?*report_month={DRAFTED}*")
    expect(page.get_by_text(re.compile("Qoralama saqlandi"))).to_be_visible()


def test_the_end_of_the_longest_session_is_announced_and_cannot_be_put_off(server: Server, page: Page) -> None:
    sign_in(page, server)
    for _half_hour in range(16):
        server.move(minutes=29)
        page.goto(f"{server.address}/account")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.clock.install()
    page.goto(f"{server.address}/")
    page.wait_for_function("window.ishrejaSession")
    settled(page)
    warning = page.locator(".ir-session")
    expect(warning).to_have_count(0)
    server.move(minutes=14, seconds=10)
    page.clock.fast_forward("14:10")
    expect(warning).to_contain_text("Ish kuni seansi ikki daqiqada tugaydi")
    expect(warning.get_by_role("button")).to_have_count(0)
    page.reload()  # being used puts nothing off
    page.wait_for_function("window.ishrejaSession")
    expect(warning).to_contain_text("Ish kuni seansi")
    expect(warning.get_by_role("button")).to_have_count(0)
    server.move(minutes=2)
    page.clock.fast_forward("02:00")
    expect(warning).to_contain_text("tizimdan chiqdingiz")
    expect(warning.get_by_role("button")).to_have_text(_("Sign in"))


def test_one_signs_out_by_the_masthead_and_the_back_button_shows_nothing(server: Server, page: Page) -> None:
    sign_in(page, server)
    page.locator(".ir-account summary").click()
    page.get_by_role("button", name=_("Sign out")).click()
    page.wait_for_url("**/login")
    page.go_back()
    expect(page.get_by_label(_("Login"))).to_be_visible()
