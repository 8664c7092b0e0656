"""What reading a plan asks and tells: each rule fires where it should and stays silent where it should not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ishreja import language
from ishreja.domain.plan import PlanDocument, Problem, Severity
from ishreja.intake.plan_reader import read_plan
from tests.plan_files import Written, as_docx, as_text

LONG = "Kutubxona fondidagi noyob kitoblarni elektron shaklga oʻtkazish"


def line(number: str, name: str = "Ish turi", **fields: str) -> tuple[str, ...]:
    values = {
        "unit": "Dona",
        "previous": "-",
        "target": "2",
        "mechanism": "",
        "deadline": "2023-yil",
        "services": "Direktor",
    }
    return (number, name, *(values | fields).values())


def read(*rows: str | tuple[str, ...]) -> PlanDocument:
    return read_plan(as_text(replace(Written(), rows=rows)), "reja.txt")


def raised(*rows: str | tuple[str, ...]) -> list[Problem]:
    """All problems but those of the head."""
    return [problem for problem in read(*rows).problems if problem.code != "approved_late"]


def codes(*rows: str | tuple[str, ...]) -> list[str]:
    return [problem.code for problem in raised(*rows)]


def test_a_plain_row_raises_nothing() -> None:
    assert codes(line("1", "Birinchi ish"), line("2", "Boshqa bir ish", target="7")) == []


@pytest.mark.parametrize(
    ("text", "code", "choices"),
    [
        ("534 245 280", "several_numbers:target", ("534245280", "534", "245", "280")),
        ("1,234", "ambiguous_separator:target", ("1234", "1.234")),
        ("1.234", "ambiguous_separator:target", ("1234", "1.234")),
        ("kamida 12 ta", "figure_in_words:target", ("12",)),
        ("-5", "negative:target", ()),
        ("5 mln", "scale_word:target", ("5",)),
    ],
)
def test_an_amount_that_can_be_read_two_ways_is_asked(text: str, code: str, choices: tuple[str, ...]) -> None:
    problem = raised(line("7", target=text))[0]
    assert (problem.code, problem.severity, problem.where) == (code, Severity.QUESTION, "7-qator")
    assert (problem.choices, problem.row) == (choices, 0)
    assert text in problem.message


def test_an_amount_in_question_is_unknown_and_never_guessed() -> None:
    document = read(line("1", target="534 245 280"), line("2", "Boshqa", target="1,234"))
    assert [row.target for row in document.rows] == [None, None]


def test_a_total_and_its_parts_are_told_by_their_sum() -> None:
    document = read(line("1", previous="534 245 289"))
    assert document.rows[0].previous == 534
    assert [problem.code for problem in document.problems if problem.row == 0] == ["parts_unnamed:previous"]


def test_an_error_of_excel_is_an_error() -> None:
    problem = raised(line("1", target="#REF!"))[0]
    assert (problem.code, problem.severity) == ("cell_error:target", Severity.ERROR)


def test_words_in_the_place_of_last_year_s_fact_are_asked_about() -> None:
    document = read(line("1", previous="maʼlumot yigʻilmoqda"))
    assert document.rows[0].previous is None
    assert [problem.code for problem in document.problems if problem.row == 0] == ["not_a_figure:previous"]


def test_words_as_a_target_are_kept_and_not_asked_about() -> None:
    document = read(line("1", target="reja asosida"))
    assert (document.rows[0].target, document.rows[0].target_text) == (None, "reja asosida")
    assert [problem for problem in document.problems if problem.row == 0] == []


def test_parts_that_disagree_with_their_total_are_asked_about() -> None:
    name = "Sovgʻa tariqasida: Jismoniy shaxslar; Yuridik shaxslar"
    problem = raised(line("1", name, target="301 60 240"))[0]
    assert (problem.code, problem.choices) == ("parts_sum:target", ("301", "300"))
    document = read(line("1", name, target="301 60 240"))
    assert [row.target for row in document.rows] == [301, 60, 240]
    assert codes(line("1", name, target="300 60 240")) == []


def test_rows_below_that_disagree_with_their_total_are_asked_about() -> None:
    rows = (line("1", "Jami", target="10"), line("1.1", "Bir", target="4"), line("1.2", "Ikki", target="5"))
    assert codes(*rows) == ["parts_sum:target"]
    assert codes(*rows[:2], line("1.2", "Ikki", target="6")) == []
    assert codes(*rows[:2], line("1.2", "Ikki", target="-")) == []


def test_a_total_that_its_parts_do_not_split_is_no_question() -> None:
    assert codes(line("1", "Aʼzolar: - yangi; - qayta", previous="30 10 20", target="35")) == []


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("imkon qadar tez", "deadline:not_understood"),
        ("2024-yil davomida", "deadline:other_year"),
        ("har oyning 5-sanasiga qadar", "deadline:day_of_which_month"),
        ("", "deadline_missing"),
    ],
)
def test_a_doubtful_deadline_is_asked_about(phrase: str, code: str) -> None:
    problem = raised(line("1", deadline=phrase))[0]
    assert (problem.code, problem.severity) == (code, Severity.QUESTION)


def test_a_deadline_that_is_not_understood_is_not_guessed() -> None:
    schedule = read(line("1", deadline="imkon qadar tez")).rows[0].schedule
    assert schedule is not None
    assert (schedule.first_month, schedule.due) == (None, "unknown")


def test_an_unknown_service_is_kept_and_asked_about_once() -> None:
    rows = [line(str(at), f"Ish turi {at}", services="Bezak ustaxonasi") for at in (1, 2, 3)]
    problems = raised(*rows)
    assert len(problems) == 1
    assert "1, 2, 3" in problems[0].message
    assert "fond" in problems[0].choices
    document = read(*rows)
    assert document.rows[0].services_text == "Bezak ustaxonasi"
    assert document.rows[0].services == ()


def test_a_row_with_a_target_and_nobody_responsible_is_asked_about() -> None:
    assert codes(line("1", services="")) == ["service_missing"]
    assert codes(line("1", services="", target="-")) == []


def test_one_figure_that_stands_in_two_rows_is_asked_about() -> None:
    first = line("1", f"{LONG} va saytga joylash", previous="155", target="170")
    same = line("2", f"{LONG} (skaner)", previous="155", target="170")
    other_figure = line("2", f"{LONG} (skaner)", previous="155", target="171")
    other_thing = line("2", "Ijtimoiy tarmoqlarda tadbirlar haqida xabar berish", previous="155", target="170")
    assert codes(first, same) == ["same_figure:2"]
    assert codes(first, other_figure) == []
    assert codes(first, other_thing) == []


def test_a_number_on_two_rows_is_an_error_that_names_both() -> None:
    problem = raised(line("1", "Birinchi ish"), line("2", "Ikkinchi ish"), line("2", "Mutlaqo boshqa"))[0]
    assert (problem.code, problem.severity) == ("number_twice", Severity.ERROR)
    assert "Ikkinchi ish" in problem.message
    assert "Mutlaqo boshqa" in problem.message


def test_a_row_without_a_number_is_kept_and_asked_about() -> None:
    document = read(line("1", "Birinchi ish"), line("", "Raqamsiz ish"), line("3", "Uchinchi ish"))
    assert [(row.number, row.parent, row.name) for row in document.rows][1] == (None, None, "Raqamsiz ish")
    problem = next(problem for problem in document.problems if problem.row == 1)
    assert (problem.code, problem.choices) == ("number_missing", ("2",))
    assert problem.where.endswith("-satr")


def test_a_number_that_is_left_out_is_told() -> None:
    problem = raised(line("1", "Birinchi ish"), line("4", "Keyingi ish"))[0]
    assert (problem.code, problem.severity) == ("number_left_out", Severity.NOTE)
    assert "2, 3" in problem.message


def test_a_text_between_the_rows_is_told() -> None:
    text = as_text(replace(Written(), rows=[line("1", "Bir ish"), line("2", "Ikki ish")])).decode()
    document = read_plan(text.replace("2\tIkki", "Bu yerda izoh bor\n2\tIkki").encode(), "reja.txt")
    assert [row.number for row in document.rows] == ["1", "2"]
    assert [problem.code for problem in document.problems if "izoh bor" in problem.message] == ["stray_line"]


def test_copies_that_differ_are_told_and_the_numbered_one_is_taken() -> None:
    first = [
        line("1", f"{LONG} bir"),
        line("", "OR-kodli kitoblar haqida maʼlumotlarni tablolarga joylash", target="9"),
    ]
    second = [
        line("1", f"{LONG} bir"),
        line("2", "QR-kodli kitoblar haqida maʼlumotlarni tablolarga joylash", target="9"),
    ]
    document = read(*first, *second, line("3", "Keyingi"))
    assert [row.number for row in document.rows] == ["1", "2", "3"]
    assert document.rows[1].name.startswith("QR-kodli")
    notes = [problem for problem in document.problems if problem.code == "copies_differ"]
    assert [note.where for note in notes] == ["2-qator"]
    assert "OR-kodli" in notes[0].message


def test_rows_that_are_alike_but_for_a_figure_are_no_copies() -> None:
    rows = [line(str(at), f"{LONG}: {at}-bosqich") for at in (1, 2)] + [line("", f"{LONG}: 3-bosqich")]
    assert len(read(*rows).rows) == 3


def test_a_copy_that_is_cut_into_lines_differently_counts_once() -> None:
    words = LONG.split()
    cut = [line("1", " ".join(words[:4])), ("", " ".join(words[4:]), "", "", "", "", "", "")]
    document = read(line("1", LONG), line("2", "Ikkinchi ish", target="5"), *cut, line("3", "Uchinchi ish", target="6"))
    assert [row.number for row in document.rows] == ["1", "2", "3"]
    assert document.rows[0].name == LONG
    assert "number_twice" not in {problem.code for problem in document.problems}


def test_an_approval_after_a_window_is_a_note_at_most() -> None:
    document = read(line("1", deadline="2023-yil I chorak"))
    assert [(problem.code, problem.severity) for problem in document.problems] == [("approved_late", Severity.NOTE)]


def test_errors_come_before_questions_and_questions_before_notes() -> None:
    document = read(line("1", deadline="2023-yil I chorak"), line("2", "Boshqa", target="1,234"), line("2", "Uchinchi"))
    assert [problem.severity for problem in document.problems] == [Severity.ERROR, Severity.QUESTION, Severity.NOTE]


def test_every_problem_points_at_its_row() -> None:
    rows = (line("1"), line("2", "Aʼzolar: - yangi; - qayta", target="1,234"), line("3", "Uch", deadline="tez orada"))
    document = read_plan(as_docx(replace(Written(), rows=rows)), "reja.docx")
    found = {
        problem.code: document.rows[problem.row].number for problem in document.problems if problem.row is not None
    }
    assert found == {"ambiguous_separator:target": "2", "deadline:not_understood": "3"}


def test_problems_speak_the_reader_s_script() -> None:
    language.use("uz_Cyrl")
    problem = raised(line("7", target="1,234"))[0]
    assert problem.where == "7-қатор"
    assert "рақамни танланг" in problem.message
