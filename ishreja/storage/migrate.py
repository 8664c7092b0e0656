"""Numbered migrations, each applied once and recorded with its checksum."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from ishreja.errors import IshrejaError, UserError
from ishreja.language import _

FOLDER = Path(__file__).parent / "migrations"


class StoreNewer(UserError):
    """The database was made by a newer version of the product; it is left untouched."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: NNNN_name.sql; checksum is the sha256 of its text."""

    number: int
    name: str
    sql: str
    checksum: str


@cache
def migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """All steps in their order; raises IshrejaError when a number is missing or stands twice."""
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"(\d{4})_(\w+)", path.stem)
        if match is None or int(match[1]) != len(found) + 1:
            raise IshrejaError(f"{path.name}: migrations are numbered from 0001 without gaps")
        sql = path.read_text(encoding="utf-8")
        checksum = hashlib.sha256(sql.encode()).hexdigest()
        found.append(Migration(int(match[1]), match[2], sql, checksum))
    return tuple(found)


def migrate(connection: duckdb.DuckDBPyConnection, steps: tuple[Migration, ...]) -> None:
    """Bring the database to the newest step.

    Raises StoreNewer when the database knows a step that these do not have, IshrejaError when an applied step
    was edited afterwards.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration"
        " (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL, checksum VARCHAR NOT NULL,"
        " applied_at TIMESTAMP NOT NULL)"
    )
    rows = connection.execute("SELECT number, checksum FROM migration ORDER BY number").fetchall()
    applied = {int(number): str(checksum) for number, checksum in rows}
    if any(number > len(steps) for number in applied):
        raise StoreNewer(
            _(
                "The database was made by a newer version of ishreja. Update the program, then open it again;"
                " the data were not touched."
            )
        )
    for step in steps:
        if step.number not in applied:
            _apply(connection, step)
        elif applied[step.number] != step.checksum:
            raise IshrejaError(f"migration {step.number:04} was edited after it had been applied")


def _apply(connection: duckdb.DuckDBPyConnection, step: Migration) -> None:
    connection.begin()
    try:
        connection.execute(step.sql)
        connection.execute(
            "INSERT INTO migration VALUES (?, ?, ?, now() AT TIME ZONE 'UTC')",
            [step.number, step.name, step.checksum],
        )
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
