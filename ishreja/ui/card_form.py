"""The form in which a district's card is filled in."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import streamlit as st

from ishreja import planning
from ishreja.domain.district_card import DistrictCard
from ishreja.domain.numbers import NumberRefused, parse
from ishreja.errors import UserError
from ishreja.language import _, number
from ishreja.ui import context, keys, worded
from ishreja.views.cards import card_of, card_words
from ishreja.views.names import place_name


def draw(places: tuple[str, ...], year: int) -> None:
    """Draw the folded form for those of the places whose card the actor may fill in; nothing where there is none."""
    if not places:
        return
    notice = st.session_state.pop(keys.NOTICE, None)
    if notice:
        st.success(notice, icon=":material/check:")
    with (
        st.container(key="card_form"),
        worded.expander(_("Fill in a district's card"), keys.CARD, icon=":material/edit:"),
    ):
        place = places[0]
        if len(places) > 1:
            name = keys.of(keys.CARD, "place")
            place = worded.choose(st.selectbox, _("Place"), places, name, place, format_func=place_name)
        card = card_of(context.store(), context.actor(), place, year)
        with st.form(keys.of(keys.CARD, place, year), border=False):
            typed = {
                name: st.text_input(label, _shown(getattr(card, name)), key=keys.of(keys.CARD, place, year, name))
                for name, label in card_words().items()
            }
            pressed = st.form_submit_button(_("Save the card"), icon=":material/save:")
        if pressed:
            _save(place, year, typed)


def _shown(value: Decimal | None) -> str:
    return "" if value is None else number(value)


def _save(place: str, year: int, typed: dict[str, str]) -> None:
    try:
        values = {field.name: _read(typed[field.name]) for field in fields(DistrictCard)}
        planning.save_card(context.store(), context.actor(), place, year, DistrictCard(**values))
    except UserError as error:
        st.error(str(error))
        return
    st.session_state[keys.NOTICE] = _("The card of {place} is saved.").format(place=place_name(place))
    st.rerun()


def _read(text: str) -> Decimal | None:
    try:
        return parse(text)
    except NumberRefused as error:
        raise UserError(
            _("“{text}” is not one number. Write digits only, or leave it empty.").format(text=text)
        ) from error
