"""One report as the region looks it through, and what it decides: accept, return, answer a request."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from ishreja import reporting
from ishreja.access.actors import NotAllowed
from ishreja.domain.round import reason_of_return
from ishreja.domain.round_rates import days_late
from ishreja.errors import UserError
from ishreja.intake.month_checks import row_name
from ishreja.language import _, month_name, number
from ishreja.reporting import MonthNow
from ishreja.storage.return_drafts import ReturnDraft
from ishreja.ui import acts, context, keys, markup, month_state, round_figures, worded
from ishreja.ui.round_screen import address, review_address, title
from ishreja.views.month_review import Missing, MonthReview, month_review
from ishreja.views.names import place_name
from ishreja.views.round import RoundView

_KEEPING = f"<script>{(Path(__file__).parent / 'assets' / 'keeping.js').read_text('utf-8')}</script>"


def asked_for() -> tuple[str, int, int] | None:
    """The place, year and month of the report that the address names; None where it names none."""
    parts = (st.query_params.get(keys.REVIEW) or "").split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[2]) <= 12:
        return None
    return parts[0], int(parts[1]), int(parts[2])


def read(place: str, year: int, month: int) -> MonthReview | Missing | str:
    """The report, why there is none, or the words by which it is refused to who may not see the place."""
    try:
        return month_review(context.store(), context.actor(), place, year, month, context.today())
    except NotAllowed as error:
        return str(error)


def draw(review: MonthReview, view: RoundView) -> None:
    """Draw the report: its state, what the actor may decide, then the figures."""
    now = review.now
    markup.show(_title(review, view))
    acts.told()
    to_mend = None if review.given_back is None else reason_of_return(now.steps)
    if to_mend is not None:
        markup.show(month_state.to_mend(to_mend, review.form))
    with st.container(key="deciding"):
        _decide(review)
    markup.show(round_figures.screen(review) + month_state.timeline(now.steps, review.form))


def missing(view: RoundView, why: Missing) -> str:
    """What stands here where there is no such report, as HTML."""
    said = {
        Missing.NOT_HANDED_IN: _("This report has not been handed in yet."),
        Missing.NOT_ACCEPTED: _("This report is not accepted yet: only accepted months are seen here."),
    }[why]
    return instead(view, said)


def instead(view: RoundView, said: str) -> str:
    """The words that stand in a report's place, and the way back, as HTML."""
    back = markup.link(escape(_("Back to all reports")), address(view))
    return f'{title(view)}<p class="ir-note">{escape(said)} {back}</p>'


def _title(review: MonthReview, view: RoundView) -> str:
    now = review.now
    late = days_late(now.timing, view.today) if now.expected else 0
    said = [month_state.badge(now), escape(month_state.due_words(now))]
    said.append(escape(_("late by {days} days").format(days=number(late))) if late else "")
    name = _("{place}: report for {month} {year}").format(
        place=place_name(now.place), month=month_name(now.month), year=now.year
    )
    back = markup.link(escape(_("Back to all reports")), address(view))
    waiting = (*view.waiting, *view.for_others)
    others = [cell for cell in waiting if (cell.now.place, cell.now.month) != (now.place, now.month)]
    following = ""
    if others:
        label = _("Next: {place}, {month}").format(
            place=place_name(others[0].now.place), month=month_name(others[0].now.month)
        )
        following = " · " + markup.link(escape(label), review_address(view, others[0]))
    return (
        f'<div class="ir-top ir-rounds"><p class="ir-muted ir-back">{back}{following}</p>'
        f"{markup.heading(name, level=1)}"
        f'<p class="ir-state">{" · ".join(filter(None, said))}</p></div>'
    )


def _decide(review: MonthReview) -> None:
    now = review.now
    if review.may_accept:
        if review.own:
            markup.show(
                markup.note(
                    _("You handed figures of this report in or withdrew one: somebody else has to accept it."),
                    tone="warning",
                )
            )
        st.button(
            _("Accept the report"),
            type="primary",
            icon=":material/check:",
            disabled=review.own,
            key=_key(keys.REVIEW, now, "accept"),
            on_click=_accept,
            args=(now,),
        )
    if review.may_grant:
        _answer(review)
    if review.may_return:
        name = _key(keys.RETURN, now, "open")
        kept = reporting.kept_return(context.store(), context.actor(), now.place, now.year, now.month, seen=now.version)
        if worded.chosen(name) is None:
            worded.hold(kept != ReturnDraft(), name)  # what was typed before a reload is in sight
        with worded.expander(_("Return it for mending"), name, icon=":material/undo:"):
            _return(review, kept)


def _key(name: str, now: MonthNow, *parts: object) -> str:
    """A key of this version of the report: what was typed about another one does not stand under this."""
    return keys.of(name, now.place, now.year, now.month, now.version, *parts)


def _accept(now: MonthNow) -> None:
    acts.carry_out(
        lambda: reporting.accept(context.store(), context.actor(), now.place, now.year, now.month, seen=now.version),
        _("The report is accepted and locked."),
    )


def _return(review: MonthReview, kept: ReturnDraft) -> None:
    """Draw what a return says; every word is kept as a draft as it is typed."""
    now = review.now
    reason = worded.field(
        st.text_area,
        _("Why it is returned (the office reads this)"),
        _key(keys.RETURN, now, "reason"),
        kept.reason,
        height=90,
        max_chars=1000,
    )
    rows = {line.row.row_id: line.row for line in review.reported}
    chosen = worded.choose_many(
        _("Rows to comment on"),
        list(rows),
        _key(keys.RETURN, now, "rows"),
        list(kept.comments),
        format_func=lambda row_id: row_name(rows[row_id]),
        placeholder=_("Choose"),
    )
    comments = {}
    for row_id in chosen:
        name = _key(keys.RETURN, now, row_id)
        label = _("Comment on {row}").format(row=row_name(rows[row_id]))
        comments[row_id] = worded.field(st.text_input, label, name, kept.comments.get(row_id, ""), max_chars=500)
    _keep(now, kept, ReturnDraft(reason, comments))
    st.button(
        _("Return the report"),
        icon=":material/undo:",
        key=_key(keys.RETURN, now, "send"),
        on_click=_give_back,
        args=(now,),
    )


def _keep(now: MonthNow, kept: ReturnDraft, typed: ReturnDraft) -> None:
    """Keep what was typed here, and say so; not what was kept from here before: another window may have gone on."""
    st.html(_KEEPING, unsafe_allow_javascript=True)
    name = _key(keys.RETURN, now, "kept")
    if typed not in (kept, st.session_state.get(name)):
        try:
            reporting.keep_return(
                context.store(), context.actor(), now.place, now.year, now.month, typed, seen=now.version
            )
        except UserError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.session_state[name] = kept = typed
    if kept != ReturnDraft():
        st.caption(_("Kept as a draft: it is still here after a reload, until you send it or empty the fields."))


def _give_back(now: MonthNow) -> None:
    reason = worded.standing(_key(keys.RETURN, now, "reason")) or ""
    chosen = worded.standing(_key(keys.RETURN, now, "rows")) or ()
    comments = {row_id: worded.standing(_key(keys.RETURN, now, row_id)) or "" for row_id in chosen}
    acts.carry_out(
        lambda: reporting.return_month(
            context.store(),
            context.actor(),
            now.place,
            now.year,
            now.month,
            reason,
            comments,
            seen=now.version,
        ),
        _("The report is returned for mending."),
    )


def _answer(review: MonthReview) -> None:
    now = review.now
    said = markup.text(now.steps[-1].reason)
    who = f"{escape(_('A correction is asked for'))} · {markup.text(now.steps[-1].who)}"
    markup.show(f'<div class="ir-note ir-warning"><strong>{who}</strong><p class="ir-reason">{said}</p></div>')
    word = _key(keys.ANSWER, now, "word")
    worded.field(st.text_input, _("Your answer (needed to refuse)"), word, "", max_chars=500)
    with st.container(horizontal=True):
        st.button(
            _("Grant the correction"),
            type="primary",
            icon=":material/lock_open:",
            key=_key(keys.ANSWER, now, "grant"),
            on_click=_grant,
            args=(now, word),
        )
        st.button(
            _("Refuse"),
            icon=":material/block:",
            key=_key(keys.ANSWER, now, "refuse"),
            on_click=_refuse,
            args=(now, word),
        )


def _grant(now: MonthNow, word: str) -> None:
    said = worded.standing(word) or ""
    acts.carry_out(
        lambda: reporting.grant_correction(
            context.store(), context.actor(), now.place, now.year, now.month, said, seen=now.version
        ),
        _("The month is open again for the correction."),
    )


def _refuse(now: MonthNow, word: str) -> None:
    said = worded.standing(word) or ""
    acts.carry_out(
        lambda: reporting.refuse_correction(
            context.store(), context.actor(), now.place, now.year, now.month, said, seen=now.version
        ),
        _("The correction is refused; the month stays accepted."),
    )
