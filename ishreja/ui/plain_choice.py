"""A choice that the address keeps too, under a plain code, the same in every language and on every screen.

Streamlit's own binding to the address spells an option as it is shown, so a change of alphabet breaks it, and
forgets what the address named at the first change of screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from ishreja.ui import keys, worded

Option = TypeVar("Option", str, int)


def _code(option: Option) -> Sequence[str]:
    return (str(option),)


def choose(
    draw: Callable[..., Any],
    label: str,
    options: Sequence[Option],
    key: str,
    default: Option,
    *,
    spellings: Callable[[Option], Sequence[str]] = _code,
    **look: Any,
) -> Option:
    """Draw the widget of a choice in words and return what is chosen: see enter, worded.choose and keep."""
    worded.hold(enter(key, options, default, worded.chosen(key), spellings), key)
    found = worded.choose(draw, label, options, key, default, **look)
    keep(key, found, default)
    return found


def switch(label: str, key: str, **look: Any) -> bool:
    """Draw a switch that is off by default and return whether it is on, which the address names as 1."""
    options = (0, 1)
    worded.hold(bool(enter(key, options, 0, worded.chosen(key))), key)

    def draw(words: str, _options: Sequence[int], **named: Any) -> bool:
        return st.toggle(words, **named)

    on = bool(worded.choose(draw, label, options, key, 0, **look))
    keep(key, int(on), 0)
    return on


def enter(
    key: str,
    options: Sequence[Option],
    default: Option,
    shown: Option | None,
    spellings: Callable[[Option], Sequence[str]] = _code,
) -> Option:
    """What the widget is to show: what the address names, else what was shown before, else the default.

    A choice that was never made follows a default that changes. spellings are the ways the address may name an
    option. An address that names none any more on the same screen is one that "back" led to: the default's.
    """
    seen: dict[str, tuple[str | None, object]] = st.session_state.setdefault(keys.SEEN, {})
    written, last_default = seen.get(key, (None, None))
    asked = st.query_params.get(key)
    named = next((one for one in options if asked and asked.casefold() in _folded(spellings(one))), None)
    if named is not None and asked != written:
        return named
    if shown is None or shown not in options or (shown == last_default and shown != default):
        return default
    went_back = written and not asked and st.session_state.get(keys.SCREEN) == st.context.url
    return default if went_back else shown


def keep(key: str, chosen: Option, default: Option) -> None:
    """After the widget: write what is chosen to the address; the default is left out.

    What the address already says rightly stays, the default too: every change of it is a step of "back".
    """
    code = str(chosen)
    if st.query_params.get(key) != code:
        if chosen != default:
            st.query_params[key] = code
        elif key in st.query_params:
            del st.query_params[key]
    st.session_state[keys.SEEN][key] = (st.query_params.get(key), default)


def drawn() -> None:
    """After the whole screen: remember its address (without parameters), to tell "back" on it from a visit anew."""
    st.session_state[keys.SCREEN] = st.context.url


def _folded(spellings: Sequence[str]) -> set[str]:
    return {spelling.casefold() for spelling in spellings}
