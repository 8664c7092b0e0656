"""The first start: the administrator is made by whoever has the token that the terminal shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from ishreja.access import accounts as rules
from ishreja.access import passwords, sessions, signing_in
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION
from ishreja.domain.places import holds_places
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import accounts, audit
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store, Transaction

VALID = timedelta(hours=24)
SETUP = "setup"
_WHO = "terminal"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who gets an account at once, as typed."""

    name: str
    login: str
    password: str


def needed(store: Store) -> bool:
    """Whether there is no administrator yet; never in a demo."""
    if store.demo:
        return False
    version = store.version(accounts.__name__, accounts.ANY)
    return store.keep("setup needed", lambda: not _administrators(store), version)


def issue(store: Store) -> str:
    """A fresh one-time token for the set-up page; earlier ones hold no longer."""
    token = sessions.new_token()
    with store.transaction() as tx:
        accounts.add_link(tx, sessions.hash_of(token), SETUP, None, _WHO, tx.at + VALID)
    return token


def holds(store: Store, token: str) -> bool:
    """Whether the token opens the set-up page now."""
    link = accounts.link(store, sessions.hash_of(token))
    return link is not None and link.kind == SETUP and link.used_at is None and store.now() < link.expires_at


def working_role(place: str) -> str:
    """The role of whoever runs the centre of this place: a director's, above districts a region's."""
    return REGION if holds_places(place) else DIRECTOR


def set_up(
    store: Store, token: str, place: str, administrator: Person, worker: Person | None, address: str
) -> tuple[str, Account]:
    """Make the administrator of the place and, where given, who runs its centre, who is then signed in.

    The session's token, and whose it is. Raises UserError where something must be mended; nothing is made then.
    """
    if not needed(store) or not holds(store, token):
        raise UserError(_("The set-up code does not hold. Take the newest one that the terminal shows."))
    name = rules.kept_name(administrator.name)
    if worker and worker.login.strip().casefold() == administrator.login.strip().casefold():
        raise UserError(_("The two accounts need different logins."))
    if worker and rules.kept_name(worker.name).casefold() == name.casefold():
        name = f"{name} ({ADMINISTRATOR})"  # one person in both, whose acts are told apart in the record
    people = [(replace(administrator, name=name), ADMINISTRATOR)]
    if worker:
        people.append((worker, working_role(place)))
    for person, role in people:
        rules.check(store, rules.new(person.login, person.name, role, place))
        passwords.check(person.password, person.login.strip())
    hashes = [passwords.hashed(person.password) for person, _role in people]  # takes long: nobody waits for it to write
    with store.transaction() as tx:
        if not needed(store) or not accounts.use_link(tx, sessions.hash_of(token)):
            raise UserError(_("The set-up code does not hold. Take the newest one that the terminal shows."))
        made = []
        for (person, role), password_hash in zip(people, hashes, strict=True):
            wanted = rules.new(person.login, person.name, role, place, password_hash=password_hash)
            rules.check(store, wanted)
            made.append(_make(tx, wanted))
        return signing_in.begin(tx, made[-1], address, "setup"), made[-1]


def _make(tx: Transaction, wanted: Account) -> Account:
    account = accounts.add(tx, wanted)
    audit.record(tx, rules.event(_WHO, "setup", "account made", account, None, account))
    return account


def _administrators(store: Store) -> bool:
    return any(one.role == ADMINISTRATOR and (one.password_hash or one.subject) for one in accounts.accounts(store))
