"""A folder of workbooks in a real browser: a good one, a wrong one, a foreign one, and a packed folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from ishreja.access import command_line_actor
from ishreja.domain.month import MonthForm
from ishreja.language import _, number
from ishreja.reporting import month_form
from ishreja.storage import Store
from tests.browser_server import as_demo_account, settled
from tests.faults.corpus import packed
from tests.intake.workbooks import typed
from tests.ledger import PLACE, YEAR
from tests.month_forms import jondor

OTHERS = ("1706204", "1706207")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def folder(demo_database: Path, tmp_path: Path) -> Path:
    """Demo data of the test's own."""
    shutil.copy(demo_database, tmp_path / "demo.duckdb")
    return tmp_path


def forms(folder: Path) -> dict[str, MonthForm]:
    """September's forms of Jondor and two others."""
    with Store.open(folder / "demo.duckdb") as store:
        return {place: month_form(store, command_line_actor(), place, YEAR, 9) for place in (PLACE, *OTHERS)}


def more(form: MonthForm, text: object = None) -> bytes:
    """The template with its first reported row one larger, or something else in its place."""
    row = next(row for row in form.typed_rows() if 9 in row.months)
    return typed(form, {row.row_id: int(row.months[9]) + 1 if text is None else text})


def payload(name: str, data: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=data)


def test_the_region_hands_in_what_is_ready(folder: Path, serve: Callable[[Path], str], page: Page) -> None:
    asked = forms(folder)
    good, wrong, third = more(asked[PLACE]), more(asked[OTHERS[0]], "ming"), more(asked[OTHERS[1]])
    foreign = typed(jondor(place="1708201"), {101: 1})
    address = serve(folder)
    as_demo_account(page, address, "viloyat")
    page.goto(f"{address}/round?region=1706&year={YEAR}")
    page.locator('[data-testid="stHtml"] h1').first.wait_for()
    settled(page)
    page.get_by_text(_("Hand in many workbooks")).click()
    page.locator('.st-key-many_workbooks input[type="file"]').set_input_files(
        [
            payload("jondor.xlsx", good),
            payload("xato.xlsx", wrong),
            payload("begona.xlsx", foreign),
            payload("arxiv.zip", packed({"sentabr/uchinchi.xlsx": third, "sentabr/rasm.png": b"\x89PNG"})),
        ]
    )
    table = page.locator(".st-key-many_workbooks table").first
    expect(table.locator("tbody tr")).to_have_count(5)
    for name, verdict in (
        ("jondor.xlsx", _("ready to hand in")),
        ("xato.xlsx", _("has errors")),
        ("begona.xlsx", _("not your place")),
        ("uchinchi.xlsx", _("ready to hand in")),
        ("rasm.png", _("could not be read")),
    ):
        expect(table.locator("tr", has_text=name)).to_contain_text(verdict)
    settled(page)
    page.set_viewport_size(PHONE)
    assert page.locator('[data-testid="stMain"]').evaluate("one => one.scrollWidth") <= PHONE["width"]
    page.set_viewport_size({"width": 1440, "height": 900})
    label = _("Hand in the ready ones for their places: {count}").format(count=number(2))
    page.get_by_role("button", name=label).click()
    expect(page.locator(".st-key-many_workbooks")).to_contain_text(
        _("Handed in: {count}, refused: {refused}").format(count=number(2), refused=number(0))
    )
    expect(page.locator(".st-key-many_workbooks table").nth(1).locator("tbody tr")).to_have_count(3)
