"""The services screen: each service's rows, and how many of those due are on plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ishreja.language import _, month_name, number, percent, script
from ishreja.ui import freshness, keys, markup, pictures
from ishreja.ui.filters import Selection
from ishreja.ui.markup import Column
from ishreja.ui.overview_cards import months_in_words
from ishreja.ui.overview_screen import row_name
from ishreja.views.names import service_name
from ishreja.views.row_list import short
from ishreja.views.services import ServiceRow, Services, ServiceTable


def top(view: Services, selection: Selection) -> str:
    """Title, freshness, and the totals over all services, each row counted once."""
    said = _("{on_plan} of {due} due rows are on plan ({share}).").format(
        on_plan=number(view.on_plan), due=number(view.total.due), share=percent(view.total.share)
    )
    if not view.total.due:
        said = _("No row is due yet.")
    once = _("The plan has {rows} rows; {shared} of them are shared by several services and count once here.").format(
        rows=number(view.total.rows), shared=number(view.shared)
    )
    mark = markup.draft_mark(view.standing.drafts.count)
    return (
        f'<div class="ir-top" data-month="{selection.month}">'
        + markup.heading(_("Services"), freshness.line(selection, view.standing), level=1)
        + freshness.hints(selection, view.standing)
        + f'<p class="ir-total"><strong>{escape(said)}</strong>{mark} {escape(once)}</p></div>'
    )


def tables(view: Services, selection: Selection) -> str:
    """Every table asked for, and the foot."""
    parameters = selection.parameters()
    on_paper = next((table for table in view.tables if table.common), None)
    shown = "".join(_table(table, view, parameters, table is on_paper) for table in view.tables)
    if not shown:
        shown = markup.note(_("The plan names no such service."))
    return shown + freshness.foot(selection, view.standing)


def _table(table: ServiceTable, view: Services, parameters: Mapping[str, str], common_on_paper: bool) -> str:
    """One service: heading, own rows, and folded under them the rows of all services.

    On paper those unfold with common_on_paper, that is once: else every service would print them again.
    """
    shown = markup.heading(service_name(table.code), _summary(table, view.standing.month))
    if table.own:
        shown += _rows(table.own, service_name(table.code), parameters)
    if table.common:
        title = _("Rows of all services")
        count = _("{count} rows").format(count=len(table.common))
        unfolded = " open" if len(view.tables) == 1 or not table.own else ""
        on_paper = "" if common_on_paper else " ir-closed"
        shown += (
            f'<details class="ir-more{on_paper}"{unfolded}><summary>{escape(title)}'
            f' <span class="ir-unit">{escape(count)}</span></summary>{_rows(table.common, title, parameters)}</details>'
        )
    return shown


def _rows(rows: Sequence[ServiceRow], caption: str, parameters: Mapping[str, str]) -> str:
    columns = [
        Column(_("No."), "left", 5, "wide"),
        Column(_("Indicator"), "name", 27),
        Column(_("Year's target"), "right", 8),
        Column(_("Plan to date"), "right", 8),
        Column(_("Fact to date"), "right", 8),
        Column(_("Done"), "right", 11),
        Column(_("Status"), "left", 12),
        Column(_("By month"), "left", 10),
        Column(_("Deadline"), "left", 11),
    ]
    table = markup.table(columns, [_cells(row, parameters) for row in rows], caption=caption)
    return f'<div class="ir-rows ir-untitled">{table}</div>'


def _summary(table: ServiceTable, month: int) -> str:
    """One line: due rows on plan, and the report of the month."""
    said = _("No row is due yet.")
    if table.tally.due:
        said = _("{on_plan} of {due} due rows are on plan ({share}).").format(
            on_plan=number(table.on_plan), due=number(table.tally.due), share=percent(table.tally.share)
        )
    if any(row.drafted for row in table.rows):
        said += " ✎ " + _("with drafts, not submitted yet") + "."
    if table.owed:
        said += " " + _("Report of {month}: {reported} of {owed} rows.").format(
            month=month_name(month).capitalize(), reported=number(table.reported), owed=number(table.owed)
        )
    return said


def _cells(row: ServiceRow, parameters: Mapping[str, str]) -> list[str]:
    address = markup.address("indicator", **parameters, **{keys.ROW: row.code})
    target = escape(number(row.target))
    if row.target is None and row.target_text:
        target = f'<span class="ir-words">{markup.text(row.target_text)}</span>'
    name = row_name(row.name, row.unit, address, _shared(row), number=row.number)
    return [
        escape(row.number or ""),
        f'<span class="ir-{"part" if row.part else "row"}">{name}</span>',
        target,
        escape(number(row.planned)),
        f"<span>{escape(number(row.to_date))}{markup.draft_mark(row.drafted)}</span>",
        markup.bar(row.progress, row.status),
        markup.status_badge(row.status),
        pictures.sparkline(row.months, months_in_words(script(short(row.name)), row.months), plan=row.plan_months),
        f'<span class="ir-words">{markup.text(row.deadline)}</span>',
    ]


def _shared(row: ServiceRow) -> str:
    """Who else the row belongs to and who reports it, as HTML."""
    said = []
    if row.everyone:
        said.append(_("shared by all services"))
    elif row.others:
        said.append(_("shared with: {services}").format(services="; ".join(map(service_name, row.others))))
    if row.others and row.lead and row.lead in row.others:
        said.append(_("reported by: {service}").format(service=service_name(row.lead)))
    return "".join(f" · {escape(one)}" for one in said)
