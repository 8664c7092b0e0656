"""The definitions screen: how every figure is computed, with the place's own settings and values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ishreja.access import Actor
from ishreja.domain.definitions import Definition, Group, definitions
from ishreja.domain.periods import elapsed_months
from ishreja.domain.status import DEFAULT, Thresholds
from ishreja.storage import district_cards
from ishreja.storage.store import Store
from ishreja.views.library import LibraryLine, card_lines, library_lines
from ishreja.views.standing import PlanStanding, fresh, plan_standing


@dataclass(frozen=True, slots=True)
class DefinitionsView:
    """Every definition by group, in the page's order.

    thresholds are those in force; standing is the place's plan, None where there is none yet; library holds the
    values of the library indicators by their code: last year's, what the plan implies, and so far.
    """

    groups: tuple[tuple[Group, tuple[Definition, ...]], ...]
    thresholds: Thresholds
    standing: PlanStanding | None
    library: dict[str, LibraryLine]


def definitions_view(
    store: Store, actor: Actor, place: str | None, year: int, month: int, today: date
) -> DefinitionsView:
    """All definitions; with the place's thresholds and values where it has a plan for the year.

    Without a place year and month mean nothing and the default thresholds stand. Raises NotAllowed.
    """
    standing = plan_standing(store, actor, place, year, month, today) if place is not None else None
    thresholds = standing.thresholds if standing else DEFAULT
    every = definitions(thresholds)
    lines: tuple[LibraryLine, ...] = ()
    if standing is not None and (lines := library_lines(standing.states)):
        card = fresh(store, district_cards.card, standing.place, year)
        lines += card_lines(standing.states, card, elapsed_months(year, standing.month, standing.as_of))
    return DefinitionsView(
        groups=tuple((group, tuple(one for one in every if one.group is group)) for group in Group),
        thresholds=thresholds,
        standing=standing,
        library={line.code: line for line in lines},
    )
