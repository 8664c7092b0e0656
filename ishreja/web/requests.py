"""What the routes and the gate read of a request: its session, its form, its language, where it wants to go next."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from ishreja import language
from ishreja.access.sessions import SignedIn, hash_of
from ishreja.errors import UserError
from ishreja.language import _

SESSION, FORM = "ishreja_session", "ishreja_form"
"""The cookies: of the session, and of a form that is filled in before there is one."""
_LARGEST = 20_000
_FIELDS = 40


class Stale(UserError):
    """The form was not given out to this browser, or long ago."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, as the gate found it: the signed-in person, if any."""

    signed_in: SignedIn | None


def visitor(request: Request) -> Visitor:
    """Who asks."""
    found: Visitor = request.scope["ishreja.visitor"]
    return found


def session_hash(connection: HTTPConnection) -> str | None:
    """The sha256 of the session cookie."""
    token = connection.cookies.get(SESSION)
    return hash_of(token) if token and len(token) < 200 else None


def address(connection: HTTPConnection) -> str:
    """The address that asks; behind a proxy on this machine, the one that the proxy names."""
    return connection.client.host if connection.client else ""


def secure(connection: HTTPConnection) -> bool:
    """Whether the browser speaks TLS, to this server or to a proxy on this machine."""
    return connection.url.scheme in ("https", "wss")


def set_session(request: HTTPConnection, response: Response, token: str) -> None:
    """Let the browser keep the session until it is closed; no script can read it."""
    response.set_cookie(SESSION, token, httponly=True, samesite="lax", secure=secure(request), path="/")


def end_session(request: HTTPConnection, response: Response) -> None:
    """Let the browser forget the session."""
    response.delete_cookie(SESSION, httponly=True, samesite="lax", secure=secure(request), path="/")


def use_language(request: Request) -> str:
    """Read and write in the language that the address names, itself or in where it leads next."""
    next_query = parse_qs(urlsplit(request.query_params.get("next", "")).query)
    language.use(request.query_params.get("language") or next_query.get("language", [language.DEFAULT])[-1])
    return language.current()


def next_path(request: Request) -> str:
    """Where to go after signing in: a path of this product, else its first page."""
    return inner_path(request.query_params.get("next", "/"))


def inner_path(path: str) -> str:
    """The path where it lies within the product, else "/": never another site's address."""
    parts = urlsplit(path)
    inner = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc and path.isprintable()
    return path if inner and not parts.path.startswith(("/login", "/logout", "/setup", "/link/", "/oidc/")) else "/"


def sign_in_address(path: str) -> str:
    """The address of the sign-in page that leads back to the path."""
    inner = inner_path(path)
    return "/login" if inner == "/" else f"/login?next={quote(inner, safe='')}"


def see_other(path: str) -> RedirectResponse:
    """Lead the browser on after a form."""
    return RedirectResponse(path, 303)


def form_token(request: Request) -> str:
    """The CSRF token that this browser's forms bear: its session's, else its form cookie's, made where missing."""
    found = visitor(request).signed_in
    if found is not None:
        return found.session.csrf
    kept = request.cookies.get(FORM, "")
    if len(kept) != 43:
        kept = request.scope.setdefault("ishreja.form", secrets.token_urlsafe(32))
    return kept


def keep_form_token(request: Request, response: Response) -> None:
    """Give the form cookie along, where one was made for this answer."""
    made = request.scope.get("ishreja.form")
    if made:
        response.set_cookie(FORM, made, httponly=True, samesite="lax", secure=secure(request), path="/")


async def form(request: Request) -> Mapping[str, str]:
    """The fields of a form that this browser was given. Raises Stale where its token is not this browser's."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise Stale(_stale())
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            raise Stale(_stale())
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError as error:
        raise Stale(_stale()) from error
    origin = request.headers.get("origin")
    if origin not in (None, "null") and urlsplit(origin).netloc != request.headers.get("host"):
        raise Stale(_stale())
    if not secrets.compare_digest(fields.get("csrf", "").encode(), form_token(request).encode()):
        raise Stale(_stale())
    return fields


def _stale() -> str:
    return _("The form was open for too long. Fill it in once more.")
