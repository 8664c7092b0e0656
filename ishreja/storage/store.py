"""The one database file: its connection, its one write lock, its transactions.

One process owns the file. Every operation has a cursor of its own; writes take one lock and are one transaction
each. After a fatal error (a full disk) DuckDB refuses everything until the file is closed and opened again,
which the next use does by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, cast

import duckdb

from ishreja.domain.places import Place, know
from ishreja.errors import IshrejaError, UserError
from ishreja.language import _
from ishreja.storage import audit_head
from ishreja.storage.audit_head import Head
from ishreja.storage.migrate import migrate, migrations

Cursor = duckdb.DuckDBPyConnection
Clock = Callable[[], datetime]
T = TypeVar("T")

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "lock_configuration": True,
}
# What a full disk or a failing one raises; a transaction that cannot be committed is one of them, for with one
# writer there are no conflicts.
_DISK = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException)
_KEPT = 4096  # readings kept in memory, the oldest given up first
_REOPEN_SECONDS = 10.0


class StoreBusy(UserError):
    """Another process has the database open."""


class StoreFailed(UserError):
    """The database could not be opened, read or written (a full disk, a damaged file)."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """A write in progress: its cursor, and the moment (UTC, no zone) that all its rows bear."""

    cursor: Cursor
    at: datetime
    touched: set[tuple[str, str]] = field(default_factory=set)
    """What it wrote, as (module of storage, place): readings kept of these are made anew."""
    recorded: list[Head] = field(default_factory=list)
    """Its entries in the record of changes; the last one is kept beside the file once it is committed."""


def utc_now() -> datetime:
    """The moment, UTC without a zone, to the microsecond."""
    return datetime.now(UTC).replace(tzinfo=None)


class _Gate:
    """What all stores of one file in this process share: the write lock, and the count of writes, of all and each."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.writing = False
        self.sequence = 0
        self.versions: dict[tuple[str, str], int] = {}


_gates: dict[Path, _Gate] = {}
_gates_lock = threading.Lock()


class Store:
    """An open database. Use Store.open; close it, or use it as a context."""

    def __init__(self, path: Path, connection: Cursor, demo: bool, clock: Clock) -> None:
        self.path = path
        self.demo = demo
        self._clock = clock
        self._connection: Cursor | None = connection
        self._failed = False
        self._using = 0
        self._state = threading.Condition()
        self._kept: dict[Hashable, tuple[int, object]] = {}
        self._keeping = threading.Lock()
        with _gates_lock:
            self._gate = _gates.setdefault(path, _Gate())
        with self.read() as cursor:
            row = cursor.execute("SELECT coalesce(max(sequence), 0) FROM audit").fetchone()
            head = audit_head.read(path)
            held = cursor.execute(
                "SELECT hash FROM audit WHERE sequence = ?", [head.sequence if head else 0]
            ).fetchone()
        # A head that the record does not hold says that entries are gone: it is not written over.
        self._keeps_head = head is None or held == (head.hash,)
        self._gate.sequence = max(self._gate.sequence, int(row[0]) if row else 0)
        self.know_places()

    @classmethod
    def open(cls, path: Path, *, demo: bool = False, clock: Clock = utc_now) -> Store:
        """Open the file, made and brought to the newest schema when needed.

        demo marks a file that is made now; an existing file knows itself. clock gives the moment (UTC, no zone)
        that a write bears. Raises StoreBusy when another process has it, StoreNewer when a newer version made it,
        StoreFailed when it is damaged or cannot be written.
        """
        path = path.resolve()
        if not path.exists():
            audit_head.forget(path)  # that of a database which was here before
        connection = _connect(path)
        try:
            migrate(connection, migrations())
            return cls(path, connection, _recorded_demo(connection, demo), clock)
        except duckdb.Error as error:
            connection.close()
            raise _failure(error) from error
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Close the file; safe to call twice."""
        with self._gate.lock, self._state:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def now(self) -> datetime:
        """The moment (UTC, no zone) that a write would bear now."""
        return self._clock()

    def sequence(self) -> int:
        """A number that grows with every write."""
        return self._gate.sequence

    def version(self, module: str = "", place: str = "") -> int:
        """A number that grows with every write of a module of storage, or of any, to a place, or to any.

        Kept readings go by it.
        """
        return self._gate.versions.get((module, place), 0)

    def know_places(self) -> None:
        """Let the domain know the places that this installation added, and no others."""
        with self.read() as cursor:
            rows = cursor.execute("SELECT code, name, kind, parent FROM place ORDER BY code").fetchall()
        know(Place(str(code), str(name), str(kind), str(parent)) for code, name, kind, parent in rows)

    def ping(self) -> int:
        """The sequence, once a real query has gone through; raises StoreFailed where it does not."""
        with self.read() as cursor:
            cursor.execute("SELECT count(*) FROM installation").fetchone()
        return self.sequence()

    @contextmanager
    def read(self) -> Iterator[Cursor]:
        """A cursor for reading; it sees what was committed when its statement starts.

        Raises StoreFailed when the database cannot be read; the next use opens it anew.
        """
        cursor = self._enter()
        try:
            yield cursor
        except duckdb.FatalException as error:
            self._failed = True
            raise _failure(error) from error
        finally:
            self._leave(cursor)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """The one write at a time: committed at the end, rolled back at any exception.

        Raises StoreFailed when it could not be written. A commit that raised may be durable all the same: look
        the work up by its key before doing it again.
        """
        with self._gate.lock:
            if self._gate.writing:
                raise IshrejaError("a transaction is already open in this thread")
            self._gate.writing = True
            try:
                with self.read() as cursor:
                    yield from self._transact(cursor)
            except _DISK as error:
                self._failed = True
                raise _failure(error) from error
            finally:
                self._gate.writing = False

    def _transact(self, cursor: Cursor) -> Iterator[Transaction]:
        cursor.begin()
        tx = Transaction(cursor, self._clock())
        try:
            yield tx
            cursor.commit()
            if tx.recorded and self._keeps_head:
                audit_head.write(self.path, tx.recorded[-1])
        except BaseException as error:
            try:
                cursor.rollback()
            except duckdb.Error as second:
                error.add_note(f"rollback: {second}")
            raise
        finally:  # a commit that raised may be durable
            self._gate.sequence += 1
            anywhere = {(module, "") for module, _place in tx.touched}
            anyhow = {("", place) for _module, place in tx.touched}
            for module, place in tx.touched | anywhere | anyhow:
                self._gate.versions[module, place] = self._gate.versions.get((module, place), 0) + 1

    def keep(self, key: Hashable, make: Callable[[], T], version: int = 0) -> T:
        """The value made for this key, kept in memory until another version of it is asked for.

        What never changes once written has the one version 0.
        """
        kept = self._kept.get(key)
        if kept is not None and kept[0] == version:
            return cast(T, kept[1])
        made = make()
        with self._keeping:
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = (version, made)
        return made

    def kept(self, key: Hashable, version: int = 0) -> object:
        """The value kept for this key in this version, None where there is none."""
        found = self._kept.get(key)
        return found[1] if found is not None and found[0] == version else None

    def _enter(self) -> Cursor:
        with self._state:
            if self._failed:
                self._reopen()
            if self._connection is None:
                raise IshrejaError("the store is closed")
            cursor = self._connection.cursor()
            self._using += 1
            return cursor

    def _leave(self, cursor: Cursor) -> None:
        with self._state:
            cursor.close()
            self._using -= 1
            self._state.notify_all()

    def _reopen(self) -> None:
        if not self._state.wait_for(lambda: self._using == 0, timeout=_REOPEN_SECONDS):
            raise StoreFailed(_("The database is being restored. Try again in a moment."))
        if self._failed and self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._connection is None:
            self._connection = _connect(self.path)
            self._failed = False


def _connect(path: Path) -> Cursor:
    try:
        return duckdb.connect(str(path), config=_CONFIG)
    except duckdb.Error as error:
        if isinstance(error, duckdb.IOException) and "Could not set lock on file" in str(error):
            raise StoreBusy(
                _("The database is open in another program (the server). Close it, then try again.")
            ) from error
        raise _failure(error) from error


def _failure(error: duckdb.Error) -> StoreFailed:
    if isinstance(error, (duckdb.FatalException, *_DISK)):
        return StoreFailed(
            _(
                "The database could not be read or written. See whether the disk is full, then look whether"
                " your last entry is there before you enter it again."
            )
        )
    return StoreFailed(_("The database file is damaged. Restore it from a copy; do not delete anything."))


def _recorded_demo(connection: Cursor, demo: bool) -> bool:
    # All of it: a result left open is a transaction left open, for whose sake all that is written is held in memory.
    rows = connection.execute("SELECT demo FROM installation").fetchall()
    if rows:
        return bool(rows[0][0])
    connection.execute("INSERT INTO installation VALUES (?, ?)", [demo, utc_now()])
    return demo
