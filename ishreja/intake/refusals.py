"""What a person is told when a file cannot be opened: what is wrong, and what to do next."""

from __future__ import annotations

from ishreja.errors import UserError
from ishreja.language import _


def refusal(code: str, **facts: object) -> UserError:
    """The error for a code, in the reader's language; facts fill the message's placeholders."""
    return UserError((_of_the_file() | _of_its_format())[code].format(**facts))


def _of_the_file() -> dict[str, str]:
    return {
        "empty": _("The file is empty. Choose the file again; if it is still empty, save it anew."),
        "size": _("The file is {size} MB; at most 5 MB is accepted. Delete its pictures and spare sheets and save it."),
        "damaged": _("The file is damaged and cannot be opened. Save it again in Excel or Word and send it anew."),
        "unsafe": _(
            "The file holds something that an ordinary document never holds, so it was not opened."
            " Copy the table into a new document and send that."
        ),
        "large": _(
            "The file is too large or too complicated to read. Keep only the sheet with the table, delete"
            " empty rows and save it under a new name."
        ),
        "password": _("The file is protected by a password. Open it, take the password off and save it again."),
        "busy": _("Many files are being read just now. Send this one again in two minutes."),
        "unknown": _(
            "“{name}” is not a file that can be read here. Excel (.xlsx), Word (.docx), PDF and text files are read."
        ),
    }


def _of_its_format() -> dict[str, str]:
    return {
        "xlsx_needed": _("An Excel workbook (.xlsx) is needed here. Fill in the downloaded template and send it."),
        "other_kind": _("A file of this kind ({kind}) is not accepted here. Send one of: {kinds}."),
        "old_word": _(
            "This is an old Word file (.doc). Open it in Word or LibreOffice, choose “Save as” →"
            " “Word Document (.docx)” and send the new file."
        ),
        "old_excel": _(
            "This is an old Excel file (.xls). Open it in Excel or LibreOffice, choose “Save as” →"
            " “Excel Workbook (.xlsx)” and send the new file."
        ),
        "old_office": _(
            "This is a file in the old format of Word and Excel (.doc, .xls). Open it in Word, Excel or LibreOffice,"
            " choose “Save as” → “Word Document (.docx)” or “Excel Workbook (.xlsx)” and send the new file."
        ),
        "borrowed_name": _(
            "The file is a web page or another format under a borrowed name. Open it in Excel or Word, choose"
            " “Save as”, take “Excel Workbook (.xlsx)” or “Word Document (.docx)” and send that file."
        ),
        "open_document": _(
            "This is a LibreOffice file (.ods or .odt). Choose “Save as” → “Excel Workbook (.xlsx)” or"
            " “Word Document (.docx)” and send the new file."
        ),
        "macros": _(
            "The workbook holds macros or is in a binary format. Choose “Save as” → “Excel Workbook (.xlsx)”"
            " (not .xlsm or .xlsb) and send that file."
        ),
        "strict": _(
            "The file is saved as “Strict Open XML”, in which the tables cannot be seen. Choose “Save as” →"
            " “Excel Workbook (.xlsx)” or “Word Document (.docx)” and send that file."
        ),
        "archive": _(
            "The file is packed like a document, but is neither an Excel workbook nor a Word document."
            " Send the .xlsx or .docx file itself, not an archive."
        ),
    }
