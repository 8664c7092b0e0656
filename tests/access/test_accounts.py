"""Accounts as administrators keep them, links, and the first set-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ishreja.access import (
    Actor,
    NotAllowed,
    accounts,
    command_line_actor,
    own_account,
    sessions,
    setting_up,
    signing_in,
)
from ishreja.access.accounts import Details
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION, ROLES, STAFF, VIEWER
from ishreja.access.setting_up import Person
from ishreja.errors import UserError
from ishreja.storage import accounts as kept
from ishreja.storage import audit, audit_check
from ishreja.storage.store import Store
from tests.people import PASSWORD, PLACE, Clock, add_account, open_store
from tests.people import REGION as BUXORO

NEW = "yangi parol tanladim"
ADDRESS = "10.0.0.1"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def boss(store: Store) -> Actor:
    """The administrator of the region of Bukhara."""
    return sessions.actor_of(add_account(store, "boss", ADMINISTRATOR, BUXORO))


def invited(store: Store, boss: Actor, login: str = "aziza", role: str = DIRECTOR) -> tuple[int, str]:
    account, token = accounts.invite(store, boss, login, Details(f"{login} Karimova", role, PLACE))
    return account.account_id, token


def test_an_invitation_is_taken_up_once_within_seven_days(store: Store, boss: Actor, clock: Clock) -> None:
    _account, token = invited(store, boss)
    with pytest.raises(signing_in.SignInRefused):
        signing_in.sign_in(store, "aziza", "", ADDRESS)
    session = own_account.take_up(store, token, NEW, ADDRESS)
    found = sessions.signed_in(store, sessions.hash_of(session))
    assert found is not None
    assert (found.actor.name, found.actor.role) == ("aziza Karimova", DIRECTOR)
    with pytest.raises(own_account.LinkEnded):
        own_account.take_up(store, token, "boshqa parol yana", ADDRESS)
    assert signing_in.sign_in(store, "aziza", NEW, ADDRESS)

    _account, late = invited(store, boss, "kech")
    clock.on(days=7)
    with pytest.raises(own_account.LinkEnded):
        own_account.take_up(store, late, NEW, ADDRESS)


def test_a_reset_link_ends_sessions_earlier_links_and_the_lock(store: Store, boss: Actor, clock: Clock) -> None:
    account_id, token = invited(store, boss)
    old = sessions.hash_of(own_account.take_up(store, token, NEW, ADDRESS))
    for _attempt in range(signing_in.FAILURES_OF_ACCOUNT):
        with pytest.raises(signing_in.SignInRefused):
            signing_in.sign_in(store, "aziza", "notoʻgʻri parol", ADDRESS)
    _account, first = accounts.hand_out_link(store, boss, account_id)
    _account, second = accounts.hand_out_link(store, boss, account_id)
    with pytest.raises(own_account.LinkEnded):
        own_account.of_link(store, first)
    assert sessions.signed_in(store, old)
    own_account.take_up(store, second, "uchinchi parolim shu", ADDRESS)
    assert sessions.signed_in(store, old) is None
    assert signing_in.sign_in(store, "aziza", "uchinchi parolim shu", ADDRESS)

    _account, third = accounts.hand_out_link(store, boss, account_id)
    clock.on(hours=24)
    with pytest.raises(own_account.LinkEnded):
        own_account.of_link(store, third)


def test_changing_the_password_asks_for_the_old_one_and_signs_out_elsewhere(store: Store) -> None:
    add_account(store, "aziza")
    here, there = (sessions.hash_of(signing_in.sign_in(store, "aziza", PASSWORD, ADDRESS)) for _ in range(2))
    who = sessions.signed_in(store, here)
    assert who is not None
    with pytest.raises(UserError):
        own_account.change_password(store, who, "notoʻgʻri parol", NEW, ADDRESS)
    with pytest.raises(UserError):
        own_account.change_password(store, who, PASSWORD, "qisqa", ADDRESS)
    own_account.change_password(store, who, PASSWORD, NEW, ADDRESS)
    assert sessions.signed_in(store, here)
    assert sessions.signed_in(store, there) is None
    with pytest.raises(signing_in.SignInRefused):
        signing_in.sign_in(store, "aziza", PASSWORD, ADDRESS)


def test_what_is_changed_acts_at_once_and_is_told_before_and_after(store: Store, boss: Actor) -> None:
    account_id, token = invited(store, boss)
    session = sessions.hash_of(own_account.take_up(store, token, NEW, ADDRESS))
    accounts.change(store, boss, account_id, Details("Aziza Karimova", STAFF, PLACE, frozenset({"fond"})))
    found = sessions.signed_in(store, session)
    assert found is not None
    assert (found.actor.role, found.actor.services) == (STAFF, {"fond"})
    accounts.disable(store, boss, account_id)
    assert sessions.signed_in(store, session) is None
    accounts.enable(store, boss, account_id)
    assert sessions.signed_in(store, session) is None, "what was ended stays so"
    told = {row.event.action: row.event for row in audit.trail(store)}
    changed = told["account changed"]
    assert (changed.who, changed.place, changed.subject) == (boss.name, PLACE, "aziza")
    assert '"role":"director"' in str(changed.before)
    assert '"role":"staff"' in str(changed.after)
    assert {"account made", "invite link", "password set", "sign in", "account disabled", "account enabled"} <= set(
        told
    )


def test_neither_passwords_nor_tokens_stand_in_the_record(store: Store, boss: Actor) -> None:
    account_id, token = invited(store, boss)
    session = own_account.take_up(store, token, NEW, ADDRESS)
    _account, reset = accounts.hand_out_link(store, boss, account_id)
    record = repr(audit.trail(store))
    account = kept.by_id(store, account_id)
    assert account is not None
    secrets = [token, session, reset, NEW, str(account.password_hash)]
    assert not [one for one in secrets if one in record or sessions.hash_of(one) in record]
    assert audit_check.check(store).whole


Act = Callable[[Store, Actor, int], object]
ACTS: dict[str, Act] = {
    "invite": lambda store, actor, _id: accounts.invite(store, actor, "yangi", Details("Yangi Odam", STAFF, PLACE)),
    "link": accounts.hand_out_link,
    "change": lambda store, actor, id_: accounts.change(store, actor, id_, Details("Boshqa Ism", VIEWER, PLACE)),
    "disable": accounts.disable,
    "enable": accounts.enable,
    "sign out": accounts.sign_out_everywhere,
    "bind": lambda store, actor, id_: accounts.bind_subject(store, actor, id_, "https://id.example kim"),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", [PLACE, BUXORO, "1703", "1706207"])
@pytest.mark.parametrize("act", ACTS)
def test_only_an_administrator_of_the_place_or_above_keeps_its_accounts(
    store: Store, boss: Actor, act: str, place: str, role: str
) -> None:
    account_id, _token = invited(store, boss)
    actor = Actor("Kimdir", role, place, account=99)
    before = (kept.accounts(store), len(audit.trail(store)))
    if role == ADMINISTRATOR and place in (PLACE, BUXORO):
        ACTS[act](store, actor, account_id)
        assert len(audit.trail(store)) > before[1]
    else:
        with pytest.raises(NotAllowed):
            ACTS[act](store, actor, account_id)
        assert (kept.accounts(store), len(audit.trail(store))) == before


def test_an_administrator_moves_nobody_to_a_place_that_is_not_theirs(store: Store, boss: Actor) -> None:
    account_id, _token = invited(store, boss)
    for place in ("17", "1703"):
        with pytest.raises(NotAllowed):
            accounts.change(store, boss, account_id, Details("Aziza Karimova", DIRECTOR, place))


def test_an_administrator_does_not_lock_oneself_out(store: Store, boss: Actor) -> None:
    assert boss.account is not None
    with pytest.raises(UserError):
        accounts.disable(store, boss, boss.account)
    with pytest.raises(UserError):
        accounts.change(store, boss, boss.account, Details(boss.name, VIEWER, BUXORO))


@pytest.mark.parametrize(
    ("login", "name", "role", "place"),
    [
        ("a b", "Aziza Karimova", DIRECTOR, PLACE),
        ("азиза", "Aziza Karimova", DIRECTOR, PLACE),
        ("BOSS", "Aziza Karimova", DIRECTOR, PLACE),
        ("aziza", "", DIRECTOR, PLACE),
        ("aziza", "Boss  NOMLI", DIRECTOR, PLACE),
        ("aziza", "Aziza Karimova", "demo", PLACE),
        ("aziza", "Aziza Karimova", REGION, PLACE),
    ],
)
def test_an_account_that_cannot_be_so_is_refused_with_what_to_mend(
    store: Store, boss: Actor, login: str, name: str, role: str, place: str
) -> None:
    with pytest.raises(UserError):
        accounts.invite(store, boss, login, Details(name, role, place))
    assert len(kept.accounts(store)) == 1


def test_administrators_see_the_accounts_of_their_own_places(store: Store, boss: Actor) -> None:
    invited(store, boss)
    add_account(store, "andijon", DIRECTOR, "1703")
    assert [one.login for one in accounts.listed(store, boss)] == ["aziza", "boss"]
    assert accounts.listed(store, Actor("Aziza", DIRECTOR, PLACE)) == ()


def people(login: str = "nargiza") -> tuple[Person, Person]:
    return Person("Olim Karimov", "olim", PASSWORD), Person("Nargiza Aminova", login, NEW)


def test_the_set_up_makes_both_accounts_once(store: Store) -> None:
    code = setting_up.issue(store)
    administrator, worker = people()
    assert setting_up.needed(store)
    session, who = setting_up.set_up(store, code, PLACE, administrator, worker, ADDRESS)
    assert (who.login, who.role) == ("nargiza", DIRECTOR)
    assert sessions.signed_in(store, sessions.hash_of(session))
    assert signing_in.sign_in(store, "olim", PASSWORD, ADDRESS)
    assert not setting_up.needed(store)
    with pytest.raises(UserError):
        setting_up.set_up(store, setting_up.issue(store), PLACE, *people("yana"), ADDRESS)
    assert len(kept.accounts(store)) == 2


def test_the_set_up_wants_the_newest_code_within_a_day(store: Store, clock: Clock) -> None:
    old, code = setting_up.issue(store), setting_up.issue(store)
    for wrong in ("", "taxmin", old):
        with pytest.raises(UserError):
            setting_up.set_up(store, wrong, PLACE, *people(), ADDRESS)
    clock.on(hours=24)
    with pytest.raises(UserError):
        setting_up.set_up(store, code, PLACE, *people(), ADDRESS)
    assert kept.accounts(store) == ()


def test_a_mistake_at_the_set_up_leaves_the_code_and_makes_nobody(store: Store) -> None:
    code = setting_up.issue(store)
    administrator, worker = people()
    with pytest.raises(UserError):
        setting_up.set_up(store, code, PLACE, administrator, Person("Nargiza Aminova", "nargiza", "qisqa"), ADDRESS)
    assert kept.accounts(store) == ()
    assert setting_up.set_up(store, code, PLACE, administrator, worker, ADDRESS)


def test_one_person_may_be_both_and_a_region_gets_its_head(store: Store) -> None:
    administrator = Person("Olim Karimov", "olim.admin", PASSWORD)
    code = setting_up.issue(store)
    _session, who = setting_up.set_up(store, code, BUXORO, administrator, Person("Olim Karimov", "olim", NEW), ADDRESS)
    assert who.role == REGION
    assert [one.name for one in kept.accounts(store)] == ["Olim Karimov (administrator)", "Olim Karimov"]


def test_a_region_is_directed_by_its_head_and_by_no_director(store: Store) -> None:
    for place in (BUXORO, "17"):
        with pytest.raises(UserError, match="hududiy rahbar"):
            accounts.invite(store, command_line_actor(), "rahbar", accounts.Details("Olim Karimov", DIRECTOR, place))
    made, _token = accounts.invite(
        store, command_line_actor(), "rahbar", accounts.Details("Olim Karimov", REGION, BUXORO)
    )
    with pytest.raises(UserError, match="hududiy rahbar"):
        accounts.change(
            store, command_line_actor(), made.account_id, accounts.Details("Olim Karimov", DIRECTOR, BUXORO)
        )
    accounts.change(store, command_line_actor(), made.account_id, accounts.Details("Olim Karimov", DIRECTOR, PLACE))


def test_a_demo_is_never_set_up_and_its_accounts_have_no_password(tmp_path: Path) -> None:
    from ishreja import demo_accounts

    with Store.open(tmp_path / "demo.duckdb", demo=True) as demo:
        demo_accounts.ensure(demo)
        demo_accounts.ensure(demo)
        assert not setting_up.needed(demo)
        assert [one.password_hash for one in kept.accounts(demo)] == [None] * len(demo_accounts.ACCOUNTS)
        assert demo_accounts.sign_in(demo, "direktor", ADDRESS)
    with Store.open(tmp_path / "ishreja.duckdb") as own:
        add_account(own, "direktor")
        assert demo_accounts.sign_in(own, "direktor", ADDRESS) is None
