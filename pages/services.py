"""Xizmatlar: the services' rows."""

from __future__ import annotations

import streamlit as st

from ishreja.documents.services_workbook import file_name, services_workbook
from ishreja.language import _
from ishreja.ui import context, downloads, filters, freshness, markup, overview_screen, service_choice, services_screen
from ishreja.views.names import place_on_paper
from ishreja.views.services import services


def draw() -> None:
    """Draw the screen."""
    selection = filters.selection(with_drafts=True)
    if selection is None:
        markup.show(overview_screen.welcome())
        return
    store, actor, today = context.store(), context.actor(), context.today()
    edition = freshness.edition_asked()
    asked = (selection.place, selection.year, selection.month, today, edition)
    whole = services(store, actor, *asked, drafts=selection.drafts)
    if whole is None:
        markup.show(overview_screen.no_edition(selection))
        return
    markup.show(services_screen.top(whole, selection))
    with st.container(key="service_choice", horizontal=True, vertical_alignment="bottom"):
        chosen = service_choice.choose(whole.codes)
        view = whole.only(chosen)
        place_name = place_on_paper(selection.place_name, store.demo)

        def paper() -> bytes:
            """The workbook, which is signed: of submitted figures alone."""
            submitted = services(store, actor, *asked) if selection.drafts else whole
            return services_workbook((submitted or whole).only(chosen), place_name)

        downloads.offer(_("Download XLSX"), file_name(view), paper)
    markup.show(services_screen.tables(view, selection))


draw()
