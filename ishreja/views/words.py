"""Deadlines and rest days in words, as screens and documents say them."""

from __future__ import annotations

from datetime import date

from babel import Locale

from ishreja.domain.plan import Kind, Recurrence, Schedule
from ishreja.language import _, current, month_name, month_range, script
from ishreja.views.deadlines import Outcome
from ishreja.views.rest_days import Ground, RestDay

QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}


def weekday_name(weekday: int) -> str:
    """The name of an ISO weekday (1 is Monday) in lower case: "payshanba"."""
    return str(Locale.parse(current()).days["stand-alone"]["wide"][weekday - 1]).lower()


def day_in_words(day: date) -> str:
    """The day's weekday: "payshanba"."""
    return weekday_name(day.isoweekday())


def period_in_words(first_month: int, last_month: int) -> str:
    """The months that a due day is for: "sentabr", "II chorak", "yil", "yanvar–iyun"."""
    if (first_month, last_month) == (1, 12):
        return _("the year")
    if last_month == first_month + 2 and last_month % 3 == 0:
        return _("{quarter} quarter").format(quarter=QUARTERS[last_month // 3])
    return month_range(first_month, last_month)


def schedule_in_words(schedule: Schedule | None) -> str:
    """How often, till which day, in which months: "har oy, 24-sanasigacha; yanvar–dekabr"."""
    if schedule is None:
        return _("The plan gives no deadline.")
    if schedule.due == "self_set":
        return _("The centre sets the deadline itself.")
    if schedule.due == "unknown" or schedule.first_month is None or schedule.last_month is None:
        return _("The deadline was not understood; set it on the plan page.")
    due = _due(schedule.due, schedule.last_month)
    often = {
        Recurrence.NONE: "",
        Recurrence.WEEKLY: _("every week"),
        Recurrence.MONTHLY: _("every month"),
        Recurrence.QUARTERLY: _("every quarter"),
    }[schedule.recurrence]
    months = month_range(schedule.first_month, schedule.last_month)
    return "; ".join([", ".join(filter(None, (often, due))), months])


def _due(due: str, last_month: int) -> str:
    rule, _sign, argument = due.partition(":")
    match rule:
        case "window_end":
            return _("by the end of {month}").format(month=month_name(last_month))
        case "month_end":
            return _("by the month's end")
        case "quarter_end":
            return _("by the quarter's end")
        case "week_end":
            return _("by the week's end")
        case "weekday":
            return _("by {weekday}").format(weekday=weekday_name(int(argument)))
        case "month_day":
            return _("by day {day} of the month").format(day=argument)
        case "next_month_day":
            return _("by day {day} of the next month").format(day=argument)
    raise ValueError(f"not a due day: {due}")


def outcome_word(outcome: Outcome) -> str:
    """How a due day stands, in a word or two."""
    return {
        Outcome.ON_TIME: _("handed in on time"),
        Outcome.LATE: _("handed in late"),
        Outcome.BY_REPORT: _("met by the report"),
        Outcome.OPEN: _("open"),
        Outcome.OVERDUE: _("overdue"),
    }[outcome]


def rest_day_words(rest: RestDay) -> str:
    """That the day is one of rest, and why."""
    why = {
        Ground.SATURDAY: _("Saturday"),
        Ground.SUNDAY: _("Sunday"),
        Ground.HOLIDAY: script(rest.name),
        Ground.DECREE: script(rest.name) or _("by decree"),
    }[rest.ground]
    return _("rest day: {why}").format(why=why)


def kind_word(kind: Kind) -> str:
    """What a row measures, in a few words."""
    return {
        Kind.FLOW: _("adds up month by month"),
        Kind.LEVEL: _("level: the last value counts"),
        Kind.ORDER: _("order being executed"),
        Kind.RECURRING: _("recurring document"),
        Kind.ONE_OFF: _("one-off document or event"),
        Kind.HEADING: _("heading: the sum of its rows"),
    }[kind]
