"""Accounts that another hand changes while something is done with them: neither is written over, neither is stale."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.types import Message

from ishreja import demo_accounts
from ishreja.access import (
    Actor,
    NotAllowed,
    accounts,
    command_line_actor,
    own_account,
    passwords,
    sessions,
    setting_up,
    signing_in,
)
from ishreja.access.accounts import Details
from ishreja.access.actors import ADMINISTRATOR, STAFF
from ishreja.access.sessions import SignedIn, SignedOut
from ishreja.access.setting_up import Person
from ishreja.access.signing_in import SignInRefused
from ishreja.errors import UserError
from ishreja.storage import accounts as kept
from ishreja.storage import audit
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store
from ishreja.web import oidc
from ishreja.web import own_account as page
from ishreja.web.requests import Visitor
from tests.people import PASSWORD, PLACE, Clock, add_account, open_store
from tests.people import REGION as BUXORO
from tests.quicker import before_writing, while_hashing, while_matching

NEW, OTHER = "yangi parol tanladim", "boshqa parol tanladim"
ADDRESS = "10.0.0.1"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path, Clock()) as opened:
        yield opened


@pytest.fixture
def boss(store: Store) -> Actor:
    return sessions.actor_of(add_account(store, "boss", ADMINISTRATOR, BUXORO))


@pytest.fixture
def aziza(store: Store) -> int:
    return add_account(store, "aziza").account_id


def now(store: Store, account_id: int) -> Account:
    found = kept.by_id(store, account_id)
    assert found is not None
    return found


def signed_in(store: Store, login: str = "aziza") -> SignedIn:
    found = sessions.signed_in(store, sessions.hash_of(signing_in.sign_in(store, login, PASSWORD, ADDRESS)))
    assert found is not None
    return found


def actions(store: Store) -> list[str]:
    return [row.event.action for row in audit.trail(store)]


def demoted(store: Store, actor: Actor, account_id: int) -> None:
    """Make a member of staff of the account."""
    accounts.change(store, actor, account_id, Details("Aziza Karimova", STAFF, PLACE, frozenset({"fond"})))


def test_who_is_disabled_while_changing_the_password_stays_so_and_is_told(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = signed_in(store)
    while_hashing(monkeypatch, lambda: accounts.disable(store, boss, aziza))
    with pytest.raises(SignedOut, match="tizimdan chiqqansiz"):
        own_account.change_password(store, who, PASSWORD, NEW, ADDRESS)
    assert now(store, aziza).disabled
    assert passwords.matches(PASSWORD, now(store, aziza).password_hash)
    assert actions(store)[-1] == "account disabled"


def test_the_page_of_the_password_says_so_too(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = signed_in(store)
    sent = urlencode({"csrf": who.session.csrf, "old": PASSWORD, "password": NEW, "again": NEW}).encode()
    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": "/account", "query_string": b"", "headers": headers}

    async def body() -> Message:
        return {"type": "http.request", "body": sent}

    monkeypatch.setattr(page, "store", lambda: store)
    while_hashing(monkeypatch, lambda: accounts.disable(store, boss, aziza))
    answer = asyncio.run(page.account(Request({**scope, "ishreja.visitor": Visitor(who)}, body)))
    assert answer.status_code == 401
    assert "Siz tizimdan chiqqansiz" in bytes(answer.body).decode()
    assert "aziza nomli" not in bytes(answer.body).decode()


def test_a_role_given_while_the_password_is_changed_stays_as_does_the_password(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = signed_in(store)
    while_hashing(monkeypatch, lambda: demoted(store, boss, aziza))
    own_account.change_password(store, who, PASSWORD, NEW, ADDRESS)
    assert (now(store, aziza).role, now(store, aziza).services) == (STAFF, {"fond"})
    assert passwords.matches(NEW, now(store, aziza).password_hash)
    assert [row.event.role for row in audit.trail(store)][-1] == STAFF, "recorded in the role of that moment"


def test_a_session_ended_while_the_password_is_changed_changes_nothing(
    store: Store, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = signed_in(store)
    while_hashing(monkeypatch, lambda: accounts.sign_out_everywhere(store, who.actor, aziza))
    with pytest.raises(SignedOut):
        own_account.change_password(store, who, PASSWORD, NEW, ADDRESS)
    assert passwords.matches(PASSWORD, now(store, aziza).password_hash)


def test_of_two_changes_of_a_password_the_later_must_know_the_earlier(
    store: Store, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = signed_in(store)
    while_hashing(monkeypatch, lambda: own_account.change_password(store, who, PASSWORD, OTHER, ADDRESS))
    with pytest.raises(UserError, match="Hozirgi parol"):
        own_account.change_password(store, who, PASSWORD, NEW, ADDRESS)
    assert passwords.matches(OTHER, now(store, aziza).password_hash)


def test_who_is_disabled_while_taking_a_link_up_is_answered_as_one_disabled_before(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _account, token = accounts.hand_out_link(store, boss, aziza)
    accounts.disable(store, boss, aziza)
    with pytest.raises(own_account.LinkEnded) as before:
        own_account.take_up(store, token, NEW, ADDRESS)
    accounts.enable(store, boss, aziza)

    _account, token = accounts.hand_out_link(store, boss, aziza)
    while_hashing(monkeypatch, lambda: accounts.disable(store, boss, aziza))
    with pytest.raises(own_account.LinkEnded) as meanwhile:
        own_account.take_up(store, token, NEW, ADDRESS)
    assert str(meanwhile.value) == str(before.value)
    assert now(store, aziza).disabled
    assert passwords.matches(PASSWORD, now(store, aziza).password_hash)


def test_a_role_given_while_a_link_is_taken_up_stays_and_is_that_of_the_session(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _account, token = accounts.hand_out_link(store, boss, aziza)
    while_hashing(monkeypatch, lambda: demoted(store, boss, aziza))
    session = own_account.take_up(store, token, NEW, ADDRESS)
    found = sessions.signed_in(store, sessions.hash_of(session))
    assert found is not None
    assert (found.actor.role, now(store, aziza).role) == (STAFF, STAFF)
    assert [row.event.role for row in audit.trail(store)][-2:] == [STAFF, STAFF]


def test_nobody_signs_in_to_an_account_that_is_disabled_while_the_password_is_compared(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    while_matching(monkeypatch, lambda: accounts.disable(store, boss, aziza))
    with pytest.raises(SignInRefused) as meanwhile:
        signing_in.sign_in(store, "aziza", PASSWORD, ADDRESS)
    with pytest.raises(SignInRefused) as before:
        signing_in.sign_in(store, "aziza", PASSWORD, ADDRESS)
    assert str(meanwhile.value) == str(before.value)
    assert "sign in" not in actions(store)


def test_nobody_signs_in_by_a_password_that_is_replaced_while_it_is_compared(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _account, token = accounts.hand_out_link(store, boss, aziza)
    while_matching(monkeypatch, lambda: own_account.take_up(store, token, NEW, ADDRESS))
    with pytest.raises(SignInRefused):
        signing_in.sign_in(store, "aziza", PASSWORD, ADDRESS)
    assert actions(store).count("sign in") == 1, "by the link alone"


Act = Callable[[Store, Actor, int], object]
ACTS: dict[str, Act] = {
    "change": lambda store, actor, id_: accounts.change(store, actor, id_, Details("Boshqa Ism", STAFF, PLACE)),
    "disable": accounts.disable,
    "bind": lambda store, actor, id_: accounts.bind_subject(store, actor, id_, "https://id.example kim"),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_does_not_bring_back_a_password_that_was_just_replaced(
    store: Store, boss: Actor, aziza: int, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _account, token = accounts.hand_out_link(store, boss, aziza)
    before_writing(monkeypatch, store, lambda: own_account.take_up(store, token, NEW, ADDRESS))
    ACTS[act](store, boss, aziza)
    assert passwords.matches(NEW, now(store, aziza).password_hash)


@pytest.mark.parametrize("act", ["change", "bind"])
def test_an_administrator_does_not_enable_whom_another_has_just_disabled(
    store: Store, boss: Actor, aziza: int, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_writing(monkeypatch, store, lambda: accounts.disable(store, boss, aziza))
    ACTS[act](store, boss, aziza)
    assert now(store, aziza).disabled


def test_what_two_administrators_change_is_told_in_the_order_it_was_done_in(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_writing(monkeypatch, store, lambda: demoted(store, boss, aziza))
    ACTS["change"](store, boss, aziza)
    first, second = (row.event for row in audit.trail(store) if row.event.action == "account changed")
    assert second.before == first.after


@pytest.mark.parametrize(
    "act",
    [*ACTS.values(), accounts.enable, accounts.sign_out_everywhere, accounts.hand_out_link],
)
def test_an_account_that_has_just_left_the_administrator_s_places_is_refused(
    store: Store, boss: Actor, aziza: int, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Details("aziza nomli", STAFF, "1703")
    before_writing(monkeypatch, store, lambda: accounts.change(store, command_line_actor(), aziza, away))
    with pytest.raises(NotAllowed):
        act(store, boss, aziza)
    assert actions(store) == ["account changed"]


def test_no_link_is_handed_out_for_an_account_that_was_just_disabled(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_writing(monkeypatch, store, lambda: accounts.disable(store, boss, aziza))
    with pytest.raises(UserError, match="oʻchirib qoʻyilgan"):
        accounts.hand_out_link(store, boss, aziza)
    assert actions(store) == ["account disabled"]


def test_the_set_up_is_over_for_who_was_slower_than_the_first_administrator(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = setting_up.issue(store)
    while_hashing(monkeypatch, lambda: add_account(store, "birinchi", ADMINISTRATOR, BUXORO))
    with pytest.raises(UserError, match="kod"):
        setting_up.set_up(store, code, PLACE, Person("Olim Karimov", "olim", NEW), None, ADDRESS)
    assert [one.login for one in kept.accounts(store)] == ["birinchi"]


def test_the_set_up_takes_no_login_that_somebody_got_just_now(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    code = setting_up.issue(store)
    while_hashing(monkeypatch, lambda: add_account(store, "olim", STAFF))
    with pytest.raises(UserError, match="olim"):
        setting_up.set_up(store, code, PLACE, Person("Olim Karimov", "olim", NEW), None, ADDRESS)
    assert len(kept.accounts(store)) == 1
    assert setting_up.holds(store, code)


def test_the_demo_gets_its_accounts_once_however_many_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path / "demo.duckdb", demo=True) as demo:
        before_writing(monkeypatch, demo, lambda: demo_accounts.ensure(demo))
        demo_accounts.ensure(demo)
        assert [one.login for one in kept.accounts(demo)] == [one.login for one in demo_accounts.ACCOUNTS]


def test_a_demo_account_that_was_disabled_just_now_is_not_signed_in_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path / "demo.duckdb", demo=True) as demo:
        demo_accounts.ensure(demo)
        xodim = kept.by_login(demo, "xodim")
        assert xodim is not None
        keeper = Actor("Malika", ADMINISTRATOR, BUXORO)
        before_writing(monkeypatch, demo, lambda: accounts.disable(demo, keeper, xodim.account_id))
        assert demo_accounts.sign_in(demo, "xodim", ADDRESS) is None


def test_nobody_signs_in_by_the_provider_to_an_account_that_was_disabled_just_now(
    store: Store, boss: Actor, aziza: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = "https://id.example kim"
    accounts.bind_subject(store, boss, aziza, subject)
    monkeypatch.setattr(oidc, "store", lambda: store)
    before_writing(monkeypatch, store, lambda: accounts.disable(store, boss, aziza))
    with pytest.raises(UserError, match=subject):
        oidc._session(subject, ADDRESS)
    assert "sign in" not in actions(store)


def test_two_administrators_who_disable_each_other_at_once_do_not_both_succeed(
    store: Store, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sessions.actor_of(add_account(store, "ikkinchi", ADMINISTRATOR, BUXORO))
    assert boss.account is not None
    assert other.account is not None
    before_writing(monkeypatch, store, lambda: accounts.disable(store, other, boss.account or 0))
    with pytest.raises(SignedOut):
        accounts.disable(store, boss, other.account)
    assert not now(store, other.account).disabled
