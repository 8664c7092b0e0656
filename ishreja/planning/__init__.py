"""Plans in: questions and changes before adoption, adopting, and what a place sets for itself."""

from ishreja.planning.adopting import Adoption, adopt, match
from ishreja.planning.cards import save_card
from ishreja.planning.document import SAME_FIGURE, amend, match_key, open_questions, question_key
from ishreja.planning.indicators import add_indicator, confirm_indicator, rematch, retire_indicator
from ishreja.planning.matching import NO_INDICATOR, indicator_key, known_indicators, newest_rows, places_of
from ishreja.planning.places import KINDS as PLACE_KINDS
from ishreja.planning.places import PlaceProblem, add_places, place_problems, tidy_place
from ishreja.planning.settings import change_settings, start_own

__all__ = [
    "NO_INDICATOR",
    "PLACE_KINDS",
    "SAME_FIGURE",
    "Adoption",
    "PlaceProblem",
    "add_indicator",
    "add_places",
    "adopt",
    "amend",
    "change_settings",
    "confirm_indicator",
    "indicator_key",
    "known_indicators",
    "match",
    "match_key",
    "newest_rows",
    "open_questions",
    "place_problems",
    "places_of",
    "question_key",
    "rematch",
    "retire_indicator",
    "save_card",
    "start_own",
    "tidy_place",
]
