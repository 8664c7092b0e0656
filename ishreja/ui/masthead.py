"""What stands above every page: who is signed in, the language switch, and the mark of demo data."""

from __future__ import annotations

from html import escape

import streamlit as st

from ishreja.access.sessions import SignedIn
from ishreja.domain.places import PLACES, full_name
from ishreja.language import DEFAULT, LANGUAGES, _, current
from ishreja.storage.store import Store
from ishreja.ui import keys, markup, plain_choice
from ishreja.views.names import role_name, service_name

NAMES = {"uz": "Oʻzbekcha", "uz_Cyrl": "Ўзбекча"}


def chosen_language() -> str:
    """The language chosen before this run: in the session, else in the address, else Uzbek Latin."""
    chosen: str = plain_choice.enter(keys.LANGUAGE, LANGUAGES, DEFAULT, st.session_state.get(keys.LANGUAGE))
    st.session_state[keys.LANGUAGE] = chosen
    return chosen


def show(store: Store, who: SignedIn) -> None:
    """Draw who is signed in, the language switch and the mark of demo data, which leads to where one's own begin."""
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if store.demo:
            markup.show(
                f'<a class="ir-demo-chip" href="{markup.address("plan", language=current())}">'
                '<span aria-hidden="true">◆</span> '
                + markup.text(_("Demo data"))
                + '<span class="ir-demo-long">: '
                + markup.text(_("the figures are invented"))
                + "</span></a>"
            )
        chosen = st.segmented_control(
            _("Language"),
            LANGUAGES,
            format_func=NAMES.__getitem__,
            required=True,
            key=keys.LANGUAGE,
            label_visibility="collapsed",
        )
        markup.show(_account(who, demo=store.demo))
    plain_choice.keep(keys.LANGUAGE, str(chosen), DEFAULT)


def _account(who: SignedIn, *, demo: bool) -> str:
    """Who is signed in, as a line that opens to role, place and the ways out; HTML."""
    account = who.account
    place = PLACES.get(account.place)
    services = ", ".join(service_name(code) for code in sorted(account.services))
    others = f'<a href="/login" target="_self">{escape(_("Switch account"))}</a>' if demo else ""
    mine = "" if demo else f'<a href="/account" target="_self">{escape(_("Password and sessions"))}</a>'
    return (
        '<details class="ir-account"><summary>'
        f'<span class="ir-account-name">{markup.text(account.name)}</span></summary>'
        f'<div class="ir-account-more"><p>{escape(role_name(account.role))}<br>'
        f"{markup.text(full_name(place)) if place else escape(account.place)}"
        f"{f'<br>{escape(services)}' if services else ''}</p>{others}{mine}"
        f'<form method="post" action="/logout"><input type="hidden" name="csrf" value="{escape(who.session.csrf)}">'
        f'<button type="submit">{escape(_("Sign out"))}</button></form></div></details>'
    )
