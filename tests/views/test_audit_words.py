"""The record of changes in words: every field, act and question that the code records has a translation."""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from ishreja import planning, reporting
from ishreja.access.accounts import INVITE, RESET
from ishreja.access.actors import RIGHTS
from ishreja.access.recording import REFUSED
from ishreja.documents.audit_workbook import audit_workbook
from ishreja.domain.district_card import DistrictCard
from ishreja.domain.month import MonthEntry
from ishreja.domain.places import Place
from ishreja.domain.round import RoundSettings, Stage, Step
from ishreja.storage import audit
from ishreja.storage.audit import Event
from ishreja.storage.settings import Settings
from ishreja.views import audit_words
from ishreja.views.audit import Asked, names_in, newest
from ishreja.views.audit_answers import rules
from ishreja.views.audit_fields import field_names, known_words
from ishreja.views.names import service_name
from tests.rounds import ADMINISTRATOR as MANAGER
from tests.rounds import DIRECTOR, INSPECTOR, PLACE, REGION, Round, open_round


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Round]:
    opened = open_round(tmp_path)
    yield opened
    opened.store.close()


ISHREJA = Path(__file__).parents[2] / "ishreja"
RECORDING = {
    path.relative_to(ISHREJA).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(ISHREJA.rglob("*.py"))
    if "audit.record(" in path.read_text("utf-8")
}
WHOLE = {
    "planning/cards.py": DistrictCard,
    "planning/places.py": Place,
    "planning/settings.py": Settings,
    "reporting/round_rules.py": RoundSettings,
}
"""Where all fields of a value are recorded by their names."""
TOLD_APART = {"step", "comments", "answers"}
"""What is recorded of a step and of a file without being a field of its own."""
ACTION_AT = {"Event": 2, "event": 2, "_save": 2, "_set": 3, "_take": 3}
"""Which argument is the action, by the function that is called."""


def texts(node: ast.AST) -> Iterator[str]:
    """The texts that an expression may be, whichever branch is taken."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def recorded_fields(tree: ast.Module) -> set[str]:
    """The names under which a module records: of each dict that it writes as JSON, or calls before, after or told."""
    found: set[str] = set()
    for node in ast.walk(tree):
        kept: list[ast.expr | None] = []
        if isinstance(node, ast.Call) and called(node) == "as_json":
            kept = list(node.args)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if ast.unparse(target).partition("[")[0] in ("before", "after", "told"):
                kept = [node.value]
                if isinstance(target, ast.Subscript):
                    found |= set(texts(target.slice))
        keys = [key for one in kept if isinstance(one, ast.Dict) for key in one.keys if key is not None]
        found |= {text for key in keys for text in texts(key)}
    return found


@pytest.mark.parametrize("module", RECORDING)
def test_every_field_that_is_recorded_has_its_words(module: str) -> None:
    tree = RECORDING[module]
    named = recorded_fields(tree)
    wholes = {called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)} & {"asdict", "as_texts"}
    assert bool(wholes) == (module in WHOLE), "name here whose fields are recorded"
    if module in WHOLE:
        named |= {field.name for field in fields(WHOLE[module])}
    assert named - TOLD_APART - set(field_names()) == set()


def test_the_fields_are_found_at_all() -> None:
    named = {name for tree in RECORDING.values() for name in recorded_fields(tree)}
    assert {"login", "disabled", "by_submitter", "in_force_from", *TOLD_APART} <= named


def test_every_act_and_every_attempt_has_its_words() -> None:
    acts = {
        text
        for tree in RECORDING.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and len(node.args) > ACTION_AT.get(called(node), 99)
        for text in texts(node.args[ACTION_AT[called(node)]])
    } | {f"{INVITE} link", f"{RESET} link", REFUSED}
    assert {"submit", "undo hand in", "account changed", "password set", "grant correction", "sign out"} <= acts
    assert [act for act in sorted(acts) if audit_words.action_name(act) == act] == []
    tried = {action for rights in RIGHTS.values() for action in (*rights.own, *rights.children, *rights.deeper)}
    untold = [one for one in tried if audit_words.subject(Event("A", "b", REFUSED, PLACE, None, one)) == one]
    assert untold == []


def test_every_stage_and_step_has_its_words() -> None:
    assert {one.value for one in (*Stage, *Step)} - set(known_words()) == set()


def test_every_question_about_a_file_has_its_words() -> None:
    asked = {"not_a_figure", "match", "indicator"}
    for path in (ISHREJA / "intake").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "amount_problem":
                dicts = [one for one in ast.walk(node) if isinstance(one, ast.Dict)]
                asked |= {text for one in dicts for key in one.keys if key is not None for text in texts(key)}
            if not isinstance(node, ast.Call) or "Severity.QUESTION" not in map(ast.unparse, node.args[:1]):
                continue
            given = [*node.args, *(one.value for one in node.keywords if one.arg == "code")]
            parts = [one.values[0] if isinstance(one, ast.JoinedStr) else one for one in given]
            asked |= {text.partition(":")[0] for part in parts for text in texts(part)}
    asked -= {"parts_unnamed", "cell_error"}  # a note and an error
    assert {"cumulative", "habit", "same_figure", "year_differs", "several_numbers"} <= asked
    assert asked - set(rules()) == set()


def told(event: Event) -> list[str]:
    return list(audit_words.change_lines(event))


def test_answers_stand_among_the_changes_in_words_and_old_entries_read_the_same() -> None:
    answers = {"cumulative:12": "convert", "habit:13": "keep", "unknown_row:Mart!B7": "skip", "old_edition": "keep"}
    lines = [
        "qator № 12: 5 → 1\u00a0234,5",
        "qator № 12, yil boshidan jamiga oʻxshaydi: taklif qilingan raqam olindi",
        "qator № 13, boshqa oylardan keskin farq qiladi: shu holida qoldirildi",
        "Mart!B7, rejada yoʻq qator: qator hisobga olinmadi",
        "avvalgi tahrir shabloni: shu holida qoldirildi",
    ]
    before, after = '{"12":"5"}', {"12": "1234.5"}
    now = Event(
        "A",
        "director",
        "submit",
        PLACE,
        2023,
        "submission 3, month 9",
        before,
        json.dumps(after | {"answers": answers}),
    )
    old = Event(
        "A", "director", "submit", PLACE, 2023, "submission 3, month 9", before, json.dumps(after), json.dumps(answers)
    )
    for event in (now, old):
        assert sorted(told(event)) == sorted(lines)
        assert audit_words.why(event) == ""
    returned = Event("A", "region", "return", PLACE, 2023, "month 9", "submitted", '{"step":"return"}', '{"a": "b"}')
    assert audit_words.why(returned) == '{"a": "b"}', "what a person wrote stays"


def test_what_is_answered_to_a_months_questions_is_recorded_beside_its_figures(work: Round) -> None:
    row = work.row("1")
    reporting.submit_month(
        work.store, DIRECTOR, PLACE, 2023, 9, [MonthEntry(row, Decimal(5))], source="workbook",
        today=work.clock.now.date(), answers={f"habit:{row}": "keep"},
    )  # fmt: skip
    (submitted,) = newest(work.store, MANAGER, Asked(action="submit"))
    name = "1 Maqolalarni jamlash va taqdim etish"
    assert audit_words.change_lines(submitted.event, names_in(work.store, MANAGER, [submitted])) == (
        f"{name}: 5",
        f"{name}, boshqa oylardan keskin farq qiladi: shu holida qoldirildi",
    )
    assert submitted.event.reason is None


def test_what_was_answered_about_a_plan_is_told_in_words() -> None:
    answers = {
        "same_figure:47:48": "same",
        "service_unknown:Fond bo‘limi:3": "fond",
        "several_numbers:target:4": "1200",
        "number_missing:5": "13.1",
        "year_differs:jadval sarlavhasi": "2023",
        "match:6": "55",
        "match:7": "new",
        "indicator:8": "none",
    }
    after = json.dumps({"content": "bb", "answers": answers})
    lines = told(Event("A", "director", "adopt", PLACE, 2023, "edition 2", "aa", after))
    assert lines[0] == "mazmun belgisi: aa → bb"
    assert [line.removeprefix("rejaning yuqoridan ") for line in lines[1:]] == [
        "49-qatori, ikki qatorda bir xil raqam, 47-qator: ikkalasiga bitta raqam",
        f"4-qatori, nomaʼlum xizmat, Fond bo‘limi: {service_name('fond')}",
        "5-qatori, bir katakda bir nechta son, reja: 1\u00a0200",
        "6-qatori, raqamlanmagan: 13.1",
        "jadval sarlavhasi, reja qaysi yilniki: 2023",
        "7-qatori, avvalgi tahrirdagi qator: avvalgi qatorning oʻzi",
        "8-qatori, avvalgi tahrirdagi qator: yangi qator",
        "9-qatori, qaysi koʻrsatkich: hech qaysi koʻrsatkich emas",
    ]


def test_settings_rules_and_cards_are_told_in_words(work: Round) -> None:
    planning.change_settings(
        work.store,
        DIRECTOR,
        PLACE,
        on_plan=Decimal("0.95"),
        watch=Decimal("0.8"),
        working_week=6,
        extra_rest_days=frozenset({date(2023, 3, 9)}),
        service_names={"Zal": "fond"},
        plan_source="last_year",
    )
    work.rules(region_sees="accepted", self_acceptance=True, lock_day=20, mending_days=7)
    planning.save_card(work.store, DIRECTOR, PLACE, 2023, DistrictCard(Decimal(201500), Decimal("7.5")))
    events = {row.event.action: row.event for row in audit.trail(work.store)}
    assert told(events["settings"]) == [
        "qoʻshimcha dam olish kunlari: – → 09.03.2023",
        "“rejada” chegarasi: 100\u00a0% → 95\u00a0%",
        "rejaning oylarga taqsimlanishi: muddatlarga koʻra → oʻtgan yil raqamlariga koʻra",
        f"xizmatlarning hududdagi nomlari: – → Zal – {service_name('fond')}",
        "“eʼtibor” chegarasi: 90\u00a0% → 80\u00a0%",
        "ish haftasi: 5 kun → 6 kun",
    ]
    assert told(events["round settings"]) == [
        "yopilish kuni (keyingi oyning sanasi): 20",
        "qaytarilgan hisobotni tuzatish uchun kunlar: 5 kun → 7 kun",
        "viloyat sahifalarida koʻrinadigan oylar: topshirilgan oylar → faqat qabul qilingan oylar",
        "topshirgan xodimning oʻzi qabul qila oladi: yoʻq → ha",
    ]
    assert told(events["district card"]) == ["aholi soni: 201\u00a0500", "shtat birligi: 7,5"]


def test_who_accepts_an_own_report_for_another_place_is_marked_in_the_journal_and_its_workbook(work: Round) -> None:
    work.rules(self_acceptance=True)
    work.submit(5, INSPECTOR)
    work.accept(INSPECTOR)
    rows = newest(work.store, MANAGER, Asked(place=PLACE))
    names = names_in(work.store, MANAGER, rows)
    data = audit_workbook(rows, names, len(rows), "Buxoro viloyati", date(2023, 10, 5))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any("topshirgan yoki oʻzgartirgan xodimning oʻzi: ha" in cell for cell in cells)
    assert any(cell.endswith("2023, hudud nomidan") for cell in cells)
    assert not [cell for cell in cells if "behalf" in cell or "by_submitter" in cell]


def test_indicators_are_named_and_what_is_none_or_doubtful_is_told(work: Round) -> None:
    made = planning.add_indicator(work.store, INSPECTOR, REGION, PLACE, 2023, work.row("3"))
    planning.confirm_indicator(work.store, INSPECTOR, REGION, PLACE, 2023, work.row("1"), None)
    planning.retire_indicator(work.store, INSPECTOR, REGION, made.code)
    rows = newest(work.store, MANAGER, Asked())
    names = names_in(work.store, MANAGER, rows)
    told_of = {row.event.action: (audit_words.subject(row.event, names), row.event) for row in rows}
    mobile = "Koʻchma kutubxonalar orqali xizmat koʻrsatish"
    assert told_of["add indicator"][0] == f"{mobile}, 2023"
    assert told_of["retire indicator"][0] == mobile
    assert audit_words.change_lines(told_of["add indicator"][1], names) == (f"{mobile}, Dona",)
    assert told(told_of["indicators"][1]) == ["respublika namunasi, 64 ta koʻrsatkich"]
    lines = [line for row in rows for line in audit_words.change_lines(row.event, names)]
    assert f"3 {mobile}: shubhali → {mobile}" in lines, "named though it was taken out"
    assert "1 Maqolalarni jamlash va taqdim etish: hech qaysi koʻrsatkich emas" in lines
    assert not [line for line in lines if made.code in line or "doubtful" in line]
