"""The page of what waits, its count in the navigation, and the line on the first screen."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ishreja import reporting
from ishreja.access import accounts
from ishreja.access.actors import ADMINISTRATOR
from ishreja.ui import keys
from tests.ledger import PLACE, YEAR
from tests.pages.conftest import AsActor, Opener, SignIn, html_of, in_cyrillic
from tests.rounds import ADMINISTRATOR as KEEPER
from tests.rounds import DIRECTOR, INSPECTOR, STAFF, VIEWER, Round


@pytest.fixture
def titles(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names in the navigation and the browser's title, as they were drawn last."""
    drawn: list[str] = []
    navigation, configure = st.navigation, st.set_page_config

    def note(pages: list[st.Page], **more: Any) -> st.Page:
        drawn[:] = [page.title for page in pages]
        return navigation(pages, **more)

    def note_title(**more: Any) -> None:
        drawn.append(more["page_title"])
        configure(**more)

    monkeypatch.setattr(st, "navigation", note)
    monkeypatch.setattr(st, "set_page_config", note_title)
    return drawn


def links(app: AppTest) -> list[tuple[str, dict[str, str]]]:
    """Every link of the inbox's tables: the page and its parameters."""
    tables = "".join(re.findall(r'<div class="ir-inbox"><table.*?</table>', html_of(app), re.DOTALL))
    found = [urlsplit(unescape(one)) for one in re.findall(r'href="([^"]*)"', tables)]
    return [(one.path, dict(parse_qsl(one.query))) for one in found]


def test_the_page_lists_what_is_overdue_and_each_line_opens_its_very_month(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    as_actor(DIRECTOR)
    app = own_app("inbox")
    assert not app.exception
    html = html_of(app)
    assert "Navbatdagi ishlar (9)" in html
    assert "Muddati oʻtgan hisobotlar (9)" in html
    assert "muddati oʻtgan: 2 kun" in html.replace("\u00a0", " ")
    page, parameters = links(app)[-1]
    assert page == "monthly_report"
    assert parameters == {keys.PLACE: PLACE, keys.YEAR: "2023", keys.REPORT_MONTH: "9"}
    assert 'data-month="9"' in html_of(own_app("monthly_report", **parameters))


def test_the_region_comes_from_a_line_to_the_very_report(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit()
    as_actor(INSPECTOR)
    app = own_app("inbox")
    (found,) = [parameters for page, parameters in links(app) if page == "round" and keys.REVIEW in parameters]
    opened = own_app("round", **found)
    assert not opened.exception
    assert "Hisobotni qabul qilish" in [one.label for one in opened.button]
    (asked,) = [parameters for page, parameters in links(app) if page == "indicators"]
    assert not own_app("indicators", **asked).exception
    late = [parameters for page, parameters in links(app) if page == "round" and keys.REVIEW not in parameters]
    assert {one[keys.YEAR] for one in late} == {"2023"}
    assert "Kechikayotgan hududlar" in html_of(app) and "Vobkent tumani" in html_of(app)


def test_staff_read_the_reason_and_the_comments_at_their_rows(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit()
    work.give_back(reason="Qayta hisoblang", row1="nega kam?", row3="fond tuzatsin")
    as_actor(STAFF)
    work.month = 8
    work.submit()
    html = html_of(own_app("inbox"))
    (august,) = [row for row in html.split("<tr>") if "avgust" in row]
    assert "topshirildi" in august and "2 ta qatoridan 1 tasi" in august.replace("\u00a0", " ")
    assert "Qayta hisoblang" in html and "nega kam?" in html
    assert "fond tuzatsin" not in html
    assert "2 ta qatoridan" in html.replace("\u00a0", " ")


def test_where_nothing_waits_that_is_said_and_to_a_viewer_kindly(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    for month in range(1, 10):
        work.month = month
        work.submit(1)
    as_actor(DIRECTOR)
    assert "Sizni kutayotgan ish yoʻq" in html_of(own_app("inbox"))
    as_actor(VIEWER)
    assert "Siz kuzatuvchisiz" in html_of(own_app("inbox"))


def test_before_any_plan_the_first_thing_to_do_is_its_upload(own_app: Opener) -> None:
    app = own_app("inbox")
    assert not app.exception
    assert "Ish rejani yuklash" in html_of(app) and "Sizni kutayotgan ish yoʻq" not in html_of(app)


def test_the_page_reads_in_cyrillic_and_its_links_keep_that(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(DIRECTOR)
    app = in_cyrillic(own_app("inbox"))
    assert "Навбатдаги ишлар" in html_of(app)
    assert all(parameters[keys.LANGUAGE] == "uz_Cyrl" for _page, parameters in links(app))


def test_the_navigation_counts_what_waits_and_follows_what_is_done(
    work: Round, as_actor: AsActor, own_app: Opener, titles: list[str]
) -> None:
    as_actor(DIRECTOR)
    app = own_app("overview")
    assert "Navbatdagi ishlar (9)" in titles
    work.submit()
    app.run()
    assert "Navbatdagi ishlar (8)" in titles
    own_app("inbox")
    assert titles[-1] == "Navbatdagi ishlar – ishreja"
    as_actor(VIEWER)
    own_app("overview")
    assert "Navbatdagi ishlar" in titles


def test_the_first_screen_says_in_a_line_what_is_overdue_or_returned(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    work.submit()
    work.give_back()
    as_actor(DIRECTOR)
    html = html_of(own_app("overview"))
    assert "muddati oʻtgan hisobotlar: 8" in html and "tuzatiladigan hisobotlar: 1" in html
    assert 'href="inbox"' in html
    as_actor(VIEWER)
    assert 'class="ir-waits"' not in html_of(own_app("overview"))


def test_an_administrator_comes_to_an_invitation_that_has_run_out(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    invited, _token = accounts.invite(
        work.store, KEEPER, "vali", accounts.Details("Vali <b>Aliyev</b>", "staff", PLACE)
    )
    work.on(2023, 10, 13)
    as_actor(KEEPER)
    app = own_app("inbox")
    assert "Vali &lt;b&gt;Aliyev" in html_of(app)
    assert ("accounts", {keys.ACCOUNT: str(invited.account_id)}) in links(app)


def test_settings_of_mail_that_cannot_be_used_are_told_to_the_administrator_alone(
    own_app: Opener, sign_in: SignIn, own_folder: Path
) -> None:
    (own_folder / "smtp.json").write_text("{}")
    assert "smtp.json" not in html_of(own_app("inbox"))
    sign_in(ADMINISTRATOR, "1706")
    for page in ("inbox", "accounts"):
        app = own_app(page)
        assert not app.exception
        assert "smtp.json" in html_of(app)


def test_what_a_region_wrote_stays_text(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit()
    work.accept()
    work.ask()
    reporting.refuse_correction(work.store, INSPECTOR, PLACE, YEAR, 9, "<img src=x onerror=alert(1)>", seen=None)
    as_actor(DIRECTOR)
    html = html_of(own_app("inbox"))
    assert "&lt;img src=x onerror=alert(1)&gt;" in html and "<img src=x" not in html
