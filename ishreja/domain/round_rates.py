"""How punctual and how complete a place reports: two rates that are never mixed.

Timeliness is months handed in on time ÷ months expected, completeness rows filled in ÷ rows due. A month is expected
from the one in which the place adopted its first plan of that year or of one before it, and counts once its due day
is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """A share as it was counted: met of counted; share is None where nothing counts yet."""

    met: int
    counted: int

    @property
    def share(self) -> Decimal | None:
        """met ÷ counted, unrounded (1 is the whole)."""
        return Decimal(self.met) / self.counted if self.counted else None


@dataclass(frozen=True, slots=True)
class Timing:
    """A month's due day, and the day on which it was first handed in, None where it was not."""

    due: date
    submitted: date | None


def is_expected(year: int, month: int, joined: date | None) -> bool:
    """Whether a report of the month is expected of a place whose first plan was adopted on that day, None for never.

    Of plans those of the month's year and of years before it count. The month in which it joined is the first one;
    what lay before may be handed in, and is neither late nor closed.
    """
    return joined is not None and (year, month) >= (joined.year, joined.month)


def days_late(timing: Timing, today: date) -> int:
    """By how many days the report came after its due day, or is behind it by today; 0 where it is not."""
    return max(0, ((timing.submitted or today) - timing.due).days)


def timeliness(expected: Iterable[Timing], today: date) -> Rate:
    """Handed in on time ÷ expected, over the expected months whose due day is over."""
    over = [one for one in expected if one.due < today]
    return Rate(sum(one.submitted is not None and one.submitted <= one.due for one in over), len(over))


def completeness(rows: Iterable[tuple[int, int]]) -> Rate:
    """Rows filled in ÷ rows due, of (filled in, due) month by month."""
    counted = list(rows)
    return Rate(sum(filled for filled, _due in counted), sum(due for _filled, due in counted))
