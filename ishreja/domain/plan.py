"""The work plan: a document, its rows and what reading it raised."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a row measures, which decides what "to date" means."""

    FLOW = "flow"
    LEVEL = "level"
    ORDER = "order"
    RECURRING = "recurring"
    ONE_OFF = "one_off"
    HEADING = "heading"


class Recurrence(StrEnum):
    """How often something is to be handed in within the window."""

    NONE = "none"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Severity(StrEnum):
    """An error blocks; a question needs an answer; a note only tells."""

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A deadline phrase, understood.

    first_month and last_month (1-12, both included) are None where the phrase was not understood. due is one
    of window_end, month_end, quarter_end, week_end, weekday:N (ISO), month_day:N, next_month_day:N, self_set,
    unknown.
    """

    first_month: int | None
    last_month: int | None
    recurrence: Recurrence
    due: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval block of the document's head."""

    name: str
    role: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that reading a file raised.

    where says the place in the file as a person finds it (row, sheet and cell); code names the rule for the
    program; row is the index of the row concerned in the list that was read, where there is one; choices are
    the answers a question offers, as codes.
    """

    severity: Severity
    where: str
    message: str
    code: str = ""
    row: int | None = None
    choices: tuple[str, ...] = ()


Quarters = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the plan as it was read, or as the office changed it.

    number is as written without a trailing dot; a part written inside a cell has None and its parent's
    number. section is the numeral ("II"). previous is last year's fact, target this year's; None is unknown,
    never 0. services are codes in the order named; services_text is the cell as written. lead is the one
    service that reports. kind_ground says why the kind was inferred. headline is the catalogue's name of the
    figure the row carries (users, visits, loans, events, additions, holdings, new_users, purchases), if any.
    """

    number: str | None
    parent: str | None
    section: str | None
    name: str
    unit: str | None
    previous: Decimal | None = None
    target: Decimal | None = None
    target_text: str | None = None
    mechanism: str | None = None
    deadline: str | None = None
    schedule: Schedule | None = None
    services: tuple[str, ...] = ()
    kind: Kind = Kind.FLOW
    quarters: Quarters | None = None
    services_text: str | None = None
    lead: str | None = None
    kind_ground: str = ""
    headline: str | None = None
    section_title: str | None = None


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A signed plan, read: place is the SOATO code or None, title the title's lines joined."""

    place: str | None
    year: int | None
    title: str
    approvals: tuple[Approval, ...]
    rows: tuple[PlanRow, ...]
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AdoptedRow:
    """A row of an adopted edition.

    row_id stays the same through the editions of a year. planned holds the plan to date at the end of each of
    the twelve months, in the row's unit, or None where the row has no target or its schedule is not set.
    same_as is the row whose figure this row repeats: entered there, shown here too.
    """

    row_id: int
    parent_id: int | None
    row: PlanRow
    planned: tuple[Decimal, ...] | None
    same_as: int | None = None
