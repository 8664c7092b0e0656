"""The page of what waits: group by group a table, each line a link to where it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from ishreja import language
from ishreja.access import Actor
from ishreja.access.actors import VIEWER
from ishreja.language import _, number, official_date, script
from ishreja.ui import keys, markup
from ishreja.ui.markup import Column
from ishreja.views import inbox_words
from ishreja.views.inbox_items import FOR_KNOWLEDGE, Group, Inbox, Item, Reason
from ishreja.views.names import place_name

FIRST, FIRST_LATE = 10, 2
"""How many of a group are seen at once; the names of late places are much the same month after month."""
_LOOKS = {
    Reason.DRAFT: ("✎", "watch"),
    Reason.RETURNED: ("↩", "watch"),
    Reason.GRANTED: ("↩", "watch"),
    Reason.WAITING: ("●", "submitted"),
    Reason.ASKED: ("?", "watch"),
    Reason.DOUBTFUL: ("?", "watch"),
    Reason.EXPIRED: ("✕", "overdue"),
    Reason.NO_DIRECTOR: ("–", "not_reported"),
    Reason.LATE: ("✕", "overdue"),
    Reason.INVITED: ("◐", "not_due"),
    Reason.REFUSED: ("–", "not_reported"),
}


def title(view: Inbox | None = None) -> str:
    """The page's name, with the count of what waits where there is a view of it and anything waits."""
    name = _("To do")
    return f"{name} ({number(view.count)})" if view is not None and view.count else name


def top(view: Inbox, actor: Actor) -> str:
    """The page's heading: whose it is and how much waits, as HTML."""
    said = [script(actor.name), place_name(actor.place)]
    said.append(official_date(view.today))
    return f'<div class="ir-top ir-inbox">{markup.heading(title(view), " · ".join(said), level=1)}</div>'


def empty(view: Inbox, actor: Actor) -> str:
    """What stands here where there is nothing to do, as HTML; empty where there is."""
    if actor.role == VIEWER:
        return markup.note(_("You look on: nothing is asked of you. All that you may see is on the other pages."))
    return "" if view.count else markup.note(_("Nothing waits for you now."))


def groups(view: Inbox) -> str:
    """Everything that waits, as HTML."""
    return "".join(_group(group, items, view.today) for group, items in view.groups)


def _group(group: Group, items: Sequence[Item], today: date) -> str:
    name = inbox_words.group_title(group)
    heading = markup.heading(f"{name} ({number(len(items))})")
    if group in FOR_KNOWLEDGE:
        heading = markup.heading(name, _("Shown for your knowledge and not counted: others act here."))
    first = FIRST_LATE if group is Group.LATE else FIRST
    shown = heading + _table(items[:first], today, name)
    more = items[first:]
    if more:
        shown += _folded(_("{count} more").format(count=number(len(more))), more, today, name)
    return shown


def _folded(said: str, items: Sequence[Item], today: date, name: str) -> str:
    return (
        f'<details class="ir-more"><summary>{escape(said)}</summary>{_table(items, today, f"{name}: {said}")}</details>'
    )


def _table(items: Sequence[Item], today: date, caption: str) -> str:
    details = [inbox_words.details(item) for item in items]
    columns = [Column(_("What waits"), "name", 30), Column(_("State"), "left", 20)]
    if any(details):
        columns.append(Column(_("What is to be known"), "left", 32))
    columns.append(Column(_("When"), "left", 18))
    rows = [
        [
            markup.link(escape(inbox_words.title(item)), _address(item)),
            _badge(item, today),
            *([_paragraphs(said)] if any(details) else []),
            escape(inbox_words.terms(item)),
        ]
        for item, said in zip(items, details, strict=True)
    ]
    return f'<div class="ir-inbox">{markup.table(columns, rows, caption=caption)}</div>'


def _paragraphs(said: Sequence[str]) -> str:
    return f"<div>{''.join(f'<p>{escape(one)}</p>' for one in said)}</div>" if said else ""


def _badge(item: Item, today: date) -> str:
    shape, tone = _LOOKS.get(item.reason) or _by_day(item, today)
    word = escape(inbox_words.state(item, today))
    return f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> {word}</span>'


def _by_day(item: Item, today: date) -> tuple[str, str]:
    """The look of a report or of rows by the due day; of rows left blank in a report that was handed in, by that."""
    if item.step:
        return "●", "submitted"
    if item.locked or (item.until is not None and item.until < today):
        return "✕", "overdue"
    return ("◐", "watch") if item.until == today else ("○", "not_due")


def _address(item: Item) -> str:
    code = language.current()
    kept = {keys.LANGUAGE: None if code == language.DEFAULT else code}
    return markup.address(item.page, **item.parameters, **kept) + ("#change" if item.account else "")


def line(view: Inbox) -> str:
    """One calm line for the first screen: what is overdue or returned, and the way to it, as HTML; empty for none."""
    overdue, returned = len(view.of(Group.OVERDUE)), len(view.of(Group.MEND))
    said = []
    if overdue:
        said.append(("✕", "overdue", _("overdue reports: {count}").format(count=number(overdue))))
    if returned:
        said.append(("↩", "watch", _("reports to mend: {count}").format(count=number(returned))))
    if not said:
        return ""
    shown = " · ".join(
        f'<span class="ir-status ir-{tone}"><span aria-hidden="true">{shape}</span> {escape(word)}</span>'
        for shape, tone, word in said
    )
    code = language.current()
    address = markup.address("inbox", **{keys.LANGUAGE: None if code == language.DEFAULT else code})
    return f'<p class="ir-waits">{shown} · {markup.link(escape(title()), address)}</p>'
