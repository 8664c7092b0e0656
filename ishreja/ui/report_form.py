"""The month's form: the rows of one service at a time, every edit kept as a draft the moment it arrives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from ishreja import reporting
from ishreja.domain.month import MonthForm, MonthFormRow
from ishreja.domain.plan import Severity
from ishreja.errors import UserError
from ishreja.language import _, date_time, month_name, number, script
from ishreja.storage.drafts import Draft
from ishreja.ui import context, keys, markup, report_drafts, report_review, report_submit, worded
from ishreja.ui.report_drafts import LONGEST, NOTE, REASON, VALUE
from ishreja.ui.service_choice import address_of
from ishreja.views.month_reading import HeldMonth, read_drafts
from ishreja.views.monthly_report import MonthlyReport, ServiceRows
from ishreja.views.names import service_name
from ishreja.views.row_list import short

_GONE = keys.of(keys.REPORT_FORM, "gone")


def draw(report: MonthlyReport) -> None:
    """Draw the form of one service, the draft's state, and what submitting would change."""
    form = report.form
    markup.show(
        markup.heading(
            _("Fill in here"),
            _("Type into the columns “{month}”, “Note” and “Reason”. Each entry is kept at once; nothing is reported"
              " before you submit.").format(month=month_name(form.month).capitalize()),
        )
    )  # fmt: skip
    if not report.services:
        markup.show(markup.note(_("The plan has no rows to fill in.")))
        return
    service = _choose_service(report)
    report_drafts.keep(form.place, form.year, form.month, service.service, report_drafts.editor_key(form, service))
    drafts = reporting.drafts_of(context.store(), context.actor(), form.place, form.year, form.month)
    if not drafts:
        _gone_meanwhile(report)
    refused = st.session_state.pop(keys.of(keys.REPORT_FORM, "refused"), None)
    if refused:
        st.error(refused, icon=":material/error:")  # what was typed stays in its cells, to be sent again
    else:
        report_drafts.follow_others(form, service, drafts)
    markup.show(_filled_in(report, drafts))
    _editor(form, service, drafts, report.comments)
    _draft_state(replace(report, drafts=drafts))
    if drafts:
        _check(form, drafts)
    elif report.to_mend is not None and report.may_submit:
        report_submit.submit_unchanged(form)


def _gone_meanwhile(report: MonthlyReport) -> None:
    """Take note of a press on a button whose draft another window submitted, and draw anew what that changed."""
    if st.session_state.get(report_submit.submit_key("form", report.form.month)):
        st.session_state[_GONE] = True
    if report.drafts:
        st.rerun()


def _choose_service(report: MonthlyReport) -> ServiceRows:
    groups = {address_of(one.service): one for one in report.services}
    said = {code: sum(row.row_id in report.comments for row in one.rows) for code, one in groups.items()}
    chosen = worded.choose(
        st.selectbox,
        _("Service"),
        list(groups),
        keys.REPORT_SERVICE,
        next(iter(groups)),
        format_func=lambda code: _service_label(groups[code].service, said[code]),
    )
    return groups[chosen]


def _service_label(service: str, comments: int) -> str:
    name = service_name(service)
    return _("{service} · rows to mend: {count}").format(service=name, count=comments) if comments else name


def _filled_in(report: MonthlyReport, drafts: Mapping[int, Draft]) -> str:
    """How many rows of each service have a figure, reported or typed, and how many are owed, as HTML."""
    form = report.form
    items, all_done = [], 0
    for one in report.services:
        done = sum(form.month in row.months or _is_typed(drafts.get(row.row_id)) for row in one.rows)
        all_done += done
        shape, tone = ("✔", "done") if done == len(one.rows) else ("◐", "watch") if done else ("○", "not_due")
        items.append(
            f'<li>{markup.text(service_name(one.service))} <span class="ir-status ir-{tone}"><span aria-hidden="true">'
            f"{shape}</span> {number(done)}/{number(len(one.rows))}</span></li>"
        )
    said = _("Rows filled in: {done} of {all}; {owed} are owed this month").format(
        done=number(all_done), all=number(len(form.typed_rows())), owed=number(report.standing.owed)
    )
    return (
        f'<details class="ir-more"><summary>{markup.text(said)}</summary><ul class="ir-counts">{"".join(items)}</ul>'
        "</details>"
    )


def _is_typed(draft: Draft | None) -> bool:
    return draft is not None and bool((draft.value_text or "").strip())


def _editor(form: MonthForm, service: ServiceRows, drafts: Mapping[int, Draft], comments: Mapping[int, str]) -> None:
    """Draw the rows; only the month's figure, note and reason can be edited, and only they are read back.

    What was said at a row when the month was returned, and who typed a draft, stand beside it where there is any.
    """
    name = report_drafts.editor_key(form, service)
    said = any(row.row_id in comments for row in service.rows)
    typed = any(row.row_id in drafts for row in service.rows)
    st.data_editor(
        _table(form, service.rows, drafts, comments),
        key=name,
        on_change=report_drafts.keep,
        args=(form.place, form.year, form.month, service.service, name),
        hide_index=True,
        num_rows="fixed",
        disabled=["number", "name", "unit", "target", "before", "comment", "author"],
        column_order=[
            *("number", "name", VALUE),
            *(["comment"] if said else []),
            *("unit", "target", "before", NOTE, REASON),
            *(["author"] if typed else []),
        ],
        column_config={
            "number": st.column_config.TextColumn(_("No."), width=48, pinned=True),
            "name": st.column_config.TextColumn(_("Indicator"), width=185),
            VALUE: st.column_config.TextColumn(
                month_name(form.month).capitalize(), width=110, alignment="right", max_chars=40
            ),
            "comment": st.column_config.TextColumn(_("To mend"), width=190),
            "author": st.column_config.TextColumn(_("Draft of"), width=110),
            "unit": st.column_config.TextColumn(_("Unit"), width=105),
            "target": st.column_config.TextColumn(_("Year's target"), width=90, alignment="right"),
            "before": st.column_config.TextColumn(_("Total before"), width=125, alignment="right"),
            NOTE: st.column_config.TextColumn(_("Note"), width=150, max_chars=LONGEST),
            REASON: st.column_config.TextColumn(_("Reason for deviation"), width=170, max_chars=LONGEST),
        },
        row_height=66,
        height="content",
        alt=_("Rows of {service} for {month}").format(
            service=service_name(service.service), month=month_name(form.month)
        ),
    )


def _table(
    form: MonthForm, rows: Sequence[MonthFormRow], drafts: Mapping[int, Draft], comments: Mapping[int, str]
) -> pd.DataFrame:
    """The rows as texts, a draft in place of what is reported; a blank is an empty text."""
    shown = []
    for row in rows:
        draft = drafts.get(row.row_id) or report_drafts.reported(form, row)
        shown.append(
            {
                "number": row.number or "",
                "name": script(short(row.name, 52)) if row.number else f"   – {script(short(row.name, 48))}",
                VALUE: draft.value_text or "",
                "unit": script(row.unit),
                "target": number(row.target),
                "before": number(row.to_date_before(form.month)),
                NOTE: draft.note or "",
                REASON: draft.reason or "",
                "comment": script(comments.get(row.row_id, "")),
                "author": script(draft.who),
            }
        )
    return pd.DataFrame(shown, dtype="string")


def _draft_state(report: MonthlyReport) -> None:
    """Draw when the draft was last kept, and the way to throw it away."""
    if report.draft_at is None:
        if st.session_state.pop(_GONE, False):
            st.info(
                _("Another window submitted this draft or threw it away meanwhile. The month's receipts stand above."),
                icon=":material/info:",
            )
        markup.show(
            f'<p class="ir-muted">{markup.text(_("No draft: nothing was typed since the last submission."))}</p>'
        )
        return
    said = _("Draft kept {moment}: {count} rows. It is still here after a reload or a restart.").format(
        moment=date_time(report.draft_at), count=number(len(report.drafts))
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        markup.show(f'<p class="ir-muted"><span aria-hidden="true">✎</span> {markup.text(said)}</p>')
        form = report.form
        with st.popover(_("Throw the draft away"), type="tertiary"):
            markup.show(f"<p>{markup.text(_('What was typed and not submitted is lost. Reported figures stay.'))}</p>")
            st.button(
                _("Yes, throw it away"),
                key=keys.of(keys.REPORT_FORM, "discard"),
                on_click=_discard,
                args=(form.place, form.year, form.month),
            )


def _discard(place: str, year: int, month: int) -> None:
    try:
        reporting.clear_draft(context.store(), context.actor(), place, year, month)
        report_drafts.next_round()
    except UserError as error:  # said when the form is drawn next
        st.session_state[keys.of(keys.REPORT_FORM, "refused")] = str(error)


def _check(form: MonthForm, drafts: Mapping[int, Draft]) -> None:
    """Draw what the same checks as for a workbook say of the draft, and the way to submit it."""
    name = keys.of(keys.REPORT_FORM, "held")
    reading = read_drafts(form, drafts)
    held: HeldMonth | None = st.session_state.get(name)
    asked_for = (form.place, form.year, form.month)
    if held is None or (held.reading.place, held.reading.year, held.reading.month) != asked_for:
        held = HeldMonth(reading)
        st.session_state[name] = held
    held.take(reading)
    review = held.review(form)
    if table := report_review.problems([one for one in reading.problems if one.severity is not Severity.QUESTION]):
        markup.show(table)
    report_review.questions(review, held, "form")
    due = report_review.due_after(review)
    if due.blank:
        markup.show(markup.note(report_review.blank_words(due)))
    markup.show(report_review.changes(review))
    report_submit.submit(review, "form", source="form", done=report_drafts.next_round)
