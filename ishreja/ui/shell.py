"""The script that Streamlit runs on every visit: masthead, navigation, then the page that was asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ishreja import language
from ishreja.access import Actor, may, recording
from ishreja.access.actors import AUDIT, MANAGE, SEE, sees_below
from ishreja.access.sessions import SignedIn
from ishreja.language import _
from ishreja.ui import browser, context, foreign_address, inbox_screen, markup, masthead, plain_choice, session_warning
from ishreja.ui.markup import STYLE
from ishreja.views.inbox import inbox

FAVICON = STYLE.with_name("favicon.svg")
PAGES = Path(__file__).parents[2] / "pages"


def pages(actor: Actor) -> tuple[list[st.Page], dict[str, list[st.Page]]]:
    """The screens in the order of the navigation, titled in the language in force; those that the actor has use for.

    And the others, by the right that the actor lacks for them.
    """
    side_by_side = [
        st.Page(PAGES / "region.py", title=_("Region"), icon=":material/grid_on:"),
        st.Page(PAGES / "round.py", title=_("Reports"), icon=":material/fact_check:"),
        st.Page(PAGES / "compare.py", title=_("Compare"), icon=":material/compare_arrows:"),
        st.Page(PAGES / "indicators.py", title=_("Catalogue of indicators"), icon=":material/rule:"),
    ]
    waiting = inbox(context.store(), actor, context.today())
    administration = [
        st.Page(PAGES / "accounts.py", title=_("Accounts"), icon=":material/manage_accounts:"),
        st.Page(PAGES / "places.py", title=_("Places"), icon=":material/add_location_alt:"),
    ]
    journal = st.Page(PAGES / "audit.py", title=_("Journal of changes"), icon=":material/history:")
    lacking = {
        SEE: [] if sees_below(actor) else side_by_side,
        MANAGE: [] if may(actor, MANAGE, actor.place) else administration,
        AUDIT: [] if may(actor, AUDIT, actor.place) else [journal],
    }
    kept_back = [page for of in lacking.values() for page in of]
    shown = [
        st.Page(PAGES / "overview.py", title=_("Overview"), icon=":material/dashboard:", default=True),
        st.Page(PAGES / "inbox.py", title=inbox_screen.title(waiting), icon=":material/inbox:"),
        st.Page(PAGES / "services.py", title=_("Services"), icon=":material/groups:"),
        st.Page(PAGES / "indicator.py", title=_("Indicator"), icon=":material/monitoring:"),
        st.Page(PAGES / "deadlines.py", title=_("Deadlines"), icon=":material/event:"),
        st.Page(PAGES / "monthly_report.py", title=_("Monthly report"), icon=":material/edit_note:"),
        *(page for page in (*side_by_side, *administration, journal) if page not in kept_back),
        st.Page(PAGES / "plan.py", title=_("Work plan"), icon=":material/description:"),
        st.Page(PAGES / "definitions.py", title=_("Definitions"), icon=":material/function:"),
    ]
    return shown, lacking


def main() -> None:
    """Set the language, draw what all pages share, run the page."""
    st.set_page_config(page_title="ishreja", page_icon=str(FAVICON), layout="wide")
    st.html(STYLE)
    language.use(masthead.chosen_language())
    who = context.who()
    foreign_address.own_page(who.actor)
    try:
        foreign_address.note(who.actor)
        _draw(who)
    finally:  # what was refused of a callback too, which ran before
        recording.write(context.store())


def _draw(who: SignedIn) -> None:
    shown, lacking = pages(who.actor)
    turned_back = foreign_address.turn_back(who.actor, shown, lacking)
    page = st.navigation(shown)
    name = inbox_screen.title() if page.url_path == "inbox" else page.title  # its count is for the navigation
    st.set_page_config(page_title=f"{name} – ishreja")
    st.html(browser.script(language.current()), unsafe_allow_javascript=True)
    masthead.show(context.store(), who)
    session_warning.show(who)
    if turned_back:
        markup.show(foreign_address.told())
    page.run()
    plain_choice.drawn()


main()
