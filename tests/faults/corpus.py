"""Files that mean harm, or came to harm: made anew for every test, small to keep and quick to make."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Iterator
from functools import cache

from ishreja.intake.month_template import template
from tests.month_forms import jondor

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName='
    '"/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>{more}</Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    f'"{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    f'"{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def sheet(rows: str, after: str = "", head: str = "") -> str:
    """A sheet's XML."""
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def packed(parts: dict[str, str | bytes], *, repeated: dict[str, str] | None = None) -> bytes:
    """A zip of the parts; repeated parts are put in a second time under the same name."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, text in [*parts.items(), *(repeated or {}).items()]:
            archive.writestr(name, text)
    return out.getvalue()


def workbook(sheet_xml: str | bytes, more_types: str = "", **parts: str | bytes) -> bytes:
    """A workbook of one sheet; parts are added or replaced by name."""
    return packed(
        {
            "[Content_Types].xml": TYPES.format(more=more_types),
            "_rels/.rels": ROOT,
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": LINKS,
            "xl/worksheets/sheet1.xml": sheet_xml,
        }
        | parts
    )


def good() -> bytes:
    """The template as it goes out."""
    return template(jondor())


@cache
def refused_by_guard() -> dict[str, bytes]:
    """Files that must not reach the sandbox, by name."""
    cell = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    plain = workbook(cell)
    parts = {
        "[Content_Types].xml": TYPES.format(more=""),
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/worksheets/sheet1.xml": cell,
    }
    dtd = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    return {
        "empty": b"",
        "only zeros": bytes(4096),
        "only spaces": b" \r\n\t" * 100,
        "over five megabytes": b"x" * 5_000_001,
        "old excel": compound + "Workbook".encode("utf-16-le"),
        "old word": compound + "WordDocument".encode("utf-16-le"),
        "password": compound + "EncryptedPackage".encode("utf-16-le"),
        "random bytes": random.Random(1).randbytes(4000),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "web page called xls": b"<html><table><tr><td>1</td></tr></table></html>",
        "rich text": b"{\\rtf1\\ansi text}",
        "plain text": "№\tNomi\n1\tIsh".encode(),
        "pdf": b"%PDF-1.7\n%%EOF",
        "bomb, declared": workbook(b"<" + b" " * 61_000_000),
        "bomb, hidden": _declared_small(workbook(b"<" + b" " * 61_000_000)),
        "bomb of parts": packed(parts | {f"xl/media/{at}.bin": bytes(1_100_000) for at in range(60)}),
        "many parts": packed(parts | {f"xl/worksheets/sheet{at}.xml": "x" for at in range(2, 400)}),
        "very many parts": packed({f"{at}": "" for at in range(9000)}),
        "twice the same part": packed(parts, repeated={"xl/workbook.xml": BOOK}),
        "same part in capitals": packed(parts | {"XL/Workbook.xml": BOOK}),
        "absolute name": packed(parts | {"/etc/passwd": "x"}),
        "name that climbs": packed(parts | {"xl/../../../etc/passwd": "x"}),
        "windows name": packed(parts | {"C:/windows/x": "x"}),
        "backslash name": plain.replace(b"xl/workbook.xml", b"xl\\workbook.xml"),
        "encrypted part": _flagged(plain),
        "unknown compression": _method(plain),
        "macros": packed(parts | {"xl/vbaProject.bin": "x"}),
        "macros, declared": workbook(cell, '<Default Extension="bin" ContentType="application/vnd.ms-excel.'
                                           'sheet.macroEnabled.main+xml"/>'),
        "binary workbook": packed({"[Content_Types].xml": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
                                   "xl/workbook.bin": "x"}),
        "external entity": workbook(dtd + cell),
        "billion laughs": workbook(laughs + cell),
        "entity in the strings": packed(parts | {"xl/sharedStrings.xml": dtd + "<sst/>"}),
        "entity in the relations": packed(parts | {"xl/_rels/workbook.xml.rels": dtd + LINKS}),
        "entity in utf-16": workbook((dtd + cell).encode("utf-16")),
        "entity after a long comment": workbook(f"<!--{'x' * 65_530}-->{dtd}{cell}"),
        "styles beyond measure": packed(parts | {"xl/styles.xml": "<xf/>" * 900_000}),
        "strict": packed(
            parts | {"xl/workbook.xml": BOOK.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                                     "http://purl.oclc.org/ooxml/spreadsheetml/main")}),
        "open document": packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        "an archive": packed({"report.xlsx": plain}),
        "wrong content type": packed(parts | {"[Content_Types].xml": "<Types/>"}),
        "no workbook part": packed({"[Content_Types].xml": TYPES.format(more="")}),
        "cut short": plain[: len(plain) // 2],
        "without a directory": plain[:-30],
        "only a zip's end": b"PK\x05\x06" + bytes(18),
    }  # fmt: skip


@cache
def refused_or_read() -> dict[str, bytes]:
    """Files that pass the guard: the sandbox reads or refuses them, and stays alive."""
    far = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    one = '<row r="1"><c r="A1"><v>1</v></c></row>'
    wide = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 200_001))
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(1, 5_001))
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 100_000}</cellXfs></styleSheet>'
    return {
        "a cell at the far corner": workbook(far),
        "one merge over everything": workbook(sheet(one, merge)),
        "very many rows": workbook(sheet(wide)),
        "many merges": workbook(sheet(one, "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(1, 50_000)))),
        "thousands of sheets": packed(
            {
                "[Content_Types].xml": TYPES.format(more=""),
                "_rels/.rels": ROOT,
                "xl/workbook.xml": BOOK.replace('<sheet name="A" sheetId="1" r:id="rId1"/>', sheets),
                "xl/_rels/workbook.xml.rels": LINKS,
                "xl/worksheets/sheet1.xml": sheet(one),
            }
        ),
        "many styles": workbook(sheet(one), **{"xl/styles.xml": styles}),
        "deep nesting": workbook("<a>" * 200_000 + "</a>" * 200_000),
        "not a number": workbook(sheet('<row r="1"><c r="A1"><v>NaN</v></c></row>')),
        "a string that is not there": workbook(sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')),
        "a cell beyond the sheet": workbook(sheet('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')),
        "a row below nothing": workbook(sheet('<row r="0"><c r="A0"><v>1</v></c></row>')),
        "a number of 10 000 digits": workbook(sheet(f'<row r="1"><c r="A1"><v>{"9" * 10_000}</v></c></row>')),
        "a text of ten million letters": workbook(
            sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 10_000_000}</t></is></c></row>')
        ),
        "no sheet": packed(
            {"[Content_Types].xml": TYPES.format(more=""), "_rels/.rels": ROOT, "xl/workbook.xml": "<workbook/>"}
        ),
        "a bent relation": workbook(sheet(one), **{"xl/_rels/workbook.xml.rels": LINKS.replace("sheet1", "../../x")}),
    }


def mutants(count: int, seed: int = 2023) -> Iterator[bytes]:
    """Good workbooks with bytes changed, cut out or doubled: half in the zip, half in a part's XML."""
    chance = random.Random(seed)
    original = good()
    for at in range(count):
        if at % 2:
            yield _mutated(chance, original)
            continue
        with zipfile.ZipFile(io.BytesIO(original)) as archive:
            parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(sorted(parts))
        parts[name] = _mutated(chance, bytes(parts[name]))  # type: ignore[arg-type]
        yield packed(parts)


def _mutated(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(changed))
        act = chance.randrange(3)
        if act == 0:
            changed[at] = chance.randrange(256)
        elif act == 1:
            del changed[at : at + chance.randrange(1, 40)]
        else:
            changed[at:at] = changed[at : at + chance.randrange(1, 40)]
    return bytes(changed)


def _declared_small(data: bytes) -> bytes:
    """Every declared size of the largest part set to 1000, in the directory and before the part."""
    large = struct.pack("<I", 61_000_001)
    return data.replace(large, struct.pack("<I", 1000))


def _flagged(data: bytes) -> bytes:
    """The parts marked as encrypted in the directory."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def _method(data: bytes) -> bytes:
    """The parts marked as packed with LZMA."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 10] = 14
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)
