"""A place whose every text is hostile, for the tests of screens and documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from ishreja import reporting
from ishreja.access import Actor
from ishreja.domain.month import MonthEntry
from ishreja.domain.plan import Approval, Kind, Recurrence, Schedule
from ishreja.storage.drafts import Draft
from tests.ledger import PLACE, YEAR, adopt, document, open_store, row

WEEKLY = Schedule(1, 12, Recurrence.WEEKLY, "weekday:4")


def fill_with(folder: Path, payload: str) -> None:
    """A place whose every text is the payload."""
    texts = {"unit": payload, "target_text": payload, "mechanism": payload, "deadline": payload}
    said = {"services_text": payload, "section_title": payload, "kind_ground": payload, **texts}
    rows = [
        row("1", f"{payload} 1", 24, headline="users", **said),
        row("2", f"{payload} 2", 36, headline="visits", schedule=WEEKLY, services=(), lead=None, **said),
        row(None, f"{payload} qism", None, parent="2", **said),
        row("3", f"{payload} 3", None, kind=Kind.ORDER, section="II", **said),
    ]
    plan = replace(document(rows, title=payload), approvals=(Approval(payload, payload, date(2023, 8, 11)),))
    actor = Actor(payload, "director", PLACE)
    with open_store(folder) as store:
        adopt(store, plan)
        form = reporting.month_form(store, actor, PLACE, YEAR, 3)
        first, second = form.rows[0].row_id, form.rows[1].row_id
        for month in (1, 2, 3):
            entries = [
                MonthEntry(first, Decimal(1), payload, payload, payload, payload),
                MonthEntry(second, Decimal(2)),
            ]
            reporting.submit_month(
                store, actor, PLACE, YEAR, month, entries, source=payload, today=date(2023, 10, 5), file_name=payload
            )
        reporting.withdraw(store, actor, PLACE, YEAR, second, 2, payload)
        reporting.hand_in(store, actor, PLACE, YEAR, second, date(2023, 1, 5), date(2023, 1, 5), payload)
        reporting.save_draft(store, actor, PLACE, YEAR, 4, {first: Draft(payload, payload, payload)})
