"""The indicators page as it is read: how far plans and catalogue agree, place by place, and the catalogue itself."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import streamlit as st

from ishreja.domain.periods import default_year
from ishreja.language import _, number, script
from ishreja.ui import context, keys, markup, plain_choice
from ishreja.ui.markup import Column, Group
from ishreja.views.indicators import CatalogueLine, IndicatorsPage, PlaceMatches, regions_seen
from ishreja.views.names import place_name
from ishreja.views.words import kind_word


def choose() -> tuple[str, int] | None:
    """Draw the choice of the year, and of the region where there are several; None where there is no plan yet."""
    actor = context.actor()
    known = regions_seen(context.store(), actor)
    if not known:
        return None
    regions = list(known)
    first = actor.place if actor.place in known else regions[0]
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
        region = first
        if len(regions) > 1:
            region = plain_choice.choose(
                st.selectbox, _("Region"), regions, keys.REGION, first, format_func=place_name, width=230
            )
        years = known[region]
        usual = default_year(years, context.today())
        year = plain_choice.choose(st.selectbox, _("Year"), years, keys.YEAR, usual, width=110)
    return region, year


def _title(detail: str) -> str:
    return markup.heading(_("Catalogue of indicators"), detail, level=1)


def empty() -> str:
    """What the page is for, where there is no plan yet, as HTML."""
    said = _("When the districts' plans are adopted, it is shown here which of their rows are the same indicator.")
    return f'<div class="ir-top">{_title("")}</div>{markup.note(said)}'


def head(view: IndicatorsPage) -> str:
    """Title, what it is for, and four counts, as HTML."""
    detail = _("{place} · {year}").format(place=script(view.region_name), year=view.year)
    rows = sum(one.rows for one in view.places)
    matched = sum(one.matched for one in view.places)
    plans = sum(one.rows > 0 for one in view.places)
    cards = (
        markup.card(_("Indicators in the catalogue"), number(len(view.catalogue)), _own(view)),
        markup.card(
            _("Rows that are matched"),
            number(matched),
            escape(_("of {rows} rows in {plans} plans").format(rows=number(rows), plans=number(plans))),
        ),
        markup.card(_("To be answered"), number(len(view.doubtful)), escape(_("rows that may be an indicator"))),
        markup.card(_("Outside the catalogue"), number(len(view.outside)), escape(_("rows of one's own"))),
    )
    said = _(
        "Places number and word their plans differently. Only matched rows are compared; figures of several places are"
        " added only where unit and kind are the same."
    )
    return f'<div class="ir-top">{_title(detail)}{markup.grid(cards)}</div>{markup.note(said)}'


def _own(view: IndicatorsPage) -> str:
    own = sum(line.own for line in view.catalogue)
    return escape(_("{count} of them added by the region").format(count=number(own)) if own else _("the template's"))


def places(view: IndicatorsPage) -> str:
    """A line for each place: how many of its rows are matched, doubtful, outside, as HTML."""
    columns = [
        Column(_("Place"), "name", 34),
        Column(_("Rows"), "right", 10),
        Column(_("Matched"), "right", 24),
        Column(_("Doubtful"), "right", 16),
        Column(_("Outside"), "right", 16),
    ]
    caption = _("Rows of the newest edition of each plan.")
    table = markup.table(columns, map(_place, view.places), caption=caption)
    return markup.heading(_("By place")) + f'<div class="ir-compact">{table}</div>'


def _place(one: PlaceMatches) -> list[str]:
    if not one.rows:
        nothing = '<span class="ir-unknown">–</span>'
        return [markup.text(one.name), f'<span class="ir-unknown">{escape(_("no plan"))}</span>', *3 * [nothing]]
    matched = markup.bar(Decimal(one.matched) / one.rows)
    if one.matched < one.rows:
        matched += f'<span class="ir-small">{number(one.matched)}</span>'
    doubtful = _tone(one.doubtful, "?", "watch")
    if one.unread:
        doubtful += f'<span class="ir-small">{escape(_("{count} not matched yet").format(count=one.unread))}</span>'
    return [
        markup.text(one.name),
        number(one.rows),
        matched,
        doubtful,
        _tone(one.unmatched, "·", "no_target"),
    ]


def _tone(count: int, shape: str, tone: str) -> str:
    if not count:
        return number(0)
    return f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> {number(count)}</span>'


def catalogue(view: IndicatorsPage) -> str:
    """The catalogue in a folded block, by section, as HTML."""
    columns = [
        Column(_("Indicator"), "name", 52),
        Column(_("Unit"), "left", 16),
        Column(_("Kind"), "left", 16, "wide"),
        Column(_("Plans"), "right", 16),
    ]
    plans = sum(one.rows > 0 for one in view.places)
    rows: list[list[str] | Group] = []
    section: str | None = None
    for line in view.catalogue:
        if line.indicator.section != section:
            section = line.indicator.section
            rows.append(Group(escape(_("Section {number}").format(number=section or "–"))))
        rows.append(_line(line, plans))
    summary = _("The whole catalogue: {count} indicators").format(count=number(len(view.catalogue)))
    table = markup.table(columns, rows, caption=_("In how many plans each indicator is."))
    return f'<details class="ir-more ir-closed"><summary>{escape(summary)}</summary>{table}</details>'


def _line(line: CatalogueLine, plans: int) -> list[str]:
    one = line.indicator
    name = f'<span class="ir-part">{markup.text(one.name)}</span>' if one.parent else markup.text(one.name)
    if line.own:
        name += f'<span class="ir-small">{escape(_("added by the region"))}</span>'
    count = _("{count} of {all}").format(count=number(line.places), all=number(plans))
    if one.unit and line.added < line.places:
        apart = _("{count} in another unit or kind").format(count=number(line.places - line.added))
        count = f'{escape(count)}<span class="ir-small">{escape(apart)}</span>'
    else:
        count = escape(count)
    return [name, markup.text(one.unit) or "–", escape(kind_word(one.kind)), count]
