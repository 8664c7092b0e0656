"""Finding the header of the plan's table and what each column holds, in any order, script and language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ishreja.domain.wording import key
from ishreja.intake.plan_grid import Line

_MAX_HEIGHT = 5
_MAX_LABEL = 90
_MAX_SURE_LABEL = 30  # letters up to which a text that names a column is a heading


class Role(StrEnum):
    """What a column of the plan holds; total is the whole amount beside quarters."""

    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    PREVIOUS = "previous"
    TARGET = "target"
    QUARTER_1 = "quarter_1"
    QUARTER_2 = "quarter_2"
    QUARTER_3 = "quarter_3"
    QUARTER_4 = "quarter_4"
    MECHANISM = "mechanism"
    DEADLINE = "deadline"
    SERVICES = "services"
    OTHER = "other"


QUARTERS = (Role.QUARTER_1, Role.QUARTER_2, Role.QUARTER_3, Role.QUARTER_4)
FIGURES = (Role.PREVIOUS, Role.TARGET, *QUARTERS)
TEXTS = (Role.NAME, Role.UNIT, Role.MECHANISM, Role.DEADLINE, Role.SERVICES)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table.

    roles: position to role; first and last: the header's lines; plan_year and fact_year: the years in the
    headings of target and previous fact, if they name any; labels: the keys of all headings.
    """

    roles: dict[int, Role]
    first: int
    last: int
    plan_year: int | None
    fact_year: int | None
    labels: frozenset[str]

    def has(self, role: Role) -> bool:
        """Whether the table has such a column."""
        return role in self.roles.values()


_QUARTER = re.compile(r"(?<![\w-])(iv|i{1,3}|[1-4])(?:-?(?:inchi|chi|y|iy|oy))?[\s.-]*(?:chorak|chor\b|kvartal|kv\b)")
_QUARTER_AFTER = re.compile(r"(?:chorak|kvartal|kv\.?)\s*(iv|i{1,3}|[1-4])\b")
_BARE_QUARTER = re.compile(r"(iv|i{1,3}|[1-4])(?:-?ch\.?|\s*-?kv\.?)?")
_QUARTER_NUMBER = {"i": 0, "ii": 1, "iii": 2, "iv": 3, "1": 0, "2": 1, "3": 2, "4": 3}
_MONTH = re.compile(r"\b(?:yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr)")
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
_NUMBER = re.compile(r"no|n|tr|notr|ntr|nopp|npp|pp|tn|qs|tartibraqami?|raqami?|tartib|xatno|h|nn|nomer|porno")
_TOTAL = re.compile(r"jami|yillik|yilbo'yicha|vsego|itogo|umumiy|zagod|yiluchun")

# Role, and what its heading's key, spaces and hyphens taken out, contains. The first that fits is taken.
_HEADINGS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.OTHER, r"izoh|primechan|eslatma|bajarilish(?:i|foizi|holati)$|bajarildi|foiz|prosent|belgi"),
        (Role.UNIT, r"o'?lcho|birlig|edinis|edizm|izmeren|^birlik"),
        (Role.DEADLINE, r"muddat|srok|bajarilishvaqti|o'tkazishvaqti|amalgaoshirishvaqti|^sana(?:si)?$|^vaqti$"),
        (Role.SERVICES, r"ma'?s'?ul|ijrochi|otvetstv|ispolnitel|javobgar|^xizmat(?:lar)?i?$|^bo'lim"),
        (Role.MECHANISM, r"mexanizm|amalgaoshirish|usullari|sposob|realizasi"),
        (Role.NAME, r"nomi|^nom$|nomlanish|naimenovan|nazvani|mazmun|soderjan"),
        (Role.PREVIOUS, r"fakt|amalda|haqiqat|bajarilgan|otchet|o'tganyil|proshl"),
        (Role.TARGET, r"reja|plan|prognoz|topshiriq|selevo"),
        (Role.TARGET, r"miqdor|hajm|soni|^son$|kolichestv|kolvo|ob'?em|ob'?yom|jami|yillik"),
        (Role.NAME, r"ko'rsatkich|pokazatel|tadbir|meropriyat|vazifa|ishlar|faoliyat|zadach|rabot|yo'nalish"),
    )
)
_PLANNED_WORK = re.compile(r"(?:reja|plan).*(?:tadbir|ishlar|meropriyat|vazifa|ko'rsatkich|pokazatel)")
_LABEL_WORD = re.compile(
    r"nom|o'?lcho|birli|miqdor|fakt|reja|yil|god|amalg|oshir|mexan|bajar|muddat|mas'|mas|xizmat|chorak|kvartal|jami"
    r"|shu|jumla|shundan|soni|hajm|ko'rsat|tadbir|ijro|otvet|ispol|srok|edin|izm|plan|kolich|naimen|ob'|tom|chis|vsego"
    r"|itogo|bo'yich|po|r$|no$|t$|n$|p$|izoh|primech|realiz|pokaz|merop|mazmun|vazifa|dan|iborat|kv|i{1,3}$|iv$"
    r"|tartib|raqam|rejalash|kutil|haqiq|amalda|va$|ish|nomlan|taqsim|\d+$|uchun|bo'lim|vaqt|birlig|lari$|si$|gi$|nizm|lig"
)


def find(lines: Sequence[Line], start: int = 0, *, least: int = 3) -> Columns | None:
    """The first header from this line on: a name and, all told, at least this many kinds of columns."""
    for first in range(start, len(lines)):
        columns = at(lines, first, least=least)
        if columns is not None:
            return columns
    return None


def at(lines: Sequence[Line], first: int, *, least: int = 3, known: frozenset[str] = frozenset()) -> Columns | None:
    """The header that begins with this very line, with all its lines, or None.

    known are the headings of a header that stood before: one that begins with them has no others.
    """
    if not _is_label_line(lines[first]) or len(lines[first].filled) < 2:
        return None
    repeats = _labels(lines[first : first + 1]) <= known
    height = 1
    while height < _MAX_HEIGHT and first + height < len(lines) and _continues(lines, first, first + height):
        if repeats and not _labels(lines[first + height : first + height + 1]) <= known:
            break
        height += 1
    while height and (columns := _columns(lines, first, height, least)) is None:
        height -= 1
    return columns if height else None


def _is_label_line(line: Line) -> bool:
    return all(_is_label(cell.text) for cell in line.cells if cell.text)


def _continues(lines: Sequence[Line], first: int, here: int) -> bool:
    """Whether the line still belongs to the header: headings only, or the row of column numbers."""
    line = lines[here]
    if line.table != lines[first].table or line.filled in ((), (0,)):  # a lone text at the left is a section
        return False
    if is_column_numbers(line):
        return True
    roles = _roles(lines[first:here])
    at_number = [line.cells[at].own for at, role in roles.items() if role is Role.NUMBER and at < len(line.cells)]
    return _is_label_line(line) and not any(re.match(r"\d", text) for text in at_number)


def is_column_numbers(line: Line) -> bool:
    """Whether the line only numbers the columns: 1 2 3 4 5."""
    numbers = [cell.own.rstrip(".") for cell in line.cells if cell.own]
    return len(numbers) > 3 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


@lru_cache(maxsize=4096)
def _is_label(text: str) -> bool:
    """Whether the text is worded like a heading, also where a narrow column cut its words."""
    if len(text) > _MAX_LABEL:
        return False
    if len(text) <= _MAX_SURE_LABEL and _role((text,)) is not None:
        return True
    return any(_worded_like_label(each) for each in {text, text.replace("\n", "")})


def _worded_like_label(text: str) -> bool:
    words = re.findall(r"[a-z']+|\d+", key(text))
    return not words or 2 * sum(bool(_LABEL_WORD.match(word)) for word in words) > len(words)


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z']", "", key(text))


def _columns(lines: Sequence[Line], first: int, height: int, least: int) -> Columns | None:
    header = [line for line in lines[first : first + height] if not is_column_numbers(line)]
    paths = _paths(header)
    roles = _resolved(paths, _roles(header))
    found = set(roles.values()) - {Role.OTHER}
    if Role.NAME not in found or len(found) < least:
        return None
    years = {role: _year(" ".join(paths[at])) for at, role in roles.items()}
    return Columns(
        roles,
        first,
        first + height - 1,
        _plan_year(paths, roles, years),
        years.get(Role.PREVIOUS),
        _labels(lines[first : first + height]),
    )


def _labels(header: Sequence[Line]) -> frozenset[str]:
    return frozenset(key(cell.text) for line in header for cell in line.cells if cell.text)


def _plan_year(paths: dict[int, list[str]], roles: dict[int, Role], years: dict[Role, int | None]) -> int | None:
    if years.get(Role.TARGET):
        return years[Role.TARGET]
    return next((years[role] for role in QUARTERS if years.get(role)), None)


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found.group(1)) if found else None


def _paths(header: Sequence[Line]) -> dict[int, list[str]]:
    """For each position its headings from the top down; a heading above several columns stands over each."""
    width = max(len(line.cells) for line in header)
    paths: dict[int, list[str]] = {at: [] for at in range(width)}
    for depth, line in enumerate(header):
        below = header[depth + 1 :]
        over = ""
        for at in range(width):
            cell = line.cells[at] if at < len(line.cells) else None
            text = cell.own if cell else ""
            spread = cell is not None and (cell.left or _is_under(line, below, at))
            if text:
                over = text
            elif not spread or (cell is not None and cell.above):
                over = ""
            if over:
                paths[at].append(over)
    return paths


def _is_under(line: Line, below: Sequence[Line], at: int) -> bool:
    """Whether a blank cell is part of the heading on its left: both have a heading of their own below."""
    merged = any(cell.left or cell.above for cell in line.cells)
    return not merged and at > 0 and any(all(_own(other, side) for side in (at - 1, at)) for other in below)


def _own(line: Line, at: int) -> str:
    return line.cells[at].own if at < len(line.cells) else ""


def _roles(header: Sequence[Line]) -> dict[int, Role]:
    roles = {}
    for at, path in _paths(header).items():
        role = _role(tuple(path))
        if role:
            roles[at] = role
    return roles


@lru_cache(maxsize=1024)
def _role(path: tuple[str, ...]) -> Role | None:
    """What a column with these headings, from the top down, holds."""
    if not path:
        return None
    quarter = _quarter(path)
    if quarter is not None:
        return QUARTERS[quarter]
    whole = " ".join(path)
    if _NUMBER.fullmatch(_squeezed(whole)) or whole == "#":
        return Role.NUMBER
    if any(_MONTH.search(key(text)) for text in path) and "muddat" not in key(whole):
        return Role.OTHER
    squeezed = _squeezed(whole)
    for role, pattern in _HEADINGS:
        if pattern.search(squeezed):
            return Role.PREVIOUS if role is Role.OTHER and "bajaril" in squeezed and _year(whole) else role
    return Role.TARGET if _year(whole) else None


def _quarter(path: Sequence[str]) -> int | None:
    leaf = key(path[-1])
    found = _QUARTER.search(leaf) or _QUARTER_AFTER.search(leaf)
    if found is None and any(word in key(" ".join(path[:-1])) for word in ("chorak", "kvartal")):
        found = _BARE_QUARTER.fullmatch(leaf)
    several = len(_QUARTER.findall(leaf)) > 1
    return _QUARTER_NUMBER[found.group(1)] if found and not several else None


def _resolved(paths: dict[int, list[str]], roles: dict[int, Role]) -> dict[int, Role]:
    """One column a role: of several amounts the plan's own year is the target, the year before the fact."""
    if Role.NAME not in roles.values():  # "planned work" heads the names, not the amounts
        roles = {
            at: Role.NAME if _PLANNED_WORK.search(_squeezed(paths[at][-1])) else role for at, role in roles.items()
        }
    amounts = [at for at, role in roles.items() if role in (Role.PREVIOUS, Role.TARGET)]
    chosen = _amounts(paths, amounts, roles)
    resolved: dict[int, Role] = {}
    for at, role in roles.items():
        if at in amounts:
            role = chosen.get(at, Role.OTHER)
        apart = at - 1 not in resolved or resolved[at - 1] is not role or paths[at] != paths[at - 1]
        resolved[at] = Role.OTHER if role in resolved.values() and apart else role
    return resolved


def _amounts(paths: dict[int, list[str]], amounts: list[int], roles: dict[int, Role]) -> dict[int, Role]:
    """Which of the columns with amounts are the target and the fact of the year before."""
    texts = {at: " / ".join(paths[at]) for at in amounts}
    groups: dict[str, list[int]] = {}
    for at in amounts:
        groups.setdefault(texts[at], []).append(at)
    columns = [(_year(text), roles[group[0]], text, group) for text, group in groups.items()]
    plans = [column for column in columns if column[1] is Role.TARGET]
    if not plans:
        return {at: Role.PREVIOUS for column in columns[:1] for at in column[3]}
    plan = _plan_column(plans)
    facts = [column for column in columns if column is not plan]
    fact = _fact_column(facts, plan[0])
    chosen = dict.fromkeys(plan[3], Role.TARGET)
    return chosen | (dict.fromkeys(fact[3], Role.PREVIOUS) if fact else {})


_Column = tuple[int | None, Role, str, list[int]]


def _plan_column(plans: Sequence[_Column]) -> _Column:
    worded = [column for column in plans if re.search(r"reja|plan|prognoz", _squeezed(column[2]))] or list(plans)
    total = [column for column in worded if _TOTAL.search(_squeezed(column[2]))]
    if total:
        return total[0]
    return (
        worded[0]
        if len(worded) == len(plans) > 1 and not all(c[0] for c in worded)
        else max(worded, key=lambda column: (column[0] or 0, -column[3][0]))
    )


def _fact_column(facts: Sequence[_Column], plan_year: int | None) -> _Column | None:
    """The fact of the year before the plan's; a fact of the plan's own year is not one."""
    earlier = [
        column
        for column in facts
        if (column[0] is not None and plan_year is not None and column[0] < plan_year)
        or (column[1] is Role.PREVIOUS and (column[0] is None or plan_year is None))
    ]
    return max(earlier, key=lambda column: column[0] or 0, default=None)
