"""The deadlines screen: discipline, what is overdue and due, what was handed in, and the forms that mark it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape

import streamlit as st

from ishreja.documents import calendar_file
from ishreja.language import _, number, official_date, percent, short_date
from ishreja.ui import context, downloads, freshness, hand_in_form, keys, markup, overview_screen, service_choice
from ishreja.ui.filters import Selection
from ishreja.ui.markup import Column
from ishreja.views.deadlines import Deadlines, DeadlinesView, Line, Outcome, Repeated
from ishreja.views.names import place_on_paper, service_name
from ishreja.views.words import day_in_words, outcome_word, period_in_words, rest_day_words

SHAPES = {
    Outcome.ON_TIME: ("✔", "done"),
    Outcome.BY_REPORT: ("✔", "done"),
    Outcome.LATE: ("◐", "watch"),
    Outcome.OPEN: ("○", "not_due"),
    Outcome.OVERDUE: ("✕", "overdue"),
}


def draw(known: Deadlines, selection: Selection) -> None:
    """Draw the screen."""
    notice = st.session_state.pop(keys.NOTICE, None)
    if notice:
        st.success(notice, icon=":material/check:")
    markup.show(_title(known, selection))
    with st.container(key="service_choice", horizontal=True, vertical_alignment="bottom"):
        view = known.of(service_choice.choose(known.services))
        place_name = place_on_paper(selection.place_name, context.store().demo)
        downloads.offer(
            _("Download for the calendar (.ics)"),
            calendar_file.file_name(view),
            lambda: calendar_file.calendar_file(view, place_name, datetime.now(UTC)),
            mime=calendar_file.MEDIA_TYPE,
            icon=":material/event:",
        )
    markup.show(_cards(view) + _overdue(view, selection) + _this_week(view, selection))
    hand_in_form.draw(view)
    markup.show(_rest(view, selection) + freshness.foot(selection, view.standing))


def _title(known: Deadlines, selection: Selection) -> str:
    day = known.standing.as_of
    detail = _("{place} · as of {date}, {weekday}").format(
        place=selection.place_name, date=official_date(day), weekday=day_in_words(day)
    )
    return (
        f'<div class="ir-top" data-month="{selection.month}">'
        + markup.heading(_("Deadlines"), detail, level=1)
        + "</div>"
    )


def _cards(view: DeadlinesView) -> str:
    overdue = sum(1 + len(one.others) for one in view.overdue)
    week = sum(not line.settled for line in view.this_week)
    soon = sum(1 + len(one.others) for one in view.soon)
    discipline = view.discipline
    return markup.grid(
        [
            _count(_("Overdue"), overdue, Outcome.OVERDUE, _("in {count} rows").format(count=len(view.overdue))),
            _count(_("Due this week"), week, Outcome.OPEN, _span(view)),
            _count(
                _("Due by the end of next month"),
                soon,
                Outcome.OPEN,
                _("by {date}").format(date=short_date(view.soon_end)),
            ),
            markup.card(
                _("Discipline"),
                escape(percent(discipline.share)),
                escape(
                    _("{on_time} of {due} due days met on time").format(
                        on_time=number(discipline.on_time), due=number(discipline.due)
                    )
                ),
            ),
        ],
        smallest=165,
    )


def _count(label: str, count: int, outcome: Outcome, detail: str) -> str:
    shape, tone = SHAPES[outcome]
    tone = tone if count else "not_due"
    value = f'<span class="ir-status ir-{tone}" aria-hidden="true">{shape}</span> {escape(number(count))}'
    return markup.card(label, value, escape(detail))


def _span(view: DeadlinesView) -> str:
    return f"{short_date(view.week_start)}–{short_date(view.week_end)}"


def _overdue(view: DeadlinesView, selection: Selection) -> str:
    title = markup.heading(_("Overdue"))
    if not view.overdue:
        return title + markup.note(_("Nothing is overdue."))
    caption = _("The longest unanswered first; each row shows its first missed due day.")
    return title + _table(map(_first, view.overdue), selection, caption)


def _this_week(view: DeadlinesView, selection: Selection) -> str:
    title = markup.heading(_("This week"), _span(view))
    if not view.this_week:
        return title + markup.note(_("Nothing is due this week."))
    still, settled = ([(line, "") for line in view.this_week if line.settled is wanted] for wanted in (False, True))
    shown = title
    if still:
        shown += f'<div class="ir-quiet">{_table(still, selection, _("This week"))}</div>'
    else:
        shown += markup.note(_("Everything due this week is handed in."))
    if settled:
        said = _("Handed in this week: {count}").format(count=len(settled))
        shown += _folded(said, _table(settled, selection, said))
    return shown


def _rest(view: DeadlinesView, selection: Selection) -> str:
    """What is due later, what was handed in, rows without a due day, and the services' discipline."""
    soon_title = _("To the end of next month")
    until = _("by {date}").format(date=official_date(view.soon_end))
    shown = markup.heading(soon_title, until)
    if view.soon:
        shown += _table(map(_first, view.soon), selection, _("Each row shows its nearest due day."))
    else:
        shown += markup.note(_("Nothing is due in this time."))
    if view.later:
        title = _("Later this year: {count} rows").format(count=len(view.later))
        shown += _folded(title, _table(map(_first, view.later), selection, title))
    if view.settled:
        title = _("Handed in: {count}").format(count=len(view.settled))
        shown += _folded(title, _table([(line, "") for line in view.settled], selection, title))
    if view.unset:
        title = _("Rows without a due day: {count}").format(count=len(view.unset))
        rows = [(view.standing.codes[state.row.row_id], state.row.row) for state in view.unset]
        names = "".join(
            f"<li>{escape(row.number or '')}. {_row_link(code, row.name, selection)}"
            f' <span class="ir-muted">{markup.text(row.deadline)}</span></li>'
            for code, row in rows
        )
        said = escape(_("The centre sets these itself, or the phrase was not understood. Set them on the plan page."))
        shown += _folded(title, f'<p class="ir-muted">{said}</p><ul>{names}</ul>')
    return shown + _disciplines(view)


def _folded(title: str, body: str) -> str:
    """A list that is looked up, not read: it stays folded on paper too, unless it was opened."""
    return f'<details class="ir-more ir-closed"><summary>{escape(title)}</summary>{body}</details>'


def _disciplines(view: DeadlinesView) -> str:
    columns = [
        Column(_("Service"), "name", 52),
        Column(_("Due days over"), "right", 16),
        Column(_("On time"), "right", 14),
        Column(_("Discipline"), "right", 18),
    ]
    rows = [
        [
            escape(service_name(one.service)),
            escape(number(one.discipline.due)),
            escape(number(one.discipline.on_time)),
            markup.bar(one.discipline.share),
        ]
        for one in view.service_disciplines
        if one.discipline.due
    ]
    title = markup.heading(_("Discipline of the services"))
    if not rows:
        return title + markup.note(_("No due day is over yet."))
    caption = _("On time ÷ due, by the service that reports. It says nothing about progress: that comes from figures.")
    return title + markup.table(columns, rows, caption=caption)


def _first(one: Repeated) -> tuple[Line, str]:
    if not one.others:
        return one.shown, ""
    said = _("and {count} more, till {date}").format(count=len(one.others), date=short_date(one.others[-1].due))
    return one.shown, _others(said, one.others)


def _others(said: str, lines: Sequence[Line]) -> str:
    days = ", ".join(short_date(line.due) for line in lines)
    return f'<span class="ir-small" title="{escape(days)}">{escape(said)}</span>'


def _table(lines: Iterable[tuple[Line, str]], selection: Selection, caption: str) -> str:
    columns = [
        Column(_("No."), "left", 4, "wide"),
        Column(_("Indicator"), "name", 31),
        Column(_("Due"), "left", 18),
        Column(_("For"), "left", 9, "wide"),
        Column(_("Reported by"), "left", 22),
        Column(_("State"), "left", 16),
    ]
    return markup.table(columns, [_cells(line, more, selection) for line, more in lines], caption=caption)


def _cells(line: Line, more: str, selection: Selection) -> list[str]:
    day = f"{short_date(line.due)}, {day_in_words(line.due)}"
    rest = f'<span class="ir-small ir-rest">{escape(rest_day_words(line.rest))}</span>' if line.rest else ""
    months = period_in_words(line.occurrence.first_month, line.occurrence.last_month)
    return [
        escape(line.number),
        _row_link(line.code, line.row.row.name, selection, line.number),
        f"<span>{escape(day)}{rest}{more}</span>",
        escape(months),
        escape(service_name(line.lead)),
        _outcome(line),
    ]


def _outcome(line: Line) -> str:
    shape, tone = SHAPES[line.outcome]
    said = outcome_word(line.outcome)
    if line.days_over:
        said = _("overdue by {days} days").format(days=number(line.days_over))
    small = []
    if line.mark is not None:
        small.append(short_date(line.mark.handed_on))
        small += [line.mark.note] if line.mark.note else []
    if line.done and not line.settled:
        small.append(_("year's target reached; mark it as handed in"))
    under = "".join(f'<span class="ir-small">{markup.text(one)}</span>' for one in small)
    badge = f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> {escape(said)}</span>'
    return f"<span>{badge}{under}</span>"


def _row_link(code: str, name: str, selection: Selection, number: str | None = None) -> str:
    return overview_screen.row_name(name, None, selection.address("indicator", **{keys.ROW: code}), number=number)
