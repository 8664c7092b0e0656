"""Many workbooks at once on the page of reports: dropped, listed with their verdicts, handed in by one click."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from ishreja.access import may
from ishreja.domain.plan import Severity
from ishreja.errors import UserError
from ishreja.intake.packs import MAX_FILES, unpacked
from ishreja.language import _, number
from ishreja.reporting import HandedIn, submit_workbook
from ishreja.ui import context, keys, markup, report_review, uploader
from ishreja.ui import many_workbooks_tables as tables
from ishreja.views.many_workbooks import HeldFile, Judged, Verdict, judged, read_dropped
from ishreja.views.round import RoundView

_KINDS = ("xlsx", "zip", "xls", "xlsm")  # those but the first two are refused with what to do


def draw(view: RoundView) -> None:
    """Draw the section where the actor may hand in for a place below: the uploader, the files, the receipts."""
    if not any(may(context.actor(), "submit", place.place) for place in view.places):
        return
    held, done = _held(), _done()
    with (
        st.container(key="many_workbooks"),
        st.expander(_("Hand in many workbooks"), icon=":material/drive_folder_upload:", expanded=bool(held or done)),
    ):
        st.caption(
            _(
                "Drop the filled-in templates of many offices, or a packed folder (ZIP) of them. Each is recognised by"
                " itself; nothing is stored before you have seen what would change."
            )
        )
        _upload()
        if refused := st.session_state.get(keys.MANY_REFUSED):
            st.error(refused, icon=":material/error:")
        if done:
            markup.show(tables.receipts(done))
        if held:
            _look_through(held, view)
        elif done:
            _aside()


def _held() -> list[HeldFile]:
    return list(st.session_state.get(keys.MANY_HELD, ()))


def _done() -> list[HandedIn]:
    return list(st.session_state.get(keys.MANY_DONE, ()))


def _upload() -> None:
    """Draw the uploader; what is dropped is read at once, beside what is looked through already."""
    turn = st.session_state.get(keys.of(keys.MANY_FILES, "turn"), 0)
    hint = _("Or drop them here: XLSX and ZIP, at most {files} files, 5 MB each").format(files=number(MAX_FILES))
    files = uploader.draw_many(_("Workbooks (.xlsx) or a packed folder (.zip)"), _KINDS, hint,
                               keys.of(keys.MANY_FILES, turn))  # fmt: skip
    if not files:
        return
    refused, read = None, []
    try:
        read = _read([(file.name, file.getvalue()) for file in files])
    except UserError as error:
        refused = str(error)
    # Only now: a click meanwhile begins the script anew, and it must find the files here or read.
    known = _held()
    before = {(file.digest, file.name) for file in known}
    put_aside()
    st.session_state[keys.MANY_HELD] = known + [file for file in read if (file.digest, file.name) not in before]
    st.session_state[keys.MANY_REFUSED] = refused
    st.rerun()


def _read(files: list[tuple[str, bytes]]) -> list[HeldFile]:
    """Every file read, one at a time, with the progress shown. Raises UserError where they are too many."""
    dropped = unpacked(files)
    store, actor, today = context.store(), context.actor(), context.today()
    bar = st.progress(0.0)
    read = []
    for at, one in enumerate(dropped, start=1):
        said = _("Reading {at} of {all}: {name}").format(at=number(at), all=number(len(dropped)), name=_plain(one.name))
        bar.progress((at - 1) / len(dropped), said)
        read.append(read_dropped(store, actor, one, today))
    bar.empty()
    return read


def put_aside() -> None:
    """Forget the files, what was refused and the receipts, with a fresh uploader."""
    for name in (keys.MANY_HELD, keys.MANY_REFUSED, keys.MANY_DONE):
        st.session_state.pop(name, None)
    turn = keys.of(keys.MANY_FILES, "turn")
    st.session_state[turn] = st.session_state.get(turn, 0) + 1


def _aside() -> None:
    st.button(
        _("Put all aside"),
        key=keys.of(keys.MANY_HELD, "drop"),
        on_click=put_aside,
        icon=":material/close:",
        type="tertiary",
    )


def _leave_out(at: int) -> None:
    held = _held()
    st.session_state[keys.MANY_HELD] = held[:at] + held[at + 1 :]


def _look_through(held: list[HeldFile], view: RoundView) -> None:
    found = judged(context.store(), context.actor(), held, context.today())
    markup.show(tables.files(found))
    for at, one in enumerate(found):
        _file(at, one)
    ready = [one for one in found if one.verdict is Verdict.READY]
    if not view.settings.self_acceptance:
        said = _("You hand them in yourself, so somebody else has to accept them.")
        markup.show(f'<p class="ir-muted">{escape(said)}</p>')
    with st.container(horizontal=True):
        label = _("Hand in the ready ones for their places: {count}").format(count=number(len(ready)))
        pressed = st.button(
            label, type="primary", disabled=not ready, icon=":material/send:", key=keys.of(keys.MANY_HELD, "submit")
        )
        _aside()
    if pressed and ready:
        _hand_in(ready)


def _hand_in(ready: list[Judged]) -> None:
    """Hand each in by itself; what came of one is kept before the next is begun."""
    bar = st.progress(0.0)
    for at, one in enumerate(ready):
        assert one.review is not None
        name = one.file.name
        said = _("Handing in {at} of {all}: {name}").format(
            at=number(at + 1), all=number(len(ready)), name=_plain(name)
        )
        bar.progress(at / len(ready), said)
        outcome = submit_workbook(
            context.store(),
            context.actor(),
            one.review.reading,
            file_hash=one.file.digest,
            file_name=name,
            today=context.today(),
        )
        st.session_state[keys.MANY_DONE] = [*_done(), outcome]
        if outcome.receipt is not None:
            st.session_state[keys.MANY_HELD] = [file for file in _held() if file is not one.file]
    st.rerun()


def _file(at: int, one: Judged) -> None:
    """One file folded: its problems, questions and changes, and the button that leaves it out."""
    name = f"{one.file.digest[:12]}-{at}"
    label = f"{_plain(one.file.name)}: {tables.verdict_word(one.verdict)}"
    with st.expander(label, expanded=False, key=keys.of(keys.MANY_HELD, "file", name)):
        if one.review is not None and one.file.month is not None:
            worst = [each for each in one.file.month.reading.problems if each.severity is not Severity.NOTE]
            markup.show(report_review.problems(worst) or markup.note(_("No mistakes were found in the workbook.")))
            if one.review.reading.entries:
                report_review.questions(one.review, one.file.month, name)
                markup.show(report_review.changes(one.review))
        elif one.said:
            markup.show(markup.note(one.said))
        st.button(
            _("Leave this file out"),
            key=keys.of(keys.MANY_HELD, "leave", name),
            on_click=_leave_out,
            args=(at,),
            icon=":material/close:",
            type="tertiary",
        )


def _plain(name: str) -> str:
    """A file's name where Streamlit reads Markdown."""
    return re.sub(r"([^\w\s])", r"\\\1", name)
