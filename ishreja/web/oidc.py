"""/oidc/…: signing in with a provider, which ends in the same session on the server as a password does."""

from __future__ import annotations

import json
import logging
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ishreja.access import signing_in
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage import accounts
from ishreja.storage.opened import store
from ishreja.web import html, provider
from ishreja.web.provider import ProviderFailed
from ishreja.web.requests import address, inner_path, next_path, secure, see_other, set_session, use_language

_COOKIE, _PATH, _SECONDS = "ishreja_oidc", "/oidc", 600


async def start(request: Request) -> Response:
    """Send the browser to the provider, with what binds its answer to this browser in a cookie."""
    use_language(request)
    state, nonce, verifier = (secrets.token_urlsafe(48) for _each in range(3))
    try:
        chosen = await run_in_threadpool(_chosen)
        target = await run_in_threadpool(provider.authorization_address, chosen, _back(request), state, nonce, verifier)
    except UserError as error:
        return html.failure(str(error), 502)
    answer = RedirectResponse(target, 303)
    kept = urlsafe_b64encode(json.dumps([state, nonce, verifier, next_path(request)]).encode()).decode()
    answer.set_cookie(
        _COOKIE, kept, max_age=_SECONDS, path=_PATH, httponly=True, samesite="lax", secure=secure(request)
    )
    return answer


async def callback(request: Request) -> Response:
    """Take the provider's answer: a session for the account that an administrator bound to this person."""
    try:
        state, nonce, verifier, path = _kept(request)
        code = request.query_params.get("code", "")
        if not code or not secrets.compare_digest(request.query_params.get("state", "").encode(), state.encode()):
            raise ProviderFailed(_("Signing in there did not succeed. Try again, or sign in with login and password."))
        chosen = await run_in_threadpool(_chosen)
        subject = await run_in_threadpool(provider.subject, chosen, _back(request), code, nonce, verifier)
        token = await run_in_threadpool(_session, subject, address(request))
    except UserError as error:
        logging.getLogger("ishreja").warning("signing in with the provider failed: %r", error.__cause__ or error)
        answer: Response = html.failure(str(error), 403)
    else:
        answer = see_other(inner_path(path))
        set_session(request, answer, token)
    answer.delete_cookie(_COOKIE, path=_PATH)
    return answer


def _chosen() -> provider.Provider:
    found = None if store().demo else provider.configured()
    if found is None:
        raise ProviderFailed(_("Signing in with a provider is not set up here."))
    return found


def _session(subject: str, where: str) -> str:
    with store().transaction() as tx:
        account = accounts.by_subject(store(), subject)
        if account is None or account.disabled:
            raise UserError(
                _("No account is bound to this person. Give your administrator this line: {subject}").format(
                    subject=subject
                )
            )
        return signing_in.begin(tx, account, where, "provider")


def _kept(request: Request) -> tuple[str, str, str, str]:
    try:
        state, nonce, verifier, path = json.loads(urlsafe_b64decode(request.cookies.get(_COOKIE, "")))
    except ValueError as error:
        raise ProviderFailed(_("The form was open for too long. Fill it in once more.")) from error
    return str(state), str(nonce), str(verifier), str(path)


def _back(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/oidc/callback"
