"""Every use-case × every role × own, below and foreign places × the month's state, against tests/golden/rights.csv.

The table is written by hand and knows nothing of the product's own: a right that is changed must be changed in both.
"""

from __future__ import annotations

import csv
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ishreja import access, planning, reporting, views
from ishreja.access import Actor, NotAllowed, accounts, attempts, command_line_actor, recording
from ishreja.access.accounts import Details
from ishreja.access.actors import ROLES, VIEWER
from ishreja.access.sessions import actor_of
from ishreja.domain.places import know
from ishreja.errors import UserError
from ishreja.reporting import StateRefused
from ishreja.storage import Store, audit, audit_check
from tests.browser_server import ROOT
from tests.people import add_account
from tests.quicker import before_writing
from tests.rights.use_cases import ASKING_NOBODY, PARTS, USE_CASES, UseCase
from tests.rights.world import (
    DISTRICT,
    MONTHS,
    OTHER_REGION,
    REGION,
    REPUBLIC,
    SISTER,
    World,
    make,
    open_world,
)

NEAR = {
    DISTRICT: {"own": DISTRICT, "below": REGION, "deeper": REPUBLIC},
    REGION: {"own": REGION, "below": REPUBLIC},
}
"""Place to where an actor stands for it to be the own one, directly below, or deeper below."""
FOREIGN = {DISTRICT: (SISTER, OTHER_REGION), REGION: (OTHER_REGION, DISTRICT, SISTER)}
REACH = {
    "-": (),
    "own": ("own",),
    "below": ("below",),
    "under": ("below", "deeper"),
    "own+below": ("own", "below"),
    "all": ("own", "below", "deeper"),
}
"""How far a role reaches, as rights.csv says it."""
WRITABLE = {"open", "draft", "submitted", "returned"}
LETS = {
    "reporting.marking.save_draft": WRITABLE,
    "reporting.marking.draft_entries": WRITABLE,
    "reporting.marking.clear_draft": WRITABLE,
    "reporting.marking.hand_in": WRITABLE,
    "reporting.marking.undo_hand_in": WRITABLE,
    "reporting.marking.withdraw": {"submitted", "returned"},
    "reporting.submitting.submit_month": WRITABLE,
    "reporting.on_behalf.submit_workbook": WRITABLE,
    "reporting.reviewing.accept": {"submitted"},
    "reporting.returning.keep_return": {"submitted", "accepted", "asked"},
    "reporting.reviewing.return_month": {"submitted", "accepted", "asked"},
    "reporting.reviewing.ask_correction": {"accepted"},
    "reporting.reviewing.grant_correction": {"asked"},
    "reporting.reviewing.refuse_correction": {"asked"},
    "reporting.round_rules.grant_exception": {"locked", *WRITABLE, "submitted"},
}
"""The states of a month in which whoever may do it can."""


UNRECORDED = {
    "planning.adopting.match",
    "planning.indicators.rematch",
    "reporting.forms.month_form",
    "reporting.marking.save_draft",
    "reporting.marking.draft_entries",
    "reporting.marking.clear_draft",
    "reporting.returning.keep_return",
    "reporting.returning.kept_return",
}
"""What changes no record: it only reads, keeps what is being typed, or finds everything as it was."""


ONLY_READING = {"planning.adopting.match", "reporting.forms.month_form", "reporting.returning.kept_return"}
WRITING = {one.name for one in USE_CASES if not one.reads} - ONLY_READING


def _table() -> dict[str, dict[str, str]]:
    with (ROOT / "tests" / "golden" / "rights.csv").open(encoding="utf-8", newline="") as file:
        return {row.pop("use_case"): row for row in csv.DictReader(file)}


TABLE = _table()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("rights"))


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world for what changes nothing, as is checked."""
    world = open_world(made, tmp_path_factory.mktemp("shared") / "world")
    yield world
    world.store.close()


@pytest.fixture
def worlds(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], World]]:
    """Opens worlds of the test's own, each as it was made."""
    monkeypatch.setenv("ISHREJA_DATA", str(tmp_path))
    opened: list[Store] = []

    def run() -> World:
        world = open_world(made, tmp_path / f"{len(opened)}")
        opened.append(world.store)
        return world

    yield run
    for store in opened:
        store.close()
    know(())


def standing(use_case: UseCase) -> tuple[list[Actor], list[Actor]]:
    """Who may do it by the table, and who may not: every role at every place, and a role that does not exist."""
    may: list[Actor] = []
    may_not = [Actor("hech kim", "no such role", place) for place in NEAR[use_case.at].values()]
    for role in ROLES:
        reach = REACH[TABLE[use_case.name][role]]
        for near, place in NEAR[use_case.at].items():
            (may if near in reach else may_not).append(Actor(f"{role} {near}", role, place))
        may_not += [Actor(f"{role} at {place}", role, place) for place in FOREIGN[use_case.at]]
        may_not.append(Actor(f"{role} nowhere", role, "9999999"))
    return may, may_not


def calls(use_case: UseCase, world: World, actor: Actor) -> dict[str, Callable[[], object]]:
    """What is to be called: once, or for the month in each state."""
    if use_case.step is None:
        call = use_case.call
        assert call is not None
        return {"": lambda: call(world, actor, use_case.at)}
    step = use_case.step
    return {state: (lambda month=month: step(world, actor, use_case.at, month)) for state, month in MONTHS.items()}


def contents(store: Store) -> dict[str, tuple[object, ...]]:
    """Every table's number of rows and the sum of their hashes; of the audit without refused attempts."""
    with store.read() as cursor:
        names = [name for (name,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        where = {"audit": "WHERE action <> 'refused'"}
        found = {}
        for name in names:
            asked = f"SELECT count(*), bit_xor(hash(t)) FROM {name} t {where.get(name, '')}"
            found[name] = tuple(cursor.execute(asked).fetchone() or ())
    return found


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda one: one.name)
def test_who_may_not_is_refused_changes_nothing_and_is_recorded(use_case: UseCase, shared: World) -> None:
    world = shared
    before, earlier = contents(world.store), len(audit.trail(world.store))
    tried: list[attempts.Attempt] = []
    for actor in standing(use_case)[1]:
        for state, call in calls(use_case, world, actor).items():
            attempts.forget()
            if use_case.lists:
                assert not call(), f"{actor.name} is shown it"
                assert attempts.take() == ()
                continue
            with pytest.raises(NotAllowed):
                call()
                pytest.fail(f"{actor.name} may do it, {state}")
            noted = attempts.take()
            assert {(one.who, one.role) for one in noted} == {(actor.name, actor.role)}, f"{actor.name}, {state}"
            tried += noted[:1]
    assert contents(world.store) == before
    attempts.put_back(tuple(dict.fromkeys(tried)))
    recording.write(world.store)
    recorded = [one.event for one in audit.trail(world.store)[earlier:]]
    assert {(one.who, one.action, one.subject) for one in recorded} == {
        (one.who, "refused", one.action) for one in tried
    }
    assert contents(world.store) == before


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda one: one.name)
def test_who_may_does_it_where_the_months_state_lets_it(
    use_case: UseCase, shared: World, worlds: Callable[[], World]
) -> None:
    whole = contents(shared.store)
    for actor in standing(use_case)[0]:
        world = shared if use_case.reads else worlds()
        for state, call in calls(use_case, world, actor).items():
            if not state or state in LETS[use_case.name]:
                assert call() or not use_case.lists, f"{actor.name} is not shown it"
                continue
            before = contents(world.store)
            with pytest.raises(StateRefused if state in ("accepted", "asked", "locked") else UserError) as told:
                call()
                pytest.fail(f"{actor.name} did it, {state}")
            assert not isinstance(told.value, NotAllowed)
            assert contents(world.store) == before
        assert attempts.take() == ()
    assert contents(shared.store) == whole


@pytest.mark.parametrize("use_case", [one for one in USE_CASES if not one.reads], ids=lambda one: one.name)
def test_what_changes_anything_is_recorded_in_the_same_transaction(
    use_case: UseCase, worlds: Callable[[], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With who, role, action and place; and where it cannot be recorded nothing is changed."""
    world, actor = worlds(), standing(use_case)[0][0]
    before, earlier = contents(world.store), len(audit.trail(world.store))
    made = calls(use_case, world, actor)
    call = made[min(LETS[use_case.name])] if use_case.step else made[""]
    with monkeypatch.context() as broken:
        broken.setattr(audit, "record", _fail)
        if use_case.name not in UNRECORDED:
            with pytest.raises(OSError, match="no record"):
                call()
            assert contents(world.store) == before
    call()
    recorded = [one.event for one in audit.trail(world.store)[earlier:]]
    if use_case.name in UNRECORDED:
        assert recorded == []
        return
    assert contents(world.store) != before
    assert {(one.who, one.role) for one in recorded} == {(actor.name, actor.role)}
    assert all(one.action and one.place for one in recorded)
    assert audit_check.check(world.store).whole


@pytest.mark.parametrize("change", ["disabled", "made a viewer"])
@pytest.mark.parametrize("use_case", [one for one in USE_CASES if one.name in WRITING], ids=lambda one: one.name)
def test_who_loses_the_right_while_waiting_to_write_writes_nothing(
    use_case: UseCase, change: str, worlds: Callable[[], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, allowed = worlds(), standing(use_case)[0][0]
    account = add_account(world.store, "kimdir", allowed.role, allowed.place)
    after: list[object] = []

    def lose() -> None:
        if change == "disabled":
            accounts.disable(world.store, command_line_actor(), account.account_id)
        else:
            said = Details(account.name, VIEWER, account.place)
            accounts.change(world.store, command_line_actor(), account.account_id, said)
        after.append(contents(world.store))

    made = calls(use_case, world, actor_of(account))
    before_writing(monkeypatch, world.store, lose)
    with pytest.raises(UserError, match="Siz tizimdan chiqqansiz"):
        made[min(LETS[use_case.name]) if use_case.step else ""]()
    assert after == [contents(world.store)]


def _fail(*_anything: object) -> int:
    raise OSError("no record")


def test_data_of_ones_own_are_begun_by_who_adopts_plans(worlds: Callable[[], World], tmp_path: Path) -> None:
    for role in (*ROLES, "no such role"):
        if role in ("director", "region"):
            assert planning.start_own(Actor(role, role, DISTRICT)) == tmp_path / "ishreja.duckdb"
            continue
        with pytest.raises(NotAllowed):
            planning.start_own(Actor(role, role, DISTRICT))


def _public(*packages: ModuleType) -> Iterator[Callable[..., object]]:
    """Every public function that a module of the packages defines."""
    for package in packages:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == module.__name__ and not name.startswith("_"):
                    yield function


def _takes(function: Callable[..., object], name: str, kind: str) -> bool:
    parameters = inspect.signature(function).parameters.values()
    return any(one.name == name or one.annotation == kind for one in parameters)


def test_no_use_case_is_left_out() -> None:
    """What takes a transaction is a part of a use-case that has asked for the right."""
    known = {*(one.of for one in USE_CASES), *PARTS}
    asking = {
        function
        for function in _public(access, planning, reporting, views)
        if _takes(function, "actor", "Actor") and not _takes(function, "tx", "Transaction")
    }
    assert {f"{one.__module__}.{one.__name__}" for one in asking - known} == set(), (
        "add it to tests/rights/use_cases.py"
    )


def test_nothing_else_reads_or_writes_the_store_without_asking_who() -> None:
    asking_nobody = {
        f"{one.__module__.removeprefix('ishreja.')}.{one.__name__}"
        for one in _public(access, planning, reporting, views)
        if _takes(one, "store", "Store") and not _takes(one, "actor", "Actor") and not _takes(one, "tx", "Transaction")
    }
    assert asking_nobody == ASKING_NOBODY
    parts = {name.rpartition(".")[2] for name in ASKING_NOBODY if not name.startswith("access.")}
    for screen in (*(ROOT / "pages").glob("*.py"), *(ROOT / "ishreja" / "ui").glob("*.py")):
        called = set(re.findall(r"\b(\w+)\(", screen.read_text("utf-8")))
        assert not called & parts, screen.name


def test_the_table_has_a_line_for_each_use_case_and_no_other() -> None:
    assert [one.name for one in USE_CASES] == list(TABLE)
    assert {name for name in TABLE if name in LETS} == {one.name for one in USE_CASES if one.step is not None}
