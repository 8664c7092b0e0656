"""Submitting a month's figures: checked, compared with the ledger, written once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ishreja.access import Actor, on_behalf, require
from ishreja.access.sessions import acting
from ishreja.domain.figures import Figure
from ishreja.domain.month import Change, MonthEntry, MonthForm, MonthFormRow, change_of
from ishreja.domain.round import Stage, Step
from ishreja.errors import UserError
from ishreja.language import _, month_name, number
from ishreja.reporting.forms import month_form
from ishreja.reporting.month_now import checked
from ishreja.storage import audit, drafts, figures, month_steps, plans, submissions
from ishreja.storage.month_steps import NewStep
from ishreja.storage.store import Store, StoreFailed, Transaction
from ishreja.storage.submissions import NewSubmission
from ishreja.storage.values import as_json, fits


@dataclass(frozen=True, slots=True)
class Receipt:
    """What submitting did: how many figures were new, changed, the same or blank.

    submission_id is None where nothing had to be recorded; sequence is the store's.
    at is UTC without a zone, known_since the earlier submission of the very same file.
    """

    submission_id: int | None
    new: int
    changed: int
    same: int
    blank: int
    at: datetime | None
    sequence: int
    known_since: datetime | None = None

    @property
    def changed_anything(self) -> bool:
        """Whether figures were written."""
        return bool(self.new or self.changed)

    @property
    def handed_in(self) -> bool:
        """Whether the month was handed in by this, be it unchanged after it was returned."""
        return self.submission_id is not None


def submit_month(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    month: int,
    entries: Sequence[MonthEntry],
    *,
    source: str,
    today: date,
    file_hash: str | None = None,
    file_name: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> Receipt:
    """Hand a month in: write its figures in one transaction, with the step, and drop the drafts of their rows.

    A blank erases nothing, a value that stands already is not written again. Where nothing is new or changed a month
    that stands as handed in is left alone; one that was returned may be handed in again as it is, also without
    entries. Raises NotAllowed; StateRefused where the month is accepted or closed; UserError for a month to come, an
    unknown or computed row, a row entered twice, a negative or too large value, or no value at all; StoreFailed where
    it was not written.
    """
    require(actor, "submit", place)
    refuse_month_to_come(year, month, today)
    work_key = uuid.uuid4().hex
    work = _Work(work_key, actor, place, year, month, tuple(entries), source, file_hash, file_name, answers or {})
    try:
        return _submit(store, work)
    except StoreFailed:
        # The commit may be durable though it raised; only what is not there is done again.
        if found := submissions.find_by_work(store, work_key):
            return Receipt(
                found.submission_id, found.new, found.changed, found.same, found.blank, found.at, store.sequence()
            )
        return _submit(store, work)


def refuse_month_to_come(year: int, month: int, today: date) -> None:
    """Raise UserError where the month is none, or has not begun yet."""
    if not 1 <= month <= 12 or (year, month) > (today.year, today.month):
        raise UserError(_("{month} {year} has not begun yet.").format(month=_month(month), year=year))


@dataclass(frozen=True, slots=True)
class _Work:
    key: str
    actor: Actor
    place: str
    year: int
    month: int
    entries: tuple[MonthEntry, ...]
    source: str
    file_hash: str | None
    file_name: str | None
    answers: Mapping[str, str]


def _submit(store: Store, work: _Work) -> Receipt:
    with acting(store, work.actor) as tx:
        state = checked(store, tx, work.actor, "submit", Step.SUBMIT, work.place, work.year, work.month).state
        form = month_form(store, work.actor, work.place, work.year, work.month)
        changes = [(entry, change_of(work.month, _form_row(form, entry), entry)) for entry in _checked(form, work)]
        count = {change: sum(each is change for _entry, each in changes) for change in Change}
        if count[Change.BLANK] == len(changes) and state.stage is not Stage.RETURNED:
            raise UserError(_("No figure was entered. Where nothing happened, write 0."))
        written = [entry for entry, change in changes if change in (Change.NEW, Change.CHANGED)]
        anew = bool(written) or state.stage is not Stage.SUBMITTED
        submission_id = _write(store, tx, work, form, written, count) if anew else None
        drafts.drop(tx, work.place, work.year, work.month, _settled(store, work))
    return Receipt(
        submission_id,
        count[Change.NEW],
        count[Change.CHANGED],
        count[Change.SAME],
        count[Change.BLANK],
        tx.at if anew else None,
        store.sequence(),
        None if anew else _known_since(store, work),
    )


def _settled(store: Store, work: _Work) -> set[int]:
    """The rows whose draft is done with: a figure was submitted for them, or the draft holds nothing.

    What was typed into any other row is still to be submitted: it stays.
    """
    held = drafts.drafts(store, work.place, work.year, work.month)
    submitted = {entry.row_id for entry in work.entries if entry.value is not None}
    return submitted | {row_id for row_id, one in held.items() if not (one.value_text or one.note or one.reason)}


def _known_since(store: Store, work: _Work) -> datetime | None:
    if work.file_hash is None:
        return None
    earlier = submissions.find_by_hash(store, work.place, work.year, work.month, work.file_hash)
    return earlier.at if earlier else None


def _write(
    store: Store,
    tx: Transaction,
    work: _Work,
    form: MonthForm,
    written: Sequence[MonthEntry],
    count: Mapping[Change, int],
) -> int:
    entered = [_figure(work, form, entry) for entry in written]
    repeated = _repeated(store, work, entered)
    new = NewSubmission(
        work_key=work.key,
        place=work.place,
        year=work.year,
        month=work.month,
        source=work.source,
        file_hash=work.file_hash,
        file_name=work.file_name,
        answers=work.answers,
        new=count[Change.NEW],
        changed=count[Change.CHANGED],
        same=count[Change.SAME],
        blank=count[Change.BLANK],
        value_sum=sum((figure.value or Decimal(0) for figure in (*entered, *repeated)), Decimal(0)),
        who=work.actor.name,
        role=work.actor.role,
    )
    submission_id = submissions.record(tx, new)
    figures.append(tx, work.place, work.year, (*entered, *repeated), submission_id)
    for_place = on_behalf(work.actor, work.place)
    step = NewStep(
        Step.SUBMIT,
        work.actor.name,
        work.actor.role,
        work.actor.account,
        submission_id=submission_id,
        on_behalf=for_place,
    )
    month_steps.record(tx, work.place, work.year, work.month, step)
    before = {
        str(entry.row_id): str(row.months[work.month])
        for entry in written
        if work.month in (row := _form_row(form, entry)).months
    }
    after: dict[str, object] = {str(figure.row_id): str(figure.value) for figure in entered}
    if work.answers:
        after["answers"] = dict(work.answers)
    event = audit.Event(
        work.actor.name,
        work.actor.role,
        "submit",
        work.place,
        work.year,
        f"submission {submission_id}, month {work.month}{', on behalf of the place' if for_place else ''}",
        before=as_json(before),
        after=as_json(after),
    )
    audit.record(tx, event)
    return submission_id


def _figure(work: _Work, form: MonthForm, entry: MonthEntry) -> Figure:
    """The ledger's row; a blank note or reason leaves the one that stood there."""
    row = _form_row(form, entry)
    return Figure(
        row_id=entry.row_id,
        month=work.month,
        value=entry.value,
        note=entry.note or row.note,
        reason=entry.reason or row.reason,
        source=work.source,
        who=work.actor.name,
        file_hash=work.file_hash,
        sheet=entry.sheet,
        cell=entry.cell,
    )


def _repeated(store: Store, work: _Work, entered: Sequence[Figure]) -> list[Figure]:
    """The same figures again, for the rows that repeat another row's figure."""
    edition = plans.edition_for(store, work.place, work.year, work.month)
    by_row = {figure.row_id: figure for figure in entered}
    rows = plans.rows(store, edition.edition_id) if edition else ()
    return [replace(by_row[row.same_as], row_id=row.row_id) for row in rows if row.same_as in by_row]


def _checked(form: MonthForm, work: _Work) -> tuple[MonthEntry, ...]:
    """The entries, each of a row that is typed in, once, with a value that the ledger can hold."""
    typed = {row.row_id for row in form.typed_rows()}
    seen: set[int] = set()
    for entry in work.entries:
        if entry.row_id not in typed:
            raise UserError(_("A figure belongs to no row of the plan. Download the form anew."))
        if entry.row_id in seen:
            raise UserError(_("Row {row}: entered twice.").format(row=_label(form, entry)))
        seen.add(entry.row_id)
        value = entry.value
        if value is None:
            continue
        if not fits(value):
            raise UserError(
                _("Row {row}: the figure {value} is too large or has more than three decimals.").format(
                    row=_label(form, entry), value=number(value)
                )
            )
        if value < 0:
            raise UserError(_("Row {row}: a figure cannot be negative.").format(row=_label(form, entry)))
    return work.entries


def _form_row(form: MonthForm, entry: MonthEntry) -> MonthFormRow:
    row = form.row(entry.row_id)
    if row is None:
        raise UserError(_("A figure belongs to no row of the plan. Download the form anew."))
    return row


def _label(form: MonthForm, entry: MonthEntry) -> str:
    row = _form_row(form, entry)
    return row.number or row.name


def _month(month: int) -> str:
    return month_name(month) if 1 <= month <= 12 else str(month)
