"""The fields of what was changed, and their values, in words for the record of changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from ishreja.language import _, number, percent, script, short_date
from ishreja.language.formatting import UNKNOWN
from ishreja.planning import NO_INDICATOR
from ishreja.views.audit import Names
from ishreja.views.cards import card_words
from ishreja.views.names import kind_name, place_name, role_name, service_name

_FIGURE = re.compile(r"-?\d{1,15}(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TEMPLATE = re.compile(r"template (\d+)")


def field_name(field: str) -> str:
    """A field in words; one that is not known stands for itself."""
    return field_names().get(field, field).lower()


def field_names() -> dict[str, str]:
    """Every field that is recorded, in words."""
    return {
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
        "subject": _("person at the provider"),
        "by_submitter": _("by the one who handed it in or changed it"),
        "due_day": _("Due day (of the month after)"),
        "lock_day": _("Lock day (of the month after)"),
        "mending_days": _("Days for mending a returned report"),
        "region_sees": _("what the region's screens show"),
        "self_acceptance": _("whoever hands a report in may accept it"),
        "until": _("Open until"),
        "on_plan": _("on plan from"),
        "watch": _("watch from"),
        "working_week": _("working week"),
        "extra_rest_days": _("more rest days"),
        "extra_work_days": _("more working days"),
        "service_names": _("services by the place's own names"),
        "plan_source": _("how the plan is spread over the months"),
        **card_words(),
    }


def value_words(field: str, value: str | None) -> str:
    """A field's value in words, "" being the field of what is recorded without one."""
    if value is None or value in ("", "[]", "{}", "null"):
        return UNKNOWN
    if field in _WORDED:
        return _WORDED[field](value)
    if field == "" or field in card_words():
        return figure(value)
    return known_words().get(value) or _day(value)


def figure(value: str, names: Names | None = None) -> str:
    """A figure as tables write it, a stage, a step, a day or an indicator in words."""
    if _FIGURE.fullmatch(value):
        return number(Decimal(value))
    if found := _TEMPLATE.fullmatch(value):
        return _("the national template, {count} indicators").format(count=number(int(found[1])))
    if names and value in names:
        return script(names[value])
    return known_words().get(value) or _day(value)


def known_words() -> dict[str, str]:
    """Values that the record spells as the code does."""
    return {
        "true": _("yes"),
        "yes": _("yes"),
        "false": _("no"),
        "open": _("not handed in"),
        "draft": _("draft"),
        "submit": _("handed in"),
        "submitted": _("handed in"),
        "accepted": _("accepted"),
        "returned": _("returned"),
        "accept": _("accepted"),
        "return": _("returned"),
        "ask": _("correction asked for"),
        "grant": _("correction granted"),
        "refuse": _("correction refused"),
        "withdraw": _("figure withdrawn"),
        "password": _("by password"),
        "link": _("by a link"),
        "setup": _("by the set-up page"),
        "provider": _("by the provider"),
        "doubtful": _("doubtful"),
        NO_INDICATOR: _("none of the indicators"),
    }


def _day(value: str) -> str:
    """A day as tables write it; what is none stays."""
    try:
        return short_date(date.fromisoformat(value)) if _DAY.fullmatch(value) else value
    except ValueError:
        return value


def _read(value: str) -> object:
    """What a setting is kept as; the text itself where it is no JSON."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def _share(value: str) -> str:
    try:
        return percent(Decimal(str(_read(value))))
    except InvalidOperation:
        return value


def _days(value: str) -> str:
    read = _read(value)
    return ", ".join(_day(str(day)) for day in read) if isinstance(read, list) else value


def _service_names(value: str) -> str:
    read = _read(value)
    pairs = read.items() if isinstance(read, dict) else ()
    return "; ".join(f"{script(str(name))} – {service_name(str(code))}" for name, code in pairs) or value


def _source(value: str) -> str:
    words = {"window": _("by the deadlines"), "last_year": _("as last year's figures were")}
    return words.get(str(_read(value)), value)


def _seen(value: str) -> str:
    return {"submitted": _("months that were handed in"), "accepted": _("accepted months only")}.get(value, value)


_WORDED: dict[str, Callable[[str], str]] = {
    "role": role_name,
    "place": place_name,
    "parent": place_name,
    "kind": kind_name,
    "services": lambda value: ", ".join(map(service_name, value.split(", "))),
    "on_plan": _share,
    "watch": _share,
    "working_week": lambda value: _("{days} days").format(days=value),
    "mending_days": lambda value: _("{days} days").format(days=value),
    "extra_rest_days": _days,
    "extra_work_days": _days,
    "service_names": _service_names,
    "plan_source": _source,
    "region_sees": _seen,
}
