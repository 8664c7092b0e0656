"""What reading a plan raised: each error and question with its answers, and the notes below."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from html import escape

import streamlit as st

from ishreja.access import may, visible_places
from ishreja.access.actors import ADOPT
from ishreja.domain.places import PLACES, REPUBLIC, full_name
from ishreja.domain.plan import Problem, Severity
from ishreja.domain.services import SERVICES
from ishreja.language import _, number
from ishreja.planning import question_key
from ishreja.ui import context, keys, markup, worded
from ishreja.ui.plan_row_editor import editor, fields_of
from ishreja.views.names import place_in_region, service_name
from ishreja.views.plan_reading import EDIT, KEEP, PlanReading, anothers

SHAPES = {
    Severity.ERROR: ("✕", "overdue"),
    Severity.QUESTION: ("?", "watch"),
    Severity.NOTE: ("i", "not_reported"),
}
_HEAD = ("place_unknown", "year_unknown", "year_differs")


def severity_badge(severity: Severity) -> str:
    """The severity as shape and word in its colour, as HTML."""
    shape, tone = SHAPES[severity]
    return _badge(shape, tone, severity_word(severity))


def severity_word(severity: Severity) -> str:
    """The severity in one word."""
    return {Severity.ERROR: _("error"), Severity.QUESTION: _("question"), Severity.NOTE: _("note")}[severity]


def _badge(shape: str, tone: str, word: str) -> str:
    return f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> {escape(word)}</span>'


def head(reading: PlanReading) -> None:
    """Draw place and year, which every plan needs, whether they were read or not."""
    document = reading.document
    codes = adoptable()
    if document.place is not None and document.place not in codes:
        markup.show(markup.note(anothers(document.place)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        worded.choose(
            st.selectbox,
            _("Place"),
            codes,
            keys.of(keys.PLAN_READING, "place"),
            document.place if document.place in codes else None,
            format_func=place_in_region,
            placeholder=_("Choose the district or city"),
            on_change=_set_place,
        )
        st.number_input(
            _("Year"),
            min_value=2000,
            max_value=context.today().year + 2,
            value=document.year,
            step=1,
            format="%d",
            key=keys.of(keys.PLAN_READING, "year"),
            on_change=_set_year,
            width=130,
        )


def adoptable() -> list[str]:
    """The codes of the places whose plan the actor may adopt, by name."""
    actor = context.actor()
    codes = (code for code in visible_places(actor) if code != REPUBLIC and may(actor, ADOPT, code))
    return sorted(codes, key=lambda code: full_name(PLACES[code]))


def _set_place(chosen: str | None) -> None:
    reading: PlanReading = st.session_state[keys.PLAN_READING]
    reading.place = chosen


def _set_year() -> None:
    reading: PlanReading = st.session_state[keys.PLAN_READING]
    reading.year = st.session_state[keys.of(keys.PLAN_READING, "year")]


def draw(reading: PlanReading) -> None:
    """Draw every error and question with its answers, then the notes."""
    asked = [one for one in reading.asked if one.code not in _HEAD]
    left = reading.open()
    if asked:
        said = _("{open} of {all} still open").format(open=number(sum(one in left for one in asked)), all=len(asked))
        markup.show(markup.heading(_("Questions"), said, level=3))
    elif reading.revised is None:
        markup.show(markup.note(_("Reading the plan raised no questions.")))
    for problem in asked:
        _question(reading, problem, problem in left)
    if reading.notes:
        items = "".join(f"<li>{_where(one)}{markup.text(one.message)}</li>" for one in reading.notes)
        title = _("Notes: {count}").format(count=number(len(reading.notes)))
        markup.show(f'<details class="ir-more"><summary>{escape(title)}</summary><ul>{items}</ul></details>')


def _where(problem: Problem) -> str:
    return f"<strong>{markup.text(problem.where)}:</strong> " if problem.where else ""


def _question(reading: PlanReading, problem: Problem, is_open: bool) -> None:
    name = question_key(problem)
    edited = problem.row is not None and bool(fields_of(problem) & set(reading.edits.get(problem.row, {})))
    badge = severity_badge(problem.severity) if is_open else _badge("✔", "done", _("answered"))
    with st.container(border=True, key=keys.of("plan_question", name)):
        markup.show(f"<p>{badge} · {_where(problem)}{markup.text(problem.message)}</p>")
        options = _options(problem)
        held = EDIT if edited else reading.answers.get(name)
        if options == [EDIT]:
            held = EDIT
        elif problem.code.startswith("service_unknown"):
            _ask_service(problem, options, held)
        else:
            worded.choose(
                st.radio,
                _("Answer to: {message}").format(message=problem.message),
                options,
                keys.of(keys.PLAN_ANSWER, name),
                held if held in options else None,
                format_func=_option_label,
                on_change=_answer,
                args=(name,),
                label_visibility="collapsed",
            )
        if held == EDIT and problem.row is not None:
            editor(reading, problem.row, fields_of(problem), where=name)


def _options(problem: Problem) -> list[str]:
    """The answers that are offered: the problem's own, leaving it, mending the row in place."""
    options = list(problem.choices)
    if problem.severity is Severity.QUESTION and not problem.code.startswith(("parts_sum", "quarters_sum", "same_")):
        options.append(KEEP)
    if problem.row is not None and fields_of(problem):
        options.append(EDIT)
    return options or [KEEP]


def _ask_service(problem: Problem, options: list[str], held: str | None) -> None:
    name = question_key(problem)
    worded.choose(
        st.selectbox,
        _("Answer to: {message}").format(message=problem.message),
        options,
        keys.of(keys.PLAN_ANSWER, name),
        held if held in options else None,
        format_func=_option_label,
        placeholder=_("Choose the service"),
        on_change=_answer,
        args=(name,),
        label_visibility="collapsed",
    )


def _answer(chosen: str | None, name: str) -> None:
    reading: PlanReading = st.session_state[keys.PLAN_READING]
    if chosen is not None:
        reading.answers[name] = chosen
    problem = next((one for one in reading.asked if question_key(one) == name), None)
    if problem is not None and problem.row is not None and chosen != EDIT:
        held = reading.edits.get(problem.row, {})
        left = {field: value for field, value in held.items() if field not in fields_of(problem)}
        reading.edits.pop(problem.row, None)
        if left:
            reading.edits[problem.row] = left


def _option_label(option: str) -> str:
    if option == KEEP:
        return _("Leave it as it was read")
    if option == EDIT:
        return _("Mend it here")
    if option == "same":
        return _("One figure: enter it once, show it in both")
    if option == "different":
        return _("Two figures: each is entered by itself")
    if option in SERVICES:
        return service_name(option)
    return _figure(option)


def _figure(option: str) -> str:
    try:
        return number(Decimal(option))
    except InvalidOperation:
        return option


def marks(reading: PlanReading) -> dict[int, str]:
    """For the preview: the rows that have an open question or were changed, as HTML by index."""
    found = {index: _mark(_badge("✎", "not_reported", _("changed here"))) for index in reading.edits}
    for problem in reversed(reading.open()):
        if problem.row is not None:
            found[problem.row] = _mark(severity_badge(problem.severity))
    return found


def _mark(badge: str) -> str:
    return f'<span class="ir-small">{badge}</span>'
