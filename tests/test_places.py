"""Adding places: what is refused, that a list is added whole or not at all, and that plans name them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ishreja import planning
from ishreja.__main__ import main
from ishreja.access import Actor, NotAllowed, visible_places
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR
from ishreja.domain.places import PLACES, Place, children, full_name, know
from ishreja.errors import UserError
from ishreja.intake.places_file import read_places
from ishreja.intake.plan_reader import read_plan
from ishreja.storage import Store, audit
from tests.plan_files import SEED

BUXORO = Actor("Olim", ADMINISTRATOR, "1706")
REPUBLIC = Actor("Lola", ADMINISTRATOR, "17")
NEW = Place("1706999", "Yangiobod", "district", "1706")


@pytest.fixture
def store(own_folder: Path) -> Iterator[Store]:
    with Store.open(own_folder / "ishreja.duckdb") as opened:
        yield opened
    know(())


def messages(actor: Actor, *places: Place) -> list[tuple[int, str]]:
    return [(one.index, one.message) for one in planning.place_problems(actor, places)]


def test_an_added_place_is_known_seen_recorded_and_found_in_a_plan(store: Store) -> None:
    planning.add_places(store, BUXORO, [NEW])
    assert PLACES["1706999"] == NEW
    assert "1706999" in visible_places(BUXORO)
    assert [place.code for place in children("1706")][-1] == "1706999"
    (event,) = [one.event for one in audit.trail(store)]
    assert (event.who, event.action, event.place) == ("Olim", "place added", "1706999")
    text = SEED.read_text("utf-8").replace("Jondor", "Yangiobod").encode()
    assert read_plan(text, "reja.txt").place == "1706999"


def test_a_plan_of_an_added_place_is_read_at_the_command_line(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planning.add_places(store, BUXORO, [NEW])
    store.close()
    know(())
    plan = tmp_path / "reja.txt"
    plan.write_text(SEED.read_text("utf-8").replace("Jondor", "Yangiobod"), "utf-8")
    assert main(["plan", "read", str(plan)]) == 0
    assert "Yangiobod tumani" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("17069", "Yangi", "district", "1706"), "7 raqamdan"),
        (Place("170699a", "Yangi", "district", "1706"), "7 raqamdan"),
        (Place("１７０６９９９", "Yangi", "district", "1706"), "7 raqamdan"),
        (Place("1703999", "Yangi", "district", "1706"), "1706 bilan boshlanishi kerak"),
        (Place("1706246", "Yangi", "district", "1706"), "allaqachon bor: Jondor tumani"),
        (Place("1706999", "Jondor", "district", "1706"), "shu nomli hudud bor"),
        (Place("1706999", "", "district", "1706"), "Hudud nomini yozing"),
        (Place("1706999", "=1+1", "district", "1706"), "Hudud nomini yozing"),
        (Place("1706999", "Yangi", "region", "1706"), "turi yoki yuqori hudud notoʻgʻri"),
        (Place("1706999", "Yangi", "qishloq", "1706"), "turi yoki yuqori hudud notoʻgʻri"),
        (Place("1706246001", "Yangi", "district", "1706246"), "turi yoki yuqori hudud notoʻgʻri"),
        (Place("1706999", "Yangi", "district", "1799"), "Yuqori hudud topilmadi: 1799"),
        (Place("1703999", "Yangi", "district", "1703"), "siz boshqarmaysiz: Andijon viloyati"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused_with_what_to_mend(place: Place, said: str) -> None:
    found = messages(BUXORO, place)
    assert any(said in message for _index, message in found), found


def test_all_problems_of_a_list_are_told_at_once_and_nothing_is_added(store: Store) -> None:
    twice = Place("1706999", "Boshqa", "district", "1706")
    bad = Place("1706", "Kalta", "district", "1706")
    assert [index for index, _message in messages(BUXORO, NEW, twice, bad)] == [1, 2]
    with pytest.raises(UserError, match="allaqachon bor"):
        planning.add_places(store, BUXORO, [NEW, twice, bad])
    store.know_places()
    assert "1706999" not in PLACES
    assert audit.trail(store) == ()


def test_only_who_manages_the_place_above_adds_to_it(store: Store) -> None:
    for actor in (Actor("Halim", DIRECTOR, "1706246"), Actor("Vali", ADMINISTRATOR, "1703")):
        with pytest.raises(NotAllowed):
            planning.add_places(store, actor, [NEW])
    region, district = Place("1799", "Yangi", "region", "17"), Place("1799201", "Qishloq", "district", "1799")
    with pytest.raises(NotAllowed):
        planning.add_places(store, BUXORO, [region, district])
    planning.add_places(store, REPUBLIC, [region, district])
    assert full_name(PLACES["1799201"]) == "Qishloq tumani"


def test_two_administrators_add_the_same_place_and_the_second_is_told(store: Store) -> None:
    planning.add_places(store, BUXORO, [NEW])
    know(())  # as the second one's page still has it
    with pytest.raises(UserError, match="allaqachon bor"):
        planning.add_places(store, BUXORO, [NEW])


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_read_however_a_spreadsheet_saves_it(mark: str, encoding: str) -> None:
    rows = [["Nomi", "KOD", "Turi", "Yuqori"], ["Oltinko'l tumani", " 1703202", "tuman", "1703"], ["", "", "", ""]]
    data = "\r\n".join(mark.join(row) for row in rows).encode(encoding)
    (line,) = read_places(data, "hududlar.csv")
    assert (line.line, line.kind) == (2, "district")
    assert planning.tidy_place(line.code, line.name, line.kind, line.parent) == Place(
        "1703202", "Oltinkoʻl", "district", "1703"
    )


def test_a_list_in_cyrillic_is_read_too() -> None:
    (line,) = read_places("код;номи;тури;юқори\n1703202;Олтинкўл тумани;туман;1703".encode(), "ҳудудлар.csv")
    assert planning.tidy_place(line.code, line.name, line.kind, line.parent).name == "Oltinkoʻl"


NO_LISTS = (
    b"",
    b"kod;nomi\n1703202;Oltin",
    b"kod;nomi;turi;yuqori\n",
    b"\x00\x01",
    b'kod;nomi;turi;yuqori\n"' + b"x" * 140_000,
)


@pytest.mark.parametrize("data", NO_LISTS)
def test_what_is_no_list_of_places_is_refused(data: bytes) -> None:
    with pytest.raises(UserError):
        read_places(data, "hududlar.csv")
