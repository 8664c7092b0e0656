"""Adopting a plan: a new edition in one transaction, with its rows known again and its plan by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ishreja.access import Actor, require
from ishreja.access.sessions import acting
from ishreja.domain.editions import RowMatches, adopted_rows, match_rows
from ishreja.domain.plan import PlanDocument
from ishreja.domain.spread import planned_months
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.planning.document import (
    fingerprint,
    known_services,
    learned_services,
    place_and_year,
    refuse_unready,
    repeats,
    row_answers,
    with_answers,
)
from ishreja.planning.matching import match_adopted
from ishreja.planning.settings import write_settings
from ishreja.storage import audit, figures, plans, settings
from ishreja.storage.plans import Edition, NewEdition
from ishreja.storage.settings import Settings
from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import as_json


@dataclass(frozen=True, slots=True)
class Adoption:
    """What came of adopting: the edition in hand; changed is False where the plan already said the same."""

    edition: Edition
    changed: bool
    matches: RowMatches


def match(store: Store, actor: Actor, document: PlanDocument, answers: Mapping[str, str] | None = None) -> RowMatches:
    """How the document's rows go with the newest edition of its place and year; all new where there is none."""
    document = with_answers(document, answers or {})
    place, year = place_and_year(document)
    require(actor, "see", place)
    known = plans.editions(store, place, year)
    old = plans.rows(store, known[-1].edition_id) if known else ()
    return match_rows(old, document.rows, row_answers(answers or {}))


def adopt(
    store: Store,
    actor: Actor,
    document: PlanDocument,
    *,
    document_hash: str,
    file_name: str,
    today: date,
    answers: Mapping[str, str] | None = None,
    in_force_from: date | None = None,
) -> Adoption:
    """Make the document the plan of its place and year, in one transaction.

    The same content as the newest edition changes nothing; what was answered about the very same file holds, and so
    does what the place once said of a service's name. A first edition is in force from 1 January, a later one from
    in_force_from, else from today, within the plan's year. answers: to the document's questions (question_key) and
    doubtful rows (match_key). Raises NotAllowed, and UserError where an error, a question or a doubtful row is open,
    or where place, year or rows are missing.
    """
    place, year = place_and_year(with_answers(document, answers or {}))
    require(actor, "adopt", place)
    with acting(store, actor) as tx:
        chosen = settings.settings(store, place)
        known = plans.editions(store, place, year)
        earlier = _earlier_answers(known, document_hash)
        given = {**known_services(document, chosen.service_names), **earlier, **(answers or {})}
        document = with_answers(document, given)
        old = plans.rows(store, known[-1].edition_id) if known else ()
        matches = match_rows(old, document.rows, row_answers(given))
        repeated = repeats(document, given)
        content_hash = fingerprint(document, repeated, chosen.plan_source)
        if known and known[-1].content_hash == content_hash:
            return Adoption(known[-1], False, matches)
        refuse_unready(document, given)
        _refuse_doubtful(matches)
        new = NewEdition(
            place,
            year,
            document.title,
            document_hash,
            content_hash,
            file_name,
            document.approvals,
            given,
            actor.name,
            _start(year, known, in_force_from or today),
        )
        shares = _last_year_shares(store, place, year, document) if chosen.plan_source == "last_year" else {}
        planned = planned_months(document.rows, shares)
        adopted = adopted_rows(document.rows, matches.identities(), plans.next_row_id(tx), planned, repeated)
        edition = plans.save(tx, new, adopted)
        _record(tx, actor, edition, known, given)
        match_adopted(store, tx, actor, place, year, adopted, given)
        _learn(tx, actor, place, chosen, learned_services(document, given))
    return Adoption(edition, True, matches)


def _learn(tx: Transaction, actor: Actor, place: str, chosen: Settings, learned: Mapping[str, str]) -> None:
    """Keep what the place has said of its services' names."""
    names = {**chosen.service_names, **learned}
    if names != chosen.service_names:
        write_settings(tx, actor, place, chosen, replace(chosen, service_names=names))


def _start(year: int, known: Sequence[Edition], wanted: date) -> date:
    """From when the edition is in force: the first from 1 January, a later one from the day wanted in the year."""
    first = date(year, 1, 1)
    return min(max(wanted, first), date(year, 12, 31)) if known else first


def _refuse_doubtful(matches: RowMatches) -> None:
    if matches.doubtful:
        raise UserError(
            _("Say of {count} rows whether they are rows of the earlier plan.").format(count=len(matches.doubtful))
        )


def _earlier_answers(known: Sequence[Edition], document_hash: str) -> Mapping[str, str]:
    """What was answered when the newest edition was adopted from this very file."""
    return known[-1].answers if known and known[-1].document_hash == document_hash else {}


def _last_year_shares(store: Store, place: str, year: int, document: PlanDocument) -> dict[int, list[Decimal]]:
    """Last year's figures by month of the rows that were in last year's plan too, by index in the document."""
    known = plans.editions(store, place, year - 1)
    if not known:
        return {}
    matches = match_rows(plans.rows(store, known[-1].edition_id), document.rows)
    reported = figures.current(store, place, year - 1)
    return {
        index: [reported[row_id].get(month, Decimal(0)) for month in range(1, 13)]
        for index, row_id in matches.identities().items()
        if row_id in reported
    }


def _record(
    tx: Transaction, actor: Actor, edition: Edition, known: Sequence[Edition], answers: Mapping[str, str]
) -> None:
    event = audit.Event(
        actor.name,
        actor.role,
        "adopt",
        edition.place,
        edition.year,
        f"edition {edition.number}",
        before=known[-1].content_hash if known else None,
        after=as_json(
            {
                "content": edition.content_hash,
                "document": edition.document_hash,
                "file": edition.file_name,
                "in_force_from": edition.in_force_from.isoformat(),
                "answers": dict(answers),
            }
        ),
    )
    audit.record(tx, event)
