"""Compiles the message catalogues: `python -m ishreja.language.build`."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ishreja.domain.transliteration import to_cyrillic
from ishreja.errors import IshrejaError

LOCALE = Path(__file__).parent / "locale"
SOURCES = LOCALE / "uz"

# What must stay as it is in Cyrillic text: placeholders, markup, addresses and the names of formats and programs.
_KEPT = re.compile(
    r"\{[^{}]*\}|<[^<>]*>|&\w+;|https?://\S+|`[^`]*`"
    r"|\b(?:XLSX|DOCX|PDF|ICS|CSV|ZIP|XLS|DOC|Excel|LibreOffice|Word|Ctrl|Enter|Tab|ISO|SOATO|ishreja)\b"
    r"|\.(?:xls[xmb]?|docx?|od[st]|pdf|ics|csv)\b|\bStrict Open XML\b"
)


def read_sources() -> Catalog:
    """All Uzbek Latin messages as one catalogue; the same id with two translations is refused."""
    merged = Catalog(locale="uz")
    for path in sorted(SOURCES.glob("*.po")):
        for message in read_po(io.BytesIO(path.read_bytes()), locale="uz"):
            if not message.id:
                continue
            known = merged.get(message.id)
            if known is not None and known.string != message.string:
                raise IshrejaError(f"{path.name}: {message.id!r} is translated twice, differently")
            merged.add(message.id, message.string)
    return merged


def in_cyrillic(text: str) -> str:
    """A message in Uzbek Cyrillic; placeholders, markup and the names of formats stay."""
    parts, end = [], 0
    for kept in _KEPT.finditer(text):
        parts += [to_cyrillic(text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*parts, to_cyrillic(text[end:])])


def catalogue(language: str) -> Catalog:
    """The catalogue of one language, made from the sources."""
    source = read_sources()
    if language == "uz":
        return source
    cyrillic = Catalog(locale="uz")
    for message in source:
        if message.id:
            cyrillic.add(message.id, in_cyrillic(str(message.string)))
    return cyrillic


def compile_catalogue(language: str) -> bytes:
    """One language's catalogue in gettext's binary form."""
    out = io.BytesIO()
    write_mo(out, catalogue(language))
    return out.getvalue()


def _target(language: str) -> Path:
    return LOCALE / f"{language}.mo"


def compiled(language: str) -> BinaryIO:
    """The compiled catalogue, built now where it is missing or older than its sources."""
    target = _target(language)
    newest = max(path.stat().st_mtime for path in [Path(__file__), *SOURCES.glob("*.po")])
    if target.exists() and target.stat().st_mtime >= newest:
        return target.open("rb")
    return io.BytesIO(compile_catalogue(language))


def main() -> None:
    """Write every language's compiled catalogue beside the sources."""
    for language in ("uz", "uz_Cyrl"):
        _target(language).write_bytes(compile_catalogue(language))


if __name__ == "__main__":
    main()
