"""The rows of an edition, to the table and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from ishreja.domain.plan import AdoptedRow, Approval, Kind, PlanRow, Quarters, Recurrence, Schedule
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import Row, as_json, columns, exact, optional, optional_exact, text_list, whole

_INSERT = """
INSERT INTO plan_row SELECT
    unnest(?::INTEGER[]), unnest(?::INTEGER[]), unnest(?::INTEGER[]), unnest(?::INTEGER[]),
    unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),
    unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::DECIMAL(18, 3)[]), unnest(?::DECIMAL(18, 3)[]),
    unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::INTEGER[]),
    unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),
    unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]),
    unnest(?::VARCHAR[]), unnest(?::DECIMAL(18, 3)[]), unnest(?::DECIMAL(18, 3)[]),
    unnest(?::DECIMAL(18, 3)[]), unnest(?::DECIMAL(18, 3)[]), unnest(?::BOOLEAN[])
"""

_SELECT = """
SELECT row_id, parent_id, number, parent, section, section_title, name, unit, previous, target, target_text,
    mechanism, deadline, first_month, last_month, recurrence, due, services, services_text, lead_service, kind,
    kind_ground, headline, quarter_1, quarter_2, quarter_3, quarter_4, has_quarters,
    same_as
FROM plan_row WHERE edition_id = ? ORDER BY sort_order
"""

_MONTHS = """
SELECT row_id, planned_to_date FROM plan_month WHERE edition_id = ? ORDER BY row_id, month
"""

_NO_QUARTERS = (None, None, None, None)


def write(tx: Transaction, edition_id: int, adopted: Sequence[AdoptedRow]) -> None:
    """Write the rows in the order given, which is the document's; at least one."""
    table = [_as_tuple(edition_id, order, row) for order, row in enumerate(adopted, start=1)]
    tx.cursor.execute(_INSERT, columns(table))


def _as_tuple(edition_id: int, order: int, adopted: AdoptedRow) -> Row:
    row, schedule = adopted.row, adopted.row.schedule
    return (
        edition_id,
        adopted.row_id,
        order,
        adopted.parent_id,
        adopted.same_as,
        row.number,
        row.parent,
        row.section,
        row.section_title,
        row.name,
        row.unit,
        row.previous,
        row.target,
        row.target_text,
        row.mechanism,
        row.deadline,
        schedule.first_month if schedule else None,
        schedule.last_month if schedule else None,
        schedule.recurrence.value if schedule else None,
        schedule.due if schedule else None,
        as_json(row.services),
        row.services_text,
        row.lead,
        row.kind.value,
        row.kind_ground,
        row.headline,
        *(row.quarters or _NO_QUARTERS),
        row.quarters is not None,
    )


def read(store: Store, edition_id: int) -> tuple[AdoptedRow, ...]:
    """The rows in document order, each with its twelve planned values where it has them."""
    with store.read() as cursor:
        table = cursor.execute(_SELECT, [edition_id]).fetchall()
        months = cursor.execute(_MONTHS, [edition_id]).fetchall()
    planned: dict[int, list[Decimal]] = {}
    for row_id, value in months:
        planned.setdefault(row_id, []).append(exact(value))
    return tuple(_adopted(row, planned.get(whole(row[0]))) for row in table)


def named(store: Store, row_ids: Collection[int]) -> dict[int, tuple[str | None, str]]:
    """Row id to number (of a part without one its parent's) and name, as the newest edition has them."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT row_id, coalesce(number, parent), name FROM plan_row"
            " WHERE row_id IN (SELECT unnest(?::INTEGER[]))"
            " QUALIFY row_number() OVER (PARTITION BY row_id ORDER BY edition_id DESC) = 1",
            [list(row_ids)],
        ).fetchall()
    return {whole(row_id): (optional(number), str(name)) for row_id, number, name in rows}


def _adopted(row: Row, planned: list[Decimal] | None) -> AdoptedRow:
    return AdoptedRow(
        whole(row[0]),
        None if row[1] is None else whole(row[1]),
        PlanRow(
            number=optional(row[2]),
            parent=optional(row[3]),
            section=optional(row[4]),
            section_title=optional(row[5]),
            name=str(row[6]),
            unit=optional(row[7]),
            previous=optional_exact(row[8]),
            target=optional_exact(row[9]),
            target_text=optional(row[10]),
            mechanism=optional(row[11]),
            deadline=optional(row[12]),
            schedule=_schedule(row[13], row[14], row[15], row[16]),
            services=text_list(row[17]),
            services_text=optional(row[18]),
            lead=optional(row[19]),
            kind=Kind(str(row[20])),
            kind_ground=str(row[21]),
            headline=optional(row[22]),
            quarters=_quarters(row[23:27]) if row[27] else None,
        ),
        tuple(planned) if planned else None,
        None if row[28] is None else whole(row[28]),
    )


def _schedule(first: object, last: object, recurrence: object, due: object) -> Schedule | None:
    if recurrence is None:
        return None
    return Schedule(
        None if first is None else whole(first),
        None if last is None else whole(last),
        Recurrence(str(recurrence)),
        str(due),
    )


def _quarters(values: Row) -> Quarters:
    first, second, third, fourth = (optional_exact(value) for value in values)
    return first, second, third, fourth


def read_approvals(text: str) -> tuple[Approval, ...]:
    """The approval blocks, from JSON."""
    return tuple(Approval(name, role, date.fromisoformat(day) if day else None) for name, role, day in json.loads(text))
