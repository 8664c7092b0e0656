"""The month's state from its steps, its due and lock days, and the two rates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ishreja.domain import round_rates
from ishreja.domain.round import (
    DECIDING,
    MonthState,
    MonthStep,
    RoundSettings,
    Stage,
    Step,
    allowed,
    due_date,
    first_submitted,
    lock_date,
    month_state,
    open_until,
    reason_of_return,
    stage_of,
    submitters,
)
from ishreja.domain.round_rates import Rate, Timing, completeness, days_late, is_expected, timeliness

S, A, R, ASK, G, N = Step.SUBMIT, Step.ACCEPT, Step.RETURN, Step.ASK, Step.GRANT, Step.REFUSE
W = Step.WITHDRAW
START = datetime(2023, 10, 2, 6)


def taken(*steps: Step, who: str = "Nodira", account: int | None = None) -> tuple[MonthStep, ...]:
    """The steps, one a day from 2 October 2023 on."""
    return tuple(
        MonthStep(at + 1, step, f"sabab {at}", {}, 0, None, account, who, "director", False, START + timedelta(days=at))
        for at, step in enumerate(steps)
    )


@pytest.mark.parametrize(
    ("steps", "stage", "asked"),
    [
        ((), Stage.OPEN, False),
        ((S,), Stage.SUBMITTED, False),
        ((S, S), Stage.SUBMITTED, False),
        ((S, R), Stage.RETURNED, False),
        ((S, R, S), Stage.SUBMITTED, False),
        ((S, R, W), Stage.RETURNED, False),
        ((S, A), Stage.ACCEPTED, False),
        ((S, A, ASK), Stage.ACCEPTED, True),
        ((S, A, ASK, N), Stage.ACCEPTED, False),
        ((S, A, ASK, N, ASK), Stage.ACCEPTED, True),
        ((S, A, ASK, G), Stage.RETURNED, False),
        ((S, A, ASK, R), Stage.RETURNED, False),
        ((S, A, ASK, G, S, A), Stage.ACCEPTED, False),
        ((S, A, R), Stage.RETURNED, False),
    ],
)
def test_the_steps_decide_the_stage(steps: tuple[Step, ...], stage: Stage, asked: bool) -> None:
    found = month_state(taken(*steps), drafted=False, last_day=None, today=date(2023, 10, 5))
    assert found == MonthState(stage, asked=asked)


def test_a_draft_shows_only_where_no_step_was_taken() -> None:
    assert stage_of((), drafted=True) is Stage.DRAFT
    assert stage_of(taken(S), drafted=True) is Stage.SUBMITTED
    assert stage_of(taken(S, R), drafted=True) is Stage.RETURNED


@pytest.mark.parametrize(
    ("month", "due_day", "lock_day", "due", "lock"),
    [
        (9, 3, None, date(2023, 10, 3), None),
        (9, 3, 10, date(2023, 10, 3), date(2023, 10, 10)),
        (12, 3, 10, date(2024, 1, 3), date(2024, 1, 10)),
        (1, 28, 28, date(2023, 2, 28), date(2023, 2, 28)),
    ],
)
def test_a_month_is_due_and_closes_in_the_month_after(
    month: int, due_day: int, lock_day: int | None, due: date, lock: date | None
) -> None:
    settings = RoundSettings(due_day, lock_day)
    assert (due_date(settings, 2023, month), lock_date(settings, 2023, month)) == (due, lock)


LOCK = date(2023, 10, 10)


@pytest.mark.parametrize(
    ("steps", "exception", "last"),
    [
        ((), None, LOCK),
        ((), date(2023, 10, 20), date(2023, 10, 20)),
        ((), date(2023, 10, 8), LOCK),
        ((S,), None, LOCK),
        ((S, R), None, LOCK),  # returned on the 3rd: the lock day is later than five days of mending
        ((S, *[S] * 6, R), None, date(2023, 10, 14)),  # returned on the 9th
        ((S, *[S] * 6, R, W), None, date(2023, 10, 14)),
        ((S, *[S] * 6, R, S), None, LOCK),  # handed in again: the time for mending is over
        ((S, *[S] * 6, A, ASK, G), None, date(2023, 10, 16)),  # granted on the 11th
    ],
)
def test_a_month_is_open_to_its_lock_day_an_exceptions_end_or_the_end_of_mending(
    steps: tuple[Step, ...], exception: date | None, last: date
) -> None:
    found = open_until(taken(*steps), RoundSettings(lock_day=10, mending_days=5), LOCK, exception)
    assert found == last
    for day, locked in ((last, False), (last + timedelta(days=1), True)):
        state = month_state(taken(*steps), drafted=False, last_day=found, today=day)
        assert state.locked is locked


def test_without_a_lock_day_nothing_ever_closes() -> None:
    assert open_until(taken(S, R), RoundSettings(), None, date(2023, 10, 8)) is None
    assert not month_state((), drafted=False, last_day=None, today=date(2099, 1, 1)).locked


def test_who_handed_in_or_withdrew_since_the_last_acceptance_is_known_by_account_else_by_name_and_role() -> None:
    assert submitters(taken(S, A)) == frozenset()
    assert submitters(taken(S, R, S)) == {("Nodira", "director")}
    assert submitters(taken(S, A, ASK, G, S, account=7)) == {("account", 7)}
    assert submitters(taken(S, A, R, W, account=7)) == {("account", 7)}


def test_what_is_to_be_mended_is_said_by_the_return_or_by_the_request_that_was_granted() -> None:
    for steps, reason in (((S, R), "sabab 1"), ((S, A, ASK, G), "sabab 2"), ((S, A, ASK, R), "sabab 3")):
        found = reason_of_return(taken(*steps))
        assert found is not None and found.reason == reason
    assert reason_of_return(taken(S, R, S)) is None


@given(st.lists(st.sampled_from(Step), max_size=12))
def test_steps_that_are_allowed_keep_an_accepted_month_locked_till_it_is_given_back(wanted: list[Step]) -> None:
    done: list[Step] = []
    for step in wanted:
        before = month_state(taken(*done), drafted=False, last_day=None, today=LOCK)
        if not allowed(step, before):
            continue
        done.append(step)
        after = month_state(taken(*done), drafted=False, last_day=None, today=LOCK)
        if before.stage is Stage.ACCEPTED and after.stage is not Stage.ACCEPTED:
            assert step in (Step.RETURN, Step.GRANT)
        assert after.writable is (after.stage is not Stage.ACCEPTED)
        assert after.asked is (step is Step.ASK)
        assert not after.asked or after.stage is Stage.ACCEPTED
    assert (first_submitted(taken(*done)) is None) is (not done)
    assert all(one is Step.SUBMIT for one in done[:1])


@given(st.lists(st.sampled_from(Step), max_size=12))
def test_the_last_deciding_step_holds(steps: list[Step]) -> None:
    decided = [DECIDING[step] for step in steps if step in DECIDING]
    assert stage_of(taken(*steps)) is (decided[-1] if decided else Stage.OPEN)


@pytest.mark.parametrize(
    ("settings", "sound"),
    [
        (RoundSettings(), True),
        (RoundSettings(3, 10), True),
        (RoundSettings(3, 3), True),
        (RoundSettings(5, 3), False),
        (RoundSettings(0), False),
        (RoundSettings(29), False),
        (RoundSettings(3, 29), False),
        (RoundSettings(mending_days=-1), False),
        (RoundSettings(region_sees="drafts"), False),
    ],
)
def test_settings_make_sense_together(settings: RoundSettings, sound: bool) -> None:
    assert settings.sound is sound


DUE = date(2023, 10, 3)


@pytest.mark.parametrize(
    ("submitted", "today", "late"),
    [
        (DUE, DUE, 0),
        (DUE - timedelta(days=5), date(2023, 12, 1), 0),
        (DUE + timedelta(days=2), date(2023, 12, 1), 2),
        (None, DUE, 0),
        (None, DUE + timedelta(days=1), 1),
    ],
)
def test_days_late_run_from_the_due_day_which_is_still_on_time(submitted: date | None, today: date, late: int) -> None:
    assert days_late(Timing(DUE, submitted), today) == late


def test_a_place_that_joined_in_may_is_not_expected_in_april() -> None:
    joined = date(2023, 5, 31)
    assert [month for month in range(1, 13) if is_expected(2023, month, joined)] == list(range(5, 13))
    assert is_expected(2024, 1, joined)
    assert not is_expected(2022, 12, joined)
    assert not is_expected(2023, 5, None)


def test_timeliness_counts_months_whose_due_day_is_over() -> None:
    timings = [
        Timing(date(2023, 8, 3), date(2023, 8, 3)),
        Timing(date(2023, 9, 3), date(2023, 9, 4)),
        Timing(date(2023, 10, 3), None),
        Timing(date(2023, 11, 3), date(2023, 10, 1)),  # not yet due: it would only flatter
    ]
    assert timeliness(timings, date(2023, 10, 4)) == Rate(1, 3)
    assert timeliness(timings, date(2023, 10, 3)) == Rate(1, 2)
    assert timeliness([], date(2023, 10, 3)).share is None


def test_completeness_is_of_rows_and_says_nothing_of_time() -> None:
    assert completeness([(10, 40), (30, 40)]) == Rate(40, 80)
    assert completeness([(10, 40), (30, 40)]).share == Decimal("0.5")
    assert completeness([]).share is None


@given(
    st.lists(st.tuples(st.dates(date(2023, 1, 1), date(2023, 12, 31)), st.none() | st.integers(-40, 40))), st.dates()
)
def test_on_time_is_not_late(pairs: list[tuple[date, int | None]], today: date) -> None:
    timings = [Timing(due, None if late is None else due + timedelta(days=late)) for due, late in pairs]
    rate = timeliness(timings, today)
    over = [one for one in timings if one.due < today]
    assert rate == Rate(sum(not round_rates.days_late(one, today) for one in over), len(over))
