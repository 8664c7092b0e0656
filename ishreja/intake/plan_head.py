"""What stands above the plan's table: who approved it, its title, its year and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ishreja.domain.places import find_place
from ishreja.domain.plan import Approval
from ishreja.domain.wording import key
from ishreja.intake.plan_grid import Line

_MONTHS = ("yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr",
           "dekabr")  # fmt: skip
_QUOTES = r"[«»\"'_ ]*"
_WORD_DATE = re.compile(
    rf"(?P<year>20\d\d)[-\s]*y(?:il|ildagi|\.)?[\s,]*{_QUOTES}(?P<day>\d{{0,2}}){_QUOTES}"
    r"[-\s]*(?P<month>[a-z]{3,9})(?![a-z])"
)
_DAY_FIRST = re.compile(
    rf"{_QUOTES}(?P<day>\d{{1,2}}){_QUOTES}[-\s]+(?P<month>[a-z]{{3,9}})[\s,]+(?P<year>20\d\d)"
    r"(?:[-\s]*(?:yil|g|god|goda|y)\b\.?)?"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>20\d\d)(?!\d)(?:[-\s]*y(?:il)?\b\.?)?"
)
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_TITLE = re.compile(r"ish ?reja|yillik reja|plan rabot|rabochiy plan|godovoy plan|\breja(?:si)?$|^plan\b")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEAR_WORD = re.compile(r"(?<!\d)(20\d\d)\s*-?\s*(?:y(?:il|\b)|g(?:od|\b))")
_ROLE = re.compile(
    r"(?:direktori?(?:ning)?(?: o'rinbosari)?|o'rinbosari|rahbari|boshlig'i|mudiri|raisi|vaziri?"
    r"|hokimi?(?:ning)?(?: o'rinbosari)?|direktor\w*|nachalnik\w*|zaveduyushi\w*|zamestitel\w*)\b"
)
_MARKER = re.compile(
    r"^(?:tasdiqlayman|tasdiqlandi|tasdiqlanadi|kelishildi|kelishilgan|utverjdayu|utverjdeno|soglasovano)$"
)
_CAPITAL, _SMALL = "[A-ZА-ЯЎҚҒҲЁ]", "[a-zа-яёўқғҳ'ʻʼ‘’`]"
_LETTERS = rf"(?:{_CAPITAL}{_SMALL}{{0,2}}\.\s?){{1,2}}"
_SURNAME = rf"{_CAPITAL}[\w'ʻʼ‘’`-]+"
_NAMES = (re.compile(_LETTERS + _SURNAME), re.compile(rf"{_SURNAME}\s{_LETTERS}(?!\w)"))
_BLANKS = re.compile(r"_{2,}|\.{4,}|…+|\(imzo\)|\bM\.\s?[OЎ]['ʻʼ‘’`]?\.?|М\.\s?[ЎП]\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The document's head: title with its lines joined, year and place if it names them."""

    title: str
    year: int | None
    place: str | None
    approvals: tuple[Approval, ...]


def read_head(lines: Sequence[Line]) -> Head:
    """What the lines above the table say; a name or date that is not there is "" or None."""
    blocks = _with_markers([part for block in _blocks(lines) for part in _cut_at_dates(block)])
    approvals = [block for block in blocks if _is_approval(block)]
    title = _title([block for block in blocks if not _is_approval(block)])
    found = _YEAR_WORD.search(key(title)) or _YEAR.search(title)
    return Head(
        title, int(found.group(1)) if found else None, _place(title, approvals), tuple(map(_approval, approvals))
    )


def read_date(text: str) -> date | None:
    """The first date in the text, in words or digits; None where there is none or its day is left blank."""
    found = _date_match(text)
    if found is None or not found.group("day"):
        return None
    month = _month(found.group("month"))
    try:
        return date(int(found.group("year")), month, int(found.group("day")))
    except ValueError:
        return None


def _date_match(text: str) -> re.Match[str] | None:
    """The match of a date; its day may be left blank."""
    plain = key(text.replace("_", " "))
    for pattern in (_ISO, _NUMERIC):
        if found := pattern.search(text):
            return found
    for pattern in (_DAY_FIRST, _WORD_DATE):
        for found in pattern.finditer(plain):
            if _month(found.group("month")):
                return found
    return None


def _month(word: str) -> int:
    """The month's number, whatever ending or language; 0 for another word."""
    if word.isdigit():
        return int(word)
    named = (at for at, name in enumerate(_MONTHS, 1) if word.startswith(name) and len(word) <= len(name) + 4)
    return next(named, 0)


def _blocks(lines: Sequence[Line]) -> list[list[str]]:
    """The head's lines in blocks: texts that stand together in one column, cut by blank lines and by tables."""
    blocks: list[list[str]] = []
    open_blocks: dict[int, list[str]] = {}
    table = None
    for line in lines:
        if line.table != table or not line.filled:
            open_blocks = {}
        table = line.table
        for at in [at for at in open_blocks if at >= len(line.cells) or not line.cells[at].own]:
            del open_blocks[at]
        for at in line.filled:
            if at not in open_blocks:
                open_blocks[at] = []
                blocks.append(open_blocks[at])
            open_blocks[at] += line.cells[at].own.split("\n")
    return blocks


def _cut_at_dates(block: list[str]) -> list[list[str]]:
    """The block in pieces, each ended by a line that is a date, or begun by the word for approval."""
    pieces: list[list[str]] = [[]]
    for text in block:
        if pieces[-1] and _MARKER.fullmatch(key(text)):
            pieces.append([])
        pieces[-1].append(text)
        if _is_date_line(text):
            pieces.append([])
    return [piece for piece in pieces if piece]


def _with_markers(blocks: Sequence[list[str]]) -> list[list[str]]:
    """The blocks, a word for approval that stands alone put to the block it is for: the first goes to the first."""
    joined: list[list[str]] = []
    waiting: list[list[str]] = []
    for block in blocks:
        if all(_MARKER.fullmatch(key(text)) for text in block):
            waiting.append(block)
        elif waiting and not _TITLE.search(key(" ".join(block))):
            joined.append([*waiting.pop(0), *block])
        else:
            joined.append(block)
    return joined


def _is_date_line(text: str) -> bool:
    found = _date_match(text) or re.search(r"20\d\d[-\s]*yil[\s«\"_]*[_»\"]{2,}|[«\"]_+[»\"]", text)
    return found is not None and len(text) <= len(found.group()) + 22 and not _TITLE.search(key(text))


def _is_approval(block: Sequence[str]) -> bool:
    text = " ".join(block)
    if _TITLE.search(key(text)) and not _MARKER.fullmatch(key(block[0])):
        return False
    marked = any(_MARKER.fullmatch(key(line)) for line in block)
    person = _ROLE.search(key(text)) is not None or _with_initials(text) is not None
    return marked or (person and (any(map(_is_date_line, block)) or _ROLE.search(key(text)) is not None))


def _approval(block: Sequence[str]) -> Approval:
    lines = [text for text in block if not _MARKER.fullmatch(key(text))]
    day = next((found for found in map(read_date, lines) if found), None)
    texts = [_without_date(text) for text in lines]
    name, role = _name_and_role([text for text in texts if text])
    return Approval(name, role, day)


def _without_date(text: str) -> str:
    if _is_date_line(text):
        return ""
    return " ".join(_BLANKS.sub(" ", text).split()).strip(" ,;")


def _name_and_role(lines: Sequence[str]) -> tuple[str, str]:
    """Name and role: the name has initials, or stands behind the word for the office, or alone on the last line."""
    text = _joined(lines)
    initials = _with_initials(text)
    if initials:
        return initials.group().strip(), " ".join((text[: initials.start()] + " " + text[initials.end() :]).split())
    words = text.split()
    for at in range(len(words) - 1, 0, -1):
        if _ROLE.fullmatch(key(words[at - 1])) and _is_name(words[at:]):
            return " ".join(words[at:]), " ".join(words[:at])
    if len(lines) > 1 and _is_name(lines[-1].split()):
        return lines[-1], _joined(lines[:-1])
    office_first = bool(words) and _ROLE.fullmatch(key(words[0])) is not None
    if len(words) > 2 and _is_name(words[-1:]) and (office_first or words[-2][:1].islower()):
        return words[-1], " ".join(words[:-1])
    return "", text


def _with_initials(text: str) -> re.Match[str] | None:
    """A name with initials, before the surname or, where there is no such, behind it."""
    return next((found for pattern in _NAMES if (found := pattern.search(text))), None)


def _is_name(words: Sequence[str]) -> bool:
    return (
        0 < len(words) <= 4 and all(word[:1].isupper() for word in words[:1]) and not _ROLE.search(key(" ".join(words)))
    )


def _title(blocks: Sequence[Sequence[str]]) -> str:
    """The lines of the block that calls itself a plan, with the lines above it that name the centre or the year."""
    at = next((at for at in range(len(blocks) - 1, -1, -1) if _TITLE.search(key(" ".join(blocks[at])))), None)
    if at is None:
        return " ".join(" ".join(line for block in blocks for line in block).split())
    texts = list(blocks[at])
    while at and not _names_itself(texts) and _belongs_to_title(blocks[at - 1]):
        at -= 1
        texts = [*blocks[at], *texts]
    behind = blocks[at + 1 : at + 2]
    if behind and not _YEAR.search(" ".join(texts)) and re.search(r"20\d\d", " ".join(behind[0])):
        texts += behind[0]
    return _joined(texts)


def _joined(lines: Sequence[str]) -> str:
    """The lines as one; a hyphen at a line's end joins its word to the next line."""
    return re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(" ".join(lines).split()))


def _names_itself(texts: Sequence[str]) -> bool:
    """Whether the title says both whose plan it is and for which year."""
    text = " ".join(texts)
    return _YEAR.search(text) is not None and re.search(r"marka[zs]|kutubxona|akm|sentr|bibliot", key(text)) is not None


def _belongs_to_title(block: Sequence[str]) -> bool:
    text = key(" ".join(block))
    return re.search(r"marka[zs]|kutubxona|akm|20\d\d|uchun|sentr|bibliot", text) is not None


def _place(title: str, approvals: Sequence[Sequence[str]]) -> str | None:
    """The place that the title names, else the last that an approval names (the centre's own).

    A region that approves the plan of a centre which is not clear is not the plan's place.
    """
    named = find_place(title)
    approving = [place for block in reversed(approvals) if (place := find_place(" ".join(block)))]
    if named is None and len(approving) == len(approvals):
        named = next(iter(approving), None)
    return named.code if named else next((place.code for place in approving if place.kind != "region"), None)
