"""What a column's headings say it holds: Uzbek in both scripts and Russian, whole or cut by a narrow column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from ishreja.domain.wording import key

_LONGEST = 90
_SURE = 45  # letters up to which a text that names a column is a heading


class Role(StrEnum):
    """What a column of the plan holds."""

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

_QUARTER = re.compile(r"(?<![\w-])(iv|i{1,3}|[1-4])(?:-?(?:inchi|chi|y|iy|oy))?[\s.-]*(?:chorak|chor\b|kvartal|kv\b)")
_QUARTER_WORDS = re.compile(
    r"(birinchi|ikkinchi|uchinchi|to'rtinchi|perv|vtor|tret|chetv)\w* (?:chorak|kvartal)|\bq([1-4])\b"
)
_QUARTER_AFTER = re.compile(r"(?:chorak|kvartal|kv\.?)\s*(iv|i{1,3}|[1-4])\b")
_BARE_QUARTER = re.compile(r"(iv|i{1,3}|[1-4])(?:-?ch\.?|\s*-?kv\.?)?")
_ROMAN_QUARTER = re.compile(r"(iv|i{1,3})")
_QUARTER_NUMBER = {"i": 0, "ii": 1, "iii": 2, "iv": 3, "1": 0, "2": 1, "3": 2, "4": 3}
_QUARTER_NUMBER |= {
    "birinchi": 0,
    "ikkinchi": 1,
    "uchinchi": 2,
    "to'rtinchi": 3,
    "perv": 0,
    "vtor": 1,
    "tret": 2,
    "chetv": 3,
}
_MONTH = re.compile(r"\b(?:yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr)")
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
_NUMBER = re.compile(r"no|n|tr|notr|ntr|nopp|npp|pp|tn|qs|tartibraqami?|raqami?|tartib|xatno|nn|nomer")
_PLANNED = re.compile(r"reja|plan|prognoz")
_TOTAL = re.compile(r"jami|yillik|yilbo'yicha|vsego|itogo|umumiy|zagod|yiluchun")
_PLANNED_WORK = re.compile(r"(?:reja|plan).*(?:tadbir|ishlar|meropriyat|vazifa|ko'rsatkich|pokazatel)")

# Role, and what its heading's key, all but letters taken out, contains. The first that fits is taken.
_HEADINGS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (
            Role.OTHER,
            r"izoh|primechan|eslatma|bajarilish(?:i|foizi|holati)$|bajarildi|foiz|prosent|belgi|natija|rezultat|manba",
        ),
        (Role.UNIT, r"o'?lch|birlig|birlik|edinis|edizm|izmeren"),
        (
            Role.DEADLINE,
            r"muddat|srok|period|dataisp|(?:bajarish|oshirish|o'tkazish|ilish)vaqti|^sana(?:si)?$|^vaqti$|^data$",
        ),
        (Role.SERVICES, r"ma'?s'?ul|ijrochi|ijroet|bajaruvchi|otvetstv|ispolnitel|javobgar|xizmat(?:lar)?i?$|^bo'lim"),
        (Role.MECHANISM, r"mexanizm|amalgaoshirish|usullari|sposob|realizasi"),
        (Role.NAME, r"nomi|^nom$|nomlanish|naimenovan|nazvani|mazmun|soderjan"),
        (Role.PREVIOUS, r"fakt|amalda|haqiqat|bajarilgan|otchet|o'tganyil|proshl|bazaviy|bazov"),
        (Role.TARGET, r"reja|plan|prognoz|topshiriq|maqsadli|selevo"),
        (Role.TARGET, r"miqdor|hajm|soni|^son$|kolichestv|kolvo|ob'?em|ob'?yom|jami|yillik"),
        (
            Role.NAME,
            r"ko'rsatkich|indikator|pokazatel|tadbir|ishtur|meropriyat|vazifa|ishlar|faoliyat|zadach|rabot|yo'nalish",
        ),
    )
)
_LABEL_WORD = re.compile(
    r"nom|o'?lch[ao]|birli|miqdor|fakt|reja|yil|god|amalg|oshir|mexan|bajar|muddat|mas'|mas|xizmat|chorak|kvartal|jami"
    r"|shu|jumla|shundan|soni|hajm|ko'rsat|tadbir|ijro|otvet|ispol|srok|edin|izm|plan|kolich|naimen|ob'|tom|chis|vsego"
    r"|itogo|bo'yich|po|r$|no$|t$|n$|p$|izoh|primech|realiz|pokaz|merop|mazmun|vazifa|dan|iborat|kv|i{1,3}$|iv$|tartib"
    r"|raqam|kutil|haqiq|amalda|va$|ish|taqsim|\d+$|uchun|bo'lim|vaqt|lari$|si$|gi$|nizm|lig"
)


def is_short(text: str) -> bool:
    """Whether the text is no longer than a heading can be."""
    return len(text) <= _LONGEST


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Whether the text is worded like a heading, also where a narrow column cut its words."""
    if not is_short(text):
        return False
    if len(text) <= _SURE and role_of((text,)) is not None:
        return True
    return any(_worded_like_label(each) for each in {text, text.replace("\n", "")})


@lru_cache(maxsize=1024)
def role_of(path: tuple[str, ...]) -> Role | None:
    """What a column with these headings, from the top down, holds; None where they do not say."""
    if not path:
        return None
    quarter = _quarter(path)
    if quarter is not None:
        return QUARTERS[quarter]
    whole = " ".join(path)
    squeezed = _squeezed(whole)
    if (_NUMBER.fullmatch(squeezed) and not re.search(r"\d", whole)) or whole == "#":
        return Role.NUMBER
    if any(_MONTH.search(key(text)) for text in path) and "muddat" not in squeezed:
        return Role.OTHER
    for role, pattern in _HEADINGS:
        if pattern.search(squeezed):
            done_before = role is Role.OTHER and "bajaril" in squeezed and year_of(whole)
            return Role.PREVIOUS if done_before else role
    return Role.TARGET if year_of(whole) else None


def year_of(text: str) -> int | None:
    """The first year in a heading."""
    found = _YEAR.search(text)
    return int(found.group(1)) if found else None


def says_planned(text: str) -> bool:
    """Whether a heading of amounts speaks of the plan."""
    return _PLANNED.search(_squeezed(text)) is not None


def says_total(text: str) -> bool:
    """Whether a heading of amounts speaks of the whole year."""
    return _TOTAL.search(_squeezed(text)) is not None


def says_planned_work(text: str) -> bool:
    """Whether a heading speaks of the work that is planned, and so heads the names."""
    return _PLANNED_WORK.search(_squeezed(text)) is not None


def _quarter(path: Sequence[str]) -> int | None:
    """The quarter of the column, from 0: its lowest heading or the one above says it."""
    for depth in range(len(path) - 1, max(-1, len(path) - 3), -1):
        heading = key(path[depth])
        if len(_QUARTER.findall(heading)) > 1:
            continue
        found = _QUARTER.search(heading) or _QUARTER_AFTER.search(heading) or _QUARTER_WORDS.search(heading)
        above = key(" ".join(path[:depth]))
        if found is None and ("chorak" in above or "kvartal" in above):
            found = _BARE_QUARTER.fullmatch(heading)
        elif found is None and says_planned(above):
            found = _ROMAN_QUARTER.fullmatch(heading)
        if found:
            return _QUARTER_NUMBER[found.group(1) or found.group(2)]
    return None


def _worded_like_label(text: str) -> bool:
    words = re.findall(r"[a-z']+|\d+", key(text))
    return not words or 2 * sum(bool(_LABEL_WORD.match(word)) for word in words) > len(words)


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z']", "", key(text))
