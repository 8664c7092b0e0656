"""Handing a month in: the button under what would change, and a draft in its place for the staff."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from ishreja.access import may
from ishreja.domain.month import Change, MonthForm, MonthReading
from ishreja.errors import UserError
from ishreja.language import _, month_name, number
from ishreja.reporting import draft_entries, submit_month
from ishreja.ui import context, keys, markup, report_receipt
from ishreja.ui.report_review import why_not
from ishreja.views.month_reading import Review


def submit_key(where: str, month: int) -> str:
    """The key of the button that submits the month."""
    return keys.of("report_submit", where, month)


def submit(
    review: Review,
    where: str,
    *,
    source: str,
    file_hash: str | None = None,
    file_name: str | None = None,
    done: Callable[[], None],
) -> None:
    """Draw the button that submits the month, and do it; done is called once it is written."""
    form = review.form
    reason = why_not(review)
    skipped = [error for error in review.reading.errors if error.blocks_row_only]
    if reason:
        markup.show(f'<p class="ir-muted">{escape(reason)}</p>')
    elif skipped:
        said = _("{count} rows with an error are left out; the others are submitted.").format(
            count=number(len(skipped))
        )
        markup.show(f'<p class="ir-muted">{escape(said)}</p>')
    if not may(context.actor(), "submit", form.place):
        _keep_as_draft(review, where, done)
        return
    label = _("Submit {month}: {count} figures").format(
        month=month_name(form.month), count=number(review.counts[Change.NEW] + review.counts[Change.CHANGED])
    )
    pressed = st.button(
        label,
        type="primary",
        disabled=not review.can_submit,
        icon=":material/send:",
        key=submit_key(where, form.month),
    )
    if not pressed or not review.can_submit:  # what was typed with the press may have raised a question
        return
    _hand_in(form, review.reading, source, file_hash, file_name, done)


def submit_unchanged(form: MonthForm) -> None:
    """Draw the button that hands a returned month in again as it stands, and do it."""
    said = _(
        "Nothing was changed since the report was returned. If the figures are right, it can be handed in as it is."
    )
    markup.show(f'<p class="ir-muted">{escape(said)}</p>')
    label = _("Hand {month} in again unchanged").format(month=month_name(form.month))
    if st.button(label, icon=":material/send:", key=submit_key("unchanged", form.month)):
        empty = MonthReading(form.place, form.year, form.month, form.edition, ())
        _hand_in(form, empty, "form", None, None, lambda: None)


def _hand_in(
    form: MonthForm,
    reading: MonthReading,
    source: str,
    file_hash: str | None,
    file_name: str | None,
    done: Callable[[], None],
) -> None:
    try:
        receipt = submit_month(
            context.store(),
            context.actor(),
            form.place,
            form.year,
            form.month,
            reading.entries,
            source=source,
            today=context.today(),
            file_hash=file_hash,
            file_name=file_name,
            answers=reading.answers,
        )
    except UserError as error:
        st.error(str(error), icon=":material/error:")
        return
    report_receipt.hold(form.place, form.year, form.month, receipt)
    done()
    st.rerun()


def _keep_as_draft(review: Review, where: str, done: Callable[[], None]) -> None:
    """What stands in place of submitting for those who only draft: the form has kept it, a workbook is kept now."""
    form = review.form
    if where == "form":
        said = _("Your draft is kept. The director hands the month in.")
        markup.show(f'<p class="ir-muted">{escape(said)}</p>')
        return
    label = _("Keep as a draft of {month}").format(month=month_name(form.month))
    name = submit_key(where, form.month)
    if not st.button(label, type="primary", disabled=not review.can_submit, icon=":material/edit_note:", key=name):
        return
    try:
        kept, left_out = draft_entries(
            context.store(), context.actor(), form.place, form.year, form.month, review.reading.entries
        )
    except UserError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[keys.NOTICE] = _(
        "Kept as a draft: {kept} rows. Rows of other services left out: {left_out}. The director hands the month in."
    ).format(kept=number(kept), left_out=number(left_out))
    done()
    st.rerun()
