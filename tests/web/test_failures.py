"""Whatever fails inside, nobody outside is told a path, a query or a trace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ishreja.language import _
from tests.browser_server import ROOT
from tests.clocked_server import BREAK, SECRET
from tests.web.conftest import PAGES, Server, Starter, fill
from tests.wire import Run, Wire, multipart, pressed

NUMBER = re.compile(r"[0-9A-F]{6}")
ADMINISTRATION = ("accounts", "places", "audit")
TELLING = (SECRET, "SELECT", "maxfiy", "/var/lib", "Traceback", "RuntimeError", str(ROOT), "site-packages", 'File "')


def tells_nothing(said: str) -> bool:
    """Whether nothing of the inside stands in a text; the stylesheet's own words are left out."""
    plain = re.sub(r"<style>.*?</style>", "", said, flags=re.DOTALL)
    return not [word for word in TELLING if word in plain]


def failed(run: Run) -> bool:
    """Whether a page said that something went wrong, under a number."""
    said = [message.delta.new_element.alert.body for message in run.messages]
    beginning = _("Something went wrong on our side. What you entered so far is kept. Reload the page; if it happens"
                  " again, tell your system's keeper this number: {number}.").partition("{")[0]  # fmt: skip
    return any(body.startswith(beginning) and NUMBER.search(body) for body in said)


@pytest.fixture
def server(tmp_path: Path, serve: Starter) -> Server:
    fill(tmp_path)
    return serve(tmp_path)


def test_a_page_that_fails_shows_a_number_and_no_more(server: Server) -> None:
    director, keeper = server.browser("direktor"), server.browser("keeper")
    server.act(BREAK, "ishreja.storage.plans:plans")
    server.act(BREAK, "ishreja.storage.accounts:accounts")
    server.act(BREAK, "ishreja.storage.audit:count")
    for page in PAGES:
        with Wire(keeper if page in ADMINISTRATION else director) as wire:
            run = wire.run(page, query=f"place=1706246&year=2023&from={page}")
        assert tells_nothing(run.text), page
        assert failed(run), page


def test_a_callback_and_a_download_that_fail_tell_no_more(server: Server) -> None:
    with Wire(server.browser("direktor")) as wire:
        drawn = wire.run("services", query="year=2023&month=3")
        server.act(BREAK, "ishreja.documents.sheets:styles_of")
        address, error = wire.download(drawn.widget("download_button").deferred_file_id)  # type: ignore[attr-defined]
        assert address == "" and error and tells_nothing(error)
        drawn = wire.run("monthly_report", query="year=2023&report_month=3")
        server.act(BREAK, "ishreja.storage.drafts:drop")
        run = wire.run(
            "monthly_report",
            pressed(drawn.widget("button", _("Yes, throw it away"))),
            query="year=2023&report_month=3",
        )
        assert tells_nothing(run.text)


def test_a_file_that_cannot_be_read_fails_as_quietly(server: Server) -> None:
    browser = server.browser("direktor")
    with Wire(browser) as wire:
        wire.run("plan")
        path = f"/_stcore/upload_file/{wire.session}/any"
        too_large = multipart("reja.docx", b"x" * (6 * 1024 * 1024))
        for method, body, headers in (
            ("PUT", multipart("a.docx"), {}),
            ("PUT", b"no form", browser.uploading()),
            ("PUT", too_large, browser.uploading()),
            ("POST", multipart("a.docx"), browser.uploading()),
            ("GET", None, {}),
            ("DELETE", None, {}),
        ):
            status, _headers, said = browser.ask(path, method, body, headers)
            assert status in (200, 204, 400, 403, 404, 405, 413), method
            assert tells_nothing(said.decode("utf-8", "replace")), method
        for name in ("none.xlsx", "..%2F..%2Fetc%2Fpasswd", "%00", "a" * 3000):
            status, _headers, said = browser.ask(f"/media/{name}")
            assert status in (400, 403, 404), name  # what nobody holds is refused
            assert tells_nothing(said.decode("utf-8", "replace")), name


def test_a_store_that_fails_is_told_as_nothing_by_every_address(server: Server) -> None:
    browser, stranger = server.browser("direktor"), server.browser()
    csrf, token = browser.token("/account"), stranger.token("/login")
    server.act(BREAK, "ishreja.storage.store:Store.read")
    server.move(minutes=2)
    assert [stranger.ask(path)[0] for path in ("/healthz", "/link/any")] == [503, 500]
    for who in (browser, stranger):
        for path in ("/", "/plan", "/login", "/setup", "/healthz", "/account", "/link/any", "/session", "/oidc/login",
                     "/media/any.xlsx", "/_stcore/host-config", "/_stcore/health"):  # fmt: skip
            status, _headers, said = who.ask(path)
            assert tells_nothing(said.decode("utf-8", "replace")), path
            assert status in (200, 303, 401, 404, 410, 500, 503), path
    for who, path, fields in (
        (stranger, "/login", {"csrf": token, "login": "direktor", "password": "x" * 12}),
        (stranger, "/setup", {"csrf": token, "code": "x"}),
        (stranger, "/link/any", {"csrf": token, "password": "x" * 12, "again": "x" * 12}),
        (browser, "/account", {"csrf": csrf, "old": "x", "password": "y" * 12, "again": "y" * 12}),
        (browser, "/account", {"csrf": csrf, "act": "everywhere"}),
        (browser, "/logout", {"csrf": csrf}),
    ):
        status, _headers, body = who.send(path, **fields)
        assert status >= 303 and tells_nothing(body.decode("utf-8", "replace")), path
