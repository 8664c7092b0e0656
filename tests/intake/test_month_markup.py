"""The marked-up workbook: problems where they stand, ids kept, ready to be mended and sent again."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from ishreja.errors import UserError
from ishreja.intake import sandbox
from ishreja.intake.month_markup import marked
from ishreja.intake.month_reader import read_month
from tests.faults import corpus
from tests.intake.workbooks import figures, found, saved, typed
from tests.month_forms import jondor

FORM = jondor()
SENT = typed(FORM, {106: "o'n", 117: 880, 120: 15, 138: "-"})


def test_each_problem_cell_is_coloured_and_bears_its_message() -> None:
    reading = read_month(SENT, "mart.xlsx", FORM)
    book = load_workbook(io.BytesIO(marked(SENT, "mart.xlsx", reading.problems)))
    sheet = book["Mart 2023"]
    by_cell = {problem.cell: problem for problem in reading.problems if problem.cell}
    commented = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert commented == {cell: problem.message for cell, problem in by_cell.items()}
    colours = {problem.code: sheet[cell].fill.start_color.rgb for cell, problem in by_cell.items()}
    assert len(set(colours.values())) == 3  # an error, a question and a note
    assert sheet["G20"].value == 15
    assert sheet["G20"].comment is None


def test_all_problems_are_listed_in_front_the_errors_first() -> None:
    reading = read_month(SENT, "mart.xlsx", FORM)
    book = load_workbook(io.BytesIO(marked(SENT, "mart.xlsx", reading.problems)))
    listed = [cell.value for cell in book.worksheets[0]["C"]][2:]
    assert set(listed) == {problem.message for problem in reading.problems}
    assert listed[0] == reading.errors[0].message
    assert book.worksheets[0].title == "Tekshiruv natijasi"


def test_it_can_be_mended_and_sent_again() -> None:
    reading = read_month(SENT, "mart.xlsx", FORM)
    once = marked(SENT, "mart.xlsx", reading.problems)
    assert read_month(once, "mart.xlsx", FORM) == reading
    book = load_workbook(io.BytesIO(once))
    for cell, value in (("G8", 10), ("G17", 300), ("G22", 165)):
        book["Mart 2023"][cell].value = value
    mended = saved(book)
    after = read_month(mended, "mart.xlsx", FORM)
    assert found(after) == set()
    assert figures(after) == {106: "10", 117: "300", 120: "15", 138: "165"}
    clean = load_workbook(io.BytesIO(marked(mended, "mart.xlsx", after.problems)))
    assert clean.sheetnames.count("Tekshiruv natijasi") == 1
    assert clean["Mart 2023"]["G8"].comment is None
    assert clean["Mart 2023"]["G8"].fill.start_color.rgb == "FFFFFFFF"


def test_a_message_that_looks_like_a_formula_stays_text() -> None:
    sent = typed(FORM, {106: "=2+", 117: 300})
    reading = read_month(sent, "mart.xlsx", FORM)
    book = load_workbook(io.BytesIO(marked(sent, "mart.xlsx", reading.problems)))
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)


def test_where_the_original_cannot_be_kept_a_plain_copy_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_month(SENT, "mart.xlsx", FORM)
    run = sandbox.run

    def without_looks(target: str, data: bytes, **arguments: object) -> object:
        if target.endswith(":mark"):
            raise UserError("too much")
        return run(target, data, **arguments)

    monkeypatch.setattr(sandbox, "run", without_looks)
    copy = marked(SENT, "mart.xlsx", reading.problems)
    assert read_month(copy, "mart.xlsx", FORM).entries == reading.entries
    assert load_workbook(io.BytesIO(copy))["Mart 2023"]["G8"].comment.text == reading.errors[0].message


def test_a_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UserError):
        marked(corpus.good()[:500], "mart.xlsx", ())
