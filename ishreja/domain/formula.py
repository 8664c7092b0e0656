"""A rule of calculation written as data, so that it can be shown as it is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Formula:
    """An operator and what it works on: names of figures, numbers, or formulas.

    Of numbers: add, subtract, multiply, divide, floor, minimum, maximum. Of many: sum, mean, last (the last
    reported of the months), count. Conditions: absent, at_least, below, zero, over (a window that
    has ended), one_of (a due day of these kinds).
    """

    operator: str
    operands: tuple[str | int | Decimal | Formula, ...]

    def names(self) -> frozenset[str]:
        """The names of the figures that it works on."""
        found: frozenset[str] = frozenset()
        for operand in self.operands:
            if isinstance(operand, Formula):
                found |= operand.names()
            elif isinstance(operand, str):
                found |= {operand}
        return found

    def filled(self, values: Mapping[str, Decimal]) -> Formula:
        """The same formula with these names replaced by their values."""
        return Formula(
            self.operator,
            tuple(
                operand.filled(values)
                if isinstance(operand, Formula)
                else values.get(operand, operand)
                if isinstance(operand, str)
                else operand
                for operand in self.operands
            ),
        )


def formula(operator: str, *operands: str | int | Decimal | Formula) -> Formula:
    """A formula, its operands written one after the other."""
    return Formula(operator, operands)
