"""The page of reports: who below the region has handed in, how punctual and complete they are, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st
from babel import Locale

from ishreja import language
from ishreja.domain.round import Stage
from ishreja.domain.round_rates import Rate
from ishreja.language import _, current, date_time, month_name, number, official_date, percent, short_date
from ishreja.ui import context, keys, markup, month_state, plain_choice
from ishreja.ui.filters import choose_year
from ishreja.ui.markup import Column
from ishreja.views.names import place_name
from ishreja.views.region_rows import first_scope, scopes
from ishreja.views.round import DueDay, MonthCell, PlaceRound, RoundView, regions_seen, years_seen
from ishreja.views.words import rest_day_words

FIRST = 10
"""How many of the reports that wait are seen at once: the matrix of all places comes after them."""


def choose() -> tuple[str, int] | None:
    """Draw the choice of region and year; None where the actor sees no place that has others below."""
    store, actor, today = context.store(), context.actor(), context.today()
    regions = regions_seen(store, actor)
    if not regions:
        return None
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
        first = first_scope(scopes(store, actor))
        region = first if first in regions else regions[0]
        if len(regions) > 1:
            region = plain_choice.choose(
                st.selectbox, _("Region"), regions, keys.REGION, region, format_func=place_name, width=260
            )
        year, _usual = choose_year(years_seen(store, actor, region, today))
    return region, year


def address(view: RoundView, **more: object) -> str:
    """The address of this page for the same region and year, in the same language."""
    code = language.current()
    kept = {keys.REGION: view.region, keys.YEAR: view.year, keys.LANGUAGE: None if code == language.DEFAULT else code}
    return markup.address("round", **kept, **more)


def title(view: RoundView) -> str:
    """The page's heading, as HTML."""
    detail = _("{region} · as of {date} · {count} places").format(
        region=place_name(view.region), date=official_date(view.today), count=number(len(view.places))
    )
    name = _("Reports of {year}").format(year=view.year)
    return f'<div class="ir-top ir-rounds">{markup.heading(name, detail, level=1)}</div>'


def cards(view: RoundView) -> str:
    """What waits, what is missing, and the two rates, as HTML."""
    waiting = view.waiting if view.decides else view.for_others
    asked = sum(cell.now.state.asked for cell in waiting)
    return markup.grid(
        [
            markup.card(
                _for_whom(view.decides),
                _counted(len(waiting), "●", "submitted"),
                escape(_("of them requests for a correction: {count}").format(count=number(asked))),
            ),
            markup.card(
                _("Missing and overdue"),
                _counted(view.missing, "✕", "overdue"),
                escape(_("reports whose due day is over")),
            ),
            markup.card(
                _("On time"),
                escape(percent(view.timeliness.share)),
                escape(_rate_words(view.timeliness, _("{met} of {all} expected reports handed in on time"))),
            ),
            markup.card(
                _("Filled in"),
                escape(percent(view.completeness.share)),
                escape(_rate_words(view.completeness, _("{met} of {all} due rows filled in"))),
            ),
        ],
        smallest=165,
    )


def _counted(count: int, shape: str, tone: str) -> str:
    tone = tone if count else "not_due"
    return f'<span class="ir-status ir-{tone}" aria-hidden="true">{shape}</span> {escape(number(count))}'


def _rate_words(rate: Rate, words: str) -> str:
    return words.format(met=number(rate.met), all=number(rate.counted))


def _for_whom(actor: bool) -> str:
    return _("Waiting for you") if actor else _("Waiting for an answer from above")


def waiting(view: RoundView) -> str:
    """The reports to look at, the actor's before those that are for others to answer, as HTML."""
    if not view.waiting and not view.for_others:
        note = markup.note(_("Nothing waits: every report that was handed in is answered."))
        return markup.heading(_for_whom(view.decides)) + note
    lists = (view.waiting, True), (view.for_others, False)
    return "".join(markup.heading(_for_whom(own)) + _waiting(view, cells) for cells, own in lists if cells)


def _waiting(view: RoundView, cells: Sequence[MonthCell]) -> str:
    """The reports, the longest waiting first, each a link, as HTML."""
    columns = [
        Column(_("Report"), "name", 40),
        Column(_("State"), "left", 22),
        Column(_("Since"), "left", 20),
        Column(_("Late"), "right", 18),
    ]
    rows: list[list[str]] = []
    for cell in cells:
        now = cell.now
        name = _("{place}, {month}").format(place=place_name(now.place), month=month_name(now.month))
        late = _("{days} days").format(days=number(cell.late)) if cell.late else _("on time")
        rows.append(
            [
                markup.link(escape(name), review_address(view, cell)),
                month_state.badge(now),
                escape(date_time(now.steps[-1].at)),
                escape(late if now.expected else number(None)),
            ]
        )
    caption = _("The longest waiting first; a name opens the report.")
    shown = markup.table(columns, rows[:FIRST], caption=caption)
    if rows[FIRST:]:
        more = _("{count} more").format(count=number(len(rows[FIRST:])))
        hidden = markup.table(columns, rows[FIRST:], caption=more)
        shown += f'<details class="ir-more"><summary>{escape(more)}</summary>{hidden}</details>'
    return shown


def review_address(view: RoundView, cell: MonthCell) -> str:
    """Where the report is looked through."""
    return address(view, **{keys.REVIEW: f"{cell.now.place}-{cell.now.year}-{cell.now.month}"})


def matrix(view: RoundView) -> str:
    """The places by months: state in shape and word, days late, and each place's two rates, as HTML."""
    names = Locale.parse(current()).months["stand-alone"]["abbreviated"]
    days = {one.month: one for one in view.due_days}
    columns = [
        Column(_("Place"), "name", 9),
        *(Column(str(names[month]).lower(), "left") for month in days),
        Column(_("On time"), "right", 6),
        Column(_("Filled in"), "right", 8),
    ]
    rows = [_row(place, view) for place in view.places]
    caption = _(
        "Each month's state and by how many days it came after its due day. On time: reports handed in on time ÷"
        " expected. Filled in: rows filled in ÷ rows due. The two are never mixed."
    )
    table = markup.table(columns, rows, caption=caption)
    return markup.heading(_("Who has handed in")) + f'<div class="ir-round">{table}</div>' + due_days(view)


def _row(place: PlaceRound, view: RoundView) -> list[str]:
    small = ""
    if not place.has_plan:
        small = f'<span class="ir-small">{escape(_("no plan for this year"))}</span>'
    elif place.joined is not None and place.joined.year == view.year and place.joined.month > 1:
        small = f'<span class="ir-small">{escape(_("since {day}").format(day=short_date(place.joined)))}</span>'
    return [
        f"<div>{escape(place_name(place.place))}{small}</div>",
        *(_cell(cell, view) for cell in place.months),
        _share(place.timeliness),
        _share(place.completeness),
    ]


def _share(rate: Rate) -> str:
    counts = f"{number(rate.met)} / {number(rate.counted)}"
    small = f'<span class="ir-small">{escape(counts)}</span>' if rate.counted else ""
    return f"<span>{escape(percent(rate.share))}{small}</span>"


def _cell(cell: MonthCell, view: RoundView) -> str:
    """One month of a place; what was handed in is a link to it."""
    shape, tone, word = _look(cell)
    days = _("+{days} days").format(days=number(cell.late))
    late = f'<span class="ir-small ir-late">{escape(days)}</span>' if cell.late else ""
    shown = f'<span aria-hidden="true">{shape}</span>'
    shown += (
        f" {escape(word)}" if cell.now.expected or cell.now.steps else f'<span class="ir-hidden">{escape(word)}</span>'
    )
    state = f'<span class="ir-status ir-{tone}">{shown}</span>'
    if cell.now.steps:
        month = month_name(cell.now.month)
        said = escape(_("{place}, {month}").format(place=place_name(cell.now.place), month=month))
        state = f'<a href="{review_address(view, cell)}" title="{said}">{state}</a>'
    if cell.now.holding is not None:
        until = _("exception until {day}").format(day=short_date(cell.now.holding.until))
        late += f'<span class="ir-small">{escape(until)}</span>'
    return f"<div>{state}{late}</div>"


def _look(cell: MonthCell) -> tuple[str, str, str]:
    """Shape, colour and word of a month."""
    state = cell.now.state
    if state.asked:
        return "?", "watch", _("request")
    if state.stage is not Stage.OPEN:
        return (*month_state.SHAPES[state.stage], month_state.stage_word(state.stage))
    if not cell.now.expected:
        return "–", "not_due", _("not expected")
    if cell.missing:
        return "✕", "overdue", _("closed") if state.locked else _("missing")
    return "○", "not_due", _("not closed yet")


def no_plan(view: RoundView) -> str:
    """What stands here where none of the places has a plan for the year, as HTML."""
    return markup.note(
        _("None of these places has a plan for {year} yet. Once one is adopted, its reports appear here.").format(
            year=view.year
        )
    )


def due_days(view: RoundView) -> str:
    """From when on a month is late and when it is closed, as HTML."""
    rules = view.settings
    said = _("A month is due by day {day} of the month after.").format(day=rules.due_day)
    if rules.lock_day is not None:
        said += " " + _("It is closed behind day {day}; a returned one stays open {days} days for mending.").format(
            day=rules.lock_day, days=number(rules.mending_days)
        )
    resting = [one for one in view.due_days if one.rest is not None]
    listed = "; ".join(filter(None, map(_rest, resting)))
    rest = f'<p class="ir-muted ir-rest">{escape(_("Due days on a rest day keep their date:"))} {escape(listed)}</p>'
    return f'<p class="ir-muted">{escape(said)}</p>' + (rest if resting else "")


def _rest(day: DueDay) -> str:
    return f"{short_date(day.due)} ({rest_day_words(day.rest)})" if day.rest else ""


def exceptions(view: RoundView) -> str:
    """The exceptions that were granted in the year, as HTML folded away; empty where there is none."""
    if not view.exceptions:
        return ""
    columns = [
        Column(_("Place"), "name", 24),
        Column(_("Month"), "left", 12),
        Column(_("Open until"), "left", 14),
        Column(_("Reason"), "left", 30),
        Column(_("Granted by"), "left", 20),
    ]
    rows = [
        [
            escape(place_name(one.place)),
            escape(month_name(one.month)),
            escape(short_date(one.until)),
            markup.text(one.reason),
            f'<span>{markup.text(one.who)}<span class="ir-small">{escape(date_time(one.at))}</span></span>',
        ]
        for one in view.exceptions
    ]
    title = _("Exceptions: {count}").format(count=number(len(view.exceptions)))
    table = markup.table(columns, rows, caption=_("An exception opens a closed month; it stays late all the same."))
    return f'<details class="ir-more ir-closed"><summary>{escape(title)}</summary>{table}</details>'


def foot(view: RoundView) -> str:
    """The last line, also on paper: whose page, and the day of the data."""
    said = [place_name(view.region), _("Data as of {date}.").format(date=official_date(view.today))]
    return f'<p class="ir-foot">{escape(" · ".join(said))}</p>'
