"""What the rows of a plan, read and put together, leave to be asked or said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ishreja.domain.deadlines import explain
from ishreja.domain.plan import Approval, PlanRow, Problem, Severity
from ishreja.domain.services import read_services
from ishreja.intake.plan_headings import Role
from ishreja.intake.plan_likeness import containing, same_figures
from ishreja.intake.plan_problems import column_name, service_problem
from ishreja.language import _
from ishreja.language.formatting import number as shown


def row_problems(rows: Sequence[PlanRow], places: Sequence[str], year: int | None) -> list[Problem]:
    """All that the rows raise, by rule; places say where each row stands."""
    checks = (
        _parts_and_totals(rows, places),
        _quarters(rows, places),
        _deadlines(rows, places, year),
        _services(rows, places),
        same_figures(rows, places),
        containing(rows, places),
        _without_number(rows, places),
        _numbers_twice(rows, places),
        _numbers_left_out(rows),
    )
    return [problem for check in checks for problem in check]


def approval_problems(rows: Sequence[PlanRow], approvals: Sequence[Approval], year: int | None) -> list[Problem]:
    """A note where the plan was approved after the window of some of its rows had ended."""
    latest = max((approval.date for approval in approvals if approval.date), default=None)
    if latest is None or year is None:
        return []
    late = [row.number for row in rows if row.number and (end := _window_end(row, year)) and end < latest]
    if not late:
        return []
    message = _(
        "The plan was approved on {day}, after the deadline of rows {rows}. An approval date is not a start date:"
        " the deadlines stay as they are written."
    )
    text = message.format(day=f"{latest:%d.%m.%Y}", rows=", ".join(late))
    return [Problem(Severity.NOTE, _("the document's title"), text, code="approved_late")]


def _window_end(row: PlanRow, year: int) -> date | None:
    month = row.schedule.last_month if row.schedule else None
    if month is None:
        return None
    return date(year + month // 12, month % 12 + 1, 1)


def _families(rows: Sequence[PlanRow]) -> Iterator[tuple[int, list[int]]]:
    """Each row that has parts of its own or rows below it, and where these stand."""
    for at, row in enumerate(rows):
        if row.number is None:
            continue
        below = [
            other for other, child in enumerate(rows) if child.parent == row.number and child.section == row.section
        ]
        parts = [other for other in below if rows[other].number is None]
        if below:
            yield at, parts or below


def _parts_and_totals(rows: Sequence[PlanRow], places: Sequence[str]) -> Iterator[Problem]:
    message = _("The parts add up to {sum}, the total says {total} (column “{column}”). Which is right?")
    for at, below in _families(rows):
        for column, role in (("previous", Role.PREVIOUS), ("target", Role.TARGET)):
            total: Decimal | None = getattr(rows[at], column)
            values: list[Decimal | None] = [getattr(rows[other], column) for other in below]
            known = [value for value in values if value is not None]
            if total is None or not known or sum(known) == total:
                continue
            if len(known) == len(values) or sum(known) > total:
                text = message.format(sum=shown(sum(known, Decimal(0))), total=shown(total), column=column_name(role))
                choices = (f"{total:f}", f"{sum(known):f}")
                yield Problem(Severity.QUESTION, places[at], text, f"parts_sum:{column}", at, choices)


def _quarters(rows: Sequence[PlanRow], places: Sequence[str]) -> Iterator[Problem]:
    message = _("The quarters add up to {sum}, the year's target says {target}. Which is right?")
    for at, row in enumerate(rows):
        values = [value for value in row.quarters or () if value is not None]
        if row.target is None or not values or sum(values) == row.target or values[-1] == row.target:
            continue
        text = message.format(sum=shown(sum(values, Decimal(0))), target=shown(row.target))
        yield Problem(Severity.QUESTION, places[at], text, "quarters_sum", at, (f"{row.target:f}", f"{sum(values):f}"))


def _deadlines(rows: Sequence[PlanRow], places: Sequence[str], year: int | None) -> Iterator[Problem]:
    messages = {
        "not_understood": _(
            "The deadline “{phrase}” was not understood. Set it: from which month to which, how often."
        ),
        "gap": _("The deadline “{phrase}” names parts of the year with others between them. Set the deadline."),
        "day_of_which_month": _("“{phrase}”: is it that day of the same month or of the next one? The same was taken."),
        "until_period": _("“{phrase}”: does the month named at the end belong to it? Check the deadline."),
    }
    other_year: list[int] = []
    for at, row in enumerate(rows):
        if row.number is None and row.parent is not None:
            continue
        if row.deadline is None:
            if row.target is not None:
                text = _("The row has a target but no deadline. Set the deadline.")
                yield Problem(Severity.QUESTION, places[at], text, "deadline_missing", at)
            continue
        for reason in explain(row.deadline, year):
            if reason == "other_year":
                other_year.append(at)
                continue
            text = messages.get(reason, messages["not_understood"]).format(phrase=row.deadline)
            yield Problem(Severity.QUESTION, places[at], text, f"deadline:{reason}", at)
    if other_year:
        first = other_year[0]
        message = _("The deadlines of rows {rows} name another year than the plan's (“{phrase}”). Check the year.")
        text = message.format(
            rows=", ".join(_name(rows[at], places[at]) for at in other_year), phrase=rows[first].deadline
        )
        yield Problem(Severity.QUESTION, places[first], text, "deadline:other_year", first)


def _name(row: PlanRow, place: str) -> str:
    """How a row is called in a list of rows."""
    return row.number or place


def _services(rows: Sequence[PlanRow], places: Sequence[str]) -> Iterator[Problem]:
    unknown: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.number is None and row.parent is not None:
            continue
        for piece in read_services(row.services_text)[1] if row.services_text else ():
            unknown[piece].append(at)
        if not row.services_text and row.target is not None:
            text = _("The row has a target but nobody is named as responsible. Choose the service.")
            yield Problem(Severity.QUESTION, places[at], text, "service_missing", at)
    for piece, found in unknown.items():
        numbers = ", ".join(dict.fromkeys(_name(rows[at], places[at]) for at in found))
        yield service_problem(piece, numbers, places[found[0]], found[0])


def _without_number(rows: Sequence[PlanRow], places: Sequence[str]) -> Iterator[Problem]:
    if not any(row.number for row in rows):
        return
    for at, row in enumerate(rows):
        if row.number is None and row.parent is None:
            before = next((other.number for other in reversed(rows[:at]) if other.number), None)
            text = _("The row “{name}” has no number; it stands behind row {before}. Give it its number.")
            filled = text.format(name=row.name[:80], before=before or "–")
            choices = (str(int(before) + 1),) if before and before.isdigit() else ()
            yield Problem(Severity.QUESTION, places[at], filled, "number_missing", at, choices)


def _numbers_twice(rows: Sequence[PlanRow], places: Sequence[str]) -> Iterator[Problem]:
    """One number on two rows. Numbering that begins anew in every section is no such case."""
    anew = _begins_anew(rows)
    seen: dict[tuple[str | None, str], int] = {}
    for at, row in enumerate(rows):
        if row.number is None:
            continue
        first = seen.setdefault((row.section if anew else None, row.number), at)
        if first != at:
            message = _("Number {number} stands on two rows: “{first}” and “{second}”. Correct one of the numbers.")
            text = message.format(number=row.number, first=rows[first].name[:80], second=row.name[:80])
            yield Problem(Severity.ERROR, places[at], text, "number_twice", at)


def _begins_anew(rows: Sequence[PlanRow]) -> bool:
    firsts: dict[str | None, str] = {}
    for row in rows:
        if row.number and row.section is not None:
            firsts.setdefault(row.section, row.number)
    return len(firsts) > 1 and set(firsts.values()) == {"1"}


def _numbers_left_out(rows: Sequence[PlanRow]) -> Iterator[Problem]:
    """Whole numbers that the plan jumps over, unless rows without a number stand in their place."""
    numbered = [at for at, row in enumerate(rows) if row.number and row.number.isdigit()]
    numbers = [int(rows[at].number or 0) for at in numbered]
    for (first, before), (second, after) in pairwise(zip(numbered, numbers, strict=True)):
        unnumbered = any(row.number is None and row.parent is None for row in rows[first:second])
        if 1 < after - before <= 20 and not unnumbered:
            left_out = ", ".join(str(number) for number in range(before + 1, after) if number not in numbers)
            if left_out:
                message = _("There is no row {numbers} between rows {before} and {after}. Check that no row was lost.")
                text = message.format(numbers=left_out, before=before, after=after)
                yield Problem(Severity.NOTE, _("row {number}").format(number=after), text, "number_left_out")
