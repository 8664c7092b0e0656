"""Passwords: argon2id hashes of them, and what a password has to be."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from ishreja.errors import UserError
from ishreja.language import _

SHORTEST, LONGEST = 10, 200

# OWASP's least for argon2id; the library's own default takes 64 MiB a login.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
# A rush of logins waits here instead of taking 19 MiB each.
_AT_ONCE = threading.BoundedSemaphore(4)


def hashed(password: str) -> str:
    """The password's argon2id hash, with its salt and cost."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the hash is this password's. Without a hash it is not, and it takes as long to say so."""
    with _AT_ONCE:
        try:
            _HASHER.verify(password_hash or _nobodys(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def check(password: str, login: str) -> None:
    """Raise UserError, saying what to do, where the password is easy to guess or too long."""
    if len(password) < SHORTEST:
        raise UserError(_("The password must have at least {count} characters.").format(count=SHORTEST))
    if len(password) > LONGEST:
        raise UserError(_("The password may have at most {count} characters.").format(count=LONGEST))
    plain = password.casefold()
    guessable = len(set(plain)) < 5 or plain in "01234567890123456789 qwertyuiopasdfghjkl abcdefghijklmnop"
    if guessable or (login and plain.replace(login.casefold(), "").strip("0123456789.!@#-_") == ""):
        raise UserError(_("This password is easily guessed. Take a few words that do not belong together."))


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody's")
