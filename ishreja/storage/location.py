"""Where the databases lie: one with the office's own data, one with demo data."""

from __future__ import annotations

import os
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """The folder of the databases: ISHREJA_DATA, else data/ beside the package; made when missing."""
    folder = Path(os.environ.get("ISHREJA_DATA") or _REPOSITORY / "data")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def own_path() -> Path:
    """The database of the office's own data, whether it exists or not."""
    return data_folder() / "ishreja.duckdb"


def demo_path() -> Path:
    """The database of the demo data, whether it exists or not."""
    return data_folder() / "demo.duckdb"


def database_path() -> Path:
    """The database that the product opens: the office's own, unless only the demo exists.

    Where there is neither it is the office's own, so that what is entered first never lands in a demo file.
    """
    own, demo = own_path(), demo_path()
    return demo if demo.exists() and not own.exists() else own
