"""What a row measures, inferred from what it says; the office may change it."""

from __future__ import annotations

import re

from ishreja.domain.catalogue import find
from ishreja.domain.plan import Kind, PlanRow, Recurrence
from ishreja.domain.wording import key

# A decree, an order, a resolution, an instruction, a control plan, a road map: Uzbek, then Russian, as keys.
_ORDER = re.compile(
    r"\b(?:buyru[gq]|farmo(?:n|yish)|qaror|topshiri[gq]|nazorat reja|yo'l xarita"
    r"|prikaz|ukaz(?:a|u|om|i)?\b|rasporyajen|postanovlen|poruchen|dorojn\w+ kart)"
)
_STOCKTAKE = re.compile(r"\b(?:xatlov|inventari[sz])")
_DOCUMENTS = frozenset(
    map(key, ("Hujjat", "Hujjatlar", "Maʼlumot", "Maʼlumotlar", "Maʼlumotnoma", "Roʻyxat", "Roʻyhat",
              "Konferensiya", "Xizmat", "Документ", "Документы", "Документов", "Информация", "Справка", "Список",
              "Конференция", "Услуга"))
)  # fmt: skip


def infer_kind(row: PlanRow, has_children: bool) -> tuple[Kind, str]:
    """What a row measures and the ground of it, as a code.

    Grounds: catalogue (a wording known from the national template), order_in_name, stocktake,
    document_recurs and document_once (by unit, target and deadline), children (a row with children and no
    target), otherwise (a flow).
    """
    known = find(row.name)
    if known and (known.kind != Kind.HEADING or has_children):
        return known.kind, "catalogue"
    wording = key(row.name)
    if _ORDER.search(wording):
        return Kind.ORDER, "order_in_name"
    if _STOCKTAKE.search(wording) or _STOCKTAKE.search(key(row.unit or "")):
        return Kind.LEVEL, "stocktake"
    if key(row.unit or "") in _DOCUMENTS:
        recurs = row.schedule is not None and row.schedule.recurrence != Recurrence.NONE
        if recurs or (row.target is not None and row.target > 1):
            return Kind.RECURRING, "document_recurs"
        return Kind.ONE_OFF, "document_once"
    if has_children and row.target is None:
        return Kind.HEADING, "children"
    return Kind.FLOW, "otherwise"
