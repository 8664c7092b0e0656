"""The one file: opened once, migrated, written in whole transactions, reopened after a fatal error."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from ishreja.errors import IshrejaError
from ishreja.storage import Store, StoreBusy, StoreFailed, StoreNewer
from ishreja.storage.migrate import Migration, migrate, migrations


def settings_of(store: Store) -> list[tuple[object, ...]]:
    with store.read() as cursor:
        return cursor.execute("SELECT name FROM setting ORDER BY name").fetchall()


def write(store: Store, name: str) -> None:
    with store.transaction() as tx:
        tx.cursor.execute("INSERT INTO setting VALUES ('p', ?, '1')", [name])


def test_a_committed_write_is_there_after_reopening(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb") as store:
        write(store, "one")
    with Store.open(tmp_path / "a.duckdb") as store:
        assert settings_of(store) == [("one",)]


@pytest.mark.parametrize("raised", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_any_exception_rolls_the_write_back(tmp_path: Path, raised: type[BaseException]) -> None:
    with Store.open(tmp_path / "a.duckdb") as store:
        with pytest.raises(raised), store.transaction() as tx:
            tx.cursor.execute("INSERT INTO setting VALUES ('p', 'half', '1')")
            raise raised
        assert settings_of(store) == []
        write(store, "after")
        assert settings_of(store) == [("after",)]


def test_readers_see_nothing_of_an_open_write(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb") as store:
        with store.transaction() as tx:
            tx.cursor.execute("INSERT INTO setting VALUES ('p', 'open', '1')")
            assert settings_of(store) == []
        assert settings_of(store) == [("open",)]


def test_a_write_within_a_write_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb") as store, store.transaction(), pytest.raises(IshrejaError):
        write(store, "inner")


def test_the_sequence_grows_with_every_write_and_not_with_reads(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb") as store:
        before = store.sequence()
        settings_of(store)
        assert store.ping() == before
        write(store, "one")
        assert store.sequence() > before


def test_what_is_written_again_and_again_is_not_held_in_memory(tmp_path: Path) -> None:
    def held(store: Store) -> int:
        with store.read() as cursor:
            rows = cursor.execute("SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'TRANSACTION'").fetchall()
        return int(rows[0][0])

    Store.open(tmp_path / "a.duckdb").close()
    with Store.open(tmp_path / "a.duckdb") as store:  # as every start but the first
        write(store, "one")
        for value in range(20):
            with store.transaction() as tx:
                tx.cursor.execute("UPDATE setting SET value = ? WHERE name = 'one'", [str(value)])
        assert held(store) < 1_000_000  # of each write that is held a quarter of a megabyte would be
        with store.read() as cursor:
            cursor.execute("CHECKPOINT")  # which a transaction left open would refuse
        assert held(store) == 0


def test_two_stores_of_one_file_write_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with Store.open(path) as first, Store.open(path) as second:
        threads = [
            threading.Thread(target=write, args=(store, f"{number}-{count}"))
            for number, store in enumerate((first, second))
            for count in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(settings_of(first)) == 16
        assert first.sequence() == second.sequence()


def test_a_file_open_in_another_process_is_said_to_be_busy(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    code = (
        "import sys; from pathlib import Path; from ishreja.storage import Store\n"
        f"store = Store.open(Path({str(path)!r})); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "open\n"
        with pytest.raises(StoreBusy) as told:
            Store.open(path)
        assert "\n" not in str(told.value)
        other.communicate("")
    Store.open(path).close()


def test_the_demo_mark_is_kept_in_the_file(tmp_path: Path) -> None:
    Store.open(tmp_path / "demo.duckdb", demo=True).close()
    Store.open(tmp_path / "own.duckdb").close()
    with Store.open(tmp_path / "demo.duckdb") as demo, Store.open(tmp_path / "own.duckdb", demo=True) as own:
        assert demo.demo
        assert not own.demo


def test_a_newer_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    Store.open(path).close()
    with duckdb.connect(str(path)) as newer:
        newer.execute("INSERT INTO migration VALUES (999, 'later', 'x', TIMESTAMP '2030-01-01')")
    before = path.read_bytes()
    with pytest.raises(StoreNewer, match="yangi"):
        Store.open(path)
    assert path.read_bytes() == before


def test_migrations_are_applied_once_and_recorded(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    Store.open(path).close()
    Store.open(path).close()
    with duckdb.connect(str(path)) as opened:
        recorded = opened.execute("SELECT number, checksum FROM migration ORDER BY number").fetchall()
    assert recorded == [(step.number, step.checksum) for step in migrations()]


def test_a_migration_edited_afterwards_is_noticed() -> None:
    with duckdb.connect() as memory:
        migrate(memory, (Migration(1, "first", "CREATE TABLE one (a INTEGER)", "old"),))
        with pytest.raises(IshrejaError, match="0001"):
            migrate(memory, (Migration(1, "first", "CREATE TABLE one (b INTEGER)", "new"),))


def test_a_migration_that_fails_leaves_nothing_behind() -> None:
    with duckdb.connect() as memory:
        with pytest.raises(duckdb.Error):
            migrate(memory, (Migration(1, "half", "CREATE TABLE one (a INTEGER); SELECT nonsense", "x"),))
        tables = memory.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        assert tables == [("migration",)]


def test_migrations_are_numbered_without_gaps(tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_text("SELECT 1")
    (tmp_path / "0003_b.sql").write_text("SELECT 1")
    with pytest.raises(IshrejaError, match="0003_b"):
        migrations(tmp_path)


def test_a_damaged_file_is_refused_with_a_message(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StoreFailed):
        Store.open(path)


def test_after_a_fatal_error_the_next_use_opens_the_file_anew(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb") as store:
        write(store, "kept")
        with pytest.raises(StoreFailed), store.transaction() as tx:
            tx.cursor.execute("INSERT INTO setting VALUES ('p', 'lost', '1')")
            raise duckdb.FatalException("database has been invalidated")
        assert settings_of(store) == [("kept",)]
        write(store, "again")
        assert settings_of(store) == [("again",), ("kept",)]


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "a.duckdb")
    store.close()
    store.close()
    with pytest.raises(IshrejaError):
        settings_of(store)


def test_the_database_reads_and_writes_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with Store.open(tmp_path / "a.duckdb") as store, store.read() as cursor:
        with pytest.raises(duckdb.Error):
            cursor.execute("SELECT * FROM read_csv(?)", [str(tmp_path / "secret.csv")])
        with pytest.raises(duckdb.Error):
            cursor.execute("SET enable_external_access = true")
