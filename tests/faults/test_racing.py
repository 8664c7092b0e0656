"""Many hands at once: nothing lost, nothing twice, nothing half visible."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from ishreja import planning, reporting
from ishreja.domain.month import MonthEntry
from ishreja.domain.plan import Problem, Severity
from ishreja.errors import UserError
from ishreja.reporting import Receipt
from ishreja.storage import Store, audit, audit_check, drafts, figures, plans, settings, submissions
from ishreja.storage.drafts import Draft
from ishreja.storage.settings import Settings
from tests.ledger import ACTOR, PLACE, ROWS, TODAY, YEAR, adopt, document, open_store, row
from tests.quicker import before_writing

HANDS = 16
T = TypeVar("T")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        adopt(opened)
        yield opened


def ids(store: Store) -> tuple[int, int]:
    """The first two rows, both typed in."""
    rows = plans.rows(store, plans.editions(store, PLACE, YEAR)[-1].edition_id)
    return rows[0].row_id, rows[1].row_id


def submit(store: Store, values: dict[int, int], month: int = 3, file_hash: str | None = None) -> Receipt:
    entries = [MonthEntry(row_id, Decimal(value)) for row_id, value in values.items()]
    return reporting.submit_month(
        store, ACTOR, PLACE, YEAR, month, entries, source="form", today=TODAY, file_hash=file_hash
    )


def at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """What each returned, all begun together; one that raised is missing."""
    results: list[T] = []
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], T]) -> None:
        barrier.wait()
        results.append(work())

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_same_file_from_many_hands_counts_once(store: Store) -> None:
    first, second = ids(store)
    receipts = at_once([lambda: submit(store, {first: 5, second: 300}, file_hash="ff")] * HANDS)
    assert len(receipts) == HANDS
    assert sum(receipt.changed_anything for receipt in receipts) == 1
    assert len(submissions.submissions(store, PLACE, YEAR)) == 1
    assert len(figures.history(store, PLACE, YEAR, first)) == 1


def test_racing_corrections_all_stand_in_the_ledger_and_the_last_one_holds(store: Store) -> None:
    first, _second = ids(store)
    receipts = at_once([lambda value=value: submit(store, {first: value}) for value in range(HANDS)])
    assert sorted((receipt.new, receipt.changed) for receipt in receipts) == [(0, 1)] * (HANDS - 1) + [(1, 0)]
    history = figures.history(store, PLACE, YEAR, first)
    assert sorted(one.value for one in history if one.value is not None) == list(range(HANDS))
    assert figures.current(store, PLACE, YEAR)[first] == {3: history[-1].value}
    assert audit_check.check(store).whole


def test_hands_that_fill_in_different_months_do_not_hinder_each_other(store: Store) -> None:
    first, second = ids(store)
    works = [lambda month=month: submit(store, {first: month, second: 0}, month) for month in range(1, 10)]
    assert len(at_once(works)) == 9
    months = {month: Decimal(month) for month in range(1, 10)}
    assert figures.current(store, PLACE, YEAR) == {first: months, second: dict.fromkeys(months, Decimal(0))}


def test_readers_never_see_half_a_month(store: Store) -> None:
    first, second = ids(store)
    written = threading.Event()
    sums: list[Decimal] = []

    def write() -> None:
        for value in range(1, 12):
            submit(store, {first: value, second: 100 - value})
        written.set()

    def read() -> None:
        while not written.is_set():
            current = figures.current(store, PLACE, YEAR)
            if current:
                sums.append(current[first][3] + current[second][3])

    at_once([write, read, read])
    assert sums
    assert set(sums) == {Decimal(100)}


def test_drafts_of_many_rows_are_all_kept(store: Store) -> None:
    row_ids = ids(store)
    works = [
        lambda number=number: reporting.save_draft(
            store, ACTOR, PLACE, YEAR, 3, {row_ids[number % 2]: Draft(str(number))}
        )
        for number in range(HANDS)
    ]
    assert len(at_once(works)) == HANDS
    kept = drafts.drafts(store, PLACE, YEAR, 3)
    assert set(kept) == set(row_ids)


def test_settings_that_two_change_at_once_both_stand(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lower = partial(planning.change_settings, store, ACTOR, PLACE, watch=Decimal("0.5"))
    before_writing(monkeypatch, store, lower)
    planning.change_settings(store, ACTOR, PLACE, working_week=6)
    assert settings.settings(store, PLACE) == Settings(watch=Decimal("0.5"), working_week=6)
    first, second = (row.event for row in audit.trail(store) if row.event.action == "settings")
    assert second.before == first.after


def test_a_threshold_is_judged_by_the_one_that_another_has_just_set(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower = partial(planning.change_settings, store, ACTOR, PLACE, on_plan=Decimal("0.75"), watch=Decimal("0.5"))
    before_writing(monkeypatch, store, lower)
    with pytest.raises(UserError):
        planning.change_settings(store, ACTOR, PLACE, watch=Decimal("0.8"))
    assert settings.settings(store, PLACE) == Settings(on_plan=Decimal("0.75"), watch=Decimal("0.5"))


def test_a_plan_that_teaches_a_service_s_name_undoes_no_setting_changed_meanwhile(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Qiroatxona mudiri"
    asked = Problem(Severity.QUESTION, "1-satr", "Qaysi xizmat?", f"service_unknown:{name}", 0, ("oquv_zallari",))
    rows = (row("1", "Yangi ish", services_text=name, services=()), *ROWS[1:])
    before_writing(
        monkeypatch, store, lambda: planning.change_settings(store, ACTOR, PLACE, watch=Decimal("0.5"), working_week=6)
    )
    adopt(store, document(rows, problems=(asked,)), "bb", answers={planning.question_key(asked): "oquv_zallari"})
    assert settings.settings(store, PLACE) == Settings(
        watch=Decimal("0.5"), working_week=6, service_names={name: "oquv_zallari"}
    )


def test_a_draft_of_a_workbook_is_compared_with_what_was_submitted_meanwhile(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = ids(store)
    submit(store, {first: 1, second: 300})
    newer = [MonthEntry(first, Decimal(5)), MonthEntry(second, Decimal(310), note="Hisob tuzatildi")]
    before_writing(
        monkeypatch,
        store,
        lambda: reporting.submit_month(store, ACTOR, PLACE, YEAR, 3, newer, source="form", today=TODAY),
    )
    read = [MonthEntry(first, Decimal(5)), MonthEntry(second, Decimal(320))]
    assert reporting.draft_entries(store, ACTOR, PLACE, YEAR, 3, read) == (1, 0)
    kept = drafts.drafts(store, PLACE, YEAR, 3)
    assert {row_id: (one.value_text, one.note) for row_id, one in kept.items()} == {second: ("320", "Hisob tuzatildi")}
