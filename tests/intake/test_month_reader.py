"""Reading a month: tolerant of how people work, and every problem at once with its cell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ishreja.domain.month import Change, preview
from ishreja.domain.plan import Severity
from ishreja.errors import UserError
from ishreja.intake.cells import Book, Cell, Sheet
from ishreja.intake.month_reader import month_of_book, read_month, read_month_tables
from ishreja.language import _
from tests.faults import corpus
from tests.intake.workbooks import HEADER, figures, found, own_table, row_at, saved, the, typed
from tests.month_forms import jondor, months, with_row

FORM = jondor()


def test_figures_are_matched_by_hidden_id_and_blanks_stay_blank() -> None:
    reading = read_month(typed(FORM, {101: 1, 106: 0, 149: 1200500.75}), "mart.xlsx", FORM)
    assert figures(reading) == {101: "1", 106: "0", 149: "1200500.75"}
    assert reading.can_submit
    entry = next(each for each in reading.entries if each.row_id == 106)
    assert (entry.sheet, entry.cell, entry.typed) == ("Mart 2023", "G8", "0")
    assert next(each for each in reading.entries if each.row_id == 117).value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 234,5", "1234.5"), ("1\u00a0234,5", "1234.5"), ("12 ta", "12"), (" 7 ", "7"), ("12,50", "12.50"), ("0", "0")],
)
def test_figures_as_people_type_them(text: str, value: str) -> None:
    form = with_row(FORM, 149, months={})
    reading = read_month(typed(form, {149: text}), "mart.xlsx", form)
    assert figures(reading) == {149: value}


def test_a_dash_is_not_reported_and_is_told() -> None:
    reading = read_month(typed(FORM, {106: "–", 117: 300}), "mart.xlsx", FORM)
    assert figures(reading) == {117: "300"}
    assert the(reading, "dash").severity is Severity.NOTE
    assert reading.can_submit


def test_a_figure_in_a_computed_row_is_told_and_not_read() -> None:
    reading = read_month(typed(FORM, {148: 500, 149: 1100000}), "mart.xlsx", FORM)
    assert figures(reading) == {149: "1100000"}
    assert found(reading) == {("computed", 148)}
    assert reading.can_submit


def test_every_problem_is_found_at_once_with_its_sheet_and_cell() -> None:
    values = {
        101: "=A1+1",
        106: 12.5,
        113: "1,234",
        117: -4,
        118: datetime(2023, 5, 12),
        119: "12.05.2023",
        120: "#N/A",
        122: "yigirma",
        138: "160 20",
        147: "12 ming",
        149: "50%",
        150: True,
    }
    reading = read_month(typed(FORM, values), "mart.xlsx", FORM)
    assert found(reading) == {
        ("formula", 101),
        ("fraction", 106),
        ("ambiguous_separator", 113),
        ("negative", 117),
        ("date", 118),
        ("date", 119),
        ("cell_error", 120),
        ("not_a_number", 122),
        ("several_numbers", 138),
        ("scale_word", 147),
        ("percent", 149),
        ("not_a_number", 150),
    }
    assert all(problem.where.startswith("“Mart 2023” varagʻi, G") for problem in reading.errors)
    assert all(problem.cell and problem.cell in problem.where for problem in reading.errors)
    assert len({problem.key for problem in reading.problems}) == len(reading.problems)
    assert figures(reading) == {}
    assert not reading.can_submit
    assert "12.05.2023" in next(each.message for each in reading.errors if each.row_id == 118)


def test_braces_and_percent_signs_in_a_cell_do_no_harm() -> None:
    reading = read_month(typed(FORM, {106: "{row} {0} %s {"}), "mart.xlsx", FORM)
    assert "{row} {0} %s {" in the(reading, "not_a_number").message


def test_a_formula_that_gives_an_empty_text_is_blank_and_one_with_a_value_counts() -> None:
    texts = "".join(_text_cell(f"{letter}1", text) for letter, text in zip("ABC", ("№", "Nomi", "Mart"), strict=True))
    cells = f'<row r="1">{texts}</row>'
    line = '<row r="{at}"><c r="A{at}"><v>{number}</v></c>{name}{cell}</row>'
    names = {row.number: row.name for row in FORM.rows}
    cells += line.format(
        at=2, number=17, name=_text_cell("B2", names["17"]), cell='<c r="C2"><f>300+9</f><v>309</v></c>'
    )
    cells += line.format(
        at=3, number=20, name=_text_cell("B3", names["20"]), cell='<c r="C3" t="str"><f>IF(A1,1,"")</f><v></v></c>'
    )
    cells += line.format(at=4, number=47, name=_text_cell("B4", names["47"]), cell='<c r="C4"><f>A1+1</f></c>')
    reading = read_month(corpus.workbook(corpus.sheet(cells)), "mart.xlsx", FORM)
    assert figures(reading) == {117: "309"}
    assert found(reading) == {("formula", 147)}


def _text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_cells_merged_over_the_month_are_an_error_in_each_row() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells(f"G{row_at(sheet, 117)}:G{row_at(sheet, 119)}")

    reading = read_month(typed(FORM, {117: 300, 120: 14}, merge), "mart.xlsx", FORM)
    assert {("merged", 117), ("merged", 118), ("merged", 119)} == found(reading)
    assert figures(reading) == {120: "14"}
    assert "G17:G19" in reading.errors[0].message


def test_a_renamed_sheet_moved_columns_and_inserted_rows_are_understood() -> None:
    def rearrange(sheet: Worksheet) -> None:
        sheet.title = "Лист1 (2)"
        sheet.insert_rows(1, 3)
        sheet.insert_rows(15)
        sheet.insert_cols(3, 2)

    reading = read_month(typed(FORM, {106: 18, 118: 1700, 150: 5}, rearrange), "mart.xlsx", FORM)
    assert figures(reading) == {106: "18", 118: "1700", 150: "5"}
    assert found(reading) == set()


def test_without_ids_number_and_name_decide() -> None:
    def forget(sheet: Worksheet) -> None:
        sheet.delete_cols(1)

    reading = read_month(typed(FORM, {106: 18, 135: 4, 136: 20}, forget), "mart.xlsx", FORM)
    assert figures(reading) == {106: "18", 135: "4", 136: "20"}


def test_a_row_whose_number_and_name_disagree_is_blocked_and_the_others_go_on() -> None:
    def swap(sheet: Worksheet) -> None:
        sheet.cell(row_at(sheet, 117), 3).value = "Butunlay boshqa ish nomi bu yerda"

    reading = read_month(typed(FORM, {117: 300, 120: 15}, swap), "mart.xlsx", FORM)
    assert found(reading) == {("disagrees", 117)}
    assert figures(reading) == {120: "15"}
    assert reading.can_submit
    lines = {line.row.row_id: line.change for line in preview(FORM, reading)}
    assert (lines[117], lines[120], lines[119]) == (Change.PROBLEM, Change.NEW, Change.BLANK)


def test_a_row_that_is_not_in_the_plan_asks_to_be_left_out() -> None:
    def add(sheet: Worksheet) -> None:
        for column, value in ((2, "99"), (3, "Qoʻshimcha ish"), (7, 5)):
            sheet.cell(40, column).value = value

    reading = read_month(typed(FORM, {106: 18}, add), "mart.xlsx", FORM)
    asked = the(reading, "unknown_row")
    assert (asked.cell, asked.choices, asked.row_id) == ("G40", ("skip",), None)
    assert "qoldirib ketish" in asked.message.lower()  # the answer as the screen names it
    assert "qoldirib ketish" in _("Leave this row out").lower()
    assert not reading.can_submit


def test_the_same_row_twice_with_figures_is_an_error() -> None:
    def repeat(sheet: Worksheet) -> None:
        at = row_at(sheet, 106)
        for column in range(1, 10):
            sheet.cell(41, column).value = sheet.cell(at, column).value
        sheet.cell(41, 7).value = 19

    reading = read_month(typed(FORM, {106: 18, 117: 300}, repeat), "mart.xlsx", FORM)
    assert found(reading) == {("duplicate", 106)}
    assert "G8" in the(reading, "duplicate").message
    assert the(reading, "duplicate").cell == "G41"
    assert figures(reading) == {117: "300"}


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"place": "1706204", "place_name": "Olot tumani"}, "wrong_place", "Jondor tumani"),
        ({"month": 4}, "wrong_month", "2023-yil mart oyi"),
        ({"year": 2024}, "wrong_month", "2024-yil mart oyi"),
    ],
)
def test_another_place_or_month_stops_everything(changes: dict[str, object], code: str, words: str) -> None:
    reading = read_month(typed(FORM, {106: 18}), "mart.xlsx", replace(FORM, **changes))  # type: ignore[arg-type]
    assert words in the(reading, code).message
    assert reading.entries == ()
    assert not reading.can_submit


def test_an_older_template_is_an_error_and_an_older_edition_a_question() -> None:
    book = load_workbook(io.BytesIO(typed(FORM, {106: 18})))
    book["ishreja"]["B1"].value = "0"
    reading = read_month(saved(book), "mart.xlsx", FORM)
    assert found(reading) == {("old_template", None)}
    newer = read_month(typed(FORM, {106: 18}), "mart.xlsx", replace(FORM, edition=2))
    assert the(newer, "old_edition").choices == ("keep",)
    assert the(newer, "old_edition").key == "old_edition"  # what is typed on the command line
    assert figures(newer) == {106: "18"}
    assert not newer.can_submit


def test_a_template_sent_back_empty_says_where_to_begin() -> None:
    reading = read_month(typed(FORM, {}), "mart.xlsx", FORM)
    assert the(reading, "no_figures").severity is Severity.ERROR
    assert not reading.can_submit


def test_the_same_file_again_changes_nothing() -> None:
    form = with_row(FORM, 106, months=months(15, 17, 18), note="eski")
    reading = read_month(typed(form, {}), "mart.xlsx", form)
    lines = {line.row.row_id: line.change for line in preview(form, reading)}
    assert lines.pop(106) is Change.SAME
    assert set(lines.values()) == {Change.BLANK}


def test_a_blank_cell_never_erases_and_a_corrected_one_is_shown_as_changed() -> None:
    form = with_row(with_row(FORM, 106, months=months(15, 17, 18)), 120, months=months(14, 15, 16))
    reading = read_month(typed(form, {106: None, 120: 17}), "mart.xlsx", form)
    lines = {line.row.row_id: line for line in preview(form, reading)}
    assert (lines[106].change, lines[106].after) == (Change.BLANK, Decimal(18))
    assert (lines[120].change, lines[120].before, lines[120].after) == (Change.CHANGED, Decimal(16), Decimal(17))


def test_links_to_other_files_are_told() -> None:
    book = Book((Sheet("Mart 2023", False, _table_cells(), (), True),), True)
    reading = month_of_book(book, FORM)
    assert {("links", None), ("cut", None)} <= found(reading)
    assert figures(reading) == {106: "18"}


def _table_cells() -> dict[tuple[int, int], Cell]:
    rows = [("№", "Nomi", "Mart"), ("6", next(row.name for row in FORM.rows if row.number == "6"), "18")]
    return {
        (at, column): Cell(at, column, "n" if text == "18" else "s", text)
        for at, row in enumerate(rows, start=1)
        for column, text in enumerate(row, start=1)
    }


NAMES = {row.number: row.name for row in FORM.rows}
OFFICE = [
    (*HEADER, "январь", "Феврал", "Mart", "I chorak jami"),
    (6, NAMES["6"], "Dona", 200, 15, 17, 18, 50),
    (17, "Фойдаланувчиларни рўйхатга олиш", "Nafar", 3500, 300, 280, "310 ta", 890),
    ("13.1.", "Majburiy nusxa", "Nusxa", None, 0, None, 2, 2),
    (None, "Jami", None, None, 315, 297, 330, 942),
]


def test_an_offices_own_workbook_gives_every_month_that_it_names() -> None:
    forms = {month: replace(with_row_months(), month=month) for month in range(1, 13)}
    readings = read_month_tables(own_table(OFFICE, title="2023-yil hisoboti"), "eski.xlsx", forms)
    assert [reading.month for reading in readings] == [1, 2, 3]
    assert figures(readings[0]) == {106: "15", 117: "300", 131: "0"}
    assert figures(readings[1]) == {106: "17", 117: "280"}
    assert figures(readings[2]) == {106: "18", 117: "310", 131: "2"}
    assert all(found(reading) == set() for reading in readings)
    assert the(readings[0], "missing_rows").severity is Severity.NOTE


def test_months_of_a_years_workbook_that_are_not_filled_in_yet_are_left_out() -> None:
    months_of_year = ["yanvar", "fevral", "mart", "aprel", "may"]
    rows = [
        ("№", "Nomi", *months_of_year),
        (6, NAMES["6"], 15, 17, None, None, "–"),
        (20, NAMES["20"], 14, None, "o'n", None, "–"),
    ]
    forms = {month: replace(with_row_months(), month=month) for month in range(1, 13)}
    readings = read_month_tables(own_table(rows), "yil.xlsx", forms)
    assert [reading.month for reading in readings] == [1, 2, 3]
    assert [reading.can_submit for reading in readings] == [True, True, False]
    assert the(readings[2], "not_a_number").cell == "E3"
    empty = [rows[0], (6, NAMES["6"], None, None, None, None, None)]
    assert {one.problems[-1].code for one in read_month_tables(own_table(empty), "yil.xlsx", forms)} == {"no_figures"}


def with_row_months() -> object:
    """The form of a place that has reported nothing yet."""
    return replace(FORM, rows=tuple(replace(row, months={}) for row in FORM.rows))


def test_a_cumulative_month_is_seen_against_the_earlier_months_of_the_same_workbook() -> None:
    rows = [(*HEADER, "yanvar", "fevral"), (17, NAMES["17"], "Nafar", 3500, 300, 580)]
    forms = {month: replace(with_row_months(), month=month) for month in (1, 2)}
    _, february = read_month_tables(own_table(rows), "eski.xlsx", forms)
    asked = the(february, "cumulative")
    assert (asked.typed, asked.suggested) == (Decimal(580), Decimal(280))


@pytest.mark.parametrize(
    ("title", "sheet"), [("Mart oyi hisoboti, 2023-yil", "Лист1"), ("", "март"), ("за март 2023 г.", "1")]
)
def test_a_month_named_in_the_title_or_by_the_sheet(title: str, sheet: str) -> None:
    rows = [("№", "Показатели", "Ед. изм.", "План", "Факт"), (6, NAMES["6"], "Dona", 200, 18)]
    reading = read_month(own_table(rows, title=title, sheet=sheet), "mart.xlsx", FORM)
    assert figures(reading) == {106: "18"}


def test_plan_and_fact_under_each_month_take_the_fact() -> None:
    rows = [
        ("№", "Nomi", "Yanvar", None, "Mart", None),
        (None, None, "reja", "fakt", "reja", "fakt"),
        (1, 2, 3, 4, 5, 6),
        (6, NAMES["6"], 16, 15, 16, 18),
    ]
    book = load_workbook(io.BytesIO(own_table(rows)))
    for cells in ("C1:D1", "E1:F1"):
        book.worksheets[0].merge_cells(cells)
    reading = read_month(saved(book), "mart.xlsx", FORM)
    assert figures(reading) == {106: "18"}


def test_excels_date_made_of_a_row_number_is_taken_back() -> None:
    rows = [("№", "Nomi", "Mart"), (datetime(2023, 1, 13), "Majburiy nusxa", 3)]
    assert figures(read_month(own_table(rows), "mart.xlsx", FORM)) == {131: "3"}


def test_a_table_of_another_year_is_an_error() -> None:
    rows = [("№", "Nomi", "Mart"), (6, NAMES["6"], 18)]
    reading = read_month(own_table(rows, title="2022-yil hisoboti"), "mart.xlsx", FORM)
    assert "2022" in the(reading, "wrong_year").message
    assert reading.entries == ()


def test_a_workbook_without_a_table_or_month_says_what_is_needed() -> None:
    with pytest.raises(UserError, match="jadval topilmadi"):
        read_month(own_table([("salom", "dunyo"), (1, 2)]), "x.xlsx", FORM)
    with pytest.raises(UserError, match="oy topilmadi"):
        read_month_tables(own_table([("№", "Nomi", "Izoh"), (6, NAMES["6"], "x")]), "x.xlsx", {3: FORM})


@settings(deadline=None, max_examples=20)
@given(
    st.dictionaries(
        st.sampled_from([row.row_id for row in FORM.typed_rows()]),
        st.integers(min_value=0, max_value=10**9),
        min_size=1,
    )
)
def test_whatever_whole_figures_are_typed_are_read_exactly(values: dict[int, int]) -> None:
    reading = read_month(typed(FORM, values), "mart.xlsx", FORM)
    assert figures(reading) == {row_id: str(value) for row_id, value in sorted(values.items(), key=_document_order)}


def _document_order(item: tuple[int, int]) -> int:
    return [row.row_id for row in FORM.rows].index(item[0])


CELLS = st.builds(
    lambda kind, text, number: (kind, str(number) if kind == "n" else text),
    st.sampled_from("nsdbef"),
    st.one_of(
        st.sampled_from(
            ["№", "Nomi", "Mart", "yanvar", "Izoh", "6", "13.1", "Jami", "2023-yil", NAMES["6"], "ishreja:id"]
        ),
        st.text(max_size=12),
    ),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.booleans())
def test_whatever_a_sheet_holds_ends_in_a_reading_or_a_message(rows: list[list[tuple[str, str]]], headed: bool) -> None:
    head = [[("s", "№"), ("s", "Nomi"), ("s", "Mart"), ("s", "Izoh")]] if headed else []
    cells = {
        (at, column): Cell(at, column, kind, text)
        for at, row in enumerate(head + rows, start=1)
        for column, (kind, text) in enumerate(row, start=1)
    }
    try:
        reading = month_of_book(Book((Sheet("A", False, cells, (), False),), False), FORM)
    except UserError as refused:
        assert str(refused)
    else:
        assert all(problem.message for problem in reading.problems)
        assert len({entry.row_id for entry in reading.entries}) == len(reading.entries)
