"""Guessing is slowed, and tells nobody which logins exist."""

from __future__ import annotations

import re
from pathlib import Path

from ishreja.access.signing_in import FAILURES_OF_ACCOUNT
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
