"""The monthly report in a real browser: typed into the grid, kept as a draft, submitted; an office's own workbook."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ishreja.language import _, month_name
from ishreja.storage import plans
from ishreja.storage.store import Store
from tests.browser_server import settled, start, stop

Serve = Callable[[Path], str]
OTHER = ("Fondlarni toʻldirish", "13")
HEADER, ROW, VALUE = 36, 66, 48 + 185 + 40
"""The grid's header and rows in pixels, and where the month's column lies from its left edge."""


@pytest.fixture
def folder(demo_database: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own with demo data."""
    held = tmp_path / "data"
    held.mkdir()
    shutil.copy(demo_database, held / "demo.duckdb")
    return held


def opened(page: Page, address: str) -> None:
    page.goto(f"{address}/monthly_report")
    page.locator(".dvn-scroller").wait_for()
    settled(page)


def cell(page: Page, row: int) -> Locator:
    """The month's cell as the grid tells it to a screen reader."""
    return page.locator(f"#glide-cell-2-{row}")


def spot(page: Page, row: int) -> tuple[float, float]:
    """Where the row's cell of the month lies on the screen, scrolled to where a hand would have it."""
    grid = page.locator(".dvn-scroller")
    box = grid.bounding_box()
    assert box is not None and page.viewport_size is not None
    down = box["y"] + HEADER + ROW * row + ROW / 2 - page.viewport_size["height"] / 2
    page.locator('[data-testid="stMain"]').evaluate("(main, by) => main.scrollBy(0, by)", down)
    box = grid.bounding_box()
    assert box is not None
    return box["x"] + VALUE, box["y"] + HEADER + ROW * row + ROW / 2


def entered(page: Page, row: int, text: str) -> None:
    """Type into the entry that is open, over what stood there, and wait until the draft is kept."""
    entry = page.locator("#portal textarea")
    expect(entry).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(text, delay=40)
    expect(entry).to_have_value(text)
    page.keyboard.press("Enter")
    expect(cell(page, row)).to_have_text(text)
    expect(page.get_by_text("Qoralama saqlandi")).to_be_visible()
    settled(page)


def typed(page: Page, row: int, text: str) -> None:
    """Click the row's cell with the mouse, open its entry with the keyboard and type.

    Not the row below the last one: Enter has selected that already, and a click would open it.
    """
    expect(cell(page, row)).not_to_have_attribute("aria-selected", "true")
    x, y = spot(page, row)
    page.mouse.move(x - 20, y - 5)
    page.mouse.move(x, y)
    page.mouse.click(x, y, delay=50)
    expect(cell(page, row)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    entered(page, row, text)


def choose_service(page: Page, name: str, first_row: str) -> None:
    """Choose the service, and wait until its own rows stand in the grid."""
    page.locator(".st-key-report_service input").press("ArrowDown")
    page.get_by_role("option").filter(has_text=name).click()
    expect(page.locator("#glide-cell-0-0")).to_have_text(first_row)
    page.locator(".dvn-scroller").wait_for()
    settled(page)


def submit_button(page: Page) -> Locator:
    return page.get_by_role("button", name="topshirish")


def test_what_is_typed_after_choosing_another_service_is_there_after_a_reload_and_a_restart(
    folder: Path, serve: Serve, page: Page
) -> None:
    process, address = start(folder)
    try:
        opened(page, address)
        typed(page, 0, "7")
        choose_service(page, *OTHER)
        typed(page, 1, "21")
        typed(page, 3, "22")
        opened(page, address)
        choose_service(page, *OTHER)
        expect(cell(page, 1)).to_have_text("21")
        expect(cell(page, 3)).to_have_text("22")
    finally:
        stop(process)
    opened(page, serve(folder))
    expect(cell(page, 0)).to_have_text("7")
    choose_service(page, *OTHER)
    expect(cell(page, 1)).to_have_text("21")
    expect(cell(page, 3)).to_have_text("22")


def test_what_is_typed_first_after_a_draft_was_thrown_away_is_kept(folder: Path, serve: Serve, page: Page) -> None:
    opened(page, serve(folder))
    typed(page, 1, "7")
    page.get_by_text(_("Throw the draft away")).click()
    page.get_by_role("button", name=_("Yes, throw it away")).click()
    expect(page.get_by_text("Qoralama yoʻq")).to_be_visible()
    settled(page)
    typed(page, 0, "5")
    page.reload()
    expect(cell(page, 0)).to_have_text("5")
    expect(cell(page, 1)).to_have_text("")


def test_on_a_touch_screen_every_cell_can_be_typed_into(folder: Path, serve: Serve, browser: Browser) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    opened(page, serve(folder))
    for row in (0, 2, 4):
        x, y = spot(page, row)
        page.touchscreen.tap(x, y)
        expect(cell(page, row)).to_have_attribute("aria-selected", "true")
        page.touchscreen.tap(x, y)
        entered(page, row, f"1{row}")
    phone.close()


def test_a_form_with_an_error_and_a_question_is_mended_answered_and_submitted(
    folder: Path, serve: Serve, page: Page
) -> None:
    opened(page, serve(folder))
    typed(page, 1, "3 100")  # 2 810 were reported before: a total since January
    typed(page, 0, "ikkita")
    expect(page.get_by_text("“ikkita” son emas")).to_be_visible()
    expect(submit_button(page)).to_be_disabled()
    typed(page, 0, "2")
    expect(page.get_by_text("“ikkita” son emas")).to_have_count(0)
    expect(submit_button(page)).to_be_disabled()
    page.get_by_text("290 deb olinsin").click()
    expect(submit_button(page)).to_be_enabled()
    submit_button(page).click()
    receipt = page.locator(".st-key-receipt")
    expect(receipt).to_contain_text("yangi 2 ta")
    expect(receipt).to_be_in_viewport(ratio=1)
    for row, text in enumerate(("2", "290")):
        expect(cell(page, row)).to_have_text(text)
    expect(page.get_by_text("Qoralama yoʻq")).to_be_visible()


def own_workbook(path: Path, names: dict[str | None, str]) -> Path:
    """An office's own table, without the template's ids: two months side by side."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ("Jondor tumani AKM, 2023-yil",),
        (),
        ("№", "Koʻrsatkich", "Oktabr", "Noyabr"),
        ("17", names["17"], 310, 320),
        ("19", names["19"], 33400, 3500),
    ):
        sheet.append(line)
    book.save(path)
    return path


def test_an_offices_own_workbook_of_two_months_is_looked_through_and_submitted_month_by_month(
    folder: Path, serve: Serve, page: Page, tmp_path: Path
) -> None:
    with Store.open(folder / "demo.duckdb") as store:
        names = {row.row.number: row.row.name for row in plans.rows(store, 1)}
    path = own_workbook(tmp_path / "ikki oy.xlsx", names)
    opened(page, serve(folder))
    page.get_by_role("tab", name=_("Send workbook")).click()
    page.locator('input[type="file"]').first.set_input_files(path)
    october, november = (page.get_by_role("button", name=f"{month_name(month)} hisobotini") for month in (10, 11))
    expect(october).to_be_disabled()
    page.get_by_text("3 324 deb olinsin").click()  # 33 400 less what was reported before
    expect(october).to_be_enabled()
    october.click()
    receipt = page.locator(".st-key-receipt")
    expect(receipt).to_contain_text("2023-yil oktabr oyi")
    expect(receipt).to_be_in_viewport(ratio=1)
    settled(page)
    page.locator('[data-testid="stExpander"] summary').filter(has_text="Noyabr").click()
    november.press("Enter")  # the section is still unfolding under the mouse
    expect(receipt).to_contain_text("2023-yil noyabr oyi")
    page.get_by_role("tab", name=_("Fill in")).click()
    expect(cell(page, 1)).to_have_text("310")
