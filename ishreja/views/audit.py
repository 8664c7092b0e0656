"""The record of changes as it is read: of the places whose record the actor may read, filtered, a sheet at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from ishreja.access import Actor, may, require
from ishreja.access.actors import AUDIT
from ishreja.domain.indicators import catalogue_of
from ishreja.domain.places import within
from ishreja.language.formatting import TASHKENT
from ishreja.storage import audit, indicators, plan_rows
from ishreja.storage.audit import AuditRow, Event, Wanted
from ishreja.storage.audit_check import Check, check
from ishreja.storage.store import Store
from ishreja.views.row_list import short

SHEET = 50
"""How many events a sheet of the page has."""
MOST = 20_000
"""How many events are written to a workbook, the newest."""
NAME = 48  # letters of a plan row's name
COMMENT = "comment"
"""The field of what is said at a row when a report is returned."""
ANSWER = "answer"
"""The field of what was answered to a question about a file."""
Names = Mapping[int | str, str]
"""Row id to number and short name, code of an indicator to its name."""
_OF_INDICATORS = frozenset({"match indicators", "indicator", "add indicator", "retire indicator", "adopt"})
_ROW = re.compile(r"\brow (\d+)\b")
_HIGHEST = 2**31 - 1  # an id is no larger


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: of one place (code), person, action, from a day in Tashkent until another, both included."""

    place: str | None = None
    who: str | None = None
    action: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """One sheet (from 1) of the events asked for, the newest first, of count in all; what may be asked for besides."""

    rows: tuple[AuditRow, ...]
    count: int
    sheet: int
    people: tuple[str, ...]
    actions: tuple[str, ...]

    @property
    def sheets(self) -> int:
        """How many sheets there are, at least one."""
        return max(1, -(-self.count // SHEET))


@dataclass(frozen=True, slots=True)
class Change:
    """One field of what was changed, as text; None where it was not there.

    row_id is the plan row whose figure, comment or answer it is; its field is then empty, COMMENT or ANSWER. question
    is what the answer was given under.
    """

    field: str
    before: str | None
    after: str | None
    row_id: int | None = None
    question: str = ""


def audited_places(actor: Actor) -> tuple[str, ...]:
    """The codes of the places whose record the actor may read, level by level."""
    return tuple(code for code in within(actor.place) if may(actor, AUDIT, code))


def journal(store: Store, actor: Actor, asked: Asked, sheet: int) -> Journal:
    """A sheet of the record, the last one where there are fewer. Raises NotAllowed for a place of others."""
    wanted = _wanted(actor, asked)
    people, actions = audit.people_and_actions(store, frozenset(audited_places(actor)))
    count = audit.count(store, wanted)
    shown = min(max(sheet, 1), max(1, -(-count // SHEET)))
    return Journal(audit.events(store, wanted, SHEET, (shown - 1) * SHEET), count, shown, people, actions)


def newest(store: Store, actor: Actor, asked: Asked) -> tuple[AuditRow, ...]:
    """All that is asked for, at most MOST. Raises NotAllowed for a place of others."""
    return audit.events(store, _wanted(actor, asked), MOST)


def chain(store: Store, actor: Actor, place: str) -> Check:
    """Whether the whole record holds, for who may read that of the place. Raises NotAllowed."""
    require(actor, AUDIT, place)
    return check(store)


def names_in(store: Store, actor: Actor, rows: Iterable[AuditRow]) -> dict[int | str, str]:
    """The names of what the events speak of: plan rows as the newest edition has them, indicators of the regions.

    Raises NotAllowed for an event of a place of others.
    """
    found: set[int] = set()
    regions: set[str] = set()
    for row in rows:
        require(actor, AUDIT, row.event.place)
        if row.event.action in _OF_INDICATORS:
            regions.add(catalogue_of(row.event.place))
        found |= {int(number) for number in _ROW.findall(row.event.subject)}
        found |= {one.row_id for one in changes(row.event) if one.row_id is not None}
    named = plan_rows.named(store, [row_id for row_id in found if row_id <= _HIGHEST])
    told: dict[int | str, str] = {
        code: short(name, NAME) for code, name in (indicators.names(store, regions) if regions else {}).items()
    }
    told.update({row_id: f"{number or ''} {short(name, NAME)}".strip() for row_id, (number, name) in named.items()})
    return told


def changes(event: Event) -> tuple[Change, ...]:
    """What the event changed, field by field; as one field without a name where it is not kept by fields."""
    before, after = _fields(event.before), _fields(event.after)
    if before is None and after is None:
        return (Change("", event.before, _listed(event.after)),) if event.before or event.after else ()
    before = {"": event.before} if before is None and event.before else before or {}
    after = {"": event.after} if after is None and event.after else after or {}
    if "step" in after and "" in before:  # a step of the round: the stage before it, and what was done
        after[""] = after.pop("step")
    if "content" in after and "" in before:  # an edition: the mark of the one before it
        before["content"] = before.pop("")
    comments = _fields(after.pop("comments", None)) or {}
    answers = _fields(event.reason if reason_is_answers(event) else after.pop("answers", None)) or {}
    names = dict.fromkeys((*before, *after))
    found = [_change(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)]
    said = [replace(_change(row, None, text), field=COMMENT) for row, text in comments.items()]
    return (*found, *said, *(_answer(event, question, answer) for question, answer in answers.items()))


def reason_is_answers(event: Event) -> bool:
    """Whether what stands for the reason is the answers to a month's questions, as it once was recorded."""
    return event.action == "submit" and _fields(event.reason) is not None


def _answer(event: Event, question: str, answer: str | None) -> Change:
    """An answer; a month's question ends with the row's id, a plan's with its place in the plan."""
    row = question.rpartition(":")[2] if event.action == "submit" else ""
    return Change(ANSWER, None, answer, int(row) if row.isdecimal() else None, question)


def _change(name: str, before: str | None, after: str | None) -> Change:
    return Change("", before, after, int(name)) if name.isdecimal() else Change(name, before, after)


def _wanted(actor: Actor, asked: Asked) -> Wanted:
    if asked.place is not None:
        require(actor, AUDIT, asked.place)
    places = frozenset(audited_places(actor) if asked.place is None else (asked.place,))
    end = None if asked.until is None else _moment(asked.until + timedelta(days=1))
    return Wanted(places, asked.who, asked.action, None if asked.since is None else _moment(asked.since), end)


def _moment(day: date) -> datetime:
    """When the day begins in Tashkent, in UTC without a zone."""
    return datetime.combine(day, time(), TASHKENT).astimezone(UTC).replace(tzinfo=None)


def _fields(kept: str | None) -> dict[str, str | None] | None:
    """What is kept as JSON by fields, each as text; None where it is not."""
    try:
        read = json.loads(kept or "")
    except ValueError:
        return None
    return {name: _text(value) for name, value in read.items()} if isinstance(read, dict) else None


def _listed(kept: str | None) -> str | None:
    """What is kept as a list of texts as one; else as it is."""
    try:
        read = json.loads(kept or "")
    except ValueError:
        return kept
    return ", ".join(str(one) for one in read if one is not None) if isinstance(read, list) else kept


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)
