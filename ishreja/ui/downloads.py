"""A file to download, made when it is asked for, by who is still signed in, in the language of its page."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import Literal

import streamlit as st
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from ishreja.access import holders, recording
from ishreja.ui import context

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
    """Draw the button; make is called at the click, in a thread that knows neither language nor session by itself."""
    here, actor = copy_context(), context.actor()

    def made() -> bytes:
        try:
            context.require_same(actor)
            data = here.copy().run(make)
        finally:
            recording.write(context.store())
        holders.hold(_calculate_file_id(data, mime, file_name), actor)
        return data

    st.download_button(
        label,
        made,
        file_name=file_name,
        mime=mime,
        icon=icon,
        type=kind,
        key=key,
        on_click="ignore",
    )
