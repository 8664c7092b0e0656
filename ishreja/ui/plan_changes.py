"""What adopting a document would change about the plan in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from ishreja.domain.plan import Kind, PlanRow, Schedule
from ishreja.language import _, number, script
from ishreja.planning import match_key
from ishreja.ui import keys, markup, worded
from ishreja.ui.markup import Column
from ishreja.ui.plan_row_editor import label_of, row_label
from ishreja.ui.plan_table import deadline_words, is_set
from ishreja.views.names import service_name
from ishreja.views.plan import ChangedRow, Comparison
from ishreja.views.plan_reading import PlanReading
from ishreja.views.words import kind_word

NEW = "new"


def ask_doubtful(reading: PlanReading, changes: Comparison | None) -> None:
    """Ask of each row that may be a row of the edition before whether it is."""
    asked = changes.doubtful if changes else ()
    if asked:
        said = _("Its figures go on only if it is the same row.")
        markup.show(markup.heading(_("The same row as before?"), said, level=3))
    for one in asked:
        name = match_key(one.index)
        with st.container(border=True):
            now = _("now: {row}").format(row=row_label(one.after))
            before = _("before: {row}").format(row=row_label(one.before.row))
            markup.show(f"<p>{markup.text(now)}<br>{markup.text(before)}</p>")
            labels = {str(one.before.row_id): _("The same row"), NEW: _("A new row")}
            worded.choose(
                st.radio,
                now,
                list(labels),
                keys.of(keys.PLAN_MATCH, name),
                None,
                format_func=labels.__getitem__,
                on_change=_answer,
                args=(name,),
                label_visibility="collapsed",
            )
    if any(name.startswith("match:") for name in reading.answers):
        _take_back(reading)


def _take_back(reading: PlanReading) -> None:
    if st.button(_("Ask again about all these rows"), type="tertiary", icon=":material/undo:"):
        for name in [name for name in reading.answers if name.startswith("match:")]:
            del reading.answers[name]
        st.rerun()


def _answer(chosen: str, name: str) -> None:
    reading: PlanReading = st.session_state[keys.PLAN_READING]
    reading.answers[name] = chosen


def block(changes: Comparison) -> str:
    """What would be new, changed and gone, as HTML; empty where the plan is the first of its year."""
    if changes.edition is None or changes.nothing:
        return ""
    title = _("What changes against edition {number}").format(number=changes.edition.number)
    counts = _("new {new}, changed {changed}, gone {gone}, unchanged {unchanged}").format(
        new=number(len(changes.new)),
        changed=number(len(changes.changed)),
        gone=number(len(changes.gone)),
        unchanged=number(changes.unchanged),
    )
    shown = markup.heading(title, counts)
    if changes.changed:
        shown += _changed(changes.changed)
    shown += _list(_("New rows"), "+", changes.new)
    return shown + _list(_("Rows that are gone (their figures are kept)"), "−", changes.gone)


def _changed(rows: Sequence[ChangedRow]) -> str:
    columns = [
        Column(_("Indicator"), "name", 34),
        Column(_("What"), "left", 16),
        Column(_("Before"), "left", 25),
        Column(_("After"), "left", 25),
    ]
    lines = [
        [
            markup.text(row_label(one.after)),
            escape(label_of(field)),
            _value(field, one.before),
            f"<strong>{_value(field, one.after)}</strong>",
        ]
        for one in rows
        for field in one.fields
    ]
    return markup.table(columns, lines, caption=_("Changed rows"))


def _value(field: str, row: PlanRow) -> str:
    return markup.text(value_in_words(field, getattr(row, field)))


def value_in_words(field: str, value: object) -> str:
    """A field's value for a person, as plain text."""
    if value is None or value == ():
        return "–"
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Schedule):
        return deadline_words(value) if is_set(value) else _("not set")
    if isinstance(value, Kind):
        return kind_word(value)
    if field == "services" and isinstance(value, tuple):
        return "; ".join(map(service_name, value))
    if field == "lead":
        return service_name(str(value))
    if isinstance(value, tuple):
        return " · ".join(number(each) for each in value)
    return script(str(value))


def _list(title: str, shape: str, rows: Iterable[PlanRow]) -> str:
    items = "".join(f"<li>{shape} {markup.text(row_label(row))}</li>" for row in rows)
    return f'<h3>{escape(title)}</h3><ul class="ir-plain">{items}</ul>' if items else ""
