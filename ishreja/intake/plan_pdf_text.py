"""Characters of a PDF page to text. Runs in the sandbox only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.utils.text import extract_words

from ishreja.intake.plan_grid import PlainCell, PlainLine

CUT = "\ue000"  # a sign of nobody's
_SLACK = 1.0  # points that the table's ruled lines take from a cell's width
_GAP = 2.2  # of a line's height: so far apart, two pieces on one line belong to two columns
_COLUMN_GAP = 0.5  # of a line's height: so far apart, two words are two columns' where a column is known to begin
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


def cell_text(chars: Sequence[dict[str, Any]], width: float = math.inf) -> str:
    """The text of one cell, its lines joined by a line feed, with CUT before it where a word may go on.

    width is what the cell's text may fill: a word that fills a line alone, so that not one more letter would have
    stood there, may be the first piece of one that is wider than the cell.
    """
    lines = word_lines(chars)
    text = ""
    for line, below in pairwise([*lines, []]):
        text += " ".join(word["text"] for word in line)
        if below:
            text += f"{CUT}\n" if len(line) == 1 and _is_cut(line[0], below, width) else "\n"
    return text


def _is_cut(word: dict[str, Any], below: Sequence[dict[str, Any]], width: float) -> bool:
    start = below[0]["text"]
    goes_on = start[0].islower() or (start[0] == "-" and len(below) == 1)
    one_more = below[0]["chars"][0]["x1"] - below[0]["chars"][0]["x0"]
    return bool(word["text"][-1].isalpha() and goes_on and word["x1"] - word["x0"] + one_more > width - _SLACK)


def word_lines(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The words, line by line from the top, each line from the left."""
    words = extract_words(list(chars), x_tolerance_ratio=0.2, y_tolerance=2, keep_blank_chars=False, return_chars=True)
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
    """Text outside tables: what stands beside other text on the page's right half is a second cell.

    An empty line parts blocks.
    """
    lines: list[PlainLine] = []
    for block in _blocks(word_lines(chars)):
        lines += [{"page": page, "row": 0, "table": 0, "cells": [{}]}] if lines else []
        right = _right_column(block, width)
        for words in block:
            cut = _cut(words, right, width)
            cells: list[PlainCell] = [
                {"text": " ".join(word["text"] for word in part)} for part in (words[:cut], words[cut:])
            ]
            lines.append({"page": page, "row": 0, "table": 0, "cells": cells if cut < len(words) else cells[:1]})
    return lines


def _blocks(lines: Sequence[list[dict[str, Any]]]) -> list[list[list[dict[str, Any]]]]:
    """The lines in blocks, parted by more than the usual step."""
    tops = [min(word["top"] for word in line) for line in lines]
    steps = sorted(below - above for above, below in pairwise(tops))
    usual = steps[len(steps) // 4] if steps else 0.0
    blocks: list[list[list[dict[str, Any]]]] = []
    for at, line in enumerate(lines):
        if at == 0 or tops[at] - tops[at - 1] > _PARAGRAPH * usual:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _right_column(block: Sequence[Sequence[dict[str, Any]]], width: float) -> float | None:
    """Where the block's right column begins, if some line has text on both sides."""
    lefts = [piece.left for words in block for piece in pieces(words)[1:] if piece.left > width * 0.4]
    return min(lefts, default=None)


def _cut(words: Sequence[dict[str, Any]], right: float | None, width: float) -> int:
    """How many of the line's words stand on the left."""
    middle = (words[0]["x0"] + words[-1]["x1"]) / 2
    if words[0]["x0"] > width * 0.45 and (middle > width * 0.55 or (right is not None and words[0]["x0"] > right - 3)):
        return 0
    for at, (before, word) in enumerate(pairwise(words), start=1):
        gap = (word["x0"] - before["x1"]) / (word["bottom"] - word["top"])
        if right is not None and word["x0"] > right - 3 and gap > _COLUMN_GAP:
            return at
    return len(words)
