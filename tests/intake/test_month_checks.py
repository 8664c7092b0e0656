"""The rules for a month's entries: what is refused, what is asked, and what answers do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.month import Change, MonthEntry, MonthForm, MonthReading, apply_answers, preview
from ishreja.domain.plan import Severity
from ishreja.intake.month_checks import answered, checked
from tests.intake.workbooks import figures, found, the
from tests.month_forms import jondor, months, with_row

FORM = jondor()


def _read(values: dict[int, str], form: MonthForm = FORM) -> MonthReading:
    return checked(form, [MonthEntry(row_id, Decimal(value)) for row_id, value in values.items()])


@pytest.mark.parametrize(
    ("row_id", "value", "code"),
    [
        (106, "-1", "negative"),
        (106, "1.5", "fraction"),
        (149, "0.0001", "decimals"),
        (149, "1000000000000000", "too_large"),
    ],
)
def test_figures_that_cannot_be_are_errors(row_id: int, value: str, code: str) -> None:
    reading = _read({row_id: value})
    assert found(reading) == {(code, row_id)}
    assert reading.errors[0].message
    assert reading.entries == ()


def test_a_unit_that_is_not_known_to_be_whole_takes_fractions() -> None:
    assert found(_read({149: "0.125"}, with_row(FORM, 149, months={}))) == set()
    assert found(_read({106: "1.5"}, with_row(FORM, 106, unit="kilometr", months={}))) == set()


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("880", True),  # 300 + 280 + 300
        ("580", True),  # nothing more than before
        ("579", False),  # less than was reported before
        ("450", False),  # a good month
    ],
)
def test_a_total_since_january_is_recognised(value: str, asked: bool) -> None:
    reading = _read({117: value})
    assert (("cumulative", 117) in found(reading)) is asked
    if asked:
        question = the(reading, "cumulative")
        assert question.choices == ("convert", "keep")
        assert (question.typed, question.suggested) == (Decimal(value), Decimal(value) - 580)
        assert "580" in question.message
        assert value in question.message


def test_a_level_is_never_taken_for_a_total() -> None:
    assert found(_read({138: "170"})) == set()
    assert found(_read({138: "20"})) == {("habit", 138)}
    assert found(_read({138: "1700"})) == {("habit", 138)}


@pytest.mark.parametrize(
    ("figures_before", "value", "asked"),
    [
        (months(300, 280), "28", True),  # a digit lost
        (months(300, 280), "30", False),
        (months(300, 280), "0", True),
        (months(10, 280), "0", False),  # a small month is among the habits
        (months(0, 0), "40", False),  # no habit yet, below the year's target
        (months(), "3501", True),  # more than the year's target
        (months(2, 1), "11", False),  # small figures swing
    ],
)
def test_a_figure_far_from_its_habit_is_asked_about(
    figures_before: dict[int, Decimal], value: str, asked: bool
) -> None:
    form = with_row(FORM, 117, months=figures_before)
    assert (("habit", 117) in found(_read({117: value}, form))) is asked


def test_a_figure_that_stands_already_is_not_asked_about_again() -> None:
    form = with_row(FORM, 117, months=months(300, 280, 5000))
    assert found(_read({117: "5000"}, form)) == set()


def test_parts_that_disagree_with_their_total_are_a_question_with_the_sum_offered() -> None:
    reading = _read({113: "50", 131: "0", 132: "20", 133: "0", 134: "25"})
    question = the(reading, "parts")
    assert (question.row_id, question.choices, question.suggested) == (113, ("keep", "convert"), Decimal(45))
    taken = answered(FORM, reading, {question.key: "convert"})
    assert figures(taken)[113] == "45"
    assert taken.can_submit


def test_parts_of_which_one_is_missing_are_asked_about_only_when_they_exceed_the_total() -> None:
    assert found(_read({113: "50", 132: "20"})) == set()
    question = the(_read({113: "50", 132: "30", 134: "25"}), "parts")
    assert question.choices == ("keep",)


def test_parts_reported_earlier_count_beside_those_in_the_file() -> None:
    form = with_row(FORM, 135, months=months(5, 5, 7))
    assert found(_read({134: "27", 136: "20"}, form)) == set()
    assert found(_read({134: "30", 136: "20"}, form)) == {("parts", 134)}


def test_a_total_in_doubt_is_not_compared_before_it_is_settled() -> None:
    values = {113: "140", 131: "0", 132: "20", 133: "0", 134: "25"}
    reading = _read(values)
    assert found(reading) == {("cumulative", 113)}
    kept = answered(FORM, reading, {"cumulative:113": "keep"})
    assert found(kept) == {("parts", 113)}
    converted = answered(FORM, reading, {"cumulative:113": "convert", "parts:113": "convert"})
    assert found(converted) == set()
    assert figures(converted)[113] == "45"
    assert converted.answers == {"cumulative:113": "convert", "parts:113": "convert"}


def test_answers_convert_keep_or_leave_out() -> None:
    reading = _read({117: "880", 118: "90", 120: "15"})
    assert found(reading) == {("cumulative", 117), ("habit", 118)}
    after = apply_answers(reading, {"cumulative:117": "convert", "habit:118": "skip", "habit:999": "keep"})
    assert figures(after) == {117: "300", 120: "15"}
    assert after.problems == ()
    assert after.answers == {"cumulative:117": "convert", "habit:118": "skip"}
    assert after.can_submit


def test_a_choice_that_is_not_offered_leaves_the_question_open() -> None:
    reading = _read({117: "880"})
    assert apply_answers(reading, {"cumulative:117": "skip"}).questions == reading.questions


def test_a_note_without_a_figure_is_told_and_nothing_is_stored() -> None:
    reading = checked(FORM, [MonthEntry(106, None, "gazeta chiqmadi")])
    assert the(reading, "note_alone").severity is Severity.NOTE
    assert preview(FORM, reading)[2].change is Change.BLANK


def test_a_changed_note_alone_is_a_change() -> None:
    form = with_row(FORM, 106, months=months(15, 17, 18), note="eski")
    lines = {
        note: preview(form, checked(form, [MonthEntry(106, Decimal(18), note)]))[2].change
        for note in (None, "eski", "yangi")
    }
    assert lines == {None: Change.SAME, "eski": Change.SAME, "yangi": Change.CHANGED}


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from([row.row_id for row in FORM.typed_rows()]),
        st.decimals(min_value=-10, max_value=10**16, places=2),
    ),
    st.sampled_from(["keep", "convert", "skip"]),
)
def test_answering_every_question_ends_and_leaves_only_errors(values: dict[int, Decimal], choice: str) -> None:
    reading = checked(FORM, [MonthEntry(row_id, value) for row_id, value in values.items()])
    for _ in range(10):
        if not reading.questions:
            break
        answers = {each.key: choice if choice in each.choices else each.choices[0] for each in reading.questions}
        reading = answered(FORM, reading, answers)
    assert reading.questions == ()
    assert all(entry.value is not None and entry.value >= 0 for entry in reading.entries)
