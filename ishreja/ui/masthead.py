"""What stands above every page: the language switch, and the mark of demo data."""

from __future__ import annotations

import streamlit as st

from ishreja.language import DEFAULT, LANGUAGES, _, current
from ishreja.storage.store import Store
from ishreja.ui import keys, markup, plain_choice

NAMES = {"uz": "Oʻzbekcha", "uz_Cyrl": "Ўзбекча"}


def chosen_language() -> str:
    """The language chosen before this run: in the session, else in the address, else Uzbek Latin."""
    chosen: str = plain_choice.enter(keys.LANGUAGE, LANGUAGES, DEFAULT, st.session_state.get(keys.LANGUAGE))
    st.session_state[keys.LANGUAGE] = chosen
    return chosen


def show(store: Store) -> None:
    """Draw the language switch and, over demo data, the mark that says so and leads to where one's own begin."""
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
    plain_choice.keep(keys.LANGUAGE, str(chosen), DEFAULT)
