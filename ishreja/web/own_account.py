"""/link/…, by which an account is taken up or gets another password, and /account for one's own."""

from __future__ import annotations

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ishreja.access import accounts, own_account
from ishreja.access.sessions import SignedIn, SignedOut
from ishreja.domain.places import PLACES, full_name
from ishreja.errors import UserError
from ishreja.language import _, script
from ishreja.storage.accounts import Account
from ishreja.storage.opened import store
from ishreja.views.names import role_name
from ishreja.web import html
from ishreja.web.requests import address, end_session, form, see_other, set_session, use_language, visitor


async def link(request: Request) -> Response:
    """The page of an invitation or a reset; a form sent sets the password and signs in."""
    use_language(request)
    token, wrong = request.path_params["token"], ""
    if request.method == "POST":
        try:
            fields = await form(request)
            password = _twice(fields.get("password", ""), fields.get("again", ""))
            session = await run_in_threadpool(own_account.take_up, store(), token, password, address(request))
            answer = see_other("/")
            set_session(request, answer, session)
            return answer
        except UserError as error:
            wrong = str(error)
    try:
        account = await run_in_threadpool(own_account.of_link, store(), token)
    except own_account.LinkEnded as error:
        return html.page(request, _("Set a password"), html.error(str(error)), status=410)
    inner = _hidden_login(account) + _new_password(focus=True) + html.button(_("Set the password and sign in"))
    body = (
        f"<h1>{escape(_('Welcome, {name}').format(name=script(account.name)))}</h1>"
        + html.muted(_("Set the password that you will sign in with."))
        + html.error(wrong)
        + _facts(account)
        + html.form(request, request.url.path, inner, classes="card")
    )
    return html.page(request, _("Set a password"), body, status=422 if wrong else 200)


async def account(request: Request) -> Response:
    """One's own account: its password, and signing out everywhere."""
    use_language(request)
    who = visitor(request).signed_in
    assert who is not None, "the gate lets nobody else through"
    wrong = done = ""
    if request.method == "POST":
        try:
            fields = await form(request)
            if fields.get("act") == "everywhere":
                everywhere = accounts.sign_out_everywhere
                await run_in_threadpool(everywhere, store(), who.actor, who.account.account_id)
                answer = see_other("/login")
                end_session(request, answer)
                return answer
            new = _twice(fields.get("password", ""), fields.get("again", ""))
            change = own_account.change_password
            await run_in_threadpool(change, store(), who, fields.get("old", ""), new, address(request))
            done = _("The password is changed. Wherever else you were signed in, you are signed out.")
        except SignedOut as error:
            return html.page(request, _("Password and sessions"), html.error(str(error)), status=401)
        except UserError as error:
            wrong = str(error)
    return _page(request, who, wrong, done)


def _page(request: Request, who: SignedIn, wrong: str, done: str) -> Response:
    old = html.Field("old", _("Present password"), kind="password", autocomplete="current-password")
    change = _hidden_login(who.account) + html.field(old) + _new_password() + html.button(_("Change the password"))
    everywhere = (
        html.muted(_("Ends every session of this account, on this device and on all others."))
        + html.hidden("act", "everywhere")
        + html.button(_("Sign out everywhere"), quiet=True)
    )
    body = (
        f'<p><a href="/">← {escape(_("Back to the plan"))}</a></p><h1>{escape(script(who.account.name))}</h1>'
        + html.error(wrong)
        + html.told(done)
        + _facts(who.account)
        + html.form(request, "/account", f"<h2>{escape(_('Password'))}</h2>{change}", classes="card")
        + html.form(request, "/account", f"<h2>{escape(_('Sessions'))}</h2>{everywhere}", classes="card")
    )
    return html.page(request, _("Password and sessions"), body, status=422 if wrong else 200)


def _facts(account: Account) -> str:
    place = PLACES.get(account.place)
    facts = {
        _("Login"): account.login,
        _("Role"): role_name(account.role),
        _("Place"): script(full_name(place)) if place else account.place,
    }
    return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>" for name, told in facts.items()) + "</dl>"


def _hidden_login(account: Account) -> str:
    """Lets a password manager know whose password it is."""
    return f'<input type="text" name="login" value="{escape(account.login)}" autocomplete="username" readonly hidden>'


def _new_password(*, focus: bool = False) -> str:
    hint = _("At least 10 characters; a few words that do not belong together are good.")
    new = html.Field("password", _("New password"), "password", hint=hint, autocomplete="new-password", focus=focus)
    again = html.Field("again", _("Password once more"), "password", autocomplete="new-password")
    return html.field(new) + html.field(again)


def _twice(password: str, again: str) -> str:
    if password != again:
        raise UserError(_("The two passwords differ. Type the same one twice."))
    return password
