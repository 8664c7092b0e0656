"""Monthly figures in: the form, drafts, submitting, withdrawing, and deadlines marked as handed in."""

from ishreja.reporting.forms import month_form
from ishreja.reporting.marking import clear_draft, drafts_of, hand_in, save_draft, undo_hand_in, withdraw
from ishreja.reporting.submitting import Receipt, refuse_month_to_come, submit_month

__all__ = [
    "Receipt",
    "clear_draft",
    "drafts_of",
    "hand_in",
    "month_form",
    "refuse_month_to_come",
    "save_draft",
    "submit_month",
    "undo_hand_in",
    "withdraw",
]
