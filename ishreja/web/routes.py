"""The product's own routes."""

from __future__ import annotations

from starlette.routing import Route

from ishreja.web import oidc
from ishreja.web.own_account import account, link
from ishreja.web.setting_up import setup
from ishreja.web.signing_in import login, logout, session

ROUTES = [
    Route("/login", login, methods=["GET", "POST"]),
    Route("/logout", logout, methods=["GET", "POST"]),
    Route("/session", session, methods=["GET", "POST"]),
    Route("/account", account, methods=["GET", "POST"]),
    Route("/link/{token}", link, methods=["GET", "POST"]),
    Route("/oidc/start", oidc.start, methods=["GET"]),
    Route("/oidc/callback", oidc.callback, methods=["GET"]),
    Route("/setup", setup, methods=["GET", "POST"]),
]
