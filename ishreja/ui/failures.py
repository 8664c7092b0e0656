"""What a person sees when something fails: words and what to do, never a trace, a path or a query."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from ishreja.errors import UserError
from ishreja.language import _

logger = logging.getLogger("ishreja")


def on_script_error(error: Exception) -> bool:
    """Show a UserError as it is; log anything else under a number that the person can pass on."""
    if isinstance(error, UserError):
        st.error(str(error), icon=":material/error:")
        return True
    number = secrets.token_hex(3).upper()
    logger.error("unexpected error %s", number, exc_info=error)
    st.error(
        _(
            "Something went wrong on our side. What you entered so far is kept. "
            "Reload the page; if it happens again, tell your system's keeper this number: {number}."
        ).format(number=number),
        icon=":material/error:",
    )
    return True
