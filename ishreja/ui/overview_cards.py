"""The overview's cards and gauges: how the plan stands at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from ishreja.domain.gauges import QuarterGauge
from ishreja.domain.periods import Tense, months_of
from ishreja.domain.progress import Status
from ishreja.language import _, month_name, month_range, number, percent, short_date
from ishreja.ui import keys, markup, pictures
from ishreja.views.headlines import HeadlineCard
from ishreja.views.overview import Counts, Overview

QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}


def headline_name(name: str) -> str:
    """A headline figure's short name."""
    return {
        "users": _("Users"),
        "visits": _("Visits"),
        "loans": _("Loans"),
        "events": _("Events"),
        "additions": _("New books"),
    }[name]


def status_cards(view: Overview, parameters: Mapping[str, str]) -> str:
    """The first row: rows on plan, watch, behind, not reported; deadlines past and to come."""
    counts, limits = view.counts, view.standing.thresholds
    watch_range = f"{number(limits.watch * 100)}–{percent(limits.on_plan)}"
    month = month_name(view.standing.month)
    deadlines = markup.address("deadlines", **parameters)
    drafted = markup.draft_mark(view.standing.drafts.count)
    rows_over = _("{count} rows past their deadline").format(count=counts.overdue)
    return markup.grid(
        [
            markup.card(
                _("Rows on plan"),
                _marked(Status.ON_PLAN, counts.on_plan, _("of {count} due rows").format(count=counts.due)) + drafted,
                _on_plan_detail(counts, view.standing.month),
            ),
            markup.card(_("To be watched"), _marked(Status.WATCH, counts.watch) + drafted, escape(watch_range)),
            markup.card(
                _("Rows behind"),
                _marked(Status.BEHIND, counts.behind) + drafted,
                escape(_("below {share} of the plan").format(share=percent(limits.watch))),
            ),
            markup.card(
                _("Rows not reported"),
                _marked(Status.NOT_REPORTED, counts.not_reported) + drafted,
                escape(_("without a figure for {month}").format(month=month)),
                href=markup.address("monthly_report", **parameters),
            ),
            markup.card(
                _("Deadlines missed"),
                _marked(Status.OVERDUE, counts.deadlines_over),
                escape(rows_over),
                href=deadlines,
            ),
            markup.card(
                _("Due within 30 days"),
                _marked(Status.NOT_DUE, counts.deadlines_soon),
                escape(_("by {date}").format(date=short_date(counts.soon_until))),
                href=deadlines,
            ),
        ]
    )


def _marked(status: Status, count: int, of: str = "") -> str:
    """A count behind its status's shape, which is muted where the count is 0; of is a small plain text after it."""
    tone = status.value if count else Status.NOT_DUE.value
    after = f' <span class="ir-unit">{escape(of)}</span>' if of else ""
    return (
        f'<span class="ir-status ir-{tone}" aria-hidden="true">{markup.SHAPES[status]}</span> '
        f"{escape(number(count))}{after}"
    )


def _on_plan_detail(counts: Counts, month: int) -> str:
    """The headline, how large the share of due rows on plan is, and the count a month before, as HTML."""
    if not counts.due:
        return escape(_("No row is due yet."))
    said = f"<strong>{escape(percent(counts.share))}</strong>"
    if counts.before is not None:
        before = _("{count} at the end of {month}").format(month=month_name(month - 1), count=counts.before)
        said += f" · {escape(before)}"
    return said


def headline_cards(view: Overview, parameters: Mapping[str, str]) -> str:
    """The second row: users, visits, loans, events and additions; empty where the plan has none of them."""
    codes, drafted = view.standing.codes, view.standing.drafts.rows
    cards = [_headline_card(card, codes[card.row_id], card.row_id in drafted, parameters) for card in view.headlines]
    return markup.grid(cards) if cards else ""


def _headline_card(card: HeadlineCard, code: str, drafted: bool, parameters: Mapping[str, str]) -> str:
    name = headline_name(card.name)
    shares = []
    if card.progress is not None:
        shares.append(_("{share} of plan").format(share=percent(card.progress)))
    if card.year_share is not None:
        shares.append(_("{share} of the year").format(share=percent(card.year_share)))
    detail = f'<span class="ir-status ir-{card.status.value}">'
    detail += f'<span aria-hidden="true">{markup.SHAPES[card.status]}</span> '
    detail += escape(" · ".join(shares) or markup.status_word(card.status)) + "</span>"
    unit = f' <span class="ir-unit">{markup.text(card.unit)}</span>' if card.unit else ""
    return markup.card(
        name,
        escape(number(card.to_date)) + markup.draft_mark(drafted) + unit,
        detail,
        picture=pictures.sparkline(card.months, months_in_words(name, card.months), plan=card.plan_months),
        href=markup.address("indicator", **parameters, **{keys.ROW: code}),
    )


def months_in_words(name: str, months: Sequence[Decimal | None]) -> str:
    """A sparkline's text alternative: the name and each month that has a figure."""
    known = [f"{month_name(month)} {number(value)}" for month, value in enumerate(months, start=1) if value is not None]
    return f"{name}: " + (", ".join(known) or _("no figures"))


def gauges(view: Overview, *, to_date: bool) -> str:
    """The four quarters' gauges; with to_date from January to each quarter's end."""
    some = view.year_gauges if to_date else view.gauges
    first = (view.standing.month + 2) // 3 if view.standing.drafts.count else None
    drafted = [one.quarter == first or (to_date and first is not None and one.quarter > first) for one in some]
    return markup.grid((_gauge(*one, to_date) for one in zip(some, drafted, strict=True)), smallest=165)


def _gauge(one: QuarterGauge, drafted: bool, to_date: bool) -> str:
    quarter = one.quarter
    name = _("{quarter} quarter").format(quarter=QUARTERS[quarter])
    if to_date:
        name = month_range(1, months_of(quarter)[2])
    future = one.state is Tense.FUTURE
    word = markup.status_word(one.status)
    said = _("{period}: {done} of the plan done, {mark} should be by now, {status}").format(
        period=name, done=percent(one.done), mark=percent(one.mark), status=word
    )
    arc = pictures.gauge(
        one.done, Decimal(0) if future else one.mark, one.status, f"{name}: {word}" if future else said
    )
    detail = _("{count} rows").format(count=one.rows)
    if one.state is Tense.CURRENT and one.mark is not None and round(one.mark, 2) < 1:
        detail = _("{share} should be by now").format(share=percent(one.mark)) + " · " + detail
    return (
        f'<div class="ir-card ir-gauge{" ir-future" if future else ""}">{arc}'
        f'<div class="ir-value">{escape(percent(one.done))}{markup.draft_mark(drafted and not future)}</div>'
        f'<div class="ir-quarter">{escape(name)}</div>'
        f'{markup.status_badge(one.status)}<div class="ir-detail">{escape(detail)}</div></div>'
    )
