"""The plan's table: one calm table by section, for the plan in force and for one that is being looked through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ishreja.domain.plan import Kind, PlanRow, Schedule
from ishreja.language import _, month_range, number
from ishreja.ui import markup
from ishreja.ui.markup import Column, Group
from ishreja.views.names import service_name
from ishreja.views.plan import PlanLine, PlanSection
from ishreja.views.words import schedule_in_words


def table(
    sections: Sequence[PlanSection],
    year: int | None,
    caption: str,
    *,
    links: Mapping[int, str] | None = None,
    marks: Mapping[int, str] | None = None,
) -> str:
    """All rows as HTML, parts indented. links and marks (an address; HTML under the name) go by the line's row_id."""
    columns = [
        Column(_("No."), "left", 5, "wide"),
        Column(_("Indicator"), "name", 34),
        Column(_("Fact of {year}").format(year=year - 1) if year else _("Last year's fact"), "right", 9),
        Column(_("Target for {year}").format(year=year) if year else _("Year's target"), "right", 10),
        Column(_("Deadline"), "left", 17),
        Column(_("Services"), "left", 17),
        Column(_("Kind"), "left", 8, "wide"),
    ]
    rows: list[Sequence[str] | Group] = []
    for section in sections:
        rows.append(Group(section_title(section)))
        rows += [_cells(line, (links or {}).get(line.row_id), (marks or {}).get(line.row_id)) for line in section.lines]
    return f'<div class="ir-plan">{markup.table(columns, rows, caption=caption)}</div>'


def section_title(section: PlanSection) -> str:
    """ "II. ASOSIY FAOLIYAT", or what says that the rows stand in no section, as HTML."""
    if not section.numeral:
        return markup.text(section.title) or escape(_("Without a section"))
    return f"{escape(section.numeral)}. {markup.text(section.title)}"


def _cells(line: PlanLine, link: str | None, mark: str | None) -> list[str]:
    """A row's cells; a part inside its parent's cell shares its deadline, services and kind, and is silent on them."""
    row = line.row
    part = row.number is None and row.parent is not None
    return [
        escape(row.number or ""),
        _name(line, link, mark),
        escape(number(row.previous)),
        _target(row),
        "" if part else _deadline(row),
        "" if part else services(row),
        "" if part else escape(kind_short(row.kind)),
    ]


def _name(line: PlanLine, link: str | None, mark: str | None) -> str:
    label = markup.phone_number(line.row.number)
    name = f'<span class="ir-clip" title="{markup.text(line.row.name)}">{label}{markup.text(line.row.name)}</span>'
    shown = markup.link(name, link) if link else name
    small = [f"<span>{markup.text(line.row.unit)}</span>"] if line.row.unit else []
    if line.same_as:
        small.append(f"<span>{escape(_('entered in row {number}').format(number=line.same_as))}</span>")
    under = f'<span class="ir-small">{" · ".join(small)}</span>' if small else ""
    depth = min(line.depth, 3)
    return f'<div class="ir-depth-{depth}">{shown}{under}{mark or ""}</div>'


def _target(row: PlanRow) -> str:
    if row.target is None and row.target_text:
        return f'<span class="ir-words">{markup.text(row.target_text)}</span>'
    return escape(number(row.target))


def _deadline(row: PlanRow) -> str:
    said = f'<span class="ir-unset">{escape(_("not set"))}</span>'
    if row.schedule is not None and is_set(row.schedule):
        said = escape(deadline_words(row.schedule))
    elif row.deadline:
        said += f'<span class="ir-small">{markup.text(row.deadline)}</span>'
    return f'<span title="{markup.text(row.deadline)}">{said}</span>'


def deadline_words(schedule: Schedule) -> str:
    """A schedule in few words: the window alone where nothing recurs, the recurrence alone through the whole year."""
    whole_year = (schedule.first_month, schedule.last_month) == (1, 12)
    if schedule.due == "window_end" and schedule.first_month and schedule.last_month:
        return _("through the year") if whole_year else month_range(schedule.first_month, schedule.last_month)
    said = schedule_in_words(schedule)
    return said.rpartition("; ")[0] or said if whole_year else said


def is_set(schedule: Schedule | None) -> bool:
    """Whether a plan by month can be made of the schedule."""
    return schedule is not None and schedule.due not in ("unknown", "self_set") and schedule.first_month is not None


def services(row: PlanRow) -> str:
    """The row's services by name, the one that reports first, as HTML."""
    if not row.services:
        return f'<span class="ir-words">{markup.text(row.services_text) or "–"}</span>'
    names = [escape(service_name(code)) for code in row.services]
    more = f'<span class="ir-small">{"<br>".join(names[1:])}</span>' if names[1:] else ""
    return f"<span>{names[0]}{more}</span>"


def kind_short(kind: Kind) -> str:
    """What a row measures, in a word or two."""
    return {
        Kind.FLOW: _("adds up"),
        Kind.LEVEL: _("level"),
        Kind.ORDER: _("order"),
        Kind.RECURRING: _("recurring"),
        Kind.ONE_OFF: _("one-off"),
        Kind.HEADING: _("heading"),
    }[kind]
