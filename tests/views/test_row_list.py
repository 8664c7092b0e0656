"""How addresses name the rows of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from ishreja.domain.plan import AdoptedRow
from ishreja.views.row_list import row_codes
from tests.ledger import row


def coded(*rows: tuple[str | None, int | None]) -> Sequence[str]:
    """The codes of rows given as number and the row (from 1) that they stand under."""
    adopted = [
        AdoptedRow(row_id, parent, row(number, f"Qator {row_id}"), None)
        for row_id, (number, parent) in enumerate(rows, start=1)
    ]
    return list(row_codes(adopted).values())


def test_a_row_is_named_by_its_number() -> None:
    assert coded(("1", None), ("13", None), ("13.1", 2), ("2.", None)) == ["1", "13", "13.1", "2"]


def test_a_row_without_a_number_is_named_by_its_place_under_its_parent() -> None:
    assert coded(("17", None), (None, 1), (None, 1), ("18", None), (None, 4)) == ["17", "17/1", "17/2", "18", "18/1"]


def test_parts_of_parts_and_rows_under_nothing_have_names_too() -> None:
    assert coded(("26", None), (None, 1), (None, 2), (None, None), (None, None)) == [
        "26",
        "26/1",
        "26/1/1",
        "0/1",
        "0/2",
    ]


def test_a_number_that_stands_twice_names_each_of_its_rows() -> None:
    names = coded(("5", None), ("5", None), (None, 2), ("5", None))
    assert names == ["5", "5_2", "5_2/1", "5_3"]
