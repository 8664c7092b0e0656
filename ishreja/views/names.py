"""Statuses, services, roles and places by name, in the language in force, for screens and documents alike."""

from __future__ import annotations

from ishreja.access.actors import ADMINISTRATOR, COMMAND_LINE, DEMO, DIRECTOR, REGION, STAFF, VIEWER
from ishreja.access.setting_up import SETUP
from ishreja.domain.places import PLACES, REPUBLIC, full_name
from ishreja.domain.services import SERVICES
from ishreja.domain.status import Status
from ishreja.language import _, script


def status_word(status: Status) -> str:
    """The status in one or two words of the trade."""
    return {
        Status.DONE: _("done"),
        Status.ON_PLAN: _("on plan"),
        Status.WATCH: _("watch"),
        Status.BEHIND: _("behind"),
        Status.OVERDUE: _("overdue"),
        Status.NOT_DUE: _("not yet due"),
        Status.NOT_REPORTED: _("not reported"),
        Status.NOT_SET: _("deadline not set"),
        Status.NO_TARGET: _("no target"),
    }[status]


def place_name(code: str) -> str:
    """A place's full name, in the letters of the language in force; a code that is not known stands for itself."""
    return script(full_name(PLACES[code])) if code in PLACES else code


def place_in_region(code: str) -> str:
    """A place's full name, a district's with its region: two regions may have a district of one name."""
    place = PLACES.get(code)
    region = place.parent if place else None
    return place_name(code) + (f" · {place_name(region)}" if region and region != REPUBLIC else "")


def place_on_paper(name: str, demo: bool) -> str:
    """The place's name for what leaves the screen; invented figures are marked there too, on every page."""
    return _("{place}, demo data: the figures are invented").format(place=name) if demo else name


def service_name(code: str) -> str:
    """A service's name; "" is no service, and a code that is not known stands for itself."""
    return script(SERVICES[code].name) if code in SERVICES else code or _("Without a service")


def role_name(role: str) -> str:
    """What a role is called, also one that no account has; one that is not known stands for itself."""
    names = {
        STAFF: _("member of staff"),
        DIRECTOR: _("director"),
        REGION: _("head of a territory"),
        VIEWER: _("viewer"),
        ADMINISTRATOR: _("administrator"),
        COMMAND_LINE: _("the command line"),
        DEMO: _("demo"),
        SETUP: _("set-up"),
    }
    return names.get(role, role)


def kind_name(kind: str) -> str:
    """What a place is, in a word; what is not known stands for itself."""
    return {"region": _("region"), "district": _("district"), "city": _("city")}.get(kind, kind)
