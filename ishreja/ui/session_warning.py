"""The warning on a page whose session is about to end, with the way to stay signed in."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from ishreja.access.sessions import WARNING, SignedIn
from ishreja.language import _
from ishreja.ui import context

_SCRIPT = (Path(__file__).parent / "assets" / "session.js").read_text("utf-8")


def show(who: SignedIn) -> None:
    """Tell the page when its session ends; nothing is seen of it before that is near."""
    now = context.store().now()
    told = {
        "leftIn": (who.ends_at - now).total_seconds(),
        "lastIn": (who.last_moment - now).total_seconds(),
        "csrf": who.session.csrf,
        "words": {
            "seconds": WARNING.total_seconds(),
            "soon": _("You will be signed out in two minutes, for nothing was done for a while. Drafts are kept."),
            "last": _("The working day's session ends in two minutes. Your drafts are kept; sign in again then."),
            "ended": _("You are signed out. Your drafts are kept: sign in and go on."),
            "stay": _("Stay signed in"),
            "signIn": _("Sign in"),
        },
    }
    data = json.dumps(told).replace("<", "\\u003c")
    st.html(f"<script>{_SCRIPT.replace('DATA', data)}</script>", unsafe_allow_javascript=True)
