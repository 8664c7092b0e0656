"""What waits, in words: the same on the page and in a mail."""

from __future__ import annotations

from datetime import date

from ishreja.domain.periods import local_day
from ishreja.language import _, month_name, number, script, short_date
from ishreja.views.inbox_items import Group, Item, Reason
from ishreja.views.names import place_name

_SHORT = 160
_COUNTED = 92  # days that something is overdue by; beyond a quarter nobody counts them


def group_title(group: Group) -> str:
    """A heading of the inbox."""
    return {
        Group.OVERDUE: _("Overdue reports"),
        Group.MEND: _("Reports to mend"),
        Group.DUE: _("Reports to hand in"),
        Group.FILL: _("Rows to fill in"),
        Group.DRAFTS: _("Drafts not handed in"),
        Group.ACCEPT: _("Reports to accept or return"),
        Group.ANSWER: _("Questions to answer"),
        Group.ACCOUNTS: _("Accounts to settle"),
        Group.LATE: _("Late below"),
        Group.NEWS: _("For your knowledge"),
    }[group]


def title(item: Item) -> str:
    """What the item is about, in a few words."""
    match item.reason:
        case Reason.DOUBTFUL:
            return _("Which indicator is it?")
        case Reason.NO_DIRECTOR:
            return _("Places without a director")
        case Reason.NO_PLAN:
            return _("Work plan for {year}").format(year=item.year)
        case Reason.EXPIRED | Reason.INVITED:
            return script(item.text or "")
    month, place = month_name(item.month or 1), place_name(item.place)
    if item.page == "round" and item.reason is not Reason.LATE:
        return _("{place}, {month} {year}").format(place=place, month=month, year=item.year)
    return _("Report for {month} {year}").format(month=month, year=item.year)


def state(item: Item, today: date) -> str:
    """How the item stands, in a word or two."""
    match item.reason:
        case Reason.FILL if item.step:
            return _("handed in")  # with these rows left blank
        case Reason.DUE | Reason.FILL:
            return _("closed") if item.locked else _days(item, today)
        case Reason.LATE | Reason.NO_DIRECTOR:
            return _("{count} places").format(count=number(item.count))
        case Reason.DOUBTFUL:
            return _("{count} rows").format(count=number(item.count))
    return {
        Reason.NO_PLAN: _("not adopted"),
        Reason.DRAFT: _("draft"),
        Reason.RETURNED: _("returned"),
        Reason.GRANTED: _("correction granted"),
        Reason.WAITING: _("handed in"),
        Reason.ASKED: _("correction asked for"),
        Reason.REFUSED: _("correction refused"),
        Reason.EXPIRED: _("the invitation has run out"),
        Reason.INVITED: _("invited"),
    }[item.reason]


def _days(item: Item, today: date) -> str:
    days = (item.until - today).days if item.until else 0
    if days < -_COUNTED:
        return _("overdue")
    if days < 0:
        return _("overdue by {days} days").format(days=number(-days))
    return _("{days} days left").format(days=number(days)) if days else _("the last day is today")


def details(item: Item) -> tuple[str, ...]:
    """What is to be known of it, sentence by sentence, as plain text; none where the title says it all."""
    said = [_wanted(item), *(_comment(one.number, one.name, one.text) for one in item.comments)]
    if item.reason in (Reason.RETURNED, Reason.GRANTED) and item.count and not item.comments:
        said.append(_("Comments at rows: {count}").format(count=number(item.count)))
    if item.reason in (Reason.RETURNED, Reason.GRANTED) and item.locked:
        said.append(_closed(item))
    if item.drafted:
        said.append(_("A draft is kept: look it through and hand it in."))
    return tuple(filter(None, said))


def _wanted(item: Item) -> str:
    match item.reason:
        case Reason.RETURNED | Reason.GRANTED | Reason.ASKED | Reason.REFUSED:
            return shortened(script(item.text or ""))
        case Reason.DUE:
            return _closed(item) if item.locked else ""
        case Reason.NO_PLAN:
            return _(
                "Months that are over and count as not reported: {count}. Adopt the plan, then hand them in."
            ).format(count=number(item.count))
        case Reason.FILL:
            return _("{count} of {all} rows of your services are blank.").format(
                count=number(item.count), all=number(item.all)
            )
        case Reason.DRAFT:
            if item.locked:
                return _closed(item)
            return _("Something was typed after the report was handed in. Hand it in again, or drop the draft.")
        case Reason.WAITING:
            own = _("You handed figures of this report in or withdrew one: somebody else has to accept it.")
            return own if item.own else ""
        case Reason.LATE | Reason.NO_DIRECTOR:
            return ", ".join(map(place_name, item.places))
        case Reason.DOUBTFUL:
            return _("Rows of plans that may be several indicators are not compared until you say which.")
        case Reason.EXPIRED | Reason.INVITED:
            return place_name(item.place)


def _closed(item: Item) -> str:
    if item.reason is Reason.DUE:
        return _("The month is closed. Ask the region for an exception.")
    return _("The time for it is over: ask the region for an exception.")


def _comment(row: str | None, name: str, text: str) -> str:
    named = f"{row}. {script(name)}" if row else script(name)
    return f"{shortened(named, 60)}: {shortened(script(text))}"


def shortened(text: str, length: int = _SHORT) -> str:
    """The text on one line, at most so many letters of it."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def terms(item: Item) -> str:
    """Since when it waits and until when it is in time, as plain text; empty where neither is known."""
    said = []
    if item.since is not None:
        said.append(_("since {day}").format(day=short_date(local_day(item.since))))
    if item.until is not None:
        said.append(_("until {day}").format(day=short_date(item.until)))
    return ", ".join(said)
