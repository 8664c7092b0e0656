"""The journal of changes: its filters, kept in the address, its table, its sheets, and the state of its chain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from html import escape

import streamlit as st

from ishreja.documents.audit_workbook import audit_workbook
from ishreja.language import _, date_time, number, short_date
from ishreja.ui import context, downloads, keys, markup, plain_choice
from ishreja.ui.markup import Column
from ishreja.views import audit_words
from ishreja.views.audit import MOST, Asked, Journal, audited_places, chain, journal, names_in, newest
from ishreja.views.names import place_name

ALL = "all"
SHOWN, LONG = 4, 180  # changes that are shown at once, and letters of them


def choose() -> tuple[Asked, Journal]:
    """Draw the filters; what is asked for, and its sheet."""
    store, actor = context.store(), context.actor()
    places = audited_places(actor)
    offered = journal(store, actor, Asked(), 1)
    with st.container(key="audit_filters", horizontal=True, vertical_alignment="bottom"):
        place = _one_of(_("Place"), keys.AUDIT_PLACE, places, place_name, 230)
        who = _one_of(_("Who"), keys.AUDIT_WHO, offered.people, str, 210)
        action = _one_of(_("What"), keys.AUDIT_ACTION, offered.actions, audit_words.action_name, 210)
        since = _day(_("From the day"), keys.AUDIT_SINCE)
        until = _day(_("Until the day"), keys.AUDIT_UNTIL)
    asked = Asked(place, who, action, since, until)
    sheet = st.query_params.get(keys.AUDIT_SHEET, "1")
    if st.session_state.setdefault(keys.AUDIT_ASKED, asked) != asked:
        sheet = "1"
        st.session_state[keys.AUDIT_ASKED] = asked
    found = journal(store, actor, asked, int(sheet) if sheet.isdecimal() and len(sheet) < 9 else 1)
    _keep_sheet(found.sheet)
    return asked, found


def _one_of(label: str, key: str, options: tuple[str, ...], named: Callable[[str], str], width: int) -> str | None:
    chosen = plain_choice.choose(
        st.selectbox,
        label,
        [ALL, *options],
        key,
        ALL,
        format_func=lambda code: _("All") if code == ALL else named(code),
        width=width,
    )
    return None if chosen == ALL else chosen


def _day(label: str, key: str) -> date | None:
    """Draw a day to be typed, as tables write it; the address keeps it as year-month-day."""
    held = _read(st.query_params.get(key, ""), "%Y-%m-%d")
    typed = st.text_input(
        label, short_date(held) if held else "", placeholder=_("dd.mm.yyyy"), width=130, max_chars=10
    ).strip()
    day = _read(typed, "%d.%m.%Y")
    if typed and day is None:
        st.error(_("Write the day like 01.09.2023."), icon=":material/error:")
        return held
    if day is None:
        st.query_params.pop(key, None)
    elif day != held:
        st.query_params[key] = day.isoformat()
    return day


def _read(text: str, form: str) -> date | None:
    try:
        day = datetime.strptime(text, form).date()
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _keep_sheet(sheet: int) -> None:
    if sheet == 1:
        st.query_params.pop(keys.AUDIT_SHEET, None)
    elif st.query_params.get(keys.AUDIT_SHEET) != str(sheet):
        st.query_params[keys.AUDIT_SHEET] = str(sheet)


def title(found: Journal) -> str:
    """The page's heading, as HTML."""
    said = _("{count} events, the newest first").format(count=number(found.count))
    return f'<div class="ir-top">{markup.heading(_("Journal of changes"), said, level=1)}</div>'


def table(found: Journal) -> str:
    """The sheet's events, as HTML."""
    if not found.rows:
        return markup.note(_("Nothing is recorded of what you ask for."))
    columns = [
        Column(_("What"), "name", 20),
        Column(_("When"), "left", 12),
        Column(_("Who"), "left", 17),
        Column(_("Where"), "left", 14),
        Column(_("Before → after"), "left", 24),
        Column(_("Why"), "left", 13),
    ]
    rows, names = [], names_in(context.store(), context.actor(), found.rows)
    for row in found.rows:
        event = row.event
        about = f'<span class="ir-small">{markup.text(audit_words.subject(event, names))}</span>'
        rows.append(
            [
                f"<div>{escape(audit_words.action_name(event.action))}{about}</div>",
                escape(date_time(row.at)),
                markup.text(audit_words.who(event)),
                escape(place_name(event.place)),
                _changes(audit_words.change_lines(event, names)),
                markup.text(audit_words.why(event)) or "–",
            ]
        )
    caption = _("Who did what, when and where, what it was before and is after, and why.")
    return f'<div class="ir-accounts ir-audit">{markup.table(columns, rows, caption=caption)}</div>'


def _changes(lines: tuple[str, ...]) -> str:
    """The changes, a long text folded away after its beginning."""
    whole = "\n".join(lines)
    if not whole:
        return "–"
    begun = list(lines[:SHOWN])
    while len(begun) > 1 and sum(map(len, begun)) > LONG:
        begun.pop()
    first = "\n".join(begun)[:LONG]
    shown = f'<span class="ir-lines">{markup.text(first)}</span>'
    if first == whole:
        return f"<div>{shown}</div>"
    rest = f'<span class="ir-lines">{markup.text(whole[len(first) :].lstrip())}</span>'
    return f"<div>{shown}<details><summary>{escape(_('the rest'))}</summary>{rest}</details></div>"


def foot(asked: Asked, found: Journal) -> None:
    """Draw the way to the other sheets, the workbook, and the chain's state on demand."""
    with st.container(key="audit_foot", horizontal=True, vertical_alignment="center"):
        before, after = found.sheet - 1, found.sheet + 1
        st.button(_("Newer"), on_click=_keep_sheet, args=(before,), disabled=before < 1, icon=":material/arrow_back:")
        said = _("Sheet {sheet} of {sheets}").format(sheet=number(found.sheet), sheets=number(found.sheets))
        markup.show(f"<span>{escape(said)}</span>")
        st.button(
            _("Older"),
            on_click=_keep_sheet,
            args=(after,),
            disabled=after > found.sheets,
            icon=":material/arrow_forward:",
        )
        store, actor, today = context.store(), context.actor(), context.today()
        place = place_name(asked.place or actor.place)

        def make() -> bytes:
            rows = newest(store, actor, asked)
            return audit_workbook(rows, names_in(store, actor, rows), found.count, place, today)

        downloads.offer(_("Download XLSX"), f"jurnal-{asked.place or actor.place}-{today:%Y-%m-%d}.xlsx", make)
        st.button(_("Check the chain"), on_click=_check, icon=":material/verified:")
    if found.count > MOST:
        markup.show(markup.note(_("The workbook holds the newest {count} events.").format(count=number(MOST))))
    _told()


def _check() -> None:
    actor = context.actor()
    st.session_state[keys.AUDIT_CHAIN] = chain(context.store(), actor, actor.place)


def _told() -> None:
    checked = st.session_state.pop(keys.AUDIT_CHAIN, None)
    if checked is None:
        return
    problem, note = audit_words.chain_problem(checked), audit_words.chain_note(checked)
    if problem is not None:
        st.error(problem, icon=":material/error:")
        return
    st.success(_("The chain is whole: no entry was edited, added or removed."), icon=":material/verified:")
    if note:
        st.info(note, icon=":material/info:")
