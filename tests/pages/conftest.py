"""Pages run in Streamlit's own test harness, over a demo database of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ishreja.access import Actor, sessions
from ishreja.access import accounts as rules
from ishreja.access.actors import DIRECTOR
from ishreja.access.sessions import SignedIn
from ishreja.storage import Store, accounts
from ishreja.storage.accounts import Account
from ishreja.storage.sessions import Session
from ishreja.ui import context, keys
from tests.rounds import PEOPLE, Round, open_round

SHELL = Path(__file__).parents[2] / "ishreja" / "ui" / "shell.py"
PAGES = Path(__file__).parents[2] / "pages"

PLACE = "1706246"
SESSION_SCRIPT = "window.ishrejaSession"

Opener = Callable[..., AppTest]
SignIn = Callable[..., Account]
AsActor = Callable[[Actor], None]


def _open(page: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(SHELL), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(str(PAGES / f"{page}.py")).run() if page != "overview" else app


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Lets the pages be opened from here on by a new account of this role, place and services."""

    def run(role: str = DIRECTOR, place: str = PLACE, services: frozenset[str] = frozenset()) -> Account:
        store = context.store()
        number = len(accounts.accounts(store))
        with store.transaction() as tx:
            made = accounts.add(tx, rules.new(f"{role}.{number}", f"{role} {number}", role, place, services=services))
            token = sessions.begin(tx, made, "127.0.0.1")
        monkeypatch.setattr(context, "session_hash", lambda: sessions.hash_of(token))
        return made

    return run


@pytest.fixture
def as_actor(monkeypatch: pytest.MonkeyPatch) -> AsActor:
    """Lets the pages be opened from here on by this very actor, as tests of the use-cases name it."""

    def run(actor: Actor) -> None:
        now = datetime(2023, 10, 5, 6)
        number = actor.account or 0
        session = Session("token", number, "csrf", "127.0.0.1", now, now, None)
        account = Account(
            number, actor.role, actor.name, None, actor.role, actor.place, actor.services, None, None, False, now
        )
        monkeypatch.setattr(sessions, "used", lambda _store, _token: SignedIn(session, account))

    return run


@pytest.fixture
def demo_app(demo_folder: Path, sign_in: SignIn) -> Iterator[Opener]:
    """Opens a page (named as its file) over demo data, with URL parameters; Jondor's director is signed in."""
    sign_in()
    yield _open
    context.close()


@pytest.fixture
def own_app(own_folder: Path, sign_in: SignIn) -> Iterator[Opener]:
    """Opens a page where there is no data at all yet; Jondor's director is signed in."""
    sign_in()
    yield _open
    context.close()


@pytest.fixture
def work(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Round]:
    """The round over the store that the pages open, its people with their accounts, its day 5 October 2023."""
    opened = open_round(own_folder)
    opened.store.close()
    monkeypatch.setattr(context, "today", lambda: date(2023, 10, 5))
    opened.store = Store.open(own_folder / "ishreja.duckdb", clock=opened.clock)
    monkeypatch.setattr(context, "store", lambda: opened.store)
    with opened.store.transaction() as tx:
        for one in PEOPLE:
            made = rules.new(one.name.lower(), one.name, one.role, one.place, services=one.services)
            assert accounts.add(tx, made).account_id == one.account
    yield opened
    opened.store.close()


def html_of(app: AppTest) -> str:
    """All the HTML that a page drew, but for the script that counts the session's seconds."""
    drawn = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in drawn if SESSION_SCRIPT not in body)


def in_cyrillic(app: AppTest) -> AppTest:
    """The page after the reader has switched to Uzbek Cyrillic."""
    app.session_state[keys.LANGUAGE] = "uz_Cyrl"
    return app.run()
