"""The one real plan, row by row and field by field, against a table made by hand from its text."""

from __future__ import annotations

import csv
import json
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ishreja.domain.plan import Approval, PlanDocument, PlanRow, Severity
from ishreja.intake.plan_json import as_json
from ishreja.intake.plan_reader import read_plan
from tests.plan_files import SEED

GOLDEN = Path(__file__).parents[1] / "golden" / "jondor-2023.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    EXPECTED = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    return read_plan(SEED.read_bytes(), SEED.name)


def as_written(row: PlanRow) -> dict[str, str]:
    schedule = row.schedule
    fields = {
        "number": row.number,
        "parent": row.parent,
        "section": row.section,
        "name": row.name,
        "unit": row.unit,
        "previous": row.previous,
        "target": row.target,
        "target_text": row.target_text,
        "mechanism": row.mechanism,
        "deadline": row.deadline,
        "first_month": schedule and schedule.first_month,
        "last_month": schedule and schedule.last_month,
        "recurrence": schedule and schedule.recurrence.value,
        "due": schedule and schedule.due,
        "services": " ".join(row.services),
        "kind": row.kind.value,
        "quarters": row.quarters,
    }
    return {field: "" if value is None else str(value) for field, value in fields.items()}


def test_has_every_row_and_no_other(plan: PlanDocument) -> None:
    assert [row.number or f"{row.parent}: {row.name}" for row in plan.rows] == [
        row["number"] or f"{row['parent']}: {row['name']}" for row in EXPECTED
    ]


@pytest.mark.parametrize("at", range(len(EXPECTED)), ids=[row["number"] or row["name"] for row in EXPECTED])
def test_reads_every_field(plan: PlanDocument, at: int) -> None:
    assert as_written(plan.rows[at]) == EXPECTED[at]


def test_reads_the_head(plan: PlanDocument) -> None:
    assert plan.place == "1706246"
    assert plan.year == 2023
    assert plan.title == ("Jondor tuman (shahar) axborot-kutubxona markazining 2023-yil uchun mo'ljallangan ISH REJASI")
    assert plan.approvals == (
        Approval("N. Aminova", "Buxoro viloyati axborot-kutubxona markazi direktori", date(2023, 8, 8)),
        Approval("Halimov", "Jondor tuman axborot-kutubxona markazi Direktori", date(2023, 8, 11)),
    )


def test_counts_rows_as_the_trade_does(plan: PlanDocument) -> None:
    assert len(plan.rows) == 64
    assert sum(row.number is not None for row in plan.rows) == 54
    with_target = [row for row in plan.rows if row.target is not None]
    assert sum(row.number is not None for row in with_target) == 46
    assert [row.name for row in with_target if row.number is None] == ["Jismoniy shaxslar", "Yuridik shaxslar"]
    sections = dict.fromkeys(row.section for row in plan.rows)
    assert list(sections) == ["I", "II", "III", "V"]


def test_finds_the_figures_of_the_cards(plan: PlanDocument) -> None:
    headlines = {row.headline: row.number or row.name for row in plan.rows if row.headline}
    assert headlines == {
        "additions": "13",
        "purchases": "13.2",
        "users": "17",
        "new_users": "yangi",
        "visits": "18",
        "loans": "19",
        "events": "20",
        "holdings": "30",
    }


def test_names_one_lead_for_each_row(plan: PlanDocument) -> None:
    leads = {row.number: row.lead for row in plan.rows}
    assert (leads["1"], leads["3"], leads["11"], leads["47"], leads["48"]) == (
        "direktor",
        "direktor",
        "akt",
        "orinbosar",
        None,
    )


def test_tells_of_the_repeated_page_and_its_differences(plan: PlanDocument) -> None:
    notes = [problem.message for problem in plan.problems if problem.code == "repeated"]
    assert len(notes) == 1
    assert "33–38" in notes[0]
    differences = [(problem.where, problem.message) for problem in plan.problems if problem.code == "copies_differ"]
    assert [where for where, _ in differences] == ["36-qator", "38-qator", "38-qator"]
    for (_, message), words in zip(
        differences, [("diskarga", "disklarga"), ("QR-kodli", "OR-kodli"), ("tablolariga", "tablolarga")], strict=True
    ):
        assert all(word in message for word in words)


def test_asks_whether_35_and_47_are_one_figure(plan: PlanDocument) -> None:
    questions = [problem for problem in plan.problems if problem.severity is Severity.QUESTION]
    assert [(problem.code, problem.where) for problem in questions] == [("same_figure:47", "35-qator")]
    row = questions[0].row
    assert row is not None
    assert plan.rows[row].number == "35"


def test_warns_that_row_20_holds_other_rows(plan: PlanDocument) -> None:
    notes = [problem.message for problem in plan.problems if problem.code == "contains_others"]
    assert len(notes) == 1
    assert "9, 21, 23, 24, 25, 40" in notes[0]


def test_raises_nothing_else(plan: PlanDocument) -> None:
    assert {problem.code for problem in plan.problems} == {
        "same_figure:47",
        "contains_others",
        "approved_late",
        "repeated",
        "copies_differ",
    }


def test_is_printed_as_plain_json(plan: PlanDocument) -> None:
    printed: dict[str, Any] = json.loads(json.dumps(as_json(plan), ensure_ascii=False))
    assert list(printed) == ["place", "year", "title", "approvals", "rows", "problems"]
    assert printed["approvals"][1] == {
        "name": "Halimov",
        "role": "Jondor tuman axborot-kutubxona markazi Direktori",
        "date": "2023-08-11",
    }
    by_number = {row["number"]: row for row in printed["rows"] if row["number"]}
    assert by_number["13.1"] == {
        "number": "13.1",
        "parent": "13",
        "section": "II",
        "name": "Majburiy nusxa",
        "unit": "Nusxa",
        "previous": None,
        "target": None,
        "target_text": None,
        "mechanism": "Hududda chop etilgan nashrlar asosida",
        "deadline": "2023-yil davomida",
        "schedule": {"first_month": 1, "last_month": 12, "recurrence": "none", "due": "window_end"},
        "services": ["fond"],
        "kind": "flow",
        "quarters": None,
    }
    assert by_number["48"]["schedule"] is None
    assert isinstance(by_number["18"]["target"], int)
    assert {problem["severity"] for problem in printed["problems"]} == {"question", "note"}
    assert all(set(problem) == {"severity", "where", "message"} for problem in printed["problems"])


def test_fractions_stay_exact_in_json(plan: PlanDocument) -> None:
    rows = SEED.read_text(encoding="utf-8").replace("\t166\t200\t", "\t166,25\t200,5\t")
    document = read_plan(rows.encode(), SEED.name)
    row = next(row for row in document.rows if row.number == "6")
    assert (row.previous, row.target) == (Decimal("166.25"), Decimal("200.5"))
    printed = next(row for row in as_json(document)["rows"] if row["number"] == "6")
    assert json.dumps([printed["previous"], printed["target"]]) == "[166.25, 200.5]"


def test_is_read_quickly() -> None:
    data = SEED.read_bytes()
    read_plan(data, SEED.name)
    times = []
    for _ in range(5):
        start = time.process_time()
        read_plan(data, SEED.name)
        times.append(time.process_time() - start)
    assert min(times) < 0.1
