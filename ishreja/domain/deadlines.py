"""Deadline phrases read into schedules by a small grammar, in Uzbek (both scripts) and in Russian.

A phrase becomes a list of words with a kind each (data/deadline_words.csv), written one letter a kind; patterns
over those letters recognise first how often, then which months. A word without a kind, or a word that no pattern
took up, makes the phrase one that is not understood: nothing is guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ishreja.domain.deadline_words import Word, kinds_of, words_of
from ishreja.domain.plan import Recurrence, Schedule

LONGEST = 300  # letters of a phrase; the patterns' time grows with its square, and none of an office comes near
UNKNOWN = Schedule(None, None, Recurrence.NONE, "unknown")

# Letters are the kinds of deadline_words: M month, Q quarter, H half-year, Y year, y "year", o "month", w "week",
# W weekday, S "day", n number, E every, a k q monthly weekly quarterly, D during, u until (behind), U until (before),
# f from, p to, A from then on, l end, N next, B once, Z z set by the centre. How often: the first found counts.
_EVERY_DAY_PART = r"(?:n-?S|lS?)"
_HOW_OFTEN = (
    (Recurrence.WEEKLY, re.compile(r"(?:Ew|k),?p?(?:WS?)?u?B?|EWS?u?B?|wB|Bw|wWS?u?")),
    (Recurrence.MONTHLY, re.compile(r"(?:Eof?|a)?,?No-?n-?Su?|a?,?U?n-?SNo")),
    (Recurrence.MONTHLY, re.compile(rf"U?{_EVERY_DAY_PART}Eo|(?:Eo|a),?U?{_EVERY_DAY_PART}?u?B?|oB|Bo")),
    (Recurrence.QUARTERLY, re.compile(r"U?l?EQl?u?B?|ql?B?|QB|BQ")),
)
_DUE = {Recurrence.NONE: "window_end", Recurrence.WEEKLY: "week_end", Recurrence.MONTHLY: "month_end",
        Recurrence.QUARTERLY: "quarter_end"}  # fmt: skip
_YEARS = re.compile(r"E?(?:U?l)?(?:Y(?:[-,]Y)*(?:-?y)?|y)B?(?:l,?u?)?|By|D")
_PARTS = re.compile(r"U?l?(?:n|n(?:,n)+|n-n|nf[-,]?nu?|fnpn)l?,?u?")
_MONTHS = re.compile(
    r"U?l?(?:(?:n-)?(?:n-?)?M|M(?:,M)+|(?:n-?)?M-(?:n-?)?M|(?:n-?)?Mf[-,]?(?:n-?)?Mu?|f(?:n-?)?Mp(?:n-?)?M"
    r"|M,?n-?S)l?,?u?"
)
_DAY_OF_LAST = re.compile(r"n-?M[^M]*$|M,?n-?S")
_FROM_THEN_ON = re.compile(r"(?:n-?)?MfA|Af(?:n-?)?M")


@dataclass(frozen=True, slots=True)
class Reading:
    """A schedule and why a person should look at it, as codes.

    not_understood (a phrase that is too long, too), and gap (parts of the year with others between them), come with
    an unknown schedule.
    other_year, day_of_which_month (by the 5th of every month: of that month or the next?) and until_period
    (until May: is May in?) come with the likelier schedule.
    """

    schedule: Schedule
    reasons: tuple[str, ...] = ()


def read_deadline(phrase: str, year: int | None = None) -> Schedule:
    """The schedule that a phrase gives in a plan for that year; UNKNOWN where it is not understood."""
    return read(phrase, year).schedule


def doubtful(phrase: str, year: int | None = None) -> str | None:
    """The first reason to ask about a phrase that was understood; None for a clear or an unknown one."""
    reading = read(phrase, year)
    return None if reading.schedule == UNKNOWN else next(iter(reading.reasons), None)


def explain(phrase: str, year: int | None = None) -> tuple[str, ...]:
    """Every reason to ask about a phrase, as the codes of Reading; empty for a clear one."""
    return read(phrase, year).reasons


@lru_cache(maxsize=4096)
def read(phrase: str, year: int | None = None) -> Reading:
    """The schedule of a phrase with the reasons to ask about it."""
    words = words_of(phrase) if len(phrase) <= LONGEST else []
    if not words:
        return Reading(UNKNOWN, ("not_understood",))
    years = [word.value for word in words if word.letter == "Y"]
    reasons = ["other_year"] if year and years and not min(years) <= year <= max(years) else []
    words, self_set = _without_self_set(words)
    recurrence, due, words, doubt = _how_often(words)
    reasons += doubt
    while (found := _take(words, _YEARS)) is not None:
        _, words = found
    window = _window(words)
    if isinstance(window, str):
        return Reading(UNKNOWN, (window,))
    first, last, day, doubt = window
    if (day and recurrence != Recurrence.NONE) or (self_set and due):
        return Reading(UNKNOWN, ("not_understood",))
    due = "self_set" if self_set else due or day or _DUE[recurrence]
    return Reading(Schedule(first, last, recurrence, due), tuple(reasons + doubt))


def _take(words: Sequence[Word], pattern: re.Pattern[str]) -> tuple[list[Word], list[Word]] | None:
    """The words that a pattern takes up, and the rest with a comma in their place; None where it finds none."""
    found = pattern.search(kinds_of(words))
    if found is None:
        return None
    start, end = found.span()
    return list(words[start:end]), [*words[:start], Word(","), *words[end:]]


def _without_self_set(words: list[Word]) -> tuple[list[Word], bool]:
    found = _take(words, re.compile("E?B?[zZ,]*Z[zZ,]*"))
    return (found[1], True) if found else (words, False)


def _how_often(words: list[Word]) -> tuple[Recurrence, str | None, list[Word], list[str]]:
    """How often, the due day if one is named, the words left over, and doubts."""
    for recurrence, pattern in _HOW_OFTEN:
        if (found := _take(words, pattern)) is None:
            continue
        taken, rest = found
        kinds = kinds_of(taken).lower()
        weekday = next((word.value for word in taken if word.letter == "W"), None)
        day = next((word.value for word in taken if word.letter == "n"), None)
        if weekday:
            return recurrence, f"weekday:{weekday}", rest, []
        if day and ("N" in kinds_of(taken) or day == 1):
            return recurrence, f"next_month_day:{day}", rest, []
        if day:
            return recurrence, f"month_day:{day}", rest, ["day_of_which_month"] if day <= 10 and "u" in kinds else []
        return recurrence, None, rest, []
    return Recurrence.NONE, None, words, []


_Window = tuple[int, int, str, list[str]]


def _window(words: list[Word]) -> _Window | str:
    """First and last month, the due day if one is named, doubts; or the reason why there is no window."""
    kinds = re.sub(",*-,*", "-", re.sub(",+", ",", kinds_of(words))).strip(",-")
    numbers = [word.value for word in words if word.letter == "n"]
    months = [word.value for word in words if word.letter == "M"]
    if not kinds:
        return 1, 12, "", []
    if _FROM_THEN_ON.fullmatch(kinds):
        return months[0], 12, "", []
    day = ""
    if _MONTHS.fullmatch(kinds):
        if _DAY_OF_LAST.search(kinds):
            if numbers[-1] > monthrange(2024, months[-1])[1]:
                return "not_understood"
            day = f"month_day:{numbers[-1]}"
        span, length, count = months, 1, 12
    else:
        length = 3 if "Q" in kinds else 6
        kinds, units = re.subn(f"(?<=n)-?{'Q' if length == 3 else 'H'}", "", kinds)
        if not units or not _PARTS.fullmatch(kinds):
            return "not_understood"
        span, count = numbers, 12 // length
    if max(span) > count or ("," not in kinds and span != sorted(span)):
        return "not_understood"
    several = len(span) > 1
    if "," in kinds and sorted(span) != list(range(min(span), max(span) + 1)):
        return "gap"
    until = "u" in kinds.lower() and not several
    first = 1 if until else (min(span) - 1) * length + 1
    return first, max(span) * length, day, ["until_period"] if until and not day and "l" not in kinds else []
