"""Addresses that name a place which is not the actor's to see: the screens show another one, and the record says so."""

from __future__ import annotations

import re

import streamlit as st

from ishreja.access import Actor, may
from ishreja.access.actors import SEE, refused
from ishreja.domain.places import PLACES
from ishreja.ui import keys

_NAMING = (keys.PLACE, keys.REGION, keys.SCOPE, keys.COMPARED, keys.REVIEW, keys.AUDIT_PLACE)


def note(actor: Actor) -> None:
    """Note an attempt to see each known place that the page's address names and the actor may not see."""
    named = {word for key in _NAMING for word in re.split(r"[-,]", st.query_params.get(key, "")[:200])}
    for place in sorted(named & set(PLACES)):
        if not may(actor, SEE, place):
            refused(actor, SEE, place)
