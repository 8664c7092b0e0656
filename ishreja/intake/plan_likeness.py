"""Rows of a plan that may be one figure seen twice, or hold each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ishreja.domain.plan import PlanRow, Problem, Severity
from ishreja.domain.wording import key, similarity
from ishreja.language import _
from ishreja.language.formatting import number as shown

_COMMON_WORDS = 3
_COMMON_SHARE = 0.4
_ALIKE = 0.75
_LONG_ENOUGH = 15  # letters from which on wordings that differ a little may mean the same


def same_figures(rows: Sequence[PlanRow], places: Sequence[str]) -> Iterator[Problem]:
    """A question for each two rows with the same fact and target that speak of the same thing."""
    message = _(
        "Rows {first} and {second} have the same fact ({previous}) and target ({target}) and speak of the same thing."
        " If it is one figure, enter it once: it will be shown in both."
    )
    numbered = [at for at, row in enumerate(rows) if row.previous and row.target and row.number]
    for first, second in combinations(numbered, 2):
        one, two = rows[first], rows[second]
        same = (one.previous, one.target) == (two.previous, two.target)
        related = one.number in (two.parent, two.number) or (one.parent is not None and one.parent == two.parent)
        if not same or related or not _alike(one.name, two.name):
            continue
        text = message.format(
            first=one.number, second=two.number, previous=shown(one.previous), target=shown(one.target)
        )
        choices = ("same", "different")
        yield Problem(Severity.QUESTION, places[first], text, f"same_figure:{two.number}", first, choices)


def _alike(first: str, second: str) -> bool:
    if min(len(first), len(second)) < _LONG_ENOUGH:
        return key(first) == key(second)
    one, two = (set(re.findall(r"[a-z']{4,}", key(name))) for name in (first, second))
    common = len(one & two)
    shared = common >= _COMMON_WORDS and common >= _COMMON_SHARE * min(len(one), len(two))
    return shared or similarity(first, second) >= _ALIKE


def containing(rows: Sequence[PlanRow], places: Sequence[str]) -> Iterator[Problem]:
    """The row of all events plausibly contains other rows of events: warn, never sum."""
    for at, row in enumerate(rows):
        if row.headline != "events" or row.unit is None:
            continue
        others = [
            other.number
            for other in rows
            if other.number and other is not row and other.unit and key(other.unit) == key(row.unit)
            and other.target and row.target and other.target < row.target and _speaks_of_events(other)
        ]  # fmt: skip
        if others:
            message = _(
                "This row counts all events and probably holds those of rows {rows} too. They are never added up."
            )
            yield Problem(Severity.NOTE, places[at], message.format(rows=", ".join(others)), "contains_others", at)


def _speaks_of_events(row: PlanRow) -> bool:
    return "tadbir" in key(f"{row.name} {row.mechanism or ''}") or "meropriyat" in key(row.name)
