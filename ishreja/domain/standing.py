"""How many rows stand where: of a plan, a section or a service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ishreja.domain import services
from ishreja.domain.figures import Months
from ishreja.domain.plan import AdoptedRow, PlanRow
from ishreja.domain.progress import RowState, Status, headline_share, is_due
from ishreja.domain.spread import one_unit

EVERYONE = services.ALL
SHARE_ON_PLAN, SHARE_WATCH = Decimal("0.8"), Decimal("0.6")
"""The share of due rows on plan from which a set of rows is called on plan, and to be watched."""
ALL_SERVICES = ("abonement", "fond", "bibliografiya", "akt")
"""What "all services" stands for."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows counted once each: all of them, those due, the due ones by status, and the share (0-1) on plan.

    share is None where nothing is due.
    """

    rows: int
    due: int
    by_status: Mapping[Status, int]
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A row whose figure for a month is not the sum of its parts' figures."""

    row_id: int
    month: int
    total: Decimal
    parts: Decimal


def tally(states: Iterable[RowState]) -> Tally:
    """The states counted."""
    every = list(states)
    due = [state for state in every if is_due(state)]
    return Tally(len(every), len(due), Counter(state.status for state in due), headline_share(due))


def merged(tallies: Iterable[Tally]) -> Tally:
    """Tallies of different rows as one."""
    every = list(tallies)
    counts: Counter[Status] = Counter()
    for one in every:
        counts.update(one.by_status)
    due = sum(one.due for one in every)
    good = counts[Status.DONE] + counts[Status.ON_PLAN]
    return Tally(sum(one.rows for one in every), due, counts, Decimal(good) / due if due else None)


def share_status(found: Tally) -> Status:
    """The word for a set of rows: by the share of the due ones that are on plan.

    Not due where none is; not reported where none is done, and none of those still to be judged has a figure.
    """
    if found.share is None:
        return Status.NOT_DUE
    judged = found.due - found.by_status.get(Status.OVERDUE, 0)
    if judged and found.by_status.get(Status.NOT_REPORTED, 0) == judged:
        return Status.NOT_REPORTED
    if found.share >= SHARE_ON_PLAN:
        return Status.ON_PLAN
    return Status.WATCH if found.share >= SHARE_WATCH else Status.BEHIND


def tally_by_section(states: Iterable[RowState]) -> dict[str, Tally]:
    """Each section's tally by its numeral, in the plan's order; rows above the first section have ""."""
    groups: dict[str, list[RowState]] = {}
    for state in states:
        groups.setdefault(state.row.row.section or "", []).append(state)
    return {section: tally(group) for section, group in groups.items()}


def services_of(row: PlanRow, all_services: Sequence[str] = ALL_SERVICES) -> tuple[str, ...]:
    """The services in whose tables the row stands: those named, "all" as each of them, and the one that reports.

    A row that names none has ("",).
    """
    named = [code for service in row.services for code in (all_services if service == EVERYONE else (service,))]
    if row.lead and row.lead != EVERYONE:
        named.append(row.lead)
    return tuple(dict.fromkeys(named)) or ("",)


def by_service(states: Iterable[RowState], all_services: Sequence[str] = ALL_SERVICES) -> dict[str, list[RowState]]:
    """Each service's rows in the plan's order; a shared row stands in each of its services."""
    groups: dict[str, list[RowState]] = {}
    for state in states:
        for service in services_of(state.row.row, all_services):
            groups.setdefault(service, []).append(state)
    return groups


def parts_disagree(rows: Sequence[AdoptedRow], figures: Mapping[int, Months], month: int) -> tuple[Disagreement, ...]:
    """The rows whose own figure for the month is not what their parts add up to.

    Asked only where the row has reported and its parts share its unit: once all parts have reported, or where
    those that have exceed the total already.
    """
    found = []
    parts: dict[int, list[AdoptedRow]] = {}
    for row in rows:
        if row.parent_id is not None:
            parts.setdefault(row.parent_id, []).append(row)
    for row in rows:
        below = parts.get(row.row_id, [])
        whole = figures.get(row.row_id, {}).get(month)
        if not below or whole is None or not one_unit([row.row, *(part.row for part in below)]):
            continue
        known = [value for part in below if (value := figures.get(part.row_id, {}).get(month)) is not None]
        added = sum(known, Decimal(0))
        if added > whole or (len(known) == len(below) and added != whole):
            found.append(Disagreement(row.row_id, month, whole, added))
    return tuple(found)
