"""Monthly figures in, and the month's round: the form, drafts, submitting, withdrawing, accepting, returning,
corrections, exceptions, and deadlines marked as handed in."""

from ishreja.reporting.forms import month_form
from ishreja.reporting.marking import clear_draft, draft_entries, drafts_of, hand_in, save_draft, undo_hand_in, withdraw
from ishreja.reporting.month_now import MonthNow, StateRefused, month_now, months_now, settings_for
from ishreja.reporting.on_behalf import HandedIn, submit_workbook
from ishreja.reporting.returning import keep_return, kept_return
from ishreja.reporting.reviewing import accept, ask_correction, grant_correction, refuse_correction, return_month
from ishreja.reporting.round_rules import change_round_settings, grant_exception
from ishreja.reporting.submitting import Receipt, refuse_month_to_come, submit_month

__all__ = [
    "HandedIn",
    "MonthNow",
    "Receipt",
    "StateRefused",
    "accept",
    "ask_correction",
    "change_round_settings",
    "clear_draft",
    "draft_entries",
    "drafts_of",
    "grant_correction",
    "grant_exception",
    "hand_in",
    "keep_return",
    "kept_return",
    "month_form",
    "month_now",
    "months_now",
    "refuse_correction",
    "refuse_month_to_come",
    "return_month",
    "save_draft",
    "settings_for",
    "submit_month",
    "submit_workbook",
    "undo_hand_in",
    "withdraw",
]
