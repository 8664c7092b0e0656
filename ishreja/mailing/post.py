"""Where mail goes out: a thread of the server that wakes again and again, and a link sent at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from ishreja.errors import UserError
from ishreja.mailing import letters
from ishreja.mailing.reminders import Reminders
from ishreja.mailing.server import MailFailed, MailServer, configured, connected
from ishreja.storage.accounts import Account
from ishreja.storage.store import Store, utc_now

EVERY = 15 * 60.0
"""Seconds between two rounds."""
_LAST_LETTER = 15.0
_log = logging.getLogger("ishreja")


@dataclass(slots=True)
class _Trouble:
    """Why the last round could not send, and since when (UTC, no zone); None where it could."""

    why: str | None = None
    since: datetime | None = None


_trouble = _Trouble()


@dataclass(frozen=True, slots=True)
class MailState:
    """How mail stands: the server, None for none set up; what keeps it from going out, and since when (UTC)."""

    server: MailServer | None
    trouble: str | None = None
    since: datetime | None = None


def mail_state(store: Store) -> MailState:
    """How mail stands now. In a demo there is none: whoever opens it is its administrator."""
    if store.demo:
        return MailState(None)
    try:
        server = configured()
    except MailFailed as error:
        return MailState(None, str(error))
    return MailState(server, _trouble.why, _trouble.since) if server else MailState(None)


def send_link(store: Store, account: Account, token: str, kind: str) -> bool:
    """Mail a link that was made for an account; False where no mail is set up or the account has no address.

    Raises MailFailed.
    """
    server = None if store.demo else configured()
    if server is None or not account.email:
        return False
    letter = letters.link(server, account, token, kind, store.now())
    with connected(server) as send:
        send(letter)
    return True


class Post:
    """The thread that reminds; a context that ends it. store gives the store that is open now."""

    def __init__(self, store: Callable[[], Store], every: float = EVERY) -> None:
        self._store = store
        self._every = every
        self._end = threading.Event()
        self._reminders = Reminders()
        self._thread = threading.Thread(target=self._run, name="ishreja-post", daemon=True)

    def __enter__(self) -> Post:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join(_LAST_LETTER)

    def round(self) -> None:
        """Send what is due; whatever goes wrong is logged, told to the administrator, and tried at the next round."""
        try:
            server = configured()
            if server is not None:
                self._reminders.send_due(self._store(), server, connected)
        except UserError as error:
            if str(error) != _trouble.why:
                _log.error("reminders are not mailed: %s", error)
                _trouble.why, _trouble.since = str(error), utc_now()
        except Exception:
            _log.exception("reminders are not mailed")
        else:
            _trouble.why = _trouble.since = None

    def _run(self) -> None:
        while not self._end.is_set():
            self.round()
            self._end.wait(self._every)
