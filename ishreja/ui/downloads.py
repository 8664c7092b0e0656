"""A file to download, made when it is asked for and in the language of the page that offers it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import Literal

import streamlit as st

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    label: str,
    file_name: str,
    make: Callable[[], bytes],
    *,
    mime: str = XLSX,
    icon: str = ":material/download:",
    kind: Literal["primary", "secondary"] = "secondary",
    key: str | None = None,
) -> None:
    """Draw the button; make is called at the click, in a thread that would not know the language by itself."""
    here = copy_context()
    st.download_button(
        label,
        lambda: here.copy().run(make),
        file_name=file_name,
        mime=mime,
        icon=icon,
        type=kind,
        key=key,
        on_click="ignore",
    )
