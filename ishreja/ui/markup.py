"""Small pieces of HTML that every screen is made of: light, printable, readable by a screen reader.

Everything that comes from a document or a person goes through `text`; only these functions write tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from ishreja.domain.progress import Status
from ishreja.language import _, percent, script
from ishreja.views.names import status_word as status_word

STYLE = Path(__file__).parent / "assets" / "style.css"

SHAPES: dict[Status, str] = {
    Status.DONE: "✔",
    Status.ON_PLAN: "●",
    Status.WATCH: "◐",
    Status.BEHIND: "▼",
    Status.OVERDUE: "✕",
    Status.NOT_DUE: "○",
    Status.NOT_REPORTED: "–",
    Status.NOT_SET: "?",
    Status.NO_TARGET: "·",
}


def text(value: str | None) -> str:
    """Text as HTML, in the letters of the language in force; empty for None."""
    return escape(script(value)) if value else ""


def phone_number(number: str | None) -> str:
    """A row's number before its name on a phone, where the column of numbers is left out; HTML."""
    return f'<span class="ir-narrow">{escape(number)}. </span>' if number else ""


def show(markup: str) -> None:
    """Draw a piece of HTML, nothing for an empty one."""
    if markup:
        st.html(markup)


def status_badge(status: Status, extra: str = "") -> str:
    """The status as shape and word in its colour."""
    word = escape(status_word(status)) + (f" · {escape(extra)}" if extra else "")
    return f'<span class="ir-status ir-{status.value}"><span aria-hidden="true">{SHAPES[status]}</span> {word}</span>'


def draft_mark(rests: object) -> str:
    """What stands after a value that rests on a draft, as HTML; empty after any other."""
    if not rests:
        return ""
    word = escape(_("with drafts, not submitted yet"))
    shown = f'<span aria-hidden="true">✎</span><span class="ir-hidden">{word}</span>'
    return f' <span class="ir-draft" title="{word}">{shown}</span>'


def bar(share: Decimal | None, status: Status | None = None) -> str:
    """A percent as a bar with its number; the bar stops at 100, the number never does. Empty where unknown."""
    if share is None:
        return '<span class="ir-unknown">–</span>'
    width = min(max(share * 100, Decimal(0)), Decimal(100))
    tone = f" ir-{status.value}" if status else ""
    return (
        f'<span class="ir-bar{tone}"><span class="ir-track"><span style="width:{width:.0f}%"></span></span>'
        f"<span>{percent(share)}</span></span>"
    )


def address(page: str, **parameters: object) -> str:
    """A relative address of a page with plain-text parameters; those that are None are left out."""
    query = urlencode({name: str(value) for name, value in parameters.items() if value is not None})
    return escape(f"{page}?{query}" if query else page)


def link(label: str, href: str) -> str:
    """A link within the product; label is HTML, href comes from `address`."""
    return f'<a href="{href}">{label}</a>'


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, how its cells stand, and its share of the width in percent (0: what is left).

    where says on which widths it is shown: everywhere, or only where there is room. "name" is a left-aligned
    column that heads the row's card on a phone.
    """

    label: str
    align: Literal["left", "right", "center", "name"] = "left"
    width: int = 0
    where: Literal["everywhere", "wide"] = "everywhere"


@dataclass(frozen=True, slots=True)
class Group:
    """A line across the table that heads the rows after it; markup is HTML."""

    markup: str


def table(columns: Sequence[Column], rows: Iterable[Sequence[str] | Group], *, caption: str) -> str:
    """A table whose cells are HTML. On a phone each row becomes a card with the headings beside the values."""
    classes = [f"ir-{c.align}" + (" ir-wide" if c.where == "wide" else "") for c in columns]
    widths = [f' style="width:{c.width}%"' if c.width else "" for c in columns]
    head = "".join(
        f'<th scope="col" class="{name}"{width}>{escape(c.label)}</th>'
        for c, name, width in zip(columns, classes, widths, strict=True)
    )
    body = []
    for row in rows:
        if isinstance(row, Group):
            body.append(f'<tr class="ir-group"><th scope="rowgroup" colspan="{len(columns)}">{row.markup}</th></tr>')
            continue
        cells = "".join(
            f'<td class="{name}" data-label="{escape(c.label)}">{cell}</td>'
            for c, name, cell in zip(columns, classes, row, strict=True)
        )
        body.append(f"<tr>{cells}</tr>")
    return (
        f'<table class="ir-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def card(label: str, value: str, detail: str = "", *, picture: str = "", tone: str = "", href: str = "") -> str:
    """A KPI card: label, figure, one line of detail and a small picture. value, detail and picture are HTML."""
    title = f'<a href="{href}">{escape(label)}</a>' if href else escape(label)
    return (
        f'<div class="ir-card{f" ir-{tone}" if tone else ""}"><div class="ir-label">{title}</div>'
        f'<div class="ir-value">{value}</div><div class="ir-detail">{detail}</div>{picture}</div>'
    )


def grid(items: Iterable[str], *, smallest: int = 150) -> str:
    """Cards that reflow; smallest is the least width of one in pixels."""
    return f'<div class="ir-grid" style="--smallest:{smallest}px">{"".join(items)}</div>'


def heading(title: str, detail: str = "", *, level: int = 2) -> str:
    """A section's heading with one muted line under it; both plain text."""
    under = f'<p class="ir-muted">{escape(detail)}</p>' if detail else ""
    return f"<h{level}>{escape(title)}</h{level}>{under}"


def note(message: str, *, tone: str = "") -> str:
    """A muted box with a sentence or two; message is plain text."""
    return f'<p class="ir-note{f" ir-{tone}" if tone else ""}">{escape(message)}</p>'
