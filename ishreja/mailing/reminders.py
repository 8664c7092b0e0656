"""Who is reminded of what today: at most one letter per account and day, of nothing twice, in working hours."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from ishreja.access.sessions import actor_of
from ishreja.domain.periods import local_day
from ishreja.language.formatting import TASHKENT
from ishreja.mailing import letters
from ishreja.mailing.line import Broken, Connect, Line
from ishreja.mailing.server import MailServer, Refused
from ishreja.storage import accounts, reminders, settings
from ishreja.storage.accounts import Account
from ishreja.storage.reminders import Mailed, Reminded
from ishreja.storage.store import Store
from ishreja.views.inbox import inbox
from ishreja.views.inbox_items import Item, Reason
from ishreja.views.rest_days import rest_day
from ishreja.views.standing import fresh

SOON = timedelta(days=3)
STALE = timedelta(days=14)
"""How long after its due day a report is still reminded of as overdue: a server set up late mails of no old ones."""
WORKING_HOURS = range(9, 18)
BREAKS = 3
"""After how many letters at which the connection breaks a round gives up."""
_log = logging.getLogger("ishreja")


class Kind(StrEnum):
    """Why somebody is reminded."""

    DUE_SOON = "due soon"
    DUE_TODAY = "due today"
    OVERDUE = "overdue"
    MEND = "to mend"
    ANSWER = "to answer"


def kind_of(item: Item, today: date) -> Kind | None:
    """Why one is reminded of what waits; None where a mail would say nothing new.

    Rows to fill in are reminded of by the month's due day, as long as the month was not handed in.
    """
    if item.reason in (Reason.RETURNED, Reason.GRANTED):
        return Kind.MEND
    if item.reason in (Reason.WAITING, Reason.ASKED):
        return Kind.ANSWER
    if item.reason not in (Reason.DUE, Reason.FILL) or item.until is None or item.step:
        return None
    left = item.until - today
    if left == timedelta():
        return Kind.DUE_TODAY
    if left < timedelta():
        return Kind.OVERDUE if -left <= STALE else None
    return Kind.DUE_SOON if left <= SOON else None


def due(store: Store, account: Account, mailed: Mailed, today: date) -> dict[Reminded, Item]:
    """What the account is to be reminded of on the day and was not yet, the most pressing first."""
    found = {}
    for item in inbox(store, actor_of(account), today).items:
        kind = kind_of(item, today)
        if kind is not None:
            reminded = Reminded(kind.value, item.place, item.year, item.month or 0, item.step)
            if reminded not in mailed.of:
                found[reminded] = item
    return found


def is_working_time(store: Store, place: str, now: datetime) -> bool:
    """Whether people are at work at the place at a moment (UTC, no zone)."""
    local = now.replace(tzinfo=UTC).astimezone(TASHKENT)
    own = fresh(store, settings.settings, place)
    return local.hour in WORKING_HOURS and rest_day(local.date(), own) is None


class Reminders:
    """The rounds of one process: it knows to whom it has written today, or tried to in vain."""

    def __init__(self) -> None:
        self._done: dict[int, date] = {}
        self._broke: dict[int, datetime] = {}
        """When a connection last broke at an account's letter: at the next round its turn comes last."""

    def send_due(self, store: Store, server: MailServer, connect: Connect) -> int:
        """Send what is due at the store's moment, one letter an account; how many went out.

        What was sent is recorded, each letter in its transaction; what was refused for good is tried again
        the next day. A letter at which the connection breaks keeps nobody else from theirs.
        Raises MailFailed where the server takes nothing: the rest is tried at the next round. In a demo nobody is
        written to.
        """
        now = store.now()
        today = local_day(now)
        if store.demo:
            return 0
        mailed = reminders.mailed(store)
        waiting = {}
        for account in accounts.accounts(store):
            before = mailed.get(account.account_id, Mailed())
            if self._is_written_to(store, account, before, now) and (found := due(store, account, before, today)):
                waiting[account] = found
        sent = broken = 0
        with Line(server, connect) as line:
            for account in sorted(waiting, key=lambda one: self._broke.get(one.account_id, datetime.min)):
                found = waiting[account]
                try:
                    line.send(letters.reminder(server, account, found.values(), today, now))
                except Refused as error:
                    _log.warning("no reminder for %s: %s", account.login, error)
                    if error.lasting:
                        self._done[account.account_id] = today
                    continue
                except Broken:
                    _log.warning("the connection broke at the reminder for %s", account.login)
                    self._broke[account.account_id] = now
                    broken += 1
                    if broken == BREAKS:
                        raise
                    continue
                self._done[account.account_id] = today
                with store.transaction() as tx:
                    reminders.record(tx, account.account_id, found)
                sent += 1
        return sent

    def _is_written_to(self, store: Store, account: Account, mailed: Mailed, now: datetime) -> bool:
        today = local_day(now)
        if account.disabled or not account.taken_up or not account.email or self._done.get(account.account_id) == today:
            return False
        written_today = mailed.last != datetime.min and local_day(mailed.last) == today
        return not written_today and is_working_time(store, account.place, now)
