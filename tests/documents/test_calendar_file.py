"""The calendar file, read back as RFC 5545 says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ishreja import language, reporting
from ishreja.documents.calendar_file import calendar_file, file_name
from ishreja.domain.plan import Recurrence, Schedule
from ishreja.storage import Store
from ishreja.views.deadlines import DeadlinesView, deadlines
from tests.ledger import ACTOR, PLACE, READER, YEAR, adopt, document, open_store, row
from tests.views.half_year import row_ids

MADE = datetime(2023, 5, 24, 7, 30, tzinfo=UTC)
TODAY = date(2023, 5, 24)
LONG = "Oʻzbekiston Respublikasi Bosh vazirining topshirigʻi, ijrosi; “Kitobsevar millat” gʻoyasi \\ bandlari " * 3
ROWS = (
    row("21", LONG, 12, schedule=Schedule(1, 12, Recurrence.WEEKLY, "weekday:4")),
    row("4", "Koʻrik-tanlov", 1, schedule=Schedule(1, 3, Recurrence.NONE, "window_end")),
    row("9", "Maʼlumot", 12, schedule=Schedule(1, 12, Recurrence.MONTHLY, "next_month_day:1"), services=("fond",)),
)

Event = dict[str, str]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        adopt(opened, document(ROWS))
        yield opened


def seen(store: Store, service: str | None = None) -> DeadlinesView:
    known = deadlines(store, READER, PLACE, YEAR, 5, TODAY)
    assert known is not None
    return known.of(service)


def made(store: Store, service: str | None = None) -> bytes:
    return calendar_file(seen(store, service), "Jondor tumani", MADE)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def events(data: bytes) -> list[Event]:
    found: list[Event] = []
    for block in re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", "\n".join(unfolded(data)), re.DOTALL):
        outside = re.sub(r"BEGIN:VALARM\n.*?END:VALARM\n", "ALARM:yes\n", block, flags=re.DOTALL)
        found.append(dict(line.split(":", 1) for line in outside.splitlines()))
    return found


def test_every_line_ends_and_folds_as_the_standard_says(store: Store) -> None:
    data = made(store)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert any(line.startswith(b" ") for line in data.split(b"\r\n"))


def test_folding_loses_and_cuts_no_letter(store: Store) -> None:
    whole = next(event for event in events(made(store)) if event["SUMMARY"].startswith("21."))["DESCRIPTION"]
    said = whole.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    assert said.splitlines()[0] == LONG


def test_the_head_names_place_year_and_time_zone(store: Store) -> None:
    head = unfolded(made(store))[:8]
    assert head[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "X-WR-CALNAME:Ish reja muddatlari: Jondor tumani\\, 2023-yil" in head
    assert "X-WR-TIMEZONE:Asia/Tashkent" in head


def test_every_due_day_is_an_all_day_event(store: Store) -> None:
    known = deadlines(store, READER, PLACE, YEAR, 5, TODAY)
    assert known is not None
    found = events(made(store))
    assert [event["DTSTART;VALUE=DATE"] for event in found] == [f"{line.due:%Y%m%d}" for line in known.lines]
    last = found[-1]
    assert (last["DTSTART;VALUE=DATE"], last["DTEND;VALUE=DATE"]) == ("20240101", "20240102")
    assert {event["DTSTAMP"] for event in found} == {"20230524T073000Z"}
    assert {event["TRANSP"] for event in found} == {"TRANSPARENT"}


def test_uids_are_unique_and_outlive_a_mark(store: Store) -> None:
    before = [event["UID"] for event in events(made(store))]
    assert len(set(before)) == len(before) == 52 + 1 + 12
    reporting.hand_in(store, ACTOR, PLACE, YEAR, row_ids(store)["4"], date(2023, 3, 31), date(2023, 3, 30), "Xat 12")
    assert [event["UID"] for event in events(made(store))] == before


def test_what_is_handed_in_says_so_and_reminds_no_more(store: Store) -> None:
    open_before = next(event for event in events(made(store)) if "tanlov" in event["SUMMARY"])
    assert open_before["ALARM"] == "yes"
    reporting.hand_in(store, ACTOR, PLACE, YEAR, row_ids(store)["4"], date(2023, 3, 31), date(2023, 3, 30), None)
    done = next(event for event in events(made(store)) if "tanlov" in event["SUMMARY"])
    assert done["SUMMARY"] == "✔ 4. Koʻrik-tanlov"
    assert "ALARM" not in done
    assert "oʻz vaqtida topshirildi: 30.03.2023" in done["DESCRIPTION"]


def test_a_rest_day_is_said(store: Store) -> None:
    sunday = next(event for event in events(made(store)) if event["DTSTART;VALUE=DATE"] == "20231001")
    assert "dam olish kuni: Oʻqituvchi va murabbiylar kuni" in sunday["DESCRIPTION"]


def test_a_service_takes_its_own_days(store: Store) -> None:
    assert {event["SUMMARY"] for event in events(made(store, "fond"))} == {"9. Maʼlumot"}


def test_speaks_cyrillic_where_the_reader_does(store: Store) -> None:
    language.use("uz_Cyrl")
    assert "Кўрик-танлов" in made(store).decode().replace("\r\n ", "")


def test_the_file_is_named_by_place_year_and_service(store: Store) -> None:
    assert file_name(seen(store)) == "muddatlar-1706246-2023.ics"
    assert file_name(seen(store, "fond")) == "muddatlar-1706246-2023-fond.ics"
