"""A plan on its way in: which of the region's indicators its rows are, where that is doubtful. Nobody has to answer."""

from __future__ import annotations

import streamlit as st

from ishreja.language import _
from ishreja.planning import NO_INDICATOR, indicator_key
from ishreja.ui import context, keys, markup, worded
from ishreja.ui.indicators_acts import indicator_label
from ishreja.ui.plan_row_editor import row_label
from ishreja.views.indicators import asked_on_adoption
from ishreja.views.plan_reading import PlanReading

LEFT = "left"  # to the region


def ask(reading: PlanReading) -> None:
    """Ask of each doubtful row which indicator it is; what is left open, the region answers."""
    asked = asked_on_adoption(context.store(), context.actor(), reading.document, reading.given)
    if asked:
        said = _("By these the region compares its places. What you leave open, the region answers.")
        markup.show(markup.heading(_("Which indicator of the region is it?"), said, level=3))
    for index, row, offers in asked:
        name = indicator_key(index)
        labels = {offer.indicator.code: indicator_label(offer.indicator) for offer in offers}
        labels |= {NO_INDICATOR: _("None of these"), LEFT: _("Leave it to the region")}
        with st.container(border=True):
            markup.show(f"<p>{markup.text(row_label(row))}</p>")
            answer = reading.answers.get(name, LEFT)
            worded.choose(
                st.radio,
                row_label(row),
                list(labels),
                keys.of(keys.PLAN_INDICATOR, name),
                answer if answer in labels else LEFT,
                format_func=labels.__getitem__,
                on_change=_answer,
                args=(name,),
                label_visibility="collapsed",
            )


def _answer(chosen: str, name: str) -> None:
    reading: PlanReading = st.session_state[keys.PLAN_READING]
    if chosen == LEFT:
        reading.answers.pop(name, None)
    else:
        reading.answers[name] = chosen
