"""How far a month has come, in shape and word, and its history: for the office and for the region alike."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from ishreja import reporting
from ishreja.domain.month import MonthForm
from ishreja.domain.round import MonthStep, Stage, Step
from ishreja.intake.month_checks import row_name
from ishreja.language import _, date_time, month_name, number, official_date
from ishreja.reporting import MonthNow
from ishreja.ui import acts, context, keys, markup, worded
from ishreja.ui.markup import Column
from ishreja.views.month_review import ChangedFigure
from ishreja.views.monthly_report import MonthlyReport

SHAPES = {
    Stage.OPEN: ("○", "not_due"),
    Stage.DRAFT: ("✎", "watch"),
    Stage.SUBMITTED: ("●", "submitted"),
    Stage.RETURNED: ("↩", "watch"),
    Stage.ACCEPTED: ("✔", "done"),
}


def stage_word(stage: Stage) -> str:
    """How far a month has come, in a word or two."""
    return {
        Stage.OPEN: _("not handed in"),
        Stage.DRAFT: _("draft"),
        Stage.SUBMITTED: _("handed in"),
        Stage.RETURNED: _("returned"),
        Stage.ACCEPTED: _("accepted"),
    }[stage]


def step_word(step: Step) -> str:
    """What was done to a month, in a few words."""
    return {
        Step.SUBMIT: _("handed in"),
        Step.WITHDRAW: _("figure withdrawn"),
        Step.ACCEPT: _("accepted"),
        Step.RETURN: _("returned"),
        Step.ASK: _("correction asked for"),
        Step.GRANT: _("correction granted"),
        Step.REFUSE: _("correction refused"),
    }[step]


def badge(now: MonthNow) -> str:
    """The month's stage as shape and word, and whether it is closed or a correction is asked for, as HTML.

    A month of which no report is expected says so, as long as nothing was done about it.
    """
    shape, tone = SHAPES[now.state.stage]
    if not now.expected and now.state.stage is Stage.OPEN:
        return (
            f'<span class="ir-status ir-not_due"><span aria-hidden="true">–</span> {escape(_("not expected"))}</span>'
        )
    owed = now.state.stage not in (Stage.SUBMITTED, Stage.ACCEPTED)
    more = [_("closed")] if now.state.locked and owed else []
    more += [_("correction asked for")] if now.state.asked else []
    said = ", ".join([stage_word(now.state.stage), *more])
    return f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> {escape(said)}</span>'


def due_words(now: MonthNow) -> str:
    """When the month is due and till when it is open, as plain text; empty where it is not expected."""
    if not now.expected:
        return ""
    said = [_("due by {day}").format(day=official_date(now.due))]
    if now.last_day is not None and not now.state.locked and now.state.stage is not Stage.ACCEPTED:
        said.append(_("open until {day}").format(day=official_date(now.last_day)))
    return ", ".join(said)


def banner(report: MonthlyReport) -> str:
    """The month's state for the office: what is to be mended, what was accepted, what is closed, as HTML."""
    now = report.now
    line = " · ".join(filter(None, [badge(now), escape(due_words(now))]))
    shown = f'<p class="ir-state">{line}</p>'
    if not now.expected and now.state.writable:
        shown += markup.note(_not_expected(report))
    if report.to_mend is not None:
        shown += to_mend(report.to_mend, report.form)
    elif now.state.stage is Stage.ACCEPTED:
        said = _("Accepted and locked: nothing of it can be changed. A mistake is corrected on request.")
        shown += markup.note(said)
    elif now.state.locked:
        said = _("The month is closed since {day}. Ask the region for an exception.").format(
            day=official_date(now.last_day)
        )
        shown += markup.note(said, tone="warning")
    if now.holding is not None:
        said = _("An exception keeps the month open until {day}:").format(day=official_date(now.holding.until))
        shown += f'<p class="ir-muted">{escape(said)} {markup.text(now.holding.reason)}</p>'
    return shown + changed(report.changed) + timeline(now.steps, report.form)


def _not_expected(report: MonthlyReport) -> str:
    """Why no report of the month is expected, and from which month on they are, as far as the year has one."""
    first = next((month for month, one in report.rounds.items() if one.expected), None)
    said = _("The plan was adopted later: no report of this month is expected. It may be handed in all the same.")
    if first is None:
        return said
    since = _("Reports are expected from {month} {year} on.")
    return f"{said} {since.format(month=month_name(first), year=report.form.year)}"


def to_mend(step: MonthStep, form: MonthForm) -> str:
    """Why the month was given back, and what was said at which row, as HTML."""
    title = _("Correction granted, asked for by") if step.step is Step.ASK else _("Returned for mending")
    joint = ": " if step.step is Step.ASK else " · "
    who = f"{escape(title)}{joint}{markup.text(step.who)}, {escape(date_time(step.at))}"
    return (
        f'<div class="ir-note ir-warning" role="status"><strong>{who}</strong>'
        f'<p class="ir-reason">{markup.text(step.reason)}</p>{comments(step.comments, form)}</div>'
    )


def comments(said: Mapping[int, str], form: MonthForm) -> str:
    """What was said at single rows, as HTML."""
    if not said:
        return ""
    lines = []
    order = {row.row_id: at for at, row in enumerate(form.rows)}
    for row_id, text in sorted(said.items(), key=lambda one: order.get(one[0], len(order))):
        row = form.row(row_id)
        name = escape(row_name(row)) if row else _("A row that the plan no longer has")
        lines.append(f"<li><strong>{name}</strong>: {markup.text(text)}</li>")
    return f'<ul class="ir-comments">{"".join(lines)}</ul>'


def row_comment(text: str | None) -> str:
    """What was said at a row, to stand under its name, as HTML; empty where nothing was."""
    if not text:
        return ""
    return f'<span class="ir-small ir-rest"><span aria-hidden="true">↩</span> {markup.text(text)}</span>'


def changed(figures: tuple[ChangedFigure, ...]) -> str:
    """Old and new of what differs from what was accepted, as HTML; empty where nothing does."""
    if not figures:
        return ""
    columns = [
        Column(_("No."), "left", 8, "wide"),
        Column(_("Indicator"), "name", 52),
        Column(_("Accepted"), "right", 20),
        Column(_("Now"), "right", 20),
    ]
    rows = [
        [
            escape(one.row.number or ""),
            f"<div>{markup.phone_number(one.row.number)}{markup.text(one.row.name)}</div>",
            escape(number(one.before)),
            f"<strong>{escape(number(one.after))}</strong>",
        ]
        for one in figures
    ]
    title = _("Changed since it was accepted: {count} rows").format(count=number(len(figures)))
    return markup.heading(title, level=3) + markup.table(columns, rows, caption=_("Old and new figure of each row"))


def timeline(steps: tuple[MonthStep, ...], form: MonthForm) -> str:
    """Every step of the month, the latest first, folded away, as HTML; empty where there is none."""
    if not steps:
        return ""
    items = []
    for one in reversed(steps):
        said = escape(step_word(one.step))
        if one.submission_id is not None:
            said += escape(_(", receipt № {number}").format(number=one.submission_id))
        if one.on_behalf:
            said += f' <span class="ir-rest">{escape(_("on behalf of the place"))}</span>'
        if one.by_submitter:
            said += f' <span class="ir-rest">{escape(_("by the one who handed it in or changed it"))}</span>'
        reason = f'<p class="ir-reason">{markup.text(one.reason)}</p>' if one.reason else ""
        items.append(
            f'<li><span class="ir-muted">{escape(date_time(one.at))}</span> <strong>{said}</strong> · '
            f"{markup.text(one.who)}{reason}{comments(one.comments, form)}</li>"
        )
    title = _("The month's history: {count} steps").format(count=number(len(steps)))
    return (
        f'<details class="ir-more ir-closed"><summary>{escape(title)}</summary>'
        f'<ol class="ir-timeline">{"".join(items)}</ol></details>'
    )


def figures_table(report: MonthlyReport) -> str:
    """The month's figures where they cannot be typed in, as HTML."""
    month = report.form.month
    columns = [
        Column(_("No."), "left", 8, "wide"),
        Column(_("Indicator"), "name", 52),
        Column(month_name(month).capitalize(), "right", 15),
        Column(_("Note"), "left", 25),
    ]
    rows = []
    for row in report.form.typed_rows():
        said = "; ".join(filter(None, (row.note, row.reason)))
        unit = f'<span class="ir-small">{markup.text(row.unit)}</span>{row_comment(report.comments.get(row.row_id))}'
        rows.append(
            [
                escape(row.number or ""),
                f"<div>{markup.phone_number(row.number)}{markup.text(row.name)}{unit}</div>",
                escape(number(row.months.get(month))),
                markup.text(said),
            ]
        )
    caption = _("The figures as they stand; a dash is not reported.")
    return markup.heading(_("Figures of the month")) + markup.table(columns, rows, caption=caption)


def ask_form(report: MonthlyReport) -> None:
    """Draw the request for a correction of an accepted month, where the actor may make it."""
    if not report.may_ask:
        return
    now = report.now
    name = keys.of(keys.ASK, now.place, now.year, now.month, now.version)
    with (
        st.container(key="asking"),
        worded.expander(_("Ask for a correction"), name, icon=":material/lock_open:"),
    ):
        st.caption(
            _("The region grants or refuses it. Once it is granted the month can be changed and handed in again.")
        )
        label = _("What is to be corrected, and why")
        reason = worded.field(st.text_area, label, keys.of(name, "reason"), "", height=90, max_chars=1000)
        pressed = st.button(_("Ask the region"), icon=":material/send:", key=keys.of(name, "send"))
        if pressed:
            acts.do(lambda: _ask(now, reason), _("The request is sent to the region."), name)


def _ask(now: MonthNow, reason: str) -> None:
    reporting.ask_correction(context.store(), context.actor(), now.place, now.year, now.month, reason)
