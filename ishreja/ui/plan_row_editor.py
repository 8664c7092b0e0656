"""A row of a plan, mended in place: its figures, deadline, services and kind, each kept the moment it is changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

import streamlit as st

from ishreja.domain.numbers import NumberRefused, parse
from ishreja.domain.plan import Kind, PlanRow, Problem
from ishreja.domain.services import SERVICES, lead
from ishreja.language import _, number, script
from ishreja.planning.document import fields_of as fields_of_problem
from ishreja.ui import keys, markup, worded
from ishreja.ui.plan_schedule import schedule_editor
from ishreja.views.names import service_name
from ishreja.views.plan_reading import PlanReading
from ishreja.views.row_list import short
from ishreja.views.words import kind_word

EDITED = ("number", "name", "unit", "previous", "target", "target_text", "schedule", "services", "lead", "kind")
_FIGURES = ("previous", "target")
_TEXTS = ("number", "name", "unit", "target_text")


def fields_of(problem: Problem) -> set[str]:
    """The fields that can be edited in answer to the problem."""
    return fields_of_problem(problem) & set(EDITED)


def choose_row(reading: PlanReading) -> None:
    """Draw the choice of any row, and its editor."""
    rows = reading.read.rows  # as they were read: a label that changed would lose the choice
    markup.show(
        markup.heading(_("Mend a row"), _("Choose any row to change its figures, deadline or services."), level=3)
    )
    chosen = worded.choose(
        st.selectbox,
        _("Row"),
        range(len(rows)),
        keys.PLAN_ROW,
        None,
        format_func=lambda index: row_label(rows[index]),
        placeholder=_("Choose a row"),
        label_visibility="collapsed",
    )
    if chosen is None:
        return
    with st.container(border=True):
        editor(reading, chosen, EDITED, where="row")
        if chosen in reading.edits:
            st.button(
                _("Back to what was read"),
                key=keys.of("plan_restore", chosen),
                on_click=_restore,
                args=(chosen,),
                icon=":material/undo:",
                type="tertiary",
            )


def row_label(row: PlanRow) -> str:
    """ "13.4 · Sovgʻa tariqasida" as plain text; a part is named under its parent's number."""
    return f"{row.number or f'{row.parent} –'} · {script(short(row.name, 70))}"


def _restore(index: int) -> None:
    reading: PlanReading = st.session_state[keys.PLAN_READING]
    reading.edits.pop(index, None)
    worded.forget(keys.of(keys.PLAN_EDIT, "row", index, ""))


def editor(reading: PlanReading, index: int, fields: Collection[str], *, where: str) -> None:
    """Draw the widgets of these fields of the row; where tells editors of one row apart."""
    row = reading.document.rows[index]
    for name in _TEXTS:
        if name in fields:
            _text(row, index, name, where)
    for name in _FIGURES:
        if name in fields:
            _figure(row, index, name, where)
    if "schedule" in fields:
        schedule_editor(row, index, where)
    if "services" in fields:
        _services(row, index, where)
    if "lead" in fields and len(row.services) > 1:
        _lead(row, index, where)
    if "kind" in fields:
        _kind(row, index, where)


def label_of(name: str) -> str:
    """A field's name for a person."""
    return {
        "number": _("Number"),
        "name": _("Name"),
        "unit": _("Unit"),
        "previous": _("Last year's fact"),
        "target": _("Year's target"),
        "target_text": _("Target in words"),
        "schedule": _("Deadline"),
        "deadline": _("Deadline as written"),
        "services": _("Services"),
        "lead": _("Reports the figure"),
        "kind": _("Kind"),
        "mechanism": _("Mechanism"),
        "quarters": _("Quarters"),
        "section": _("Section"),
    }[name]


def _text(row: PlanRow, index: int, name: str, where: str) -> None:
    key = keys.of(keys.PLAN_EDIT, where, index, name)
    value = getattr(row, name) or ""
    if name == "name":
        st.text_area(label_of(name), value=value, key=key, on_change=_set_text, args=(key, index, name), height=90)
    else:
        st.text_input(label_of(name), value=value, key=key, on_change=_set_text, args=(key, index, name))


def _set_text(key: str, index: int, name: str) -> None:
    text = str(st.session_state[key] or "").strip()
    if name == "number":
        text = text.rstrip(".")
    if text or name != "name":
        change(index, **{name: text or None})


def _figure(row: PlanRow, index: int, name: str, where: str) -> None:
    key = keys.of(keys.PLAN_EDIT, where, index, name)
    value: Decimal | None = getattr(row, name)
    st.text_input(
        label_of(name),
        value="" if value is None else number(value),
        key=key,
        on_change=_set_figure,
        args=(key, index, name),
        help=_("Digits, decimals after a comma. Empty means unknown; it is not 0."),
    )
    try:
        parse(st.session_state.get(key))
    except NumberRefused:
        st.error(
            _("“{text}” is not one number. Write digits only, or leave it empty.").format(text=st.session_state[key])
        )


def _set_figure(key: str, index: int, name: str) -> None:
    try:
        value = parse(st.session_state[key])
    except NumberRefused:
        return  # the editor says so beside the field, and the row stays as it was
    change(index, **{name: value})


def _services(row: PlanRow, index: int, where: str) -> None:
    if row.services_text:
        st.caption(_("In the plan: {text}").format(text=script(row.services_text)))
    worded.choose(
        st.multiselect,
        label_of("services"),
        list(SERVICES),
        keys.of(keys.PLAN_EDIT, where, index, "services"),
        [code for code in row.services if code in SERVICES],
        format_func=service_name,
        placeholder=_("Choose the services"),
        on_change=_set_services,
        args=(index,),
    )


def _set_services(chosen: Sequence[str], index: int) -> None:
    codes = tuple(code for code in chosen if code in SERVICES)
    change(index, services=codes, lead=lead(codes))


def _lead(row: PlanRow, index: int, where: str) -> None:
    codes = [code for code in row.services if code in SERVICES]
    held = lead(codes) if row.lead is None else row.lead
    options = codes if held in codes else [*codes, held] if held else codes
    worded.choose(
        st.selectbox,
        label_of("lead"),
        options,
        keys.of(keys.PLAN_EDIT, where, index, "lead"),
        held,
        format_func=service_name,
        on_change=_set_choice,
        args=(index, "lead"),
    )


def _kind(row: PlanRow, index: int, where: str) -> None:
    worded.choose(
        st.selectbox,
        label_of("kind"),
        list(Kind),
        keys.of(keys.PLAN_EDIT, where, index, "kind"),
        row.kind,
        format_func=kind_word,
        on_change=_set_choice,
        args=(index, "kind"),
        help=ground_word(row.kind_ground),
    )


def _set_choice(chosen: object, index: int, name: str) -> None:
    if chosen is not None:
        change(index, **{name: chosen})


def change(index: int, **changes: object) -> None:
    """Keep a change of the reading in the session."""
    reading: PlanReading = st.session_state[keys.PLAN_READING]
    reading.edit(index, **changes)


def ground_word(ground: str) -> str | None:
    """Why the row was taken for its kind."""
    return {
        "catalogue": _("Known from the national template's wordings."),
        "order_in_name": _("The name speaks of an order, a decree or a resolution."),
        "stocktake": _("The name speaks of a stocktake."),
        "document_recurs": _("A document or event that comes more than once a year."),
        "document_once": _("A document or event that comes once a year."),
        "children": _("It has rows below it and no target of its own."),
        "otherwise": _("Nothing in the row says otherwise."),
    }.get(ground)
