"""Due days as a calendar file (RFC 5545) for the reader's own calendar.

A due day is a day and not a moment, so every event is an all-day one; the reminder comes at nine the morning
before, by the clock of the calendar. An event keeps its UID, so importing the file again mends what was imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from ishreja.language import _, script, short_date
from ishreja.views.deadlines import DeadlinesView, Line
from ishreja.views.names import service_name
from ishreja.views.words import outcome_word, rest_day_words

MEDIA_TYPE = "text/calendar"
_OCTETS = 75  # the longest content line, without its line break (RFC 5545, 3.1)
_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # what some program takes for the end of a line
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TIME_ZONE = "Asia/Tashkent"


def calendar_file(view: DeadlinesView, place_name: str, made_at: datetime) -> bytes:
    """The view's due days, settled ones marked as such; made_at (UTC where it has no zone) stamps the events."""
    stamp = made_at.replace(tzinfo=made_at.tzinfo or UTC).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    name = _("Deadlines of the work plan: {place}, {year}").format(place=place_name, year=view.standing.year)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ishreja//work plan deadlines//UZ",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"X-WR-TIMEZONE:{_TIME_ZONE}",
    ]
    for line in view.lines:
        lines += _event(line, view.standing.place, view.standing.year, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for folded in _folded(lines)).encode()


def file_name(view: DeadlinesView) -> str:
    """The name of the file: place code, year, and the service where only one is shown."""
    one = "" if view.service is None else f"-{view.service or 'none'}"
    return f"muddatlar-{view.standing.place}-{view.standing.year}{one}.ics"


def _event(line: Line, place: str, year: int, stamp: str) -> Iterator[str]:
    settled = "✔ " if line.settled else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{place}-{year}-{line.row.row_id}-{line.due:%Y%m%d}@ishreja"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{line.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{line.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{settled}{line.number}. {script(line.short_name)}')}"
    yield f"DESCRIPTION:{_escaped(_description(line))}"
    yield f"CATEGORIES:{_escaped(service_name(line.lead))}"
    yield "TRANSP:TRANSPARENT"
    if not line.settled:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(script(line.short_name))}",
            "TRIGGER:-PT15H",
            "END:VALARM",
        )
    yield "END:VEVENT"


def _description(line: Line) -> str:
    parts = [script(line.row.row.name), _("Service: {service}").format(service=service_name(line.lead))]
    if line.row.row.deadline:
        parts.append(_("Deadline in the plan: {phrase}").format(phrase=script(line.row.row.deadline)))
    if line.rest is not None:
        parts.append(rest_day_words(line.rest))
    if line.mark is not None:
        parts.append(f"{outcome_word(line.outcome)}: {short_date(line.mark.handed_on)}")
    return "\n".join(parts)


def _escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11), without the control characters that it forbids."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return _CONTROL.sub("", _BREAK.sub("\n", text)).replace("\n", "\\n")


def _folded(lines: Iterable[str]) -> Iterator[str]:
    """Lines of at most 75 octets, continued after a space; no letter is cut in two."""
    for line in lines:
        left, limit = line, _OCTETS
        start = ""
        while len(left.encode()) > limit:
            head = left.encode()[:limit].decode(errors="ignore")
            yield start + head
            left, start, limit = left[len(head) :], " ", _OCTETS - 1
        yield start + left
