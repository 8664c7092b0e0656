"""Choices shown in words. What was chosen is held as a plain code, the same in every alphabet and on every screen.

Streamlit's widgets remember in the browser the words of what is chosen, and know nothing of it once the words are
written in another alphabet or the screen was left. So each language has a widget of its own, and every one of them
shows the code that is held. What is typed into a field is held likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_tab_container import TabContainer

from ishreja.language import DEFAULT, LANGUAGES, current
from ishreja.ui import keys

Chosen = TypeVar("Chosen")


def key_of(name: str, language: str | None = None) -> str:
    """The key of the widget of this name in the language, by default the one in force."""
    language = language or current()
    return name if language == DEFAULT else keys.of(name, language)


def choose(
    draw: Callable[..., Any],
    label: str,
    options: Sequence[Chosen],
    name: str,
    held: Chosen,
    *,
    on_change: Callable[..., None] | None = None,
    args: tuple[object, ...] = (),
    **look: Any,
) -> Chosen:
    """Draw a widget (st.selectbox, st.radio and their like) and return what is chosen.

    With on_change the caller holds the choice: on_change is given it before args, and held is what is held now.
    Without, it is held here, and held is what is chosen at first.
    """
    key = key_of(name)
    if on_change is None:
        on_change, args = hold, (name,)
        kept = chosen(name)
        held = kept if kept in options else held
    st.session_state[key] = held  # said every time: a widget of the same key on another screen is another one
    found: Chosen = draw(label, options, key=key, on_change=_tell, args=(key, on_change, args), **look)
    return found


def choose_many(
    label: str, options: Sequence[Chosen], name: str, first: Sequence[Chosen] = (), **look: Any
) -> list[Chosen]:
    """Draw a choice of several and return what is chosen, which is held here; first is what is chosen at first."""
    kept = chosen(name)
    held = [one for one in (first if kept is None else kept) if one in options]
    return choose(st.multiselect, label, options, name, held, on_change=hold, args=(name,), **look)  # type: ignore[arg-type]


def field(draw: Callable[..., Any], label: str, name: str, first: Any, **look: Any) -> Any:
    """Draw a field without options (st.text_area, st.number_input, st.checkbox) and return what stands in it.

    It is held here; first is what stands there at first.
    """
    kept = chosen(name)
    held = first if kept is None else kept
    if st.session_state.get(name) != held:  # else left alone: what is being typed would be overwritten
        st.session_state[name] = held
    return draw(label, key=name, on_change=_tell, args=(name, hold, (name,)), **look)


def standing(name: str) -> Any:
    """In a callback: what stands in the widget of this name just now, whichever callback ran first."""
    return st.session_state.get(key_of(name), st.session_state.get(name, chosen(name)))


def _tell(key: str, on_change: Callable[..., None], args: tuple[object, ...]) -> None:
    on_change(st.session_state[key], *args)


def tabs(labels: Mapping[str, str], name: str, first: str) -> tuple[str, TabContainer]:
    """Draw tabs, labels by code; the code and the container of the one that is open."""
    key = key_of(name)
    codes = {label: code for code, label in labels.items()}
    shown = st.session_state.get(key)
    code: str = codes[shown] if shown in codes else chosen(name) or first
    hold(code, name)
    st.session_state[key] = labels[code]
    drawn = st.tabs(list(codes), key=key, on_change=_tell, args=(key, lambda label: hold(codes[label], name), ()))
    return code, drawn[list(labels).index(code)]


def expander(label: str, name: str, *, icon: str) -> DeltaGenerator:
    """Draw a part that can be unfolded, folded at first; it stays as the reader left it."""
    key = key_of(name)
    st.session_state[key] = bool(chosen(name))
    return st.expander(label, key=key, icon=icon, on_change=_tell, args=(key, hold, (name,)))


def chosen(name: str) -> Any:
    """The code that is held, None where nothing was chosen."""
    return _kept().get(name)


def hold(code: object, name: str) -> None:
    """Hold the code for the widget of this name, which shows it when it is drawn next."""
    _kept()[name] = code


def open_tab(code: str, name: str) -> None:
    """Have this tab be the open one when the tabs of this name are drawn next."""
    hold(code, name)
    for language in LANGUAGES:
        st.session_state.pop(key_of(name, language), None)


def forget(*beginnings: str) -> None:
    """Forget every choice whose name begins so, and what its widget shows."""
    for held in (_kept(), st.session_state):
        for name in [name for name in held if str(name).startswith(beginnings)]:
            del held[name]


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(keys.CHOSEN, {})
    return kept
