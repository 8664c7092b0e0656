"""What every page asks for first: the actor, the store that is open, and today's date in Tashkent."""

from __future__ import annotations

import logging
from datetime import date
from html import escape
from urllib.parse import quote, urlsplit

import streamlit as st

from ishreja.access import Actor, holders, refused, sessions, setting_up
from ishreja.access.actors import SEE
from ishreja.access.sessions import SignedIn, SignedOut
from ishreja.domain.periods import local_day
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage.opened import close as close
from ishreja.storage.opened import store as store

SESSION_HEADER = "X-Ishreja-Session"
"""What the gate tells of a connection: the sha256 of its session's token. A client's own never gets through it."""


def actor() -> Actor:
    """Who acts, looked up anew at every call, so that what was changed of the account or its session acts at once.

    Where nobody is signed in any longer the script is told so, with the way to sign in, and stops.
    """
    return who().actor


def who() -> SignedIn:
    """The same with the account and the session."""
    found = sessions.used(store(), session_hash())
    if found is None:
        _say_signed_out()
        st.stop()
    return found


def session_hash() -> str | None:
    """The sha256 of the token that this page's connection was opened with."""
    return st.context.headers.get(SESSION_HEADER)


def require_same(before: Actor) -> None:
    """Raise SignedOut unless the connection that asks is signed in as the same actor still; for work outside a script.

    Raises NotAllowed where somebody else asks.
    """
    found = sessions.used(store(), holders.asking.get())
    if found is not None and found.actor.account != before.account:
        raise refused(found.actor, SEE, before.place)
    if found is None or found.actor != before:
        raise SignedOut


def address() -> str:
    """The address of this page, as the browser sees it."""
    return st.context.url or ""


def today() -> date:
    """Today's date in Tashkent."""
    return local_day(store().now())


def _say_signed_out() -> None:
    if setting_up.needed(store()):
        # Starting with one's own data leads straight on to the set-up page.
        st.html("<script>window.location.assign('/setup')</script>", unsafe_allow_javascript=True)
        said, label, target = _("The accounts are set up first."), _("To the set-up page"), "/setup"
    else:
        said, label = _("You are signed out. What you submitted and your drafts are kept."), _("Sign in")
        target = f"/login?next={quote(_path(), safe='')}"
    st.html(
        f'<div class="ir-note" role="alert"><p>{escape(said)}</p>'
        f'<p><a href="{escape(target)}" target="_self">{escape(label)}</a></p></div>'
    )


def _path() -> str:
    """The page's own path with its parameters, to come back to."""
    address = urlsplit(st.context.url or "/")
    return f"{address.path or '/'}?{address.query}" if address.query else address.path or "/"


def warm_up() -> None:
    """Import the heavy libraries and open the store, so that the first visitor does not wait for it.

    A store that cannot be opened is told to the visitor by the page itself.
    """
    import plotly.graph_objects  # noqa: F401

    import ishreja.charts  # noqa: F401

    try:
        store()
    except UserError as error:
        logging.getLogger("ishreja").error("the store did not open: %s", error)
