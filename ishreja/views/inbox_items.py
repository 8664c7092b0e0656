"""What may wait for a person: one item of the inbox, why it waits, and the screen on which it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ishreja.domain.places import above


class Reason(StrEnum):
    """Why an item is in the inbox."""

    DUE = "due"  # a month that is over and not handed in; by its due day it is soon, today or overdue
    FILL = "fill"  # blank rows of the services of a member of staff
    NO_PLAN = "no_plan"  # months are over of a year for which the place has no plan, and had one before
    DRAFT = "draft"  # typed after the month was handed in, and not handed in itself
    RETURNED = "returned"
    GRANTED = "granted"  # open again for a correction that was asked for
    WAITING = "waiting"  # handed in, to be accepted or returned
    ASKED = "asked"  # a correction to grant or refuse
    DOUBTFUL = "doubtful"  # rows of which it is asked which indicator they are
    EXPIRED = "expired"  # an invitation that was not taken up in its time
    NO_DIRECTOR = "no_director"
    LATE = "late"  # places below that owe a month
    INVITED = "invited"
    REFUSED = "refused"


class Group(StrEnum):
    """Under which heading an item stands, the most pressing first."""

    OVERDUE = "overdue"
    MEND = "mend"
    DUE = "due"
    FILL = "fill"
    DRAFTS = "drafts"
    ACCEPT = "accept"
    ANSWER = "answer"
    ACCOUNTS = "accounts"
    LATE = "late"
    NEWS = "news"


GROUPS = {
    Reason.RETURNED: Group.MEND,
    Reason.GRANTED: Group.MEND,
    Reason.DUE: Group.DUE,
    Reason.NO_PLAN: Group.DUE,
    Reason.FILL: Group.FILL,
    Reason.DRAFT: Group.DRAFTS,
    Reason.WAITING: Group.ACCEPT,
    Reason.ASKED: Group.ANSWER,
    Reason.DOUBTFUL: Group.ANSWER,
    Reason.EXPIRED: Group.ACCOUNTS,
    Reason.NO_DIRECTOR: Group.ACCOUNTS,
    Reason.INVITED: Group.NEWS,
    Reason.LATE: Group.LATE,
    Reason.REFUSED: Group.NEWS,
}
"""The heading of each reason; a month behind its due day stands under Group.OVERDUE."""

FOR_KNOWLEDGE = (Group.LATE, Group.NEWS)
"""What is shown and not counted: there is nothing that the reader has to do, and so nothing that would end it."""


@dataclass(frozen=True, slots=True)
class RowComment:
    """What was said at a row of a returned month: the row's number (None for a part) and name, and the text."""

    number: str | None
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: what it is about, and its terms.

    month is 1-12, None where it is about no month; year is 0 where it is about no year. since is a moment (UTC, no
    zone), until the last day on which it is in time; locked says that the month is closed, drafted that values were
    typed and not handed in, own that the actor handed the report in and so may not accept it. text is the reason that
    a person gave or an account's name; comments are those that concern the reader. count of all is how many of how
    many. places are those that it is about where they are several. step is the id of the month's last step, 0 for
    none; account is an account's id.
    """

    reason: Reason
    place: str
    year: int = 0
    month: int | None = None
    since: datetime | None = None
    until: date | None = None
    locked: bool = False
    drafted: bool = False
    own: bool = False
    text: str | None = None
    comments: tuple[RowComment, ...] = ()
    count: int = 0
    all: int = 0
    places: tuple[str, ...] = ()
    step: int = 0
    account: int | None = None

    def group(self, today: date) -> Group:
        """The heading under which it stands on a day."""
        overdue = self.reason in (Reason.DUE, Reason.NO_PLAN) and self.until is not None and self.until < today
        return Group.OVERDUE if overdue else GROUPS[self.reason]

    @property
    def page(self) -> str:
        """The page on which it is settled, as addresses name it."""
        if self.reason in (Reason.WAITING, Reason.ASKED, Reason.LATE):
            return "round"
        if self.reason in (Reason.DOUBTFUL, Reason.NO_PLAN):
            return "indicators" if self.reason is Reason.DOUBTFUL else "plan"
        return "accounts" if GROUPS[self.reason] is Group.ACCOUNTS or self.account else "monthly_report"

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of that page's address which lead to this very thing, as plain text."""
        if self.page == "accounts":
            return {"account": str(self.account)} if self.account else {}
        if self.page == "plan":
            return {"place": self.place}
        year = {"year": str(self.year)}
        if self.reason in (Reason.LATE, Reason.DOUBTFUL):
            return {"region": self.place, **year}
        if self.page == "round":
            return {"region": above(self.place)[0], **year, "report": f"{self.place}-{self.year}-{self.month}"}
        return {"place": self.place, **year, "report_month": str(self.month)}


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for the actor on a day, heading by heading, the most pressing first; empty headings are absent."""

    today: date
    groups: tuple[tuple[Group, tuple[Item, ...]], ...] = ()

    @property
    def count(self) -> int:
        """How many things the actor has to do; what is shown for knowledge is not counted."""
        return sum(len(items) for group, items in self.groups if group not in FOR_KNOWLEDGE)

    def of(self, group: Group) -> tuple[Item, ...]:
        """The items under a heading."""
        return next((items for one, items in self.groups if one is group), ())

    @property
    def items(self) -> tuple[Item, ...]:
        """All of them, in order."""
        return tuple(item for _group, items in self.groups for item in items)
