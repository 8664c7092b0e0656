"""A list of places from a spreadsheet saved as text: code, name, kind and the code of the place above, a line each."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from ishreja.domain.wording import key
from ishreja.errors import UserError
from ishreja.intake import guard
from ishreja.intake.guard import FileKind
from ishreja.intake.plan_text import decode
from ishreja.language import _, number

MOST = 500
_FIELDS = {
    "code": ("code", "kod", "kodi", "soato", "mhobt"),
    "name": ("name", "nom", "nomi"),
    "kind": ("kind", "tur", "turi"),
    "parent": ("parent", "yuqori", "yuqori hudud", "yuqori hudud kodi"),
}
_KINDS = {
    "region": ("region", "viloyat", "viloyati"),
    "district": ("district", "tuman", "tumani"),
    "city": ("city", "shahar", "shahri"),
}


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A line of the list as it stands there; kind is region, district or city where that was understood."""

    line: int
    code: str
    name: str
    kind: str
    parent: str


def read_places(data: bytes, name: str) -> tuple[PlaceLine, ...]:
    """The lines of the file, empty ones left out. Raises UserError where it is no such list."""
    guard.check(data, name, (FileKind.TEXT,))
    text = decode(data)
    first = text.partition("\n")[0]
    mark = max(";\t,", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        columns = _columns(next(reader, []))
        found = [_line(reader.line_num, cells, columns) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise UserError(_wanted()) from error
    if not found:
        raise UserError(_wanted())
    if len(found) > MOST:
        raise UserError(_("The list has more than {count} places. Part it in two.").format(count=number(MOST)))
    return tuple(found)


def _columns(heads: list[str]) -> dict[str, int]:
    """Where each field stands, by the header. Raises UserError where one is missing."""
    named = {key(head): index for index, head in enumerate(heads)}
    found = {field: next((named[word] for word in words if word in named), None) for field, words in _FIELDS.items()}
    columns = {field: index for field, index in found.items() if index is not None}
    if len(columns) < len(_FIELDS):
        raise UserError(_wanted())
    return columns


def _line(line: int, cells: list[str], columns: dict[str, int]) -> PlaceLine:
    values = {field: cells[index].strip() if index < len(cells) else "" for field, index in columns.items()}
    kind = next((kind for kind, words in _KINDS.items() if key(values["kind"]) in words), values["kind"])
    return PlaceLine(line, values["code"], values["name"], kind, values["parent"])


def _wanted() -> str:
    return _("The file needs a first line with the words kod, nomi, turi, yuqori, and a place in each line after it.")
