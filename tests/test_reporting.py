"""A month's figures in: new, changed, the same, blank; drafts; withdrawing; deadlines handed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ishreja import planning, reporting
from ishreja.access import Actor, NotAllowed
from ishreja.domain.month import Change, MonthEntry, MonthReading, preview
from ishreja.domain.plan import Problem, Severity
from ishreja.errors import UserError
from ishreja.reporting import Receipt
from ishreja.storage import Store, StoreFailed, audit, audit_check, drafts, figures, handed_in, plans, submissions
from ishreja.storage.drafts import Draft
from ishreja.storage.store import Transaction
from tests.ledger import ACTOR, PLACE, READER, ROWS, TODAY, YEAR, adopt, document, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        adopt(opened)
        yield opened


def row_id(store: Store, number: str) -> int:
    edition = plans.editions(store, PLACE, YEAR)[-1]
    return next(row.row_id for row in plans.rows(store, edition.edition_id) if row.row.number == number)


def entry(store: Store, number: str, value: str | None, **more: str) -> MonthEntry:
    return MonthEntry(row_id(store, number), None if value is None else Decimal(value), **more)


def submit(store: Store, *entries: MonthEntry, month: int = 3, actor: Actor = ACTOR, **more: object) -> Receipt:
    told = {"source": "form", "today": TODAY} | more
    return reporting.submit_month(store, actor, PLACE, YEAR, month, entries, **told)


def counts(receipt: Receipt) -> tuple[int, int, int, int]:
    return receipt.new, receipt.changed, receipt.same, receipt.blank


def months(store: Store, number: str) -> dict[int, Decimal]:
    return figures.current(store, PLACE, YEAR).get(row_id(store, number), {})


def test_figures_are_written_with_all_that_is_known_of_them(store: Store) -> None:
    first = entry(store, "1", "2.5", note="izoh", reason="sabab", sheet="Mart", cell="F7")
    receipt = submit(
        store, first, entry(store, "2", "0"), entry(store, "3", None), source="workbook",
        file_hash="ff", file_name="mart.xlsx", answers={"habit:1": "keep"},
    )  # fmt: skip
    assert counts(receipt) == (2, 0, 0, 1)
    kept = figures.current_entries(store, PLACE, YEAR, 3)[0]
    assert (kept.value, kept.note, kept.reason, kept.source, kept.who) == (
        Decimal("2.5"), "izoh", "sabab", "workbook", "Nodira",
    )  # fmt: skip
    assert (kept.file_hash, kept.sheet, kept.cell, kept.at) == ("ff", "Mart", "F7", receipt.at)
    assert months(store, "2") == {3: Decimal(0)}
    assert months(store, "3") == {}
    recorded = submissions.submissions(store, PLACE, YEAR)[0]
    assert (recorded.submission_id, recorded.answers, recorded.value_sum, recorded.file_name) == (
        receipt.submission_id, {"habit:1": "keep"}, Decimal("2.5"), "mart.xlsx",
    )  # fmt: skip


def test_a_blank_erases_nothing_and_the_same_value_is_not_written_again(store: Store) -> None:
    submit(store, entry(store, "1", "5"), entry(store, "2", "300"))
    receipt = submit(store, entry(store, "1", None), entry(store, "2", "301"), entry(store, "3", "17"))
    assert counts(receipt) == (1, 1, 0, 1)
    assert (months(store, "1"), months(store, "2")) == ({3: Decimal(5)}, {3: Decimal(301)})
    receipt = submit(store, entry(store, "1", "5.000"), entry(store, "2", "301"), entry(store, "3", "18"))
    assert counts(receipt) == (0, 1, 2, 0)
    assert len(figures.history(store, PLACE, YEAR, row_id(store, "2"))) == 2


def test_the_same_file_again_changes_nothing_and_says_since_when_it_is_known(store: Store) -> None:
    first = submit(store, entry(store, "1", "5"), file_hash="ff")
    trail = audit.trail(store)
    again = submit(store, entry(store, "1", "5"), file_hash="ff")
    assert first.changed_anything
    assert not again.changed_anything
    assert (counts(again), again.known_since) == ((0, 0, 1, 0), first.at)
    assert audit.trail(store) == trail
    assert len(submissions.submissions(store, PLACE, YEAR)) == 1


def test_a_note_alone_is_a_change_and_an_empty_note_keeps_the_old_one(store: Store) -> None:
    submit(store, entry(store, "1", "5", note="izoh"))
    assert counts(submit(store, entry(store, "1", "5"))) == (0, 0, 1, 0)
    assert counts(submit(store, entry(store, "1", "5", note="boshqa"))) == (0, 1, 0, 0)
    submit(store, entry(store, "1", "6"))
    assert figures.current_entries(store, PLACE, YEAR, 3)[0].note == "boshqa"


def test_the_preview_tells_what_submitting_then_does(store: Store) -> None:
    submit(store, entry(store, "1", "5"), entry(store, "2", "300"))
    entries = (entry(store, "1", "5"), entry(store, "2", "310"), entry(store, "3", "17"))
    form = reporting.month_form(store, ACTOR, PLACE, YEAR, 3)
    lines = preview(form, MonthReading(PLACE, YEAR, 3, form.edition, entries))
    receipt = submit(store, *entries)
    told = [sum(line.change is change for line in lines) for change in (Change.NEW, Change.CHANGED, Change.SAME)]
    assert told == [receipt.new, receipt.changed, receipt.same]


@pytest.mark.parametrize(
    ("value", "told"),
    [("-1", "manfiy"), ("1E+15", "katta"), ("0.0001", "katta"), ("NaN", "katta"), ("Infinity", "katta")],
)
def test_a_value_that_cannot_be_kept_is_refused_whole(store: Store, value: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        submit(store, entry(store, "1", "5"), entry(store, "2", value))
    assert figures.current(store, PLACE, YEAR) == {}


def test_rows_that_are_not_typed_in_months_to_come_and_empty_forms_are_refused(store: Store) -> None:
    for wrong in (MonthEntry(9999, Decimal(1)), entry(store, "4", "5")):
        with pytest.raises(UserError, match="satr"):
            submit(store, wrong)
    with pytest.raises(UserError, match="ikki marta"):
        submit(store, entry(store, "1", "5"), entry(store, "1", "6"))
    with pytest.raises(UserError, match="noyabr"):
        submit(store, entry(store, "1", "5"), month=11)
    with pytest.raises(UserError, match="0 yozing"):
        submit(store, entry(store, "1", None))
    assert counts(submit(store, entry(store, "1", "5"), month=10)) == (1, 0, 0, 0)
    assert list(months(store, "1")) == [10]


def test_the_form_asks_for_the_rows_of_the_edition_and_shows_what_is_known(store: Store) -> None:
    submit(store, entry(store, "1", "5", note="izoh"), month=2)
    submit(store, entry(store, "1", "6"), month=3)
    form = reporting.month_form(store, ACTOR, PLACE, YEAR, 2)
    assert (form.place_name, form.edition, len(form.rows)) == ("Jondor tumani", 1, len(ROWS))
    first = form.rows[0]
    assert (first.months, first.note, first.computed) == ({2: Decimal(5), 3: Decimal(6)}, "izoh", False)
    assert [row.number for row in form.rows if row.computed] == ["4"]
    assert form.rows[2].parent_id == form.rows[1].row_id
    with pytest.raises(UserError, match="2022"):
        reporting.month_form(store, ACTOR, PLACE, 2022, 2)


def test_a_figure_entered_once_is_shown_in_the_row_that_repeats_it(tmp_path: Path) -> None:
    problem = Problem(Severity.QUESTION, "1-satr", "Bir raqammi?", "same_figure:3", 0, ("same", "different"))
    with open_store(tmp_path) as store:
        adopt(store, document(problems=(problem,)), answers={planning.question_key(problem): "same"})
        form = reporting.month_form(store, ACTOR, PLACE, YEAR, 3)
        assert [row.number for row in form.rows if row.computed] == ["3", "4"]
        assert counts(submit(store, entry(store, "1", "5"))) == (1, 0, 0, 0)
        assert months(store, "3") == {3: Decimal(5)}
        assert submissions.submissions(store, PLACE, YEAR)[0].value_sum == 10
        reporting.withdraw(store, ACTOR, PLACE, YEAR, row_id(store, "1"), 3, "xato")
        assert months(store, "3") == {}
        submit(store, entry(store, "1", "6"))
        reporting.withdraw(store, ACTOR, PLACE, YEAR, row_id(store, "3"), 3, "takrordan")
        assert (months(store, "1"), months(store, "3")) == ({}, {})


def test_a_withdrawn_figure_is_blank_and_its_history_says_why(store: Store) -> None:
    submit(store, entry(store, "1", "5"))
    with pytest.raises(UserError, match="nima uchun"):
        reporting.withdraw(store, ACTOR, PLACE, YEAR, row_id(store, "1"), 3, "  ")
    taken_back = reporting.withdraw(store, ACTOR, PLACE, YEAR, row_id(store, "1"), 3, "boshqa oyniki")
    assert months(store, "1") == {}
    history = figures.history(store, PLACE, YEAR, row_id(store, "1"))
    assert [(one.value, one.withdrawn) for one in history] == [(Decimal(5), False), (None, True)]
    assert history[-1] == taken_back
    assert taken_back.reason == "boshqa oyniki"
    with pytest.raises(UserError, match="yoʻq"):
        reporting.withdraw(store, ACTOR, PLACE, YEAR, row_id(store, "1"), 3, "yana")
    assert counts(submit(store, entry(store, "1", "5"))) == (1, 0, 0, 0)


def test_a_draft_stays_until_its_row_is_submitted(store: Store) -> None:
    first, second = row_id(store, "1"), row_id(store, "2")
    reporting.save_draft(store, ACTOR, PLACE, YEAR, 3, {first: Draft("1 2"), second: Draft("7")})
    reporting.save_draft(store, ACTOR, PLACE, YEAR, 4, {first: Draft("9")})
    reporting.save_draft(store, ACTOR, PLACE, YEAR, 3, {first: Draft("12")})
    kept = reporting.drafts_of(store, ACTOR, PLACE, YEAR, 3)
    assert {key: draft.value_text for key, draft in kept.items()} == {first: "12", second: "7"}
    with pytest.raises(UserError):
        reporting.save_draft(store, ACTOR, PLACE, YEAR, 3, {9999: Draft("1")})
    submit(store, entry(store, "1", "12"), entry(store, "2", None))
    assert set(reporting.drafts_of(store, ACTOR, PLACE, YEAR, 3)) == {second}
    submit(store, entry(store, "2", "7"))
    assert drafts.months(store, PLACE, YEAR) == (4,)
    reporting.clear_draft(store, ACTOR, PLACE, YEAR, 4)
    assert drafts.months(store, PLACE, YEAR) == ()


def test_a_draft_that_holds_nothing_goes_with_the_submission(store: Store) -> None:
    reporting.save_draft(store, ACTOR, PLACE, YEAR, 3, {row_id(store, "2"): Draft(None)})
    submit(store, entry(store, "1", "12"))
    assert drafts.months(store, PLACE, YEAR) == ()


def test_a_deadline_is_marked_corrected_and_unmarked(store: Store) -> None:
    due, row = date(2023, 3, 24), row_id(store, "1")
    reporting.hand_in(store, ACTOR, PLACE, YEAR, row, due, date(2023, 3, 23), "xat bilan")
    reporting.hand_in(store, ACTOR, PLACE, YEAR, row, due, date(2023, 3, 25))
    assert handed_in.current(store, PLACE, YEAR)[row, due].handed_on == date(2023, 3, 25)
    reporting.undo_hand_in(store, ACTOR, PLACE, YEAR, row, due)
    assert handed_in.current(store, PLACE, YEAR) == {}
    with pytest.raises(UserError, match=r"24\.03\.2023"):
        reporting.undo_hand_in(store, ACTOR, PLACE, YEAR, row, due)
    with pytest.raises(UserError):
        reporting.hand_in(store, ACTOR, PLACE, YEAR, 9999, due, due)


def test_every_act_leaves_who_before_and_after_in_the_chain(store: Store) -> None:
    submit(store, entry(store, "1", "5"))
    submit(store, entry(store, "1", "7"))
    reporting.withdraw(store, ACTOR, PLACE, YEAR, row_id(store, "1"), 3, "xato")
    trail = [one.event for one in audit.trail(store, PLACE) if one.event.action != "match indicators"]
    assert [event.action for event in trail] == ["adopt", "submit", "submit", "withdraw"]
    key = f'{{"{row_id(store, "1")}":"{{}}"}}'.replace("{}", "%s")
    assert (trail[2].before, trail[2].after) == (key % 5, key % 7)
    assert (trail[3].before, trail[3].reason, trail[3].who, trail[3].role) == ("7", "xato", "Nodira", "director")
    assert audit_check.check(store).whole


def test_rights_are_asked_at_every_act(store: Store) -> None:
    row, due = row_id(store, "1"), date(2023, 3, 24)
    for actor in (READER, Actor("Nodira", "director", "1706204")):
        with pytest.raises(NotAllowed):
            submit(store, entry(store, "1", "5"), actor=actor)
        with pytest.raises(NotAllowed):
            reporting.withdraw(store, actor, PLACE, YEAR, row, 3, "sabab")
        with pytest.raises(NotAllowed):
            reporting.save_draft(store, actor, PLACE, YEAR, 3, {row: Draft("1")})
        with pytest.raises(NotAllowed):
            reporting.hand_in(store, actor, PLACE, YEAR, row, due, due)
        with pytest.raises(NotAllowed):
            reporting.clear_draft(store, actor, PLACE, YEAR, 3)
        with pytest.raises(NotAllowed):
            reporting.undo_hand_in(store, actor, PLACE, YEAR, row, due)
    with pytest.raises(NotAllowed):
        reporting.month_form(store, Actor("N", "viewer", "1706204"), PLACE, YEAR, 3)
    with pytest.raises(NotAllowed):
        reporting.drafts_of(store, Actor("N", "viewer", "1706204"), PLACE, YEAR, 3)


@pytest.mark.parametrize("durable", [True, False])
def test_a_commit_that_raised_counts_once_whether_it_was_durable_or_not(
    store: Store, monkeypatch: pytest.MonkeyPatch, durable: bool
) -> None:
    sound = store.transaction
    raised = False

    @contextmanager
    def failing() -> Iterator[Transaction]:
        nonlocal raised
        with sound() as tx:
            yield tx
            if not raised and not durable:
                raised = True
                raise duckdb.FatalException("disk full")
        if not raised:
            raised = True
            raise StoreFailed("disk full")

    monkeypatch.setattr(store, "transaction", failing)
    receipt = submit(store, entry(store, "1", "5"))
    assert raised
    assert counts(receipt) == (1, 0, 0, 0)
    assert len(submissions.submissions(store, PLACE, YEAR)) == 1
    assert len(figures.history(store, PLACE, YEAR, row_id(store, "1"))) == 1
