"""From a file's bytes to sheets of lines: text here, every other kind in the sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ishreja.domain.plan import Problem, Severity
from ishreja.errors import UserError
from ishreja.intake import plan_text, sandbox
from ishreja.intake.guard import FileKind
from ishreja.intake.plan_cut_words import with_whole_words
from ishreja.intake.plan_grid import Line, PlainLine, Sheet, cell, column_letters
from ishreja.language import _

_MAX_FORMULAS = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file's sheets, and what opening it raised, each with the sheet it concerns ("" for the whole file)."""

    sheets: tuple[Sheet, ...]
    problems: tuple[tuple[str, Problem], ...] = ()


def load(data: bytes, kind: FileKind) -> Source:
    """The file's sheets. Raises UserError where it is damaged, too large, or a picture without text."""
    if kind is FileKind.TEXT:
        return Source((plan_text.load(data),))
    if kind is FileKind.DOCX:
        lines = sandbox.run("ishreja.intake.plan_docx:read", data)
        return Source((_document(lines, _("table {table}, line {line}")),))
    if kind is FileKind.PDF:
        return _pdf(data)
    return _workbook(data)


def _document(plain: Sequence[PlainLine], where: str) -> Sheet:
    lines = []
    for line in plain:
        place = where.format(table=line["table"], page=line["page"], line=line["row"])
        lines.append(Line(tuple(map(cell, line["cells"])), place, line["table"], row=line["row"]))
    return Sheet("", tuple(lines))


def _pdf(data: bytes) -> Source:
    read = sandbox.run("ishreja.intake.plan_pdf:read", data)
    if read["locked"]:
        raise UserError(_("The PDF is protected by a password. Save it without the password and send it again."))
    sheet = _document(with_whole_words(read["lines"]), _("page {page}, line {line}"))
    if not sheet.lines:
        raise UserError(
            _(
                "This PDF is a scan: it holds pictures of pages and no text. Send the Word or Excel file from which"
                " it was printed, or a PDF saved from it."
            )
        )
    problems = []
    if read["pictures"]:
        message = _(
            "Pages {pages} hold only a picture and were not read. Send the Word or Excel file to have them too."
        )
        pages = ", ".join(map(str, read["pictures"]))
        text = message.format(pages=pages)
        problems.append(("", Problem(Severity.ERROR, _("page {page}").format(page=pages), text, code="picture_page")))
    return Source((sheet,), tuple(problems))


def _workbook(data: bytes) -> Source:
    read = sandbox.run("ishreja.intake.plan_xlsx:read", data)
    sheets, problems = [], []
    for sheet in read:
        name = sheet["name"]
        lines = tuple(
            Line(tuple(map(cell, line["cells"])), f"{name}!{line['row']}", 1, name, line["row"])
            for line in sheet["lines"]
        )
        sheets.append(Sheet(name, lines))
        for row, column in sheet["without_value"][:_MAX_FORMULAS]:
            message = _(
                "The cell holds a formula, but its result is not stored in the file. Open the file in Excel, save it"
                " again and send it, or write the figure into the cell."
            )
            place = f"{name}!{column_letters(column)}{row}"
            problems.append((name, Problem(Severity.ERROR, place, message, code="formula")))
    return Source(tuple(sheets), tuple(problems))
