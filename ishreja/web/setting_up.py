"""/setup: the first administrator, and whoever runs the centre; and the code that the terminal shows for it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ishreja.access import setting_up
from ishreja.access.accounts import EXAMPLE
from ishreja.access.setting_up import Person
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage.opened import store
from ishreja.web import html
from ishreja.web.requests import address, form, see_other, set_session, use_language


class Announcer:
    """Shows the set-up code in the terminal, a new one whenever the last holds no longer."""

    def __init__(self, base: Callable[[], str]) -> None:
        self.base = base
        self._shown = ""
        self._one = threading.Lock()

    def __call__(self) -> None:
        """Make a code and show it, where the database has no administrator."""
        with self._one:
            opened = store()
            if not setting_up.needed(opened) or setting_up.holds(opened, self._shown):
                return
            self._shown = setting_up.issue(opened)
            said = _("There are no accounts yet. Open this address to make them; it holds for 24 hours and once:")
            sys.stdout.write(f"\n{said}\n{self.base()}/setup?code={self._shown}\n\n")
            sys.stdout.flush()


class Differ(UserError):
    """The two passwords of one of the two people differ; field is the one to type first anew."""

    def __init__(self, who: str) -> None:
        self.field = f"{who}_password"
        said = _("The two passwords differ. Type the same one twice.")
        super().__init__(f"{_section_titles()[who]}: {said}")


async def setup(request: Request) -> Response:
    """The set-up page; a form sent makes the accounts and signs in who works."""
    use_language(request)
    if not await run_in_threadpool(setting_up.needed, store()):
        return RedirectResponse("/login", 303)
    if request.method != "POST":
        return _page(request, {"code": request.query_params.get("code", "")})
    fields: Mapping[str, str] = {}
    try:
        fields = await form(request)
        token = await run_in_threadpool(_set_up, fields, address(request))
    except UserError as error:
        return _page(request, fields, str(error), 422, error.field if isinstance(error, Differ) else "")
    answer = see_other("/plan" if fields.get("worker_login") else "/")
    set_session(request, answer, token)
    return answer


def _set_up(fields: Mapping[str, str], where: str) -> str:
    administrator = _person(fields, "admin")
    worker = _person(fields, "worker")
    if administrator is None or not fields.get("place"):
        raise UserError(_("Choose the place, and fill in the administrator's name, login and password."))
    token, _account = setting_up.set_up(store(), fields.get("code", ""), fields["place"], administrator, worker, where)
    return token


def _person(fields: Mapping[str, str], who: str) -> Person | None:
    """Who is to get an account; None where nothing was typed. The password must be typed twice alike."""
    name, login = fields.get(f"{who}_name", ""), fields.get(f"{who}_login", "")
    password, again = fields.get(f"{who}_password", ""), fields.get(f"{who}_again", "")
    if not any(text.strip() for text in (name, login, password)):
        return None
    if password != again:
        raise Differ(who)
    return Person(name, login, password)


def _section_titles() -> dict[str, str]:
    return {"admin": _("Administrator"), "worker": _("Who runs the centre")}


def _page(request: Request, typed: Mapping[str, str], wrong: str = "", status: int = 200, focus: str = "") -> Response:
    """The form with what was typed, what is wrong, and the focus in this field, else in the first to fill in."""
    code = typed.get("code", "")
    focus = focus or ("admin_name" if code else "code")
    titles = _section_titles()
    asked = (
        html.hidden("code", code)
        if code
        else '<section class="card">'
        + html.field(
            html.Field(
                "code",
                _("Set-up code"),
                hint=_("The terminal in which ishreja was started shows it."),
                focus=focus == "code",
            )
        )
        + "</section>"
    )
    inner = (
        asked
        + f'<section class="card"><h2>{escape(_("Your centre"))}</h2>{html.places(typed.get("place", ""))}'
        + f'<span class="hint">{escape(_("Other districts are added later by the administrator."))}</span></section>'
        + _section(
            titles["admin"],
            _("Keeps accounts and places. Does not enter figures."),
            _fields("admin", typed, required=True, focus=focus),
        )
        + _section(
            titles["worker"],
            _(
                "Adopts the plan and submits the months: the director, in a region its head. Signed in right away."
                " In an office of one person this is you too, with another login. May be left blank and invited later."
            ),
            _fields("worker", typed, required=False, focus=focus),
        )
        + html.button(_("Make the accounts"))
    )
    body = (
        f"<h1>{escape(_('Set-up'))}</h1>"
        + html.muted(_("Your own database is ready. Make the accounts, and the work begins."))
        + html.error(wrong)
        + html.form(request, request.url.path + (f"?{_language(request)}" if _language(request) else ""), inner)
    )
    return html.page(request, _("Set-up"), body, status=status, wide=True)


def _language(request: Request) -> str:
    chosen = request.query_params.get("language")
    return f"language={chosen}" if chosen in ("uz", "uz_Cyrl") else ""


def _section(title: str, detail: str, inner: str) -> str:
    return f'<section class="card"><h2>{escape(title)}</h2>{html.muted(detail)}{inner}</section>'


def _fields(who: str, typed: Mapping[str, str], *, required: bool, focus: str) -> str:
    name, login, password, again = (f"{who}_{part}" for part in ("name", "login", "password", "again"))
    fields = (
        html.Field(name, _("First and last name"), value=typed.get(name, ""), required=required),
        html.Field(
            login,
            _("Login"),
            value=typed.get(login, ""),
            hint=_("Latin letters, digits, dots or hyphens: {example}").format(example=EXAMPLE),
            required=required,
        ),
        html.Field(
            password,
            _("Password"),
            kind="password",
            hint=_("At least 10 characters; a few words that do not belong together are good."),
            autocomplete="new-password",
            required=required,
        ),
        html.Field(again, _("Password once more"), kind="password", autocomplete="new-password", required=required),
    )
    return "".join(html.field(replace(one, focus=one.name == focus)) for one in fields)
