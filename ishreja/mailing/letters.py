"""The letters: what waits, and a link to set a password. Plain text in Uzbek Latin, with links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from urllib.parse import urlencode

from ishreja import language
from ishreja.access.accounts import INVITE, VALID, link_path
from ishreja.language import _, number
from ishreja.mailing.server import MailServer, Refused
from ishreja.storage.accounts import Account
from ishreja.views import inbox_words
from ishreja.views.inbox_items import Item
from ishreja.views.names import place_name


def reminder(server: MailServer, account: Account, items: Iterable[Item], today: date, now: datetime) -> EmailMessage:
    """The day's one letter to an account: each thing with its link. now is UTC without a zone. Raises Refused."""
    with _in_latin():
        said = [_said(server, item, today) for item in items]
        subject = _("ishreja: {count} things wait for you").format(count=number(len(said)))
        text = "\n\n".join(
            [
                _("Dear {name},").format(name=_line(account.name)),
                _("These wait for you in ishreja:"),
                *said,
                _("Everything that waits: {address}").format(address=f"{server.address}/inbox"),
                _("This message was sent by ishreja itself, at most one a day. There is no need to answer it."),
            ]
        )
        return _letter(server, account, subject, text, now)


def _said(server: MailServer, item: Item, today: date) -> str:
    about = inbox_words.title(item)
    if item.page == "monthly_report":
        about += f" ({place_name(item.place)})"
    first = f"• {_line(about)}: {inbox_words.state(item, today)}"
    terms = inbox_words.terms(item)
    query = urlencode(item.parameters)
    address = f"{server.address}/{item.page}" + (f"?{query}" if query else "")
    lines = [first + (f", {terms}" if terms else ""), *map(_line, inbox_words.details(item)), address]
    return "\n  ".join(lines)


def link(server: MailServer, account: Account, token: str, kind: str, now: datetime) -> EmailMessage:
    """The letter with an invitation, or with a link to set another password. Raises Refused."""
    with _in_latin():
        if kind == INVITE:
            subject = _("ishreja: your invitation")
            told = _("An account was made for you in ishreja. Set your password here:")
        else:
            subject = _("ishreja: set another password")
            told = _("Your administrator made a link by which you set another password:")
        text = "\n\n".join(
            [
                _("Dear {name},").format(name=_line(account.name)),
                told,
                f"{server.address}{link_path(token)}",
                _("Your login: {login}").format(login=account.login),
                _("The link holds once, {count} days. Do not pass it on.").format(count=number(VALID[kind].days)),
            ]
        )
        return _letter(server, account, subject, text, now)


def _letter(server: MailServer, account: Account, subject: str, text: str, now: datetime) -> EmailMessage:
    letter = EmailMessage(policy=SMTP)
    try:
        sender = Address("ishreja", addr_spec=server.sender)
        letter["From"] = sender
        letter["To"] = Address(_line(account.name), addr_spec=account.email or "")
    except (ValueError, IndexError, MessageError) as error:
        raise Refused(
            _("The e-mail address cannot be used: {email}").format(email=_line(account.email or ""))
        ) from error
    letter["Subject"] = subject
    letter["Date"] = format_datetime(now.replace(tzinfo=UTC))
    letter["Message-ID"] = make_msgid(domain=sender.domain)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text, cte="quoted-printable")
    return letter


def _line(text: str) -> str:
    """The text on one line: nothing in it may end a header or begin another paragraph."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


@contextmanager
def _in_latin() -> Iterator[None]:
    """Letters are written in Uzbek Latin whoever's page they are sent from."""
    before = language.current()
    language.use(language.DEFAULT)
    try:
        yield
    finally:
        language.use(before)
