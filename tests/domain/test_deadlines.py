"""Deadline phrases: every phrase of the seed, other offices' habits, and what must not be guessed."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ishreja.domain.deadlines import UNKNOWN, doubtful, explain, read_deadline
from ishreja.domain.plan import Recurrence, Schedule
from ishreja.domain.transliteration import to_cyrillic

GOLDEN = Path(__file__).parents[1] / "golden" / "deadlines.csv"
with GOLDEN.open(encoding="utf-8", newline="") as file:
    CASES = [tuple(row.values()) for row in csv.DictReader(file)]

ROMAN = ("I", "II", "III", "IV")
MONTHS = ("yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr",
          "dekabr")  # fmt: skip
WEEKDAYS = ("dushanba", "seshanba", "chorshanba", "payshanba", "juma", "shanba", "yakshanba")


def whole(first: int, last: int, recurrence: Recurrence = Recurrence.NONE, due: str = "window_end") -> Schedule:
    return Schedule(first, last, recurrence, due)


@pytest.mark.parametrize(("phrase", "year", "first", "last", "recurrence", "due", "reasons"), CASES)
def test_phrase_gives_its_schedule(phrase, year, first, last, recurrence, due, reasons):
    expected = Schedule(int(first) if first else None, int(last) if last else None, Recurrence(recurrence), due)
    for written in (phrase, phrase.upper(), to_cyrillic(phrase), f"  {phrase};\n"):
        assert read_deadline(written, int(year)) == expected, written
        assert ",".join(explain(written, int(year))) == reasons, written


@pytest.mark.parametrize("phrase", ["2 marta", "2024-yil 2 marta", "yiliga 2 marta", "йилига 2 марта"])
def test_so_many_times_is_not_taken_for_a_day_of_march(phrase: str) -> None:
    assert read_deadline(phrase, 2024) == UNKNOWN


def test_unknown_is_not_called_doubtful():
    assert doubtful("2024-yil I chorak", 2023) == "other_year"
    assert doubtful("2023-yil I chorak", 2023) is None
    assert doubtful("I, III chorak", 2023) is None


def test_without_a_year_of_the_plan_no_phrase_is_of_another_year():
    assert explain("2024-yil I chorak", None) == ()


@pytest.mark.parametrize("nothing", ["", "   ", ".", ";", "( , )", "—"])
def test_nothing_written_is_unknown(nothing):
    assert read_deadline(nothing, 2023) == UNKNOWN


DASHES = st.sampled_from(["-", "–", "—", " - ", " – ", "\u2011", "\u2212"])


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 3), st.integers(0, 3), DASHES, st.booleans(), st.integers(2000, 2100))
def test_any_span_of_quarters_with_any_dash(first, last, dash, arabic, year):
    names = [str(number) for number in (1, 2, 3, 4)] if arabic else ROMAN
    phrase = f"{year}-yil {names[first]}{dash}{names[last]} chorak"
    expected = whole(first * 3 + 1, last * 3 + 3) if first <= last else UNKNOWN
    assert read_deadline(phrase, year) == expected


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 11), st.integers(0, 11), DASHES)
def test_any_span_of_months_with_any_dash(first, last, dash):
    expected = whole(first + 1, last + 1) if first <= last else UNKNOWN
    assert read_deadline(f"{MONTHS[first]}{dash}{MONTHS[last]}", 2023) == expected


@pytest.mark.parametrize(("number", "name"), list(enumerate(WEEKDAYS, start=1)))
def test_every_weekday(number, name):
    expected = whole(1, 12, Recurrence.WEEKLY, f"weekday:{number}")
    assert read_deadline(f"har haftaning {name} kuniga qadar", 2023) == expected


@pytest.mark.parametrize("day", range(2, 32))
def test_a_named_day_of_every_month_is_doubtful_only_early_in_the_month(day):
    phrase = f"har oyning {day}-sanasiga qadar"
    assert read_deadline(phrase, 2023) == whole(1, 12, Recurrence.MONTHLY, f"month_day:{day}")
    assert explain(phrase, 2023) == (("day_of_which_month",) if day <= 10 else ())


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_text_gives_a_schedule_or_a_reason(text):
    schedule = read_deadline(text, 2023)
    assert (schedule == UNKNOWN) == (schedule.first_month is None)
    assert schedule != UNKNOWN or explain(text, 2023)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([case[0] for case in CASES if case[2]]), st.sampled_from(["kelishuv", "ta'til", "олдин"]))
def test_a_word_it_does_not_know_makes_any_phrase_unknown(phrase, word):
    assert read_deadline(f"{phrase} {word}", 2023) == UNKNOWN


@pytest.mark.parametrize("phrase", ["I-" * 200_000 + "chorak", "har oyda, " * 100_000, "1-" * 500_000])
def test_an_endless_phrase_is_not_understood_and_costs_no_time(phrase: str) -> None:
    assert read_deadline(phrase, 2023) == UNKNOWN
    assert explain(phrase, 2023) == ("not_understood",)
