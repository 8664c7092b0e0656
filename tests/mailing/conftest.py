"""A real SMTP server on this machine, whose mail tests read."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser_server import free_port

USER, PASSWORD = "ishreja", "choynak daryo"
ADDRESS = "https://ishreja.example.uz"


@dataclass
class Postbox:
    """What the server was given, and whom it refuses with which answer."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    hangs_up_at: set[str] = field(default_factory=set)
    last_of_line: int | None = None
    """How many letters one connection may bring, as some servers have it."""

    async def handle_RCPT(  # noqa: N802 - named so by aiosmtpd
        self, server: Any, session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        brought = getattr(session, "brought", 0)
        if address in self.hangs_up_at or brought == self.last_of_line:
            server.transport.close()
            return "250 OK"
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        session.brought = getattr(session, "brought", 0) + 1
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        """Whom the letters went to, in order."""
        return [address for one in self.recipients for address in one]


@dataclass
class PostOffice:
    """A running server: its port and what it was given."""

    port: int
    box: Postbox
    controller: Controller

    def settings(self, **more: object) -> dict[str, object]:
        """What smtp.json says of it."""
        plain = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "from": "ishreja@example.uz",
            "address": ADDRESS,
        }
        return {**plain, **more}

    def set_up(self, folder: Path, **more: object) -> None:
        """Name it in the folder's smtp.json."""
        (folder / "smtp.json").write_text(json.dumps(self.settings(**more)), encoding="utf-8")


Opener = Callable[..., PostOffice]


@pytest.fixture
def open_office() -> Iterator[Opener]:
    """Opens an SMTP server that the test's end closes."""
    running: list[Controller] = []

    def run(box: Postbox | None = None, **how: Any) -> PostOffice:
        box = box or Postbox()
        controller = Controller(box, hostname="127.0.0.1", port=free_port(), **how)
        controller.start()
        running.append(controller)
        return PostOffice(controller.port, box, controller)

    yield run
    for controller in running:
        controller.stop(no_assert=True)


@pytest.fixture
def office(open_office: Opener, own_folder: Path) -> PostOffice:
    """A server without encryption, set up in the data folder."""
    opened = open_office()
    opened.set_up(own_folder)
    return opened


@pytest.fixture
def certificate(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server with a certificate for 127.0.0.1 needs; this process trusts it."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "server.pem", folder / "server.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context


def lets_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:
    """Whether user and password are the right ones."""
    right = isinstance(said, LoginPassword) and said.login == USER.encode() and said.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False)
