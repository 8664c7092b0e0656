"""The monthly report's frame: which month, how complete the year is, what was submitted, and the template."""

from __future__ import annotations

from html import escape

import streamlit as st
from babel import Locale

from ishreja.domain.round import Stage
from ishreja.intake.month_template import template
from ishreja.language import _, current, date_time, month_name, number
from ishreja.reporting import MonthNow
from ishreja.storage.submissions import Submission
from ishreja.ui import context, downloads, filters, keys, markup, month_state, plain_choice
from ishreja.ui.filters import Selection
from ishreja.ui.markup import Column
from ishreja.views.monthly_report import Filled, MonthlyReport, MonthStanding, default_month, open_months
from ishreja.views.names import service_name

_SHAPES = {
    Filled.COMPLETE: ("✔", "done"),
    Filled.PARTLY: ("◐", "watch"),
    Filled.NOTHING: ("○", "not_reported"),
    Filled.TO_COME: ("·", "not_due"),
}


def choose_month(selection: Selection) -> int | None:
    """Draw the choice of the month that the report is for; None where the year has not begun."""
    today = context.today()
    months = open_months(selection.year, today)
    first = default_month(context.store(), context.actor(), selection.place, selection.year, today)
    if first is None:
        return None
    # Once reported in part a month stays in sight, though the next one is now the first to report.
    first = st.session_state.setdefault(keys.of(keys.REPORT_MONTH, selection.place, selection.year), first)
    month: int = plain_choice.choose(
        st.selectbox,
        _("Report for the month of"),
        months,
        keys.REPORT_MONTH,
        first,
        spellings=filters.month_spellings,
        format_func=month_name,
        width=230,
    )
    return month


def title(selection: Selection, report: MonthlyReport) -> str:
    """The page's heading with the month's state, as HTML."""
    standing = report.standing
    detail = " · ".join((selection.place_name, _state_words(standing)))
    name = _("Report for {month} {year}").format(month=month_name(standing.month), year=selection.year)
    return f'<div class="ir-top ir-report" data-month="{standing.month}">{markup.heading(name, detail, level=1)}</div>'


def not_begun(selection: Selection) -> str:
    """What stands here for a year that is still to come, as HTML."""
    text = _("{year} has not begun yet: there is nothing to report.").format(year=selection.year)
    heading = markup.heading(_("Monthly report"), selection.place_name, level=1)
    return f'<div class="ir-top ir-report">{heading}</div>' + markup.note(text)


def _state_words(standing: MonthStanding) -> str:
    counts = _("{reported} of {owed} rows reported").format(
        reported=number(standing.reported), owed=number(standing.owed)
    )
    if standing.filled is Filled.COMPLETE and not standing.owed:
        return _("reported; no row was due")
    return f"{filled_word(standing.filled)}: {counts}" if standing.owed else filled_word(standing.filled)


def filled_word(filled: Filled) -> str:
    """How much of a month is reported, in a word or two."""
    return {
        Filled.COMPLETE: _("reported in full"),
        Filled.PARTLY: _("reported in part"),
        Filled.NOTHING: _("nothing reported"),
        Filled.TO_COME: _("still to come"),
    }[filled]


def months(report: MonthlyReport) -> str:
    """The year's months, each with how much of it is reported, as HTML."""
    names = Locale.parse(current()).months["stand-alone"]["abbreviated"]
    tiles = "".join(
        _tile(one, str(names[one.month]).lower(), one.month == report.standing.month, report.rounds[one.month])
        for one in report.months
    )
    return f'<ol class="ir-months" aria-label="{escape(_("The months of the year"))}">{tiles}</ol>'


def _tile(one: MonthStanding, name: str, chosen: bool, now: MonthNow) -> str:
    shape, tone = _SHAPES[one.filled]
    known = one.filled in (Filled.COMPLETE, Filled.PARTLY)
    counts = f"{number(one.reported)}/{number(one.owed)}" if known and one.owed else ""
    mark = ' aria-current="true"' if chosen else ""
    said = filled_word(one.filled)
    stage = ""
    reached = now.state.stage
    if not now.expected and reached is Stage.OPEN:
        said = f"{said}, {_('not expected')}"
    if reached not in (Stage.OPEN, Stage.DRAFT):
        said = f"{said}, {month_state.stage_word(reached)}"
        sign, colour = month_state.SHAPES[reached]
        stage = f' <span class="ir-status ir-{colour}" aria-hidden="true">{sign}</span>' if sign != shape else ""
    return (
        f'<li{mark} title="{escape(month_name(one.month))}: {escape(said)}">'
        f'<span class="ir-month">{escape(name)}</span>'
        f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span>'
        f'<span class="ir-hidden">{escape(said)}</span> {counts}</span>{stage}</li>'
    )


def standing(report: MonthlyReport) -> str:
    """Who has reported the month, and what was submitted for it, as HTML folded away."""
    owing = [one for one in report.standing.services if one.owed]
    shown = ""
    if owing:
        columns = [Column(_("Service"), "name", 60), Column(_("Reported"), "right", 20), Column(_("State"), "left", 20)]
        rows = [
            [
                escape(service_name(one.service)),
                _("{reported} of {owed}").format(reported=number(one.reported), owed=number(one.owed)),
                _badge(Filled.COMPLETE if one.complete else Filled.PARTLY if one.reported else Filled.NOTHING),
            ]
            for one in owing
        ]
        shown += markup.table(columns, rows, caption=_("Rows that are owed in the month, by the service that reports"))
    if report.submissions:
        columns = [
            Column(_("Receipt"), "name", 14),
            Column(_("When"), "left", 20),
            Column(_("Who"), "left", 20),
            Column(_("How"), "left", 22),
            Column(_("What"), "left", 24),
        ]
        lines = [_submission(one) for one in report.submissions]
        shown += markup.table(columns, lines, caption=_("Submitted for this month, the latest first"))
    if not shown:
        return ""
    last = report.submissions[0] if report.submissions else None
    summary = _("Services and receipts")
    if last is not None:
        summary += " · " + _("last submitted {moment}, receipt № {number}").format(
            moment=date_time(last.at), number=last.submission_id
        )
    return f'<details class="ir-more"><summary>{escape(summary)}</summary>{shown}</details>'


def _badge(filled: Filled) -> str:
    shape, tone = _SHAPES[filled]
    word = escape(filled_word(filled))
    return f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> {word}</span>'


def _submission(one: Submission) -> list[str]:
    words = {"form": _("form"), "workbook": _("workbook"), "region": _("workbook, by the region"), "demo": _("demo")}
    how = words.get(one.source, one.source)
    file = f'<span class="ir-small">{escape(one.file_name)}</span>' if one.file_name else ""
    counts = _("new {new}, changed {changed}").format(new=number(one.new), changed=number(one.changed))
    return [
        f"№ {one.submission_id}",
        escape(date_time(one.at)),
        markup.text(one.who),
        f"<span>{escape(how)}{file}</span>",
        escape(counts),
    ]


def offer_template(report: MonthlyReport) -> None:
    """Draw the template's download with how to fill it in."""
    form = report.form
    markup.show(
        markup.heading(
            _("Fill in a workbook without internet"),
            _(
                "Download the month's workbook, fill in the white cells in Excel or LibreOffice and save it."
                " Then send it under “Send workbook”: every mistake is shown before anything is stored."
            ),
        )
    )
    downloads.offer(
        _("Download the workbook for {month}").format(month=month_name(form.month)),
        f"{form.place}-{form.year}-{form.month:02d}.xlsx",
        lambda: template(form),
        kind="primary",
        key=keys.of(keys.REPORT_WAY, "template"),
    )
    markup.show(
        markup.note(
            _(
                "It holds {rows} rows with their targets and totals so far. Nothing happened: write 0. Not known yet:"
                " leave it blank. A blank never erases what was reported before."
            ).format(rows=number(len(form.rows)))
        )
    )
