"""Guessing is slowed, and tells nobody which logins exist."""

from __future__ import annotations

import re
from pathlib import Path

from ishreja.access.signing_in import FAILURES_OF_ACCOUNT, FAILURES_OF_ADDRESS
from ishreja.storage import sessions
from ishreja.storage.store import Store
from tests.people import PASSWORD
from tests.web.conftest import Server, Starter, fill


def attempts(server: Server, login: str, count: int) -> list[tuple[int, str]]:
    """Status and page of so many wrong attempts; what differs by browser and login alone is taken out."""
    seen = []
    for _attempt in range(count):
        status, _headers, body = server.browser().sign_in(login, "notoʻgʻri parol")
        seen.append((status, re.sub(r'name="csrf" value="[^"]+"', "", body.decode()).replace(login, "…")))
    return seen


def test_a_locked_account_opens_again_after_fifteen_minutes_and_an_unknown_one_looks_the_same(
    tmp_path: Path, serve: Starter
) -> None:
    fill(tmp_path)
    server = serve(tmp_path)
    known = attempts(server, "direktor", FAILURES_OF_ACCOUNT + 2)
    assert known == attempts(server, "hechkimman", FAILURES_OF_ACCOUNT + 2)
    assert [status for status, _page in known] == [403] * FAILURES_OF_ACCOUNT + [429] * 2
    assert server.browser().sign_in("direktor", PASSWORD)[0] == 429
    assert server.browser().sign_in("ikkinchi", PASSWORD)[0] == 303
    server.move(minutes=15, seconds=5)
    assert server.browser().sign_in("direktor", PASSWORD)[0] == 303


def test_who_guesses_at_many_accounts_is_stopped_by_the_address_that_the_proxy_tells(
    tmp_path: Path, serve: Starter
) -> None:
    """What a client says of itself stands before the address that the proxy adds, and is not gone by."""
    fill(tmp_path)
    guesser, office = "203.0.113.7", "198.51.100.9"
    with Store.open(tmp_path / "ishreja.duckdb") as store, store.transaction() as tx:
        for number in range(FAILURES_OF_ADDRESS - 1):
            sessions.add_failure(tx, f"taxmin{number}", guesser)
    server = serve(tmp_path)

    def answered(login: str, password: str, told: str) -> int:
        browser = server.browser()
        return browser.send("/login", {"X-Forwarded-For": told}, csrf=browser.token(), login=login, password=password)[
            0
        ]

    assert answered("hechkim", "notoʻgʻri parol", guesser) == 403
    assert answered("hechkim", "notoʻgʻri parol", guesser) == 429
    assert answered("direktor", PASSWORD, guesser) == 429
    assert answered("direktor", PASSWORD, f"{office}, {guesser}") == 429
    assert answered("direktor", PASSWORD, office) == 303
    assert server.browser().sign_in("ikkinchi", PASSWORD)[0] == 303
    server.move(minutes=15, seconds=5)
    assert answered("direktor", PASSWORD, guesser) == 303


def test_a_form_that_is_too_large_or_no_form_is_refused(tmp_path: Path, serve: Starter) -> None:
    fill(tmp_path)
    server = serve(tmp_path)
    browser = server.browser()
    csrf = browser.token()
    assert browser.send("/login", csrf=csrf, login="x" * 100_000, password="y")[0] == 403
    assert browser.ask("/login", "POST", b"{}", {"Content-Type": "application/json"})[0] == 403
    assert browser.ask("/login", "POST", b"\xff\xfe", {"Content-Type": "application/x-www-form-urlencoded"})[0] == 403
    hostile = '"><script>alert(1)</script>'
    assert hostile not in browser.send("/login", csrf=csrf, login=hostile, password="y")[2].decode()
