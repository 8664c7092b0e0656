"""The signatures below the plan's last row, which are no part of it."""

from __future__ import annotations

import re

from ishreja.domain.wording import key
from ishreja.intake.plan_lines import BodyLine, LineKind

_LONGEST = 100
_SIGNED = re.compile(
    r"_{4,}|\(?imzo\)?$"
    r"|^(?:tuz(?:di|uvchi)|tayyorla(?:di|ndi|gan|vchi)|imzo|m\.? ?o'|kelishil|tasdiql|bajar(?:di|uvchi)|ijrochi"
    r"|sostavi|podgotovi|ispolnitel|soglasov|podpis|tel(?:efon)?\b)"
    r"|^(?:[\w' -]+ )?(?:direktori?|rahbari?|mudiri|boshlig'i|zaveduyushi\w*)\b[\s:]*(?:[a-z]{1,2}\. ?)*[\w']*$"
)
_OFFICE_AND_PERSON = re.compile(r"[\w' -]+[\s:]+(?:[a-z]{1,2}\. ?){1,2}[a-z][\w'-]+")


def without_closing(lines: list[BodyLine]) -> list[BodyLine]:
    """The lines without the signatures below the last row."""
    last = max((at for at, line in enumerate(lines) if line.kind in (LineKind.ROW, LineKind.PART)), default=-1)
    for at in range(last + 1, len(lines)):
        if _is_closing(lines[at]):
            return lines[:at]
    return lines


def _is_closing(line: BodyLine) -> bool:
    """Whether a line at the table's end holds a signature and no more of the plan."""
    texts = [cell.own for cell in line.cells.values() if cell.own] or [line.text]
    if len(texts) == 1 and (re.fullmatch(r"\*.*\*", texts[0]) or _names_person(texts[0])):
        return True
    return any(_SIGNED.search(key(text)) for text in texts if len(text) < _LONGEST)


def _names_person(text: str) -> bool:
    """Whether the text is an office and a name with initials: "Metodist Z. Qodirova"; a sentence's rest is not."""
    return text[:1].isupper() and len(text) < _LONGEST and _OFFICE_AND_PERSON.fullmatch(key(text)) is not None
