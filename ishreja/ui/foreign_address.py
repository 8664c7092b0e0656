"""Addresses that name a place or a screen which is not the actor's to see: another is shown, and the record says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ishreja.access import Actor, holders, may
from ishreja.access.actors import SEE, refused
from ishreja.domain.places import PLACES, above
from ishreja.language import _
from ishreja.ui import keys, markup

_NAMING = (keys.PLACE, keys.REGION, keys.SCOPE, keys.COMPARED, keys.REVIEW, keys.AUDIT_PLACE)


def note(actor: Actor) -> None:
    """Note an attempt to see each known place that the page's address names and the actor may not see."""
    named = {word for key in _NAMING for word in re.split(r"[-,]", st.query_params.get(key, "")[:200])}
    for place in sorted(named & set(PLACES)):
        if not may(actor, SEE, place):
            refused(actor, SEE, place)


def turn_back(actor: Actor, shown: Sequence[st.Page], lacking: Mapping[str, Sequence[st.Page]]) -> bool:
    """Whether the address asked for a screen that is not among those shown; the first one is then shown instead.

    An attempt at one that is kept from the actor is noted, by the right that is lacking.
    """
    nowhere = st.query_params.pop(keys.NOWHERE, None) is not None  # gone from the address, so that it is said once
    running = get_script_run_ctx()
    if running is None:
        return nowhere
    manager = running.pages_manager
    asked = {manager.intended_page_script_hash, manager.intended_page_name} - {None, "", manager.main_script_hash}
    for action, pages in lacking.items():
        if any({page._script_hash, page.url_path} & asked for page in pages):
            # The screens side by side are those of the place above, of which the actor sees a part alone.
            refused(actor, action, next(iter(above(actor.place)), actor.place) if action == SEE else actor.place)
    if not asked or any({page._script_hash, page.url_path} & asked for page in shown):
        return nowhere
    manager.set_script_intent("", "")  # or Streamlit says in English that there is no such page
    return True


def told() -> str:
    """What is said on the first screen where it stands instead of another, as HTML."""
    return markup.note(_("This page is not open to you, or there is no such page. This is the first page."))


def own_page(actor: Actor) -> None:
    """Let uploads to this page be the actor's alone."""
    running = get_script_run_ctx()
    if running is not None:
        holders.hold(running.session_id, actor)
