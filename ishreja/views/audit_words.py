"""The record of changes in words, for its page and its workbook."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from types import MappingProxyType

from ishreja.access.attempts import MORE
from ishreja.access.recording import REFUSED
from ishreja.language import _, date_time, month_name, script, short_date
from ishreja.storage.audit import Event
from ishreja.storage.audit_check import Check
from ishreja.views.audit import ANSWER, COMMENT, Change, Names, changes, reason_is_answers
from ishreja.views.audit_answers import answer_line
from ishreja.views.audit_fields import field_name, figure, value_words
from ishreja.views.names import role_name

_SAID_ALREADY = ("settings", "round settings", "district card", "catalogue")
"""Subjects that say no more than their action."""
_ON_BEHALF = ", on behalf of the place"
"""How the record says that a report was handed in for the place by the one above it."""
_NO_NAMES: Names = MappingProxyType({})
_NUMBERED = re.compile(r"\b(month|row|edition|submission) (\d+)\b|\b(\d+) (rows)$")
_DAY = re.compile(r"(?:\bdue )?\b(\d{4}-\d\d-\d\d)$")


def chain_problem(found: Check) -> str | None:
    """What is wrong with the record of changes and what to do; None where it is whole."""
    if found.cut:
        said = _(
            "The end of the record of changes is missing: entries from {number} on were removed outside the program."
        )
    elif found.broken is not None:
        said = _("The record of changes does not hold at entry {number}: it was changed outside the program.")
    elif found.unrecorded is not None:
        return " ".join(
            [
                _("What was written on {moment} has no entry in the record of changes: it was removed.").format(
                    moment=date_time(found.unrecorded)
                ),
                _("Restore the database from a copy."),
            ]
        )
    else:
        return None
    return " ".join([said.format(number=found.broken), _("Restore the database from a copy.")])


def chain_note(found: Check) -> str:
    """What the check could not tell; empty where it told everything."""
    if found.has_head:
        return ""
    return _(
        "The file that keeps the last entry is not beside the database: an end that was cut off shows only where a"
        " figure or a report was left without its entry. The file is made at the next change."
    )


def action_name(action: str) -> str:
    """What was done, in a few words; an action that is not known stands for itself."""
    return _acts().get(action, action)


def _acts() -> dict[str, str]:
    return {
        "adopt": _("plan adopted"),
        "submit": _("report handed in"),
        "withdraw": _("figure withdrawn"),
        "accept": _("report accepted"),
        "return": _("report returned"),
        "ask correction": _("correction asked for"),
        "grant correction": _("correction granted"),
        "refuse correction": _("correction refused"),
        "grant exception": _("exception granted"),
        "hand in": _("document marked as handed in"),
        "undo hand in": _("mark of handing in undone"),
        "settings": _("settings changed"),
        "round settings": _("rules of the round changed"),
        "district card": _("district's card filled in"),
        "indicators": _("catalogue of indicators begun"),
        "match indicators": _("rows matched with indicators"),
        "indicator": _("indicator of a row chosen"),
        "add indicator": _("indicator added"),
        "retire indicator": _("indicator retired"),
        "place added": _("place added"),
        "account made": _("account made"),
        "account changed": _("account changed"),
        "account disabled": _("account disabled"),
        "account enabled": _("account enabled"),
        "account bound": _("account bound to a person"),
        "invite link": _("invitation link handed out"),
        "reset link": _("password link handed out"),
        "sign in": _("signed in"),
        "sign out": _("signed out"),
        "signed out everywhere": _("signed out everywhere"),
        "password set": _("password set"),
        "password changed": _("password changed"),
        REFUSED: _("attempt refused"),
    }


def subject(event: Event, names: Names = _NO_NAMES) -> str:
    """What the event is about: the thing and its year; of a refused attempt what was tried."""
    tried = {
        "see": _("to see"),
        "report": _("to enter figures"),
        "submit": _("to hand in"),
        "adopt": _("to adopt a plan"),
        "change": _("to change settings"),
        "accept": _("to accept"),
        "return": _("to return"),
        "grant": _("to grant"),
        "ask": _("to ask for a correction"),
        "manage": _("to keep accounts or places"),
        "audit": _("to read the journal"),
        MORE: _("and further attempts, not listed one by one"),
    }
    if event.action == REFUSED:
        return tried.get(event.subject, event.subject)
    thing = event.subject.removesuffix(_ON_BEHALF)
    about = ""
    if thing in names and event.action in ("add indicator", "retire indicator"):
        about = script(names[thing])
    elif thing not in _SAID_ALREADY:
        about = _DAY.sub(_day, _NUMBERED.sub(partial(_numbered, names), thing))
    year = str(event.year) if event.year is not None else ""
    for_place = "" if thing == event.subject else _("on behalf of the place")
    return ", ".join(filter(None, (about, year, for_place)))


def _numbered(names: Names, found: re.Match[str]) -> str:
    """A thing and its number, as the record spells them: "month 9"."""
    thing, text = found[1] or found[4], found[2] or found[3]
    if thing == "row":
        return _row_name(names, int(text))
    if thing == "month" and 1 <= int(text) <= 12:
        return month_name(int(text))
    words = {"edition": _("edition {number}"), "submission": _("receipt no. {number}")}
    words["rows"] = _("{number} rows")
    return words[thing].format(number=text) if thing in words else found[0]


def _row_name(names: Names, row_id: int) -> str:
    """A plan row by its number and name; one that no plan has by its number in the record."""
    return script(names[row_id]) if row_id in names else _("row no. {number}").format(number=row_id)


def _day(found: re.Match[str]) -> str:
    """A day as tables write it; what is none stays."""
    try:
        return short_date(date.fromisoformat(found[1]))
    except ValueError:
        return found[0]


def who(event: Event) -> str:
    """The person and in which role."""
    return f"{event.who} ({role_name(event.role)})"


def change_lines(event: Event, names: Names = _NO_NAMES) -> tuple[str, ...]:
    """Each change as a line: the field or the plan's row, what it was → what it is."""
    return tuple(_line(one, names) for one in changes(event))


def _line(one: Change, names: Names) -> str:
    if one.field == ANSWER:
        return answer_line(one, names)
    row = None if one.row_id is None else _row_name(names, one.row_id)
    if one.field == COMMENT:
        return f"{_('comment at {row}').format(row=row)}: {script(one.after or '')}"
    before, after = (_value(one, value, names) for value in (one.before, one.after))
    said = after if one.before is None else f"{before} → {after}"
    return f"{row or field_name(one.field)}: {said}" if row or one.field else said


def _value(one: Change, value: str | None, names: Names) -> str:
    """A field's value, or a row's figure or indicator, in words."""
    return figure(value, names) if value and not one.field else value_words(one.field, value)


def why(event: Event) -> str:
    """The reason that was given; empty where there is none."""
    return "" if reason_is_answers(event) else event.reason or ""
