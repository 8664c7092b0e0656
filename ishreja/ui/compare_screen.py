"""The comparison's screen: the figures of a few places, their small charts, library indicators and cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from html import escape

import streamlit as st

from ishreja import charts
from ishreja.domain.district_card import DistrictCard
from ishreja.language import _, month_name, month_range, number, official_date, script
from ishreja.ui import keys, markup, plain_choice, region_filters, region_screen
from ishreja.ui.library_block import indicator_name
from ishreja.ui.markup import Column
from ishreja.ui.region_filters import RegionSelection, choose_many
from ishreja.views.cards import card_words
from ishreja.views.compare import FEWEST, MOST, SECTION, WHOLE, Compared, LibraryComparison, Line
from ishreja.views.names import place_name
from ishreja.views.region_rows import IndicatorChoice, RowKind, RowPlaces
from ishreja.views.region_words import other_titles, row_name, unit_name


def choose_rows(rows: Sequence[RowPlaces]) -> tuple[str, ...]:
    """Draw the list of places; the codes of those chosen, at first the first three."""
    labels = {row.code: row_name(row) for row in rows if row.places}
    label = _("Places, {fewest} to {most}").format(fewest=FEWEST, most=MOST)
    return choose_many(label, keys.COMPARED, labels, list(labels)[:3], MOST)


def choose_by(indicators: Sequence[IndicatorChoice], sections: Sequence[str]) -> tuple[str, str]:
    """Draw the list of what is compared; the code chosen and its words."""
    labels = {one.code: region_filters.indicator_label(one) for one in indicators}
    labels |= {WHOLE: _("Whole plan: rows on plan")}
    labels |= {f"{SECTION}{each}": _("Section {number}: rows on plan").format(number=each) for each in sections}
    first = next(iter(labels))
    by = plain_choice.choose(
        st.selectbox, _("Compared by"), list(labels), keys.COMPARED_BY, first, format_func=labels.__getitem__
    )
    return by, labels[by]


def top(view: Compared, selection: RegionSelection, rows: Sequence[RowPlaces]) -> str:
    """Title, how fresh the data are, and why there is nothing to compare; rows are those of the scope."""
    said = [
        place_name(selection.scope),
        month_range(1, view.month),
        _("data as of {date}").format(date=official_date(view.as_of)),
    ]
    note = ""
    if sum(bool(row.places) for row in rows) < FEWEST:
        note = region_screen.only_one()
    elif len(view.rows) < FEWEST:
        note = markup.note(_("Choose at least two places that have a plan."))
    title = markup.heading(_("Places compared"), " · ".join(said), level=1)
    return f'<div class="ir-top" data-month="{view.month}">{title}{note}</div>'


def figures(view: Compared, title: str, selection: RegionSelection) -> str:
    """The chosen indicator or section of each place, as a table."""
    columns = [
        Column(_("Place"), "name", 30),
        Column(_("On plan") if view.share else _("Fact to date"), "right", 14),
        Column(_("Due rows") if view.share else _("Plan to date"), "right", 14),
        Column(_("Done") if not view.share else _("Share"), "right", 18),
        Column(_("Status"), "left", 24),
    ]
    rows = []
    for row, line in zip(view.rows, view.lines, strict=True):
        name = markup.link(escape(row_name(row)), _address(row, selection))
        if line is None:
            unknown = f'<span class="ir-unknown">{escape(number(None))}</span>'
            rows.append([name, unknown, unknown, unknown, escape(_("not in its plan"))])
            continue
        unit = ""
        if line.unit is not None:
            unit = f'<span class="ir-small">{escape(unit_name(line.unit))}</span>'
        said = []
        if line.places > 1:
            said.append(_("{reported} of {places} places reported").format(reported=line.reported, places=line.places))
        if line.titles:
            said.append(other_titles(line.titles, row.kind))
        small = "".join(f'<span class="ir-small">{escape(one)}</span>' for one in said)
        rows.append(
            [
                name,
                f"<span>{escape(number(line.part))}{unit}</span>",
                escape(number(line.whole)),
                markup.bar(line.progress, line.status),
                f"<span>{markup.status_badge(line.status)}{small}</span>",
            ]
        )
    caption = _("Rows that are due, and how many of them are on plan.")
    if not view.share:
        caption = _("Unit: {unit}. A blank month is not 0: it was not reported.").format(unit=script(view.unit or "–"))
    return markup.heading(title) + markup.table(columns, rows, caption=caption)


def _address(row: RowPlaces, selection: RegionSelection) -> str:
    if row.kind is RowKind.REGION:
        return markup.address("region", **{**selection.parameters(), keys.SCOPE: row.code})
    return selection.of_place("./", row.code)


def small_charts(view: Compared) -> None:
    """A small chart for each place, all on one scale; a place that counts in another unit has none."""
    lines = [line for line in view.lines if line is not None and line.unit is None]
    values = [value for line in lines for value in (*line.facts, *line.planned) if value is not None]
    if not values:
        return
    highest = max(max(values), Decimal(1)) if view.share else max(values)
    with st.container(key="small_charts"):
        said = _("The year to date on one scale: the line is the fact, the dashed one the plan.")
        if view.share:
            said = _("The share of due rows on plan at each month's end, on one scale.")
        markup.show(f'<p class="ir-muted">{escape(said)}</p>')
        with st.grid(min(len(lines), 3), min_column_width=240):
            for line in lines:
                _chart(line, highest, share=view.share)


def _chart(line: Line, highest: Decimal, *, share: bool) -> None:
    with st.container():
        markup.show(markup.heading(row_name(line.row), level=3))
        figure = charts.small_multiple(line, highest, share=share)
        st.plotly_chart(figure, config=charts.config(), key=f"small_{line.row.code}")


def library(view: Compared, selection: RegionSelection) -> str:
    """The library indicators of each place beside the median of all that have them."""
    columns = [
        Column(_("Library indicator"), "name", 28),
        *(Column(row_name(row), "right") for row in view.rows),
        Column(_("Median"), "right", 12),
        Column(_("Known of"), "right", 9),
    ]
    rows = [
        [
            escape(indicator_name(one.code)),
            *(_of_row(one, at, row) for at, row in enumerate(view.rows)),
            f"<b>{escape(_value(one.middle, one))}</b>",
            escape(_("{reported} of {places}").format(reported=one.known, places=one.of)),
        ]
        for one in view.library
    ]
    caption = _(
        "Year to date: ratios of sums. The median is over all places of {place} that reported {month} and know the "
        "figures; a place that did not report it has a dash."
    ).format(place=place_name(view.scope), month=month_name(view.month))
    caution = _(
        "ISO 11620 allows comparison between libraries only with caution: their readers, stock and tasks differ. "
        "A part of the year is not a year: compare it with the same months of another year."
    )
    parameters = {name: value for name, value in selection.parameters().items() if name != keys.SCOPE}
    how = markup.link(escape(_("How they are computed")), markup.address("definitions", **parameters))
    table = markup.table(columns, rows, caption=caption)
    return markup.heading(_("Library indicators")) + table + f'<p class="ir-note">{escape(caution)} {how}</p>'


def _of_row(one: LibraryComparison, at: int, row: RowPlaces) -> str:
    """A row's value, and where it is added over several places of how many of them, as HTML."""
    said = escape(_value(one.values[at], one))
    if row.kind is not RowKind.REGION:
        return said
    of = _("{reported} of {places}").format(reported=number(one.counted[at]), places=number(len(row.places)))
    return f'<span>{said}<span class="ir-small">{escape(of)}</span></span>'


def _value(value: Decimal | None, one: LibraryComparison) -> str:
    return number(None) if value is None else number(value, one.decimals)


def cards(view: Compared) -> str:
    """The district cards side by side."""
    words = card_words()
    columns = [Column(_("District's card"), "name", 28), *(Column(row_name(row), "right") for row in view.rows)]
    rows = [
        [escape(words[field.name]), *(escape(number(getattr(card, field.name))) for card in view.cards)]
        for field in fields(DistrictCard)
    ]
    caption = _("What the libraries are measured against in {year}; a dash is not known yet.").format(year=view.year)
    return markup.heading(_("District cards")) + markup.table(columns, rows, caption=caption)


def foot(view: Compared) -> str:
    """The last line, on paper too."""
    said = _("Data as of {date}.").format(date=official_date(view.as_of))
    names = "; ".join(row_name(row) for row in view.rows)
    return f'<p class="ir-foot">{escape(names)} · {escape(said)}</p>'
