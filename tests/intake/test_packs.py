"""Folders of workbooks as they are dropped: opened in memory, refused as a whole or file by file."""

from __future__ import annotations

import io
import zipfile

import pytest

from ishreja.errors import UserError
from ishreja.intake import packs
from ishreja.intake.packs import Dropped, unpacked
from tests.faults import corpus
from tests.faults.corpus import packed

HOSTILE = corpus.refused_by_guard() | corpus.refused_or_read()


def names(found: tuple[Dropped, ...]) -> list[str]:
    return [one.name for one in found]


def test_workbooks_come_as_they_are_and_packed_folders_are_opened() -> None:
    good = corpus.good()
    pack = packed({"Sentabr/Jondor.xlsx": good, "Sentabr/Vobkent.xlsx": good})
    found = unpacked([("bir.xlsx", good), ("hammasi.zip", pack)])
    assert names(found) == ["bir.xlsx", "Jondor.xlsx", "Vobkent.xlsx"]
    assert all(one.data == good and not one.refused for one in found)


def test_what_the_systems_leave_in_a_folder_is_passed_over() -> None:
    left = {"__MACOSX/._a.xlsx": b"x", ".DS_Store": b"x", "b/~$a.xlsx": b"x", "Thumbs.db": b"x"}
    assert names(unpacked([("z.zip", packed({"a.xlsx": corpus.good(), **left}))])) == ["a.xlsx"]


def test_names_that_windows_packed_in_its_old_code_page_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ABCDEFGH.xlsx", b"x")
    data = out.getvalue().replace(b"ABCDEFGH", "Жондор 9".encode("cp866"))
    assert names(unpacked([("z.zip", data)])) == ["Жондор 9.xlsx"]


@pytest.mark.parametrize(
    "parts",
    [
        {"/etc/a.xlsx": b"x"},
        {"../a.xlsx": b"x"},
        {"C:/a.xlsx": b"x"},
        {"a.xlsx": b"x", "A.XLSX": b"y"},
        {f"{at}.xlsx": b"x" for at in range(packs.MAX_FILES + 1)},
        {f"{at}.xlsx": b"x" for at in range(9000)},
        {f"{at}.xlsx": bytes(4_900_000) for at in range(5)},
        {".DS_Store": b"x"},
    ],
)
def test_a_pack_that_means_harm_is_refused_as_one_file(parts: dict[str, bytes]) -> None:
    (one,) = unpacked([("yomon.zip", packed(parts))])
    assert (one.name, one.data) == ("yomon.zip", b"")
    assert one.refused.endswith(".")


def test_one_bad_file_of_a_pack_leaves_the_others() -> None:
    good = corpus.good()
    inner = packed({"x.xlsx": good})
    found = unpacked([("z.zip", packed({"big.xlsx": bytes(6_000_000), "in.zip": inner, "good.xlsx": good}))])
    assert [(one.name, bool(one.refused)) for one in found] == [
        ("big.xlsx", True),
        ("in.zip", False),
        ("good.xlsx", False),
    ]
    assert found[1].data == inner  # not opened: to the guard of workbooks it is an archive


def test_a_part_larger_than_it_says_is_never_unpacked_whole() -> None:
    bomb = packed({"bomb.xlsx": bytes(61_000_001)})
    (one,) = unpacked([("z.zip", corpus._declared_small(bomb))])
    assert one.refused and not one.data


def test_too_many_or_too_large_altogether_is_said_at_once() -> None:
    with pytest.raises(UserError):
        unpacked([(f"{at}.xlsx", b"x") for at in range(packs.MAX_FILES + 1)])
    with pytest.raises(UserError):
        unpacked([(f"{at}.xlsx", bytes(4_500_000)) for at in range(5)])


def test_hostile_files_come_through_alone_and_packed() -> None:
    for data in HOSTILE.values():
        assert unpacked([("a.xlsx", data)])
        assert unpacked([("z.zip", packed({"a.xlsx": data}))])
