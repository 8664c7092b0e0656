"""The figures of a report as the region looks them through: changes, doubts, deviations, and all rows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ishreja.domain.month import Change
from ishreja.domain.progress import Status
from ishreja.language import _, month_name, number, percent
from ishreja.ui import markup
from ishreja.ui.markup import Column
from ishreja.ui.month_state import row_comment
from ishreja.ui.report_review import blank_words, change_word
from ishreja.views.month_review import Doubt, MonthReview, ReviewLine
from ishreja.views.rows_due import RowsDue

_SIGNS = {Change.NEW: "+", Change.CHANGED: "→", Change.SAME: "=", Change.BLANK: "○"}
_DEVIATING = (Status.OVERDUE, Status.BEHIND, Status.WATCH)
FAR_AHEAD = 2


def screen(review: MonthReview) -> str:
    """Everything that is to be known of the figures, as HTML."""
    return (
        _counts(review)
        + _changes(review)
        + _doubts(review.doubts, review.due)
        + _deviations(review)
        + _all_rows(review)
    )


def _counts(review: MonthReview) -> str:
    against = _("against what was accepted before") if review.was_accepted else _("nothing was accepted before")
    chips = "".join(
        f'<li><span aria-hidden="true">{_SIGNS[change]}</span> {escape(change_word(change))}'
        f" <strong>{escape(number(review.count(change)))}</strong></li>"
        for change in (Change.NEW, Change.CHANGED, Change.SAME, Change.BLANK)
    )
    return markup.heading(_("Figures"), against) + f'<ul class="ir-counts">{chips}</ul>'


def _changes(review: MonthReview) -> str:
    """What is new or changed where something was accepted or returned before; else the whole report is new."""
    if not review.was_accepted and not review.was_returned:
        return ""
    lines = [
        line
        for line in review.reported
        if line.comment
        or (review.was_returned and line.returned != line.value)
        or (review.was_accepted and line.change in (Change.NEW, Change.CHANGED))
    ]
    title = markup.heading(_("Changes and comments"), level=3)
    if not lines:
        return title + markup.note(_("No figure has changed."))
    columns = [
        Column(_("No."), "left", 6, "wide"),
        Column(_("Indicator"), "name", 40),
        *([Column(_("Accepted"), "right", 13)] if review.was_accepted else []),
        *([Column(_("When returned"), "right", 13)] if review.was_returned else []),
        Column(_("Now"), "right", 13),
        Column(_("Note"), "left", 15),
    ]
    rows = []
    for line in lines:
        cells = [escape(line.row.number or ""), _name(line)]
        cells += [escape(number(line.accepted))] if review.was_accepted else []
        cells += [escape(number(line.returned))] if review.was_returned else []
        rows.append([*cells, f"<strong>{escape(number(line.value))}</strong>", _note(line)])
    return title + markup.table(
        columns, rows, caption=_("Old and new figure of each row, with what was asked about it")
    )


def _name(line: ReviewLine) -> str:
    unit = f'<span class="ir-small">{markup.text(line.row.unit)}</span>'
    name = markup.text(line.row.name)
    number_before = markup.phone_number(line.row.number)
    clipped = f'<span class="ir-clip" title="{name}">{number_before}{name}</span>'
    return f"<div>{clipped}{unit}{row_comment(line.comment)}</div>"


def _note(line: ReviewLine) -> str:
    return markup.text("; ".join(filter(None, (line.row.note, line.row.reason))))


def _doubts(doubts: Sequence[Doubt], due: RowsDue) -> str:
    title = markup.heading(_("What the checks say"), level=3)
    if due.blank:
        title += markup.note(blank_words(due), tone="warning")
    if not doubts:
        return title + markup.note(_("The checks find nothing doubtful."))
    items = "".join(
        f"<li>{markup.text(one.problem.message)} <em>{escape(_answer_words(one))}</em></li>" for one in doubts
    )
    return f'{title}<ul class="ir-comments">{items}</ul>'


def _answer_words(doubt: Doubt) -> str:
    return _("The office answered: it is right.") if doubt.answer == "keep" else ""


def _deviations(review: MonthReview) -> str:
    """Rows behind their plan or far ahead of it, and those that are due but blank."""
    lines = [line for line in review.lines if _deviates(line)]
    title = markup.heading(
        _("Deviations from the plan to date: {count} rows").format(count=number(len(lines))), level=3
    )
    if not lines:
        return title + markup.note(_("No row deviates from its plan."))
    columns = [
        Column(_("No."), "left", 6, "wide"),
        Column(_("Indicator"), "name", 34),
        Column(_("Fact / plan to date"), "right", 16),
        Column(_("Done"), "right", 12),
        Column(_("Status"), "left", 14),
        Column(_("Reason"), "left", 18),
    ]
    rows = [
        [
            escape(line.row.number or ""),
            _name(line),
            f"<span>{escape(number(line.state.to_date))} / {escape(number(line.state.planned))}</span>",
            escape(percent(line.state.progress)),
            markup.status_badge(line.state.status),
            markup.text(line.row.reason) or "–",
        ]
        for line in lines
    ]
    caption = _("Behind the plan or at twice of it and more, with the reason that the office gave.")
    table = markup.table(columns, rows, caption=caption)
    return f'{title}<details class="ir-more"><summary>{escape(_("Show them"))}</summary>{table}</details>'


def _deviates(line: ReviewLine) -> bool:
    state = line.state
    ahead = state.progress is not None and state.progress >= FAR_AHEAD
    return state.row.row.target is not None and (state.status in _DEVIATING or ahead)


def _all_rows(review: MonthReview) -> str:
    columns = [
        Column(_("No."), "left", 6, "wide"),
        Column(_("Indicator"), "name", 46),
        Column(month_name(review.now.month).capitalize(), "right", 12),
        Column(_("Fact / plan to date"), "right", 18),
        Column(_("Note"), "left", 18),
    ]
    rows = [
        [
            escape(line.row.number or ""),
            _name(line),
            f"<strong>{escape(number(line.value))}</strong>",
            f"<span>{escape(number(line.state.to_date))} / {escape(number(line.state.planned))}</span>",
            _note(line),
        ]
        for line in review.lines
    ]
    caption = _("The whole report; a dash is not reported.")
    table = markup.table(columns, rows, caption=caption)
    title = escape(_("All rows: {count}").format(count=number(len(rows))))
    opened = "" if review.was_accepted or review.was_returned else " open"
    return f'<details class="ir-more"{opened}><summary>{title}</summary>{table}</details>'
