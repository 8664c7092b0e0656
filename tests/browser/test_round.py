"""A report in a real browser: returned with comments at two rows, mended by the office, accepted by the region."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ishreja.language import _, month_name
from tests.browser_server import as_demo_account, give_back, settled
from tests.ledger import PLACE, YEAR

REPORT = f"round?region=1706&year={YEAR}&report={PLACE}-{YEAR}-9"
PHONE = {"width": 390, "height": 844}
BROKEN_WORDS = """matrix => [...matrix.querySelectorAll('th, td, td *')].flatMap(one => [...one.childNodes])
    .filter(node => node.nodeType === Node.TEXT_NODE && !node.parentElement.classList.contains('ir-hidden'))
    .flatMap(node => [...node.textContent.matchAll(/\\S+/g)].filter(word => {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1;
    }).map(String))"""

GAPS = """matrix => Math.min(...[...matrix.querySelectorAll('tr')].flatMap(row => {
    const seen = [...row.children].map(cell => {
        const texts = document.createNodeIterator(cell, NodeFilter.SHOW_TEXT), found = [];
        for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(text);
            found.push(...range.getClientRects());
        }
        return found;
    });
    return seen.slice(1).map((cell, before) =>
        Math.min(...cell.map(one => one.left)) - Math.max(...seen[before].map(one => one.right)));
}))"""
LINES = """matrix => Math.max(...[...matrix.querySelectorAll('td:not(.ir-name) .ir-status')].map(one =>
    new Set([...one.getClientRects()].map(line => Math.round(line.top))).size))"""


@pytest.fixture
def folder(demo_database: Path, tmp_path: Path) -> Path:
    """Demo data of the test's own."""
    shutil.copy(demo_database, tmp_path / "demo.duckdb")
    return tmp_path


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator('[data-testid="stHtml"] h1').first.wait_for()
    settled(page)


def test_a_report_is_returned_with_comments_mended_and_accepted(
    folder: Path, serve: Callable[[Path], str], page: Page
) -> None:
    address = serve(folder)

    # One click leads from the page of reports to the report that waits.
    as_demo_account(page, address, "viloyat")
    opened(page, f"{address}/round")
    page.get_by_title("Jondor tumani, sentabr").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sentabr")
    settled(page)

    # It is returned, with a reason and comments at two rows.
    give_back(page, "Ikki qator shubhali", {"18.": "qatnov kam", "19.": "kitob berish koʻp"})
    expect(page.get_by_text("qatnov kam").first).to_be_visible()

    # The office reads it, at 390 px too, and hands the month in again.
    page.set_viewport_size(PHONE)
    as_demo_account(page, address, "direktor")
    opened(page, f"{address}/monthly_report?report_month=9")
    expect(page.get_by_text("Ikki qator shubhali").first).to_be_visible()
    expect(page.get_by_text("kitob berish koʻp").first).to_be_visible()
    assert page.locator('[data-testid="stMain"]').evaluate("one => one.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name=_("Hand {month} in again unchanged").format(month=month_name(9))).click()
    expect(page.locator(".st-key-receipt")).to_be_visible()

    # By the keyboard alone it is accepted.
    as_demo_account(page, address, "viloyat")
    opened(page, f"{address}/{REPORT}")
    page.get_by_role("button", name=_("Accept the report")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(_("The report is accepted and locked."))).to_be_visible()
    assert page.locator('[data-testid="stMain"]').evaluate("one => one.scrollWidth") <= PHONE["width"]

    # What is accepted is locked: the form is gone, a correction can be asked for.
    as_demo_account(page, address, "direktor")
    opened(page, f"{address}/monthly_report?report_month=9")
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
    expect(page.get_by_text(_("Ask for a correction"))).to_be_visible()


def test_what_is_being_typed_to_return_a_report_survives_a_reload(
    folder: Path, serve: Callable[[Path], str], page: Page
) -> None:
    address = serve(folder)
    as_demo_account(page, address, "viloyat")
    opened(page, f"{address}/{REPORT}")
    page.get_by_text(_("Return it for mending")).click()
    typed = page.locator(".st-key-deciding textarea")
    typed.press_sequentially("Ikki qator shubhali")  # and the field is not left
    kept = _("Kept as a draft: it is still here after a reload, until you send it or empty the fields.")
    expect(page.get_by_text(kept)).to_be_visible()
    expect(typed).to_be_focused()
    page.reload()
    expect(typed).to_be_visible()
    expect(typed).to_have_value("Ikki qator shubhali")


def test_on_paper_the_reports_stand_without_forms(demo_server: str, page: Page) -> None:
    as_demo_account(page, demo_server, "viloyat")
    opened(page, f"{demo_server}/round")
    page.emulate_media(media="print")
    expect(page.locator(".ir-round table")).to_be_visible()
    expect(page.locator(".st-key-round_forms")).to_be_hidden()


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl"])
@pytest.mark.parametrize("width", [1440, 1120, PHONE["width"]])
def test_no_word_is_broken_in_the_matrix_of_reports(language: str, width: int, demo_server: str, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    as_demo_account(page, demo_server, "viloyat")
    opened(page, f"{demo_server}/round?language={language}")
    matrix = page.locator(".ir-round")
    small = matrix.locator(".ir-small").first
    # as where an exception was granted
    small.evaluate("one => { one.textContent = '03.12.2026 гача очиқ'; one.className = 'ir-small'; }")
    assert matrix.evaluate(BROKEN_WORDS) == []
    if width == 1440:
        assert matrix.evaluate(GAPS) >= 6  # pixels between the words of two columns
        assert matrix.evaluate(LINES) <= 3
    if width != 1120:
        assert matrix.evaluate("one => one.scrollWidth <= one.clientWidth")  # the two rates stand without scrolling
