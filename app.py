"""The composition root: the ASGI application, its routes, its middleware and its warm-up."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ishreja.errors import UserError
from ishreja.mailing.post import Post
from ishreja.ui import context, failures
from ishreja.web.gate import Gate
from ishreja.web.routes import ROUTES
from ishreja.web.setting_up import Announcer

SHELL = Path(__file__).parent / "ishreja" / "ui" / "shell.py"


async def health(_request: Request) -> JSONResponse:
    """Answers 200 once a real query has gone through the store, 503 where it has not."""
    try:
        sequence = await run_in_threadpool(lambda: context.store().ping())
    except Exception as error:
        if not isinstance(error, UserError):
            logging.getLogger("ishreja").exception("health check failed")
        return JSONResponse({"status": "unavailable"}, status_code=503)
    return JSONResponse({"status": "ok", "sequence": sequence})


def _address() -> str:
    """Where this server is reached from this machine."""
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{st.get_option('server.address')}:{st.get_option('server.port')}"


announce = Announcer(_address)


def announce_if_open() -> None:
    """Show the set-up code where one is needed; a store that does not open is told to the visitor."""
    with suppress(UserError):
        announce()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Import and open what every page needs, then keep it out of the collector's way."""
    await run_in_threadpool(context.warm_up)
    await run_in_threadpool(announce_if_open)
    gc.collect()
    gc.freeze()
    with Post(context.store):
        yield None
    context.close()


app = st.App(
    SHELL,
    lifespan=lifespan,
    routes=[Route("/healthz", health), *ROUTES],
    middleware=[Middleware(Gate, announce=announce), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=2)],
    on_script_error=failures.on_script_error,
)
