"""A plan that was read, as the plain data that `plan read --json` prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ishreja.domain.plan import PlanDocument, PlanRow


def as_json(document: PlanDocument) -> dict[str, Any]:
    """The plan as dictionaries and lists; unknown is None, a figure an int where it is whole, else a float.

    The float is for JSON's sake alone and shows the figure's own digits.
    """
    return {
        "place": document.place,
        "year": document.year,
        "title": document.title,
        "approvals": [
            {"name": found.name, "role": found.role, "date": found.date.isoformat() if found.date else None}
            for found in document.approvals
        ],
        "rows": [_row(row) for row in document.rows],
        "problems": [
            {"severity": found.severity.value, "where": found.where, "message": found.message}
            for found in document.problems
        ],
    }


def _row(row: PlanRow) -> dict[str, Any]:
    schedule = row.schedule
    return {
        "number": row.number,
        "parent": row.parent,
        "section": row.section,
        "name": row.name,
        "unit": row.unit,
        "previous": _number(row.previous),
        "target": _number(row.target),
        "target_text": row.target_text,
        "mechanism": row.mechanism,
        "deadline": row.deadline,
        "schedule": schedule
        and {
            "first_month": schedule.first_month,
            "last_month": schedule.last_month,
            "recurrence": schedule.recurrence.value,
            "due": schedule.due,
        },
        "services": list(row.services),
        "kind": row.kind.value,
        "quarters": [_number(value) for value in row.quarters] if row.quarters else None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
