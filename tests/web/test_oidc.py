"""Signing in with a provider: a real one, in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from ishreja.access import accounts as rules
from ishreja.access import command_line_actor
from ishreja.storage import accounts, audit
from ishreja.storage.store import Store
from ishreja.web.requests import SESSION
from tests.browser_server import free_port, stop
from tests.web.conftest import Server, Starter, fill
from tests.wire import Browser, Wire


@pytest.fixture
def issuer() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + 60
    while True:
        try:
            told = json.load(urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5))
            break
        except (OSError, urllib.error.URLError):
            assert process.poll() is None and time.monotonic() < until, "the provider did not answer"
            time.sleep(0.1)
    yield str(told["issuer"])
    stop(process)


@pytest.fixture
def server(tmp_path: Path, issuer: str, serve: Starter) -> Server:
    """A server whose director is bound to the person "dir-1" of the provider."""
    fill(tmp_path)
    with Store.open(tmp_path / "ishreja.duckdb") as store:
        account = accounts.by_login(store, "direktor")
        assert account is not None
        rules.bind_subject(store, command_line_actor(), account.account_id, f"{issuer} dir-1")
    told = {"issuer": issuer, "client_id": "ishreja", "client_secret": "secret", "name": "OneID"}
    (tmp_path / "oidc.json").write_text(json.dumps(told))
    return serve(tmp_path)


def begin(browser: Browser, path: str = "/") -> str:
    """Where the provider's page is, as the sign-in page leads to it."""
    page = browser.ask(f"/login?{urlencode({'next': path})}")[2].decode()
    link = re.search(r'href="(/oidc/start[^"]*)"', page)
    assert link
    status, headers, _body = browser.ask(link[1])
    assert status == 303
    return headers["location"]


def agree(target: str, sub: str) -> str:
    """Sign in at the provider as this person; the path and query that it sends the browser back to."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_arguments: object) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(target, urlencode({"sub": sub}).encode(), timeout=20)
    except urllib.error.HTTPError as error:
        assert error.code in (302, 303)
        back = urlsplit(error.headers["location"])
        return f"{back.path}?{back.query}"
    raise AssertionError("the provider did not send the browser back")


def test_a_person_bound_to_an_account_signs_in_and_out_as_with_a_password(server: Server) -> None:
    browser = server.browser()
    target = begin(browser, "/plan")
    asked = parse_qs(urlsplit(target).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    status, headers, _body = browser.ask(agree(target, "dir-1"))
    assert (status, headers["location"]) == (303, "/plan")
    with Wire(browser) as wire:
        assert "direktor nomli" in wire.run("plan").text
        assert browser.send("/logout", csrf=browser.token("/account"))[0] == 303
        assert "tizimdan chiqqansiz" in wire.run("plan").text
    server.process.terminate()
    server.process.wait(timeout=20)
    with Store.open(server.folder / "ishreja.duckdb") as store:
        assert [row.event.after for row in audit.trail(store) if row.event.action == "sign in"] == ["provider"]


def test_a_person_without_an_account_is_told_what_the_administrator_needs(server: Server, issuer: str) -> None:
    browser = server.browser()
    status, _headers, body = browser.ask(agree(begin(browser), "begona-7"))
    assert status == 403
    assert f"{issuer} begona-7" in body.decode()
    assert SESSION not in browser.cookies


def test_a_disabled_account_is_not_signed_in_to(server: Server) -> None:
    server.act("direktor", "disabled")
    browser = server.browser()
    assert browser.ask(agree(begin(browser), "dir-1"))[0] == 403
    assert SESSION not in browser.cookies


def test_an_answer_holds_once_in_the_browser_that_asked_and_with_its_own_state(server: Server) -> None:
    browser, other = server.browser(), server.browser()
    back = agree(begin(browser), "dir-1")
    assert other.ask(back)[0] == 403
    begin(other)
    assert other.ask(back)[0] == 403, "another browser's answer"
    kept = Browser(server.address, dict(browser.cookies))
    assert browser.ask(re.sub("state=[^&]+", "state=forged", back))[0] == 403
    assert kept.ask(back)[0] == 303
    again = Browser(server.address, {name: value for name, value in kept.cookies.items() if name != SESSION})
    assert again.ask(back)[0] == 403
    assert [SESSION in one.cookies for one in (browser, other, again)] == [False] * 3


def test_a_code_of_another_sign_in_does_not_fit_this_one_s_verifier(server: Server) -> None:
    first, second = server.browser(), server.browser()
    stolen = parse_qs(urlsplit(agree(begin(first), "dir-1")).query)["code"][0]
    back = agree(begin(second), "dir-1")
    assert second.ask(re.sub("code=[^&]+", f"code={stolen}", back))[0] == 403
    assert SESSION not in second.cookies


def test_without_a_provider_there_is_no_such_way(tmp_path: Path, serve: Starter) -> None:
    fill(tmp_path)
    browser = serve(tmp_path).browser()
    assert "/oidc/" not in browser.ask("/login")[2].decode()
    assert [browser.ask(path)[0] for path in ("/oidc/start", "/oidc/callback?code=x&state=y")] == [502, 403]
