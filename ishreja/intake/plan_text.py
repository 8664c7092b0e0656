"""A plan as text: one line of the table a line, cells parted by tabs."""

from __future__ import annotations

import re

from ishreja.intake.plan_grid import Line, Sheet, text_cells
from ishreja.language import _

_MAX_CELL_LINES = 40


def load(data: bytes) -> Sheet:
    """The text as a grid. The encoding is UTF-8 or UTF-16 by its mark, UTF-8, or else Windows-1251."""
    lines = []
    number = 0
    for count, fields in _records(decode(data).splitlines()):
        where = _("line {line}").format(line=number + 1)
        lines.append(Line(text_cells(fields), where, table=int(len(fields) > 1), row=number + 1))
        number += count
    return Sheet("", tuple(lines))


def decode(data: bytes) -> str:
    """The text of the bytes, which the guard found to be text: see load for the encodings."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251")


def _records(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Lines taken together and the fields they hold; a spreadsheet quotes a cell of several lines."""
    records = []
    at = 0
    while at < len(lines):
        taken, text = _whole(lines, at)
        records.append((taken, [_unquoted(field) for field in text.split("\t")]))
        at += taken
    return records


def _whole(lines: list[str], at: int) -> tuple[int, str]:
    """How many lines the record takes that starts at this one, and its text."""
    text, taken = lines[at], 1
    while _is_open(text.rsplit("\t", 1)[-1]):
        end = next(
            (
                ahead
                for ahead in range(at + taken, min(at + taken + _MAX_CELL_LINES, len(lines)))
                if _closes(lines[ahead].split("\t", 1)[0])
            ),
            None,
        )
        inside = lines[at + taken : end] if end else []
        if end is None or any("\t" in line for line in inside):
            break
        text = "\n".join([text, *inside, lines[end]])
        taken = end - at + 1
    return taken, text


def _is_open(field: str) -> bool:
    return field.startswith('"') and field.count('"') % 2 == 1


def _closes(field: str) -> bool:
    return field.endswith('"') and field.count('"') % 2 == 1


def _unquoted(field: str) -> str:
    """The field without a spreadsheet's quotes; quotation marks of the text itself stay."""
    inner = field[1:-1]
    quoted = len(field) > 1 and field[0] == field[-1] == '"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if quoted and re.search(r'""|\n', inner) else field
