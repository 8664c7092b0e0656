"""The composition root: the ASGI application, its routes, its middleware and its warm-up."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ishreja.errors import UserError
from ishreja.ui import context, failures

SHELL = Path(__file__).parent / "ishreja" / "ui" / "shell.py"
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


class SecurityHeaders:
    """Adds the security headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


async def health(_request: Request) -> JSONResponse:
    """Answers 200 once a real query has gone through the store, 503 where it has not."""
    try:
        sequence = await run_in_threadpool(lambda: context.store().ping())
    except Exception as error:
        if not isinstance(error, UserError):
            logging.getLogger("ishreja").exception("health check failed")
        return JSONResponse({"status": "unavailable"}, status_code=503)
    return JSONResponse({"status": "ok", "sequence": sequence})


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Import and open what every page needs, then keep it out of the collector's way."""
    await run_in_threadpool(context.warm_up)
    gc.collect()
    gc.freeze()
    yield None
    context.close()


app = st.App(
    SHELL,
    lifespan=lifespan,
    routes=[Route("/healthz", health)],
    middleware=[Middleware(SecurityHeaders), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=2)],
    on_script_error=failures.on_script_error,
)
