"""One plan in every format and shape says the same."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from openpyxl import Workbook, load_workbook

from ishreja.domain.plan import PlanDocument, PlanRow
from ishreja.domain.transliteration import to_cyrillic
from ishreja.intake.plan_json import as_json
from ishreja.intake.plan_reader import read_plan
from tests.plan_files import (
    ABOVE,
    HEADER,
    LEFT,
    ROWS,
    SEED,
    Written,
    as_docx,
    as_pdf,
    as_text,
    as_xlsx,
    fill_docx_table,
    fill_sheet,
    written_seed,
)

ONE_LINE = (
    (
        *("№", "Nomi", "O'lchov birligi", "2022-yil (fakt)", "2023-yil (reja)"),
        *("Amalga oshirish mexanizmi", "Bajarilish muddati", "Mas'ullar"),
    ),
)
FORMATS: dict[str, Callable[[Written], bytes]] = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}
SHORT = Written()


def line(number: str, name: str = "Ish", **fields: str) -> tuple[str, ...]:
    values = {
        "unit": "Dona",
        "previous": "1",
        "target": "2",
        "mechanism": "",
        "deadline": "2023-yil",
        "services": "Direktor",
    }
    return (number, name, *(values | fields).values())


def read(data: bytes) -> PlanDocument:
    return read_plan(data, "reja")


def said(document: PlanDocument) -> dict[str, Any]:
    """All that was read but the problems, whose places differ between formats."""
    return {field: value for field, value in as_json(document).items() if field != "problems"}


def row(document: PlanDocument, number: str) -> PlanRow:
    return next(row for row in document.rows if row.number == number)


def numbers(document: PlanDocument) -> list[str | None]:
    return [row.number for row in document.rows]


@pytest.fixture(scope="module")
def seed() -> dict[str, Any]:
    return said(read(SEED.read_bytes()))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_real_plan_reads_the_same_in(kind: str, seed: dict[str, Any]) -> None:
    """With its repeated page, its split rows and its two-line header."""
    assert said(read(FORMATS[kind](written_seed()))) == seed


@pytest.mark.parametrize("kind", FORMATS)
def test_the_real_plan_in_cyrillic_reads_the_same_in(kind: str) -> None:
    cyrillic = written_seed().mapped(to_cyrillic)
    assert said(read(FORMATS[kind](cyrillic))) == said(read(as_text(cyrillic)))


def test_the_real_plan_in_cyrillic_says_what_it_says_in_latin(seed: dict[str, Any]) -> None:
    read_rows = said(read(as_text(written_seed().mapped(to_cyrillic))))
    same = ("number", "parent", "section", "previous", "target", "schedule", "services", "kind", "quarters")
    assert [{field: row[field] for field in same} for row in read_rows["rows"]] == [
        {field: row[field] for field in same} for row in seed["rows"]
    ]
    assert (read_rows["place"], read_rows["year"]) == ("1706246", 2023)
    assert [approval["date"] for approval in read_rows["approvals"]] == ["2023-08-08", "2023-08-11"]


def test_a_mixture_of_scripts_is_read() -> None:
    rows = [row if isinstance(row, str) or at % 2 else [*map(to_cyrillic, row)] for at, row in enumerate(ROWS)]
    document = read(as_text(replace(SHORT, rows=rows)))
    assert [row.services for row in document.rows] == [row.services for row in read(as_text(SHORT)).rows]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SEED.read_bytes(),
        SEED.read_text(encoding="utf-8").encode("utf-16"),
        SEED.read_text(encoding="utf-8").replace("\n", "\r\n").encode(),
    ],
    ids=["byte order mark", "utf-16", "windows line ends"],
)
def test_text_is_read_in_its_encodings(data: bytes, seed: dict[str, Any]) -> None:
    assert said(read(data)) == seed


def test_russian_text_is_read_in_windows_1251() -> None:
    text = (
        "План работы Джондорского районного ИБЦ на 2024 год\n\n"
        "№ п/п\tНаименование\tЕд. изм.\tФакт 2023\tПлан 2024\tСрок\tОтветственный\n"
        "1\tПосещения\tчел.\t20 262\t21 000\tI-II квартал\tДиректор\n"
    )
    document = read(text.encode("cp1251"))
    assert (document.place, document.year) == ("1706246", 2024)
    assert (document.rows[0].previous, document.rows[0].target) == (Decimal(20262), Decimal(21000))
    assert document.rows[0].services == ("direktor",)


def test_a_spreadsheets_quotes_are_taken_off_and_the_texts_own_are_kept() -> None:
    text = as_text(replace(SHORT, rows=[line("1", '"Yilning eng yaxshisi" tanlovi'), line("2", "QUOTED")])).decode()
    document = read(text.replace("QUOTED", '"Kitob:\n""Bahor"" ga"').encode())
    assert [row.name for row in document.rows] == ['"Yilning eng yaxshisi" tanlovi', 'Kitob: "Bahor" ga']


@pytest.mark.parametrize("kind", FORMATS)
def test_columns_stand_in_any_order(kind: str) -> None:
    one_line = replace(SHORT, header=ONE_LINE)
    assert said(read(FORMATS[kind](one_line.columns([7, 1, 4, 0, 6, 2, 3, 5])))) == said(read(as_text(one_line)))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_header_is_repeated_on_every_page(kind: str) -> None:
    rows = [*ROWS[:3], *HEADER, *ROWS[3:]]
    assert said(read(FORMATS[kind](replace(SHORT, rows=rows)))) == said(read(as_text(SHORT)))


def test_a_line_that_numbers_the_columns_is_no_row() -> None:
    assert said(read(as_text(replace(SHORT, header=(*HEADER, tuple("12345678")))))) == said(read(as_text(SHORT)))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cell_merged_over_rows_is_said_of_each(kind: str) -> None:
    rows = [
        line("1", services="Barcha xizmatlar"),
        line("2", services=ABOVE, deadline=ABOVE),
        line("3", services=ABOVE),
    ]
    document = read(FORMATS[kind](replace(SHORT, rows=rows)))
    assert [row.services for row in document.rows] == [("barcha",)] * 3
    assert [row.deadline for row in document.rows] == ["2023-yil"] * 3


@pytest.mark.parametrize("kind", FORMATS)
def test_an_amount_merged_over_rows_counts_once(kind: str) -> None:
    document = read(FORMATS[kind](replace(SHORT, rows=[line("1", target="40"), line("2", target=ABOVE)])))
    assert [row.target for row in document.rows] == [Decimal(40), None]
    assert [problem.where for problem in document.problems if problem.code == "amount_shared"] == ["2-qator"]


@pytest.mark.parametrize("kind", FORMATS)
def test_parts_stand_on_lines_of_their_own_under_a_merged_number(kind: str) -> None:
    covered = {"unit": ABOVE, "mechanism": ABOVE, "deadline": ABOVE, "services": ABOVE}
    rows = [
        line("1", "Kitob olish:", previous="289", target="300"),
        line(ABOVE, "- jismoniy shaxslar;", **(covered | {"previous": "56", "target": "60"})),
        line(ABOVE, "- yuridik shaxslar", **(covered | {"previous": "233", "target": "240"})),
        line("2"),
    ]
    document = read(FORMATS[kind](replace(SHORT, rows=rows)))
    parts = [row for row in document.rows if row.number is None]
    assert [(part.parent, part.name, part.unit, part.previous, part.target) for part in parts] == [
        ("1", "jismoniy shaxslar", "Dona", 56, 60),
        ("1", "yuridik shaxslar", "Dona", 233, 240),
    ]
    assert [part.services for part in parts] == [("direktor",)] * 2
    assert numbers(document) == ["1", None, None, "2"]


def test_parts_stand_below_a_line_that_says_of_which() -> None:
    rows = [
        line("1", "Kitob olish", previous="289", target="300"),
        ("", "Shundan:", "", "", "", "", "", ""),
        ("", "jismoniy shaxslar", "Dona", "56", "60", "", "", ""),
        ("", "yuridik shaxslar", "", "233", "240", "", "", ""),
        line("2"),
    ]
    document = read(as_docx(replace(SHORT, rows=rows)))
    assert [(row.number, row.parent) for row in document.rows] == [("1", None), (None, "1"), (None, "1"), ("2", None)]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Hududiy axborot-", "kutubxona markazi", "Hududiy axborot-kutubxona markazi"),
        ("Kitobxonlar foydala-", "nuvchilarga yordami", "Kitobxonlar foydalanuvchilarga yordami"),
        ("Kitobxonlar qat", "novining hisobi", "Kitobxonlar qatnovining hisobi"),
        ("Elektron resurslard", "foydalanish", "Elektron resurslard foydalanish"),
        ("Yangi kitoblar", "haqida", "Yangi kitoblar haqida"),
        ("Dastur 2022-", "2026-yillarga", "Dastur 2022-2026-yillarga"),
    ],
)
def test_a_row_split_over_two_lines_is_joined(first: str, second: str, joined: str) -> None:
    rows = [
        line("1", first, mechanism="Reja"),
        ("", second, "", "", "", "asosida", "davomida", ""),
        line("2", "Boshqa"),
    ]
    document = read(as_docx(replace(SHORT, rows=rows, breaks=(1,))))
    assert (document.rows[0].name, document.rows[0].mechanism) == (joined, "Reja asosida")
    assert document.rows[0].deadline == "2023-yil davomida"
    assert numbers(document) == ["1", "2"]


@pytest.mark.parametrize("number", ["{}.", "{})", "{}", "№ {}", " {} . "])
def test_a_number_is_read_without_its_point(number: str) -> None:
    rows = [line(number.format(at), f"Ish turi {at}") for at in (1, 2, 3)]
    assert numbers(read(as_text(replace(SHORT, rows=rows)))) == ["1", "2", "3"]


def test_numbers_that_excel_keeps_as_figures() -> None:
    rows = [line("13"), *(line(f"13.{at}", f"Tur {at}") for at in range(1, 12)), line("14"), line("14.1"), line("15")]
    document = read(as_xlsx(replace(SHORT, rows=rows)))
    assert numbers(document) == ["13", *(f"13.{at}" for at in range(1, 12)), "14", "14.1", "15"]
    assert {row.parent for row in document.rows} == {None, "13", "14"}


def test_a_number_that_excel_took_for_a_date_or_shows_with_decimals() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(replace(SHORT, rows=[line("13"), line("A"), line("B"), line("14")]))))
    page = book["Ish reja"]
    for cells in page.iter_rows():
        if cells[0].value == "A":
            cells[0].value = datetime(2023, 1, 13)
        elif cells[0].value == "B":
            cells[0].value, cells[0].number_format = 13.2, "0.00"
    out = io.BytesIO()
    book.save(out)
    assert numbers(read(out.getvalue())) == ["13", "13.1", "13.20", "14"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("71 077", 71077),
        ("71\u00a0077", 71077),
        ("12 ta", 12),
        ("12,5", Decimal("12.5")),
        ("0", 0),
        ("-", None),
        ("–", None),
        ("", None),
    ],
)
def test_amounts_are_written_in_many_ways(text: str, value: object) -> None:
    for write in (as_text, as_docx, as_xlsx):
        document = read(write(replace(SHORT, rows=[line("1", target=text, previous=text)])))
        assert (document.rows[0].target, document.rows[0].previous) == (value, value)


def test_a_percentage_is_read_as_it_is_shown() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(replace(SHORT, rows=[line("1", unit="Foiz", target="7")]))))
    for cells in book["Ish reja"].iter_rows():
        if cells[0].value == 1:
            cells[4].value, cells[4].number_format = 0.95, "0%"
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).rows[0].target == 95


@pytest.mark.parametrize("kind", FORMATS)
def test_sections_are_told_from_rows(kind: str) -> None:
    rows = [
        "I bo'lim. Umumiy",
        line("1"),
        "II BO'LIM. ASOSIY FAOLIYAT",
        line("2"),
        "III. Kadrlar malakasini oshirish",
        line("3"),
        "ІV. МАЪНАВИЙ ИШЛАР",
        line("4"),
        "Oxirgi ishlar",
        line("5"),
    ]
    document = read(FORMATS[kind](replace(SHORT, rows=rows)))
    assert [(row.number, row.section) for row in document.rows] == list(
        zip("12345", ["I", "II", "III", "IV", "IV"], strict=True)
    )
    assert document.rows[4].section_title == "Oxirgi ishlar"


@pytest.mark.parametrize("kind", [*FORMATS, "text"])
def test_a_section_s_numeral_stands_in_the_number_s_cell(kind: str) -> None:
    empty = [""] * 6
    rows = [("I.", "UMUMIY FAOLIYAT", *empty), line("1"), ("II", "Asosiy faoliyat", *empty), line("2")]
    document = read((FORMATS | {"text": as_text})[kind](replace(SHORT, rows=rows)))
    assert [(row.number, row.section) for row in document.rows] == [("1", "I"), ("2", "II")]


def test_a_plan_without_sections_has_none() -> None:
    assert [row.section for row in read(as_text(replace(SHORT, rows=[line("1"), line("2")]))).rows] == [None, None]


def test_numbering_may_begin_anew_in_every_section() -> None:
    rows = ["I. UMUMIY", line("1", "Birinchi ish"), "II. ASOSIY", line("1", "Boshqa ish"), line("1.1", "Uning bo'lagi")]
    document = read(as_text(replace(SHORT, rows=rows)))
    assert [(row.section, row.number, row.parent) for row in document.rows] == [
        ("I", "1", None),
        ("II", "1", None),
        ("II", "1.1", "1"),
    ]
    assert not [problem for problem in document.problems if problem.code == "number_twice"]


def test_a_plan_is_cut_into_tables_with_headings_between_them() -> None:
    document = docx.Document()
    for text in ("Jondor tuman AKM 2023-yil ish rejasi", "I. UMUMIY FAOLIYAT"):
        document.add_paragraph(text)
    fill_docx_table(document, [*HEADER, line("1")], 8)
    document.add_paragraph("II. ASOSIY FAOLIYAT")
    fill_docx_table(document, [line("2"), line("3")], 8)
    fill_docx_table(document, [("Markaz direktori", "Sh. Karimov")], 2)
    out = io.BytesIO()
    document.save(out)
    read_document = read(out.getvalue())
    assert [(row.number, row.section) for row in read_document.rows] == [("1", "I"), ("2", "II"), ("3", "II")]


def test_automatic_numbers_and_bullets_of_word_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("Jondor tuman AKM 2023-yil ish rejasi")
    rows = [line("", "Birinchi ish"), line("", "Kitob olish:", previous="30 10 20"), line("", "Uchinchi ish")]
    table = fill_docx_table(document, [*HEADER, *rows], 8)
    for at in (2, 3, 4):
        table.cell(at, 0).paragraphs[0].style = "List Number"
    for part in ("yangi;", "qayta"):
        table.cell(3, 1).add_paragraph(part, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    read_document = read(out.getvalue())
    assert [(row.number, row.name) for row in read_document.rows] == [
        ("1", "Birinchi ish"),
        ("2", "Kitob olish: - yangi; - qayta"),
        (None, "yangi"),
        (None, "qayta"),
        ("3", "Uchinchi ish"),
    ]


def sheets(*pages: tuple[str, Written]) -> bytes:
    book = Workbook()
    for name, written in pages:
        fill_sheet(book.create_sheet(name), written)
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_plan_whose_sections_stand_on_sheets_is_one_plan() -> None:
    first, second = replace(SHORT, rows=SHORT.rows[:3]), replace(SHORT, head=(), rows=SHORT.rows[3:])
    document = read(sheets(("Umumiy", first), ("Asosiy", second)))
    assert said(document) == said(read(as_text(SHORT)))


def test_a_sheet_s_name_is_the_section_of_rows_without_one() -> None:
    first = replace(SHORT, rows=[line("1", "Xodimlar o'qishi"), line("2", "Ko'rik-tanlov")])
    second = replace(SHORT, head=(), rows=[line("1", "Kitob olish"), line("2", "Tadbirlar")])
    document = read(sheets(("I bo'lim", first), ("II bo'lim", second)))
    assert [(row.section, row.number) for row in document.rows] == [("I", "1"), ("I", "2"), ("II", "1"), ("II", "2")]


def test_the_title_stands_on_a_sheet_of_its_own() -> None:
    title = replace(SHORT, header=(("",),), rows=())
    document = read(sheets(("Titul", title), ("Reja", replace(SHORT, head=()))))
    assert said(document) == said(read(as_text(SHORT)))


def test_another_year_s_plan_on_another_sheet_is_not_put_to_it() -> None:
    rows = [line("1"), line("2"), line("3")]
    document = read(sheets(("2022", replace(SHORT, rows=rows[:2])), ("2023", replace(SHORT, rows=rows))))
    assert numbers(document) == ["1", "2", "3"]
    assert any(problem.code == "other_sheets" and "2022" in problem.message for problem in document.problems)


def test_the_sheet_with_the_plan_is_chosen() -> None:
    book = Workbook()
    book.active.title = "Izoh"  # type: ignore[union-attr]
    book.active["A1"] = "Bu faylda ish reja bor"  # type: ignore[union-attr,index]
    fill_sheet(book.create_sheet("Namuna"), replace(SHORT, rows=[line("1")]))
    fill_sheet(book.create_sheet("Reja"), SHORT)
    out = io.BytesIO()
    book.save(out)
    document = read(out.getvalue())
    assert said(document) == said(read(as_text(SHORT)))
    note = next(problem for problem in document.problems if problem.code == "other_sheets")
    assert "Namuna" in note.message


def test_a_formula_without_a_stored_result_is_an_error_with_its_cell() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(replace(SHORT, rows=[line("1", target="=1+1")]))))
    out = io.BytesIO()
    book.save(out)
    document = read(out.getvalue())
    errors = [problem for problem in document.problems if problem.code == "formula"]
    assert len(errors) == 1
    assert errors[0].severity == "error"
    assert errors[0].where.startswith("Ish reja!E")


@pytest.mark.parametrize(
    "below",
    [
        "Direktor: Halimov",
        "Tuzuvchi: A. Karimov   ____________",
        "*tekshirildi*",
        "Izoh: yo'q",
        "Metodist Z. Qodirova",
        "Bajaruvchi: Z. Qodirova",
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_what_stands_below_the_table_is_left_out(kind: str, below: str) -> None:
    document = read(FORMATS[kind](replace(SHORT, below=below)))
    assert said(document) == said(read(as_text(SHORT)))


def test_a_line_of_totals_is_no_row() -> None:
    rows = [line("1"), ("", "Jami:", "", "10", "20", "", "", "")]
    assert numbers(read(as_docx(replace(SHORT, rows=rows)))) == ["1"]


def test_signatures_below_a_sheet_s_table_are_no_end_of_its_last_row() -> None:
    signed = [
        ("", text, *[""] * 6) for text in ("Jami:", "", "Mas'ul xodim", "Bajaruvchi: Z. Qodirova", "tel: 221-12-12")
    ]
    document = read(as_xlsx(replace(SHORT, rows=[line("1"), *signed])))
    assert [(row.number, row.name) for row in document.rows] == [("1", "Ish")]


def test_the_end_of_a_name_with_initials_in_it_is_no_signature() -> None:
    rest = ("", "mashhur adib A. Qahhor", *[""] * 6)
    document = read(as_docx(replace(SHORT, rows=[line("1", "Kecha o'tkazish:"), rest])))
    assert [row.name for row in document.rows] == ["Kecha o'tkazish: mashhur adib A. Qahhor"]


RUSSIAN = Written(
    head=(
        "УТВЕРЖДАЮ\nДиректор Джондорского районного информационно-библиотечного центра\nА. Халимов\n11 января 2024 г.",
        "ПЛАН РАБОТЫ\nДжондорского районного информационно-библиотечного центра\nна 2024 год",
    ),
    header=(
        (
            *("№ п/п", "Наименование мероприятий", "Единица измерения", "Количество", LEFT),
            *("Механизм реализации", "Срок исполнения", "Ответственные"),
        ),
        (ABOVE, ABOVE, ABOVE, "2023 год (факт)", "2024 год (план)", ABOVE, ABOVE, ABOVE),
    ),
    rows=(
        "Раздел I. Общая деятельность",
        ("1", "Мониторинг кадров", "Документ", "4", "4", "График", "в течение 2024 года", "Директор"),
        "II. ОСНОВНАЯ ДЕЯТЕЛЬНОСТЬ",
        ("2", "Посещения", "Человек", "20 262", "21 000", "", "I-II квартал", "Абонемент и обслуживание пользователей"),
        ("3", "Праздники", "Мероприятие", "—", "12", "", "ежемесячно", "Все отделы"),
        ("4", "Акции", "Мероприятие", "—", "10", "", "май-август", "Все отделы"),
    ),
)


@pytest.mark.parametrize("kind", [*FORMATS, "text"])
def test_a_plan_in_russian_is_read(kind: str) -> None:
    document = read((FORMATS | {"text": as_text})[kind](RUSSIAN))
    assert (document.place, document.year) == ("1706246", 2024)
    assert document.title == "ПЛАН РАБОТЫ Джондорского районного информационно-библиотечного центра на 2024 год"
    assert [(found.name, str(found.date)) for found in document.approvals] == [("А. Халимов", "2024-01-11")]
    assert [(row.number, row.section, row.previous, row.target) for row in document.rows] == [
        ("1", "I", 4, 4),
        ("2", "II", 20262, 21000),
        ("3", "II", None, 12),
        ("4", "II", None, 10),
    ]
    assert [row.schedule and (row.schedule.first_month, row.schedule.last_month) for row in document.rows] == [
        (1, 12),
        (1, 6),
        (1, 12),
        (5, 8),
    ]
    assert [row.services for row in document.rows] == [("direktor",), ("abonement",), ("barcha",), ("barcha",)]


def quarter_plan(header: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> Written:
    return Written(("Vobkent tuman AKMning 2025-yilga mo'ljallangan ish rejasi",), header, rows)


@pytest.mark.parametrize("kind", [*FORMATS, "text"])
def test_quarter_columns_under_the_plan_s_heading(kind: str) -> None:
    header = (
        (
            "T/r",
            "Ko'rsatkichlar nomi",
            "Birlik",
            "2024-yil fakt",
            "2025-yil reja",
            *[LEFT] * 4,
            "Muddati",
            "Ijrochilar",
        ),
        (*[ABOVE] * 4, "Jami", "I chorak", "II chorak", "III chorak", "IV chorak", ABOVE, ABOVE),
    )
    rows = (
        (
            "1",
            "Kitobxonlar qatnovi",
            "Nafar",
            "20 262",
            "21 000",
            "5 000",
            "5 000",
            "5 500",
            "5 500",
            "2025-yil",
            "Direktor",
        ),
        ("2", "Tadbirlar", "Tadbir", "-", "12", "3", "3", "-", "6", "2025-yil", "Barcha xizmatlar"),
        ("3", "Kitob olish", "Nusxa", "10", "12 ta", "", "", "", "", "har chorakda", "Direktor"),
    )
    document = read((FORMATS | {"text": as_text})[kind](quarter_plan(header, rows)))
    assert (document.place, document.year) == ("1706212", 2025)
    assert [(row.previous, row.target, row.quarters) for row in document.rows] == [
        (20262, 21000, (5000, 5000, 5500, 5500)),
        (None, 12, (3, 3, None, 6)),
        (10, 12, None),
    ]
    assert not [problem for problem in document.problems if problem.severity != "note"]


def test_a_plan_with_quarters_alone_takes_their_sum_and_says_so() -> None:
    header = (
        ("T/r", "Tadbirlar nomi", "Birlik", "Choraklar", *[LEFT] * 3, "Muddati", "Ijrochilar"),
        (*[ABOVE] * 3, "I", "II", "III", "IV", ABOVE, ABOVE),
    )
    rows = (("1", "Qatnov", "Nafar", "5 000", "5 000", "5 500", "5 500", "yil davomida", "Direktor"),)
    document = read(as_xlsx(quarter_plan(header, rows)))
    assert (document.rows[0].target, document.rows[0].quarters) == (21000, (5000, 5000, 5500, 5500))
    assert "target_from_quarters" in {problem.code for problem in document.problems}


def test_quarters_with_plan_and_fact_side_by_side() -> None:
    header = (
        (
            "№",
            "Nomi",
            "Birlik",
            "Yillik reja",
            "I chorak",
            LEFT,
            "II chorak",
            LEFT,
            "III chorak",
            LEFT,
            "IV chorak",
            LEFT,
        ),
        (*[ABOVE] * 4, *["reja", "fakt"] * 4),
    )
    rows = (("1", "Qatnov", "Nafar", "100", "10", "9", "20", "", "30", "", "40", ""),)
    document = read(as_docx(quarter_plan(header, rows)))
    assert (document.rows[0].target, document.rows[0].quarters) == (100, (10, 20, 30, 40))


def test_several_years_stand_side_by_side() -> None:
    header = (("№", "Nomi", "Birlik", "2021-yil", "2022-yil", "2023-yil", "Muddati", "Mas'ullar"),)
    document = read(
        as_text(Written(header=header, rows=(("1", "Ish", "Dona", "1", "2", "3", "I chorak", "Direktor"),)))
    )
    assert (document.rows[0].previous, document.rows[0].target) == (2, 3)


def test_tracked_changes_are_read_as_they_stand_now() -> None:
    document = docx.Document()
    document.add_paragraph("Jondor tuman AKM 2023-yil ish rejasi")
    table = fill_docx_table(document, [*HEADER, line("1", "Eski Yangi nom")], 8)
    paragraph = table.cell(2, 1).paragraphs[0]._p
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="x"'
    paragraph.clear()
    paragraph.append(parse_xml(f"<w:del {space}><w:r><w:delText>Eski </w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {space}><w:r><w:t>Yangi nom</w:t></w:r></w:ins>"))
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue()).rows[0].name == "Yangi nom"


@pytest.mark.parametrize("kind", [*FORMATS, "text"])
def test_a_header_of_three_lines(kind: str) -> None:
    first = HEADER[0]
    covered = [ABOVE] * 3
    header = (first, (*covered, "2022-yil", "2023-yil", *covered), (*covered, "fakt", "reja", *covered))
    assert said(read((FORMATS | {"text": as_text})[kind](replace(SHORT, header=header)))) == said(read(as_text(SHORT)))
