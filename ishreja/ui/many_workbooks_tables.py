"""Many workbooks at once as tables: the files with their verdicts, and the receipts of those handed in."""

from __future__ import annotations

from html import escape

from ishreja.domain.month import Change
from ishreja.intake.month_checks import place_of
from ishreja.language import _, date_time, month_name, number
from ishreja.reporting import HandedIn
from ishreja.ui import markup
from ishreja.ui.markup import Column
from ishreja.views.many_workbooks import Judged, Target, Verdict
from ishreja.views.names import place_name

_SHAPES = {
    Verdict.READY: ("✔", "done"),
    Verdict.SAME: ("=", "not_due"),
    Verdict.QUESTIONS: ("?", "watch"),
    Verdict.TWICE: ("◐", "watch"),
    Verdict.ERRORS: ("✕", "overdue"),
    Verdict.CLOSED: ("✕", "overdue"),
    Verdict.FOREIGN: ("✕", "overdue"),
    Verdict.UNKNOWN: ("✕", "overdue"),
    Verdict.UNREADABLE: ("✕", "overdue"),
}


def verdict_word(verdict: Verdict) -> str:
    """What is to be done with a workbook, in a word or two."""
    return {
        Verdict.READY: _("ready to hand in"),
        Verdict.SAME: _("nothing new in it"),
        Verdict.QUESTIONS: _("has questions"),
        Verdict.TWICE: _("several for one month"),
        Verdict.ERRORS: _("has errors"),
        Verdict.CLOSED: _("cannot be handed in now"),
        Verdict.FOREIGN: _("not your place"),
        Verdict.UNKNOWN: _("not recognised"),
        Verdict.UNREADABLE: _("could not be read"),
    }[verdict]


def files(found: tuple[Judged, ...]) -> str:
    """The files with their verdicts, as HTML."""
    ready = sum(one.verdict is Verdict.READY for one in found)
    said = _("Ready: {ready} of {all}").format(ready=number(ready), all=number(len(found)))
    columns = [Column(_("File"), "name", 26), Column(_("Report"), "left", 24), Column(_("Verdict"), "left", 50)]
    rows = [
        [f"<span>{escape(one.file.name)}</span>", escape(_target_words(one.file.target) or number(None)), _verdict(one)]
        for one in found
    ]
    caption = _("What each workbook is for, and what would come of it.")
    return markup.heading(_("The workbooks"), said, level=3) + markup.table(columns, rows, caption=caption)


def _target_words(target: Target | None) -> str:
    if target is None:
        return ""
    return _("{place}, {month} {year}").format(
        place=place_name(target.place), month=month_name(target.month), year=target.year
    )


def _verdict(one: Judged) -> str:
    shape, tone = _SHAPES[one.verdict]
    badge = (
        f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> '
        f"{escape(verdict_word(one.verdict))}</span>"
    )
    small = "".join(f'<span class="ir-small">{escape(said)}</span>' for said in filter(None, _explained(one)))
    return f"<div>{badge}{small}</div>"


def _explained(one: Judged) -> list[str]:
    """What stands under the verdict: why, how much would change, the first mistake and where it is."""
    if one.said or one.review is None:
        return [one.said]
    said = []
    if one.verdict in (Verdict.READY, Verdict.QUESTIONS):
        counts = one.review.counts
        said.append(
            _("new {new}, changed {changed}").format(
                new=number(counts[Change.NEW]), changed=number(counts[Change.CHANGED])
            )
        )
    if one.verdict is Verdict.READY and not one.review.changes_anything:
        said = [_("the returned month is handed in again as it is")]
    reading = one.review.reading
    if one.verdict is Verdict.QUESTIONS:
        said.append(_("questions without an answer: {count}").format(count=number(len(reading.questions))))
    if one.verdict is Verdict.READY and reading.errors:
        said.append(_("rows with an error, left out: {count}").format(count=number(len(reading.errors))))
    for problem in reading.errors[:1]:
        place = place_of(problem.sheet, problem.cell)
        said.append(f"{place}: {problem.message}" if place else problem.message)
    if len(reading.errors) > 1:
        said.append(_("and {count} more").format(count=number(len(reading.errors) - 1)))
    return said


def receipts(done: list[HandedIn]) -> str:
    """What came of each that was handed in, as HTML."""
    columns = [
        Column(_("Report"), "name", 34),
        Column(_("Receipt"), "left", 16),
        Column(_("What was done"), "left", 50),
    ]
    handed = sum(one.receipt is not None for one in done)
    said = _("Handed in: {count}, refused: {refused}").format(count=number(handed), refused=number(len(done) - handed))
    rows = [_receipt(one) for one in done]
    caption = _("Each office's receipt; it stands in its own history too.")
    return markup.heading(_("Receipts"), said, level=3) + markup.table(columns, rows, caption=caption)


def _receipt(one: HandedIn) -> list[str]:
    where = _target_words(Target(one.place, one.year, one.month))
    name = f'<div>{escape(where)}<span class="ir-small">{escape(one.file_name)}</span></div>'
    given = one.receipt
    if given is None:
        badge = f'<span class="ir-status ir-overdue"><span aria-hidden="true">✕</span> {escape(_("refused"))}</span>'
        return [name, badge, f"<span>{escape(one.refused)}</span>"]
    counts = _("new {new}, changed {changed}, the same {same}, left blank {blank}").format(
        new=number(given.new), changed=number(given.changed), same=number(given.same), blank=number(given.blank)
    )
    at = f'<span class="ir-small">{escape(date_time(given.at))}</span>' if given.at else ""
    mark = '<span class="ir-status ir-done" aria-hidden="true">✔</span>'
    number_words = f"№ {given.submission_id}" if given.handed_in else _("No change")
    return [name, f"<span>{mark} {escape(number_words)}</span>", f"<div>{escape(counts)}{at}</div>"]
