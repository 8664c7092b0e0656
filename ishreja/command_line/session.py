"""The store that a command works with, and the plan it is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from ishreja.errors import UserError
from ishreja.language import _
from ishreja.language.formatting import TASHKENT
from ishreja.storage import Store, StoreBusy, plans
from ishreja.storage.location import database_path
from ishreja.views.choices import DEMO_PLACE


def today() -> date:
    """Today's date in Tashkent."""
    return datetime.now(TASHKENT).date()


@contextmanager
def opened() -> Iterator[Store]:
    """The database that the product opens. Raises StoreBusy where the server has it, UserError where there is none."""
    path = database_path()
    if not path.exists():
        raise UserError(_("There are no data yet. Adopt a plan first: python -m ishreja plan adopt FILE"))
    with Store.open(path) as store:
        yield store


def know_places() -> None:
    """Know the places that were added, where there is a database that the server does not have open."""
    path = database_path()
    if path.exists():
        with suppress(StoreBusy):
            Store.open(path).close()


def chosen_plan(store: Store, place: str | None, year: int | None) -> tuple[str, int]:
    """The plan meant: the only place where none is named (in the demo Jondor), its latest year where none is named."""
    known = [one for one in plans.plans(store) if place in (None, one[0]) and year in (None, one[1])]
    if not known:
        raise UserError(_("There is no such plan. Adopt it first, or correct the place and the year."))
    if place is None and store.demo:
        known = [one for one in known if one[0] == DEMO_PLACE] or known
    if len({code for code, _year in known}) > 1:
        raise UserError(_("There are plans of several places. Name one with --place."))
    return known[0]


def contents(path: Path) -> bytes:
    """The file's bytes. Raises UserError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(_("The file {name} cannot be opened. Check its name and place.").format(name=path)) from error


def written(path: Path, data: bytes) -> None:
    """Write the file. Raises UserError where that is not possible."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UserError(_("The file {name} cannot be written. Check the folder.").format(name=path)) from error
