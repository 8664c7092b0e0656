"""View-models as plotly figures, labelled in the language in force; colours stand out on light and dark alike.

plotly knows no Uzbek: its few own words, month names and number signs are given with the figure (`config`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from babel import Locale

from ishreja.language import _, current, month_name, number, percent
from ishreja.views.compare import Line
from ishreja.views.indicator import IndicatorView

FACT, MISSED, PLAN, LAST_YEAR = "#3f8795", "#c2402f", "#7d8783", "#b07d2b"
SEPARATORS = ",\u00a0"
HEIGHT, SMALL = 300, 190
MARK = Decimal("0.018")  # how thick the mark of a month's plan is, as a share of the highest bar
FEW = 5  # up to so many units every one has its line
_MONTHS = tuple(range(1, 13))
_QUARTERS = (1, 4, 7, 10, 12)  # the months that a small chart names


def config() -> dict[str, Any]:
    """What plotly is told beside a figure: its words in Uzbek, in the letters in force, and no tools but saving."""
    months = [month_name(month) for month in _MONTHS]
    locale = {
        "dictionary": {
            "Download plot as a PNG": _("Save the chart as a picture"),
            "Download plot": _("Save the chart as a picture"),
            "Taking snapshot - this may take a few seconds": _("The picture is being made"),
            "Snapshot succeeded": _("The picture is saved"),
            "Sorry, there was a problem downloading your snapshot!": _("The picture could not be saved"),
        },
        "format": {
            "months": months,
            "shortMonths": short_months(),
            "date": "%d.%m.%Y",
            "decimal": SEPARATORS[0],
            "thousands": SEPARATORS[1],
        },
    }
    name = current().replace("_", "-")
    return {
        "locale": name,
        "locales": {name: locale},
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "scrollZoom": False,
    }


def short_months() -> list[str]:
    """The twelve months as an axis names them: "yan", "fev", …"""
    names = Locale.parse(current()).months["stand-alone"]["abbreviated"]
    return [str(names[month]).lower() for month in _MONTHS]


def months_against_plan(view: IndicatorView) -> go.Figure:
    """Bars of each month's fact with a mark where its plan is; a month that was not reported has no bar."""
    figure = _figure()
    facts = [line.fact for line in view.months]
    figure.add_bar(
        name=_("Fact"),
        x=list(_MONTHS),
        y=_floats(facts),
        marker={
            "color": FACT,
            "cornerradius": 2,
            "pattern": {"shape": ["/" if line.drafted else "" for line in view.months]},
        },
        customdata=[
            _("{figure} (draft)").format(figure=number(line.fact)) if line.drafted else number(line.fact)
            for line in view.months
        ],
        hovertemplate="%{customdata}",
        width=0.62,
    )
    plan = [line.planned for line in view.months]
    if any(plan):
        thickness = max(value for value in (*facts, *plan) if value is not None) * MARK
        figure.add_bar(
            name=_("Plan"),
            x=list(_MONTHS),
            y=_floats([None if value is None else thickness for value in plan]),
            base=_floats([None if value is None else value - thickness / 2 for value in plan]),
            marker={"color": PLAN},
            customdata=_told(plan),
            hovertemplate="%{customdata}",
            width=0.86,
        )
    missing = [line.month for line in view.months if line.missing]
    if missing:
        figure.add_scatter(
            name=_("Not reported"),
            x=missing,
            y=[0] * len(missing),
            mode="markers",
            marker={"symbol": "x-thin", "size": 9, "line": {"width": 2, "color": MISSED}},
            cliponaxis=False,  # it stands on the axis, and would be cut in half there
            hovertemplate=_("not reported"),
        )
    _whole_steps(figure, [*facts, *plan])
    return figure


def cumulative(view: IndicatorView) -> go.Figure:
    """The fact to date as a line against the plan to date, with last year's fact as a level."""
    figure = _figure()
    plan = [line.planned_to_date for line in view.months]
    if any(plan):
        figure.add_scatter(
            name=_("Plan to date"),
            x=list(_MONTHS),
            y=_floats(plan),
            mode="lines",
            line={"color": PLAN, "width": 2, "dash": "dash"},
            customdata=_told(plan),
            hovertemplate="%{customdata}",
        )
    facts = [line.fact_to_date for line in view.months]
    figure.add_scatter(
        name=_("Fact to date"),
        x=list(_MONTHS),
        y=_floats(facts),
        mode="lines+markers",
        line={"color": FACT, "width": 3},
        marker={"size": 7},
        customdata=_told(facts),
        hovertemplate="%{customdata}",
    )
    previous = view.row.row.previous
    if previous is not None:
        name = _("{year} fact").format(year=view.standing.year - 1)
        figure.add_scatter(
            name=name,
            x=[1, 12],
            y=_floats([previous, previous]),
            mode="lines",
            line={"color": LAST_YEAR, "width": 1.5, "dash": "dot"},
            customdata=_told([previous, previous]),
            hovertemplate="%{customdata}",
        )
    if view.level:  # a level moves little, and far from nought
        figure.update_yaxes(rangemode="normal")
    else:
        _whole_steps(figure, [*plan, *facts, previous])
    return figure


def small_multiple(line: Line, top: Decimal, *, share: bool) -> go.Figure:
    """One of several charts on one scale, which ends at top: the facts to date and, dashed, the plan to date.

    Shares of rows are drawn as percentages, without a plan.
    """
    figure = _figure()
    scale = 100 if share else 1
    for name, values, look in (
        (_("Plan to date"), line.planned, {"color": PLAN, "width": 2, "dash": "dash"}),
        (_("Rows on plan") if share else _("Fact to date"), line.facts, {"color": FACT, "width": 3}),
    ):
        if any(value is not None for value in values):
            figure.add_scatter(
                name=name,
                x=list(_MONTHS),
                y=_floats([None if value is None else value * scale for value in values]),
                mode="lines" if "dash" in look else "lines+markers",
                line=look,
                marker={"size": 6},
                customdata=[percent(value) for value in values] if share else _told(values),
                hovertemplate="%{customdata}",
            )
    ticks = {"tickvals": list(_QUARTERS), "ticktext": [short_months()[month - 1] for month in _QUARTERS]}
    figure.update_layout(height=SMALL, showlegend=False, margin={"l": 4, "r": 4, "t": 4, "b": 4}, xaxis=ticks)
    figure.update_yaxes(range=[0, float(max(top * scale, Decimal(1))) * 1.06], ticksuffix="\u00a0%" if share else "")
    return figure


def _figure() -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        separators=SEPARATORS,
        barmode="overlay",
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hovermode="x unified",
        dragmode=False,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "xanchor": "left"},
        xaxis={
            "tickmode": "array",
            "tickvals": list(_MONTHS),
            "ticktext": short_months(),
            "range": [0.4, 12.6],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
        yaxis={
            "fixedrange": True,
            "rangemode": "tozero",
            "zeroline": False,
            "automargin": True,
            "nticks": 6,
            "tickformat": ",~f",
        },
    )
    return figure


def _whole_steps(figure: go.Figure, values: Sequence[Decimal | None]) -> None:
    """Steps of whole units where the axis is short; plotly would divide it into fractions."""
    highest = max((value for value in values if value is not None), default=Decimal(0))
    if highest <= FEW:
        figure.update_yaxes(dtick=1, range=[0, float(max(highest, Decimal(1))) * 1.1])


def _floats(values: Sequence[Decimal | None]) -> list[float | None]:
    """The values as plotly draws them; a gap where one is unknown."""
    return [None if value is None else float(value) for value in values]


def _told(values: Sequence[Decimal | None]) -> list[str]:
    return [number(value) for value in values]
