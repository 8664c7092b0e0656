"""Addresses that name a place or a screen which is not the actor's to see: another is shown, and the record says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ishreja.access import Actor, holders, may
from ishreja.access.actors import SEE, refused
from ishreja.domain.places import PLACES, above
from ishreja.ui import keys

_NAMING = (keys.PLACE, keys.REGION, keys.SCOPE, keys.COMPARED, keys.REVIEW, keys.AUDIT_PLACE)


def note(actor: Actor) -> None:
    """Note an attempt to see each known place that the page's address names and the actor may not see."""
    named = {word for key in _NAMING for word in re.split(r"[-,]", st.query_params.get(key, "")[:200])}
    for place in sorted(named & set(PLACES)):
        if not may(actor, SEE, place):
            refused(actor, SEE, place)


def note_page(actor: Actor, lacking: Mapping[str, Sequence[st.Page]]) -> None:
    """Note an attempt at a screen that is kept from the actor, by the right that is lacking."""
    running = get_script_run_ctx()
    if running is None:
        return
    asked = {running.pages_manager.intended_page_script_hash, running.pages_manager.intended_page_name}
    for action, pages in lacking.items():
        if any({page._script_hash, page.url_path} & asked for page in pages):
            # The screens side by side are those of the place above, of which the actor sees a part alone.
            refused(actor, action, next(iter(above(actor.place)), actor.place) if action == SEE else actor.place)


def own_page(actor: Actor) -> None:
    """Let uploads to this page be the actor's alone."""
    running = get_script_run_ctx()
    if running is not None:
        holders.hold(running.session_id, actor)
