"""What was answered to the questions about a file, in words for the record of changes."""

from __future__ import annotations

from ishreja.domain.places import PLACES
from ishreja.domain.services import SERVICES
from ishreja.intake.plan_headings import FIGURES
from ishreja.intake.plan_problems import column_name
from ishreja.language import _, script
from ishreja.planning import NO_INDICATOR
from ishreja.views.audit import Change, Names
from ishreja.views.audit_fields import figure
from ishreja.views.names import place_name, service_name
from ishreja.views.plan_reading import KEEP

_OF_FIGURES = frozenset({
    "several_numbers", "ambiguous_separator", "figure_in_words", "negative", "date_in_cell", "not_a_figure",
    "parts_sum", "quarters_sum",
})  # fmt: skip
"""Rules whose answer may be a figure."""


def answer_line(one: Change, names: Names) -> str:
    """An answer as a line: the row, what was asked of it, and what was answered.

    Questions about a month name the plan's row, those about a plan the row's place in it, some neither.
    """
    rule, _colon, rest = one.question.partition(":")
    about, _colon, last = rest.rpartition(":")
    where = ""
    if one.row_id is not None:
        where = script(names[one.row_id]) if one.row_id in names else _row_number(one.row_id)
    elif last.isdecimal():
        where = _("the plan's row no. {number} from the top").format(number=int(last) + 1)
    elif last:
        where = script(last)
    asked = ", ".join(filter(None, (where, rules().get(rule, rule), _about(rule, about))))
    return f"{asked}: {_answer(rule, one.after or '', names)}"


def rules() -> dict[str, str]:
    """What a question is about, by its rule."""
    return {
        "cumulative": _("looks like a total since January"),
        "habit": _("far from the row's other months"),
        "parts": _("the parts do not make up the total"),
        "old_edition": _("a template of an earlier edition"),
        "unknown_row": _("a row that the plan does not have"),
        "several_numbers": _("several numbers in one cell"),
        "ambiguous_separator": _("thousands or decimals"),
        "figure_in_words": _("a figure in words"),
        "negative": _("a figure below 0"),
        "date_in_cell": _("a date in place of a figure"),
        "not_a_figure": _("not read as a figure"),
        "parts_sum": _("the parts do not make up the total"),
        "quarters_sum": _("the quarters do not make up the year"),
        "deadline_missing": _("no deadline"),
        "deadline": _("the deadline is not clear"),
        "service_missing": _("no service named"),
        "service_unknown": _("an unknown service"),
        "number_missing": _("no number"),
        "same_figure": _("the same figure in two rows"),
        "place_unknown": _("whose plan it is"),
        "year_unknown": _("which year's plan it is"),
        "year_differs": _("which year's plan it is"),
        "fact_year_differs": _("which year's fact it is"),
        "match": _("a row of the edition before"),
        "indicator": _("which indicator it is"),
    }


def _row_number(row_id: int) -> str:
    return _("row no. {number}").format(number=row_id)


def _about(rule: str, about: str) -> str:
    """The column, row or name that the rule is about."""
    if rule in _OF_FIGURES:
        return next((column_name(role) for role in FIGURES if role.value == about), "")
    if rule == "same_figure" and about:
        return _("row {number}").format(number=about)
    return script(about) if rule == "service_unknown" else ""


def _answer(rule: str, said: str, names: Names) -> str:
    if rule in _OF_FIGURES and said != KEEP:
        return figure(said)
    if rule == "match" and said.isdecimal():
        return _("the same row as before")
    words = {
        KEEP: _("left as it is"),
        "convert": _("the figure that was offered"),
        "skip": _("the row was left out"),
        "same": _("one figure for both"),
        "different": _("two figures"),
        "new": _("a new row"),
        NO_INDICATOR: _("none of the indicators"),
    }
    if said in SERVICES:
        return service_name(said)
    return words.get(said) or (place_name(said) if said in PLACES else script(names.get(said, said)))
