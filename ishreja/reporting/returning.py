"""What is typed to return a month, kept until it is sent or emptied."""

from __future__ import annotations

from ishreja.access import Actor, require
from ishreja.access.sessions import acting
from ishreja.domain.round import Step
from ishreja.errors import UserError
from ishreja.language import _
from ishreja.reporting.month_now import checked
from ishreja.reporting.reviewing import LONGEST, NO_ACCOUNT, known_rows, refuse_unseen
from ishreja.storage import return_drafts
from ishreja.storage.return_drafts import ReturnDraft
from ishreja.storage.store import Store


def keep_return(
    store: Store, actor: Actor, place: str, year: int, month: int, typed: ReturnDraft, *, seen: int | None
) -> None:
    """Keep what the actor has typed so far; seen is the version (MonthNow.version) that it is about, None for
    whatever stands.

    Raises NotAllowed, StateRefused where the month cannot be returned or has changed since it was seen, UserError for
    a row that the plan does not have.
    """
    comments = {row_id: text[:LONGEST] for row_id, text in typed.comments.items()}
    with acting(store, actor) as tx:
        now = checked(store, tx, actor, "return", Step.RETURN, place, year, month)
        refuse_unseen(now, seen)
        if set(comments) - known_rows(store, place, year):
            raise UserError(_("The plan has no such row."))
        draft = ReturnDraft(typed.reason[:LONGEST], comments)
        return_drafts.save(tx, actor.account or NO_ACCOUNT, place, year, month, now.version, draft)


def kept_return(store: Store, actor: Actor, place: str, year: int, month: int, *, seen: int) -> ReturnDraft:
    """What the actor has typed about this version of the report; an empty one where there is nothing.

    Raises NotAllowed.
    """
    require(actor, "return", place)
    return return_drafts.read(store, actor.account or NO_ACCOUNT, place, year, month, seen)
