"""The journal of changes, run in Streamlit's harness: only one's own places, filtered, in sheets, and as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1.element_tree import Button

from ishreja import reporting
from ishreja.access import Actor, NotAllowed
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION
from ishreja.documents.audit_workbook import audit_workbook
from ishreja.storage import Store, audit
from ishreja.ui import context
from ishreja.views import audit_words
from ishreja.views.audit import SHEET, Asked, changes, journal, names_in, newest
from ishreja.views.names import service_name
from tests.pages.conftest import AsActor, Opener, html_of, in_cyrillic
from tests.people import Clock
from tests.rounds import DIRECTOR as DIRECTOR_OF_JONDOR
from tests.rounds import Round

BUXORO, JONDOR, ANDIJON = "1706", "1706246", "1703"
MANAGER = Actor("Malika", ADMINISTRATOR, BUXORO)
PAYLOADS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "<script>alert(1)</script>", "http://example.uz/")


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2023, 10, 5, 6))


@pytest.fixture
def store(own_folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """120 events at Jondor, a day apart by two writers, and one at Andijon."""
    with Store.open(own_folder / "ishreja.duckdb", clock=clock) as opened:
        monkeypatch.setattr(context, "store", lambda: opened)
        for number in range(120):
            who = "Dilorom" if number % 2 else "Aziz"
            record(opened, audit.Event(who, DIRECTOR, "settings", JONDOR, None, f"thing {number}"))
            clock.on(days=1)
        record(opened, audit.Event("Andijonlik", DIRECTOR, "adopt", ANDIJON, 2023, "edition 1"))
        yield opened


def record(store: Store, event: audit.Event) -> None:
    with store.transaction() as tx:
        audit.record(tx, event)


def button(buttons: list[Button], label: str) -> Button:
    (found,) = [one for one in buttons if label == one.label]
    return found


def test_the_newest_come_first_in_sheets_and_only_those_of_ones_own_places(
    store: Store, as_actor: AsActor, own_app: Opener
) -> None:
    as_actor(MANAGER)
    app = own_app("audit")
    assert not app.exception
    html = html_of(app)
    assert "120 ta yozuv" in html and "thing 119" in html and "thing 70" in html and "thing 69" not in html
    assert "Andijon" not in html and "Andijonlik" not in app.selectbox[1].options
    button(app.button, "Eskiroq").click().run()
    button(app.button, "Eskiroq").click().run()
    assert "thing 0<" in html_of(app) and button(app.button, "Eskiroq").disabled
    assert app.query_params["sheet"] == "3"


def test_the_filters_stand_in_the_address(store: Store, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(MANAGER)
    app = own_app("audit", at=JONDOR, who="Aziz", since="2023-10-07", until="2023-10-10", sheet="9")
    html = html_of(app)
    assert "2 ta yozuv" in html and "thing 2<" in html and "thing 4<" in html
    assert [one.value for one in app.text_input] == ["07.10.2023", "10.10.2023"]
    app.text_input[0].set_value("kecha").run()
    assert "01.09.2023 koʻrinishida" in app.error[0].value
    app.text_input[0].set_value("").run()
    assert "since" not in app.query_params and "3 ta yozuv" in html_of(app)


def test_a_filter_that_is_changed_begins_with_the_newest(store: Store, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(MANAGER)
    app = own_app("audit", sheet="2")
    assert "thing 60<" in html_of(app)
    app.selectbox[1].set_value("Aziz").run()
    assert "thing 118<" in html_of(app) and "sheet" not in app.query_params


def test_another_regions_journal_is_refused_and_that_is_recorded(
    store: Store, as_actor: AsActor, own_app: Opener
) -> None:
    with pytest.raises(NotAllowed):
        journal(store, MANAGER, Asked(place=ANDIJON), 1)
    with pytest.raises(NotAllowed):
        newest(store, MANAGER, Asked(place=ANDIJON))
    as_actor(MANAGER)
    app = own_app("audit", at=ANDIJON)
    assert "120 ta yozuv" in html_of(app)  # nothing of Andijon, all of one's own
    refused = [row.event for row in audit.trail(store, ANDIJON) if row.event.action == "refused"]
    assert [(one.who, one.subject) for one in refused] == [("Malika", "audit"), ("Malika", "see")]


def test_an_address_of_a_foreign_place_is_recorded_for_those_above_it(
    store: Store, as_actor: AsActor, own_app: Opener
) -> None:
    as_actor(Actor("Dilorom", DIRECTOR, JONDOR))
    own_app("overview", place="1706207")
    as_actor(MANAGER)
    html = html_of(own_app("audit"))
    assert "ruxsatsiz urinish" in html and "koʻrish" in html and "121 ta yozuv" in html


def test_directors_have_no_journal_and_the_region_has_one(store: Store, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(Actor("Dilorom", DIRECTOR, JONDOR))
    with pytest.raises(ValueError, match="navigation page"):
        own_app("audit")
    as_actor(Actor("Sherzod", REGION, BUXORO))
    app = in_cyrillic(own_app("audit"))
    assert not app.exception and "Ўзгаришлар журнали" in html_of(app)


def test_the_chain_is_checked_on_demand(store: Store, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(MANAGER)
    app = own_app("audit")
    button(app.button, "Yozuvlar butunligini tekshirish").click().run()
    assert "Yozuvlar butun" in app.success[0].value
    with store.transaction() as tx:
        tx.cursor.execute("UPDATE audit SET who = 'Boshqa' WHERE sequence = 7")
    button(app.button, "Yozuvlar butunligini tekshirish").click().run()
    assert "7-yozuv" in app.error[0].value


def test_the_workbook_holds_what_is_filtered_and_nothing_that_runs(store: Store, as_actor: AsActor) -> None:
    for payload in PAYLOADS:
        record(store, audit.Event(payload, DIRECTOR, "settings", JONDOR, None, payload, payload, payload, payload))
    asked = Asked(place=JONDOR, since=date(2024, 2, 2))
    rows = newest(store, MANAGER, asked)
    data = audit_workbook(rows, names_in(store, MANAGER, rows), len(rows), "Buxoro viloyati", date(2024, 2, 3))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"} and not [cell for cell in cells if cell.hyperlink]
    assert len(rows) == len(PAYLOADS) and {row[7].value for row in sheet.iter_rows(min_row=6)} == set(PAYLOADS)


def test_texts_full_of_markup_stay_texts_and_long_ones_are_folded(
    store: Store, as_actor: AsActor, own_app: Opener
) -> None:
    bad = "<img src=x onerror=alert(1)>"
    record(store, audit.Event(bad, bad, bad, JONDOR, None, bad, bad, bad * 20, bad))
    as_actor(MANAGER)
    html = html_of(own_app("audit"))
    assert "<img" not in html and "&lt;img" in html and "davomi" in html


def test_only_the_fields_that_changed_are_told() -> None:
    event = audit.Event(
        "A", "b", "c", JONDOR, None, "d", '{"name":"Olim","role":"viewer"}', '{"name":"Olim","role":"staff"}'
    )
    assert [(one.field, one.before, one.after) for one in changes(event)] == [("role", "viewer", "staff")]
    assert SHEET == 50


def test_the_record_speaks_the_readers_language() -> None:
    told = {
        "row 29, due 2023-01-05": "qator № 29, 05.01.2023, 2023",
        "submission 3, month 9": "3-tilxat, sentabr, 2023",
        "64 rows": "64 ta qator, 2023",
        "settings": "2023",
        "month 99": "month 99, 2023",
    }
    for kept, said in told.items():
        assert audit_words.subject(audit.Event("A", DIRECTOR, "x", JONDOR, 2023, kept)) == said
    step = audit.Event("A", REGION, "return", JONDOR, 2023, "month 9", "submitted", '{"step":"return"}')
    assert audit_words.change_lines(step) == ("topshirildi → qaytarildi",)
    for role, said in (("setup", "sozlash"), ("command line", "buyruq qatori"), ("demo", "namuna")):
        assert audit_words.who(audit.Event("root", role, "x", JONDOR, None, "y")) == f"root ({said})"
    signed_in = audit.Event("A", DIRECTOR, "sign in", JONDOR, None, "aziza", after="provider")
    assert audit_words.change_lines(signed_in) == ("tashqi xizmat orqali",)
    place = audit.Event("A", ADMINISTRATOR, "place added", "1718212", None, "1718212", None, '{"kind":"district"}')
    assert audit_words.change_lines(place) == ("turi: tuman",)
    account = '{"services":["abonement","fond"]}'
    made = audit.Event("A", ADMINISTRATOR, "account made", JONDOR, None, "aziza", None, account)
    assert audit_words.change_lines(made) == (f"xizmatlar: {service_name('abonement')}, {service_name('fond')}",)


def told(store: Store, action: str) -> tuple[str, tuple[str, ...]]:
    """The newest event of this action in words: what it is about, and its changes."""
    row = newest(store, MANAGER, Asked(place=JONDOR, action=action))[0]
    names = names_in(store, MANAGER, [row])
    return audit_words.subject(row.event, names), audit_words.change_lines(row.event, names)


def test_rows_are_named_by_the_plans_number_and_name(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit(5)
    work.submit(7)
    work.give_back(row1="nega kam?", row3="bu ham")
    reporting.withdraw(work.store, DIRECTOR_OF_JONDOR, JONDOR, 2023, work.row("1"), 9, "xato")
    reporting.hand_in(
        work.store, DIRECTOR_OF_JONDOR, JONDOR, 2023, work.row("3"), date(2023, 12, 31), date(2023, 10, 5)
    )
    first, third = "1 Maqolalarni jamlash va taqdim etish", "3 Koʻchma kutubxonalar orqali xizmat koʻrsatish"
    assert told(work.store, "submit")[1] == (f"{first}: 5 → 7",)
    comments = (f"{first} qatoriga izoh: nega kam?", f"{third} qatoriga izoh: bu ham")
    assert told(work.store, "return")[1][1:] == comments
    assert told(work.store, "withdraw")[0] == f"{first}, sentabr, 2023"
    assert told(work.store, "hand in")[0] == f"{third}, 31.12.2023, 2023"
    as_actor(MANAGER)
    html = html_of(own_app("audit"))
    assert first in html and comments[0] in html and "qator №" not in html
    rows = newest(work.store, MANAGER, Asked(place=JONDOR))
    data = audit_workbook(rows, names_in(work.store, MANAGER, rows), len(rows), "Buxoro viloyati", date(2023, 10, 5))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert f"{first}: 5 → 7" in cells and comments[1] in cells and "qator №" not in cells


def test_a_row_that_no_plan_has_is_told_by_its_number(store: Store) -> None:
    record(store, audit.Event("A", DIRECTOR, "withdraw", JONDOR, 2023, "row 99999999999, month 9", "5"))
    assert told(store, "withdraw") == ("qator № 99999999999, sentabr, 2023", ("5 → –",))
