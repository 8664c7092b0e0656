"""The overview screen: cards, quarters, what needs attention, sections and services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from ishreja.domain.progress import Status
from ishreja.domain.standing import Tally
from ishreja.language import _, month_name, number, official_date, percent
from ishreja.ui import first_steps, freshness, keys, library_block, markup, overview_cards, plain_choice
from ishreja.ui.filters import Selection
from ishreja.ui.markup import Column
from ishreja.ui.plan_questions import adoptable
from ishreja.ui.service_choice import address_of
from ishreja.views.names import service_name
from ishreja.views.overview import AttentionLine, Overview, ProgressLine

_TROUBLES = (Status.WATCH, Status.BEHIND, Status.NOT_REPORTED, Status.OVERDUE)
QUARTER, TO_DATE = "quarter", "year"
FIRST = 10
ENOUGH = Decimal(10)


def welcome() -> str:
    """What stands here before any plan is adopted."""
    steps = (
        _("Upload the signed work plan: a Word, Excel or PDF file."),
        _("At each month's end give the figures: in an Excel workbook or on the screen."),
        _("See what is on plan, what is behind and which service owes what."),
    )
    return (
        markup.heading(
            _("Welcome to ishreja"),
            _("Give it your signed work plan and each month's figures, and it shows where you stand."),
            level=1,
        )
        + f'<ol class="ir-steps">{"".join(f"<li>{escape(step)}</li>" for step in steps)}</ol>'
        + f"<p>{escape(_('No plan has been adopted yet.'))}</p>{first_steps.ways()}"
    )


def no_edition(selection: Selection) -> str:
    """What stands here where the place has no plan for the year."""
    text = _("{place} has no plan for {year}.").format(place=selection.place_name, year=selection.year)
    link = ""
    if selection.place in adoptable():
        link = markup.link(escape(_("Upload the work plan")), selection.address("plan"))
    return f'<p class="ir-note">{escape(text)} {link}</p>'


def top(view: Overview, selection: Selection, waits: str = "") -> str:
    """Title, freshness, what waits for the reader (HTML), and the two rows of cards."""
    parameters = selection.parameters()
    title = _("The {year} work plan: how it stands").format(year=selection.year)
    return (
        f'<div class="ir-top" data-month="{selection.month}">'
        + markup.heading(title, freshness.line(selection, view.standing), level=1)
        + freshness.hints(selection, view.standing)
        + waits
        + overview_cards.status_cards(view, parameters)
        + overview_cards.headline_cards(view, parameters)
        + "</div>"
    )


def gauges_to_date() -> bool:
    """Draw the gauges' switch; whether they run from January instead of showing each quarter by itself."""
    words = {QUARTER: _("Each quarter"), TO_DATE: _("Year to date")}
    chosen = plain_choice.choose(
        st.segmented_control,
        _("Gauges show"),
        list(words),
        keys.GAUGE_PERIOD,
        QUARTER,
        format_func=words.__getitem__,
        required=True,
        label_visibility="collapsed",
    )
    return chosen == TO_DATE


def rest(view: Overview, selection: Selection) -> str:
    """Everything under the gauges."""
    parameters = selection.parameters()
    return (
        needs_attention(view.attention, view.counts.due, parameters)
        + _sections(view.sections)
        + _services(view, parameters)
        + library_block.block(
            view.library, selection.year, view.standing.month, parameters, drafted=view.library_drafted
        )
        + freshness.foot(selection, view.standing)
    )


def needs_attention(lines: Sequence[AttentionLine], due: int, parameters: Mapping[str, str]) -> str:
    """The rows that need attention, worst first, with their arithmetic; beyond the first ten folded away.

    due says how many rows are due at all.
    """
    title = markup.heading(_("Needs attention"), level=2)
    if not due:
        return title + markup.note(_("No row is due yet."))
    if not lines:
        return title + markup.note(_("No row needs attention: everything due is on plan."))
    caption = _("Worst first. What is left, what that needs each month, and where the year is heading.")
    shown = _attention_table(lines[:FIRST], parameters, caption)
    if len(lines) > FIRST:
        more = _("{count} more rows").format(count=len(lines) - FIRST)
        shown += (
            f'<details class="ir-more"><summary>{escape(more)}</summary>'
            f"{_attention_table(lines[FIRST:], parameters, more)}</details>"
        )
    return title + shown


def _attention_table(lines: Sequence[AttentionLine], parameters: Mapping[str, str], caption: str) -> str:
    columns = [
        Column(_("No."), "left", 5, "wide"),
        Column(_("Indicator"), "name", 28),
        Column(_("Fact / plan to date"), "right", 12),
        Column(_("Done"), "right", 12),
        Column(_("Status"), "left", 13),
        Column(_("Left"), "right", 6),
        Column(_("Needed a month"), "right", 8),
        Column(_("Average of 3 months"), "right", 8),
        Column(_("Year's forecast"), "right", 8),
    ]
    table = markup.table(columns, [_attention_row(line, parameters) for line in lines], caption=caption)
    return f'<div class="ir-rows">{table}</div>'


def _attention_row(line: AttentionLine, parameters: Mapping[str, str]) -> list[str]:
    address = markup.address("indicator", **parameters, **{keys.ROW: line.code})
    extra = ""
    if line.due is not None:
        said = official_date(line.due)
        if line.days_over:
            said = _("{date}, {days} days ago").format(date=said, days=number(line.days_over))
        extra = f'<span class="ir-small">{escape(said)}</span>'
    mark = markup.draft_mark(line.drafted)
    forecast = escape(rough(line.year_forecast))
    if line.year_forecast_share is not None:
        forecast += f'<span class="ir-small">{escape(percent(line.year_forecast_share))}</span>'
    return [
        escape(line.number or ""),
        row_name(line.name, line.unit, address, number=line.number),
        f"<span>{escape(number(line.to_date))} / {escape(number(line.planned))}{mark}</span>",
        markup.bar(line.share, line.status),
        f"<span>{markup.status_badge(line.status)}{extra}</span>",
        escape(number(line.left)),
        escape(rough(line.needed_per_month)),
        escape(rough(line.recent_average)),
        f"<span>{forecast}</span>",
    ]


def row_name(name: str, unit: str | None, address: str, more: str = "", *, number: str | None = None) -> str:
    """A row's name as a link, cut after two lines with the whole on hover, its unit under it; more is HTML.

    number stands before the name on a phone, where the column of numbers is left out.
    """
    whole = markup.text(name)
    first = markup.phone_number(number)
    small = f'<span class="ir-small">{markup.text(unit)}{more}</span>' if unit or more else ""
    return f'<span class="ir-clip" title="{whole}">{first}{markup.link(whole, address)}</span>{small}'


def rough(value: Decimal | None) -> str:
    """A computed figure as a person wants it: whole from ten on, else with one decimal at most."""
    if value is None:
        return number(None)
    return number(round(value, 0 if abs(value) >= ENOUGH else 1))


def _sections(lines: Sequence[ProgressLine]) -> str:
    rows = []
    for line in lines:
        name = _("Section {number}").format(number=line.code) if line.code else _("Before the first section")
        title = f'<span class="ir-small">{markup.text(line.title)}</span>' if line.title else ""
        rows.append([f"<span>{escape(name)}{title}</span>", *_tally_cells(line)])
    columns = [Column(_("Section"), "name", 34), *_tally_columns()]
    table = markup.table(
        columns, rows, caption=_("Rows of each section that are due, and how many of them are on plan.")
    )
    return markup.heading(_("Sections")) + table


def _services(view: Overview, parameters: Mapping[str, str]) -> str:
    month = month_name(view.standing.month)
    rows = []
    for line in view.services:
        address = markup.address("services", **parameters, **{keys.SERVICE: address_of(line.code)})
        name = markup.link(escape(service_name(line.code)), address)
        reported = f"{number(line.reported)} / {number(line.owed)}" if line.owed else number(None)
        rows.append([name, *_tally_cells(line), escape(reported)])
    columns = [
        Column(_("Service"), "name", 34),
        *_tally_columns(),
        Column(_("Reported, {month}").format(month=month), "right"),
    ]
    caption = _("A row shared by several services stands with each of them.")
    return markup.heading(_("Services")) + markup.table(columns, rows, caption=caption)


def _tally_columns() -> list[Column]:
    return [
        Column(_("Due rows"), "right", 9),
        Column(_("On plan"), "right", 9),
        Column(_("Share"), "right", 16),
        *(Column(markup.status_word(status), "right", 8, "wide") for status in _TROUBLES),
    ]


def _tally_cells(line: ProgressLine) -> list[str]:
    return [
        escape(number(line.tally.due)),
        f"<span>{escape(number(line.on_plan))}{markup.draft_mark(line.drafted)}</span>",
        markup.bar(line.tally.share),
        *(_count(line.tally, status) for status in _TROUBLES),
    ]


def _count(tally: Tally, status: Status) -> str:
    count = tally.by_status.get(status, 0)
    if not count:
        return f'<span class="ir-unknown">{number(0)}</span>'
    shape = f'<span aria-hidden="true">{markup.SHAPES[status]}</span>'
    return f'<span class="ir-status ir-{status.value}">{shape} {number(count)}</span>'
