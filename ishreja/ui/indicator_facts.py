"""The words and tables of the indicator screen: arithmetic, warnings, what the row is, its parts and its history."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape

from ishreja.domain.figures import Figure
from ishreja.domain.plan import AdoptedRow, Kind
from ishreja.domain.progress import RowState
from ishreja.language import _, date_time, month_name, number, percent, script, short_date
from ishreja.ui import keys, markup
from ishreja.ui.filters import Selection
from ishreja.ui.markup import Column
from ishreja.views.indicator import Entry, IndicatorView, Mark
from ishreja.views.names import service_name
from ishreja.views.row_list import short
from ishreja.views.words import kind_word, schedule_in_words

HUNDRED = Decimal(100)


def amount(value: Decimal | None) -> str:
    """A computed figure: whole from a hundred on, else with one decimal where it is not whole."""
    if value is None:
        return number(None)
    return number(round(value, 0 if abs(value) >= HUNDRED else 1).normalize() if value else value)


def arithmetic(view: IndicatorView) -> str:
    """How the cards' figures come about, in one line; empty where there is nothing to reckon."""
    state, ahead = view.state, view.forecast
    said = []
    if state.progress is not None:
        said.append(
            _("Done: {fact} ÷ {plan} = {share}.").format(
                fact=number(state.to_date), plan=number(state.planned), share=percent(state.progress, 1)
            )
        )
    if ahead.left and state.target is not None:
        said.append(
            _("Left: {target} − {fact} = {left}.").format(
                target=number(state.target), fact=number(state.to_date or Decimal(0)), left=number(ahead.left)
            )
        )
    if ahead.year_forecast is not None and ahead.recent_average is not None and ahead.months_left:
        said.append(
            _("Forecast: the last months' average {average} × {months} months + {fact} = {forecast}.").format(
                average=amount(ahead.recent_average),
                months=ahead.months_left,
                fact=number(state.to_date),
                forecast=amount(ahead.year_forecast),
            )
        )
    return " ".join(said)


def warnings(view: IndicatorView, selection: Selection) -> str:
    """What is doubtful about the figures, as HTML: parts, twins, rows counted within, a plan that is not set."""
    found = []
    unit = script(view.row.row.unit or "")
    for one in view.disagreements:
        found.append(
            escape(
                _("{month}: the row says {total}, its parts come to {parts} {unit}. Mend one of them.").format(
                    month=month_name(one.month).capitalize(),
                    total=number(one.total),
                    parts=number(one.parts),
                    unit=unit,
                )
            )
        )
    if view.related.twins:
        found.append(
            escape(_("The same figure stands in another row too: entered once, shown in both."))
            + " "
            + _links(view.related.twins, view, selection)
        )
    if view.related.alike:
        found.append(
            escape(_("Another row has the same figures and much the same wording. Are they one figure?"))
            + " "
            + _links(view.related.alike, view, selection)
        )
    if view.related.contains:
        found.append(
            escape(_("This row probably counts the events of other rows too; they are never added to it:"))
            + " "
            + _links(view.related.contains, view, selection)
        )
    if view.row.planned is None and view.state.target is not None:
        found.append(escape(_("There is no plan by month: the deadline is not set. Set it on the plan page.")))
    return "".join(f'<p class="ir-note">{one}</p>' for one in found)


def _links(rows: Iterable[AdoptedRow], view: IndicatorView, selection: Selection) -> str:
    return "; ".join(row_link(row, view, selection) for row in rows)


def row_link(row: AdoptedRow, view: IndicatorView, selection: Selection) -> str:
    """A link to another row's screen."""
    label = short(row.row.name, 48)
    if row.row.number:
        label = f"{row.row.number}. {label}"
    return markup.link(
        markup.text(label), selection.address("indicator", **{keys.ROW: view.standing.codes[row.row_id]})
    )


def about(view: IndicatorView, selection: Selection) -> str:
    """What the row is: whole name, unit, kind, schedule in words, services, mechanism, edition."""
    row, edition = view.row.row, view.standing.edition
    lines: list[tuple[str, str]] = [(_("Name"), markup.text(row.name))]
    lines.append((_("Unit"), markup.text(row.unit) or escape(number(None))))
    lines.append((_("Kind"), escape(kind_word(row.kind))))
    if row.target_text:
        lines.append((_("Target in words"), markup.text(row.target_text)))
    lines.append((_("Last year's fact"), escape(number(row.previous))))
    lines.append((_("Deadline"), escape(schedule_in_words(row.schedule))))
    if row.deadline:
        lines.append((_("In the plan's words"), f"“{markup.text(row.deadline)}”"))
    services = "; ".join(service_name(code) for code in row.services) or service_name("")
    lines.append((_("Services"), escape(services)))
    if row.lead:
        lines.append((_("Reported by"), escape(service_name(row.lead))))
    if row.mechanism:
        lines.append((_("Mechanism"), markup.text(row.mechanism)))
    if view.related.parent is not None:
        lines.append((_("Part of"), row_link(view.related.parent, view, selection)))
    adopted = _("edition {number}, in force from {date}, adopted by {who}").format(
        number=edition.number, date=short_date(edition.in_force_from), who=script(edition.adopted_by)
    )
    lines.append((_("Judged by"), f"{escape(adopted)}"))
    body = "".join(f"<dt>{escape(label)}</dt><dd>{value}</dd>" for label, value in lines)
    return markup.heading(_("What the row is")) + f'<dl class="ir-facts">{body}</dl>'


def parts(view: IndicatorView, selection: Selection) -> str:
    """The row's parts with their own figures and what they come to; empty where it has none."""
    if not view.parts:
        return ""
    columns = [
        Column(_("Part"), "name", 46),
        Column(_("{year} fact").format(year=view.standing.year - 1), "right", 14),
        Column(_("Year's target"), "right", 13),
        Column(_("Fact to date"), "right", 13),
        Column(_("Done"), "right", 14),
    ]
    rows = [
        [
            row_link(one.row, view, selection),
            escape(number(one.row.row.previous)),
            escape(number(one.target)),
            f"<span>{escape(number(one.to_date))}{_drafted(view, one)}</span>",
            markup.bar(one.progress),
        ]
        for one in view.parts
    ]
    known = [one.to_date for one in view.parts if one.to_date is not None]
    together = sum(known, Decimal(0)) if known and _one_unit(view) else None
    rows.append(
        [
            "<strong>" + escape(_("The row itself")) + "</strong>",
            escape(number(view.row.row.previous)),
            escape(number(view.state.target)),
            f"<span>{escape(number(view.state.to_date))}{_drafted(view, view.state)}</span>",
            markup.bar(view.state.progress),
        ]
    )
    caption = _("Parts are never put in place of the total.")
    if together is not None:
        caption = _("The parts together come to {sum} so far; the row itself says {total}.").format(
            sum=number(together), total=number(view.state.to_date)
        )
    return markup.heading(_("Parts and total")) + markup.table(columns, rows, caption=caption)


def _drafted(view: IndicatorView, state: RowState) -> str:
    return markup.draft_mark(state.row.row_id in view.standing.drafts.rows)


def _one_unit(view: IndicatorView) -> bool:
    return len({one.row.row.unit for one in view.parts}) == 1 and view.row.row.kind is not Kind.LEVEL


def history(view: IndicatorView) -> str:
    """Every entry of the ledger about the row, the newest first."""
    title = markup.heading(_("Figures and where they came from"))
    if not view.entries:
        return title + markup.note(_("No figure of this row was ever entered."))
    columns = [
        Column(_("Month"), "name", 12),
        Column(_("Figure"), "right", 12),
        Column(_("State"), "left", 16),
        Column(_("Who and when"), "left", 20),
        Column(_("Source"), "left", 18),
        Column(_("Note, reason"), "left", 22),
    ]
    rows = [_entry_cells(entry) for entry in view.entries]
    caption = _("Nothing is ever deleted: a correction supersedes, a withdrawal takes back.")
    return f'{title}<div class="ir-history">{markup.table(columns, rows, caption=caption)}</div>'


def _entry_cells(entry: Entry) -> list[str]:
    figure = entry.figure
    value = escape(number(figure.value))
    if entry.mark in (Mark.SUPERSEDED, Mark.WITHDRAWN):
        value = f'<s class="ir-unknown">{value}</s>'
    word = {
        Mark.CURRENT: _("in force"),
        Mark.SUPERSEDED: _("superseded"),
        Mark.WITHDRAWN: _("withdrawn"),
        Mark.WITHDRAWAL: _("withdrawal"),
    }[entry.mark]
    remarks = "; ".join(markup.text(one) for one in (figure.note, figure.reason) if one)
    return [
        escape(month_name(figure.month)),
        value,
        f'<span class="ir-mark ir-mark-{entry.mark.value}">{escape(word)}</span>',
        f'<span>{markup.text(figure.who)}<span class="ir-small">{escape(date_time(figure.at))}</span></span>',
        escape(source_words(figure)),
        remarks or f'<span class="ir-unknown">{escape(number(None))}</span>',
    ]


def source_words(figure: Figure) -> str:
    """Where a figure came from: the form, a workbook's sheet and cell, the command line, the demo."""
    words = {
        "form": _("the form"),
        "workbook": _("a workbook"),
        "region": _("a workbook that the region handed in"),
        "command line": _("the command line"),
        "demo": _("demo"),
        "withdrawal": _("withdrawal"),
    }
    said = words.get(figure.source, figure.source)
    if figure.sheet and figure.cell:
        said += ": " + _("sheet {sheet}, cell {cell}").format(sheet=figure.sheet, cell=figure.cell)
    return said
