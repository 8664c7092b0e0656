"""Signing out, disabling, and a changed role act at the next thing that is asked: page, fragment, callback, upload,
download, replayed cookie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from ishreja.language import _
from ishreja.web.requests import SESSION
from tests.people import PASSWORD
from tests.web.conftest import DRAFTED, TYPED, Server, Starter, fill
from tests.web.journal import recorded
from tests.wire import Browser, Run, Wire, multipart, pressed

SIGNED_OUT = "Siz tizimdan chiqqansiz"
PLAN = "Foydalanuvchilarni roʻyxatga olish"
FORM = f"year=2023&report_month={DRAFTED}"
End = Callable[[Server, Browser], None]


def sign_out(_server: Server, browser: Browser) -> None:
    assert browser.send("/logout", csrf=browser.token("/account"))[0] == 303


def sign_out_everywhere(server: Server, _browser: Browser) -> None:
    elsewhere = server.browser("direktor")
    assert elsewhere.send("/account", csrf=elsewhere.token("/account"), act="everywhere")[0] == 303


def change_password(server: Server, _browser: Browser) -> None:
    elsewhere = server.browser("direktor")
    new = "yangi parol tanladim"
    sent = elsewhere.send("/account", csrf=elsewhere.token("/account"), old=PASSWORD, password=new, again=new)
    assert sent[0] == 200


def leave_it_idle(server: Server, _browser: Browser) -> None:
    server.move(minutes=31)


def disable(server: Server, _browser: Browser) -> None:
    server.act("direktor", "disabled")


@pytest.mark.parametrize("end", [sign_out, sign_out_everywhere, change_password, leave_it_idle, disable])
def test_an_ended_session_acts_nowhere_any_more(end: End, tmp_path: Path, serve: Starter) -> None:
    fill(tmp_path)
    server = serve(tmp_path)
    browser = server.browser("direktor")
    kept = Browser(server.address, dict(browser.cookies))
    with Wire(browser) as page, Wire(browser) as form, Wire(browser) as services, Wire(browser) as plan:
        assert PLAN in page.run("overview", query="year=2023&month=3").text
        drawn = form.run("monthly_report", query=FORM)
        assert TYPED in drawn.text
        discard = drawn.widget("button", _("Yes, throw it away"))
        file_id = services.run("services", query="year=2023&month=3").widget("download_button").deferred_file_id  # type: ignore[attr-defined]
        address, error = services.download(file_id)
        assert error == ""
        assert kept.ask(address)[0] == 200
        plan.run("plan")
        upload = f"/_stcore/upload_file/{plan.session}/any"
        assert kept.ask(upload, "PUT", b"x")[0] != 401

        end(server, browser)

        address, error = services.download(file_id)
        assert (address, bool(error)) == ("", True)
        for wire, name in ((page, "overview"), (services, "services"), (plan, "plan")):
            said = wire.run(name).text
            assert SIGNED_OUT in said
            assert PLAN not in said
        assert form.run_fragment("any", pressed(discard)).text == ""
        said = form.run("monthly_report", pressed(discard), query=FORM).text
        assert SIGNED_OUT in said
        assert TYPED not in said
        assert kept.ask(upload, "PUT", b"x")[0] == 401
    assert kept.ask("/plan")[0] == 303
    assert kept.ask("/media/any.xlsx")[0] == 401
    with pytest.raises(InvalidStatus):
        Wire(kept)
    assert kept.cookies[SESSION]
    again = server.browser()
    if end is disable:
        assert again.sign_in("direktor", PASSWORD)[0] == 403
        again = server.browser("ikkinchi")
    else:
        assert again.sign_in("direktor", "yangi parol tanladim" if end is change_password else PASSWORD)[0] == 303
    with Wire(again) as wire:
        assert TYPED in wire.run("monthly_report", query=FORM).text, "the draft was neither lost nor thrown away"


def test_a_changed_role_acts_at_the_next_request_of_every_kind(tmp_path: Path, serve: Starter) -> None:
    """Changed by the same process, as an administrator's page does it."""
    fill(tmp_path)
    server = serve(tmp_path)
    browser = server.browser("direktor")
    kept = Browser(server.address, dict(browser.cookies))
    with Wire(browser) as form, Wire(browser) as services, Wire(browser) as again:
        drawn = form.run("monthly_report", query=FORM)
        discard, hand_in = drawn.widget("button", _("Yes, throw it away")), drawn.widget("button", "topshirish")
        file_id = services.run("services", query="year=2023&month=3").widget("download_button").deferred_file_id  # type: ignore[attr-defined]
        made, error = services.download(file_id)
        assert (kept.ask(made)[0], error) == (200, "")
        upload = f"/_stcore/upload_file/{services.session}/any"
        assert kept.ask(upload, "PUT", multipart("a.xlsx"), kept.uploading())[0] == 204

        server.act("direktor", "viewer")

        assert services.download(file_id)[0] == ""
        assert kept.ask(made)[0] == 403
        assert kept.ask(upload, "PUT", multipart("a.xlsx"), kept.uploading())[0] == 403
        assert form.run_fragment("any", pressed(discard)).text == ""
        form.run("monthly_report", pressed(discard), query=FORM)
        shown = again.run("monthly_report", pressed(hand_in), query=FORM)
        assert _buttons(shown) == set()
        assert TYPED not in shown.text
    with Wire(kept) as replayed:
        assert TYPED not in replayed.run("monthly_report", query=FORM).text
    with Wire(server.browser("ikkinchi")) as other:
        assert TYPED in other.run("monthly_report", query=FORM).text, "a viewer throws nothing away"
    assert [_("to enter figures") in row for row in recorded(server, "direktor")] == [True]
    assert recorded(server, "direktor", "submit") == []


def _buttons(run: Run) -> set[str]:
    found = (message.delta.new_element for message in run.messages)
    return {element.button.label for element in found if element.WhichOneof("type") == "button"}
