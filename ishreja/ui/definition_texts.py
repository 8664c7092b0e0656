"""Titles and explanations of the definitions; the formulas themselves come from the domain."""

from __future__ import annotations

from ishreja.domain.definitions import Definition, Group
from ishreja.domain.status import Status
from ishreja.language import _
from ishreja.ui.library_block import indicator_name
from ishreja.views.names import status_word


def group_title(group: Group) -> str:
    """The heading of a part of the page."""
    return {
        Group.TO_DATE: _("Fact to date, by kind of row"),
        Group.PLAN: _("Plan to date"),
        Group.PROGRESS: _("Progress"),
        Group.STATUS: _("Statuses"),
        Group.GAUGE: _("Gauges"),
        Group.FORECAST: _("Forecast and catching up"),
        Group.DISCIPLINE: _("Discipline"),
        Group.INDICATOR: _("Library indicators"),
    }[group]


def group_text(group: Group) -> str:
    """What the reader should know about the part before its definitions."""
    return {
        Group.TO_DATE: _(
            "Progress comes from figures alone. A blank month is not reported; 0 is a figure. Everything is judged at "
            "the end of the chosen month, or today where that comes first."
        ),
        Group.PLAN: _(
            "The best source first: quarter targets that the centre set itself; the months of the deadline; or, if "
            "chosen, last year's own shares of the months. Due days never replace the target."
        ),
        Group.PROGRESS: _("Percentages are not rounded before they are compared, and never capped."),
        Group.STATUS: _("The first that applies holds, from top to bottom. The thresholds are the centre's settings."),
        Group.GAUGE: _(
            "A gauge is a mean over rows; each counts 100 % at most, so that one row cannot hide another. Work done "
            "late counts in the quarter in which it was done. Figures in different units are never added."
        ),
        Group.FORECAST: _("A level and a one-off row have no average and no forecast."),
        Group.DISCIPLINE: _(
            "Discipline is apart from progress: it says whether things were handed in on time, not how much was done. "
            "A due day on a rest day keeps its date and is flagged; the day named is included."
        ),
        Group.INDICATOR: _(
            "ISO 11620 allows comparison between libraries only with caution: their readers, stock and tasks differ. "
            "The year to date is the ratio of the sums, never a mean of monthly ratios."
        ),
    }[group]


def title(one: Definition) -> str:
    """The name of a figure or status. Raises KeyError for one that has none yet."""
    if one.group is Group.STATUS:
        return status_word(Status(one.code))
    if one.group is Group.INDICATOR:
        return indicator_name(one.code)
    return {
        "to_date-flow": _("Figures that add up, orders, documents and events"),
        "to_date-level": _("Level"),
        "to_date-heading": _("Heading"),
        "plan-by_quarters": _("By the centre's own quarters"),
        "plan-by_window": _("By the months of the deadline"),
        "plan-level": _("Of a level"),
        "plan-heading": _("Of a heading"),
        "progress-progress": _("Percent done"),
        "progress-year_share": _("Share of the year's target"),
        "progress-headline_share": _("Share of rows on plan"),
        "gauge-quarter": _("Quarter"),
        "gauge-quarter_mark": _("The quarter's mark"),
        "gauge-quarter_level": _("Quarter, for a level"),
        "gauge-quarter_level_mark": _("The quarter's mark, for a level"),
        "forecast-left": _("Left"),
        "forecast-needed_per_month": _("Needed a month"),
        "forecast-recent_average": _("Average of the last months"),
        "forecast-year_forecast": _("Year's forecast"),
        "forecast-year_forecast_share": _("Forecast, share of the target"),
        "discipline-discipline": _("Discipline"),
        "discipline-on_time_by_report": _("Met by the report"),
    }[anchor(one)]


def explanation(one: Definition) -> str:
    """A sentence beside the formula, where it needs one; else empty."""
    return {
        "to_date-flow": _("Sum of the months up to the chosen one."),
        "to_date-level": _("The value last reported: a state, not a sum."),
        "to_date-heading": _("Only rows of one unit are added."),
        "plan-by_quarters": _("Within a quarter the target is spread evenly over its months."),
        "plan-by_window": _("A single document falls due in the last month of its deadline."),
        "plan-level": _("A straight line from last year's fact; where that is unknown, the target at the end."),
        "progress-headline_share": _("Each row counts once. Done and on plan count; parts of a cell do not."),
        "status-no_target": _("The plan gives no number."),
        "status-done": _("The year's target is reached, however early."),
        "status-overdue": _("The last month is over and the target was not reached."),
        "status-not_set": _("The deadline was not understood, or the centre sets it itself and has not yet."),
        "status-not_due": _("Nothing of the target is due yet."),
        "status-not_reported": _("Enter 0 where nothing happened."),
        "gauge-quarter_mark": _("Where the gauge should be by now."),
        "forecast-left": _("Never below 0."),
        "forecast-needed_per_month": _("To reach the target by the end of the deadline."),
        "forecast-recent_average": _("Blank months are left out."),
        "forecast-year_forecast": _("If things go on as in the last months."),
        "discipline-discipline": _("A due day that names its day is met by the mark “handed in” alone."),
        "discipline-on_time_by_report": _("Due days of these kinds are also met by a report submitted in time."),
        "indicator-loans_per_capita": _("An indicator of ISO 11620; the population stands on the district's card."),
        "indicator-visits_per_capita": _("An indicator of ISO 11620; the population stands on the district's card."),
        "indicator-reach": _("The share of the population that the library has registered; ISO 11620."),
        "indicator-visits_per_post": _("The posts stand on the district's card."),
        "indicator-loans_per_post": _("The posts stand on the district's card."),
        "indicator-visits_per_opening_day": _(
            "The card's opening days are the whole year's: for each month that is over a twelfth of them is counted."
        ),
        "indicator-holdings_end": _("From the district's card and the plan's new books."),
        "indicator-stock_turnover": _("Counts of ISO 2789; the ratio is an indicator of ISO 11620."),
    }.get(anchor(one), "")


def source_word(source: str) -> str:
    """Where a figure's numbers come from. Raises KeyError for one that has no words yet."""
    return {
        "plan": _("plan"),
        "figures": _("monthly figures"),
        "schedule": _("deadline"),
        "hand_ins": _("marks of handing in"),
        "submissions": _("reports submitted"),
        "settings": _("settings"),
        "card": _("the district's card"),
    }[source]


def anchor(one: Definition) -> str:
    """The definition's id on the page."""
    return f"{one.group.value}-{one.code}"
