"""What stands before every request: without a session nothing is answered but signing in, set-up, health and static
files; Streamlit's addresses that the product does not need are closed; every answer bears the security headers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders, QueryParams
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ishreja import demo_accounts
from ishreja.access import holders, recording, sessions, setting_up
from ishreja.access.sessions import SignedIn
from ishreja.errors import UserError
from ishreja.storage.opened import store
from ishreja.web import html
from ishreja.web.requests import Visitor, address, session_hash, set_session, sign_in_address

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:;"
    " style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss: data: blob:; frame-ancestors 'self';"
    " object-src 'none'; base-uri 'self'; form-action 'self'",
}
UPLOADS, FILES = "/_stcore/upload_file/", "/media/"
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/bidi-components/", "/component/")
OPEN = ("/static/", "/link/", "/oidc/")
OPEN_PATHS = frozenset({"/login", "/logout", "/setup", "/healthz", "/_stcore/health"})
_NO_PAGE = ("/_stcore/", "/media/", "/app/static/", "/session")
FIRST = "overview"
"""The screen at "/"."""
NOWHERE = "nowhere"
"""The parameter by which the first screen is told that another was asked for, which there is not."""
SCREENS = {path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py")} - {FIRST}
_ROUTES = {"login", "logout", "setup", "account", "session", "healthz"}
_NAME = re.compile(r"/([a-z][\w-]*)/?", re.IGNORECASE)
_OWN_HEADERS = b"x-ishreja-"


def _leads_nowhere(path: str) -> bool:
    """Whether the address looks like a screen's and is none: Streamlit's word for that is English."""
    named = _NAME.fullmatch(path)
    return named is not None and named[1] not in SCREENS | _ROUTES


class Gate:
    """Lets through who is signed in, and says to the application who that is; leads from unknown addresses to the
    first screen."""

    def __init__(self, app: ASGIApp, announce: Callable[[], None]) -> None:
        self.app = app
        self.announce = announce

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["cache-control"] = "no-store"  # or the way back shows a page to who has signed out
            await send(message)

        if scope["type"] == "http":
            await self._http(_without_own_headers(scope), receive, with_headers)
        elif scope["type"] == "websocket":
            await self._websocket(_without_own_headers(scope), receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith(CLOSED):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
            return
        if path in ("/healthz", "/_stcore/health") or (path.startswith("/static/") and ".." not in path):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            found = await run_in_threadpool(_signed_in, request, path != "/session")
            scope["ishreja.visitor"] = Visitor(found)
            if path == "/setup":
                await run_in_threadpool(self.announce)
            if found is None and (path in OPEN_PATHS or (path.startswith(OPEN) and ".." not in path)):
                await self.app(scope, receive, send)
                return
            answer, token = (
                (await run_in_threadpool(_not_ones_own, found, path), "")
                if found
                else await run_in_threadpool(self._instead, request)
            )
        except UserError as error:
            await html.failure(str(error), 503)(scope, receive, send)
            return
        if answer is None and request.method == "GET" and _leads_nowhere(path):
            nowhere = [] if path.strip("/") == FIRST else [(NOWHERE, "1")]
            query = str(QueryParams([*request.query_params.multi_items(), *nowhere]))
            answer = RedirectResponse(f"/?{query}" if query else "/", 307)
        if answer is not None:
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, _with_session(request, token, send) if token else send)

    def _instead(self, request: Request) -> tuple[Response | None, str]:
        """What is answered to who is not signed in; in a demo nothing, but the token of the session begun."""
        path = request.url.path
        a_file = "." in path.rpartition("/")[2] and path != "/index.html"
        page = request.method == "GET" and not path.startswith(_NO_PAGE) and not a_file
        if setting_up.needed(store()):
            self.announce()
            return (RedirectResponse("/setup", 303) if page else _refused()), ""
        if not page:
            return _refused(), ""
        if store().demo:
            demo_accounts.ensure(store())
            token = demo_accounts.sign_in(store(), demo_accounts.ACCOUNTS[0].login, address(request))
            if token is not None:
                return None, token
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(sign_in_address(path + query), 303), ""

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            found = await run_in_threadpool(_signed_in, HTTPConnection(scope), True)
        except UserError as error:
            logging.getLogger("ishreja").error("a connection was refused: %s", error)
            found = None
        if found is None or scope["path"].startswith(CLOSED):
            await send({"type": "websocket.close", "code": 1008})
            return
        told = [
            (b"x-ishreja-session", found.session.token_hash.encode()),
            (b"x-ishreja-account", str(found.account.account_id).encode()),
        ]
        holders.asking.set(found.session.token_hash)
        await self.app({**scope, "headers": [*scope["headers"], *told]}, receive, send)


def _without_own_headers(scope: Scope) -> Scope:
    """The scope without headers by which a client would name itself."""
    headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(_OWN_HEADERS)]
    return {**scope, "headers": headers}


def _signed_in(connection: HTTPConnection, use: bool) -> SignedIn | None:
    token_hash = session_hash(connection)
    if token_hash is None:
        return None
    return sessions.used(store(), token_hash) if use else sessions.signed_in(store(), token_hash)


def _not_ones_own(found: SignedIn, path: str) -> Response | None:
    """What is answered to who asks for a file that was made for somebody else, or uploads to another's page."""
    if path.startswith(FILES):
        allowed = holders.may_fetch(found.actor, path.removeprefix(FILES).partition(".")[0])
    elif path.startswith(UPLOADS):
        allowed = holders.may_upload(found.actor, path.removeprefix(UPLOADS).partition("/")[0])
    else:
        return None
    if allowed:
        return None
    recording.write(store())
    return PlainTextResponse("Forbidden", 403)


def _refused() -> Response:
    return PlainTextResponse("Unauthorized", 401)


def _with_session(request: Request, token: str, send: Send) -> Send:
    """Give the session's cookie along with the answer."""
    bearer = Response()
    set_session(request, bearer, token)

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", bearer.headers["set-cookie"])
        await send(message)

    return sent
