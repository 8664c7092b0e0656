"""What all tests share: folders of data that are thrown away, and one demo database made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ishreja import language
from ishreja.demo import make_demo

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def uzbek_latin() -> Iterator[None]:
    """Every test begins in the default language."""
    language.use(language.DEFAULT)
    yield
    language.use(language.DEFAULT)


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo database with the Jondor 2023 plan and its invented figures; to be copied, not written to."""
    folder = tmp_path_factory.mktemp("demo")
    return make_demo(folder / "demo.duckdb")


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
