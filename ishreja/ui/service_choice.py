"""The filter that chooses one service, kept in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ishreja.language import _
from ishreja.ui import keys, plain_choice
from ishreja.views.names import service_name

ALL, NONE = "all", "none"
"""How the address names all services, and the rows without one."""


def address_of(code: str) -> str:
    """How the address names a service."""
    return code or NONE


def choose(codes: Sequence[str]) -> str | None:
    """Draw the filter; the service chosen, or None for all."""
    options = [ALL, *(address_of(code) for code in codes)]
    chosen = plain_choice.choose(
        st.selectbox, _("Service"), options, keys.SERVICE, ALL, format_func=_label, width="stretch"
    )
    return None if chosen == ALL else "" if chosen == NONE else chosen


def _label(option: str) -> str:
    return _("All services") if option == ALL else service_name("" if option == NONE else option)
