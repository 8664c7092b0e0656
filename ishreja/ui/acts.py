"""How what a person does on a screen is carried out, and what came of it told."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ishreja.errors import UserError
from ishreja.ui import keys, worded


def carry_out(act: Callable[[], None], done: str) -> None:
    """In a callback: do it, and leave what came of it to be said when the page is drawn."""
    try:
        act()
    except UserError as error:
        st.session_state[keys.ACT_REFUSED] = str(error)
    else:
        st.session_state[keys.NOTICE] = done


def told() -> None:
    """Draw what came of the last act."""
    refused, notice = st.session_state.pop(keys.ACT_REFUSED, None), st.session_state.pop(keys.NOTICE, None)
    if refused:
        st.error(refused, icon=":material/error:")
    if notice:
        st.success(notice, icon=":material/check:")


def do(act: Callable[[], None], done: str, form: str) -> None:
    """In a script: do it, empty the form and draw the page anew; what was typed stays where it is refused.

    form is what the names of its fields begin with.
    """
    try:
        act()
    except UserError as error:
        st.error(str(error), icon=":material/error:")
        return
    worded.forget(f"{form}:")
    st.session_state[keys.NOTICE] = done
    st.rerun()
