"""The definitions screen: every figure with its formula, made from the objects that compute it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from ishreja.domain.definitions import Definition, Group
from ishreja.domain.plan import Kind
from ishreja.domain.status import Status
from ishreja.language import _, month_range, number, percent
from ishreja.ui import definition_texts, freshness, library_block, markup
from ishreja.ui.definition_texts import anchor, group_text, group_title, source_word
from ishreja.ui.filters import Selection
from ishreja.ui.markup import Column
from ishreja.views.definitions import DefinitionsView
from ishreja.views.formula_words import formula_in_words
from ishreja.views.library import LibraryLine
from ishreja.views.words import kind_word


def screen(view: DefinitionsView, selection: Selection | None) -> str:
    """The whole page; selection is None where there is no plan yet."""
    limits = _("Thresholds in force: on plan from {on_plan}, watch from {watch} of the plan to date.").format(
        on_plan=percent(view.thresholds.on_plan), watch=percent(view.thresholds.watch)
    )
    title = markup.heading(_("How every figure is computed"), limits, level=1)
    parts = [f'<div class="ir-top">{title}{_contents(view)}</div>']
    for group, definitions in view.groups:
        parts.append(f'<div class="ir-definitions ir-quiet" id="{group.value}">')
        parts.append(markup.heading(group_title(group), group_text(group)))
        if group is Group.INDICATOR:
            parts.append(_indicators(definitions, view, selection))
        else:
            parts.append(_table(definitions, group))
        parts.append("</div>")
    if selection is not None and view.standing is not None:
        parts.append(freshness.foot(selection, view.standing))
    return "".join(parts)


def _contents(view: DefinitionsView) -> str:
    links = "".join(f'<a href="#{group.value}">{escape(group_title(group))}</a>' for group, _definitions in view.groups)
    return '<nav class="ir-contents" aria-label="' + escape(_("Contents")) + f'">{links}</nav>'


def _table(definitions: Sequence[Definition], group: Group) -> str:
    columns = [
        Column(_("Status") if group is Group.STATUS else _("Figure"), "name", 22),
        Column(_("When") if group is Group.STATUS else _("How it is computed"), "left", 38),
        Column(_("In other words"), "left", 26),
        Column(_("From"), "left", 14),
    ]
    rows = [
        [_name(one), _formula(one), escape(definition_texts.explanation(one)), _sources(one)] for one in definitions
    ]
    return markup.table(columns, rows, caption=group_title(group))


def _name(one: Definition) -> str:
    said = markup.status_badge(Status(one.code)) if one.group is Group.STATUS else escape(definition_texts.title(one))
    kinds = [kind_word(kind) for kind in Kind if one.group is Group.TO_DATE and to_date_code(kind) == one.code]
    small = f'<span class="ir-small">{escape("; ".join(kinds))}</span>' if len(kinds) > 1 else ""
    return f'<span id="{anchor(one)}">{said}{small}</span>'


def to_date_code(kind: Kind) -> str:
    """Which definition of the fact to date a kind of row has: only levels and headings have one of their own."""
    return kind.value if kind in (Kind.LEVEL, Kind.HEADING) else Kind.FLOW.value


def _formula(one: Definition) -> str:
    said = formula_in_words(one.formula)
    return f'<span class="ir-formula">{escape(said[0].upper() + said[1:])}</span>'


def _sources(one: Definition) -> str:
    return escape(", ".join(source_word(source) for source in one.sources))


def _indicators(definitions: Sequence[Definition], view: DefinitionsView, selection: Selection | None) -> str:
    """The library indicators with the plan's own values, and a word where it plans a fall."""
    columns = [Column(_("Library indicator"), "name", 24), Column(_("How it is computed"), "left", 30)]
    if selection is not None and view.library:
        months = month_range(1, selection.month)
        columns += [
            Column(_("{year}, fact").format(year=selection.year - 1), "right", 11),
            Column(_("{year}, implied by the plan").format(year=selection.year), "right", 13),
            Column(_("Plan against last year"), "right", 11),
            Column(_("{year}, {months}").format(year=selection.year, months=months), "right", 11),
        ]
    rows = []
    for one in definitions:
        explained = definition_texts.explanation(one)
        small = f'<span class="ir-small">{escape(explained)}</span>' if explained else ""
        cells = [_name(one), f"<span>{_formula(one)}{small}</span>"]
        if len(columns) > len(cells):
            line = view.library[one.code]
            cells += [
                _value(line.previous, line),
                _value(line.planned, line),
                escape(library_block.change(line.planned_change)),
                _value(line.to_date, line),
            ]
        rows.append(cells)
    return markup.table(columns, rows, caption=group_title(Group.INDICATOR)) + _falls(view)


def _falls(view: DefinitionsView) -> str:
    """What the plan itself implies for loans per user, where that is a fall."""
    line = view.library.get("loans_per_user")
    if line is None or line.planned_change is None or line.planned_change >= 0:
        return ""
    said = _(
        "The plan raises users more than loans: it plans a fall in loans per user, from {previous} to {planned}."
    ).format(previous=number(line.previous, 2), planned=number(line.planned, 2))
    return markup.note(said)


def _value(value: Decimal | None, line: LibraryLine) -> str:
    if value is None:
        return f'<span class="ir-unknown">{escape(number(None))}</span>'
    return escape(number(value, line.decimals) + ("\u00a0%" if line.per_cent else ""))
