"""The accounts that an administrator keeps, as their page shows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from ishreja.access import Actor, accounts, may
from ishreja.access.actors import MANAGE
from ishreja.domain.places import PLACES, full_name, within
from ishreja.storage import accounts as kept
from ishreja.storage import sessions
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store


class AccountState(Enum):
    """How an account stands: waiting for its invitation to be taken up, in use, or closed."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account with its state; until is the end of an invitation not taken up, seen its last use (UTC)."""

    account: Account
    state: AccountState
    until: datetime | None
    seen: datetime | None


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The accounts, by place and name; the places (codes) that they may be at; the moment of reading (UTC)."""

    lines: tuple[AccountLine, ...]
    places: tuple[str, ...]
    now: datetime

    def count(self, state: AccountState) -> int:
        """How many accounts stand so."""
        return Counter(line.state for line in self.lines)[state]

    def line(self, account_id: int) -> AccountLine | None:
        """The line of this account, if the actor manages it."""
        return next((line for line in self.lines if line.account.account_id == account_id), None)


def accounts_page(store: Store, actor: Actor) -> AccountsPage:
    """The accounts of the actor's place and below; none for who manages nothing."""
    invitations, seen = kept.invitations(store), sessions.last_seen(store)
    lines = [
        _line(one, invitations.get(one.account_id), seen.get(one.account_id)) for one in accounts.listed(store, actor)
    ]
    return AccountsPage(tuple(sorted(lines, key=_order)), managed_places(actor), store.now())


def managed_places(actor: Actor) -> tuple[str, ...]:
    """The codes of the places that the actor manages, level by level, each level by name."""
    managed = (code for code in within(actor.place) if code in PLACES and may(actor, MANAGE, code))
    return tuple(sorted(managed, key=lambda code: (len(code), full_name(PLACES[code]))))


def _line(account: Account, until: datetime | None, seen: datetime | None) -> AccountLine:
    open_invitation = until is not None and not account.taken_up
    state = AccountState.INVITED if open_invitation else AccountState.ACTIVE
    return AccountLine(
        account, AccountState.DISABLED if account.disabled else state, until if open_invitation else None, seen
    )


def _order(line: AccountLine) -> tuple[int, str, str]:
    place = PLACES.get(line.account.place)
    return len(line.account.place), full_name(place) if place else "", line.account.name.casefold()
