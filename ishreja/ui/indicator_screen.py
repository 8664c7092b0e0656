"""The indicator screen: one row's figures, then its charts, its months, what it is, and where its figures came from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from ishreja import charts, reporting
from ishreja.domain.status import Status
from ishreja.errors import UserError
from ishreja.language import _, month_name, month_range, number, percent, script
from ishreja.ui import context, freshness, indicator_facts, keys, markup, plain_choice, worded
from ishreja.ui.filters import Selection
from ishreja.ui.indicator_facts import amount
from ishreja.ui.markup import Column
from ishreja.views.indicator import IndicatorView, MonthFigures
from ishreja.views.row_list import RowChoice, short

TITLE = 130  # letters of a row's name in the title; the whole stands below


def choose_row(choices: Sequence[RowChoice]) -> int | None:
    """Draw the list of rows, at least one; the id of the one chosen, which the address names too.

    None where the address names a row that is not among them.
    """
    labels = {choice.code: _label(choice) for choice in choices}
    asked = st.query_params.get(keys.ROW)
    if asked and asked.casefold() not in {code.casefold() for code in labels}:
        labels = {asked: _("Choose a row"), **labels}
    with st.container(key="row_choice"):
        chosen = plain_choice.choose(
            st.selectbox, _("Plan row"), list(labels), keys.ROW, choices[0].code, format_func=labels.__getitem__
        )
    return next((choice.row_id for choice in choices if choice.code == chosen), None)


def unknown_row(choices: Sequence[RowChoice], selection: Selection) -> str:
    """What stands here where the plan has no such row: the list of those that it has, as HTML."""
    said = _("This plan has no row {number}: it may have another number this year. Here are all of its rows.").format(
        number=st.query_params.get(keys.ROW, "")
    )
    links = [(_label(choice), selection.address("indicator", **{keys.ROW: choice.code})) for choice in choices]
    rows = "".join(f"<li>{markup.link(markup.text(label), address)}</li>" for label, address in links)
    return (
        f'<div class="ir-top">{markup.heading(_("Indicator"), selection.place_name, level=1)}</div>'
        + markup.note(said)
        + f'<ul class="ir-list">{rows}</ul>'
    )


def _label(choice: RowChoice) -> str:
    name = script(choice.name)
    return f"{choice.number} ↳ {name}" if choice.part else f"{choice.number}. {name}"


def draw(view: IndicatorView, selection: Selection) -> None:
    """Draw the screen; the charts are drawn after everything else, into the place kept for them."""
    markup.show(top(view, selection))
    slot = st.container(key="charts")
    markup.show(
        months_table(view)
        + indicator_facts.about(view, selection)
        + indicator_facts.parts(view, selection)
        + indicator_facts.history(view)
    )
    _withdrawing(view)
    markup.show(freshness.foot(selection, view.standing))
    with slot:
        _charts(view)


def top(view: IndicatorView, selection: Selection) -> str:
    """Title, status, cards, the arithmetic in one line, and what is doubtful about the figures."""
    row = view.row.row
    name = short(row.name, TITLE)
    title = f"{row.number}. {name}" if row.number else name
    code = view.standing.codes[view.row.row_id]
    return (
        f'<div class="ir-top" data-row="{escape(code)}" data-month="{selection.month}">'
        + f'<h1 class="ir-row-title" title="{markup.text(row.name)}">{markup.text(title)}</h1>'
        + f'<p class="ir-muted">{escape(freshness.line(selection, view.standing))}</p>'
        + freshness.hints(selection, view.standing)
        + _cards(view)
        + f'<p class="ir-sum">{escape(indicator_facts.arithmetic(view))}</p>'
        + indicator_facts.warnings(view, selection)
        + "</div>"
    )


def _cards(view: IndicatorView) -> str:
    state, ahead, row = view.state, view.forecast, view.row.row
    unit = f' <span class="ir-unit">{markup.text(row.unit)}</span>' if row.unit else ""
    drafted = markup.draft_mark(view.drafted)
    until = month_range(1, view.standing.month)
    reached = (
        _("{share} of the year").format(share=percent(state.year_share, 1)) if state.year_share is not None else ""
    )
    plan_detail = _("{count} of 12 months are over").format(count=state.elapsed)
    target = escape(number(state.target)) + (unit if state.target is not None else "")
    if state.target is None and row.target_text:
        target = f'<span class="ir-words">{markup.text(row.target_text)}</span>'
    forecast_detail = ""
    if ahead.year_forecast_share is not None:
        forecast_detail = _("{share} of the year's target").format(share=percent(ahead.year_forecast_share, 1))
    left_detail = ""
    if ahead.needed_per_month is not None and ahead.left:
        left_detail = _("{amount} a month in {months} months").format(
            amount=amount(ahead.needed_per_month), months=ahead.months_left
        )
    fact_label = _("Fact, {month}").format(month=month_name(view.standing.month)) if view.level else _("Fact to date")
    return markup.grid(
        [
            markup.card(fact_label, escape(number(state.to_date)) + drafted + unit, escape(until)),
            markup.card(_("Plan to date"), escape(number(state.planned)), escape(plan_detail)),
            markup.card(_("Done"), escape(percent(state.progress, 1)) + drafted, markup.status_badge(state.status)),
            markup.card(_("Year's target"), target, escape(reached)),
            markup.card(_("Left"), escape(number(ahead.left)) + drafted, escape(left_detail)),
            markup.card(_("Year's forecast"), escape(amount(ahead.year_forecast)) + drafted, escape(forecast_detail)),
        ]
    )


def _charts(view: IndicatorView) -> None:
    """The pictures of what the table says; nothing to draw where there is neither a plan nor a figure."""
    if view.row.planned is None and not view.state.months:
        return
    if view.level:
        markup.show(markup.heading(_("Level against plan and last year")))
        st.plotly_chart(charts.cumulative(view), config=charts.config(), key="chart_level")
        return
    left, right = st.columns(2)
    with left:
        markup.show(markup.heading(_("Months against plan")))
        st.plotly_chart(charts.months_against_plan(view), config=charts.config(), key="chart_months")
    with right:
        markup.show(markup.heading(_("Year to date against plan and last year")))
        st.plotly_chart(charts.cumulative(view), config=charts.config(), key="chart_cumulative")


def months_table(view: IndicatorView) -> str:
    """The charts' figures as a table: each month's plan and fact, and both to date; a level has values alone."""
    if view.level:
        columns = [
            Column(_("Month"), "name", 30),
            Column(_("Plan"), "right", 22),
            Column(_("Fact"), "right", 22),
            Column(_("Done"), "right", 26),
        ]
    else:
        columns = [
            Column(_("Month"), "name", 18),
            Column(_("Plan"), "right", 14),
            Column(_("Fact"), "right", 18),
            Column(_("Plan to date"), "right", 16),
            Column(_("Fact to date"), "right", 16),
            Column(_("Done"), "right", 18),
        ]
    rows = [_month_cells(line, view) for line in view.months]
    caption = _("Unit: {unit}. A blank month is not 0: it was not reported.").format(
        unit=script(view.row.row.unit or "–")
    )
    return markup.heading(_("Months")) + f'<div class="ir-compact">{markup.table(columns, rows, caption=caption)}</div>'


def _month_cells(line: MonthFigures, view: IndicatorView) -> list[str]:
    fact = escape(number(line.fact))
    if line.missing:
        fact = markup.status_badge(Status.NOT_REPORTED)
    elif line.drafted:
        fact = f"<span>{fact}{markup.draft_mark(True)}</span>"
    share = None
    if line.fact_to_date is not None and line.planned_to_date and line.month <= view.state.elapsed:
        share = line.fact_to_date / line.planned_to_date
    done = markup.bar(share) if share is not None else f'<span class="ir-unknown">{escape(number(None))}</span>'
    name = escape(month_name(line.month))
    if line.month == view.standing.month:
        name = f"<strong>{name}</strong>"
    if view.level:
        return [name, escape(number(line.planned)), fact, done]
    resting = markup.draft_mark(line.drafted and line.fact_to_date is not None)
    to_date = [escape(number(line.planned_to_date)), f"<span>{escape(number(line.fact_to_date))}{resting}</span>"]
    return [name, escape(number(line.planned)), fact, *to_date, done]


def _withdrawing(view: IndicatorView) -> None:
    """The form that takes a mistaken figure back; the ledger keeps both, and the reason."""
    notice = st.session_state.pop(keys.NOTICE, None)
    if notice:
        st.success(notice, icon=":material/check:")
    if not view.withdrawable:
        return
    standing = view.standing
    with (
        st.container(key="withdrawing"),
        worded.expander(_("Withdraw a mistaken figure"), keys.WITHDRAW, icon=":material/undo:"),
    ):
        st.caption(_("The month becomes blank again. The figure stays in the history with your reason."))
        months = list(view.withdrawable)[::-1]
        # A form of its own for each state of the ledger: after a withdrawal it begins anew, after an error it keeps.
        form = keys.of(keys.WITHDRAW, view.row.row_id, len(view.entries))
        # Beside the form, not in it: what is chosen in a form is known to the browser alone before it is sent.
        month = worded.choose(
            st.selectbox,
            _("Month"),
            months,
            keys.of(form, "month"),
            months[0],
            format_func=lambda one: _month_label(view, one),
        )
        with st.form(form, border=False):
            reason = st.text_area(_("Reason"), height=80, max_chars=500, key=keys.of(form, "reason"))
            sure = st.checkbox(_("Yes, this figure was entered by mistake."), key=keys.of(form, "sure"))
            refusal = st.container()  # above the button: below it, it would stand below the screen
            pressed = st.form_submit_button(_("Withdraw the figure"), icon=":material/undo:")
        if not pressed:
            return
        if not sure:
            refusal.warning(_("Tick the box to confirm."))
            return
        try:
            reporting.withdraw(
                context.store(), context.actor(), standing.place, standing.year, view.row.row_id, month, reason
            )
        except UserError as error:
            refusal.error(str(error))
            return
        st.session_state[keys.NOTICE] = _("The figure of {month} is withdrawn. The month is blank again.").format(
            month=month_name(month)
        )
        st.rerun()


def _month_label(view: IndicatorView, month: int) -> str:
    return f"{month_name(month)}: {number(view.withdrawable[month])}"
