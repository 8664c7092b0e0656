"""Values on their way between Python and the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ishreja.errors import IshrejaError

Row = tuple[object, ...]
_LARGEST = Decimal(10) ** 15  # DECIMAL(18, 3)


def fits(value: Decimal) -> bool:
    """Whether the ledger holds the number exactly: a finite one, below 10^15, with at most three decimals."""
    return value.is_finite() and abs(value) < _LARGEST and value == round(value, 3)


def exact(value: object) -> Decimal:
    """A decimal column's value without the zeros that the column adds: 550, not 550.000."""
    if not isinstance(value, Decimal):
        raise IshrejaError(f"not a decimal: {value!r}")
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def optional_exact(value: object) -> Decimal | None:
    """The same, of a column that may be NULL."""
    return None if value is None else exact(value)


def columns(rows: Sequence[Row]) -> list[list[object]]:
    """Rows turned into columns, to be bound to unnest(); there must be at least one row."""
    return [list(column) for column in zip(*rows, strict=True)]


def as_json(value: object) -> str:
    """Text that says the same value always in the same way."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_list(text: object) -> tuple[str, ...]:
    """A JSON list of texts, read."""
    return tuple(str(item) for item in json.loads(str(text)))


def text_mapping(text: object) -> dict[str, str]:
    """A JSON object of texts, read."""
    return {str(name): str(value) for name, value in json.loads(str(text)).items()}


def optional(value: object) -> str | None:
    """A text column's value."""
    return None if value is None else str(value)


def whole(value: object) -> int:
    """An integer column's value; raises IshrejaError where it is NULL."""
    if not isinstance(value, int):
        raise IshrejaError(f"not an integer: {value!r}")
    return value


def first(rows: Iterable[Row]) -> Row | None:
    """The first row, if there is one."""
    return next(iter(rows), None)
