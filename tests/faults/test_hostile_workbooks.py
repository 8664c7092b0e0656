"""No file stops the service: each ends in a reading or in a message that a person understands."""

from __future__ import annotations

import resource

import pytest

from ishreja.errors import UserError
from ishreja.intake.cells import Book, read_book
from ishreja.intake.guard import FileKind, check
from ishreja.intake.month_reader import months_of_book, read_month
from tests.faults import corpus
from tests.month_forms import jondor

REFUSED = corpus.refused_by_guard()
UNCLEAR = corpus.refused_or_read()


def _peak_kilobytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_opened_is_refused_with_a_message(name: str) -> None:
    with pytest.raises(UserError) as refused:
        check(REFUSED[name], "hisobot.xlsx", (FileKind.XLSX,))
    assert str(refused.value)[0].isupper() or str(refused.value).startswith("“")
    assert str(refused.value).endswith((".", "!"))


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_passes_the_guard_is_read_or_refused_and_the_parent_stays_small(name: str) -> None:
    before = _peak_kilobytes()
    try:
        book = read_book(UNCLEAR[name], "hisobot.xlsx")
    except UserError as refused:
        assert str(refused).endswith(".")
    else:
        assert isinstance(book, Book)
    assert _peak_kilobytes() - before < 150_000


def test_a_sheet_that_goes_on_for_ever_is_read_at_its_beginning_and_said_to_be_cut() -> None:
    book = read_book(UNCLEAR["very many rows"], "hisobot.xlsx")
    assert book.sheets[0].text(1, 1) == "1"
    assert len(book.sheets[0].cells) == 5000


def test_two_hundred_mutants_end_in_a_reading_or_a_message() -> None:
    form = jondor()
    ends = {"read": 0, "refused": 0}
    for mutant in corpus.mutants(200):
        try:
            reading = read_month(mutant, "hisobot.xlsx", form)
        except UserError as refused:
            assert str(refused)
            ends["refused"] += 1
        else:
            assert all(problem.message for problem in reading.problems)
            ends["read"] += 1
    assert ends["read"] > 20
    assert ends["refused"] > 20


def test_a_workbook_of_our_own_passes() -> None:
    assert check(corpus.good(), "x", (FileKind.XLSX,)) is FileKind.XLSX
    with pytest.raises(UserError):
        months_of_book(read_book(corpus.workbook(corpus.sheet("")), "x"), {3: jondor()})
