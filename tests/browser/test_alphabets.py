"""The alphabet is switched in the middle of the work, in a real browser: nothing that was chosen is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from ishreja import language
from ishreja.language import _, month_name, script
from ishreja.views.names import service_name
from tests.browser.test_first_day import SEED, fill, send
from tests.browser_server import settled

CYRILLIC, LATIN = "Ўзбекча", "Oʻzbekcha"


def switch(page: Page, name: str) -> None:
    """Turn the page, and the words that the test looks for, to the other alphabet."""
    page.get_by_test_id("stMainBlockContainer").get_by_text(name, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "uz-Cyrl" if name == CYRILLIC else "uz")
    settled(page)
    language.use("uz_Cyrl" if name == CYRILLIC else "uz")


def widget(page: Page, key: str) -> Locator:
    """The widget of this key in whichever alphabet it is drawn."""
    name = "st-key-" + "".join(one if one.isalnum() or one in "_-" else "-" for one in key)
    return page.locator(f".{name}, .{name}-uz_Cyrl")


def choose(page: Page, key: str, option: str) -> None:
    box = widget(page, key).locator("input")
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.click()
    settled(page)


def shows(page: Page, key: str, option: str) -> None:
    expect(widget(page, key).locator("input")).to_have_value(option)


def opened(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(address)
    page.locator('[data-testid="stHtml"] h1').first.wait_for()
    settled(page)


def go(page: Page, screen: str) -> None:
    page.get_by_test_id("stSidebarNavLink").filter(has_text=screen).click()
    expect(page).to_have_title(f"{screen} – ishreja")
    settled(page)


def test_a_plan_that_is_looked_through_keeps_place_row_answer_and_start(
    demo_database: Path, tmp_path: Path, serve: Callable[[Path], str], page: Page
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(demo_database, folder / "demo.duckdb")
    opened(page, f"{serve(folder)}/plan")
    page.get_by_role("tab", name=_("New plan")).click()
    settled(page)
    send(page, SEED)
    page.get_by_text(_("Two figures: each is entered by itself")).click()
    settled(page)
    choose(page, "plan_row", "13.4 · ")
    choose(page, "plan_edit:row:16:schedule:first", month_name(4))
    page.get_by_text(_("From a month of the year: the plan itself was changed")).click()
    settled(page)
    choose(page, "plan_force:month", month_name(5))

    def everything_is_there() -> None:
        shows(page, "plan_reading:place", script("Jondor tumani · Buxoro viloyati"))
        expect(page.get_by_role("radio", name=_("Two figures: each is entered by itself"))).to_be_checked()
        expect(widget(page, "plan_row").locator("input")).to_have_value(re.compile(r"^13\.4 · "))
        shows(page, "plan_edit:row:16:schedule:first", month_name(4))
        shows(page, "plan_force:month", month_name(5))

    everything_is_there()
    for name in (CYRILLIC, LATIN, CYRILLIC):
        switch(page, name)
        everything_is_there()
    go(page, _("Deadlines"))
    switch(page, LATIN)
    go(page, _("Work plan"))
    everything_is_there()
    switch(page, CYRILLIC)
    page.get_by_role("button", name=_("Adopt as a new edition")).click()
    expect(page.get_by_text(f"2023-йил 1-{month_name(5)}дан амалда").first).to_be_visible()


def test_a_workbook_that_is_looked_through_and_the_form_keep_their_places(
    demo_database: Path, tmp_path: Path, serve: Callable[[Path], str], page: Page
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(demo_database, folder / "demo.duckdb")
    opened(page, f"{serve(folder)}/monthly_report?report_month=3")
    page.get_by_role("tab", name=_("Template")).click()
    with page.expect_download() as caught:
        page.get_by_role("button", name=_("Download the workbook for {month}").format(month=month_name(3))).click()
    workbook = tmp_path / "mart.xlsx"
    caught.value.save_as(workbook)
    fill(workbook, {"18": "besh ming"})
    page.get_by_role("tab", name=_("Send workbook")).click()
    send(page, workbook)
    for name in (CYRILLIC, LATIN, CYRILLIC):
        expect(page.get_by_text("mart.xlsx").first).to_be_visible()
        switch(page, name)
    expect(page.get_by_text("mart.xlsx").first).to_be_visible()
    expect(page.get_by_role("tab", name=_("Send workbook"))).to_have_attribute("aria-selected", "true")
    go(page, _("Overview"))
    go(page, _("Monthly report"))
    expect(page.get_by_text("mart.xlsx").first).to_be_visible()

    page.get_by_role("tab", name=_("Fill in")).click()
    settled(page)
    choose(page, "report_service", service_name("bibliografiya"))
    for name in (LATIN, CYRILLIC):
        switch(page, name)
        shows(page, "report_service", service_name("bibliografiya"))
    go(page, _("Overview"))
    switch(page, LATIN)
    go(page, _("Monthly report"))
    shows(page, "report_service", service_name("bibliografiya"))
    expect(page.locator('[data-month="3"]')).to_be_visible()


def test_the_overview_keeps_its_month_and_its_gauges(demo_server: str, page: Page) -> None:
    opened(page, demo_server)
    choose(page, "month", month_name(6))
    page.get_by_text(_("Year to date")).click()
    settled(page)
    for name in (CYRILLIC, LATIN, CYRILLIC):
        switch(page, name)
        expect(page.locator('[data-month="6"]')).to_be_visible()
        expect(page.get_by_role("radio", name=_("Year to date"))).to_be_checked()
    go(page, _("Services"))
    switch(page, LATIN)
    go(page, _("Overview"))
    expect(page.locator('[data-month="6"]')).to_be_visible()
    expect(page.get_by_role("radio", name=_("Year to date"))).to_be_checked()


def test_two_quick_switches_lose_nothing(demo_server: str, page: Page) -> None:
    opened(page, demo_server)
    choose(page, "month", month_name(6))
    for name in (CYRILLIC, LATIN, CYRILLIC):
        page.get_by_text(name, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "uz-Cyrl")
    settled(page)
    expect(page.locator('[data-month="6"]')).to_be_visible()
    shows(page, "month", "июн")


def test_a_form_that_is_not_sent_yet_keeps_its_due_day_and_its_words(demo_server: str, page: Page) -> None:
    opened(page, f"{demo_server}/deadlines")
    page.get_by_test_id("stExpander").filter(has_text=_("Mark as handed in")).locator("summary").click()
    settled(page)
    choose(page, "hand_in:due", ": 21.")
    due = widget(page, "hand_in:due").locator("input").input_value()
    page.get_by_label(_("Note (to whom, number of the letter)")).fill("Xat № 12")
    for name in (CYRILLIC, LATIN):
        switch(page, name)
        expect(widget(page, "hand_in:due").locator("input")).to_be_visible()
        expect(widget(page, "hand_in:due").locator("input")).to_have_value(re.compile(rf"^{due[:10]}.*: 21\."))
        expect(page.get_by_label(_("Note (to whom, number of the letter)"))).to_have_value("Xat № 12")
