"""smtp.json and the way to the server: each kind of security, signing in, and what is said where it fails."""

from __future__ import annotations

import json
import ssl
from datetime import datetime
from pathlib import Path

import pytest

from ishreja import language
from ishreja.mailing import letters
from ishreja.mailing.server import MailFailed, MailServer, Refused, configured, connected
from ishreja.storage.accounts import Account
from tests.browser_server import free_port
from tests.mailing.conftest import PASSWORD, USER, Opener, PostOffice, lets_in

NOW = datetime(2023, 10, 5, 6)


def account(name: str = "Nodira Yoʻldosheva", email: str = "nodira@example.uz") -> Account:
    return Account(1, "nodira", name, email, "director", "1706246", frozenset(), None, None, False, NOW)


def set_up(folder: Path, **settings: object) -> MailServer:
    (folder / "smtp.json").write_text(json.dumps(settings), encoding="utf-8")
    found = configured()
    assert found is not None
    return found


def send(server: MailServer, to: Account | None = None) -> None:
    with connected(server) as go:
        go(letters.link(server, to or account(), "token", "invite", NOW))


def test_without_the_file_there_is_no_server(own_folder: Path) -> None:
    assert configured() is None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"host": ""}, "host"),
        ({"host": None}, "host"),
        ({"port": "587"}, "port"),
        ({"port": True}, "port"),
        ({"port": 70000}, "port"),
        ({"security": "ssl"}, "security"),
        ({"host": "smtp.example.uz", "security": "none"}, "security"),
        ({"user": ""}, "user"),
        ({"user": "ishreja"}, "password"),
        ({"password": "x"}, "password"),
        ({"user": "ishreja", "password": "daryoʻ"}, "password"),
        ({"from": "ishreja"}, "from"),
        ({"from": "ishreja@example.uz\r\nBcc: x@example.uz"}, "from"),
        ({"address": "ishreja.example.uz"}, "address"),
        ({"address": 5}, "address"),
    ],
)
def test_a_bad_setting_is_named(changes: dict[str, object], named: str, office: PostOffice, own_folder: Path) -> None:
    office.set_up(own_folder, **changes)
    with pytest.raises(MailFailed, match=rf"smtp\.json.*: {named}\."):
        configured()


@pytest.mark.parametrize("content", ["{", "[]", "\x00"])
def test_a_file_that_is_no_settings_is_told(content: str, own_folder: Path) -> None:
    (own_folder / "smtp.json").write_text(content)
    with pytest.raises(MailFailed, match=r"smtp\.json"):
        configured()


def test_a_server_on_this_machine_is_spoken_to_plainly(office: PostOffice) -> None:
    server = configured()
    assert server is not None
    send(server)
    (letter,) = office.box.letters
    assert (str(letter["To"]), str(letter["From"])) == (
        "Nodira Yoʻldosheva <nodira@example.uz>",
        "ishreja <ishreja@example.uz>",
    )
    assert "https://ishreja.example.uz/link/token" in letter.get_content()


def test_starttls_with_a_login(open_office: Opener, certificate: ssl.SSLContext, own_folder: Path) -> None:
    office = open_office(tls_context=certificate, require_starttls=True, authenticator=lets_in, auth_required=True)
    send(set_up(own_folder, **office.settings(security="starttls", user=USER, password=PASSWORD)))
    assert office.box.to == ["nodira@example.uz"]
    with pytest.raises(MailFailed, match="parol"):
        send(set_up(own_folder, **office.settings(security="starttls", user=USER, password="notogri")))
    assert len(office.box.letters) == 1


def test_tls_from_the_first_byte(open_office: Opener, certificate: ssl.SSLContext, own_folder: Path) -> None:
    office = open_office(ssl_context=certificate)
    send(set_up(own_folder, **office.settings(security="tls")))
    assert office.box.to == ["nodira@example.uz"]


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    open_office: Opener, certificate: ssl.SSLContext, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    office = open_office(tls_context=certificate)
    with pytest.raises(MailFailed, match="shifrlangan"):
        send(set_up(own_folder, **office.settings(security="starttls")))
    assert office.box.letters == []


def test_nothing_goes_out_unencrypted_where_encryption_is_asked_for(open_office: Opener, own_folder: Path) -> None:
    office = open_office()
    with pytest.raises(MailFailed, match="shifrlash"):
        send(set_up(own_folder, **office.settings(security="starttls")))
    assert office.box.letters == []


def test_a_server_that_is_down_is_told(office: PostOffice, own_folder: Path) -> None:
    port = free_port()
    with pytest.raises(MailFailed, match=f"127.0.0.1:{port}"):
        send(set_up(own_folder, **office.settings(port=port)))


def test_a_refused_recipient_is_told_and_whether_for_good(office: PostOffice) -> None:
    server = configured()
    assert server is not None
    office.box.refuses = {"nodira@example.uz": "550 no such user", "vali@example.uz": "451 try later"}
    for address, lasting in (("nodira@example.uz", True), ("vali@example.uz", False)):
        with pytest.raises(Refused) as refused:
            send(server, account(email=address))
        assert refused.value.lasting is lasting


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Нодира Йўлдошева", "Нодира Йўлдошева"),
        ("Nodira\r\nBcc: boshqa@example.uz", "Nodira Bcc: boshqa@example.uz"),
        ('Nodira" <boshqa@example.uz>, "', 'Nodira" <boshqa@example.uz>, "'),
        ("Nodira\x00\u2028Y", "Nodira Y"),
    ],
)
def test_a_name_is_a_name_and_never_a_header(name: str, shown: str, office: PostOffice) -> None:
    server = configured()
    assert server is not None
    send(server, account(name))
    (letter,) = office.box.letters
    assert office.box.to == ["nodira@example.uz"]
    assert letter["Bcc"] is None
    (to,) = letter["To"].addresses
    assert (to.display_name, to.addr_spec) == (shown, "nodira@example.uz")
    assert shown in letter.get_content()


@pytest.mark.parametrize(
    "email", ["a@example.uz\r\nBcc: b@example.uz", "a@example.uz, b@example.uz", "a,b@example.uz", "@", "юзер@мисол.уз"]
)
def test_an_address_that_is_none_reaches_nobody(email: str, office: PostOffice) -> None:
    server = configured()
    assert server is not None
    with pytest.raises(Refused):
        send(server, account(email=email))
    assert office.box.letters == []


def test_letters_are_in_latin_whatever_the_page_was_read_in(office: PostOffice) -> None:
    server = configured()
    assert server is not None
    language.use("uz_Cyrl")
    send(server)
    assert language.current() == "uz_Cyrl"
    assert "Hurmatli Nodira Yoʻldosheva!" in office.box.letters[0].get_content()
