"""What all tests share: folders of data that are thrown away, and one demo database made once."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ishreja import language
from ishreja.access import attempts
from ishreja.demo import make_demo

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def uzbek_latin() -> Iterator[None]:
    """Every test begins in the default language."""
    language.use(language.DEFAULT)
    yield
    language.use(language.DEFAULT)


@pytest.fixture(autouse=True)
def nothing_attempted() -> Iterator[None]:
    """Every test begins with no refused attempt noted."""
    attempts.forget()
    yield
    attempts.forget()


def _what_makes_the_demo() -> str:
    """The hash of all that the demo is made of: the code below the views, and the reference data."""
    rooms = ("demo", "planning", "reporting", "access", "storage", "intake", "domain")
    code = [path for room in rooms for path in (ROOT / "ishreja" / room).rglob("*") if path.suffix in (".py", ".sql")]
    data = [path for path in (ROOT / "data").iterdir() if path.suffix in (".csv", ".txt")]
    found = hashlib.sha256()
    for path in sorted([*code, *data]):
        found.update(str(path).encode() + path.read_bytes())
    return found.hexdigest()[:16]


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A demo database: Bukhara's offices with their plans of 2023 and invented figures; to be copied, not written to.

    It is made when something has changed that it is made of, and kept in pytest's cache from then on.
    """
    assert pytestconfig.cache is not None
    kept = pytestconfig.cache.mkdir("demo") / f"{_what_makes_the_demo()}.duckdb"
    if not kept.exists():
        for old in kept.parent.glob("*.duckdb"):
            old.unlink()
        shutil.move(make_demo(tmp_path_factory.mktemp("making") / "demo.duckdb"), kept)
    return Path(shutil.copy(kept, tmp_path_factory.mktemp("demo") / "demo.duckdb"))


@pytest.fixture
def demo_folder(demo_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own that holds the demo database."""
    shutil.copy(demo_database, tmp_path / "demo.duckdb")
    monkeypatch.setenv("ISHREJA_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own without any database."""
    monkeypatch.setenv("ISHREJA_DATA", str(tmp_path))
    return tmp_path
