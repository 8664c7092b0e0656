"""Message catalogues: English message ids, Uzbek Latin written by hand, Uzbek Cyrillic made from it.

The Latin catalogue is kept in locale/uz/*.po, one file an area. `python -m ishreja.language.build` compiles them
and their transliteration; a catalogue that was never built, or is older than its sources, is built on first use.
"""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from functools import lru_cache

from ishreja.domain.transliteration import to_cyrillic

DEFAULT = "uz"
LANGUAGES = ("uz", "uz_Cyrl")

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def use(language: str) -> None:
    """Read and write in this language from here on, in this thread or task; an unknown one means the default."""
    _language.set(language if language in LANGUAGES else DEFAULT)


def current() -> str:
    """The language in force: "uz" or "uz_Cyrl"."""
    return _language.get()


def _(message: str) -> str:
    """The message in the language in force."""
    return _catalogue(_language.get()).gettext(message)


@lru_cache(maxsize=4096)
def _cyrillic(text: str) -> str:
    return to_cyrillic(text)


def script(text: str) -> str:
    """Text of a document (a row's name, a unit) in the letters of the language in force."""
    return _cyrillic(text) if _language.get() == "uz_Cyrl" else text


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    from ishreja.language import build  # here, so that build can be run as a module of its own

    with build.compiled(language) as file:
        return gettext.GNUTranslations(file)
