"""Every screen in a real browser: it fits a phone, has no accessibility faults, and asks nothing of other hosts."""

from __future__ import annotations

import re
import urllib.request
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from ishreja.language import _
from tests.browser_server import as_demo_account, settled

SCREENS = ("", "inbox", "services", "indicator", "deadlines", "monthly_report", "plan", "definitions")
OF_A_REGION = ("region", "round", "compare", "indicators")
OF_AN_ADMINISTRATOR = ("accounts", "places", "audit")
EVERY = (*SCREENS, *OF_A_REGION, *OF_AN_ADMINISTRATOR)
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def opened(page: Page, address: str) -> Page:
    """The screen at the address, as that of the demo's people sees it who has use for it."""
    where = urlsplit(address)
    screen = where.path.strip("/")
    login = "viloyat" if screen in OF_A_REGION else "boshqaruvchi" if screen in OF_AN_ADMINISTRATOR else None
    if login:
        as_demo_account(page, f"{where.scheme}://{where.netloc}", login)
    page.goto(address)
    page.locator('[data-testid="stHtml"] h1').first.wait_for()
    settled(page)
    return page


@pytest.mark.parametrize("screen", EVERY)
def test_a_screen_is_titled_marked_as_demo_and_asks_nothing_of_other_hosts(
    screen: str, demo_server: str, page: Page
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    errors: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        # On a screen of its own address Streamlit first looks for its service below that address, then at the root.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            errors.append(f"{message.text} {message.location['url']}")

    page.on("console", complain)
    opened(page, f"{demo_server}/{screen}")
    expect(page.get_by_text("Namunaviy maʼlumot").first).to_be_visible()
    expect(page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]')).to_have_count(0)
    assert [url for url in asked if not url.startswith((demo_server, "data:", "blob:"))] == []
    assert errors == []


@pytest.mark.parametrize("screen", EVERY)
def test_a_screen_fits_a_phone(screen: str, demo_server: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    opened(page, f"{demo_server}/{screen}")
    width = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
    assert width <= PHONE["width"]


def test_on_a_phone_every_measure_can_be_seen_without_scrolling(demo_server: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    opened(page, f"{demo_server}/region?view=indicators")
    measures = page.get_by_role("radiogroup", name=_("Measure")).get_by_role("radio")
    expect(measures).to_have_count(5)
    for each in measures.all():
        expect(each).to_be_in_viewport(ratio=0.99)


def test_on_a_phone_the_indicators_chosen_have_the_whole_width(demo_server: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    opened(page, f"{demo_server}/region?view=indicators")
    row = page.locator(".st-key-region_switches").bounding_box()
    chosen = page.locator(".st-key-region_switches [data-testid='stMultiSelect']").bounding_box()
    assert row is not None and chosen is not None
    assert chosen["width"] >= row["width"] - 1


def test_on_a_phone_nothing_that_is_scrolled_shows_through_the_navigations_button(demo_server: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    opened(page, f"{demo_server}/")
    bar = page.get_by_test_id("stHeader")
    paper = page.get_by_test_id("stApp").evaluate("each => getComputedStyle(each).backgroundColor")
    assert bar.evaluate("each => getComputedStyle(each).backgroundColor") == paper
    button, whole = page.get_by_test_id("stExpandSidebarButton").bounding_box(), bar.bounding_box()
    assert button is not None and whole is not None
    assert button["y"] + button["height"] <= whole["y"] + whole["height"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("screen", EVERY)
def test_a_screen_has_no_serious_accessibility_fault(
    screen: str, size: dict[str, int], demo_server: str, page: Page
) -> None:
    page.set_viewport_size(size)
    opened(page, f"{demo_server}/{screen}")
    found = Axe().run(page, context='[data-testid="stHtml"]').response["violations"]
    serious = [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_the_language_switch_turns_every_word_to_cyrillic_and_stays_in_the_address(
    demo_server: str, page: Page
) -> None:
    opened(page, demo_server)
    page.get_by_text("Ўзбекча").click()
    expect(page.get_by_role("heading", name="2023-йил иш режасининг бажарилиши")).to_be_visible()
    settled(page)
    opened(page, page.url)
    expect(page.get_by_role("heading", name="2023-йил иш режасининг бажарилиши")).to_be_visible()


@pytest.mark.parametrize("screen", ["", "services", "indicator", "deadlines", "definitions"])
def test_in_cyrillic_no_picture_or_hint_speaks_latin(screen: str, demo_server: str, page: Page) -> None:
    opened(page, f"{demo_server}/{screen}?language=uz_Cyrl")
    said = page.locator('[data-testid="stHtml"] img').evaluate_all("all => all.map(one => one.alt)")
    assert [text for text in said if re.search(r"\b[a-z]{3}", text)] == []  # names keep theirs: Facebook, QR
    assert page.locator("html").get_attribute("lang") == "uz-Cyrl"


def test_the_browser_is_told_the_screen_and_its_language(demo_server: str, page: Page) -> None:
    opened(page, f"{demo_server}/deadlines")
    expect(page).to_have_title("Muddatlar – ishreja")
    assert page.locator("html").get_attribute("lang") == "uz"
    expect(page.get_by_test_id("stMainMenu")).to_be_hidden()


def test_the_month_is_kept_in_the_address_and_from_screen_to_screen(demo_server: str, page: Page) -> None:
    opened(page, f"{demo_server}/?month=iyun")
    expect(page.locator('[data-month="6"]').first).to_be_visible()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Xizmatlar").click()
    expect(page).to_have_url(f"{demo_server}/services?month=6")


def test_one_step_back_leads_to_what_was_seen_before(demo_server: str, page: Page) -> None:
    opened(page, f"{demo_server}/")
    page.locator(".st-key-month input").click()
    page.get_by_role("option", name="mart").click()
    expect(page.locator('[data-month="3"]').first).to_be_visible()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Xizmatlar").click()
    expect(page).to_have_url(f"{demo_server}/services?month=3")
    settled(page)
    page.go_back()
    expect(page).to_have_url(f"{demo_server}/?month=3")
    page.locator(".ir-card a", has_text="Qatnov").click()
    expect(page).to_have_url(re.compile(r"/indicator\?month=3&row=18$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("18.")
    settled(page)
    page.go_back()
    expect(page.locator('[data-month="3"]').first).to_be_visible()
    page.go_back()
    expect(page.locator('[data-month="9"]').first).to_be_visible()
    expect(page).to_have_url(f"{demo_server}/")


def test_a_month_in_the_other_alphabet_or_as_a_number_is_understood(demo_server: str, page: Page) -> None:
    for spelling in ("июн", "6"):
        opened(page, f"{demo_server}/?month={spelling}")
        expect(page.locator('[data-month="6"]').first).to_be_visible()


def test_the_keyboard_reaches_a_row_and_opens_it(demo_server: str, page: Page) -> None:
    opened(page, demo_server)
    link = page.locator(".ir-table a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/indicator\?.*row=\d[\d.]*"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_row_is_chosen_from_the_list_with_the_mouse(demo_server: str, page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    opened(page, f"{demo_server}/indicator")
    page.locator(".st-key-row input").click()
    page.keyboard.type("20. Tadbirlar")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("20. Tadbirlar")
    settled(page)
    expect(page).to_have_url(re.compile(r"row=20$"))


def test_print_leaves_out_navigation_and_controls(demo_server: str, page: Page) -> None:
    opened(page, demo_server)
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator(".st-key-controls")).to_be_hidden()
    expect(page.locator(".ir-foot")).to_be_visible()
    expect(page.get_by_text("Namunaviy maʼlumot").first).to_be_visible()


def test_paper_is_white_also_where_the_screen_is_dark(demo_server: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    opened(page, demo_server)
    page.emulate_media(media="print", color_scheme="dark")
    for place in (".stApp", '[data-testid="stMain"]'):
        assert page.locator(place).evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.locator(".ir-muted").first.evaluate("one => getComputedStyle(one).color")
    assert ink == "rgb(92, 101, 98)"


def test_lists_that_are_looked_up_stay_folded_on_paper(demo_server: str, page: Page) -> None:
    opened(page, f"{demo_server}/deadlines")
    page.emulate_media(media="print")
    expect(page.locator(".ir-closed table").first).to_be_hidden()
    opened(page, demo_server)
    expect(page.locator(".ir-more table").first).to_be_visible()


def test_the_rows_of_all_services_stand_on_paper_once(demo_server: str, page: Page) -> None:
    opened(page, f"{demo_server}/services")
    page.emulate_media(media="print")
    expect(page.locator(".ir-more table:visible")).to_have_count(1)


def test_a_target_in_words_stays_in_its_column(demo_server: str, page: Page) -> None:
    opened(page, f"{demo_server}/plan")
    words = page.locator(".ir-plan .ir-right .ir-words").first
    assert words.evaluate("one => one.getBoundingClientRect().left >= one.parentElement.getBoundingClientRect().left")


def test_answers_bear_security_headers_and_are_compressed(demo_server: str) -> None:
    request = urllib.request.Request(f"{demo_server}/", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_the_health_route_answers_from_the_store(demo_server: str) -> None:
    with urllib.request.urlopen(f"{demo_server}/healthz") as answer:
        assert answer.status == 200
        assert b'"status":"ok"' in answer.read()


@pytest.mark.parametrize(("name", "size"), [("reja.png", 10), ("mart.xlsx", 6_000_000)], ids=["kind", "size"])
def test_a_file_that_the_browser_turns_away_is_told_of_in_uzbek(
    name: str, size: int, demo_server: str, page: Page
) -> None:
    opened(page, f"{demo_server}/monthly_report")
    page.get_by_role("tab", name=_("Send workbook")).click()
    chooser = page.locator('[data-testid="stFileUploader"]')
    chooser.locator("input").set_input_files({"name": "mart.xlsx", "mimeType": "", "buffer": b"buzilgan"})
    refused = page.locator(".st-key-file_refused")
    expect(refused).to_be_visible()
    settled(page)
    chooser.locator("input").set_input_files({"name": name, "mimeType": "", "buffer": b"0" * size})
    chip = chooser.get_by_test_id("stFileChip")
    expect(chip).to_have_attribute("aria-invalid", "true")
    said = chooser.evaluate("each => getComputedStyle(each, '::after').content")
    assert said == f'"{_("This file was not taken: only {kinds} of at most 5 MB are. Choose another.")}"'.format(
        kinds="XLSX"
    )
    expect(refused).to_be_hidden()  # what was said of the file before
    chip.hover()
    expect(page.get_by_text(re.compile("not allowed|or smaller")).locator("visible=true")).to_have_count(0)
