"""The library indicators in a folded block: last year's, what the plan implies, so far this year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from ishreja.language import _, month_range, number
from ishreja.ui import markup
from ishreja.ui.markup import Column
from ishreja.views.library import LibraryLine


def indicator_name(code: str) -> str:
    """A library indicator's name in words."""
    return {
        "loans_per_user": _("Loans per user"),
        "visits_per_user": _("Visits per user"),
        "loans_per_visit": _("Loans per visit"),
        "stock_turnover": _("Stock turnover (loans per book held)"),
        "books_per_user": _("Books held per user"),
        "renewal": _("Renewal of the stock, %"),
        "new_users_share": _("New users' share, %"),
        "purchase_share": _("Share of purchases in new books, %"),
        "events_per_1000_users": _("Events per 1000 users"),
        "loans_per_capita": _("Loans per inhabitant"),
        "visits_per_capita": _("Visits per inhabitant"),
        "reach": _("Population reached, %"),
        "visits_per_post": _("Visits per post"),
        "loans_per_post": _("Loans per post"),
        "visits_per_opening_day": _("Visits per opening day of the year"),
        "holdings_end": _("Books held at the period's end"),
    }[code]


def block(
    lines: Sequence[LibraryLine], year: int, month: int, parameters: Mapping[str, str], *, drafted: bool = False
) -> str:
    """The folded block; empty where the plan carries none of the figures. drafted marks those so far as drafts."""
    if not lines:
        return ""
    columns = [
        Column(_("Library indicator"), "name", 36),
        Column(_("{year}, fact").format(year=year - 1), "right", 14),
        Column(_("{year}, implied by the plan").format(year=year), "right", 18),
        Column(_("Plan against last year"), "right", 14),
        Column(_("{year}, {months}").format(year=year, months=month_range(1, month)), "right", 18),
    ]
    rows = [
        [
            escape(indicator_name(line.code)),
            escape(_value(line.previous, line)),
            escape(_value(line.planned, line)),
            escape(change(line.planned_change)),
            f"<span>{escape(_value(line.to_date, line))}{markup.draft_mark(drafted and line.to_date)}</span>",
        ]
        for line in lines
    ]
    title = _("Library indicators")
    caution = _(
        "ISO 11620 allows comparison between libraries only with caution: their readers, stock and tasks differ. "
        "A part of the year is not a year: compare it with the same months of another year."
    )
    how = markup.link(escape(_("How they are computed")), markup.address("definitions", **parameters))
    return (
        f'<details class="ir-more"><summary>{escape(title)}</summary>'
        + markup.table(
            columns, rows, caption=_("Ratios of the plan's main figures; a period's ratio is that of its sums.")
        )
        + f'<p class="ir-muted">{escape(caution)} {how}</p></details>'
    )


def _value(value: Decimal | None, line: LibraryLine) -> str:
    return number(None) if value is None else number(value, line.decimals)


def change(share: Decimal | None) -> str:
    """How the plan changes an indicator, signed: "−12,0 %"; "–" where it is unknown."""
    if share is None:
        return number(None)
    sign = "+" if share > 0 else "\u2212" if share < 0 else ""
    return f"{sign}{number(abs(share) * 100, 1)}\u00a0%"
