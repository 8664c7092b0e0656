"""The running server reminds by mail: its own thread, its own clock, a real SMTP server."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from queue import Queue
from typing import Any

from ishreja import reporting
from ishreja.access.actors import REGION
from ishreja.domain.month import MonthEntry
from ishreja.domain.periods import local_day
from ishreja.storage import plans, reminders
from ishreja.storage.settings import Settings
from ishreja.storage.store import Store, utc_now
from ishreja.views.rest_days import rest_day
from tests import ledger
from tests.browser_server import stop
from tests.clocked_server import FILE
from tests.mailing.conftest import Opener, Postbox, open_office  # noqa: F401 - the fixture
from tests.people import add_account
from tests.web.conftest import start


class Arrivals(Postbox):
    """A postbox that one can wait at."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: Queue[list[str]] = Queue()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        self.arrived.put(self.recipients[-1])
        return answer


def next_working_morning() -> float:
    """Seconds till 11 o'clock in Tashkent of the next working day that has not begun."""
    now = utc_now()
    morning = now.replace(hour=6, minute=0) + timedelta(days=1)
    while rest_day(local_day(morning), Settings()) is not None:
        morning += timedelta(days=1)
    return (morning - now).total_seconds()


def test_the_server_mails_what_waits_and_records_it(own_folder: Path, open_office: Opener) -> None:  # noqa: F811
    office = open_office(box=Arrivals())
    office.set_up(own_folder)
    with Store.open(own_folder / "ishreja.duckdb") as store:
        ledger.adopt(store)
        row = plans.rows(store, 1)[0].row_id
        entries = [MonthEntry(row, Decimal(3))]
        reporting.submit_month(
            store, ledger.ACTOR, ledger.PLACE, ledger.YEAR, 1, entries, source="form", today=ledger.TODAY
        )
        account = add_account(store, "viloyat", REGION, "1706", email="viloyat@example.uz")
    (own_folder / FILE).write_text(str(next_working_morning()))
    process, _server = start(own_folder)
    try:
        assert isinstance(office.box, Arrivals)
        assert office.box.arrived.get(timeout=60) == ["viloyat@example.uz"]
    finally:
        stop(process)
    assert "Jondor tumani, 2023-yil yanvar" in office.box.letters[0].get_content()
    with Store.open(own_folder / "ishreja.duckdb") as store:
        assert [one.kind for one in reminders.mailed(store)[account.account_id].of] == ["to answer"]
