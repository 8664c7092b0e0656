"""Editions, submissions, drafts, hand-in marks, settings and the audit chain: what is written is what is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ishreja.domain.plan import AdoptedRow, Approval, Kind, Recurrence, Schedule
from ishreja.domain.spread import planned_months
from ishreja.storage import Store, audit, audit_check, drafts, handed_in, plans, settings, submissions
from ishreja.storage.drafts import Draft
from tests.ledger import PLACE, ROWS, YEAR, open_store, row

NEW = plans.NewEdition(
    PLACE,
    YEAR,
    "Ish rejasi",
    "hash",
    "content",
    "reja.docx",
    (Approval("Halimov", "direktor", date(2023, 8, 11)), Approval("N. Aminova", "direktor", None)),
    {"same_figure:47:48": "same"},
    "Nodira",
    date(2023, 1, 1),
)
FULL = (
    *ROWS,
    row(
        "5",
        "Chorakli satr",
        None,
        quarters=(Decimal(1), None, Decimal("2.5"), Decimal(0)),
        kind=Kind.RECURRING,
        kind_ground="unit",
        target_text="reja asosida",
        mechanism="1. 'A'; 2. \"B\"",
        services=("fond", "barcha"),
        services_text="Fond, Barcha",
        section_title="UMUMIY",
        schedule=Schedule(None, None, Recurrence.MONTHLY, "unknown"),
    ),
    row("6", "Boʻsh chorakli", quarters=(None, None, None, None)),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def adopted() -> tuple[AdoptedRow, ...]:
    planned = planned_months(FULL)
    return tuple(
        AdoptedRow(7 + index, 7 if each.parent else None, each, planned[index], 8 if index == 3 else None)
        for index, each in enumerate(FULL)
    )


def save(store: Store, new: plans.NewEdition = NEW) -> plans.Edition:
    with store.transaction() as tx:
        return plans.save(tx, new, adopted())


def test_an_edition_is_read_as_it_was_written(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        edition = save(store)
    with open_store(tmp_path) as store:
        assert plans.editions(store, PLACE, YEAR) == (edition,)
        assert plans.rows(store, edition.edition_id) == adopted()
        assert plans.plans(store) == ((PLACE, YEAR),)


def test_a_month_is_judged_by_the_edition_in_force_at_its_end(store: Store) -> None:
    first = save(store, replace(NEW, in_force_from=date(2023, 2, 15)))
    second = save(store, replace(NEW, in_force_from=date(2023, 8, 31)))
    third = save(store, replace(NEW, in_force_from=date(2023, 10, 1)))
    judged = [plans.edition_for(store, PLACE, YEAR, month) for month in (1, 7, 8, 9, 10, 12)]
    assert judged == [first, first, second, second, third, third]
    assert [edition.number for edition in (first, second, third)] == [1, 2, 3]
    assert plans.edition_for(store, PLACE, 2024, 1) is None


def test_a_submission_is_found_by_its_file_and_by_its_work(store: Store) -> None:
    new = submissions.NewSubmission(
        "work",
        PLACE,
        YEAR,
        3,
        "workbook",
        "ff",
        "mart.xlsx",
        {"q:1": "keep"},
        2,
        1,
        0,
        4,
        Decimal("7.5"),
        "N",
        "office",
    )
    with store.transaction() as tx:
        submissions.record(tx, new)
        submissions.record(tx, replace(new, work_key="other", month=4, file_hash=None))
    found = submissions.find_by_hash(store, PLACE, YEAR, 3, "ff")
    assert found is not None
    assert found == submissions.find_by_work(store, "work") == submissions.submissions(store, PLACE, YEAR)[0]
    assert (found.answers, found.value_sum, found.at) == ({"q:1": "keep"}, Decimal("7.5"), datetime(2023, 10, 5, 6))
    assert submissions.find_by_hash(store, PLACE, YEAR, 4, "ff") is None


def test_the_day_of_a_submission_is_that_of_tashkent(tmp_path: Path) -> None:
    new = submissions.NewSubmission(
        "a", PLACE, YEAR, 3, "form", None, None, {}, 1, 0, 0, 0, Decimal(1), "N", "director"
    )
    with open_store(tmp_path, datetime(2023, 3, 31, 20, 30)) as store:
        with store.transaction() as tx:
            submissions.record(tx, new)
        assert submissions.submitted_on(store, PLACE, YEAR) == {3: date(2023, 4, 1)}


def test_drafts_are_replaced_row_by_row_and_survive_a_restart(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.transaction() as tx:
        drafts.save(tx, PLACE, YEAR, 3, {1: Draft("1 2"), 2: Draft("x", "izoh", "sabab")}, "Nodira")
        drafts.save(tx, PLACE, YEAR, 3, {1: Draft(None)}, "Nodira")
        drafts.save(tx, PLACE, YEAR, 4, {1: Draft("9")}, "Nodira")
    with open_store(tmp_path) as store:
        kept = drafts.drafts(store, PLACE, YEAR, 3)
        assert {row_id: draft.value_text for row_id, draft in kept.items()} == {1: None, 2: "x"}
        assert (kept[2].note, kept[2].reason, kept[2].who) == ("izoh", "sabab", "Nodira")
        with store.transaction() as tx:
            drafts.clear(tx, PLACE, YEAR, 3)
        assert drafts.months(store, PLACE, YEAR) == (4,)


def test_a_hand_in_mark_can_be_corrected_and_undone(store: Store) -> None:
    due = date(2023, 3, 24)
    with store.transaction() as tx:
        handed_in.append(tx, PLACE, YEAR, 1, due, date(2023, 3, 23), None, "N")
        handed_in.append(tx, PLACE, YEAR, 1, due, date(2023, 3, 24), "izoh", "N")
        handed_in.append(tx, PLACE, YEAR, 2, due, date(2023, 3, 24), None, "N")
        handed_in.append(tx, PLACE, YEAR, 2, due, None, None, "N")
    marks = handed_in.current(store, PLACE, YEAR)
    assert {key: (mark.handed_on, mark.note) for key, mark in marks.items()} == {(1, due): (date(2023, 3, 24), "izoh")}


def test_settings_are_read_as_set_and_have_defaults(store: Store) -> None:
    chosen = settings.Settings(
        Decimal("0.95"),
        Decimal("0.8"),
        6,
        frozenset({date(2023, 3, 20)}),
        frozenset({date(2023, 3, 25)}),
        {"Oʻquv zali": "oquv_zallari"},
        "last_year",
    )
    with store.transaction() as tx:
        settings.save(tx, PLACE, settings.Settings())
        settings.save(tx, PLACE, chosen)
    assert settings.settings(store, PLACE) == chosen
    assert settings.settings(store, "1706204") == settings.Settings()


def test_the_audit_chain_holds_and_shows_an_edited_or_missing_row(tmp_path: Path) -> None:
    path = tmp_path / "ishreja.duckdb"
    with open_store(tmp_path) as store:
        for subject in ("a", "b", "c"):
            with store.transaction() as tx:
                audit.record(tx, audit.Event("N", "director", "submit", PLACE, YEAR, subject, "1", "2", "sabab"))
        assert [one.event.subject for one in audit.trail(store, PLACE)] == ["a", "b", "c"]
        assert audit_check.check(store).broken is None
    with duckdb.connect(str(path)) as tampered:
        tampered.execute("UPDATE audit SET after = '3' WHERE sequence = 2")
    with open_store(tmp_path) as store:
        assert audit_check.check(store).broken == 2
    with duckdb.connect(str(path)) as tampered:
        tampered.execute("UPDATE audit SET after = '2' WHERE sequence = 2; DELETE FROM audit WHERE sequence = 1")
    with open_store(tmp_path) as store:
        assert audit_check.check(store).broken == 1


def noted(store: Store, *subjects: str) -> None:
    for subject in subjects:
        with store.transaction() as tx:
            audit.record(tx, audit.Event("N", "director", "submit", PLACE, YEAR, subject))


def test_an_end_that_was_cut_off_is_seen_and_stays_seen(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        noted(store, "a", "b", "c")
        assert audit_check.check(store) == audit_check.Check(3, None, False, None, True)
    with duckdb.connect(str(tmp_path / "ishreja.duckdb")) as tampered:
        tampered.execute("DELETE FROM audit WHERE sequence = 3")
    with open_store(tmp_path) as store:
        found = audit_check.check(store)
        assert (found.broken, found.cut, found.whole) == (3, True, False)
        noted(store, "d")  # takes the number of the one that is gone
        assert audit_check.check(store).broken == 3


def test_a_head_behind_the_record_is_fine_and_a_missing_one_is_told(tmp_path: Path) -> None:
    head = tmp_path / "ishreja.duckdb.head"
    with open_store(tmp_path) as store:
        noted(store, "a")
        behind = head.read_bytes()
        noted(store, "b")
    head.write_bytes(behind)  # killed between the commit and the head
    with open_store(tmp_path) as store:
        assert audit_check.check(store) == audit_check.Check(2, None, False, None, True)
    copied = tmp_path / "elsewhere"
    copied.mkdir()
    (copied / "ishreja.duckdb").write_bytes((tmp_path / "ishreja.duckdb").read_bytes())
    with open_store(copied) as store:
        found = audit_check.check(store)
        assert (found.whole, found.has_head) == (True, False)
        noted(store, "c")
        assert audit_check.check(store).has_head


def test_a_folder_that_takes_no_head_stops_no_write(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        (tmp_path / "ishreja.duckdb.head.new").mkdir()
        noted(store, "a")
        assert audit_check.check(store) == audit_check.Check(1, None, False, None, False)


def test_a_database_begun_anew_has_no_head_of_the_one_before(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        noted(store, "a", "b")
    (tmp_path / "ishreja.duckdb").unlink()
    with open_store(tmp_path) as store:
        noted(store, "c")
        assert audit_check.check(store).whole


def test_what_a_ledger_holds_without_an_entry_is_seen(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        save(store, replace(NEW, adopted_by="N"))
        found = audit_check.check(store)
        assert (found.broken, found.unrecorded, found.whole) == (None, datetime(2023, 10, 5, 6), False)
        noted(store, "a")  # of the same person and moment
        assert audit_check.check(store).whole
