"""What is another place's stays out of reach, whatever address, page, widget, file or upload is forged; and the
attempt stands in the record of changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.proto.Dataframe_pb2 import Dataframe
from streamlit.proto.WidgetStates_pb2 import WidgetState

from ishreja import planning, reporting
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION, VIEWER
from ishreja.domain.month import MonthEntry
from ishreja.domain.places import Place, know
from ishreja.domain.round import RoundSettings
from ishreja.language import _
from ishreja.storage.store import Store
from tests.browser_server import stop
from tests.ledger import ANYWHERE, PLACE, ROWS, YEAR, adopt, document
from tests.people import add_account
from tests.web.conftest import PAGES, Server, fill, start
from tests.web.journal import READER, recorded
from tests.wire import Run, Wire, chosen, chosen_many, multipart, pressed

NEIGHBOUR, BUXORO, JIZZAX, ZOMIN = "1706215", "1706", "1708", "1708201"
PLAN = "Foydalanuvchilarni roʻyxatga olish"
SECRETS = {NEIGHBOUR: "Gʻijduvonning oʻz ishi", ZOMIN: "Zominning oʻz ishi"}
APRIL = 4
NOT_OPEN = _("This page is not open to you, or there is no such page. This is the first page.")
KEPT_BACK = {
    "region": (_("to see"), "Buxoro viloyati"),
    "round": (_("to see"), "Buxoro viloyati"),
    "compare": (_("to see"), "Buxoro viloyati"),
    "indicators": (_("to see"), "Buxoro viloyati"),
    "accounts": (_("to keep accounts or places"), "Jondor tumani"),
    "places": (_("to keep accounts or places"), "Jondor tumani"),
    "audit": (_("to read the journal"), "Jondor tumani"),
}
"""The screens that a district's director has not: what was tried by asking for one, and where."""
REPORT = f"region={BUXORO}&year={YEAR}&report={PLACE}-{YEAR}-{APRIL}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Jondor and Gʻijduvon of Bukhara and Zomin of Jizzakh, each with a report of April; their people."""
    folder = tmp_path_factory.mktemp("foreign")
    fill(folder)
    with Store.open(folder / "ishreja.duckdb") as store:
        planning.add_places(store, ANYWHERE, [Place(ZOMIN, "Zomin", "district", JIZZAX)])
        for place, secret in SECRETS.items():
            adopt(store, document([replace(one, name=f"{secret} {one.name}") for one in ROWS], place=place), place)
        for place in (PLACE, NEIGHBOUR, ZOMIN):
            row_id = reporting.month_form(store, ANYWHERE, place, YEAR, APRIL).rows[0].row_id
            entries = [MonthEntry(row_id, Decimal(5))]
            reporting.submit_month(store, ANYWHERE, place, YEAR, APRIL, entries, source="form", today=date(YEAR, 10, 5))
        reporting.change_round_settings(store, ANYWHERE, BUXORO, RoundSettings(lock_day=10))  # else nothing to except
        for page in PAGES:
            add_account(store, f"manzil.{page}", DIRECTOR)
            add_account(store, f"nom.{page}", DIRECTOR)
            add_account(store, f"belgi.{page}", DIRECTOR)
        add_account(store, "sobiq", ADMINISTRATOR, BUXORO)
        for login in ("viloyat", "tanlovchi", "sobiqviloyat"):
            add_account(store, login, REGION, BUXORO)
        add_account(store, "jizzax", REGION, JIZZAX)
        add_account(store, "tomoshabin", VIEWER, BUXORO)
    process, running = start(folder)
    yield running
    stop(process)
    know(())


@pytest.mark.parametrize("page", PAGES)
def test_an_address_that_names_a_foreign_place_shows_nothing_of_it(server: Server, page: str) -> None:
    named = "&".join(f"{key}={NEIGHBOUR}" for key in ("place", "scope", "region", "places", "at"))
    with Wire(server.browser(f"manzil.{page}")) as wire:
        shown = wire.run(page, query=f"year={YEAR}&month={APRIL}&report={NEIGHBOUR}-{YEAR}-{APRIL}&{named}").text
    assert SECRETS[NEIGHBOUR] not in shown
    assert "manzil" in shown
    assert [_("to see") in row and "Gʻijduvon tumani" in row for row in recorded(server, f"manzil.{page}")][-1:] == [
        True
    ]


@pytest.mark.parametrize("page", KEPT_BACK)
def test_a_screen_that_one_has_not_is_asked_for_in_vain(server: Server, page: str) -> None:
    with Wire(
        server.browser(READER if page not in ("region", "round", "compare", "indicators") else "viloyat")
    ) as wire:
        opened = wire.run(page)
        assert NOT_OPEN not in opened.text
        asked = opened.page_hashes[page]
        titles = _headings(opened)
    for login, how in ((f"nom.{page}", {"page": page}), (f"belgi.{page}", {"page_hash": asked})):
        with Wire(server.browser(login)) as wire:
            shown = wire.run(**how)
        assert page not in shown.page_hashes
        assert NOT_OPEN in shown.text
        assert not any(message.HasField("page_not_found") for message in shown.messages)
        assert not _headings(shown) & titles
        tried, where = KEPT_BACK[page]
        (row,) = recorded(server, login)
        assert tried in row and where in row


def test_an_address_that_led_nowhere_is_told_once(server: Server) -> None:
    with Wire(server.browser("direktor")) as wire:
        assert NOT_OPEN in wire.run(query="nowhere=1").text
        assert NOT_OPEN not in wire.run().text


def _headings(run: Run) -> set[str]:
    """The texts of a page's headings."""
    bodies = "".join(message.delta.new_element.html.body for message in run.messages)
    return {re.sub("<[^>]+>", "", found) for found in re.findall(r"<h1.*?</h1>", bodies, re.DOTALL)}


def test_a_file_made_for_another_is_neither_made_nor_fetched(server: Server) -> None:
    owner, thief = server.browser("direktor"), server.browser("begona")
    with Wire(owner) as mine, Wire(thief) as theirs:
        drawn = mine.run("services", query=f"year={YEAR}&month=3")
        file_id = drawn.widget("download_button").deferred_file_id  # type: ignore[attr-defined]
        theirs.run("services")
        address, error = theirs.download(file_id)
        assert (address, bool(error)) == ("", True)
        address, error = mine.download(file_id)
        assert error == ""
        assert thief.ask(address)[:3:2] == (403, b"Forbidden")
        status, _headers, data = owner.ask(address)
        assert (status, data[:2]) == (200, b"PK")
    rows = recorded(server, "begona")
    assert [(_("to see") in row, "Jondor tumani" in row) for row in rows] == [(True, True)]


def test_nobody_uploads_to_anothers_page_nor_takes_a_file_out_of_it(server: Server) -> None:
    owner, thief = server.browser("ikkinchi"), server.browser("tomoshabin")
    with Wire(owner) as mine:
        mine.run("plan")
        path = f"/_stcore/upload_file/{mine.session}/any"
        body = multipart("a.xlsx")
        for method in ("PUT", "DELETE", "POST", "OPTIONS"):
            assert thief.ask(path, method, body, thief.uploading())[:3:2] == (403, b"Forbidden")
        assert thief.ask("/_stcore/upload_file/nobodys/any", "PUT", body, thief.uploading())[:3:2] == (
            403,
            b"Forbidden",
        )
        assert owner.ask(path, "PUT", body, owner.uploading())[0] == 204
        assert owner.ask(path, "DELETE", headers=owner.uploading())[0] == 204
    (row,) = recorded(server, "tomoshabin")
    assert _("to enter figures") in row and "Jondor tumani" in row


def test_a_report_is_not_accepted_by_a_forged_click_of_who_may_not(server: Server) -> None:
    with Wire(server.browser("viloyat")) as wire:
        accept = wire.run("round", query=REPORT).widget("button", _("Accept the report"))
    for login, place in (
        ("direktor", "Buxoro viloyati"),
        ("jizzax", "Jondor tumani"),
        ("kuzatuvchi", "Buxoro viloyati"),
    ):
        with Wire(server.browser(login)) as wire:
            wire.run("round", query=REPORT)
            said = wire.run("round", pressed(accept), query=REPORT).text
        assert _("The report is accepted and locked.") not in said
        assert any(_("to see") in row and place in row for row in recorded(server, login))
    with Wire(server.browser("viloyat")) as wire:
        assert wire.run("round", query=REPORT).widget("button", _("Accept the report"))
    assert recorded(server, "jizzax", "accept") == []


def test_an_exception_is_not_granted_to_a_place_that_the_list_does_not_offer(server: Server) -> None:
    query = f"region={BUXORO}&year={YEAR}"
    with Wire(server.browser("tanlovchi")) as wire:
        drawn = wire.run("round", query=query)
        forged = (
            chosen_many(drawn.widget("multiselect", _("Places")), ZOMIN, "Zomin tumani"),
            chosen(drawn.widget("text_area", _("Reason")), "Suv bosdi"),
            pressed(drawn.widget("button", _("Grant the exception"))),
        )
        said = wire.run("round", *forged, query=query).text
    assert "The exception is granted" not in said and "Istisno berildi" not in said
    assert recorded(server, "tanlovchi", "grant exception") == []


def test_a_forged_choice_of_place_shows_nothing_of_it(server: Server) -> None:
    with Wire(server.browser("tanlovchi")) as wire:
        drawn = wire.run("overview", query=f"year={YEAR}&month={APRIL}&place={PLACE}")
        said = wire.run("overview", chosen(drawn.widget("selectbox", _("Place")), ZOMIN), query=f"year={YEAR}").text
        drawn = wire.run("compare", query=f"scope={BUXORO}&year={YEAR}&month={APRIL}")
        said += wire.run("compare", chosen_many(drawn.widget("multiselect"), ZOMIN, "Zomin tumani")).text
    assert PLAN in said
    assert SECRETS[ZOMIN] not in said
    assert "Zomin" not in said


def test_a_forged_choice_makes_no_account_at_a_foreign_place(server: Server) -> None:
    with Wire(server.browser("keeper")) as wire:
        drawn = wire.run("accounts")
        wire.run(
            "accounts",
            chosen(drawn.widget("text_input", _("Login")), "yangi"),
            chosen(drawn.widget("text_input", _("First and last name")), "Yangi Xodim"),
            chosen(drawn.widget("selectbox", _("Place")), ZOMIN),
            chosen(drawn.widget("radio", _("Role")), "administrator"),
            pressed(drawn.widget("button", _("Add, and make the invitation"))),
        )
    (row,) = recorded(server, "keeper", "account made")
    assert "Zomin" not in row and ZOMIN not in row


def test_a_list_that_adds_places_elsewhere_adds_none(server: Server) -> None:
    with Wire(server.browser("keeper")) as wire:
        drawn = wire.run("places")
        wire.run(
            "places",
            chosen(drawn.widget("text_input", _("SOATO code")), f"{JIZZAX}555"),
            chosen(drawn.widget("text_input", _("Name")), "Baxmal"),
            chosen(drawn.widget("selectbox", _("The place above")), JIZZAX),
            pressed(drawn.widget("button", _("Add the place"))),
        )
    assert recorded(server, "keeper", "place added") == []


def test_clicks_on_a_page_that_was_opened_with_more_rights_are_refused(server: Server) -> None:
    query = f"region={BUXORO}&year={YEAR}"
    with Wire(server.browser("sobiqviloyat")) as review, Wire(server.browser("sobiqviloyat")) as rules:
        accept = review.run("round", query=REPORT).widget("button", _("Accept the report"))
        save = rules.run("round", query=query).widget("button", _("Save the rules"))
        server.act("sobiqviloyat", "viewer")
        review.run("round", pressed(accept), query=REPORT)
        rules.run("round", pressed(save), query=query)
    rows = recorded(server, "sobiqviloyat")
    assert [(_("to accept") in row, "Jondor tumani" in row) for row in rows] == [(True, True)]
    assert recorded(server, "sobiqviloyat", "accept") == []
    with Wire(server.browser("sobiq")) as wire:
        (chosen_one,) = set(re.findall(r"accounts\?account=(\d+)[^>]*>tomoshabin", wire.run("accounts").text))
        disable = wire.run("accounts", query=f"account={chosen_one}").widget("button", _("Disable"))
        server.act("sobiq", "region")
        wire.run("accounts", pressed(disable), query=f"account={chosen_one}")
    assert any(_("to keep accounts or places") in row for row in recorded(server, "sobiq"))
    assert recorded(server, "sobiq", "account disabled") == []
    assert server.browser("tomoshabin").ask("/account")[0] == 200


def test_a_forged_table_changes_nothing_but_the_cells_that_are_open(server: Server) -> None:
    query = f"year={YEAR}&report_month=6"
    cells = {"name": "Boshqa ish", "target": "1", "number": "9", "author": "begona nomli", "value": "77"}
    forged = {
        "edited_rows": {"0": cells, "99": {"value": "88"}, "-1": {"value": "88"}},
        "added_rows": [{"name": "Yangi qator", "value": "88"}],
        "deleted_rows": [1],
    }
    with Wire(server.browser("ikkinchi")) as wire:
        before = _table(wire.run("monthly_report", query=query))
        state = WidgetState(id=before.id, string_value=json.dumps(forged))
        wire.run("monthly_report", state, query=query)
    with Wire(server.browser("direktor")) as wire:
        after = _table(wire.run("monthly_report", query=query))
    shown, was = (convert_arrow_bytes_to_pandas_df(one.arrow_data.data) for one in (after, before))
    assert list(shown["value"]) == ["77", *list(was["value"])[1:]]
    assert shown["author"].iloc[0] == "ikkinchi nomli"
    for column in ("number", "name", "unit", "target", "before"):
        assert list(shown[column]) == list(was[column])


def _table(run: Run) -> Dataframe:
    """The one table that is typed into."""
    elements = (message.delta.new_element for message in run.messages)
    (found,) = (one.dataframe for one in elements if one.WhichOneof("type") == "dataframe")
    return found
