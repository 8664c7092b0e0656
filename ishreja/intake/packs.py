"""Many workbooks in one go: the files that were dropped, and those inside of packed folders (.zip).

A packed folder is read in memory under the guard's own rules and never written anywhere. A folder within a folder is
flat here; a pack within a pack is one more file that is no workbook.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from ishreja.errors import UserError
from ishreja.intake.guard import BROKEN, MAX_BYTES, check_directory, shown_name
from ishreja.intake.refusals import refusal
from ishreja.language import _, number

MAX_FILES = 50
MAX_TOTAL = 20_000_000
# Workbooks that are stored and not packed show their own directories: this many entries are still cheap to hold.
_MAX_ENTRIES = 5000
_DOCUMENTS = frozenset({"[content_types].xml", "mimetype"})
_LEFT_BEHIND = ("~$", ".", "thumbs.db", "desktop.ini")  # what the systems and Excel leave beside a folder's files


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file to be read; refused says why it could not be taken out of its pack, and data is empty then."""

    name: str
    data: bytes
    refused: str = ""


def unpacked(files: Sequence[tuple[str, bytes]]) -> tuple[Dropped, ...]:
    """The files by name and bytes, with packed folders opened, in their order; a bad pack is one refused file.

    Raises UserError where they are more than 50 or larger than 20 MB altogether.
    """
    found: list[Dropped] = []
    left = MAX_TOTAL
    for name, data in files:
        for one in _opened(shown_name(name), data, left):
            found.append(one)
            left -= len(one.data)
            if len(found) > MAX_FILES or left < 0:
                raise _too_much()
    return tuple(found)


def _too_much() -> UserError:
    return UserError(
        _("At most {files} files of {size} MB together are read in one go. Send them in two parts.").format(
            files=number(MAX_FILES), size=number(MAX_TOTAL // 1_000_000)
        )
    )


def _opened(name: str, data: bytes, left: int) -> list[Dropped]:
    """The file itself, or what a packed folder holds; a pack that may not be opened is one refused file."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or len(data) > MAX_BYTES:
        return [Dropped(name, data)]
    if data.count(b"PK\x01\x02") > _MAX_ENTRIES:
        return [Dropped(name, b"", str(refusal("large")))]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if not parts or any(part.filename.casefold() in _DOCUMENTS for part in parts):
                return [Dropped(name, data)]
            check_directory(parts)
            return _held(archive, [part for part in parts if not part.is_dir() and _is_a_persons(part.filename)], left)
    except UserError as error:
        return [Dropped(name, b"", str(error))]
    except BROKEN:
        return [Dropped(name, b"", str(refusal("damaged")))]


def _held(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], left: int) -> list[Dropped]:
    if not parts:
        raise refusal("archive")
    if len(parts) > MAX_FILES:
        raise _too_much()
    found = []
    for part in parts:
        found.append(_taken_out(archive, part, left))
        left -= len(found[-1].data)
    return found


def _taken_out(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> Dropped:
    """One file of a pack, never more of it than a workbook may have."""
    name = shown_name(_name_of(part))
    most = min(MAX_BYTES, left)
    try:
        with archive.open(part) as source:
            data = source.read(most + 1)
    except BROKEN:
        return Dropped(name, b"", str(refusal("damaged")))
    if len(data) > MAX_BYTES:
        return Dropped(name, b"", str(refusal("large")))
    if len(data) > left:
        raise _too_much()
    return Dropped(name, data)


def _is_a_persons(path: str) -> bool:
    steps = path.casefold().split("/")
    return steps[0] != "__macosx" and not steps[-1].startswith(_LEFT_BEHIND)


def _name_of(part: zipfile.ZipInfo) -> str:
    """The file's name; Windows packs Cyrillic ones in its old code page without saying so."""
    if part.flag_bits & 0x800 or part.filename.isascii():
        return part.filename
    try:
        return part.filename.encode("cp437").decode("cp866")
    except UnicodeError:
        return part.filename
