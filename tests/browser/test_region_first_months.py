"""A region's first months in real browsers: from an empty folder to two districts side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ishreja.language import _, month_name, number
from ishreja.storage.store import utc_now
from tests.browser_server import PASSWORD, give_back, set_up, settled, stop
from tests.clocked_server import FILE
from tests.web.conftest import start
from tests.wire import Browser as Forger
from tests.wire import Wire, pressed

ROOT = Path(__file__).parents[2]
SEED = ROOT / "data" / "jondor-2023-ish-rejasi.txt"
REGION, YEAR = "1703", 2023
DISTRICTS = {"1703202": "Oltinkoʻl", "1703211": "Baliqchi"}
"""Of a region whose districts the product does not bring along."""
FIGURES = {"17": 900, "18": 5100, "19": 10300, "20": 45, "29": 430}
COMMENTS = {"18.": "qatnov kam", "19.": "kitob berish koʻp"}


class People:
    """Browsers of people who work at the same time, each with a session of its own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.contexts: dict[str, BrowserContext] = {}

    def page(self, who: str) -> Page:
        """The page of a person's browser."""
        if who not in self.contexts:
            self.contexts[who] = self.browser.new_context()
            self.contexts[who].new_page()
        return self.contexts[who].pages[0]

    def opens(self, who: str, path: str) -> Page:
        """The person opens an address of the product, and waits until it is drawn."""
        page = self.page(who)
        page.goto(f"{self.address}/{path}")
        settled(page)
        return page

    def comes(self, who: str) -> None:
        """The person signs in; whoever was signed in on another day is not any longer."""
        page = self.page(who)
        page.goto(f"{self.address}/login")
        page.get_by_label(_("Login")).fill(who)
        page.get_by_label(_("Password")).fill(PASSWORD)
        page.keyboard.press("Enter")
        page.locator(".ir-account").wait_for()
        settled(page)


@pytest.fixture
def people(tmp_path: Path, browser: Browser) -> Iterator[People]:
    """The product as it is first started, over an empty folder, in January of the plans' year."""
    set_date(tmp_path, datetime(YEAR, 1, 10, 5))
    process, server = start(tmp_path)
    found = People(browser, server.address)
    yield found
    for context in found.contexts.values():
        context.close()
    stop(process)


def set_date(folder: Path, moment: datetime) -> None:
    """Set the server's clock (UTC)."""
    (folder / FILE).write_text(str((moment - utc_now()).total_seconds()))


def login(name: str) -> str:
    """The login of a district's director."""
    return name.lower().replace("ʻ", "")


def unfold(page: Page, label: str) -> None:
    """Open what is folded under a label, and wait until it stands."""
    page.get_by_text(label, exact=True).first.click()
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list with the keyboard; once more where the page was drawn anew while the list was open."""
    lists = page.get_by_test_id("stSelectbox").or_(page.get_by_test_id("stMultiSelect"))
    field = lists.filter(has=page.get_by_text(label, exact=True)).first
    box = field.get_by_role("combobox")
    for _turn in range(5):
        settled(page)
        box.click()
        page.keyboard.type(option)
        with suppress(AssertionError):
            expect(page.get_by_role("option").first).to_contain_text(option, timeout=4_000)
            page.keyboard.press("Enter")
            page.keyboard.press("Escape")
            if not field.get_by_text(option).count():  # of one that takes several each stands by itself
                expect(box).to_have_value(re.compile(re.escape(option)), timeout=4_000)
            return
        page.keyboard.press("Escape")
    raise AssertionError(f"{option} could not be chosen as {label}")


def plan_of(place: str, path: Path) -> Path:
    """The seed's plan as another district's centre would have written it."""
    path.write_text(SEED.read_text("utf-8").replace("Jondor", place).replace("Buxoro", "Andijon"), "utf-8")
    return path


def adopt(page: Page, plan: Path) -> None:
    page.locator('input[type="file"]').first.set_input_files(plan)
    settled(page)
    page.get_by_text(_("One figure: enter it once, show it in both")).click()
    settled(page)
    page.get_by_role("button", name=_("Adopt the plan")).click()
    expect(page.get_by_text("N. Aminova")).to_be_visible(timeout=15_000)


def hand_in(people: People, who: str, month: int, folder: Path, times: int = 1) -> None:
    """Download the month's workbook, fill it in, send it and submit it."""
    page = people.opens(who, f"monthly_report?report_month={month}")
    page.get_by_role("tab", name=_("Template")).click()
    with page.expect_download() as caught:
        page.get_by_role("button", name=_("Download the workbook for {month}").format(month=month_name(month))).click()
    workbook = folder / f"{who}-{month}.xlsx"
    caught.value.save_as(workbook)
    book = openpyxl.load_workbook(workbook)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "№" for cell in row))
    number = next(cell.column for cell in header if cell.value == "№")
    column = next(cell.column for cell in header if str(cell.value).lower() == f"{month_name(month)} oyida".lower())
    for row in range(header[0].row + 1, sheet.max_row + 1):
        key = str(sheet.cell(row, number).value)
        if key in FIGURES:
            sheet.cell(row, column).value = FIGURES[key] * times
    book.save(workbook)
    page.get_by_role("tab", name=_("Send workbook")).click()
    page.locator('input[type="file"]').first.set_input_files(workbook)
    settled(page)
    page.get_by_role("button", name="topshirish").click()
    expect(page.locator(".st-key-receipt")).to_be_visible()


def test_two_districts_from_an_empty_folder_to_side_by_side(people: People, tmp_path: Path) -> None:
    first, second = DISTRICTS.values()
    first_code, second_code = DISTRICTS

    # A fresh installation: the administrator, and whoever runs the region's centre.
    set_up(people.page("worker"), people.address, tmp_path, place=REGION)

    # The administrator adds two districts and invites a director to each.
    people.comes("admin")
    links = {}
    for code, name in DISTRICTS.items():
        admin = people.opens("admin", "places")
        unfold(admin, _("Add a place"))
        admin.get_by_role("textbox", name=_("SOATO code")).fill(code)
        admin.get_by_role("textbox", name=_("Name"), exact=True).fill(name)
        admin.get_by_role("button", name=_("Add the place"), exact=True).click()
        expect(admin.get_by_role("cell", name=code)).to_be_visible()
    for code, name in DISTRICTS.items():
        admin = people.opens("admin", "accounts")
        unfold(admin, _("Add an account"))
        admin.get_by_role("textbox", name=_("Login")).first.fill(login(name))
        admin.get_by_role("textbox", name=_("First and last name")).first.fill(f"{name} direktori")
        choose(admin, _("Place"), name)
        admin.get_by_role("button", name=_("Add, and make the invitation")).click()
        links[code] = admin.locator(".st-key-account_link code").inner_text()
        admin.get_by_role("button", name=_("I have copied it")).click()

    # Each takes up the invitation, and adopts the signed plan of its centre.
    for code, name in DISTRICTS.items():
        page = people.page(login(name))
        page.goto(links[code])
        for field in page.locator('input[type="password"]').all():
            field.fill(PASSWORD)
        page.keyboard.press("Enter")
        page.locator(".ir-account").wait_for()
        adopt(people.opens(login(name), "plan"), plan_of(name, tmp_path / f"{code}.txt"))

    # January of both is handed in; the region returns one with comments on two rows.
    set_date(tmp_path, datetime(YEAR, 2, 2, 5))
    for who in ("worker", login(first), login(second)):
        people.comes(who)
    hand_in(people, login(first), 1, tmp_path)
    hand_in(people, login(second), 1, tmp_path, times=2)
    centre = people.opens("worker", "round")
    centre.get_by_role("link", name=f"{first} tumani, {month_name(1)}").first.click()
    settled(centre)
    give_back(centre, "Ikki qator shubhali", COMMENTS)

    # The office reads them, mends the figures and hands in again; the region accepts.
    page = people.opens(login(first), "monthly_report?report_month=1")
    for comment in COMMENTS.values():
        expect(page.get_by_text(comment).first).to_be_visible()
    hand_in(people, login(first), 1, tmp_path, times=3)
    centre = people.opens("worker", f"round?region={REGION}&year={YEAR}&report={first_code}-{YEAR}-1")
    expect(centre.get_by_text(number(3 * FIGURES["29"])).first).to_be_visible()
    centre.get_by_role("button", name=_("Accept the report")).click()
    expect(centre.get_by_text(_("The report is accepted and locked."))).to_be_visible()

    # The region closes months on the 10th; in the middle of March February is handed in under an exception.
    centre = people.opens("worker", "round")
    unfold(centre, _("Rules of the round"))
    choose(centre, _("Lock day (of the month after)"), "10")
    centre.get_by_role("button", name=_("Save the rules")).click()
    expect(centre.get_by_text(_("The rules are saved."))).to_be_visible()
    set_date(tmp_path, datetime(YEAR, 3, 15, 5))
    for who in ("worker", login(first), login(second)):
        people.comes(who)
    page = people.opens(login(second), "monthly_report?report_month=2")
    closed = _("The month is closed since {day}. Ask the region for an exception.").partition("{day}")[2]
    expect(page.get_by_text(closed).first).to_be_visible()
    centre = people.opens("worker", "round")
    unfold(centre, _("Grant an exception"))
    for name in DISTRICTS.values():
        choose(centre, _("Places"), name)
    expect(centre.get_by_role("combobox", name=_("Month"), exact=True)).to_have_value(month_name(2))
    centre.get_by_label(_("Reason"), exact=True).fill("Elektr oʻchgan edi")
    centre.get_by_role("button", name=_("Grant the exception")).click()
    expect(centre.get_by_text("Elektr oʻchgan edi").first).to_be_visible()
    hand_in(people, login(first), 2, tmp_path)
    hand_in(people, login(second), 2, tmp_path, times=2)

    # Side by side: both stand in the matrix and in the comparison of one indicator.
    centre = people.opens("worker", "region?month=2")
    for name in DISTRICTS.values():
        expect(centre.locator(".ir-matrix").get_by_text(name).first).to_be_visible()
    centre = people.opens("worker", "compare?month=2")
    for name in DISTRICTS.values():
        row = centre.get_by_role("row").filter(has_text=f"{name} tumani")
        expect(row.filter(has_text=number(4 * FIGURES["17"]))).to_be_visible()

    # What is the other district's is out of reach: by address, screen, file, forged message and download.
    page = people.page(login(first))
    for path in (f"?place={second_code}", f"region?scope={REGION}", f"round?report={second_code}-{YEAR}-1", "audit"):
        people.opens(login(first), path)
        expect(page.get_by_test_id("stMain")).to_contain_text(f"{first} tumani")
        expect(page.get_by_test_id("stMain")).not_to_contain_text(second)
    people.opens(login(first), "monthly_report?report_month=2")
    page.get_by_role("tab", name=_("Send workbook")).click()
    page.locator('input[type="file"]').first.set_input_files(tmp_path / f"{login(second)}-2.xlsx")
    settled(page)
    expect(page.get_by_test_id("stMain")).to_contain_text(f"{second} tumani")  # whose workbook it is
    expect(page.get_by_role("button", name="topshirish")).to_have_count(0)
    owner, thief = (Forger(people.address) for _who in range(2))
    owner.sign_in(login(second), PASSWORD)
    thief.sign_in(login(first), PASSWORD)
    with Wire(owner) as mine, Wire(thief) as theirs:
        file_id = mine.run("services", query="month=2").widget("download_button").deferred_file_id
        theirs.run("services")
        assert theirs.download(file_id)[0] == ""
        assert thief.ask(mine.download(file_id)[0])[0] == 403
    region = Forger(people.address)
    region.sign_in("worker", PASSWORD)
    report = f"region={REGION}&year={YEAR}&report={second_code}-{YEAR}-1"
    with Wire(region) as wire:
        accept = wire.run("round", query=report).widget("button", _("Accept the report"))
    with Wire(thief) as wire:
        wire.run("round", query=report)
        assert _("The report is accepted and locked.") not in wire.run("round", pressed(accept), query=report).text

    # Nothing of it was done, and each attempt stands in the journal, whose chain is whole.
    people.comes("admin")
    for code, name in ((REGION, "Andijon viloyati"), (second_code, f"{second} tumani")):
        journal = people.opens("admin", f"audit?at={code}")
        acts = journal.get_by_role("row").filter(has_text=f"{first} direktori").filter(has_text=name)
        expect(acts.filter(has_text=_("attempt refused")).first).to_be_visible()
    expect(acts.filter(has_not_text=_("attempt refused"))).to_have_count(0)
    journal.get_by_role("button", name=_("Check the chain")).click()
    expect(journal.get_by_text(_("The chain is whole: no entry was edited, added or removed."))).to_be_visible()
    centre = people.opens("worker", f"round?{report}")
    expect(centre.get_by_role("button", name=_("Accept the report"))).to_be_visible()
