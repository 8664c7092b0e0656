"""The indicator screen: one row of the plan in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ishreja.access import Actor
from ishreja.domain.figures import Figure
from ishreja.domain.forecast import Forecast, forecast
from ishreja.domain.periods import seen_month
from ishreja.domain.plan import AdoptedRow, Kind
from ishreja.domain.progress import RowState
from ishreja.domain.standing import Disagreement, parts_disagree
from ishreja.domain.wording import key, similarity
from ishreja.storage.store import Store
from ishreja.views.seen import history_seen
from ishreja.views.standing import PlanStanding, plan_of_months, plan_standing

ALIKE = 0.5  # how alike the names of two rows with equal figures are, for them to look like one figure seen twice


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month of the row, in its unit.

    planned and fact are the month's own, planned_to_date and fact_to_date those up to its end; for a level all of
    them are values, not sums. None is unknown: no plan, not reported, or a month still to come. missing marks a
    month of the window that is over and was not reported; drafted one whose fact is not submitted yet.
    """

    month: int
    planned: Decimal | None
    fact: Decimal | None
    planned_to_date: Decimal | None
    fact_to_date: Decimal | None
    missing: bool
    drafted: bool = False


class Mark(StrEnum):
    """What became of an entry of the ledger; WITHDRAWAL is the act itself."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the ledger and what became of it."""

    figure: Figure
    mark: Mark


@dataclass(frozen=True, slots=True)
class Related:
    """Rows whose figures touch this one's.

    twins are one figure with it, entered once; alike look as if they were; contains are those whose events are
    plausibly counted in it.
    """

    parent: AdoptedRow | None
    twins: tuple[AdoptedRow, ...]
    alike: tuple[AdoptedRow, ...]
    contains: tuple[AdoptedRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One row of the plan, judged as of a day by one edition.

    parts are its children's states; disagreements the months in which they do not add up to its own figure.
    entries are the ledger's as far as the actor sees it, newest first.
    """

    standing: PlanStanding
    state: RowState
    forecast: Forecast
    months: tuple[MonthFigures, ...]
    parts: tuple[RowState, ...]
    disagreements: tuple[Disagreement, ...]
    related: Related
    entries: tuple[Entry, ...]

    @property
    def row(self) -> AdoptedRow:
        """The row itself."""
        return self.state.row

    @property
    def level(self) -> bool:
        """Whether its months are values and not sums."""
        return self.row.row.kind is Kind.LEVEL

    @property
    def drafted(self) -> bool:
        """Whether its fact to date rests on a draft."""
        return self.row.row_id in self.standing.drafts.rows

    @property
    def withdrawable(self) -> dict[int, Decimal | None]:
        """The months whose figure is in force, and so can be withdrawn, with the figure."""
        standing = sorted(
            (entry.figure for entry in self.entries if entry.mark is Mark.CURRENT), key=lambda one: one.month
        )
        return {figure.month: figure.value for figure in standing}


def indicator(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    month: int,
    today: date,
    row_id: int,
    edition: int | None = None,
    *,
    drafts: bool = False,
) -> IndicatorView | None:
    """The row in full, by the edition in force at the month's end or by the one whose number is given.

    None where the place has no plan or the edition no such row; see plan_standing. Raises NotAllowed.
    """
    standing = plan_standing(store, actor, place, year, month, today, edition, drafts=drafts)
    if standing is None:
        return None
    state = next((one for one in standing.states if one.row.row_id == row_id), None)
    if state is None:
        return None
    draft_of = month if row_id in standing.drafts.rows else None
    return IndicatorView(
        standing=standing,
        state=state,
        forecast=forecast(state),
        months=month_figures(state, seen_month(year, month, standing.as_of), draft_of),
        parts=tuple(one for one in standing.states if one.row.parent_id == row_id),
        disagreements=_disagreements(standing, state),
        related=_related(standing.rows, state.row),
        entries=_entries(history_seen(store, actor, place, year, row_id)),
    )


def month_figures(state: RowState, seen: int, draft_of: int | None = None) -> tuple[MonthFigures, ...]:
    """The row's twelve months; facts up to the last month seen. draft_of is the month whose fact is a draft."""
    planned, by_month, level = state.row.planned, plan_of_months(state), state.row.row.kind is Kind.LEVEL
    first, last = state.window or (1, 12)
    to_date: Decimal | None = None
    found = []
    for month in range(1, 13):
        fact = state.months.get(month)
        if fact is not None:
            to_date = fact if level or to_date is None else to_date + fact
        found.append(
            MonthFigures(
                month,
                by_month[month - 1] if by_month else None,
                fact,
                planned[month - 1] if planned else None,
                to_date if month <= seen else None,
                missing=fact is None and first <= month <= min(last, state.elapsed),
                drafted=month == draft_of,
            )
        )
    return tuple(found)


def _disagreements(standing: PlanStanding, state: RowState) -> tuple[Disagreement, ...]:
    """The months up to the chosen one in which the row's own figure is not what its parts add up to."""
    return tuple(
        found
        for month in range(1, standing.month + 1)
        for found in parts_disagree(standing.rows, standing.figures, month)
        if found.row_id == state.row.row_id
    )


def _related(rows: Sequence[AdoptedRow], row: AdoptedRow) -> Related:
    settled = [one for one in rows if one.row_id == row.same_as or one.same_as == row.row_id]
    return Related(
        parent=next((one for one in rows if one.row_id == row.parent_id), None),
        twins=tuple(settled),
        alike=tuple(one for one in rows if one not in settled and _alike(one, row)),
        contains=tuple(one for one in rows if row.row.headline == "events" and _counts_into(one, row)),
    )


def _alike(one: AdoptedRow, other: AdoptedRow) -> bool:
    """Whether two rows look like one figure seen twice: the same fact, target and much the same wording."""
    if one.row_id == other.row_id or one.row.target is None or one.row.previous is None:
        return False
    same = (one.row.previous, one.row.target) == (other.row.previous, other.row.target)
    return same and one.row.target > 1 and similarity(one.row.name, other.row.name) >= ALIKE


def _counts_into(one: AdoptedRow, events: AdoptedRow) -> bool:
    """Whether a row's events are plausibly counted among all events: the same unit, a target, not a level."""
    same_unit = key(one.row.unit or "") == key(events.row.unit or "")
    return one.row_id != events.row_id and same_unit and one.row.target is not None and one.row.kind is not Kind.LEVEL


def _entries(history: Sequence[Figure]) -> tuple[Entry, ...]:
    """The ledger's entries newest first, each with what became of it."""
    found = []
    later: dict[int, Figure] = {}
    for figure in reversed(history):
        after = later.get(figure.month)
        if figure.withdrawn:
            mark = Mark.WITHDRAWAL
        elif after is None:
            mark = Mark.CURRENT
        else:
            mark = Mark.WITHDRAWN if after.withdrawn else Mark.SUPERSEDED
        found.append(Entry(figure, mark))
        later[figure.month] = figure
    return tuple(found)
