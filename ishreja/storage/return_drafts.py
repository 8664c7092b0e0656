"""What is typed to return a month and not sent yet, of each account and report; it survives a reload and a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ishreja.storage.store import Store, Transaction
from ishreja.storage.values import as_json, text_mapping


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """Why a month is to be returned, and by row id what is to be mended there, as far as it is typed."""

    reason: str = ""
    comments: Mapping[int, str] = field(default_factory=dict)


def read(store: Store, account: int, place: str, year: int, month: int, step: int) -> ReturnDraft:
    """What the account has typed about the report in the version of this step; an empty one where there is nothing."""
    with store.read() as cursor:
        row = cursor.execute(
            "SELECT reason, comments FROM return_draft"
            " WHERE account_id = ? AND place = ? AND year = ? AND month = ? AND step_id = ?",
            [account, place, year, month, step],
        ).fetchone()
    if row is None:
        return ReturnDraft()
    return ReturnDraft(str(row[0]), {int(row_id): text for row_id, text in text_mapping(row[1]).items()})


def save(tx: Transaction, account: int, place: str, year: int, month: int, step: int, draft: ReturnDraft) -> None:
    """Keep this in place of what the account has typed about the report before; an empty one drops it."""
    clear(tx, account, place, year, month)
    if draft == ReturnDraft():
        return
    comments = as_json({str(row_id): text for row_id, text in draft.comments.items()})
    tx.cursor.execute(
        "INSERT INTO return_draft VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [account, place, year, month, step, draft.reason, comments, tx.at],
    )


def clear(tx: Transaction, account: int, place: str, year: int, month: int) -> None:
    """Drop what the account has typed about the report, in whatever version."""
    tx.cursor.execute(
        "DELETE FROM return_draft WHERE account_id = ? AND place = ? AND year = ? AND month = ?",
        [account, place, year, month],
    )
