"""Words that a narrow cell of a PDF cut without a hyphen, where the page only shows that one may go on.

A word that fills its line may be whole or the first piece of a longer one. The reading with the fewest words that are
not known counts, a short one twice, as it is rather the end of a word. Of two such readings the one counts whose
joined words are known (`maro` + `taba`), and else the one that joins less.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ishreja.intake.plan_grid import PlainLine
from ishreja.intake.plan_joining import Words
from ishreja.intake.plan_pdf_text import CUT

_PIECES = re.compile(rf"[^\s{CUT}]+(?:{CUT}\n[^\s{CUT}]+)+")
_BEGUN = re.compile(r"^(?![A-ZА-ЯЎҚҒҲЁ\d])\S+")  # may be the end of a word that stands on the page before
_MOST = 8  # pieces of one word
_SHORT = 3  # letters
_UNKNOWN = 100  # more than all joints of a word


def with_whole_words(lines: Sequence[PlainLine]) -> Sequence[PlainLine]:
    """The lines with the pieces of a word put together; whole words stay on lines of their own."""
    cells = [cell for line in lines for cell in line["cells"]]
    words = Words(_BEGUN.sub("", cell.get("text", "").replace(CUT, "")) for cell in cells)
    for cell in cells:
        if CUT in (text := cell.get("text", "")):
            cell["text"] = _PIECES.sub(lambda found: _whole(found.group().split(f"{CUT}\n"), words), text)
    return lines


def _whole(pieces: Sequence[str], words: Words) -> str:
    best = [(0, "")]  # for the pieces up to each: how doubtful the likeliest reading is, and its text
    for end in range(1, len(pieces) + 1):
        readings = []
        for start in range(max(0, end - _MOST), end):
            doubt, text = best[start]
            word = "".join(pieces[start:end])
            readings.append((doubt + _doubt(word, end - start - 1, words), f"{text}\n{word}" if text else word))
        best.append(min(readings, key=lambda reading: reading[0]))
    return best[-1][1]


def _doubt(word: str, joints: int, words: Words) -> int:
    if words.knows(word):
        return -joints
    return _UNKNOWN * (1 if len(word) > _SHORT else 2) + joints
