"""A month's figures looked through before they are submitted: problems, questions, what would change."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from ishreja.domain.month import Change, MonthLine, MonthProblem
from ishreja.domain.plan import Severity
from ishreja.intake.month_checks import place_of
from ishreja.language import _, number
from ishreja.ui import context, keys, markup, worded
from ishreja.ui.markup import Column
from ishreja.ui.plan_questions import severity_badge
from ishreja.views.month_reading import HeldMonth, Review
from ishreja.views.rows_due import RowsDue, rows_due

_SHAPES = {
    Change.NEW: ("+", "done"),
    Change.CHANGED: ("→", "watch"),
    Change.SAME: ("=", "not_due"),
    Change.BLANK: ("○", "not_due"),
    Change.PROBLEM: ("✕", "overdue"),
}


def change_word(change: Change) -> str:
    """What submitting would do to a row, in a word or two."""
    return {
        Change.NEW: _("new"),
        Change.CHANGED: _("changes"),
        Change.SAME: _("the same"),
        Change.BLANK: _("left blank"),
        Change.PROBLEM: _("problem"),
    }[change]


def blank_words(due: RowsDue) -> str:
    """How many of the rows that are due in a month are blank, as a sentence."""
    return _("{blank} of the {owed} rows that are due this month are blank.").format(
        blank=number(due.blank), owed=number(due.owed)
    )


def due_after(review: Review) -> RowsDue:
    """The month's due rows as they would stand once what is looked through is handed in."""
    form = review.form
    store, actor, today = context.store(), context.actor(), context.today()
    return rows_due(store, actor, form.place, form.year, form.month, today, review.reading.entries)


def problems(found: Sequence[MonthProblem]) -> str:
    """Every problem at once as a table, the worst first, as HTML; empty where there is none."""
    if not found:
        return ""
    order = list(Severity)
    placed = any(map(_place, found))  # what was typed into the form stands in no sheet
    columns = [Column(_("Severity"), "left", 12), Column(_("What is wrong and what to do"), "name", 68)]
    if placed:
        columns.insert(1, Column(_("Where"), "left", 20))
    rows = [
        [severity_badge(one.severity), *([_place(one) or "–"] if placed else []), markup.text(one.message)]
        for one in sorted(found, key=lambda one: order.index(one.severity))
    ]
    counts = [sum(one.severity is severity for one in found) for severity in order]
    said = _("Errors {errors}, questions {questions}, notes {notes}").format(
        errors=number(counts[0]), questions=number(counts[1]), notes=number(counts[2])
    )
    return markup.heading(_("What was found"), said, level=3) + markup.table(
        columns, rows, caption=_("An error must be mended; a question needs an answer; a note only tells.")
    )


def _place(one: MonthProblem) -> str:
    """Where a problem stands, as HTML: the sheet and the cell as the workbook names them, in every alphabet."""
    return escape(place_of(one.sheet, one.cell)) or markup.text(one.where)


def questions(review: Review, held: HeldMonth, where: str) -> None:
    """Draw every question with its answers; what is chosen is kept in held."""
    if not review.asked:
        return
    left = len(review.reading.questions)
    said = _("{open} of {all} still open").format(open=number(left), all=number(len(review.asked)))
    markup.show(markup.heading(_("Questions"), said, level=3))
    for one in review.asked:
        answered = one.key in review.reading.answers
        badge = (
            f'<span class="ir-status ir-done"><span aria-hidden="true">✔</span> {escape(_("answered"))}</span>'
            if answered
            else severity_badge(one.severity)
        )
        place = f"{_place(one)}: " if one.where else ""
        name = keys.of("report_answer", where, review.form.month, one.key, one.typed)
        with st.container(border=True, key=keys.of("report_question", where, review.form.month, one.key)):
            markup.show(f"<p>{badge} · {place}{markup.text(one.message)}</p>")
            options = list(one.choices)
            current = held.answers.get(one.key)
            worded.choose(
                st.radio,
                one.message,
                options,
                name,
                current if current in options else None,
                format_func=lambda choice, one=one: choice_word(one, choice),
                on_change=_answer,
                args=(held, one.key),
                label_visibility="collapsed",
            )


def _answer(chosen: str, held: HeldMonth, question: str) -> None:
    held.answers[question] = chosen


def choice_word(problem: MonthProblem, choice: str) -> str:
    """An answer in words, with the figure that it would take."""
    if choice == "convert":
        return _("Take {figure}").format(figure=number(problem.suggested))
    if choice == "skip":
        return _("Leave this row out")
    if choice == "keep" and problem.typed is not None:
        return _("It is right: keep {figure}").format(figure=number(problem.typed))
    return _("Yes, go on") if choice == "keep" else choice


def changes(review: Review) -> str:
    """What submitting would do, counted and row by row, as HTML; rows left as they are folded away."""
    chips = "".join(
        f'<li><span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> '
        f"{escape(change_word(change))}</span> <strong>{escape(number(review.counts[change]))}</strong></li>"
        for change, (shape, tone) in _SHAPES.items()
    )
    shown = markup.heading(_("What would change"), level=3) + f'<ul class="ir-counts">{chips}</ul>'
    moving = [line for line in review.lines if line.change in (Change.NEW, Change.CHANGED, Change.PROBLEM)]
    still = [line for line in review.lines if line not in moving]
    if moving:
        shown += _lines(moving, _("New, changed and problem rows"))
    if still:
        title = _("Rows that stay as they are: {count}").format(count=number(len(still)))
        shown += f'<details class="ir-more"><summary>{escape(title)}</summary>{_lines(still, title)}</details>'
    return shown


def _lines(lines: Sequence[MonthLine], caption: str) -> str:
    columns = [
        Column(_("No."), "left", 6, "wide"),
        Column(_("Indicator"), "name", 46),
        Column(_("Stands now"), "right", 14),
        Column(_("After"), "right", 14),
        Column(_("Change"), "left", 20),
    ]
    return markup.table(columns, map(_line, lines), caption=caption)


def _line(line: MonthLine) -> list[str]:
    shape, tone = _SHAPES[line.change]
    badge = (
        f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> '
        f"{escape(change_word(line.change))}</span>"
    )
    whole = markup.text(line.row.name)
    name = f'<span class="ir-clip" title="{whole}">{markup.phone_number(line.row.number)}{whole}</span>'
    unit = f'<span class="ir-small">{markup.text(line.row.unit)}</span>'
    after = f"<strong>{escape(number(line.after))}</strong>" if line.change is not Change.PROBLEM else "–"
    return [escape(line.row.number or ""), f"<div>{name}{unit}</div>", escape(number(line.before)), after, badge]


def why_not(review: Review) -> str:
    """What still stands in the way of submitting, as a sentence; empty where nothing does."""
    reading = review.reading
    blocking = [error for error in reading.errors if not error.blocks_row_only]
    if blocking:
        return _("{count} errors must be mended first.").format(count=number(len(blocking)))
    if reading.questions:
        return _("{count} questions need an answer first.").format(count=number(len(reading.questions)))
    if not any(entry.value is not None for entry in reading.entries):
        return _("No figure was entered yet. Where nothing happened, write 0.")
    return "" if review.changes_anything else _("Nothing differs from what is reported already.")
