"""The filters that all screens share: place, year and as-of month, kept in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from ishreja import language
from ishreja.domain.periods import as_of, default_month, default_year
from ishreja.language import _, month_name
from ishreja.ui import context, keys, markup, plain_choice
from ishreja.views.choices import first_place, plans_seen
from ishreja.views.draft_figures import offers_drafts
from ishreja.views.names import place_name
from ishreja.views.seen import last_month_seen

MONTHS = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader looks at: a place (code), a year, a month (1-12) and the date that everything is judged at.

    usual_place, usual_year and usual_month say that any screen opens with this place, year and month by itself;
    drafts that the month's drafts are to count as its figures.
    """

    place: str
    year: int
    month: int
    as_of: date
    usual_place: bool = False
    usual_year: bool = False
    usual_month: bool = False
    drafts: bool = False

    @property
    def place_name(self) -> str:
        """The place's full name, in the letters of the language in force."""
        return place_name(self.place)

    def address(self, page: str, **parameters: object) -> str:
        """The address of a page that shows the same place, year and month, in the same language."""
        return markup.address(page, **self.parameters(), **parameters)

    def parameters(self) -> dict[str, str]:
        """This selection as URL parameters, without what a screen shows by itself."""
        found = {}
        if not self.usual_year:
            found[keys.YEAR] = str(self.year)
        if not self.usual_month:
            found[keys.MONTH] = str(self.month)
        if not self.usual_place:
            found[keys.PLACE] = self.place
        if self.drafts:
            found[keys.DRAFTS] = "1"
        if language.current() != language.DEFAULT:
            found[keys.LANGUAGE] = language.current()
        return found


def month_spellings(month: int) -> list[str]:
    """How the address may name a month: its number, and its name in either alphabet."""
    held = language.current()
    found = [str(month)]
    for code in language.LANGUAGES:
        language.use(code)
        found.append(month_name(month))
    language.use(held)
    return found


def choose_year(years: Sequence[int]) -> tuple[int, int]:
    """Draw the choice of the year; the one chosen, and the one that is shown by itself."""
    usual = default_year(years, context.today())
    return plain_choice.choose(st.selectbox, _("Year"), years, keys.YEAR, usual, width=110), usual


def choose_month(year: int, last: int | None) -> tuple[int, int]:
    """Draw the choice of the as-of month; the one chosen, and the one that is shown by itself.

    last is the latest month with figures, None where there is none.
    """
    usual = default_month(year, last, context.today())
    month = plain_choice.choose(
        st.selectbox,
        _("As of the end of"),
        MONTHS,
        keys.MONTH,
        usual,
        spellings=month_spellings,
        format_func=month_name,
        width=150,
    )
    return month, usual


def selection(*, with_drafts: bool = False) -> Selection | None:
    """Draw the filters and return what is chosen; None where the store holds no plan yet.

    A screen with_drafts lets the office itself have drafts counted, where there are any of the month.
    """
    store, actor = context.store(), context.actor()
    known = plans_seen(store, actor)
    if not known:
        return None
    places = sorted({place for place, _year in known}, key=place_name)
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
        place = usual_place = first_place(store, actor, places)
        if len(places) > 1:
            place = plain_choice.choose(
                st.selectbox, _("Place"), places, keys.PLACE, place, format_func=place_name, width=230
            )
        years = sorted({year for where, year in known if where == place}, reverse=True)
        year, usual = choose_year(years)
        month, latest = choose_month(year, last_month_seen(store, actor, place, year))
        offered = with_drafts and offers_drafts(store, actor, place, year, month)
        drafts = offered and plain_choice.switch(_("Count drafts"), keys.DRAFTS)
    day = as_of(year, month, context.today())
    return Selection(place, year, month, day, place == usual_place, year == usual, month == latest, drafts)
