"""Workbooks that the place above hands in on behalf of those below it, each for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ishreja.access import Actor
from ishreja.access.actors import of_office
from ishreja.domain.month import MonthReading
from ishreja.errors import UserError
from ishreja.reporting.submitting import Receipt, submit_month
from ishreja.storage.store import Store

ON_BEHALF = "region"
"""The source of figures that came in a workbook which the place above handed in."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What came of one workbook: its receipt, or why it was refused."""

    place: str
    year: int
    month: int
    file_name: str
    receipt: Receipt | None
    refused: str = ""


def submit_workbook(
    store: Store, actor: Actor, reading: MonthReading, *, file_hash: str, file_name: str, today: date
) -> HandedIn:
    """Hand one workbook's month in, in a transaction of its own; a refusal is returned, so that others go on.

    The actor's rights are asked at the submission, as for any other.
    """
    place, year, month = reading.place, reading.year, reading.month
    try:
        receipt = submit_month(
            store,
            actor,
            place,
            year,
            month,
            reading.entries,
            source="workbook" if of_office(actor, place) else ON_BEHALF,
            today=today,
            file_hash=file_hash,
            file_name=file_name,
            answers=reading.answers,
        )
    except UserError as error:
        return HandedIn(place, year, month, file_name, None, str(error))
    return HandedIn(place, year, month, file_name, receipt)
