"""What a file is, and whether it may be opened at all: decided by its bytes, not by its name.

The limits are those of the promises on hostile files. Nothing here parses a format, so nothing here can be
made to work for long or to grow. What passes is opened in `intake.sandbox`.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath

from ishreja.intake.refusals import refusal

MAX_BYTES = 5_000_000
MAX_PARTS = 300
MAX_UNPACKED = 60_000_000
MAX_STYLES = 4_000_000
_PIECE = 1 << 16
_HEAD = 1 << 18

_MAIN = b"application/vnd.openxmlformats-officedocument."
_BOOKS = (_MAIN + b"spreadsheetml.sheet.main+xml", _MAIN + b"spreadsheetml.template.main+xml")
_DOCUMENT = _MAIN + b"wordprocessingml.document.main+xml"
_MACROS = (b"macroEnabled", b"vbaProject", b"sheet.binary")
_STRICT = b"http://purl.oclc.org/ooxml/"
_DTD = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
_OLD_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"mime-version:", b"{\\rtf")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_STREAMS = {"old_word": ("WordDocument",), "old_excel": ("Workbook", "\0Book\0")}
_OLD_ENDINGS = {"old_word": (".doc", ".dot", ".docx"), "old_excel": (".xls", ".xlt", ".xlsx")}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class FileKind(StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    TEXT = "text"


ALL_KINDS = tuple(FileKind)


def check(data: bytes, name: str, kinds: tuple[FileKind, ...] = ALL_KINDS) -> FileKind:
    """The kind of the file; UserError saying what to do where it may not be opened or is none of kinds.

    name is repeated to the person, and tells which program's an old file is where its bytes do not say.
    """
    kind = _kind(data, name)
    if kind in kinds:
        return kind
    if kinds == (FileKind.XLSX,):
        raise refusal("xlsx_needed")
    raise refusal("other_kind", kind=kind.value, kinds=", ".join(each.value for each in kinds))


def shown_name(name: str) -> str:
    """A file's name as it may be shown: the last part, printable, at most 80 characters."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:80]


def _kind(data: bytes, name: str) -> FileKind:
    if not data.strip(b"\0 \t\r\n"):
        raise refusal("empty")
    if len(data) > MAX_BYTES:
        raise refusal("size", size=-(-len(data) // 1_000_000))
    if data.startswith(_COMPOUND_FILE):
        raise refusal(_compound_kind(data, name))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_kind(data)
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower().startswith(_OLD_MARKUP):
        raise refusal("borrowed_name")
    if _is_text(data):
        return FileKind.TEXT
    raise refusal("unknown", name=shown_name(name))


def _compound_kind(data: bytes, name: str) -> str:
    """Which file of the old binary container: a protected new one, Word's, Excel's, or one that does not say."""
    if _holds_stream(data, "EncryptedPackage"):
        return "password"
    held = [kind for kind, streams in _OLD_STREAMS.items() if any(_holds_stream(data, each) for each in streams)]
    ending = PurePath(name).suffix.casefold()
    named = [kind for kind, endings in _OLD_ENDINGS.items() if ending in endings]
    if held and (len(held) == 1 or not named):  # a document may hold a workbook, and a workbook a document
        return held[0]
    return next(iter(named), "old_office")


def _holds_stream(data: bytes, name: str) -> bool:
    """Whether the container's directory may have a stream of this name, which it writes in two-byte letters."""
    return name.encode("utf-16-le") in data


def _is_text(data: bytes) -> bool:
    """Text in UTF-8, in UTF-16 with its mark, or in Windows-1251, without control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(data, "utf-16")
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data):
        return False
    return _decodes(data, "utf-8") or _decodes(data, "cp1251")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _packed_kind(data: bytes) -> FileKind:
    if data.count(b"PK\x01\x02") > MAX_PARTS:  # before the directory is read into memory
        raise refusal("large")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_directory(archive.infolist())
            heads = _check_parts(archive)
            return _declared_kind(set(archive.namelist()), heads)
    except BROKEN as error:
        raise refusal("damaged") from error


def check_directory(parts: list[zipfile.ZipInfo]) -> None:
    """Raise UserError where a packed file's directory has too many parts, too large, or named to do harm."""
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise refusal("large")
    if len({part.filename.casefold() for part in parts}) != len(parts):
        raise refusal("unsafe")
    for part in parts:
        name = part.filename.casefold()
        steps = name.split("/")
        if steps[0] == "" or ".." in steps or "\\" in part.orig_filename or ":" in name:
            raise refusal("unsafe")
        if part.flag_bits & 0x1:
            raise refusal("password")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal("unsafe")
        if "vbaproject" in name:
            raise refusal("macros")
        if steps[-1] == "styles.xml" and part.file_size > MAX_STYLES:
            raise refusal("large")


def _check_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The first 256 KB of every part that names the kind; every part is unpacked once, piece by piece."""
    left = MAX_UNPACKED
    heads = {}
    for part in archive.infolist():
        size, head = _stream(archive, part, left)
        left -= size
        if part.filename in ("[Content_Types].xml", "xl/workbook.xml", "word/document.xml"):
            heads[part.filename] = head
    return heads


def _stream(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> tuple[int, bytes]:
    """A part's true size and its head; refused above left bytes or where XML brings a DTD of its own."""
    is_xml = part.filename.casefold().endswith((".xml", ".rels"))
    size, head, tail = 0, b"", b""
    with archive.open(part) as source:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > left:
                raise refusal("large")
            if is_xml and _DTD.search(tail + piece):
                raise refusal("unsafe")
            tail = piece[-32:]
            if len(head) < _HEAD:
                head += piece
    return size, head


def _declared_kind(names: set[str], heads: dict[str, bytes]) -> FileKind:
    types = heads.get("[Content_Types].xml", b"")
    if "mimetype" in names:
        raise refusal("open_document")
    if any(each in types for each in _MACROS):
        raise refusal("macros")
    if any(_STRICT in head for head in heads.values()):
        raise refusal("strict")
    if "xl/workbook.xml" in names and any(each in types for each in _BOOKS):
        return FileKind.XLSX
    if "word/document.xml" in names and _DOCUMENT in types:
        return FileKind.DOCX
    raise refusal("archive")
