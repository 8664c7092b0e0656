"""Many places in SQL: held equal to the domain's own answer, row by row and added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ishreja.domain.figures import Figure, Months
from ishreja.domain.indicators import CodedRow, summable
from ishreja.domain.periods import as_of
from ishreja.domain.plan import AdoptedRow, Kind, PlanRow, Recurrence, Schedule
from ishreja.domain.progress import RowState, row_states
from ishreja.domain.spread import parent_indexes, planned_months
from ishreja.domain.standing import tally, tally_by_section
from ishreja.domain.status import Status, Thresholds
from ishreja.storage import comparison, figures, plans
from ishreja.storage.comparison_query import Limit, Question
from ishreja.storage.plans import NewEdition
from ishreja.storage.settings import Settings, save
from ishreja.storage.store import Store
from tests.ledger import PLACE, TODAY, YEAR, adopt, document, open_store, row
from tests.random_plans import documents
from tests.views.half_year import row_ids
from tests.views.many_places import SILENT, STRONG, say, three_places

values = st.one_of(st.integers(0, 400).map(Decimal), st.decimals(0, 400, places=2))
entries = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.none() | values), max_size=60)
"""(row, month, value), in the ledger's order: a later one supersedes, None withdraws."""
paces = st.lists(
    st.sampled_from([None, Decimal("0.5"), Decimal("0.93"), Decimal("0.93"), Decimal(1), Decimal(1)]), max_size=12
)
"""How much of its plan each row does month by month before those entries; None does nothing."""
limits = st.one_of(st.none(), st.floats(0, 1))
"""None: all figures count; else the share of the entries up to which they do."""
thresholds = st.sampled_from([Settings(), Settings(on_plan=Decimal("0.95"), watch=Decimal("0.7"))])
UNITS = ["Dona", "dona ", "Дона", "Nusxa", "Nusxa jami", "экземпляр", None]
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Written:
    """A place of its own in the store, and what the domain says of it."""

    place: str
    states: Sequence[RowState]
    before: Sequence[RowState] | None
    limits: tuple[Limit, ...]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("comparison")) as opened:
        yield opened


@st.composite
def plan_rows(draw: st.DrawFn) -> list[PlanRow]:
    """A random plan over three sections, in which a heading may stand in a heading."""
    rows = [replace(row, section=draw(st.sampled_from([None, "I", "II"]))) for row in draw(documents())]
    if draw(st.booleans()):
        rows = [
            PlanRow("90", None, "I", "bosh", "Dona", target=draw(st.none() | values), kind=Kind.HEADING),
            *(replace(row, parent="90") if row.parent is None else row for row in rows),
        ]
    return [replace(row, unit=draw(st.sampled_from(UNITS))) for row in rows]


def write(
    store: Store,
    rows: Sequence[PlanRow],
    paced: Sequence[Decimal | None],
    entered: Sequence[tuple[int, int, Decimal | None]],
    chosen: Settings,
    share: float | None,
    month: int,
    today: date,
) -> Written:
    """The plan (its last plain row repeats the first one's figure) in two editions, and its figures."""
    place = f"99{next(NUMBERS):05}"
    parents, planned = parent_indexes(rows), planned_months(rows)
    with store.transaction() as tx:
        first = plans.next_row_id(tx)
        own = [index for index, one in enumerate(rows) if one.kind is not Kind.HEADING]
        adopted = tuple(
            AdoptedRow(
                first + index,
                None if (parent := parents[index]) is None else first + parent,
                one,
                planned[index],
                first + own[0] if len(own) > 2 and index == own[-1] else None,
            )
            for index, one in enumerate(rows)
        )
        for edition, starts in enumerate((date(YEAR - 1, 12, 1), date(YEAR, 7, 5), date(YEAR, 3, 2))):
            head = NewEdition(place, YEAR, "reja", "aa", str(edition), "reja.docx", (), {}, "Nodira", starts)
            kept = (
                adopted if edition == 1 else tuple(replace(one, row=replace(one.row, section="V")) for one in adopted)
            )
            plans.save(tx, head, kept)
        save(tx, place, chosen)
        ledger = [*steady(adopted, paced), *entered]
        written = [
            figures.append(tx, place, YEAR, [Figure(first + index % len(rows), at, value, withdrawn=value is None)])[0]
            for index, at, value in ledger
        ]
        for code, one in enumerate(adopted):
            tx.cursor.execute(
                "INSERT INTO row_indicator SELECT coalesce(max(entry_id), 0) + 1, ?, ?, ?, ?, 'answer', TRUE, '', now()"
                " FROM row_indicator",
                [place, YEAR, one.row_id, f"r{code}"],
            )
    seen = written if share is None else written[: int(len(written) * share)]
    last = seen[-1].sequence if seen else 0
    found: dict[int, Months] = {}
    for figure in seen:
        found.setdefault(figure.row_id, {}).pop(figure.month, None)
        if figure.value is not None:
            found[figure.row_id][figure.month] = figure.value
    edition = plans.edition_for(store, place, YEAR, month)
    assert edition is not None
    read = plans.rows(store, edition.edition_id)

    def states(at: int) -> tuple[RowState, ...]:
        day = as_of(YEAR, at, today)
        return row_states(read, found, day, at, YEAR, Thresholds(chosen.on_plan, chosen.watch))

    bounds = () if share is None else tuple(Limit(place, each, last) for each in range(1, 13))
    return Written(place, states(month), states(month - 1) if month > 1 else None, bounds)


def steady(rows: Sequence[AdoptedRow], paced: Sequence[Decimal | None]) -> list[tuple[int, int, Decimal | None]]:
    """Entries of a year in which rows keep to their plan as their pace says."""
    made: list[tuple[int, int, Decimal | None]] = []
    for index, (one, pace) in enumerate(zip(rows, paced, strict=False)):
        if pace is not None and one.planned is not None:
            before = [Decimal(0)] * 12 if one.row.kind is Kind.LEVEL else [Decimal(0), *one.planned[:11]]
            asked = [value - earlier for value, earlier in zip(one.planned, before, strict=True)]
            made += [(index, month, round(max(value, Decimal(0)) * pace, 2)) for month, value in enumerate(asked, 1)]
    return made


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    plan_rows(),
    paces,
    entries,
    thresholds,
    limits,
    st.integers(1, 12),
    st.dates(date(YEAR - 1, 11, 1), date(YEAR + 1, 3, 1)),
)
def test_every_row_and_section_stands_as_the_domain_says(
    store: Store,
    rows: list[PlanRow],
    paced: list[Decimal | None],
    entered: list[tuple[int, int, Decimal | None]],
    chosen: Settings,
    share: float | None,
    month: int,
    today: date,
) -> None:
    written = write(store, rows, paced, entered, chosen, share, month, today)
    asked = Question({written.place: "all"}, YEAR, month, today, written.limits)

    found = {one.section: one for one in comparison.sections(store, asked)}
    assert found.pop(None).now == tally(written.states)
    assert {section: one.now for section, one in found.items()} == tally_by_section(written.states)
    before = tally_by_section(written.before) if written.before else dict.fromkeys(found)
    assert {section: one.before for section, one in found.items()} == before

    codes = [f"r{index}" for index in range(len(rows))]
    by_row = {one.row_id: one for one in comparison.indicators(store, asked, codes)}
    assert [said(by_row[state.row.row_id].now) for state in written.states] == [meant(one) for one in written.states]
    for state in written.before or ():
        reading = by_row[state.row.row_id].before
        assert reading is not None
        assert said(reading) == meant(state)


def said(reading: comparison.Reading) -> tuple[object, ...]:
    return reading.to_date, reading.planned, reading.target, reading.status


def meant(state: RowState) -> tuple[object, ...]:
    return state.to_date, state.planned, state.target, state.status


def test_every_status_is_told_as_the_domain_tells_it(store: Store) -> None:
    window = {"schedule": Schedule(10, 12, Recurrence.NONE, "window_end")}
    early = {"schedule": Schedule(1, 3, Recurrence.NONE, "window_end")}
    rows = [
        row("1", "maqsadsiz", None),
        row("2", "bajarilgan", 5),
        row("3", "kechikkan", **early),
        row("4", "muddatsiz", schedule=None),
        row("5", "hali erta", **window),
        row("6", "hisobotsiz"),
        row("7", "rejada"),
        row("8", "eʼtibor", 1200),
        row("9", "ortda"),
        row("10", "birinchi qator yana bir marta", None),
    ]
    monthly = {1: 1, 6: 1, 7: 93, 8: 0}  # by the row's place in the list
    ledger = [(index, month, Decimal(value)) for index, value in monthly.items() for month in range(1, 7)]
    written = write(store, rows, (), ledger, Settings(), None, 6, TODAY)
    assert [state.status for state in written.states][:9] == list(Status)
    asked = Question({written.place: written.place}, YEAR, 6, TODAY)
    found = {one.row_id: one.now for one in comparison.indicators(store, asked, [f"r{index}" for index in range(10)])}
    assert [said(found[state.row.row_id]) for state in written.states] == [meant(state) for state in written.states]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def test_places_are_added_to_their_groups_and_units_kept_apart(own: Store) -> None:
    three_places(own)
    other = [row("2", "Kitobxonlar qatnovi", 50, headline="visits", unit="Ming nafar")]
    adopt(own, document(other, place="1706212"), "bb")
    say(own, "1706212", "2", "visits")
    asked = Question(dict.fromkeys((PLACE, STRONG, SILENT, "1706212"), "1706"), YEAR, 6, TODAY)
    whole = next(one for one in comparison.sections(own, asked) if one.section is None)
    assert (whole.places, whole.reported, whole.now.rows, whole.now.due) == (4, 2, 19, 13)
    found = {(one.code, one.unit): one for one in comparison.indicators(own, asked, ["users", "visits", "loans"])}
    users = found["users", "Nafar"]
    assert (users.now.places, users.now.reported, users.row_id) == (3, 2, None)
    assert (users.now.to_date, users.now.planned, users.now.target) == (1800, 1800, 3600)
    assert sorted(found) == [("loans", "Nusxa"), ("users", "Nafar"), ("visits", "Ming nafar"), ("visits", "Nafar")]


def test_what_is_added_over_places_is_what_the_domain_calls_summable(own: Store) -> None:
    others = ("1706207", "1706212", "1706215", "1706219", "1706230")
    units = ("Nusxa jami", "экземпляр", "Dona", None, None, None)
    coded = []
    for number, (place, unit) in enumerate(zip((PLACE, *others), units, strict=True), start=1):
        adopt(own, document([row("1", "Kitoblar", 12 * number, unit=unit)], place=place), f"file of {place}")
        say(own, place, "1", "additions")
        coded.append(CodedRow(place, number, "additions", unit, Kind.FLOW))

    found = comparison.indicators(own, Question(dict.fromkeys((PLACE, *others), "1706"), YEAR, 6, TODAY), ["additions"])
    added = {(one.code, one.unit_key, one.kind): one.now for one in found if one.unit_key}
    meant = {key: (len(rows), sum(6 * one.row_id for one in rows)) for key, rows in summable(coded).items()}
    assert {key: (now.places, now.planned) for key, now in added.items()} == meant
    (without,) = [one.now for one in found if not one.unit_key]
    assert (without.places, without.planned, without.target, without.to_date) == (3, None, None, None)

    alone = comparison.indicators(own, Question({others[3]: "1706"}, YEAR, 6, TODAY), ["additions"])
    assert [(one.unit, one.now.planned) for one in alone] == [(None, 30)]


def test_a_row_carries_what_was_said_of_it_last_and_not_its_headline(own: Store) -> None:
    three_places(own)
    ids = row_ids(own)
    for number, code in (("1", "loans"), ("1", None), ("4", "users")):
        say(own, PLACE, number, code)
    found = comparison.indicators(own, Question({PLACE: PLACE}, YEAR, 6, TODAY), ["users", "visits", "loans"])
    assert {one.code: one.row_id for one in found} == {"users": ids["4"], "visits": ids["2"]}
