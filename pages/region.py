"""Viloyat: a region's places, or the republic's regions, side by side."""

from __future__ import annotations

import streamlit as st

from ishreja.documents.region_workbook import file_name, region_workbook
from ishreja.language import _
from ishreja.ui import context, downloads, keys, markup, region_filters, region_screen, region_table
from ishreja.views.region import Matrix, by_indicator, by_section
from ishreja.views.region_rows import indicator_choices


def draw() -> None:
    """Draw the screen."""
    selection = region_filters.selection()
    if selection is None:
        markup.show(region_screen.nothing())
        return
    store, actor, today = context.store(), context.actor(), context.today()
    sort = st.query_params.get(keys.REGION_SORT)
    asked = (store, actor, selection.scope, selection.year, selection.month, today)
    title = st.container()
    with st.container(key="region_switches", horizontal=True, vertical_alignment="bottom"):
        by = region_filters.choose_view()
        if by == region_filters.SECTIONS:
            names: dict[str, str] = {}
            view = by_section(*asked, sort=sort)
        else:
            choices = indicator_choices(store, actor, selection.scope)
            names = {one.code: region_filters.indicator_label(one) for one in choices}
            measure = region_filters.choose_measure()
            view = by_indicator(*asked, region_filters.choose_indicators(choices), measure, sort=sort)
        _download(view, names)
    with title:
        markup.show(region_screen.top(view, selection))
    frame = region_table.Frame(selection, {**st.query_params.to_dict(), **selection.parameters()}, names)
    markup.show(
        region_table.table(view, frame, region_screen.caption(view))
        + region_screen.legend(view)
        + region_screen.foot(view)
    )


def _download(view: Matrix, names: dict[str, str]) -> None:
    downloads.offer(_("Download XLSX"), file_name(view), lambda: region_workbook(view, names))


draw()
