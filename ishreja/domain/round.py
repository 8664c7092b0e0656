"""The monthly round: the states of a place's month, and what may be done to it in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ishreja.domain.periods import local_day, month_end


class Stage(StrEnum):
    """How far a month has come: nothing yet, a draft, handed in, sent back for mending, accepted."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Step(StrEnum):
    """What is done to a month. After acceptance the office asks for a correction; the region grants or refuses it.

    WITHDRAW is that a figure of a returned month was taken back, which is part of what is handed in next.
    """

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    ASK = "ask"
    GRANT = "grant"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month's stage; locked where the lock day is past and no exception or mending time holds.

    asked says that a correction of the accepted month was asked for and not answered yet.
    """

    stage: Stage = Stage.OPEN
    locked: bool = False
    asked: bool = False

    @property
    def writable(self) -> bool:
        """Whether figures of the month may be entered and handed in."""
        return self.stage is not Stage.ACCEPTED and not self.locked


def allowed(step: Step, state: MonthState) -> bool:
    """Whether the step may be taken in this state, whoever takes it."""
    if step is Step.SUBMIT:
        return state.writable
    if step is Step.WITHDRAW:
        return state.writable and state.stage is Stage.RETURNED
    if step is Step.ACCEPT:
        return state.stage is Stage.SUBMITTED
    if step is Step.RETURN:
        return state.stage in (Stage.SUBMITTED, Stage.ACCEPTED)
    if step is Step.ASK:
        return state.stage is Stage.ACCEPTED and not state.asked
    return state.stage is Stage.ACCEPTED and state.asked


DECIDING = {
    Step.SUBMIT: Stage.SUBMITTED,
    Step.ACCEPT: Stage.ACCEPTED,
    Step.RETURN: Stage.RETURNED,
    Step.GRANT: Stage.RETURNED,
}
"""The steps that decide how far a month has come, and to where each brings it; the last of them holds."""


@dataclass(frozen=True, slots=True)
class MonthStep:
    """A step that was taken. at is UTC without a zone; who, role and account (its id, None for none) took it.

    comments say by row id what is to be mended there. figure_sequence is the ledger's last figure of the place and
    year at that moment. by_submitter marks an acceptance by one who had handed figures in or taken one back; on_behalf
    a step that the place above took for the place.
    """

    step_id: int
    step: Step
    reason: str | None
    comments: Mapping[int, str]
    figure_sequence: int
    submission_id: int | None
    account: int | None
    who: str
    role: str
    by_submitter: bool
    at: datetime
    on_behalf: bool = False

    @property
    def hand(self) -> tuple[object, ...]:
        """Whose hand it was: the account where there is one, else name and role."""
        return ("account", self.account) if self.account is not None else (self.who, self.role)


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """What a place sets for the round of those directly below it.

    A month is due on due_day of the month after and closes behind lock_day of it (None: never). mending_days is how
    long a returned month stays open all the same. region_sees is "submitted" or "accepted"; self_acceptance lets one
    person hand in and accept.
    """

    due_day: int = 3
    lock_day: int | None = None
    mending_days: int = 5
    region_sees: str = "submitted"
    self_acceptance: bool = False

    @property
    def sound(self) -> bool:
        """Whether the values make sense together."""
        return (
            1 <= self.due_day <= 28
            and (self.lock_day is None or self.due_day <= self.lock_day <= 28)
            and 0 <= self.mending_days <= 60
            and self.region_sees in ("submitted", "accepted")
        )


def due_date(settings: RoundSettings, year: int, month: int) -> date:
    """The last day on which a month's report is on time."""
    return month_end(year, month) + timedelta(days=settings.due_day)


def lock_date(settings: RoundSettings, year: int, month: int) -> date | None:
    """The last day on which a month is open without an exception; None where months are never closed."""
    return None if settings.lock_day is None else month_end(year, month) + timedelta(days=settings.lock_day)


def stage_of(steps: Sequence[MonthStep], *, drafted: bool = False) -> Stage:
    """How far the steps, oldest first, have brought the month; drafted says that something was typed in."""
    decided = next((DECIDING[one.step] for one in reversed(steps) if one.step in DECIDING), None)
    return decided or (Stage.DRAFT if drafted else Stage.OPEN)


def open_until(
    steps: Sequence[MonthStep], settings: RoundSettings, lock: date | None, exception: date | None
) -> date | None:
    """The last day on which the month may be written to, its stage aside; None where it is never closed.

    lock is the month's lock date, exception the last day of an exception that was granted. A returned month has its
    time for mending, counted from the day on which it was returned.
    """
    if lock is None:
        return None
    days = [lock] if exception is None else [lock, exception]
    if stage_of(steps) is Stage.RETURNED:
        returned = next(one for one in reversed(steps) if DECIDING.get(one.step) is Stage.RETURNED)
        days.append(local_day(returned.at) + timedelta(days=settings.mending_days))
    return max(days)


def month_state(steps: Sequence[MonthStep], *, drafted: bool, last_day: date | None, today: date) -> MonthState:
    """The month's state on a day; last_day as open_until gives it."""
    return MonthState(
        stage_of(steps, drafted=drafted),
        locked=last_day is not None and today > last_day,
        asked=bool(steps) and steps[-1].step is Step.ASK,
    )


def submitters(steps: Sequence[MonthStep]) -> frozenset[tuple[object, ...]]:
    """The hands that handed in or withdrew since the month was last accepted: none of them may accept it."""
    last = max((at for at, one in enumerate(steps) if one.step is Step.ACCEPT), default=-1)
    return frozenset(one.hand for one in steps[last + 1 :] if one.step in (Step.SUBMIT, Step.WITHDRAW))


def first_submitted(steps: Sequence[MonthStep]) -> date | None:
    """The day on which the month was first handed in, which decides whether it was on time; None where it never was."""
    return next((local_day(one.at) for one in steps if one.step is Step.SUBMIT), None)


def last_of(steps: Sequence[MonthStep], *wanted: Step) -> MonthStep | None:
    """The latest of these steps, or None."""
    return next((one for one in reversed(steps) if one.step in wanted), None)


def reason_of_return(steps: Sequence[MonthStep]) -> MonthStep | None:
    """Of a month that was given back: the step whose reason and comments are to be mended, else None.

    Where a correction was granted that is the request.
    """
    if stage_of(steps) is not Stage.RETURNED:
        return None
    given_back = last_of(steps, Step.RETURN, Step.GRANT)
    return last_of(steps, Step.ASK) if given_back and given_back.step is Step.GRANT else given_back
