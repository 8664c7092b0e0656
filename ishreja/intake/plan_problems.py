"""What a person is told about a plan that was read: what is wrong or open, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ishreja.domain.plan import Problem, Severity
from ishreja.domain.services import SERVICES
from ishreja.intake.plan_columns import Columns
from ishreja.intake.plan_figures import Amount
from ishreja.intake.plan_headings import QUARTERS, Role
from ishreja.intake.plan_repeats import Repeat
from ishreja.language import _


def row_place(number: str | None, where: str) -> str:
    """Where a row stands, for a person: its number, or its place in the file."""
    return _("row {number}").format(number=number) if number else where


def column_name(role: Role) -> str:
    """A column's heading."""
    quarters = {role: _("quarter {quarter} (column)").format(quarter=at) for at, role in enumerate(QUARTERS, start=1)}
    return (
        quarters
        | {
            Role.NUMBER: _("number (column)"),
            Role.NAME: _("name (column)"),
            Role.UNIT: _("unit of measurement (column)"),
            Role.PREVIOUS: _("last year's fact (column)"),
            Role.TARGET: _("target (column)"),
            Role.MECHANISM: _("mechanism (column)"),
            Role.DEADLINE: _("deadline (column)"),
            Role.SERVICES: _("responsible (column)"),
        }
    )[role]


def amount_problem(role: Role, amount: Amount, text: str, where: str) -> Problem:
    """What must be asked about a cell of amounts."""
    messages = {
        "several_numbers": _(
            "“{text}” in the column “{column}” can be one number or several, and their sum does not decide it."
            " Choose the row's own figure."
        ),
        "parts_unnamed": _(
            "“{text}” in the column “{column}” is a total and its parts, but the row's name lists no such parts."
            " The total was taken."
        ),
        "ambiguous_separator": _(
            "The sign in “{text}” (column “{column}”) may part thousands or decimals. Choose the right figure."
        ),
        "figure_in_words": _(
            "“{text}” in the column “{column}” was kept as words. Choose the figure if it is the target."
        ),
        "negative": _("“{text}” in the column “{column}” is below 0. Check the figure."),
        "date_in_cell": _("The cell of the column “{column}” holds the date {text}. Write the figure that was meant."),
        "cell_error": _("The cell of the column “{column}” holds the error {text}. Write the figure into it."),
    }
    other = _("“{text}” in the column “{column}” could not be read as a figure. Write the figure, or leave it empty.")
    message = messages.get(amount.code, other).format(text=" ".join(text.split()), column=column_name(role))
    if amount.code == "cell_error":
        severity = Severity.ERROR
    elif amount.code == "parts_unnamed":
        severity = Severity.NOTE
    else:
        severity = Severity.QUESTION
    code = f"{amount.code or 'not_a_figure'}:{role.value}"
    return Problem(severity, where, message, code=code, choices=amount.choices)


def shared_problem(where: str) -> Problem:
    """An amount that stands in a cell merged over several rows."""
    message = _("An amount of this row stands in a cell merged with the row above. It was counted for that row alone.")
    return Problem(Severity.NOTE, where, message, code="amount_shared")


def repeat_problems(repeats: Sequence[Repeat]) -> list[Problem]:
    """A note for each page that came twice, and one for each cell in which its copies differ."""
    problems = []
    for repeat in repeats:
        rows = "–".join(dict.fromkeys([repeat.numbers[0], repeat.numbers[-1]])) if repeat.numbers else "–"
        message = _("The same page stands in the document twice (rows {rows}). It was counted once.").format(rows=rows)
        problems.append(Problem(Severity.NOTE, repeat.second, message, code="repeated"))
        for found in repeat.differences:
            message = _(
                "The two copies of the row differ in the column “{column}”: “{taken}” and “{other}”."
                " “{taken}” was taken."
            ).format(column=column_name(found.role), taken=found.taken or "–", other=found.other or "–")
            problems.append(Problem(Severity.NOTE, row_place(found.number, found.where), message, code="copies_differ"))
    return problems


def service_problem(piece: str, rows: str, where: str, row: int) -> Problem:
    """A name that is no known service."""
    message = _("“{name}” is not a known service (rows: {rows}). Choose which service it is.").format(
        name=piece, rows=rows
    )
    return Problem(Severity.QUESTION, where, message, f"service_unknown:{piece}", row, tuple(SERVICES))


def document_problems(
    *, place: str | None, year: int | None, title_year: int | None, columns: Columns
) -> list[Problem]:
    """What the head leaves open: no place, no year, or years that contradict each other."""
    problems = []
    where = _("the document's title")
    if place is None:
        message = _("The title does not say which district or city the plan is for. Choose it.")
        problems.append(Problem(Severity.QUESTION, where, message, code="place_unknown"))
    if year is None:
        message = _("The document does not say which year the plan is for. Choose the year.")
        problems.append(Problem(Severity.QUESTION, where, message, code="year_unknown"))
    if not columns.has(Role.TARGET) and any(map(columns.has, QUARTERS)):
        message = _("The plan has no column for the whole year. Each year's target is the sum of its quarters.")
        problems.append(Problem(Severity.NOTE, _("the table's heading"), message, code="target_from_quarters"))
    if title_year and columns.plan_year and title_year != columns.plan_year:
        message = _("The title says {title}, the heading of the target says {heading}. Choose the year of the plan.")
        problems.append(
            Problem(
                Severity.QUESTION,
                _("the table's heading"),
                message.format(title=title_year, heading=columns.plan_year),
                code="year_differs",
                choices=(str(title_year), str(columns.plan_year)),
            )
        )
    if year and columns.fact_year and columns.fact_year != year - 1:
        message = _("The column of the fact says {fact}, but the year before the plan is {before}. Check the heading.")
        problems.append(
            Problem(
                Severity.QUESTION,
                _("the table's heading"),
                message.format(fact=columns.fact_year, before=year - 1),
                code="fact_year_differs",
            )
        )
    return problems


def stray_problems(stray: Sequence[tuple[str, str]]) -> list[Problem]:
    """Lines within the table that are no row."""
    message = _("“{text}” stands between the rows and was not taken for a row.")
    return [Problem(Severity.NOTE, where, message.format(text=text[:120]), code="stray_line") for where, text in stray]
