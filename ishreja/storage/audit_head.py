"""The last entry of the record of changes, kept in a small file beside the database: the end of a chain cannot show by
itself that it was cut off.

The file is replaced after each commit that recorded anything, and may be behind the database (a process that was
killed in between, a folder that takes no new file), never ahead of it.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FORM = re.compile(r"(\d{1,18}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Head:
    """The sequence of an entry of the record, and its hash."""

    sequence: int
    hash: str


def path_of(database: Path) -> Path:
    """Where the head of the database's record is kept."""
    return database.with_name(f"{database.name}.head")


def read(database: Path) -> Head | None:
    """The head as it was written last; None where there is none that can be read."""
    try:
        found = _FORM.fullmatch(path_of(database).read_text("ascii"))
    except (OSError, UnicodeDecodeError):
        return None
    return Head(int(found[1]), found[2]) if found else None


def write(database: Path, head: Head) -> None:
    """Keep the head in place of the one before; where the folder takes no file the older one stays."""
    path = path_of(database)
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(f"{head.sequence} {head.hash}\n", "ascii")
        new.replace(path)
    except OSError as error:
        logging.getLogger("ishreja").debug("the head of the record was not written: %s", error)


def forget(database: Path) -> None:
    """Keep no head of what is not there any more."""
    with suppress(OSError):
        path_of(database).unlink(missing_ok=True)


def move(database: Path, target: Path) -> None:
    """Let the head follow a database that is moved."""
    if path_of(database).exists():
        path_of(database).replace(path_of(target))
