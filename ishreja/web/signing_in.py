"""/login, /logout, and /session, by which a page learns when its session ends and puts that off."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from ishreja import demo_accounts
from ishreja.access import sessions, setting_up, signing_in
from ishreja.access.sessions import SignedIn
from ishreja.domain.places import PLACES, full_name
from ishreja.errors import UserError
from ishreja.language import _, script
from ishreja.storage.opened import store
from ishreja.views.names import role_name
from ishreja.web import html, provider
from ishreja.web.requests import (
    address,
    end_session,
    form,
    next_path,
    see_other,
    session_hash,
    set_session,
    use_language,
    visitor,
)


async def login(request: Request) -> Response:
    """The sign-in page; a form sent is answered with a session, or with what is wrong."""
    use_language(request)
    if await run_in_threadpool(setting_up.needed, store()):
        return RedirectResponse("/setup", 303)
    if request.method != "POST":
        return _page(request)
    fields: Mapping[str, str] = {}
    try:
        fields = await form(request)
        token = await run_in_threadpool(_token, fields.get("login", ""), fields.get("password"), address(request))
    except UserError as error:
        status = 429 if isinstance(error, signing_in.TooManyAttempts) else 403
        return _page(request, str(error), fields.get("login", ""), status)
    answer = see_other(next_path(request))
    set_session(request, answer, token)
    await run_in_threadpool(sessions.sign_out, store(), session_hash(request))
    return answer


def _token(login: str, password: str | None, where: str) -> str:
    """A session's token. Without a password only a demo account is signed in, and only in a demo."""
    if password is None:
        token = demo_accounts.sign_in(store(), login, where)
        if token is None:
            raise signing_in.SignInRefused(_("The login or the password is wrong."))
        return token
    return signing_in.sign_in(store(), login, password, where)


async def logout(request: Request) -> Response:
    """End the session; a link that leads here, or a form sent by another site, ends nothing."""
    use_language(request)
    if visitor(request).signed_in is not None:
        if request.method != "POST":
            return see_other("/")
        try:
            await form(request)
        except UserError as error:
            return html.failure(str(error), 403)
        await run_in_threadpool(sessions.sign_out, store(), session_hash(request))
    answer = see_other("/login")
    end_session(request, answer)
    return answer


async def session(request: Request) -> Response:
    """Seconds until the session ends, unless it is used and in any case; a form sent puts the end off."""
    found = visitor(request).signed_in
    if request.method == "POST":
        try:
            await form(request)
        except UserError as error:
            return JSONResponse({"error": str(error)}, 403)
        found = await run_in_threadpool(sessions.used, store(), session_hash(request))
    if found is None:
        return JSONResponse({"ends_in": 0, "last_in": 0}, 401)
    return JSONResponse(left(found), headers={"Cache-Control": "no-store"})


def left(found: SignedIn) -> dict[str, int]:
    """Seconds that are left of the session."""
    now = store().now()
    return {
        "ends_in": int((found.ends_at - now).total_seconds()),
        "last_in": int((found.last_moment - now).total_seconds()),
    }


def _page(request: Request, wrong: str = "", typed: str = "", status: int = 200) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    body = (
        f"<h1>{escape(_('Sign in'))}</h1>"
        + html.muted(_("The work plan of a library-information centre"))
        + html.error(wrong)
        + (_demo(request, query) if store().demo else _form(request, query, typed))
    )
    return html.page(request, _("Sign in"), body, status=status)


def _form(request: Request, query: str, typed: str) -> str:
    """The cursor stands where something is still to be typed."""
    fields = html.field(
        html.Field("login", _("Login"), value=typed, autocomplete="username", focus=not typed)
    ) + html.field(
        html.Field("password", _("Password"), kind="password", autocomplete="current-password", focus=bool(typed))
    )
    return (
        html.form(request, f"/login{query}", fields + html.button(_("Sign in")), classes="card")
        + _provider(request)
        + html.muted(_("Forgot the password? Your administrator gives you a link to set a new one."))
    )


def _provider(request: Request) -> str:
    """The way to the provider, where one is set up."""
    found = provider.configured()
    if found is None:
        return ""
    label = _("Sign in with {name}").format(name=found.name)
    target = f"/oidc/start?next={quote(next_path(request), safe='')}"
    return f'<p><a class="button quiet" href="{escape(target)}">{escape(label)}</a></p>'


def _demo(request: Request, query: str) -> str:
    """Every account of the demo, signed in by one click."""
    demo_accounts.ensure(store())
    buttons = "".join(
        "<li>"
        + html.form(
            request,
            f"/login{query}",
            f'<button type="submit" name="login" value="{escape(one.login)}">'
            f"<strong>{escape(script(one.name))}</strong>"
            f"{escape(role_name(one.role))}, {escape(script(full_name(PLACES[one.place])))}</button>",
        )
        + "</li>"
        for one in demo_accounts.ACCOUNTS
    )
    return (
        f'<section class="card demo"><h2><span aria-hidden="true">◆</span> {escape(_("Demo data"))}</h2>'
        f"{html.muted(_('Invented people and figures. Sign in as any of them by one click:'))}"
        f'<ul class="people">{buttons}</ul></section>'
    )
