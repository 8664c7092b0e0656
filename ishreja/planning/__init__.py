"""Plans in: questions and changes before adoption, adopting, and what a place sets for itself."""

from ishreja.planning.adopting import Adoption, adopt, match
from ishreja.planning.cards import save_card
from ishreja.planning.document import SAME_FIGURE, amend, match_key, open_questions, question_key
from ishreja.planning.settings import change_settings, start_own

__all__ = [
    "SAME_FIGURE",
    "Adoption",
    "adopt",
    "amend",
    "change_settings",
    "match",
    "match_key",
    "open_questions",
    "question_key",
    "save_card",
    "start_own",
]
