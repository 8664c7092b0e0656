"""A table without ruled lines: its columns are told by the white space between them. Sandbox only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ishreja.intake.plan_grid import PlainCell, PlainLine
from ishreja.intake.plan_pdf_text import Piece, pieces, running_lines, word_lines

_NARROWEST = 3  # points of white space between two columns
_CROSSED = 0.03  # the share of lines (sections, merged headings) that may cross it
_COLUMN = 0.5  # of a line's height: nearer words are one text
_NEW_ROW = 0.55  # of a line's height: so much more space above a line begins a new row

_Line = list[dict[str, Any]]


def unruled_lines(pages: Sequence[tuple[int, list[dict[str, Any]], float]]) -> list[PlainLine]:
    """The lines of all pages: running text down to the table's header, then the table's rows."""
    lines: list[PlainLine] = []
    tables: list[tuple[int, list[_Line]]] = []
    for number, chars, width in pages:
        rows = word_lines(chars)
        start = next((at for at, row in enumerate(rows) if _is_header(row)), None)
        if start is None and not tables:
            lines += running_lines(chars, number, width)
            continue
        start = start or 0
        top = min(word["top"] for word in rows[start]) if rows else 0
        lines += running_lines([char for char in chars if char["bottom"] < top], number, width) if not tables else []
        tables.append((number, _without_page_number(rows[start:])))
    edges = _edges([line for _, rows in tables for line in rows])
    for number, rows in tables:
        lines += _table(rows, number, edges)
    return lines


def _without_page_number(lines: list[_Line]) -> list[_Line]:
    """The page's lines without a number that stands alone at its foot, apart from the line above."""
    if len(lines) < 3 or len(pieces(lines[-1])) > 1:
        return lines
    text = pieces(lines[-1])[0].text
    apart = _space(lines[-2], lines[-1]) > 2 * _leading(lines[:-1])
    return lines[:-1] if apart and re.fullmatch(r"\W*\d{1,3}\W*(?:[^\W\d]{1,8})?", text) else lines


def _is_header(line: _Line) -> bool:
    text = " ".join(word["text"] for word in line).casefold()
    return (
        re.search(r"nomi|номи|наименован|mazmuni|мазмуни|ko'rsatkich|кўрсаткич", text) is not None
        and len(pieces(line, 0.8)) > 2
    )


def _edges(lines: Sequence[_Line]) -> list[float]:
    """The left edges of the columns: the ends of the rivers of white space through all lines."""
    if not lines:
        return []
    left = min(word["x0"] for line in lines for word in line)
    header = lines[0]
    lines = [line for line in lines if len(pieces(line, _COLUMN)) > 1 or line[0]["x0"] > left + 3]  # without sections
    width = int(max((word["x1"] for line in lines for word in line), default=0)) + 2
    crossed = [0] * width
    for line in lines:
        for at in {at for word in line for at in range(int(word["x0"]), int(word["x1"]) + 1)}:
            crossed[at] += 1
    allowed = max(1, int(len(lines) * _CROSSED))
    for piece in pieces(header, _COLUMN):  # a column that holds nothing but its heading
        if _alone(piece, header, lines):
            start, stop = int(piece.left), int(piece.right) + 1
            crossed[start:stop] = [allowed + 1] * (stop - start)
    edges: list[float] = []
    white = _NARROWEST
    for at in range(width):
        if crossed[at] <= allowed:
            white += 1
        else:
            if white >= _NARROWEST:
                edges.append(float(at))
            white = 0
    return edges


def _alone(piece: Piece, header: _Line, lines: Sequence[_Line]) -> bool:
    """Whether no other line has a word above or below the piece."""
    words = (word for line in lines if line is not header for word in line)
    return not any(word["x0"] <= piece.right and word["x1"] >= piece.left for word in words)


def _table(lines: Sequence[_Line], page: int, edges: Sequence[float]) -> list[PlainLine]:
    """Lines of text put together to rows: a new row begins with a number, or after more white space."""
    rows: list[PlainLine] = []
    below = None
    leading = _leading(lines)
    for line in lines:
        cells = _cells(line, edges)
        top = min(word["top"] for word in line)
        merged = any("l" in cell.get("flags", "") for cell in cells)
        starts = below is None or merged or top - below > leading or _has_number(cells)
        if starts or not rows or any("l" in cell.get("flags", "") for cell in rows[-1]["cells"]):
            rows.append({"page": page, "row": 0, "table": 1, "cells": cells})
        else:
            rows[-1]["cells"] = [_below(*pair) for pair in zip(rows[-1]["cells"], cells, strict=True)]
        below = max(word["bottom"] for word in line)
    return rows


def _leading(lines: Sequence[_Line]) -> float:
    """The white space between two lines above which a new row begins."""
    spaces = [
        min(word["top"] for word in after) - max(word["bottom"] for word in before) for before, after in pairwise(lines)
    ]
    height = max((word["bottom"] - word["top"] for line in lines[:1] for word in line), default=10.0)
    usual = sorted(spaces)[len(spaces) // 4] if spaces else 0.0
    return usual + _NEW_ROW * height


def _space(above: _Line, below: _Line) -> float:
    return float(min(word["top"] for word in below) - max(word["bottom"] for word in above))


def _cells(line: _Line, edges: Sequence[float]) -> list[PlainCell]:
    """The line's words by column; words that run on over several columns are one merged cell."""
    cells: list[PlainCell] = [{} for _ in edges]
    found = pieces(line, _COLUMN)
    if len(found) == 1 and any(found[0].left < edge < found[0].right for edge in edges):
        covered: PlainCell = {"flags": "l"}
        return [{"text": found[0].text}, *[covered] * (len(edges) - 1)]
    for word in line:
        at = max((at for at, edge in enumerate(edges) if edge <= word["x0"] + 1), default=0)
        before = cells[at].get("text")
        cells[at] = {"text": f"{before} {word['text']}" if before else word["text"]}
    return cells


def _has_number(cells: Sequence[PlainCell]) -> bool:
    return bool(cells) and re.fullmatch(r"\d+(\.\d+)*[.)]?", cells[0].get("text", "")) is not None


def _below(above: PlainCell, below: PlainCell) -> PlainCell:
    texts = [text for text in (above.get("text"), below.get("text")) if text]
    return {"text": "\n".join(texts)} if texts else {}
