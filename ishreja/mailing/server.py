"""The SMTP server that mail goes out through, as the data folder's smtp.json names it.

{"host": "smtp.example.uz", "port": 587, "security": "starttls", "user": "ishreja", "password": "…",
 "from": "ishreja@example.uz", "address": "https://ishreja.example.uz"}

security is "starttls", "tls" or, for a server on the same machine, "none"; user and password may be absent. address is
where the product is reached: mails lead there.
"""

from __future__ import annotations

import json
import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import urlsplit

from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage.location import data_folder

FILE = "smtp.json"
_SECONDS = 10
_FOR_GOOD = 500  # SMTP: a reply from here on is final, one below says that it may work later
_SAME_MACHINE = ("127.0.0.1", "::1", "localhost")
_log = logging.getLogger("ishreja")

Send = Callable[[EmailMessage], None]
"""Sends one letter; raises Refused where the server does not take this one, MailFailed where it takes none."""


class MailFailed(UserError):
    """The settings cannot be used, or the server takes no mail now."""


class Refused(MailFailed):
    """The server does not take this letter; it may take others. lasting says that it will not take it later either."""

    def __init__(self, message: str, *, lasting: bool = True) -> None:
        super().__init__(message)
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server: where it is, how it is spoken to, as whom; the sender's address and the product's own."""

    host: str
    port: int
    security: str
    user: str | None
    password: str | None
    sender: str
    address: str


def configured() -> MailServer | None:
    """The server of smtp.json, None where there is no such file. Raises MailFailed, naming what is wrong there."""
    path = data_folder() / FILE
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise MailFailed(
            _("The file {file} cannot be read: see the README for an example.").format(file=FILE)
        ) from error
    if not isinstance(told, dict):
        raise MailFailed(_("The file {file} cannot be read: see the README for an example.").format(file=FILE))
    wrong = _wrong(told)
    if wrong is not None:
        raise MailFailed(_("In the file {file} this is missing or wrong: {name}.").format(file=FILE, name=wrong))
    return MailServer(
        told["host"],
        told["port"],
        told["security"],
        told.get("user"),
        told.get("password"),
        told["from"],
        told["address"].rstrip("/"),
    )


def _wrong(told: Mapping[str, object]) -> str | None:
    """The first name of the settings whose value cannot be used, or None."""
    host, port = told.get("host"), told.get("port")
    user, password = told.get("user"), told.get("password")
    allowed = ("starttls", "tls", "none") if host in _SAME_MACHINE else ("starttls", "tls")
    sound = {
        "host": isinstance(host, str) and host.strip() == host != "",
        "port": type(port) is int and 0 < port < 65536,
        "security": told.get("security") in allowed,
        "user": user is None or (_is_ascii(user) and user != ""),
        "password": (password is None) == (user is None) and (password is None or _is_ascii(password)),
        "from": _is_email(told.get("from")),
        "address": _is_address(told.get("address")),
    }
    return next((name for name, good in sound.items() if not good), None)


def _is_ascii(told: object) -> bool:
    return isinstance(told, str) and told.isascii()  # the protocol knows no other letters in signing in


def _is_email(told: object) -> bool:
    with suppress(ValueError, IndexError, MessageError):
        return isinstance(told, str) and bool(Address(addr_spec=told).domain)
    return False


def _is_address(told: object) -> bool:
    with suppress(ValueError):
        return isinstance(told, str) and urlsplit(told).scheme in ("http", "https") and bool(urlsplit(told).hostname)
    return False


@contextmanager
def connected(server: MailServer) -> Iterator[Send]:
    """A connection to the server that sends letters. Raises MailFailed, and leaves the reason in the log."""
    try:
        line = _open(server)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise _failed(server, error) from error
    try:
        yield lambda letter: _send(server, line, letter)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            line.quit()


def _open(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        if server.security == "starttls":
            line.starttls(context=ssl.create_default_context())
        if server.user is not None:
            line.login(server.user, server.password or "")
    except BaseException:
        line.close()
        raise
    return line


def _send(server: MailServer, line: smtplib.SMTP, letter: EmailMessage) -> None:
    try:
        line.send_message(letter)
    except (
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPDataError,
        smtplib.SMTPNotSupportedError,
        ValueError,
    ) as error:
        _log.warning("mail to %s was refused: %s", letter["To"], error)
        said = _("The mail server does not take a message for this address.")
        raise Refused(said, lasting=not _is_passing(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise _failed(server, error) from error


def _is_passing(error: Exception) -> bool:
    """Whether the server asked to try again later."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code < _FOR_GOOD for code, _said in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code < _FOR_GOOD


def _failed(server: MailServer, error: Exception) -> MailFailed:
    _log.warning("mail through %s:%s failed: %s: %s", server.host, server.port, type(error).__name__, error)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return MailFailed(_("The mail server does not accept the user and password of {file}.").format(file=FILE))
    if isinstance(error, ssl.SSLError):
        return MailFailed(_("An encrypted connection to the mail server does not come about."))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return MailFailed(
            _("The mail server does not offer the encryption or the signing in of {file}.").format(file=FILE)
        )
    if isinstance(error, smtplib.SMTPSenderRefused):
        return MailFailed(_("The mail server does not take messages from the sender of {file}.").format(file=FILE))
    return MailFailed(_("The mail server cannot be reached: {host}.").format(host=f"{server.host}:{server.port}"))
