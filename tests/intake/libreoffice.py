"""Fills a workbook in with headless LibreOffice: to its own format, the cells typed in, and back to .xlsx."""

from __future__ import annotations

import copy
import re
import subprocess
from pathlib import Path
from typing import Any

from lxml import etree

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def filled(workbook: bytes, values: dict[str, int | float | str], folder: Path) -> bytes:
    """The workbook as LibreOffice writes it after values were put in cells ("G7") of its first sheet."""
    source = folder / "out.xlsx"
    source.write_bytes(workbook)
    flat = convert(source, "fods", folder)
    tree = etree.parse(flat)
    table = tree.find(f".//{TABLE}table")
    for reference, value in values.items():
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()  # type: ignore[union-attr]
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        _type(_unfolded(_unfolded(table, "table-row", int(row)), "table-cell", column), value)
    edited = folder / "edited.fods"
    tree.write(edited, encoding="utf-8", xml_declaration=True)
    return convert(edited, "xlsx:Calc MS Excel 2007 XML", folder).read_bytes()


def convert(source: Path, target: str, folder: Path) -> Path:
    """The file that LibreOffice makes of source, in a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{target.split(':')[0]}"


def _unfolded(parent: Any, name: str, at: int) -> Any:
    """The at-th row or cell, parted from those that LibreOffice folded into one element."""
    attribute = f"{TABLE}number-{'rows' if name == 'table-row' else 'columns'}-repeated"
    passed = 0
    for child in list(parent.iter(f"{TABLE}{name}", f"{TABLE}covered-{name}")):
        count = int(child.get(attribute, "1"))
        if passed + count < at:
            passed += count
            continue
        before, after = at - passed - 1, passed + count - at
        child.attrib.pop(attribute, None)
        for many, add in ((before, child.addprevious), (after, child.addnext)):
            if many:
                twin = copy.deepcopy(child)
                twin.set(attribute, str(many))
                add(twin)
        return child
    raise AssertionError(f"no {name} {at}")


def _type(cell: Any, value: int | float | str) -> None:
    for child in list(cell):
        cell.remove(child)
    for attribute in ("value", "value-type", "string-value"):
        cell.attrib.pop(f"{OFFICE}{attribute}", None)
    if isinstance(value, str):
        cell.set(f"{OFFICE}value-type", "string")
    else:
        cell.set(f"{OFFICE}value-type", "float")
        cell.set(f"{OFFICE}value", str(value))
    etree.SubElement(cell, f"{TEXT}p").text = str(value)
