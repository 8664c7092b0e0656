"""A choice that the address keeps under a plain code, the same in every language."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def asked(key: str, options: Sequence[str]) -> str:
    """The option that the address names, else the first."""
    named = st.query_params.get(key)
    return named if named is not None and named in options else options[0]


def keep(key: str, chosen: str, options: Sequence[str]) -> None:
    """Write what was chosen to the address; the first option, being the default, is left out."""
    if chosen != options[0]:
        if st.query_params.get(key) != chosen:
            st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
