"""Workbooks of September as offices of the round fill them in, and packed folders of them."""

from __future__ import annotations

from collections.abc import Mapping

from ishreja.access import command_line_actor
from ishreja.intake.packs import Dropped, unpacked
from ishreja.reporting import month_form
from tests.faults.corpus import packed
from tests.intake.workbooks import typed
from tests.ledger import PLACE, YEAR
from tests.rounds import Round

__all__ = ["dropped", "filled", "folder"]


def filled(work: Round, place: str = PLACE, month: int = 9, first: object = 5, second: object = 300) -> bytes:
    """The place's template with figures at its rows 1 and 2.1."""
    form = month_form(work.store, command_line_actor(), place, YEAR, month)
    rows = form.typed_rows()
    return typed(form, {rows[0].row_id: first, rows[1].row_id: second})


def folder(files: Mapping[str, bytes]) -> bytes:
    """The files as a .zip."""
    return packed(dict(files))


def dropped(name: str, data: bytes) -> Dropped:
    """The one file as it comes out of unpacking."""
    (one,) = unpacked([(name, data)])
    return one
