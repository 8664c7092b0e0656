"""Characters of a PDF page to text. Runs in the sandbox only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.utils.text import extract_words

from ishreja.intake.plan_grid import PlainCell, PlainLine

_GAP = 2.2  # of a line's height: so far apart, two pieces on one line belong to two columns
_PARAGRAPH = 1.5  # of the usual step from line to line: so far below, a line begins a new block


class Box(NamedTuple):
    """A cell's place on the page, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Piece(NamedTuple):
    """Words that stand together on one line."""

    left: float
    right: float
    top: float
    bottom: float
    text: str


def cell_text(chars: Sequence[dict[str, Any]]) -> str:
    """The text of one cell, its lines joined by a line feed."""
    return "\n".join(" ".join(word["text"] for word in line) for line in word_lines(chars))


def word_lines(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The words, line by line from the top, each line from the left."""
    words = extract_words(list(chars), x_tolerance_ratio=0.2, y_tolerance=2, keep_blank_chars=False)
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: ((word["top"] + word["bottom"]) / 2, word["x0"])):
        height = (word["top"] + word["bottom"]) / 2
        last = lines[-1][0] if lines else None
        if (
            last is not None
            and abs((last["top"] + last["bottom"]) / 2 - height) < (word["bottom"] - word["top"]) * 0.45
        ):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: float(word["x0"])) for line in lines]


def pieces(line: Sequence[dict[str, Any]], gap: float = _GAP) -> list[Piece]:
    """The line's words put together where they are not wide apart."""
    height = max(word["bottom"] - word["top"] for word in line)
    groups = [[line[0]]]
    for before, word in pairwise(line):
        if word["x0"] - before["x1"] > gap * height:
            groups.append([])
        groups[-1].append(word)
    return [
        Piece(
            group[0]["x0"],
            group[-1]["x1"],
            min(word["top"] for word in group),
            max(word["bottom"] for word in group),
            " ".join(word["text"] for word in group),
        )
        for group in groups
    ]


def running_lines(chars: Sequence[dict[str, Any]], page: int, width: float) -> list[PlainLine]:
    """Text outside tables: what stands on the page's right half is a second cell; an empty line parts blocks."""
    lines: list[PlainLine] = []
    read = [pieces(words) for words in word_lines(chars)]
    steps = sorted(after[0].top - before[0].top for before, after in pairwise(read))
    usual = steps[len(steps) // 4] if steps else 0.0
    above: float | None = None
    for found in read:
        if above is not None and found[0].top - above > _PARAGRAPH * usual:
            lines.append({"page": page, "row": 0, "table": 0, "cells": [{}]})
        above = found[0].top
        cells: list[PlainCell] = [{}, {}]
        for piece in found:
            right = piece.left > width * 0.45 and (piece.left + piece.right) / 2 > width * 0.55
            before = cells[right].get("text")
            cells[right] = {"text": f"{before} {piece.text}" if before else piece.text}
        lines.append({"page": page, "row": 0, "table": 0, "cells": cells if cells[1] else cells[:1]})
    return lines
