"""What the region's screens are asked for: whose parts, the year and month, and which columns; kept in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import streamlit as st

from ishreja import language
from ishreja.domain.periods import as_of
from ishreja.language import _, script
from ishreja.ui import context, keys, markup, plain_choice, worded
from ishreja.ui.filters import choose_month, choose_year
from ishreja.views.headlines import HEADLINES
from ishreja.views.names import place_name
from ishreja.views.region_cells import INDICATOR_MEASURES, Measure
from ishreja.views.region_rows import IndicatorChoice, first_scope, month_of, scopes, years_of

SECTIONS, INDICATORS = "sections", "indicators"


@dataclass(frozen=True, slots=True)
class RegionSelection:
    """Whose parts are compared (a place's code), the year, the month (1-12) and the day that all is judged at."""

    scope: str
    year: int
    month: int
    as_of: date

    def parameters(self) -> dict[str, str]:
        """This selection as URL parameters, in the language in force."""
        found = {keys.SCOPE: self.scope, keys.YEAR: str(self.year), keys.MONTH: str(self.month)}
        if language.current() != language.DEFAULT:
            found[keys.LANGUAGE] = language.current()
        return found

    def of_place(self, page: str, place: str, **parameters: object) -> str:
        """The address of a screen of one place, with the same year and month."""
        shared = {name: value for name, value in self.parameters().items() if name != keys.SCOPE}
        return markup.address(page, **{keys.PLACE: place}, **shared, **parameters)


def selection() -> RegionSelection | None:
    """Draw the filters and return what is chosen; None where no place that the actor sees has a plan."""
    store, actor, today = context.store(), context.actor(), context.today()
    options = scopes(store, actor)
    first = first_scope(options)
    if first is None or not (years_of(store, actor, first)):
        return None
    with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
        scope = first
        if len(options) > 1:
            scope = plain_choice.choose(
                st.selectbox, _("Parts of"), options, keys.SCOPE, first, format_func=place_name, width=230
            )
        year, _usual = choose_year(years_of(store, actor, scope))
        month, _latest = choose_month(year, month_of(store, actor, scope, year, today))
    return RegionSelection(scope, year, month, as_of(year, month, today))


def measure_name(measure: Measure) -> str:
    """A measure in a few words."""
    return {
        Measure.SHARE: _("share of rows on plan"),
        Measure.PLAN: _("of plan to date"),
        Measure.YEAR: _("of the year's plan"),
        Measure.RAW: _("figures"),
        Measure.PER_USERS: _("per 1000 users"),
        Measure.PER_PEOPLE: _("per 1000 inhabitants"),
    }[measure]


def choose_view() -> str:
    """Draw the switch between sections and indicators; which of them is chosen."""
    words = {SECTIONS: _("By section"), INDICATORS: _("By indicator")}
    return _switch(_("Columns"), keys.REGION_VIEW, words, SECTIONS)


def choose_measure() -> Measure:
    """Draw the switch of measures of indicators."""
    words = {measure.value: measure_name(measure) for measure in INDICATOR_MEASURES}
    return Measure(_switch(_("Measure"), keys.REGION_MEASURE, words, Measure.PLAN.value))


def _switch(label: str, key: str, words: dict[str, str], default: str) -> str:
    return plain_choice.choose(
        st.segmented_control,
        label,
        list(words),
        key,
        default,
        format_func=words.__getitem__,
        required=True,
        label_visibility="collapsed",
    )


def choose_indicators(choices: Sequence[IndicatorChoice]) -> tuple[str, ...]:
    """Draw the list of indicators; the codes of those chosen, which the address names too."""
    labels = {one.code: indicator_label(one) for one in choices}
    return choose_many(_("Indicators"), keys.REGION_INDICATORS, labels, HEADLINES)


def choose_many(
    label: str, key: str, labels: dict[str, str], default: Sequence[str], most: int | None = None
) -> tuple[str, ...]:
    """Draw a list of which several may be chosen; the codes chosen, kept in the address with commas between them."""
    seen: dict[str, tuple[str | None, object, str | None]] = st.session_state.setdefault(keys.SEEN, {})
    asked, held = st.query_params.get(key), worded.chosen(key)
    if asked is not None and asked != seen.get(key, (None, None, None))[0]:
        held = asked.split(",")
    chosen = [code for code in held or default if code in labels][:most]
    worded.hold(chosen, key)
    picked: Any = worded.choose(
        st.multiselect,
        label,
        list(labels),
        key,
        cast(Any, chosen),
        on_change=worded.hold,
        args=(key,),
        format_func=labels.__getitem__,
        max_selections=most,
        wrap=True,
    )
    code = ",".join(picked)
    if list(picked) != [code for code in default if code in labels]:
        st.query_params[key] = code
    elif key in st.query_params:
        del st.query_params[key]
    seen[key] = (st.query_params.get(key), None, None)
    return tuple(picked)


def indicator_label(one: IndicatorChoice) -> str:
    """An indicator's name: the short one of a headline figure, else as the catalogue has it."""
    return script(one.name) if one.name is not None else headline_label(one.code)


def headline_label(code: str) -> str:
    """A headline figure's short name."""
    return {
        "users": _("Users"),
        "visits": _("Visits"),
        "loans": _("Loans"),
        "events": _("Events"),
        "additions": _("New books"),
        "purchases": _("Books bought"),
        "new_users": _("New users"),
        "holdings": _("Stocktake"),
    }[code]
