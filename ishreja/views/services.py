"""The services: each one's rows with target, plan and fact to date, and how many of its due rows are on plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ishreja.access import Actor
from ishreja.domain.progress import RowState, Status, is_part
from ishreja.domain.standing import EVERYONE, Tally, by_service, services_of, tally
from ishreja.storage.store import Store
from ishreja.views.overview import on_plan_of
from ishreja.views.standing import PlanStanding, in_order, months_of_row, plan_of_months, plan_standing


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A plan row in a service's table; figures in its unit, shares uncapped (1 is the whole).

    code names it in addresses. part marks a part written inside its parent's cell. everyone marks a row of all
    services; others are the codes of the other services in whose tables it stands, lead the code of the one that
    reports it, None where none does; drafted says that the fact rests on a draft.
    """

    row_id: int
    code: str
    number: str | None
    name: str
    unit: str | None
    target: Decimal | None
    target_text: str | None
    planned: Decimal | None
    to_date: Decimal | None
    progress: Decimal | None
    year_share: Decimal | None
    status: Status
    months: tuple[Decimal | None, ...]
    plan_months: tuple[Decimal, ...] | None
    deadline: str | None
    part: bool
    everyone: bool
    others: tuple[str, ...]
    lead: str | None
    drafted: bool


@dataclass(frozen=True, slots=True)
class ServiceTable:
    """A service's rows in the plan's order. code "" is no service.

    own are those that it has to see to: named for it, or of all services and reported by it; common are the rows
    of all services that another one reports.
    """

    code: str
    own: tuple[ServiceRow, ...]
    common: tuple[ServiceRow, ...]
    tally: Tally
    on_plan: int
    owed: int
    reported: int

    @property
    def rows(self) -> tuple[ServiceRow, ...]:
        """Its own rows, then the common ones."""
        return self.own + self.common


@dataclass(frozen=True, slots=True)
class Services:
    """All services' tables in the order of services, those without a service last.

    total counts every row once, shared how many of them stand in several tables; codes are the services that the
    plan names, also where only one of their tables is kept.
    """

    standing: PlanStanding
    tables: tuple[ServiceTable, ...]
    total: Tally
    on_plan: int
    shared: int
    codes: tuple[str, ...]

    def only(self, service: str | None) -> Services:
        """The same with the one service's table; None keeps all."""
        if service is None:
            return self
        return replace(self, tables=tuple(table for table in self.tables if table.code == service))


def services(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    month: int,
    today: date,
    edition: int | None = None,
    *,
    drafts: bool = False,
) -> Services | None:
    """The tables of the services as of a month; None where the place has no plan; see plan_standing.

    Raises NotAllowed.
    """
    standing = plan_standing(store, actor, place, year, month, today, edition, drafts=drafts)
    if standing is None:
        return None
    groups = by_service(standing.states)
    codes = in_order(groups)
    total = tally(standing.states)
    return Services(
        standing=standing,
        tables=tuple(_table(code, groups[code], standing) for code in codes),
        total=total,
        on_plan=on_plan_of(total),
        shared=sum(len(services_of(state.row.row)) > 1 for state in standing.states),
        codes=codes,
    )


def _table(code: str, states: Sequence[RowState], standing: PlanStanding) -> ServiceTable:
    found = tally(states)
    report = next((one for one in standing.reporting if one.service == code), None)
    rows = [_row(state, code, standing) for state in states]
    return ServiceTable(
        code=code,
        own=tuple(row for row in rows if not row.everyone or row.lead == code),
        common=tuple(row for row in rows if row.everyone and row.lead != code),
        tally=found,
        on_plan=on_plan_of(found),
        owed=report.owed if report else 0,
        reported=report.reported if report else 0,
    )


def _row(state: RowState, service: str, standing: PlanStanding) -> ServiceRow:
    row = state.row.row
    return ServiceRow(
        row_id=state.row.row_id,
        code=standing.codes[state.row.row_id],
        number=row.number,
        name=row.name,
        unit=row.unit,
        target=state.target,
        target_text=row.target_text,
        planned=state.planned,
        to_date=state.to_date,
        progress=state.progress,
        year_share=state.year_share,
        status=state.status,
        months=months_of_row(state),
        plan_months=plan_of_months(state),
        deadline=row.deadline,
        part=is_part(state.row),
        everyone=EVERYONE in row.services,
        others=tuple(code for code in services_of(row) if code != service),
        lead=row.lead,
        drafted=state.row.row_id in standing.drafts.rows,
    )
