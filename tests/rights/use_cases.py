"""Every use-case that asks who acts, each as one call by an actor at a place.

A new use-case is one more line here, and one more in tests/golden/rights.csv, which says who may do it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ishreja import planning, reporting
from ishreja.access import Actor, NotAllowed, accounts, actors, holders, sessions
from ishreja.domain.district_card import DistrictCard
from ishreja.domain.month import MonthEntry, MonthReading
from ishreja.domain.periods import month_end
from ishreja.domain.places import Place
from ishreja.domain.round import RoundSettings
from ishreja.reporting import StateRefused
from ishreja.reporting.reviewing import refuse_own_place
from ishreja.storage.audit import AuditRow, Event
from ishreja.storage.drafts import Draft
from ishreja.storage.return_drafts import ReturnDraft
from ishreja.views import accounts as accounts_view
from ishreja.views import (
    audit,
    cards,
    choices,
    compare,
    deadlines,
    definitions,
    draft_figures,
    inbox,
    inbox_above,
    inbox_office,
    indicator,
    many_workbooks,
    month_reading,
    month_review,
    monthly_report,
    overview,
    plan,
    plan_reading,
    region,
    region_rows,
    row_list,
    rows_due,
    seen,
    services,
    standing,
)
from ishreja.views import indicators as catalogue
from ishreja.views import places as places_view
from ishreja.views import round as rounds
from tests.ledger import ANYWHERE, YEAR, document, row
from tests.rights.world import DISTRICT, INDICATOR, REGION, SISTER, TODAY, World

JUNE, DRAFTED = 6, 3
_held: dict[str, many_workbooks.HeldFile] = {}
"""Workbooks that were read already, by place: reading one takes a process of its own."""
Call = Callable[[World, Actor, str], object]
Step = Callable[[World, Actor, str, int], object]


@dataclass(frozen=True, slots=True)
class UseCase:
    """A use-case and how it is called at a place: a district, or a region where only that makes sense.

    It raises NotAllowed, or, where it lists, gives back whether the place is in the list. step is called for a month
    in each state instead.
    """

    of: Callable[..., object]
    call: Call | None = None
    step: Step | None = None
    at: str = DISTRICT
    lists: bool = False
    more: str = ""

    @property
    def reads(self) -> bool:
        """Whether it only reads, and so must change nothing whoever calls it."""
        return self.lists or self.name.startswith(("views.", "access.actors."))

    @property
    def name(self) -> str:
        """What it is called in rights.csv."""
        return f"{self.of.__module__.removeprefix('ishreja.')}.{self.of.__name__} {self.more}".strip()


def see(of: Callable[..., object], *more: object, at: str = DISTRICT) -> UseCase:
    """A use-case that reads one place: (store, actor, place, …)."""
    return UseCase(of, lambda world, actor, place: of(world.store, actor, place, *more), at=at)


def listing(of: Callable[..., object], call: Call, at: str = DISTRICT) -> UseCase:
    """A use-case that leaves out what the actor may not see."""
    return UseCase(of, call, at=at, lists=True)


def _event(place: str) -> AuditRow:
    return AuditRow(1, datetime(YEAR, 10, 5), Event("Kim", "director", "submit", place, YEAR, ""), "", "")


def _waiting(world: World, actor: Actor) -> set[str]:
    """The places of which something waits for the actor."""
    return {place for item in inbox.inbox(world.store, actor, TODAY).items for place in (item.place, *item.places)}


def _document(place: str, target: int = 24) -> object:
    return document([row("1", "Maqolalarni jamlash", target)], place=place)


def _adopt(world: World, actor: Actor, place: str) -> object:
    given = {"document_hash": "anew", "file_name": "reja.docx", "today": TODAY, "answers": {}}
    return planning.adopt(world.store, actor, _document(place, 99), **given)  # type: ignore[arg-type]


def _settings(world: World, actor: Actor, place: str) -> None:
    planning.change_settings(world.store, actor, place, working_week=6)


def _added(place: str) -> list[Place]:
    return [Place(f"{place}777", "Yangiobod", "district", place)]


def _details(place: str) -> accounts.Details:
    return accounts.Details("Yangi Xodim", "staff", place)


def _change(world: World, actor: Actor, place: str) -> object:
    return accounts.change(world.store, actor, world.account(place), accounts.Details("Boshqa Ism", "viewer", place))


def _read_dropped(world: World, actor: Actor, place: str) -> None:
    _refused_by(many_workbooks.read_dropped(world.store, actor, world.workbook(place, 4), TODAY).verdict)


def _judged(world: World, actor: Actor, place: str) -> None:
    if place not in _held:
        _held[place] = many_workbooks.read_dropped(world.store, ANYWHERE, world.workbook(place, 4), TODAY)
    (found,) = many_workbooks.judged(world.store, actor, [_held[place]], TODAY)
    _refused_by(found.verdict)


def _refused_by(verdict: many_workbooks.Verdict) -> None:
    if verdict is many_workbooks.Verdict.FOREIGN:
        raise NotAllowed("foreign")


def _submit(world: World, actor: Actor, place: str, month: int) -> None:
    entries = [MonthEntry(world.row(place), Decimal(8))]
    reporting.submit_month(world.store, actor, place, YEAR, month, entries, source="form", today=TODAY)


def _submit_workbook(world: World, actor: Actor, place: str, month: int) -> None:
    reading = MonthReading(place, YEAR, month, 1, (MonthEntry(world.row(place), Decimal(8)),))
    out = reporting.submit_workbook(world.store, actor, reading, file_hash="f", file_name="f.xlsx", today=TODAY)
    if out.receipt is None:
        raise (NotAllowed if "huquq" in out.refused else StateRefused)(out.refused)


def _month_read(world: World, actor: Actor, place: str) -> object:
    data = world.workbook(place, 4).data
    return month_reading.read_workbook(world.store, actor, place, YEAR, 4, (4,), data, "aprel.xlsx")


def _hand_in(world: World, actor: Actor, place: str, month: int) -> None:
    reporting.hand_in(world.store, actor, place, YEAR, world.row(place), month_end(YEAR, month), TODAY)


def _undo(world: World, actor: Actor, place: str, month: int) -> None:
    reporting.undo_hand_in(world.store, actor, place, YEAR, world.row(place), month_end(YEAR, month))


def _drafts(world: World, actor: Actor, place: str) -> object:
    return reporting.drafts_of(world.store, actor, place, YEAR, 3)


ACTIONS = (
    actors.SEE, actors.REPORT, actors.SUBMIT, actors.ADOPT, actors.CHANGE, actors.ACCEPT, actors.RETURN, actors.GRANT,
    actors.ASK, actors.MANAGE, actors.AUDIT,
)  # fmt: skip


def _may(action: str) -> UseCase:
    return UseCase(actors.may, lambda _w, actor, place: actors.may(actor, action, place), lists=True, more=action)


def _require(action: str) -> UseCase:
    return UseCase(actors.require, lambda _w, actor, place: actors.require(actor, action, place), more=action)


USE_CASES: tuple[UseCase, ...] = (
    *map(_may, ACTIONS),
    *map(_require, ACTIONS),
    listing(actors.visible_places, lambda _w, actor, place: place in actors.visible_places(actor)),
    # accounts
    listing(accounts.listed, lambda w, actor, place: place in {one.place for one in accounts.listed(w.store, actor)}),
    UseCase(accounts.invite, lambda w, a, place: accounts.invite(w.store, a, "yangi", _details(place))),
    UseCase(accounts.hand_out_link, lambda w, a, place: accounts.hand_out_link(w.store, a, w.account(place))),
    UseCase(accounts.change, _change),
    UseCase(accounts.disable, lambda w, a, place: accounts.disable(w.store, a, w.account(place))),
    UseCase(accounts.enable, lambda w, a, place: accounts.enable(w.store, a, w.account(place))),
    UseCase(accounts.sign_out_everywhere, lambda w, a, at: accounts.sign_out_everywhere(w.store, a, w.account(at))),
    UseCase(accounts.bind_subject, lambda w, a, place: accounts.bind_subject(w.store, a, w.account(place), "i s")),
    # plans
    UseCase(planning.match, lambda w, actor, place: planning.match(w.store, actor, _document(place))),  # type: ignore[arg-type]
    UseCase(planning.adopt, _adopt),
    UseCase(planning.save_card, lambda w, a, at: planning.save_card(w.store, a, at, YEAR, DistrictCard(Decimal(9)))),
    UseCase(planning.change_settings, _settings),
    UseCase(planning.add_places, lambda w, a, at: planning.add_places(w.store, a, _added(at)), at=REGION),
    listing(planning.place_problems, lambda _w, a, at: not planning.place_problems(a, _added(at)), at=REGION),
    UseCase(
        planning.confirm_indicator,
        lambda w, a, at: planning.confirm_indicator(w.store, a, at, SISTER, YEAR, w.row(SISTER, "4"), None),
        at=REGION,
    ),
    UseCase(
        planning.add_indicator,
        lambda w, a, at: planning.add_indicator(w.store, a, at, SISTER, YEAR, w.row(SISTER, "4")),
        at=REGION,
    ),
    UseCase(
        planning.retire_indicator, lambda w, a, at: planning.retire_indicator(w.store, a, at, INDICATOR), at=REGION
    ),
    UseCase(planning.rematch, lambda w, a, at: planning.rematch(w.store, a, at, YEAR), at=REGION),
    # months
    see(reporting.month_form, YEAR, JUNE),
    listing(reporting.drafts_of, lambda w, a, at: actors.may(a, "see", at) and bool(_drafts(w, a, at))),
    UseCase(
        reporting.save_draft,
        step=lambda w, a, at, month: reporting.save_draft(w.store, a, at, YEAR, month, {w.row(at): Draft("5")}),
    ),
    UseCase(
        reporting.draft_entries,
        step=lambda w, a, at, month: reporting.draft_entries(
            w.store, a, at, YEAR, month, [MonthEntry(w.row(at), Decimal(8))]
        ),
    ),
    UseCase(reporting.clear_draft, step=lambda w, a, at, month: reporting.clear_draft(w.store, a, at, YEAR, month)),
    UseCase(reporting.hand_in, step=_hand_in),
    UseCase(reporting.undo_hand_in, step=_undo),
    UseCase(reporting.submit_month, step=_submit),
    UseCase(reporting.submit_workbook, step=_submit_workbook),
    UseCase(
        reporting.withdraw,
        step=lambda w, a, at, month: reporting.withdraw(w.store, a, at, YEAR, w.row(at), month, "xato"),
    ),
    UseCase(reporting.accept, step=lambda w, a, at, month: reporting.accept(w.store, a, at, YEAR, month, seen=None)),
    UseCase(
        reporting.keep_return,
        step=lambda w, a, at, month: reporting.keep_return(
            w.store, a, at, YEAR, month, ReturnDraft("Qayta"), seen=None
        ),
    ),
    UseCase(reporting.kept_return, lambda w, a, at: reporting.kept_return(w.store, a, at, YEAR, JUNE, seen=1)),
    UseCase(
        reporting.return_month,
        step=lambda w, a, at, month: reporting.return_month(w.store, a, at, YEAR, month, "Qayta hisoblang", seen=None),
    ),
    UseCase(
        reporting.ask_correction,
        step=lambda w, a, at, month: reporting.ask_correction(w.store, a, at, YEAR, month, "Bitta raqam xato"),
    ),
    UseCase(
        reporting.grant_correction,
        step=lambda w, a, at, month: reporting.grant_correction(w.store, a, at, YEAR, month, seen=None),
    ),
    UseCase(
        reporting.refuse_correction,
        step=lambda w, a, at, month: reporting.refuse_correction(w.store, a, at, YEAR, month, "Yoʻq", seen=None),
    ),
    UseCase(
        reporting.grant_exception,
        step=lambda w, a, at, month: reporting.grant_exception(
            w.store, a, [at], YEAR, month, date(2023, 11, 5), "Suv bosdi"
        ),
    ),
    UseCase(
        reporting.change_round_settings,
        lambda w, a, at: reporting.change_round_settings(w.store, a, at, RoundSettings(due_day=4, lock_day=12)),
        at=REGION,
    ),
    # screens
    listing(
        accounts_view.accounts_page,
        lambda w, a, at: at in {one.account.place for one in accounts_view.accounts_page(w.store, a).lines},
    ),
    listing(accounts_view.managed_places, lambda _w, a, at: at in accounts_view.managed_places(a)),
    listing(audit.audited_places, lambda _w, a, at: at in audit.audited_places(a)),
    UseCase(audit.journal, lambda w, a, at: audit.journal(w.store, a, audit.Asked(at), 1)),
    UseCase(audit.newest, lambda w, a, at: audit.newest(w.store, a, audit.Asked(at))),
    UseCase(audit.chain, lambda w, a, at: audit.chain(w.store, a, at)),
    UseCase(audit.names_in, lambda w, a, at: audit.names_in(w.store, a, [_event(at)])),
    see(cards.card_of, YEAR),
    listing(cards.fillable, lambda _w, a, at: at in cards.fillable(a, [at])),
    listing(choices.plans_seen, lambda w, a, at: (at, YEAR) in choices.plans_seen(w.store, a)),
    see(compare.compare, YEAR, JUNE, TODAY, [SISTER], compare.WHOLE, at=REGION),
    see(deadlines.deadlines, YEAR, JUNE, TODAY),
    see(definitions.definitions_view, YEAR, JUNE, TODAY),
    see(draft_figures.count_drafts, YEAR, JUNE, (), {}),
    listing(draft_figures.offers_drafts, lambda w, a, at: draft_figures.offers_drafts(w.store, a, at, YEAR, DRAFTED)),
    listing(inbox.inbox, lambda w, a, at: at in _waiting(w, a)),
    see(indicator.indicator, YEAR, JUNE, TODAY, 1),
    listing(catalogue.regions_seen, lambda w, a, at: at in catalogue.regions_seen(w.store, a), at=REGION),
    see(catalogue.indicators_page, YEAR, at=REGION),
    UseCase(
        catalogue.asked_on_adoption,
        lambda w, a, at: catalogue.asked_on_adoption(w.store, a, _document(at), {}),  # type: ignore[arg-type]
    ),
    UseCase(many_workbooks.read_dropped, _read_dropped),
    UseCase(many_workbooks.judged, _judged),
    UseCase(month_reading.read_workbook, _month_read),
    see(month_reading.known_file, YEAR, JUNE, "ff"),
    see(month_review.month_review, YEAR, JUNE, TODAY),
    see(monthly_report.default_month, YEAR, TODAY),
    see(monthly_report.monthly_report, YEAR, JUNE, TODAY),
    see(overview.overview, YEAR, JUNE, TODAY),
    listing(
        places_view.places_page,
        lambda w, a, at: at in {one.place.code for one in places_view.places_page(w.store, a).lines},
    ),
    see(plan.plan, YEAR, JUNE),
    UseCase(plan.comparison, lambda w, a, at: plan.comparison(w.store, a, _document(at), "f", {})),  # type: ignore[arg-type]
    UseCase(plan_reading.begin, lambda w, a, at: plan_reading.begin(_document(at), b"x", "f", w.store, a)),  # type: ignore[arg-type]
    see(plan_reading.begin_revision, YEAR),
    see(region.by_section, YEAR, JUNE, TODAY, at=REGION),
    see(region.by_indicator, YEAR, JUNE, TODAY, ["users"], at=REGION),
    listing(region_rows.scopes, lambda w, a, at: at in region_rows.scopes(w.store, a), at=REGION),
    see(region_rows.rows_of, YEAR, at=REGION),
    listing(region_rows.years_of, lambda w, a, at: bool(region_rows.years_of(w.store, a, at))),
    see(region_rows.month_of, YEAR, TODAY, at=REGION),
    see(region_rows.section_numerals, YEAR, at=REGION),
    see(region_rows.indicator_choices, at=REGION),
    listing(rounds.regions_seen, lambda w, a, at: at in rounds.regions_seen(w.store, a), at=REGION),
    see(rounds.years_seen, TODAY, at=REGION),
    see(rounds.round_view, YEAR, TODAY, at=REGION),
    see(row_list.row_choices, YEAR, JUNE),
    see(rows_due.rows_due, YEAR, JUNE, TODAY),
    see(seen.ledger_seen, YEAR),
    see(seen.history_seen, YEAR, 1),
    see(seen.last_month_seen, YEAR),
    see(seen.limits_for, YEAR),
    see(services.services, YEAR, JUNE, TODAY),
    see(standing.plan_standing, YEAR, JUNE, TODAY),
)

PARTS: tuple[Callable[..., object], ...] = (
    actors.refused,
    actors.fills_in,
    actors.of_office,
    actors.sees_below,
    actors.on_behalf,
    actors.opens_months,
    actors.sees_all,
    actors.types_drafts,
    holders.hold,
    holders.may_fetch,
    holders.may_upload,
    sessions.acting,
    planning.start_own,
    refuse_own_place,
    choices.first_place,
    inbox_above.account_items,
    inbox_above.question_items,
    inbox_above.round_items,
    inbox_office.lapsed_items,
    inbox_office.office_items,
    inbox_office.owed_rows,
    month_review.is_own,
    monthly_report.rows_by_service,
    region_rows.question,
    seen.limits_of,
    seen.month_seen,
)
"""What takes an actor and no place of others: it is handed what the actor was shown already, or only decides."""

ASKING_NOBODY = frozenset({
    "access.accounts.check",
    "access.own_account.change_password",
    "access.own_account.of_link",
    "access.own_account.take_up",
    "access.recording.write",
    "access.sessions.sign_out",
    "access.sessions.signed_in",
    "access.sessions.used",
    "access.setting_up.holds",
    "access.setting_up.issue",
    "access.setting_up.needed",
    "access.setting_up.set_up",
    "access.signing_in.attempt",
    "access.signing_in.sign_in",
    "planning.matching.known_indicators",
    "planning.matching.newest_rows",
    "reporting.month_now.month_now",
    "reporting.month_now.months_now",
    "reporting.month_now.settings_for",
    "reporting.reviewing.known_rows",
    "views.fresh_groups.fresh_groups",
    "views.fresh_groups.kept_indicator_months",
    "views.fresh_groups.kept_indicators",
    "views.fresh_groups.kept_reporting",
    "views.fresh_groups.kept_section_months",
    "views.fresh_groups.kept_sections",
    "views.month_review.changed_since_accepted",
    "views.region_rows.titles_of",
    "views.region_scale.scale_of",
    "views.round.rows_filled",
    "views.row_list.codes_of",
    "views.seen.accepted_only",
    "views.seen.ledger_upto",
    "views.seen.limits",
    "views.standing.fresh",
    "views.standing.month_states",
})  # fmt: skip
"""What reads or writes the store and asks nobody: who signs in is no actor yet, and the others are parts of use-cases
that have asked; screens do not call those."""
