"""python -m ishreja: what each command does, what it prints, and its exit code."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from ishreja.__main__ import main, parser
from ishreja.access import command_line_actor, own_account
from ishreja.storage import Store, audit, figures, plans
from ishreja.storage.location import database_path
from tests.people import add_account

ROOT = Path(__file__).parents[1]
SEED = ROOT / "data" / "jondor-2023-ish-rejasi.txt"
PLACE, YEAR = "1706246", 2023
SAME = "same_figure:47:48=same"


def opened() -> Store:
    return Store.open(database_path())


def numbers(store: Store) -> dict[str, int]:
    rows = plans.rows(store, plans.editions(store, PLACE, YEAR)[-1].edition_id)
    return {row.row.number: row.row_id for row in rows if row.row.number}


def fill(path: Path, values: Mapping[str, object]) -> None:
    """Write into the month's column of the rows with these numbers."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if row[1].value == "№")
    month = next(cell.column for cell in header if str(cell.value).startswith("Oktabr"))
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        if row[1].value in values:
            sheet.cell(row[0].row, month, values[row[1].value])
    book.save(path)


def october(folder: Path, values: Mapping[str, object]) -> Path:
    """October's form, filled in."""
    path = folder / "oktabr.xlsx"
    assert main(["month", "template", "--place", PLACE, "--year", "2023", "--month", "10", "--out", str(path)]) == 0
    fill(path, values)
    return path


def test_a_plan_is_read_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "read", str(SEED), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["place", "year", "title", "approvals", "rows", "problems"]
    assert (told["place"], told["year"], len(told["rows"])) == (PLACE, YEAR, 64)
    row = next(one for one in told["rows"] if one["number"] == "13.4")
    assert (row["previous"], row["target"], row["services"]) == (289, 300, ["fond"])


def test_a_plan_is_read_as_text_with_its_questions_and_how_to_answer_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "read", str(SEED)]) == 0
    told = capsys.readouterr().out
    assert "Jondor tumani" in told
    assert "71\u00a0077" in told
    assert "Savol. " in told
    assert "--answer 'same_figure:47:48=same | different'" in told


@pytest.mark.parametrize(("name", "data"), [("reja.txt", b""), ("reja.docx", b"PK broken"), ("salom.txt", b"salom\n")])
def test_what_is_no_plan_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    assert main(["plan", "read", str(tmp_path / name)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert "Traceback" not in told.err


def test_a_file_that_is_not_there_is_said_to_be_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "read", "/yoq/reja.docx"]) == 2
    assert "/yoq/reja.docx" in capsys.readouterr().err


def test_a_plan_with_an_open_question_is_adopted_once_it_is_answered(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "adopt", str(SEED)]) == 2
    assert "same_figure:47:48" in capsys.readouterr().out
    assert main(["plan", "adopt", str(SEED), "--answer", SAME]) == 0
    assert "1-tahrir" in capsys.readouterr().out
    assert main(["plan", "adopt", str(SEED)]) == 0
    assert "oʻzgarmadi" in capsys.readouterr().out
    assert database_path() == own_folder / "ishreja.duckdb"
    with opened() as store:
        assert len(plans.editions(store, PLACE, YEAR)) == 1
        event = audit.trail(store)[0].event
    assert (event.who, event.role, event.action) == (pwd.getpwuid(os.getuid()).pw_name, "command line", "adopt")


def test_starting_with_own_data_leaves_the_demo_as_it_is(demo_folder: Path) -> None:
    before = (demo_folder / "demo.duckdb").read_bytes()
    assert main(["plan", "adopt", str(SEED), "--own", "--answer", SAME]) == 0
    with opened() as store:
        assert not store.demo
        assert figures.current(store, PLACE, YEAR) == {}
    assert (demo_folder / "demo.duckdb").read_bytes() == before


def test_a_month_goes_out_as_a_form_and_comes_in_again(demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = october(demo_folder, {"14": 12, "20": 15, "6": 0})
    assert main(["month", "read", str(path)]) == 0
    told = capsys.readouterr().out
    assert "2023-yil oktabr\n" in told
    assert "yangi: 3" in told
    with opened() as store:
        assert figures.last_month(store, PLACE, YEAR) == 9
    assert main(["month", "submit", str(path)]) == 0
    assert "Yangi 3" in capsys.readouterr().out
    assert main(["month", "submit", str(path), "--month", "10"]) == 0
    assert "hech narsa oʻzgarmadi" in capsys.readouterr().out
    with opened() as store:
        entries = {entry.row_id: entry for entry in figures.current_entries(store, PLACE, YEAR, 10)}
        ids = numbers(store)
        role = audit.trail(store)[-1].event.role
    assert {number: entries[ids[number]].value for number in ("14", "20", "6")} == {"14": 12, "20": 15, "6": 0}
    kept = entries[ids["14"]]
    assert (kept.who, kept.source, role) == (pwd.getpwuid(os.getuid()).pw_name, "workbook", "command line")
    assert kept.cell is not None


def test_errors_and_questions_are_printed_and_nothing_is_submitted(
    demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = october(demo_folder, {"14": -3, "19": 25_000})
    assert main(["month", "submit", str(path)]) == 2
    told = capsys.readouterr()
    assert "Xato. " in told.out
    assert "habit:" in told.out
    assert len(told.err.splitlines()) == 1
    with opened() as store:
        assert figures.current_entries(store, PLACE, YEAR, 10) == ()
        question = f"habit:{numbers(store)['19']}"
    fill(path, {"14": 3})
    assert main(["month", "submit", str(path), "--answer", f"{question}=keep"]) == 0
    with opened() as store:
        assert figures.current(store, PLACE, YEAR)[numbers(store)["19"]][10] == Decimal(25_000)


def years_workbook(folder: Path, values: Mapping[str, int]) -> Path:
    """An office's own workbook of the whole year, with figures of row 14 by month name."""
    with opened() as store:
        edition = plans.editions(store, PLACE, YEAR)[-1]
        named = next(row.row for row in plans.rows(store, edition.edition_id) if row.row.number == "14")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    names = ["Yanvar", "Fevral", "Oktabr", "Noyabr", "Dekabr"]
    sheet.append(["№", "Nomi", *names])
    sheet.append([named.number, named.name, *(values.get(name) for name in names)])
    path = folder / "yil.xlsx"
    book.save(path)
    return path


def test_a_years_own_workbook_is_submitted_as_far_as_it_is_filled_in(
    demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = years_workbook(demo_folder, {"Oktabr": 14, "Noyabr": 15})
    assert main(["month", "submit", str(path)]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["oktabr", "noyabr"]
    with opened() as store:
        assert figures.last_month(store, PLACE, YEAR) == 11


def test_a_month_to_come_stops_the_whole_workbook(
    demo_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ishreja.command_line.month.today", lambda: date(2023, 11, 5))
    path = years_workbook(demo_folder, {"Oktabr": 14, "Dekabr": 15})
    assert main(["month", "submit", str(path)]) == 2
    assert "dekabr" in capsys.readouterr().err
    with opened() as store:
        assert figures.last_month(store, PLACE, YEAR) == 9


def test_the_export_holds_the_plan_and_its_figures(demo_folder: Path) -> None:
    path = demo_folder / "eksport.xlsx"
    assert main(["export", "--place", PLACE, "--year", "2023", "--out", str(path)]) == 0
    cells = {
        cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert {41000, 21000, "yanvar", "sentabr"} <= cells
    assert any("qatnov" in str(cell) for cell in cells)
    assert any("namunaviy maʼlumot: raqamlar oʻylab topilgan" in str(cell) for cell in cells)


def test_an_entry_that_was_changed_outside_the_program_is_found(
    demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify"]) == 0
    assert "butun" in capsys.readouterr().out
    with duckdb.connect(str(demo_folder / "demo.duckdb")) as behind:
        behind.execute("UPDATE audit SET after = '{}' WHERE sequence = 7")
    assert main(["audit", "verify"]) == 2
    assert "7-yozuvda" in capsys.readouterr().err


def test_a_plan_that_is_not_there_is_said_to_be_missing(
    demo_folder: Path, own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--year", "1999", "--out", str(demo_folder / "x.xlsx")]) == 2
    assert not (demo_folder / "x.xlsx").exists()
    (own_folder / "demo.duckdb").unlink()
    assert main(["month", "template", "--month", "1", "--out", str(own_folder / "x.xlsx")]) == 2
    assert "plan adopt" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["plan"], ["month", "submit"], ["month", "template", "--month", "13"], ["xato"]])
def test_a_command_that_is_not_understood_is_answered_in_uzbek(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("Buyruq tushunarsiz")
    assert "usage" not in told


def commands(one: ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every command that does something, and what it does."""
    if one.get_default("run"):
        yield " ".join(words), one.get_default("run")
    for action in one._actions:
        if isinstance(action, _SubParsersAction):
            for name, inner in action.choices.items():
                yield from commands(inner, (*words, name))


def test_every_command_has_one_name_and_stands_in_the_readme_and_in_the_guide() -> None:
    known = dict(commands(parser()))
    assert {"plan adopt", "account link", "audit verify"} <= set(known)
    assert len(set(known.values())) == len(known)
    for document in ("README.md", "docs/foydalanuvchi-qollanmasi.md"):
        text = (ROOT / document).read_text("utf-8")
        assert [words for words in known if f"python -m ishreja {words}" not in text] == [], document


def test_every_command_has_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["plan", "read"], ["plan", "adopt"], ["month", "template"], ["month", "read"], ["month", "submit"],
                  ["export"], ["audit", "verify"], ["demo"], []):  # fmt: skip
        with pytest.raises(SystemExit) as ended:
            main([*words, "--help"])
        assert ended.value.code == 0
        told = capsys.readouterr().out
        assert "yordam" in told
        assert not {"options", "positional", "show this"} & set(told.split())


def run(folder: Path, *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    environment = {**os.environ, "ISHREJA_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ishreja", *words]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_a_database_that_the_server_has_open_is_left_alone(demo_folder: Path, tmp_path: Path) -> None:
    with opened() as store:
        before = store.sequence()
        told = run(demo_folder, "plan", "adopt", str(SEED), "--answer", SAME, cwd=tmp_path)
        assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (3, "", 1)
        assert "serverda" in told.stderr
        assert run(demo_folder, "demo").returncode == 0
        assert store.ping() == before


def test_the_demo_is_made_once(tmp_path: Path) -> None:
    first = run(tmp_path, "demo", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    before = (tmp_path / "demo.duckdb").read_bytes()
    assert run(tmp_path, "demo", cwd=tmp_path).returncode == 0
    assert (tmp_path / "demo.duckdb").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo.duckdb", "demo.duckdb.head"]


def test_no_demo_is_made_beside_own_data(tmp_path: Path) -> None:
    assert run(tmp_path, "plan", "adopt", str(SEED), "--answer", SAME).returncode == 0
    assert run(tmp_path, "demo").returncode == 0
    assert not (tmp_path / "demo.duckdb").exists()
    with Store.open(tmp_path / "ishreja.duckdb") as own:
        assert not own.demo


def test_who_writes_at_the_command_line_is_whose_process_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "boshqa")
    assert command_line_actor().name == pwd.getpwuid(os.getuid()).pw_name
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    assert command_line_actor().name == "uid 4000000"


SMTP = {
    "host": "smtp.example.uz", "port": 587, "security": "starttls", "from": "ishreja@example.uz",
    "address": "https://ishreja.example.uz/",
}  # fmt: skip


@pytest.mark.parametrize(
    ("smtp", "address"),
    [
        (json.dumps(SMTP), "https://ishreja.example.uz"),
        ("{", "http://127.0.0.1:8501"),
        (json.dumps(SMTP | {"port": "x"}), "http://127.0.0.1:8501"),
        (None, "http://127.0.0.1:8501"),
    ],
    ids=["set up", "no JSON", "wrong", "none"],
)
def test_a_link_has_the_products_address_or_says_what_to_put_in_its_place(
    own_folder: Path, capsys: pytest.CaptureFixture[str], smtp: str | None, address: str
) -> None:
    with opened() as store:
        account = add_account(store, "aziza")
    if smtp is not None:
        (own_folder / "smtp.json").write_text(smtp, "utf-8")
    assert main(["account", "link", "aziza"]) == 0
    told = capsys.readouterr().out.splitlines()
    start, path, token = told[1].rpartition("/link/")
    assert (start, path) == (address, "/link/")
    with opened() as store:
        assert own_account.of_link(store, token) == account
    hint = [line for line in told if "Boshqa kompyuterda http://127.0.0.1:8501 oʻrniga" in line]
    assert len(hint) == (0 if address.startswith("https") else 1)
