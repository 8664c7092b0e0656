"""What is typed into the month's form, kept as a draft the moment it reaches the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ishreja import reporting
from ishreja.domain.month import MonthForm, MonthFormRow
from ishreja.errors import UserError
from ishreja.storage.drafts import Draft
from ishreja.ui import context, keys
from ishreja.ui.service_choice import address_of
from ishreja.views.monthly_report import ServiceRows, rows_by_service

VALUE, NOTE, REASON = "value", "note", "reason"
_EDITED = (VALUE, NOTE, REASON)
_TAKEN = keys.of(keys.REPORT_FORM, "taken")
LONGEST = 1000
"""Letters that a note or a reason may have."""

Cells = Mapping[Any, Any]
"""Edited cells as the browser sends them: row position to column to value; nothing in it is to be trusted."""


def editor_key(form: MonthForm, service: ServiceRows) -> str:
    """The editor's key; a new round begins with fresh cells."""
    turn = st.session_state.get(keys.REPORT_ROUND, 0)
    return keys.of(keys.REPORT_FORM, form.place, form.year, form.month, form.edition, address_of(service.service), turn)


def next_round() -> None:
    """Begin with fresh cells and without answers, once a draft was submitted or thrown away."""
    _fresh_cells()
    st.session_state.pop(keys.of(keys.REPORT_FORM, "held"), None)


def _fresh_cells() -> None:
    st.session_state[keys.REPORT_ROUND] = st.session_state.get(keys.REPORT_ROUND, 0) + 1


def reported(form: MonthForm, row: MonthFormRow) -> Draft:
    """What the ledger holds for the row's month, as the form shows it."""
    value = row.months.get(form.month)
    return Draft(None if value is None else f"{value.normalize():f}".replace(".", ","), row.note, row.reason)


def keep(place: str, year: int, month: int, service: str, editor: str) -> None:
    """Keep what was typed into a service's rows, in the editor of that key, as a draft.

    Taken by position and column alone, and only from the three columns that are open: the rows are the plan's. The
    browser sends every edit of the editor again and again: each is taken once, or it would undo what was typed,
    submitted or thrown away elsewhere since. A browser that comes back to a restarted server sends them without an
    event, so this is called at every drawing too.
    """
    edited: Cells = (st.session_state.get(editor) or {}).get("edited_rows", {})
    taken_from, taken = st.session_state.get(_TAKEN, (editor, {}))
    fresh = not_taken(edited, taken if taken_from == editor else {})
    try:
        form = reporting.month_form(context.store(), context.actor(), place, year, month)
        rows = next((one.rows for one in rows_by_service(form, context.actor()) if one.service == service), ())
        held = reporting.drafts_of(context.store(), context.actor(), place, year, month)
        touched = edits_of(form, rows, fresh, held)
        if touched:
            reporting.save_draft(context.store(), context.actor(), place, year, month, touched)
    except UserError as error:  # a callback cannot draw: the form says so
        st.session_state[keys.of(keys.REPORT_FORM, "refused")] = str(error)
        return
    st.session_state[_TAKEN] = (editor, {row: dict(cells) for row, cells in edited.items() if _is_row(cells)})


def not_taken(edited: Cells, taken: Cells) -> Cells:
    """The edited cells that were not taken yet, or were edited again since."""
    return {
        position: {name: text for name, text in cells.items() if (name, text) not in taken.get(position, {}).items()}
        for position, cells in edited.items()
        if _is_row(cells)
    }


def _is_row(cells: object) -> bool:
    return isinstance(cells, Mapping)


def edits_of(
    form: MonthForm, rows: Sequence[MonthFormRow], edited: Cells, held: Mapping[int, Draft]
) -> dict[int, Draft]:
    """The drafts that differ from those held, by row id; whatever names no row or no open column is passed over."""
    touched: dict[int, Draft] = {}
    for position, cells in edited.items():
        if not isinstance(position, int) or not 0 <= position < len(rows) or not _is_row(cells):
            continue
        row = rows[position]
        before = held.get(row.row_id) or reported(form, row)
        typed = {name: _text(cells[name]) for name in _EDITED if name in cells}
        after = Draft(
            typed.get(VALUE, before.value_text), typed.get(NOTE, before.note), typed.get(REASON, before.reason)
        )
        if after != Draft(before.value_text, before.note, before.reason):
            touched[row.row_id] = after
    return touched


def _text(value: object) -> str | None:
    return None if value is None else str(value).strip()[:LONGEST] or None


def follow_others(form: MonthForm, service: ServiceRows, drafts: Mapping[int, Draft]) -> None:
    """Begin with fresh cells where an edit of this browser no longer stands: another one has the last word."""
    editor = editor_key(form, service)
    edited: Cells = (st.session_state.get(editor) or {}).get("edited_rows", {})
    if edits_of(form, service.rows, edited, drafts):
        _fresh_cells()
