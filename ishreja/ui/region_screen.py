"""The region's screen: how its places stand, side by side."""

from __future__ import annotations

from collections import Counter
from html import escape

from ishreja.domain.standing import SHARE_ON_PLAN, SHARE_WATCH
from ishreja.domain.status import DEFAULT, Status
from ishreja.language import _, month_name, month_range, number, official_date, percent
from ishreja.ui import markup, region_table
from ishreja.ui.region_filters import RegionSelection, measure_name
from ishreja.views.names import place_name
from ishreja.views.region import Matrix
from ishreja.views.region_cells import Measure

_CARDS = (Status.ON_PLAN, Status.WATCH, Status.BEHIND, Status.NOT_REPORTED)


def nothing() -> str:
    """What stands here before any place has a plan."""
    return markup.heading(_("Places side by side"), level=1) + markup.note(
        _("No place that you may see has a plan yet. Once a plan is adopted, its place appears here.")
    )


def top(view: Matrix, selection: RegionSelection) -> str:
    """Title, how fresh and complete the data are, and how many places stand where."""
    said = [
        month_range(1, view.month),
        _("data as of {date}").format(date=official_date(view.as_of)),
        _reported(view),
    ]
    title = _("{place}: places side by side").format(place=place_name(selection.scope))
    return (
        f'<div class="ir-top" data-month="{view.month}" data-scope="{view.scope}">'
        + markup.heading(title, " · ".join(said), level=1)
        + _hints(view)
        + _cards(view)
        + "</div>"
    )


def _reported(view: Matrix) -> str:
    """How many have reported the month; of the republic also how many of its regions have any plan."""
    counts = {"reported": number(view.reported), "places": number(view.places), "month": month_name(view.month)}
    if not view.of_regions:
        return _("{reported} of {places} places have reported {month}").format(**counts)
    counts |= {"planned": number(sum(row.places > 0 for row in view.rows)), "regions": number(len(view.rows))}
    return _(
        "{planned} of {regions} regions have a plan; {reported} of their {places} offices have reported {month}"
    ).format(**counts)


def only_one() -> str:
    """What is said where there are not two places to compare."""
    return markup.note(_("Only one place has a plan for this year: there is nothing to compare it with yet."))


def _hints(view: Matrix) -> str:
    planned = [row for row in view.rows if row.places]
    if len(planned) < 2:
        return only_one()
    if not view.reported:
        return markup.note(_("No place has reported {month} yet.").format(month=month_name(view.month)))
    return ""


def _cards(view: Matrix) -> str:
    """The region's own share, and its places by the word of their whole plan."""
    if view.measure is not Measure.SHARE or not view.columns or view.columns[0].total is None:
        return ""
    total = view.columns[0].total
    words = {
        Status.ON_PLAN: _("Places on plan"),
        Status.WATCH: _("Places to be watched"),
        Status.BEHIND: _("Places behind"),
        Status.NOT_REPORTED: _("Places not reported"),
    }
    if view.of_regions:
        words = {
            Status.ON_PLAN: _("Regions on plan"),
            Status.WATCH: _("Regions to be watched"),
            Status.BEHIND: _("Regions behind"),
            Status.NOT_REPORTED: _("Regions not reported"),
        }
    low, high = number(100 * SHARE_WATCH), number(100 * SHARE_ON_PLAN)
    limits = {
        Status.ON_PLAN: _("at least {high} per cent of the due rows on plan").format(high=high),
        Status.WATCH: _("{low} to {high} per cent of the due rows on plan").format(low=low, high=high),
        Status.BEHIND: _("less than {low} per cent of the due rows on plan").format(low=low),
        Status.NOT_REPORTED: _("without a figure for {month}").format(month=month_name(view.month)),
    }
    counts = Counter(cell.status for row in view.rows if (cell := row.cells[0]) is not None)
    rows = _("{on_plan} of {due} due rows on plan").format(on_plan=number(total.part), due=number(total.whole))
    of = _("{reported} of {places} places reported").format(
        reported=number(total.reported), places=number(total.places)
    )
    detail = " · ".join(filter(None, (rows, of, region_table.change(total.change))))
    cards = [markup.card(_("Rows on plan"), escape(percent(total.value)), escape(detail))]
    for status in _CARDS:
        tone = status.value if counts[status] else Status.NOT_DUE.value
        shape = f'<span class="ir-status ir-{tone}" aria-hidden="true">{markup.SHAPES[status]}</span> '
        cards.append(markup.card(words[status], shape + escape(number(counts[status])), escape(limits[status])))
    return markup.grid(cards)


def caption(view: Matrix) -> str:
    """What the cells say, in a sentence."""
    if view.measure is Measure.SHARE:
        return _("Share of due rows on plan; the arrow is the change since the month before, in percentage points.")
    return _("Each indicator: {measure}. What is in another unit is shown with it and not ranked.").format(
        measure=measure_name(view.measure)
    )


def legend(view: Matrix) -> str:
    """From where on a cell has its word, ISO 11620's caution, and how things are computed."""
    if view.measure is Measure.SHARE:
        limits = _(
            "On plan: at least {on_plan} per cent of the due rows; watch: at least {watch} per cent; below that behind."
        ).format(on_plan=number(100 * SHARE_ON_PLAN), watch=number(100 * SHARE_WATCH))
    else:
        limits = _(
            "A place is judged by its own limits, sums by the usual ones: on plan from {on_plan}, watch from {watch}."
        ).format(on_plan=percent(DEFAULT.on_plan), watch=percent(DEFAULT.watch))
        if view.measure is not Measure.PLAN:
            limits += " " + _("Colour and word always tell how a place stands against its plan to date.")
    blank = _("A blank month is not 0: a place that did not report has no rank and no part in the median.")
    caution = _(
        "ISO 11620 allows comparison between libraries only with caution: their readers, stock and tasks differ. "
        "A rank is a question, not a judgement."
    )
    return f'<p class="ir-muted">{escape(limits)} {escape(blank)}</p><p class="ir-note">{escape(caution)}</p>'


def foot(view: Matrix) -> str:
    """The last line, on paper too."""
    said = _("Data as of {date}.").format(date=official_date(view.as_of))
    return f'<p class="ir-foot">{escape(place_name(view.scope))} · {escape(said)}</p>'
