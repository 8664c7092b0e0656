"""The reference data: each file is whole and says what its README says."""

import csv
import hashlib

import pytest

from ishreja.domain import reference
from ishreja.domain.plan import Kind
from ishreja.domain.reference import DATA, table
from ishreja.domain.services import SERVICES
from ishreja.domain.wording import key

TABLES = sorted(path.stem for path in DATA.glob("*.csv"))


def cells(name, column):
    for row in table(name):
        yield from filter(None, row[column].split("|"))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_fits_the_header(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert len(table(name)) == len(lines) - 1
    assert {len(line) for line in lines} == {len(lines[0])}


@pytest.mark.parametrize("name", TABLES)
def test_the_readme_describes_every_file(name):
    assert f"`{name}.csv`" in (DATA / "README.md").read_text(encoding="utf-8")


def test_a_row_that_does_not_fit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "DATA", tmp_path)
    (tmp_path / "odd_words.csv").write_text("a,b\n1,2\n3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="record 3"):
        table("odd_words")
    with pytest.raises(FileNotFoundError):
        table("no_such_table")


def test_no_alias_means_two_things():
    for name, code, columns in (("services", "code", ("name", "aliases")), ("units", "unit", ("unit", "aliases"))):
        meanings: dict[str, set[str]] = {}
        for row in table(name):
            for column in columns:
                for alias in filter(None, row[column].split("|")):
                    meanings.setdefault(key(alias), set()).add(row[code])
        assert {alias: codes for alias, codes in meanings.items() if len(codes) > 1} == {}


def test_indicator_codes_are_unique_and_kinds_known():
    codes = [row["code"] for row in table("indicators")]
    assert len(codes) == len(set(codes)) == 64
    assert {row["kind"] for row in table("indicators")} <= set(Kind)
    wordings = [key(name) for column in ("name", "variants") for name in cells("indicators", column)]
    assert len(wordings) == len(set(wordings))


def test_every_stem_of_a_deadline_is_written_as_its_key():
    stems = list(cells("deadline_words", "stems"))
    assert [stem for stem in stems if key(stem) != stem] == []


def test_service_codes():
    assert [row["code"] for row in table("services")] == list(SERVICES)


def test_the_seed_is_the_extracted_plan_byte_for_byte():
    seed = (DATA / "jondor-2023-ish-rejasi.txt").read_bytes()
    assert hashlib.sha256(seed).hexdigest() == "0108abdd000af17a74886fa22f8275cc9a5262e15d6790dc31f198abaec679b1"
