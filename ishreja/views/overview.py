"""The overview: how the plan stands, what the quarters show, what needs attention, and who owes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ishreja.access import Actor
from ishreja.domain import occurrences as due_days
from ishreja.domain.forecast import Attention, attention, forecasts
from ishreja.domain.gauges import QuarterGauge, quarter_gauges
from ishreja.domain.periods import as_of as judged_day
from ishreja.domain.periods import judged_to, month_end
from ishreja.domain.progress import RowState, Status, row_states
from ishreja.domain.services import SERVICES
from ishreja.domain.standing import Tally, by_service, tally, tally_by_section
from ishreja.storage import handed_in, submissions
from ishreja.storage.store import Store
from ishreja.views.headlines import HeadlineCard, headline_cards
from ishreja.views.library import LibraryLine, library_lines
from ishreja.views.standing import PlanStanding, fresh, in_order, plan_standing

SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Counts:
    """The first row of cards.

    Due rows, those on plan (done or on plan) with their share (0-1), and the others by status; before is how many
    were on plan at the end of the month before, None in January. deadlines_over and deadlines_soon count due days
    not met that are past, or come up to the day soon_until.
    """

    due: int
    on_plan: int
    share: Decimal | None
    watch: int
    behind: int
    not_reported: int
    overdue: int
    before: int | None
    deadlines_over: int
    deadlines_soon: int
    soon_until: date


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """A row that needs attention with its arithmetic (see domain.forecast), in the row's unit.

    share is fact to plan to date, of an overdue row fact to the year's target. due and days_over are set for an
    overdue row: the window's last day and the days since. code is its name in addresses; drafted says that the fact
    rests on a draft.
    """

    row_id: int
    code: str
    number: str | None
    name: str
    unit: str | None
    to_date: Decimal | None
    planned: Decimal | None
    share: Decimal | None
    status: Status
    left: Decimal | None
    needed_per_month: Decimal | None
    recent_average: Decimal | None
    year_forecast: Decimal | None
    year_forecast_share: Decimal | None
    due: date | None
    days_over: int | None
    drafted: bool


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """How the due rows of a section or a service stand. code is the section's numeral or the service's code.

    owed and reported tell, for a service, how complete its report of the month is; drafted that some row's figure
    rests on a draft.
    """

    code: str
    title: str | None
    tally: Tally
    on_plan: int
    drafted: bool
    owed: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The overview's data; gauges by quarter, and year_gauges from January to each quarter's end."""

    standing: PlanStanding
    counts: Counts
    headlines: tuple[HeadlineCard, ...]
    gauges: tuple[QuarterGauge, ...]
    year_gauges: tuple[QuarterGauge, ...]
    attention: tuple[AttentionLine, ...]
    sections: tuple[ProgressLine, ...]
    services: tuple[ProgressLine, ...]
    library: tuple[LibraryLine, ...]

    @property
    def library_drafted(self) -> bool:
        """Whether a row that carries one of the library indicators' figures rests on a draft."""
        drafted = self.standing.drafts.rows
        return any(row.row.headline is not None and row.row_id in drafted for row in self.standing.rows)


def overview(
    store: Store,
    actor: Actor,
    place: str,
    year: int,
    month: int,
    today: date,
    edition: int | None = None,
    *,
    drafts: bool = False,
) -> Overview | None:
    """The overview of a place's year as of a month, or None where it has no plan; see plan_standing.

    Raises NotAllowed.
    """
    standing = plan_standing(store, actor, place, year, month, today, edition, drafts=drafts)
    if standing is None:
        return None
    states = standing.states
    limits = standing.thresholds
    return Overview(
        standing=standing,
        counts=_counts(store, standing, today),
        headlines=headline_cards(states),
        gauges=quarter_gauges(states, standing.as_of, year, limits),
        year_gauges=quarter_gauges(states, standing.as_of, year, limits, to_date=True),
        attention=tuple(_attention_line(one, standing) for one in attention(states, forecasts(states))),
        sections=_sections(standing),
        services=_services(standing),
        library=library_lines(states),
    )


def _counts(store: Store, standing: PlanStanding, today: date) -> Counts:
    now = tally(standing.states)
    before = None
    if standing.month > 1:
        month = standing.month - 1
        day = judged_day(standing.year, month, today)
        earlier = row_states(standing.rows, standing.figures, day, month, standing.year, standing.thresholds)
        before = on_plan_of(tally(earlier))
    over, soon, until = _deadlines(store, standing, today)
    by_status = now.by_status
    return Counts(
        due=now.due,
        on_plan=on_plan_of(now),
        share=now.share,
        watch=by_status.get(Status.WATCH, 0),
        behind=by_status.get(Status.BEHIND, 0),
        not_reported=by_status.get(Status.NOT_REPORTED, 0),
        overdue=by_status.get(Status.OVERDUE, 0),
        before=before,
        deadlines_over=over,
        deadlines_soon=soon,
        soon_until=until,
    )


def on_plan_of(counted: Tally) -> int:
    """How many of the due rows are done or on plan."""
    return counted.by_status.get(Status.DONE, 0) + counted.by_status.get(Status.ON_PLAN, 0)


def _deadlines(store: Store, standing: PlanStanding, today: date) -> tuple[int, int, date]:
    """Due days past and not met, those to come within SOON_DAYS, and the last day of that time."""
    place, year, week = standing.place, standing.year, standing.settings.working_week
    every = store.keep(
        ("due days", standing.edition.edition_id, week),
        lambda: due_days.occurrences(standing.rows, year, week_length=week),
    )
    marks = {key: mark.handed_on for key, mark in fresh(store, handed_in.current, place, year).items()}
    submitted = fresh(store, submissions.submitted_on, place, year)
    past = judged_to(standing.as_of, today)
    until = standing.as_of + timedelta(days=SOON_DAYS)
    soon = [
        one
        for one in every
        if past < one.due <= until and not due_days.met(one, marks.get(one.key), submitted.get(one.last_month))
    ]
    return len(due_days.overdue(every, marks, submitted, past)), len(soon), until


def _attention_line(one: Attention, standing: PlanStanding) -> AttentionLine:
    state, ahead = one.state, one.forecast
    over = state.status is Status.OVERDUE and state.window is not None
    due = month_end(standing.year, state.window[1]) if over and state.window else None
    return AttentionLine(
        row_id=state.row.row_id,
        code=standing.codes[state.row.row_id],
        number=state.row.row.number,
        name=state.row.row.name,
        unit=state.row.row.unit,
        to_date=state.to_date,
        planned=state.target if over else state.planned,
        share=state.year_share if over else state.progress,
        status=state.status,
        left=ahead.left,
        needed_per_month=ahead.needed_per_month,
        recent_average=ahead.recent_average,
        year_forecast=ahead.year_forecast,
        year_forecast_share=ahead.year_forecast_share,
        due=due,
        days_over=(standing.as_of - due).days if due else None,
        drafted=state.row.row_id in standing.drafts.rows,
    )


def _sections(standing: PlanStanding) -> tuple[ProgressLine, ...]:
    titles: dict[str, str | None] = {}
    for state in standing.states:
        titles.setdefault(state.row.row.section or "", state.row.row.section_title)
    drafted = {state.row.row.section or "" for state in standing.states if state.row.row_id in standing.drafts.rows}
    return tuple(
        ProgressLine(section, titles[section], found, on_plan_of(found), section in drafted)
        for section, found in tally_by_section(standing.states).items()
    )


def _services(standing: PlanStanding) -> tuple[ProgressLine, ...]:
    groups: Mapping[str, list[RowState]] = by_service(standing.states)
    reported = {one.service: one for one in standing.reporting}
    lines = []
    for code in in_order(groups):
        found, report = tally(groups[code]), reported.get(code)
        lines.append(
            ProgressLine(
                code=code,
                title=SERVICES[code].name if code in SERVICES else None,
                tally=found,
                on_plan=on_plan_of(found),
                drafted=any(state.row.row_id in standing.drafts.rows for state in groups[code]),
                owed=report.owed if report else 0,
                reported=report.reported if report else 0,
            )
        )
    return tuple(lines)
