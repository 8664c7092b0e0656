"""The monthly round: the states of a place's month, and what may be done to it in each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far a month has come: nothing yet, a draft, handed in, sent back for mending, accepted."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Step(StrEnum):
    """What is done to a month. After acceptance the office asks for a correction; the region grants or refuses it."""

    SUBMIT = "submit"
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
    if step is Step.ACCEPT:
        return state.stage is Stage.SUBMITTED
    if step is Step.RETURN:
        return state.stage in (Stage.SUBMITTED, Stage.ACCEPTED)
    if step is Step.ASK:
        return state.stage is Stage.ACCEPTED and not state.asked
    return state.stage is Stage.ACCEPTED and state.asked
