"""A connection to the mail server that is opened when a letter goes out, and anew where it has broken."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from email.message import EmailMessage
from types import TracebackType

from ishreja.mailing.server import MailFailed, MailServer, Refused, Send

Connect = Callable[[MailServer], AbstractContextManager[Send]]


class Broken(MailFailed):
    """The connection broke, or the server took the sender for nothing, at this letter; others may go out."""


class Line:
    """Sends letter after letter; a context that closes the connection."""

    def __init__(self, server: MailServer, connect: Connect) -> None:
        self._server = server
        self._connect = connect
        self._open = ExitStack()
        self._send: Send | None = None

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, letter: EmailMessage) -> None:
        """Send the letter, a second time where the connection that earlier ones went through has ended.

        Raises Refused where the server does not take this letter, Broken where a new connection broke at it,
        MailFailed where none comes about.
        """
        if self._send is not None and self._went_through(self._send, letter):
            return
        self._send = self._open.enter_context(self._connect(self._server))
        try:
            self._send(letter)
        except Refused:
            raise
        except MailFailed as error:
            self._hang_up()
            raise Broken(str(error)) from error

    def _went_through(self, send: Send, letter: EmailMessage) -> bool:
        try:
            send(letter)
        except Refused:
            raise
        except MailFailed:
            self._hang_up()
            return False
        return True

    def _hang_up(self) -> None:
        self._send = None
        self._open.close()
