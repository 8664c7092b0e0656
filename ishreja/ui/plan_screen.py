"""The plan screen: the plan in force, and the way to the office's own data."""

from __future__ import annotations

from html import escape

import streamlit as st

from ishreja import planning
from ishreja.documents.plan_workbook import file_name, plan_workbook
from ishreja.domain.plan import Approval
from ishreja.language import _, date_time, number, official_date, script
from ishreja.ui import context, downloads, keys, markup, plan_table, worded
from ishreja.ui.filters import Selection
from ishreja.ui.plan_questions import adoptable
from ishreja.views.names import place_on_paper
from ishreja.views.plan import PlanPage, plan
from ishreja.views.plan_reading import begin_revision
from ishreja.views.standing import plan_standing

IN_FORCE, NEW = "in_force", "new"
"""The tabs of the screen."""


def title(selection: Selection | None) -> str:
    """The page's heading, as HTML."""
    if selection is None:
        detail = _("Upload the signed plan once; figures, deadlines and reports build on it.") if adoptable() else ""
    else:
        detail = _("{place} · {year}").format(place=selection.place_name, year=selection.year)
    return f'<div class="ir-top">{markup.heading(_("Work plan"), detail, level=1)}</div>'


def draw(selection: Selection) -> None:
    """Draw the edition chosen: whose plan it is, who approved it, its rows."""
    asked = worded.chosen(keys.EDITION)
    view = plan(context.store(), context.actor(), selection.place, selection.year, selection.month, asked)
    if view is None:
        text = _("{place} has no plan for {year}.").format(place=selection.place_name, year=selection.year)
        if selection.place in adoptable():
            text += " " + _("Upload it under “New plan”.")
        markup.show(markup.note(text))
        return
    _choose_edition(view)
    markup.show(_head(view))
    with st.container(horizontal=True, key="plan_tools"):
        newest = view.editions[0] == view.edition and st.session_state.get(keys.PLAN_READING) is None
        if newest and selection.place in adoptable():
            st.button(
                _("Change this plan"),
                key=keys.of(keys.PLAN_READING, "revise"),
                on_click=_revise,
                args=(selection.place, selection.year),
                icon=":material/edit:",
                help=_("Deadlines, kinds, services and targets can be set here; the change becomes a new edition."),
            )
        _offer_workbook(selection, view)
    links = {
        line.row_id: selection.address("indicator", **{keys.ROW: view.codes[line.row_id]})
        for section in view.sections
        for line in section.lines
    }
    caption = _("{rows} rows, {numbered} of them numbered; {targets} with a numeric target of their own.").format(
        rows=number(view.rows), numbered=number(view.numbered), targets=number(view.targets)
    )
    markup.show(plan_table.table(view.sections, selection.year, caption, links=links))


def _offer_workbook(selection: Selection, view: PlanPage) -> None:
    """Draw the download of the plan with its figures by month, as of the chosen month."""
    store, actor, today = context.store(), context.actor(), context.today()
    place, year, month = selection.place, selection.year, selection.month
    standing = plan_standing(store, actor, place, year, month, today, view.edition.number)
    if standing is None:
        return
    downloads.offer(
        _("Download the plan with its figures (XLSX)"),
        file_name(standing),
        lambda: plan_workbook(standing, place_on_paper(selection.place_name, store.demo)),
    )


def _revise(place: str, year: int) -> None:
    st.session_state[keys.PLAN_READING] = begin_revision(context.store(), context.actor(), place, year)
    worded.open_tab(NEW, keys.PLAN_TAB)


def drop_reading() -> None:
    """Put the plan that is looked through aside, with everything chosen about it."""
    st.session_state.pop(keys.PLAN_READING, None)
    worded.forget(keys.PLAN_ROW, keys.PLAN_FORCE, keys.PLAN_EDIT)


def _choose_edition(view: PlanPage) -> None:
    """Draw the choice of editions, where there is more than one."""
    numbers = [one.number for one in view.editions]
    if len(numbers) == 1:
        worded.forget(keys.EDITION)
        return
    worded.hold(view.edition.number, keys.EDITION)
    labels = {number: _edition_label(number, view) for number in numbers}
    worded.choose(
        st.selectbox,
        _("Edition"),
        numbers,
        keys.EDITION,
        view.edition.number,
        format_func=labels.__getitem__,
        width=420,
    )


def _edition_label(edition: int, view: PlanPage) -> str:
    found = next(one for one in view.editions if one.number == edition)
    return _("{number}-edition, in force from {date}").format(number=edition, date=official_date(found.in_force_from))


def _head(view: PlanPage) -> str:
    """Title of the document, the edition's own facts and the approvals, as HTML."""
    edition = view.edition
    facts = [
        _edition_label(edition.number, view),
        _("adopted {moment}, {who}").format(moment=date_time(edition.adopted_at), who=script(edition.adopted_by)),
        _("file: {name}").format(name=edition.file_name),
    ]
    if not view.in_force:
        facts.insert(0, _("not the edition in force in the month chosen"))
    approvals = "".join(map(_approval, edition.approvals))
    approved = f'<div class="ir-grid ir-approvals" style="--smallest:230px">{approvals}</div>' if approvals else ""
    return (
        f'<p class="ir-plan-title">{markup.text(edition.title)}</p>'
        f'<p class="ir-muted">{" · ".join(map(escape, facts))}</p>{approved}'
    )


def _approval(approval: Approval) -> str:
    return (
        f'<div class="ir-card"><div class="ir-label ir-muted">{escape(_("Approved by"))}</div>'
        f"<div><strong>{markup.text(approval.name) or '–'}</strong></div>"
        f'<div class="ir-detail">{markup.text(approval.role)}</div>'
        f'<div class="ir-detail">{escape(official_date(approval.date))}</div></div>'
    )


def offer_own_data() -> None:
    """Over demo data: say what starting with one's own means, and do it."""
    with st.container(key="own_data", border=True):
        said = _(
            "What you see is a demo: the real 2023 plan of the Jondor centre with invented figures."
            " Begin with your own data, and an empty database is made for your centre. ishreja opens it from"
            " then on; the demo stays on the disk untouched."
        )
        markup.show(f"<p>{escape(said)}</p>")
        if st.button(_("Start with our own data"), key=keys.PLAN_START, type="primary", icon=":material/start:"):
            planning.start_own(context.actor())
            drop_reading()
            st.session_state[keys.PLAN_DONE] = _("Your own database is ready. Now upload your work plan.")
            st.rerun()
