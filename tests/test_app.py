"""The server as a fresh process: what it answers before anybody has opened a page, and to whom it shows errors."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from ishreja import language
from ishreja.web.gate import HEADERS
from tests.browser_server import start, stop

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def address(demo_database: Path) -> Iterator[str]:
    """A server in which no session was ever opened."""
    process, where = start(demo_database.parent)
    yield where
    stop(process)


def ask(address: str, path: str, method: str = "GET", body: bytes | None = None) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request(method, path, body, {"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, headers, gzip.decompress(data) if headers.get("content-encoding") == "gzip" else data


def test_the_health_route_tells_the_stores_own_sequence(address: str) -> None:
    status, _headers, body = ask(address, "/healthz")
    told = json.loads(body)
    assert (status, told["status"]) == (200, "ok")
    assert told["sequence"] > 0


def test_a_store_that_does_not_open_is_said_to_be_unavailable_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "ishreja.duckdb").write_bytes(b"no database at all" * 500)
    process, where = start(tmp_path, healthy=503)
    try:
        status, _headers, body = ask(where, "/healthz")
    finally:
        stop(process)
    assert (status, json.loads(body)) == (503, {"status": "unavailable"})
    assert (tmp_path / "ishreja.duckdb").read_bytes() == b"no database at all" * 500


@pytest.mark.parametrize("path", ["/", "/healthz", "/plan", "/_stcore/metrics", "/static/none"])
def test_every_answer_bears_the_security_headers(address: str, path: str) -> None:
    _status, headers, _body = ask(address, path)
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS


def test_what_is_worth_it_is_sent_packed(address: str) -> None:
    _status, headers, body = ask(address, "/")
    assert headers["content-encoding"] == "gzip"
    assert b"<html" in body


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/component/any.js",
        "/_stcore/bidi-components/any.js",
    ],
)
def test_what_the_product_does_not_need_is_not_served(address: str, path: str) -> None:
    assert [ask(address, path, method)[0] for method in ("GET", "POST")] == [404, 404]


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [("/overview?month=6", "/?month=6"), ("/overview", "/"), ("/umumiy-holat?month=6", "/?month=6&nowhere=1")],
)
def test_an_address_that_names_no_screen_leads_to_the_first(address: str, path: str, leads_to: str) -> None:
    status, headers, _body = ask(address, path)
    assert (status, headers["location"]) == (307, leads_to)


@pytest.mark.parametrize("path", ["/plan", "/pages/plan.py", "/app.py", "/ishreja/ui/shell.py"])
def test_a_page_s_address_gives_the_empty_frame_alone(address: str, path: str) -> None:
    _status, _headers, frame = ask(address, "/")
    status, _headers, body = ask(address, path)
    assert status in (200, 401, 404)
    assert b"import" not in body.split(b"<body")[-1]
    assert not [word for word in (b"Jondor", b"streamlit as st", b"duckdb") if word in body]
    assert len(body) <= len(frame)


@pytest.mark.parametrize(
    "path", ["/app/static/../app.py", "/static/../../../../etc/passwd", "/media/../app.py", "//etc/passwd"]
)
def test_no_file_is_reached_from_outside(address: str, path: str) -> None:
    _status, _headers, body = ask(address, path)
    assert b"root:" not in body
    assert b"composition root" not in body


def test_nobody_uploads_without_a_session(address: str) -> None:
    status, _headers, _body = ask(address, "/_stcore/upload_file/none/none", "PUT", b"x" * 1000)
    assert status >= 400


def _failing(message: str, known: bool) -> AppTest:
    """A script that raises, under the product's own handler."""

    def script(message: str, known: bool) -> None:
        from ishreja.errors import UserError
        from ishreja.ui.failures import on_script_error

        try:
            raise UserError(message) if known else RuntimeError(message)
        except Exception as error:
            assert on_script_error(error)

    return AppTest.from_function(script, kwargs={"message": message, "known": known}).run()


def test_a_mistake_that_can_be_mended_is_shown_as_it_is() -> None:
    assert [error.value for error in _failing("Oyni tanlang.", True).error] == ["Oyni tanlang."]


def test_an_unexpected_error_shows_a_number_and_nothing_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    language.use("uz")
    shown = _failing("SELECT secret FROM /var/lib/ishreja", False).error[0].value
    assert not [word for word in ("SELECT", "/var", "RuntimeError", "Traceback") if word in shown]
    number = caplog.records[-1].getMessage().split()[-1]
    assert number in shown
    assert caplog.records[-1].exc_info is not None
