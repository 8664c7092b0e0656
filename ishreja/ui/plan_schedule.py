"""A deadline set with plain choices: from which month to which, how often, till which day."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ishreja.domain.plan import PlanRow, Recurrence, Schedule
from ishreja.language import _, month_name, script
from ishreja.ui import keys, worded
from ishreja.views.plan_reading import PlanReading
from ishreja.views.words import weekday_name

_DEFAULT_DAYS = {"weekday": 4, "month_day": 25, "next_month_day": 1}


@dataclass(frozen=True, slots=True)
class Rule:
    """A choice of how often and till when: due without its day, which day names."""

    recurrence: Recurrence
    due: str

    @property
    def days(self) -> range:
        """The days to choose from; none where the rule names none."""
        return {"weekday": range(1, 8), "month_day": range(1, 32), "next_month_day": range(1, 32)}.get(
            self.due, range(0)
        )


RULES: dict[str, Rule] = {
    "once": Rule(Recurrence.NONE, "window_end"),
    "once_day": Rule(Recurrence.NONE, "month_day"),
    "week": Rule(Recurrence.WEEKLY, "week_end"),
    "weekday": Rule(Recurrence.WEEKLY, "weekday"),
    "month": Rule(Recurrence.MONTHLY, "month_end"),
    "month_day": Rule(Recurrence.MONTHLY, "month_day"),
    "next_month_day": Rule(Recurrence.MONTHLY, "next_month_day"),
    "quarter": Rule(Recurrence.QUARTERLY, "quarter_end"),
    "self_set": Rule(Recurrence.NONE, "self_set"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The choices as they stand: months 1-12, a code of RULES and its day; None where nothing is chosen yet."""

    first: int | None
    last: int | None
    rule: str | None
    day: int | None

    @property
    def swapped(self) -> bool:
        """Whether the first month comes after the last."""
        return self.first is not None and self.last is not None and self.first > self.last

    @property
    def schedule(self) -> Schedule | None:
        """The schedule of these choices; None before months in order and a rule are chosen."""
        if self.first is None or self.last is None or self.rule is None or self.swapped:
            return None
        rule = RULES[self.rule]
        due = f"{rule.due}:{self.day}" if rule.days else rule.due
        return Schedule(self.first, self.last, rule.recurrence, due)


def schedule_editor(row: PlanRow, index: int, where: str) -> None:
    """Draw the choices; each change sets the row's schedule."""
    if row.deadline:
        st.caption(_("In the plan: {text}").format(text=script(row.deadline)))
    name = keys.of(keys.PLAN_EDIT, where, index, "schedule")
    draft = _draft(name, row.schedule)
    with st.container(horizontal=True):
        for part, label in (("first", _("From which month")), ("last", _("To which month"))):
            worded.choose(
                st.selectbox,
                label,
                range(1, 13),
                keys.of(name, part),
                getattr(draft, part),
                format_func=month_name,
                placeholder=_("month"),
                on_change=_set,
                args=(name, part, index),
                width=140,
            )
    if draft.swapped:
        st.error(_("The first month is later than the last. Choose the months in order: until then nothing is saved."))
    worded.choose(
        st.selectbox,
        _("How often, till when"),
        list(RULES),
        keys.of(name, "rule"),
        draft.rule,
        format_func=rule_words,
        placeholder=_("Choose"),
        on_change=_set,
        args=(name, "rule", index),
    )
    if draft.rule and RULES[draft.rule].days:
        rule = RULES[draft.rule]
        worded.choose(
            st.selectbox,
            _("Weekday") if rule.due == "weekday" else _("Day"),
            rule.days,
            keys.of(name, "day", rule.due),
            draft.day,
            format_func=weekday_name if rule.due == "weekday" else str,
            on_change=_set,
            args=(name, keys.of("day", rule.due), index),
            width=160,
        )


def _draft(name: str, held: Schedule | None) -> Draft:
    """What was chosen and could not be saved yet, over what the row's schedule says."""
    first, last, rule = (worded.chosen(keys.of(name, part)) for part in ("first", "last", "rule"))
    if held:
        due, _colon, day = held.due.partition(":")
        first, last = first or held.first_month, last or held.last_month
        rule = rule or next((code for code, one in RULES.items() if _fits(one, held, due)), None)
    chosen_day = None
    if rule and RULES[rule].days:
        chosen_day = worded.chosen(keys.of(name, "day", RULES[rule].due))
        if chosen_day is None and held and due == RULES[rule].due and day.isdecimal():
            chosen_day = int(day)
        if chosen_day not in RULES[rule].days:
            chosen_day = _DEFAULT_DAYS[RULES[rule].due]
    return Draft(first, last, rule, chosen_day)


def _fits(rule: Rule, held: Schedule, due: str) -> bool:
    return rule.due == due and (rule.recurrence is held.recurrence or due == "self_set")


def _set(chosen: object, name: str, part: str, index: int) -> None:
    """Take one choice, and save the schedule where the choices make one."""
    reading: PlanReading = st.session_state[keys.PLAN_READING]
    worded.hold(chosen, keys.of(name, part))
    schedule = _draft(name, reading.document.rows[index].schedule).schedule
    if schedule is not None:
        reading.edit(index, schedule=schedule)
        worded.forget(keys.of(name, ""))


def rule_words(code: str) -> str:
    """How often and till when, in words."""
    return {
        "once": _("once, by the end of the last month"),
        "once_day": _("once, by a day of the last month"),
        "week": _("every week, by its end"),
        "weekday": _("every week, by a weekday"),
        "month": _("every month, by its end"),
        "month_day": _("every month, by a day"),
        "next_month_day": _("every month, by a day of the next month"),
        "quarter": _("every quarter, by its end"),
        "self_set": _("the centre sets it itself"),
    }[code]
