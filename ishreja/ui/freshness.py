"""The lines that say whose data a screen shows, how complete and how fresh they are."""

from __future__ import annotations

from html import escape

import streamlit as st

from ishreja.language import _, date_time, month_name, month_range, number, official_date, script
from ishreja.ui import keys, markup
from ishreja.ui.filters import Selection
from ishreja.views.standing import PlanStanding


def line(selection: Selection, standing: PlanStanding) -> str:
    """One line under a screen's title, plain text: place, period, the day of the data, and who has reported."""
    known = [selection.place_name, month_range(1, standing.month)]
    known.append(_("data as of {date}").format(date=official_date(standing.as_of)))
    if standing.month_reported:
        owing = [one for one in standing.reporting if one.service]
        if owing:
            done = sum(one.complete for one in owing)
            known.append(_("{done} of {all} services reported in full").format(done=done, all=len(owing)))
    return " · ".join(known)


def hints(selection: Selection, standing: PlanStanding) -> str:
    """What the reader must know before the figures, as HTML: drafts counted, months not reported."""
    return _drafts(standing) + _reported(selection, standing)


def _drafts(standing: PlanStanding) -> str:
    count = standing.drafts.count
    if not count:
        return ""
    text = _("{count} draft figures of {month} are counted here, not submitted yet; what rests on them is marked ✎.")
    said = text.format(count=number(count), month=month_name(standing.month))
    return f'<p class="ir-note ir-warning" role="status">{escape(said)}</p>'


def _reported(selection: Selection, standing: PlanStanding) -> str:
    if standing.as_of.year < standing.year:
        text = _("{year} has not begun yet: its plan is ready, figures come from January on.")
        return f'<p class="ir-note">{escape(text.format(year=standing.year))}</p>'
    report = markup.link(escape(_("Open the monthly report")), selection.address("monthly_report"))
    if standing.last_month is None:
        text = _("The plan is adopted, but no figures have been entered yet. Enter the first month.")
        return f'<p class="ir-note">{escape(text)} {report}</p>'
    if not standing.month_reported:
        text = _("There are no figures for {month} yet. The last month with figures is {last}.").format(
            month=month_name(standing.month).capitalize(), last=month_name(standing.last_month)
        )
        return f'<p class="ir-note">{escape(text)} {report}</p>'
    return ""


def foot(selection: Selection, standing: PlanStanding) -> str:
    """The screen's last lines, as HTML, also on paper: the day of the data, the last entry, the edition.

    Where the year has several editions, each is a link that shows the same screen judged by it.
    """
    own = standing.edition.number
    said = [selection.place_name, _("Data as of {date}.").format(date=official_date(standing.as_of))]
    if standing.entered_at is not None:
        said.append(
            _("Last entry: {moment}, {who}.").format(
                moment=date_time(standing.entered_at), who=script(standing.entered_by or "–")
            )
        )
    said.append(_("Judged by edition {number} of the plan.").format(number=own))
    shown = [escape(one) for one in said]
    if standing.editions > 1:
        shown += [_edition(number) for number in range(1, standing.editions + 1) if number != own]
    return f'<p class="ir-foot">{" · ".join(shown)}</p>'


def _edition(number: int) -> str:
    label = _("Judge by edition {number}").format(number=number)
    chosen = {**st.query_params.to_dict(), keys.EDITION: str(number)}
    return markup.link(escape(label), markup.address("", **chosen))


def edition_asked() -> int | None:
    """The number of the edition that the address names, if it names one."""
    named = st.query_params.get(keys.EDITION)
    return int(named) if named is not None and named.isdecimal() else None
