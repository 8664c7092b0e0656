"""What stands before every request: Streamlit's addresses that the product does not need are closed, and every
answer bears the security headers."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:;"
    " style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss: data: blob:; frame-ancestors 'self';"
    " object-src 'none'; base-uri 'self'",
}
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/bidi-components/", "/component/")
SCREENS = {path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py")} - {"overview"}
_NAME = re.compile(r"/([a-z][\w-]*)/?", re.IGNORECASE)


def _leads_nowhere(path: str) -> bool:
    """Whether the address looks like a screen's and is none: Streamlit's word for that is English."""
    named = _NAME.fullmatch(path)
    return named is not None and named[1] not in {*SCREENS, "healthz"}


class Gate:
    """Answers 404 for the closed addresses and leads from unknown ones to the first screen; adds the headers to
    every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await PlainTextResponse("Not Found", 404)(scope, receive, with_headers)
        elif scope["method"] == "GET" and _leads_nowhere(scope["path"]):
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"/?{query}" if query else "/", 307)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)
