"""A deadline set with plain choices: from which month to which, how often, till which day."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ishreja.domain.plan import PlanRow, Recurrence, Schedule
from ishreja.language import _, month_name, script
from ishreja.ui import keys
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


def schedule_editor(row: PlanRow, index: int, where: str) -> None:
    """Draw the choices; each change sets the row's schedule."""
    if row.deadline:
        st.caption(_("In the plan: {text}").format(text=script(row.deadline)))
    held = row.schedule
    due, _colon, day = held.due.partition(":") if held else ("", "", "")
    name = keys.of("plan_edit", where, index, "schedule")
    arguments = (name, index)
    with st.container(horizontal=True):
        for part, label in (("first", _("From which month")), ("last", _("To which month"))):
            month = getattr(held, f"{part}_month") if held else None
            st.selectbox(
                label,
                range(1, 13),
                index=month - 1 if month else None,
                format_func=month_name,
                placeholder=_("month"),
                key=keys.of(name, part),
                on_change=_set,
                args=arguments,
                width=140,
            )
    options = list(RULES)
    current = next((code for code, rule in RULES.items() if held and _fits(rule, held, due)), None)
    st.selectbox(
        _("How often, till when"),
        options,
        index=options.index(current) if current else None,
        format_func=rule_words,
        placeholder=_("Choose"),
        key=keys.of(name, "rule"),
        on_change=_set,
        args=arguments,
    )
    chosen = st.session_state.get(keys.of(name, "rule"))
    if chosen and RULES[chosen].days:
        days = list(RULES[chosen].days)
        held_day = int(day) if day.isdecimal() and due == RULES[chosen].due else _DEFAULT_DAYS[RULES[chosen].due]
        st.selectbox(
            _("Weekday") if RULES[chosen].due == "weekday" else _("Day"),
            days,
            index=days.index(held_day) if held_day in days else 0,
            format_func=weekday_name if RULES[chosen].due == "weekday" else str,
            key=keys.of(name, "day", RULES[chosen].due),
            on_change=_set,
            args=arguments,
            width=160,
        )


def _fits(rule: Rule, held: Schedule, due: str) -> bool:
    return rule.due == due and (rule.recurrence is held.recurrence or due == "self_set")


def _set(name: str, index: int) -> None:
    """Make the schedule of the choices as they stand; nothing is set before months and rule are chosen."""
    state = st.session_state
    first, last, code = (state.get(keys.of(name, part)) for part in ("first", "last", "rule"))
    if code not in RULES or first is None or last is None:
        return
    rule = RULES[code]
    due = rule.due
    if rule.days:
        due += f":{state.get(keys.of(name, 'day', rule.due)) or _DEFAULT_DAYS[rule.due]}"
    reading: PlanReading = state[keys.PLAN_READING]
    reading.edit(index, schedule=Schedule(min(first, last), max(first, last), rule.recurrence, due))


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
