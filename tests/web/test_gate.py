"""Without a session nothing answers but signing in, health and static files; a session ends for good."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets.exceptions import InvalidStatus

from ishreja.access.sessions import hash_of
from ishreja.language import _
from ishreja.web.requests import SESSION
from tests.browser_server import ROOT
from tests.people import PASSWORD
from tests.web.conftest import PAGES, Server, Starter, fill
from tests.wire import Browser, Wire

SIGNED_OUT = "Siz tizimdan chiqqansiz"
PLAN = "Foydalanuvchilarni roʻyxatga olish"
FORGED = {
    "X-Ishreja-Session": hash_of("any"),
    "X-Ishreja-Account": "1",
    "x-ishreja-account": "1",
    "X-ISHREJA-ROLE": "administrator",
}


def refused(browser: Browser, session: str = "", headers: Mapping[str, str] | None = None) -> bool:
    """Whether the connection of a page is refused before it is accepted."""
    try:
        Wire(browser, session, headers).close()
    except InvalidStatus as error:
        assert error.response.status_code == 403
        return True
    return False


@pytest.mark.parametrize("path", ["/", "/index.html", "/?month=3&place=1706246", "/account", "/services/more", "/none"])
@pytest.mark.parametrize("cookie", ["", f"{SESSION}=any", f"{SESSION}={'x' * 5000}", f"{SESSION}="])
def test_a_page_leads_to_the_sign_in_page_and_back(server: Server, path: str, cookie: str) -> None:
    status, headers, body = server.browser().ask(path, headers={"Cookie": cookie, **FORGED})
    assert (status, body) == (303, b"")
    assert headers["location"].startswith("/login")
    if path.startswith("/?"):
        assert headers["location"] == "/login?next=%2F%3Fmonth%3D3%26place%3D1706246"


@pytest.mark.parametrize("page", PAGES)
def test_no_screen_answers_on_a_fresh_process(server: Server, page: str) -> None:
    for path in (f"/{page}", f"/pages/{page}", f"/{page}/"):
        status, headers, body = server.browser().ask(path)
        assert (status, body) == (303, b"")
        assert headers["location"].startswith("/login")
    assert server.browser().ask(f"/pages/{page}.py")[0] == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *((method, "/_stcore/upload_file/session/file") for method in ("PUT", "DELETE", "OPTIONS", "POST", "GET")),
        *((method, "/media/0123456789abcdef.xlsx") for method in ("GET", "HEAD")),
        *((method, "/session") for method in ("GET", "POST")),
        *((method, "/account") for method in ("POST", "PUT", "HEAD")),
        *((method, "/") for method in ("POST", "PUT", "HEAD", "OPTIONS")),
        ("GET", "/_stcore/host-config"),
        ("GET", "/_stcore/stream"),
        ("GET", "/_stcore/script-health-check"),
        ("GET", "/_stcore/anything"),
        ("GET", "/app/static/any.txt"),
        ("GET", "/favicon.png"),
        ("GET", "/manifest.json"),
        ("GET", "/static/../index.html"),
        ("GET", "//media/0123456789abcdef.xlsx"),
    ],
)
def test_nothing_else_answers_without_a_session(server: Server, method: str, path: str) -> None:
    status, _headers, body = server.browser().ask(path, method, b"x" if method in ("PUT", "POST") else None, FORGED)
    assert status == 401
    assert body in (b"Unauthorized", b"")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/component/any.js"])
def test_what_is_closed_is_closed_for_everybody(server: Server, path: str, method: str) -> None:
    for browser in (server.browser(), server.browser("direktor")):
        assert browser.ask(path, method)[0] == 404


def test_signing_in_health_and_static_files_answer(server: Server) -> None:
    browser = server.browser()
    assert [browser.ask(path)[0] for path in ("/login", "/healthz", "/_stcore/health")] == [200, 200, 200]
    frame = server.browser("direktor").ask("/")[2].decode()
    script = re.search(r'src="\.?(/static/js/[^"]+\.js)"', frame)
    assert script
    assert browser.ask(script[1])[0] == 200
    assert browser.ask("/link/none")[0] == 410
    assert browser.ask("/setup")[1]["location"] == "/login"


def test_a_page_s_connection_is_refused_before_it_is_accepted(server: Server) -> None:
    assert refused(server.browser())
    assert refused(server.browser(), headers=FORGED)
    assert refused(Browser(server.address, {SESSION: "any"}), headers=FORGED)
    assert refused(Browser(server.address, {SESSION: hash_of("any")}))


def test_who_signs_in_sees_the_page(server: Server) -> None:
    with Wire(server.browser("direktor")) as wire:
        shown = wire.run("plan", query="year=2023").text
    assert PLAN in shown
    assert "direktor nomli" in shown


def test_a_forged_header_does_not_change_who_somebody_is(server: Server) -> None:
    with Wire(server.browser("kuzatuvchi"), headers=FORGED) as wire:
        assert "kuzatuvchi nomli" in wire.run("plan").text


def test_a_session_s_id_lets_nobody_else_take_it_over(server: Server) -> None:
    owner = server.browser("direktor")
    with Wire(owner) as wire:
        wire.run("plan")
        taken = wire.session
        with Wire(server.browser("ikkinchi"), taken) as thief:
            assert "ikkinchi nomli" in thief.run("plan").text
            assert thief.session != taken
    assert refused(server.browser(), taken)
    with Wire(server.browser("ikkinchi"), taken) as thief:  # the owner has gone, the session is kept for a while
        assert "ikkinchi nomli" in thief.run("plan").text
        assert thief.session != taken
    with Wire(owner, taken) as again:
        again.run("plan")
        assert again.session == taken


def test_signing_out_ends_the_cookie_for_good(server: Server) -> None:
    browser = server.browser("direktor")
    token = browser.cookies[SESSION]
    csrf = browser.token("/account")
    with Wire(browser) as wire:
        assert PLAN in wire.run("plan").text
        assert browser.send("/logout", csrf=csrf)[0] == 303
        after = wire.run("plan").text
        assert SIGNED_OUT in after
        assert PLAN not in after
        assert "direktor nomli" not in after
    assert browser.cookies[SESSION] == ""
    replayed = Browser(server.address, {SESSION: token})
    assert replayed.ask("/plan")[0] == 303
    assert refused(replayed)
    assert refused(Browser(server.address, {SESSION: hash_of(token)}))


def test_a_link_signs_nobody_out(server: Server) -> None:
    browser = server.browser("direktor")
    token = browser.cookies[SESSION]
    assert browser.ask("/logout")[0] == 303
    assert browser.cookies[SESSION] == token
    assert browser.ask("/plan")[0] == 200


def test_the_cookie_is_out_of_scripts_reach_and_secure_behind_tls(server: Server) -> None:
    browser = server.browser()
    plain = browser.sign_in("direktor", PASSWORD)[1]["set-cookie"]
    assert "HttpOnly" in plain
    assert "samesite=lax" in plain.lower()
    assert "Secure" not in plain
    behind = {"X-Forwarded-Proto": "https"}
    token = browser.token("/account")
    sent = browser.send("/login", behind, csrf=token, login="direktor", password=PASSWORD)
    assert sent[0] == 303
    assert "Secure" in sent[1]["set-cookie"]


def test_a_form_of_another_site_does_nothing(server: Server) -> None:
    browser = server.browser("direktor")
    csrf = browser.token("/account")
    for fields, headers in (
        ({}, {}),
        ({"csrf": "x"}, {}),
        ({"csrf": csrf}, {"Origin": "https://evil.example"}),
    ):
        assert browser.send("/logout", headers, **fields)[0] == 403
        assert browser.send("/account", headers, act="everywhere", **fields)[0] == 422
        assert browser.send("/session", headers, **fields)[0] == 403
    assert browser.ask("/plan")[0] == 200
    stranger = server.browser()
    assert stranger.send("/login", csrf=csrf, login="direktor", password=PASSWORD)[0] == 403
    assert SESSION not in stranger.cookies


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/login", "/a\r\nb"]
)
def test_signing_in_leads_to_this_product_alone(server: Server, path: str) -> None:
    browser = server.browser()
    where = f"/login?next={quote(path, safe='')}"
    answer = browser.send(where, csrf=browser.token(where), login="direktor", password=PASSWORD)
    assert (answer[0], answer[1]["location"]) == (303, "/")


def test_a_foreign_user_s_demo_click_opens_nothing_outside_a_demo(server: Server) -> None:
    browser = server.browser()
    assert _("Demo data") not in browser.ask("/login")[2].decode()
    assert browser.send("/login", csrf=browser.token(), login="direktor")[0] == 403
    assert SESSION not in browser.cookies


def test_without_an_administrator_everything_leads_to_the_set_up(tmp_path: Path, serve: Starter) -> None:
    server = serve(tmp_path)
    browser = server.browser()
    for path in ("/", "/plan", "/login"):
        assert browser.ask(path)[1]["location"] == "/setup"
    assert [browser.ask(path)[0] for path in ("/media/x", "/_stcore/host-config", "/session")] == [401, 401, 401]
    assert refused(browser)
    filled = {
        "place": "1706246",
        **{f"admin_{name}": text for name, text in (("name", "Olim Karimov"), ("login", "olim"))},
        "admin_password": PASSWORD,
        "admin_again": PASSWORD,
    }
    status, _headers, body = browser.send("/setup", csrf=browser.token("/setup"), code="taxmin", **filled)
    assert status == 422
    assert "Sozlash kodi yaroqsiz" in body.decode()
    code = re.findall(r"/setup\?code=(\S+)", (server.folder / "terminal.txt").read_text())[-1]
    assert browser.send("/setup", csrf=browser.token("/setup"), code=code, **filled)[0] == 303
    assert browser.ask("/")[0] == 200
    assert server.browser().ask("/setup")[1]["location"] == "/login"


def test_the_command_line_hands_out_a_link_that_the_server_takes(tmp_path: Path, serve: Starter) -> None:
    fill(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "ishreja", "account", "link", "keeper"],
        cwd=ROOT,
        env={**os.environ, "ISHREJA_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    path = re.search(r"(?<=http://127.0.0.1:8501)/link/\S+", done.stdout)
    assert path
    server = serve(tmp_path)
    browser = server.browser()
    new = "yangi parol tanladim"
    answer = browser.send(path[0], csrf=browser.token(path[0]), password=new, again=new)
    assert (answer[0], answer[1]["location"]) == (303, "/")
    assert browser.ask("/account")[0] == 200
    assert server.browser().ask(path[0])[0] == 410
    assert server.browser().sign_in("keeper", PASSWORD)[0] == 403
    assert server.browser().sign_in("keeper", new)[0] == 303
