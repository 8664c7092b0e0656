"""The record of changes in words, for its page and its workbook."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from types import MappingProxyType

from ishreja.access.recording import REFUSED
from ishreja.language import _, date_time, month_name, script, short_date
from ishreja.language.formatting import UNKNOWN
from ishreja.storage.audit import Event
from ishreja.storage.audit_check import Check
from ishreja.views.audit import COMMENT, Change, Names, changes
from ishreja.views.names import kind_name, place_name, role_name, service_name

_SAID_ALREADY = ("settings", "round settings", "district card", "catalogue")
"""Subjects that say no more than their action."""
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
    }
    if event.action == REFUSED:
        return tried.get(event.subject, event.subject)
    about = (
        ""
        if event.subject in _SAID_ALREADY
        else _DAY.sub(_day, _NUMBERED.sub(partial(_numbered, names), event.subject))
    )
    return ", ".join(filter(None, (about, str(event.year) if event.year is not None else "")))


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
    before, after = _value(one.field, one.before), _value(one.field, one.after)
    said = after if one.before is None else f"{before} → {after}"
    if one.row_id is not None:
        row = _row_name(names, one.row_id)
        return f"{_('comment at {row}').format(row=row)}: {said}" if one.field == COMMENT else f"{row}: {said}"
    return f"{_field(one.field)}: {said}" if one.field else said


def _field(name: str) -> str:
    names = {
        "login": _("Login"),
        "name": _("Name"),
        "email": _("e-mail"),
        "role": _("Role"),
        "place": _("Place"),
        "services": _("Services"),
        "disabled": _("disabled"),
        "code": _("SOATO code"),
        "kind": _("Kind"),
        "parent": _("The place above"),
        "file": _("File"),
        "in_force_from": _("in force from"),
        "content": _("mark of the content"),
        "document": _("mark of the file"),
        "answers": _("answers"),
        "subject": _("person at the provider"),
        "due_day": _("Due day (of the month after)"),
        "lock_day": _("Lock day (of the month after)"),
        "mending_days": _("Days for mending a returned report"),
        "until": _("Open until"),
    }
    return names.get(name, name).lower()


def _value(field: str, value: str | None) -> str:
    if value is None or value == "":
        return UNKNOWN
    if field == "role":
        return role_name(value)
    if field in ("place", "parent"):
        return place_name(value)
    if field == "kind":
        return kind_name(value)
    if field == "services":
        return ", ".join(map(service_name, value.split(", ")))
    return _values().get(value) or (_day(found) if (found := _DAY.fullmatch(value)) else value)


def _values() -> dict[str, str]:
    """Values that the record spells as the code does."""
    return {
        "true": _("yes"),
        "false": _("no"),
        "open": _("not handed in"),
        "draft": _("draft"),
        "submitted": _("handed in"),
        "accepted": _("accepted"),
        "returned": _("returned"),
        "accept": _("accepted"),
        "return": _("returned"),
        "ask": _("correction asked for"),
        "grant": _("correction granted"),
        "refuse": _("correction refused"),
        "password": _("by password"),
        "link": _("by a link"),
        "setup": _("by the set-up page"),
        "provider": _("by the provider"),
    }
