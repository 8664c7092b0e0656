"""What was written into a plan is what is read from it, whatever the format, the columns' order and the page breaks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ishreja.domain.deadlines import read_deadline
from ishreja.domain.transliteration import to_cyrillic
from ishreja.domain.wording import key, similarity
from ishreja.errors import UserError
from ishreja.intake.plan_reader import read_plan
from tests.plan_files import ABOVE, HEADER, LEFT, Written, as_docx, as_text, as_xlsx

WORDS = (
    *("kutubxona", "fond", "adabiyotlarni", "bo'yicha", "hisobotini", "kitobxonlar", "xizmat", "ko'rsatish"),
    *("tadbirlar", "o'tkazish", "veb-saytiga", "ma'naviy-ma'rifiy", "axborot-kutubxona", "resurslarni", "elektron"),
    *("raqamlashtirish", "viloyat", "AKM ga", "taqdim", "etish", "mutaxassislar", '"Kitobxon"', "uchun,", "yangi"),
    *("(shahar)", "o‘quvchilarga", "g'oyasi;", "ro’yxati", "2022-yil", "bilan", "hamkorlikda"),
)
UNITS = ("Dona", "Nusxa", "Nafar", "Tadbir", "Hujjat", "Uslubiy yordam", "Bibliografik yozuv", "So'mda")
DEADLINES = ("2023-yil davomida", "2023-yil I chorak", "2023-yil I–II chorak", "har oyda", "2023-yil sentyabr-dekabr")
SERVICES = {
    "Barcha xizmatlar": ("barcha",),
    "Direktor, Kadrlar bo'yicha inspektor": ("direktor", "kadrlar"),
    "Abonement va foydalanuvchilarga xizmat ko'rsatish xizmati": ("abonement",),
    "Fondlarni to'ldirish saqlash va ularga ishlov berish xizmati": ("fond",),
    "Axborot-bibliografiya xizmati": ("bibliografiya",),
}
DISTINCT = 0.75  # wordings less alike than this are never taken for two copies of one

ONE_LINE = (
    "№",
    "Nomi",
    "O'lchov birligi",
    "2022-yil (fakt)",
    "2023-yil (reja)",
    "Amalga oshirish mexanizmi",
    "Bajarilish muddati",
    "Mas'ullar",
)


class Row(NamedTuple):
    """A row as it is written; amounts as text."""

    number: str
    name: str
    unit: str
    previous: str
    target: str
    mechanism: str
    deadline: str
    services: str


def sentences(least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most).map(
        lambda words: " ".join(["Ish", *words]).rstrip(" ,;")
    )


amounts = st.one_of(st.just("-"), st.integers(0, 99_999).map(str))
rows = st.builds(
    Row,
    st.just(""),
    sentences(3, 14),
    st.sampled_from(UNITS),
    amounts,
    amounts,
    st.one_of(st.just(""), sentences(3, 20)),
    st.sampled_from(DEADLINES),
    st.sampled_from(sorted(SERVICES)),
)


@st.composite
def plans(draw: st.DrawFn) -> list[str | Row]:
    """Sections I, II … with rows numbered through; a few rows have a row 1 or 2 levels below."""
    plan: list[str | Row] = []
    number = 0
    for numeral in draw(st.sampled_from(((), ("I",), ("I", "II", "V")))) or ("",):
        if numeral:
            plan.append(f"{numeral}. {draw(st.sampled_from(('UMUMIY FAOLIYAT', 'Asosiy ishlab chiqarish')))}")
        for row in draw(st.lists(rows, min_size=1, max_size=5)):
            number += 1
            plan.append(row._replace(number=str(number)))
            plan += [
                child._replace(number=f"{number}.{at}")
                for at, child in enumerate(draw(st.lists(rows, max_size=2)), start=1)
            ]
    return plan


def expected(plan: list[str | Row]) -> list[dict[str, object]]:
    read = []
    section = None
    numbers = {row.number for row in plan if isinstance(row, Row)}
    for row in plan:
        if isinstance(row, str):
            section = row.split(".")[0]
            continue
        parent = row.number.rpartition(".")[0]
        read.append(
            {
                "number": row.number,
                "parent": parent if parent in numbers else None,
                "section": section,
                "name": row.name,
                "unit": row.unit,
                "previous": None if row.previous == "-" else Decimal(row.previous),
                "target": None if row.target == "-" else Decimal(row.target),
                "target_text": None,
                "mechanism": row.mechanism or None,
                "deadline": row.deadline,
                "schedule": read_deadline(row.deadline, 2023),
                "services": SERVICES[row.services],
                "quarters": None,
            }
        )
    return read


def assert_read(data: bytes, plan: list[str | Row]) -> None:
    document = read_plan(data, "reja")
    fields = expected(plan)
    assert [row.number for row in document.rows] == [row["number"] for row in fields]
    for row, wanted in zip(document.rows, fields, strict=True):
        assert {field: getattr(row, field) for field in wanted} == wanted


@settings(deadline=None, max_examples=60)
@given(plans())
def test_reads_back_what_a_text_says(plan: list[str | Row]) -> None:
    assert_read(as_text(Written(rows=plan)), plan)


@settings(deadline=None, max_examples=8)
@given(plans())
def test_reads_back_what_a_word_document_says(plan: list[str | Row]) -> None:
    assert_read(as_docx(Written(rows=plan)), plan)


@settings(deadline=None, max_examples=8)
@given(plans(), st.booleans())
def test_reads_back_what_a_workbook_says(plan: list[str | Row], numbers: bool) -> None:
    assert_read(as_xlsx(Written(rows=plan), numbers=numbers), plan)


@settings(deadline=None, max_examples=60)
@given(plans(), st.permutations(range(8)))
def test_reads_columns_in_any_order(plan: list[str | Row], order: list[int]) -> None:
    assert_read(as_text(Written(header=(ONE_LINE,), rows=plan).columns(order)), plan)


@settings(deadline=None, max_examples=60)
@given(plans(), st.data())
def test_joins_rows_that_a_page_break_splits(plan: list[str | Row], data: st.DataObject) -> None:
    lines: list[str | tuple[str, ...]] = []
    breaks = []
    for row in plan:
        lines.append(row)
        if isinstance(row, Row) and data.draw(st.booleans()):
            first, second = split(row, data)
            lines[-1] = first
            if any(second):
                breaks.append(len(lines))
                lines.append(second)
    assert_read(as_text(Written(rows=lines, breaks=breaks)), plan)


def split(row: Row, data: st.DataObject) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The row's texts cut in two between words, its amounts in the first part."""
    cut = {1, 2, 5, 6, 7}
    first, second = [], []
    for at, text in enumerate(row):
        words = text.split()
        place = data.draw(st.integers(1, len(words))) if at in cut and words else len(words)
        first.append(" ".join(words[:place]))
        second.append(" ".join(words[place:]))
    return tuple(first), tuple(second)


@settings(deadline=None, max_examples=40)
@given(plans())
def test_reads_the_same_plan_in_cyrillic(plan: list[str | Row]) -> None:
    document = read_plan(as_text(Written(rows=plan).mapped(to_cyrillic)), "reja")
    fields = expected(plan)
    assert document.place == "1706246"
    assert document.year == 2023
    for row, wanted in zip(document.rows, fields, strict=True):
        same = ("number", "parent", "section", "previous", "target", "schedule", "services")
        assert {field: getattr(row, field) for field in same} == {field: wanted[field] for field in same}
        assert key(row.name) == key(str(wanted["name"]))


@settings(deadline=None, max_examples=40)
@given(plans(), st.data())
def test_counts_a_repeated_page_once(plan: list[str | Row], data: st.DataObject) -> None:
    places = [at for at, row in enumerate(plan) if isinstance(row, Row)]
    names = [row.name for row in plan if isinstance(row, Row)]
    assume(all(similarity(*pair) < DISTINCT for pair in combinations(names, 2)))
    start = data.draw(st.sampled_from(places))
    end = data.draw(st.integers(start + 1, len(plan)))
    first, second = list(plan[start:end]), list(plan[start:end])
    unnumbered = data.draw(st.sampled_from((first, second)))
    for at, row in enumerate(unnumbered):
        if isinstance(row, Row) and at and data.draw(st.booleans()):
            unnumbered[at] = row._replace(number="")
    repeated = [*plan[:start], *first, *second, *plan[end:]]
    assert_read(as_text(Written(rows=repeated, breaks=(start + len(first),))), plan)


@settings(deadline=None, max_examples=60)
@given(plans(), st.data())
def test_counts_a_page_once_that_begins_and_ends_within_a_row(plan: list[str | Row], data: st.DataObject) -> None:
    """The extraction of the real plan: the tail of the row before the page stands twice, the last row's tail once."""
    places = [at for at, row in enumerate(plan) if isinstance(row, Row)]
    names = [row.name for row in plan if isinstance(row, Row)]
    assume(len(places) > 3 and all(similarity(*pair) < DISTINCT for pair in combinations(names, 2)))
    before, last = sorted(data.draw(st.sets(st.sampled_from(places), min_size=2, max_size=2)))
    assume(last - before > 1)
    (head, tail), (last_head, last_tail) = (split(plan[at], data) for at in (before, last))  # type: ignore[arg-type]
    first, second = ([tail, *plan[before + 1 : last], last_head] for _ in range(2))
    unnumbered = data.draw(st.sampled_from((first, second)))
    for at, row in enumerate(unnumbered):
        if at > 1 and not isinstance(row, str) and data.draw(st.booleans()):
            unnumbered[at] = ("", *row[1:])
    lines = [*plan[:before], head, *first, *second, last_tail, *plan[last + 1 :]]
    breaks = (before + 1, before + 1 + len(first), before + 1 + 2 * len(first))
    assert_read(as_text(Written(rows=lines, breaks=breaks)), plan)


@settings(deadline=None, max_examples=40)
@given(plans(), st.integers(2019, 2035))
def test_reads_other_years(plan: list[str | Row], year: int) -> None:
    def moved(text: str) -> str:
        return text.replace("2022-yil", f"{year - 1}-yil").replace("2023-yil", f"{year}-yil")

    written = Written(rows=plan, header=HEADER)
    document = read_plan(as_text(written.mapped(moved)), "reja")
    assert document.year == year
    assert [row.schedule for row in document.rows] == [row["schedule"] for row in expected(plan)]
    assert [row.target for row in document.rows] == [row["target"] for row in expected(plan)]


@settings(deadline=None, max_examples=40)
@given(plans(), st.sets(st.sampled_from((2, 3, 5, 6, 7)), max_size=3))
def test_reads_plans_without_some_columns(plan: list[str | Row], absent: set[int]) -> None:
    kept = [at for at in range(8) if at not in absent]
    document = read_plan(as_text(Written(header=(ONE_LINE,), rows=plan).columns(kept)), "reja")
    nothing = {
        2: ("unit", None),
        3: ("previous", None),
        5: ("mechanism", None),
        6: ("deadline", None),
        7: ("services", ()),
    }
    for row, wanted in zip(document.rows, expected(plan), strict=True):
        lacking = dict(nothing[at] for at in absent) | ({"schedule": None} if 6 in absent else {})
        assert {field: getattr(row, field) for field in wanted} == wanted | lacking


quarter_rows = st.tuples(rows, st.lists(st.one_of(st.just("-"), st.integers(0, 500).map(str)), min_size=4, max_size=4))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(quarter_rows, min_size=1, max_size=5), st.sampled_from((("I", "II", "III", "IV"), ("1", "2", "3", "4")))
)
def test_reads_quarter_columns(drawn: list[tuple[Row, list[str]]], numerals: tuple[str, ...]) -> None:
    header = (
        ("№", "Nomi", "O'lchov birligi", "2022-yil (fakt)", "2023-yil (reja)", *[LEFT] * 4, "Muddati", "Mas'ullar"),
        (*[ABOVE] * 4, "jami", *(f"{numeral}-chorak" for numeral in numerals), ABOVE, ABOVE),
    )
    lines = [
        (str(at), row.name, row.unit, row.previous, row.target, *quarters, row.deadline, row.services)
        for at, (row, quarters) in enumerate(drawn, start=1)
    ]
    document = read_plan(as_text(replace(Written(), header=header, rows=lines)), "reja")
    for read, (row, quarters) in zip(document.rows, drawn, strict=True):
        values = tuple(None if text == "-" else Decimal(text) for text in quarters)
        assert read.quarters == (values if any(value is not None for value in values) else None)
        assert read.target == (None if row.target == "-" else Decimal(row.target))


fields = st.text(st.characters(exclude_characters="\t\r\n", exclude_categories=("Cs", "Cc")), max_size=30)
lines = st.lists(
    st.one_of(fields, st.sampled_from(("1", "13.1", "I.", "-", "Nomi", "Shundan,", "2023-yil"))), max_size=10
)


@settings(deadline=None, max_examples=60)
@given(st.lists(lines, max_size=12))
def test_any_table_below_a_header_ends_in_a_plan_or_a_message(table: list[list[str]]) -> None:
    text = "\n".join(["\t".join(ONE_LINE), *("\t".join(line) for line in table)])
    try:
        document = read_plan(text.encode(), "reja.txt")
    except UserError as refused:
        assert str(refused)
    else:
        assert all(problem.message and problem.where for problem in document.problems)
