"""The page of places: those that the administrator keeps, and adding others by a form or a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ishreja import planning
from ishreja.domain.places import REPUBLIC, Place
from ishreja.errors import UserError
from ishreja.intake.places_file import read_places
from ishreja.language import _, number, script
from ishreja.ui import context, keys, markup, uploader, worded
from ishreja.ui.markup import Column
from ishreja.views.names import kind_name, place_in_region
from ishreja.views.places import PlacesPage

KINDS = ("csv", "txt", "tsv")


def title(view: PlacesPage) -> str:
    """The page's heading, as HTML."""
    said = _("{count} places; a plan that names one is read with it.").format(count=number(len(view.lines)))
    return f'<div class="ir-top">{markup.heading(_("Places"), said, level=1)}</div>'


def table(view: PlacesPage) -> str:
    """Every place with its code, its accounts and its latest plan, as HTML."""
    columns = [
        Column(_("Place"), "name", 46),
        Column(_("SOATO code"), "left", 18),
        Column(_("Accounts"), "right", 18),
        Column(_("Latest plan"), "right", 18),
    ]
    rows = [
        [
            escape(place_in_region(line.place.code)),
            escape(line.place.code),
            escape(number(line.accounts)),
            escape(str(line.latest_plan) if line.latest_plan else "–"),
        ]
        for line in view.lines
    ]
    caption = _("Accounts that can be signed in with, and the latest year with a plan.")
    return f'<div class="ir-accounts">{markup.table(columns, rows, caption=caption)}</div>'


def add(view: PlacesPage) -> None:
    """Draw the folded form of one place and the folded list of many, for who may add any."""
    if not view.above:
        markup.show(markup.note(_("Other places are added by the administrator of the region or the republic.")))
        return
    with worded.expander(_("Add a place"), keys.PLACE_NEW, icon=":material/add_location_alt:"):
        _one(view)
    with worded.expander(_("Add many from a list (CSV)"), keys.PLACES_FILE, icon=":material/upload_file:"):
        _many()


def _one(view: PlacesPage) -> None:
    with st.form(keys.of(keys.PLACE_NEW, "form", len(view.lines)), border=False):
        parent = st.selectbox(_("The place above"), view.above, format_func=place_in_region, width=420)
        kinds = planning.PLACE_KINDS if REPUBLIC in view.above else planning.PLACE_KINDS[:2]
        kind = st.selectbox(_("Kind"), kinds, format_func=kind_name, width=220)
        code = st.text_input(
            _("SOATO code"), max_chars=10, help=_("Of a district or a city 7 digits, which begin with the region's 4.")
        )
        name = st.text_input(_("Name"), max_chars=80, help=_("Without the word tuman or shahar: Jondor"))
        pressed = st.form_submit_button(_("Add the place"), icon=":material/add:")
    if pressed:
        place = planning.tidy_place(code, name, kind, parent)
        problems = [one.message for one in planning.place_problems(context.actor(), [place])]
        if problems:
            st.error("\n\n".join(map(script, problems)), icon=":material/error:")
        else:
            _do(lambda: planning.add_places(context.store(), context.actor(), [place]), 1)


def _many() -> None:
    markup.show(
        f"<p>{escape(_('A spreadsheet saved as CSV. Its first line has the words kod, nomi, turi, yuqori.'))}</p>"
        f"<pre>kod;nomi;turi;yuqori\n1703202;Oltinkoʻl;tuman;1703</pre>"
    )
    turn = st.session_state.get(keys.of(keys.PLACES_FILE, "turn"), 0)
    file = uploader.draw(_("List of places"), KINDS, ("CSV", "TXT"), keys.of(keys.PLACES_FILE, turn))
    if file is not None:
        _look_through(file, turn)


def _look_through(file: UploadedFile, turn: int) -> None:
    """Draw what the list says with every problem at its line; what is whole may be added."""
    try:
        lines = read_places(file.getvalue(), file.name)
    except UserError as error:
        st.error(str(error), icon=":material/error:")
        return
    added = [planning.tidy_place(one.code, one.name, one.kind, one.parent) for one in lines]
    problems = planning.place_problems(context.actor(), added)
    if problems:
        said = _("Problems: {count}. Mend them in the file and choose it again; nothing is added until then.")
        st.error(said.format(count=number(len(problems))), icon=":material/error:")
        listed = "".join(
            f"<li>{escape(_('line {line}').format(line=lines[one.index].line))}: {markup.text(one.message)}</li>"
            for one in problems
        )
        markup.show(f"<ul>{listed}</ul>")
    markup.show(_preview(added))
    if not problems and st.button(
        _("Add {count} places").format(count=number(len(added))), type="primary", icon=":material/add:"
    ):
        st.session_state[keys.of(keys.PLACES_FILE, "turn")] = turn + 1
        _do(lambda: planning.add_places(context.store(), context.actor(), added), len(added))


def _preview(added: Sequence[Place]) -> str:
    columns = [
        Column(_("Name"), "name", 40),
        Column(_("Kind"), "left", 15),
        Column(_("SOATO code"), "left", 15),
        Column(_("The place above"), "left", 30),
    ]
    rows = [
        [
            markup.text(one.name),
            markup.text(kind_name(one.kind)),
            escape(one.code),
            markup.text(place_in_region(one.parent or "")),
        ]
        for one in added
    ]
    return markup.table(columns, rows, caption=_("What the list says"))


def _do(act: Callable[[], None], count: int) -> None:
    try:
        act()
    except UserError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[keys.NOTICE] = _("Added: {count}. The directors are invited on the page of accounts.").format(
        count=number(count)
    )
    st.rerun()
