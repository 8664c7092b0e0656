"""Accounts as administrators keep them: invited, changed, disabled, handed a link; each act with its audit row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ishreja.access import sessions
from ishreja.access.actors import DIRECTOR, MANAGE, REGION, ROLES, Actor, NotAllowed, may, require
from ishreja.access.sessions import acting
from ishreja.domain.places import PLACES, full_name, holds_places
from ishreja.domain.services import SERVICES
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import accounts, audit
from ishreja.storage import sessions as kept
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import as_json

EXAMPLE = "aziza.karimova"
INVITE, RESET = "invite", "reset"
VALID = {INVITE: timedelta(days=7), RESET: timedelta(hours=24)}
"""How long a link that is handed out holds."""
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True, slots=True)
class Details:
    """What may be said of an account anew: who it is for, in which role and where; no services are all."""

    name: str
    role: str
    place: str
    services: frozenset[str] = frozenset()
    email: str | None = None


def link_path(token: str) -> str:
    """The path that a link of this token leads to."""
    return f"/link/{token}"


def link_kind(account: Account) -> str:
    """What a link handed out for the account is: an invitation where no password was ever set, else to set another."""
    return RESET if account.password_hash else INVITE


def listed(store: Store, actor: Actor) -> tuple[Account, ...]:
    """The accounts that the actor manages, by login."""
    found = (one for one in accounts.accounts(store) if may(actor, MANAGE, one.place))
    return tuple(sorted(found, key=lambda one: one.login.casefold()))


def invite(store: Store, actor: Actor, login: str, said: Details) -> tuple[Account, str]:
    """Make an account without a password; it, and the token of its invitation, which holds for seven days.

    Raises NotAllowed, and UserError where something must be mended.
    """
    require(actor, MANAGE, said.place)
    made = new(login, said.name, said.role, said.place, services=said.services, email=said.email)
    with acting(store, actor) as tx:
        check(store, made)
        account = accounts.add(tx, made)
        audit.record(tx, event(actor.name, actor.role, "account made", account, None, account))
        return account, _hand_out(tx, actor, account, INVITE)


def hand_out_link(store: Store, actor: Actor, account_id: int) -> tuple[Account, str]:
    """The account as it stands, and the token of a new link to it (link_kind); older ones end."""
    with acting(store, actor) as tx:
        account = _managed(store, actor, account_id)
        if account.disabled:
            raise UserError(_("The account is disabled. Enable it first."))
        return account, _hand_out(tx, actor, account, link_kind(account))


def change(store: Store, actor: Actor, account_id: int, said: Details) -> Account:
    """Change what an account is and where; it acts at the account's next click. As it is then."""
    with acting(store, actor) as tx:
        before = _managed(store, actor, account_id)
        require(actor, MANAGE, said.place)
        if actor.account == account_id and (said.role, said.place) != (before.role, before.place):
            raise UserError(_("Your own role and place are changed by another administrator."))
        after = replace(
            before,
            name=kept_name(said.name),
            role=said.role,
            place=said.place,
            services=said.services,
            email=(said.email or "").strip() or None,
        )
        if after != before:
            check(store, after)
            _save(tx, actor, "account changed", before, after)
    return after


def disable(store: Store, actor: Actor, account_id: int) -> None:
    """Let nobody sign in with the account; its sessions and links end at once."""
    with acting(store, actor) as tx:
        before = _managed(store, actor, account_id)
        if actor.account == account_id:
            raise UserError(_("Your own account is disabled by another administrator."))
        _save(tx, actor, "account disabled", before, replace(before, disabled=True))
        kept.end_all(tx, account_id)
        accounts.end_links(tx, account_id)


def enable(store: Store, actor: Actor, account_id: int) -> None:
    """Let the account be signed in with again."""
    with acting(store, actor) as tx:
        before = _managed(store, actor, account_id)
        _save(tx, actor, "account enabled", before, replace(before, disabled=False))


def sign_out_everywhere(store: Store, actor: Actor, account_id: int) -> None:
    """End every session of the account: one's own, or of an account that the actor manages."""
    with acting(store, actor) as tx:
        account = _found(store, account_id) if actor.account == account_id else _managed(store, actor, account_id)
        kept.end_all(tx, account_id)
        audit.record(tx, event(actor.name, actor.role, "signed out everywhere", account, None, None))


def bind_subject(store: Store, actor: Actor, account_id: int, subject: str | None) -> None:
    """Let the person whom the provider knows under this issuer and subject sign in to the account; None undoes it."""
    subject = (subject or "").strip() or None
    with acting(store, actor) as tx:
        before = _managed(store, actor, account_id)
        other = accounts.by_subject(store, subject) if subject else None
        if other is not None and other.account_id != account_id:
            raise UserError(_("Another account is bound to this person already: {login}.").format(login=other.login))
        _save(tx, actor, "account bound", before, replace(before, subject=subject))


def new(
    login: str,
    name: str,
    role: str,
    place: str,
    *,
    services: frozenset[str] = frozenset(),
    email: str | None = None,
    password_hash: str | None = None,
) -> Account:
    """An account yet to be kept, its texts trimmed."""
    return Account(
        0,
        login.strip(),
        kept_name(name),
        (email or "").strip() or None,
        role,
        place,
        services,
        password_hash,
        None,
        False,
        datetime.min,
    )


def kept_name(name: str) -> str:
    """A name as it is kept: its words parted by single spaces."""
    return " ".join(name.split())


def check(store: Store, account: Account) -> None:
    """Raise UserError, saying what to mend, where an account, new or changed, cannot be so.

    Names are told apart as logins are, for it is names that the record of changes tells.
    """
    login, name, role, place, email = account.login, account.name, account.role, account.place, account.email
    if not _LOGIN.fullmatch(login):
        raise UserError(
            _("A login has Latin letters, digits, dots or hyphens, at least two: {example}").format(example=EXAMPLE)
        )
    if len(name) < 3 or len(name) > 100 or not name.isprintable():
        raise UserError(_("Write the person's first and last name."))
    if email and not _EMAIL.fullmatch(email):
        raise UserError(_("The e-mail address is not complete: {email}").format(email=email))
    if role not in ROLES or place not in PLACES or account.services - set(SERVICES):
        raise UserError(_("Choose the role, the place and the services from the lists."))
    if role == REGION and not holds_places(place):
        raise UserError(_("The role of a region needs a region as its place."))
    if role == DIRECTOR and holds_places(place):
        raise UserError(
            _("Choose the role of a head of a territory for {place}: that is who directs such a centre.").format(
                place=full_name(PLACES[place])
            )
        )
    others = [one for one in accounts.accounts(store) if one.account_id != account.account_id]
    if any(one.login.casefold() == login.casefold() for one in others):
        raise UserError(_("The login {login} is taken. Choose another.").format(login=login))
    if any(one.name.casefold() == name.casefold() for one in others):
        raise UserError(_("There is a {name} already. Add the patronymic or the place.").format(name=name))


def event(
    who: str, role: str, action: str, account: Account, before: Account | None, after: Account | None
) -> audit.Event:
    """The audit's event of an act on an account: never its password."""
    return audit.Event(who, role, action, account.place, None, account.login, _told(before), _told(after))


def _told(account: Account | None) -> str | None:
    if account is None:
        return None
    told = {
        "login": account.login,
        "name": account.name,
        "email": account.email,
        "role": account.role,
        "place": account.place,
        "services": sorted(account.services),
        "subject": account.subject,
        "disabled": account.disabled,
    }
    return as_json({name: value for name, value in told.items() if value not in (None, [])})


def _found(store: Store, account_id: int) -> Account:
    account = accounts.by_id(store, account_id)
    if account is None:
        raise NotAllowed(_("You have no right to do this for this place. Ask your administrator."))
    return account


def _managed(store: Store, actor: Actor, account_id: int) -> Account:
    """The account, which the actor must manage; one that does not exist is answered like a foreign one.

    Asked for inside the transaction: what is judged and written back must be what no other hand changed meanwhile.
    """
    account = _found(store, account_id)
    require(actor, MANAGE, account.place)
    return account


def _save(tx: Transaction, actor: Actor, action: str, before: Account, after: Account) -> None:
    accounts.save(tx, before, after)
    audit.record(tx, event(actor.name, actor.role, action, after, before, after))


def _hand_out(tx: Transaction, actor: Actor, account: Account, kind: str) -> str:
    token = sessions.new_token()
    accounts.add_link(tx, sessions.hash_of(token), kind, account.account_id, actor.name, tx.at + VALID[kind])
    audit.record(tx, event(actor.name, actor.role, f"{kind} link", account, None, None))
    return token
