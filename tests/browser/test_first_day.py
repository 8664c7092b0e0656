"""A new office's first day in a real browser: its plan in, a month out, filled with mistakes, mended, submitted."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from ishreja.language import _, month_name
from tests.browser_server import set_up, settled

ROOT = Path(__file__).parents[2]
SEED = ROOT / "data" / "jondor-2023-ish-rejasi.txt"
FIGURES = {"17": 900, "18": 5100, "19": 10300, "20": 45, "29": 430}


def fill(path: Path, mistakes: dict[str, object]) -> list[str]:
    """Type figures by row number into the template's month column, mistakes over them; the mistakes' cells."""
    mistaken = []
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "№" for cell in row))
    number = next(cell.column for cell in header if cell.value == "№")
    month = next(cell.column for cell in header if cell.value == "Mart oyida")
    for row in range(header[0].row + 1, sheet.max_row + 1):
        key = str(sheet.cell(row, number).value)
        if key in FIGURES or key in mistakes:
            sheet.cell(row, month).value = mistakes.get(key, FIGURES.get(key))
            if key in mistakes:
                mistaken.append(sheet.cell(row, month).coordinate)
    book.save(path)
    return mistaken


def send(page: Page, path: Path) -> None:
    page.locator('input[type="file"]').first.set_input_files(path)
    settled(page)


def test_plan_in_template_out_three_mistakes_mended_and_the_gauge_moves(
    demo_database: Path, tmp_path: Path, serve: Callable[[Path], str], page: Page
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(demo_database, folder / "demo.duckdb")
    address = serve(folder)

    # Demo data are said to be demo data; the office begins with its own.
    page.goto(f"{address}/plan")
    expect(page.get_by_text(_("Demo data")).first).to_be_visible()
    page.get_by_role("button", name=_("Start with our own data")).click()

    # That leads to the set-up page, which asks for the code of the terminal; the director is then at work.
    page.wait_for_url("**/setup")
    expect(page.get_by_label(_("Set-up code"))).to_be_focused()
    set_up(page, address, folder)
    expect(page.get_by_text("Nargiza Aminova")).to_be_visible()
    expect(page.get_by_text(_("Demo data"))).to_have_count(0)

    # The signed plan is read; its one question is answered; it is adopted.
    send(page, SEED)
    expect(page.get_by_text("155").first).to_be_visible()
    page.get_by_text(_("One figure: enter it once, show it in both")).click()
    settled(page)
    page.get_by_role("button", name=_("Adopt the plan")).click()
    expect(page.get_by_text("N. Aminova")).to_be_visible(timeout=15_000)

    # March's template is downloaded, filled in with three mistakes, and refused with their cells.
    page.goto(f"{address}/monthly_report?report_month=3")
    page.get_by_role("tab", name=_("Template")).click()
    with page.expect_download() as caught:
        page.get_by_role("button", name=_("Download the workbook for {month}").format(month=month_name(3))).click()
    workbook = tmp_path / "mart.xlsx"
    caught.value.save_as(workbook)
    cells = fill(workbook, {"17": -5, "18": "besh ming", "20": 45.5})
    assert len(cells) == 3
    page.get_by_role("tab", name=_("Send workbook")).click()
    send(page, workbook)
    for cell in cells:
        expect(page.get_by_text(re.compile(rf"\b{cell}\b")).first).to_be_visible()
    expect(page.get_by_role("button", name="topshirish")).to_be_disabled()

    # Mended from the messages alone, it is submitted and a receipt is given.
    fill(workbook, {})
    send(page, workbook)
    submit = page.get_by_role("button", name="topshirish")
    expect(submit).to_be_enabled()
    submit.click()
    expect(page.locator(".st-key-receipt")).to_be_visible()

    # The gauge has moved.
    page.goto(f"{address}/?month=3")
    expect(page.locator(".ir-gauge .ir-value").first).not_to_have_text("–")
    expect(page.get_by_text("10 300").first).to_be_visible()
