"""Whatever a text holds, a document that goes out holds it as text: no formula, no link, nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from ishreja import reporting
from ishreja.access import Actor
from ishreja.documents.audit_workbook import audit_workbook
from ishreja.documents.calendar_file import calendar_file
from ishreja.documents.plan_workbook import plan_workbook
from ishreja.documents.region_workbook import region_workbook
from ishreja.documents.services_workbook import services_workbook
from ishreja.domain.month import MonthProblem
from ishreja.domain.plan import Severity
from ishreja.intake.cells import read_book
from ishreja.intake.month_markup import _plain_copy, marked
from ishreja.intake.month_template import template
from ishreja.storage.store import Store
from ishreja.views.audit import Asked, newest
from ishreja.views.deadlines import deadlines
from ishreja.views.region import by_indicator, by_section
from ishreja.views.region_cells import Measure
from ishreja.views.services import services
from ishreja.views.standing import plan_standing
from tests.hostile import fill_with
from tests.ledger import ANYWHERE, PLACE, YEAR, open_store

TODAY = date(2023, 10, 5)
CONTROL = "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32), 127, 0x85, 0x2028, 0x2029)))
PAYLOADS = {
    "equals": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("http://example.org","bosing")',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "array": "{=1+1}",
    "tab": "\t=1+1",
    "return": "\r=1+1\rBEGIN:VEVENT",
    "lines": "bir\n=1+1\r\nEND:VCALENDAR\r\nikki",
    "quote": "'=1+1",
    "address": "http://example.org/?a=1&b=<>",
    "markup": "<script>alert(1)</script>&amp;]]><!--",
    "control": f"{CONTROL}=1+1",
    "escape": "_x003D_1+1 _x000D_",
    "long": "=" + "uzun " * 9000,
}
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ACTIVE = {"f", "hyperlink", "hyperlinks", "oleObject", "ddeLink", "externalReference"}
ALLOWED_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml"
    r"|xl/(workbook|styles|sharedStrings|metadata|theme/theme1|comments\d+|comments/comment\d+|worksheets/sheet\d+)\.xml"
    r"|xl/drawings/(vmlDrawing\d+|commentsDrawing\d+)\.vml|xl/drawings/drawing\d+\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/drawings/_rels/.*"
)


@pytest.fixture(params=PAYLOADS.values(), ids=PAYLOADS)
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, str]]:
    fill_with(tmp_path, request.param)
    with open_store(tmp_path) as store:
        yield store, request.param


def _services(store: Store, payload: str) -> bytes:
    view = services(store, ANYWHERE, PLACE, YEAR, 3, TODAY)
    assert view is not None
    return services_workbook(view, payload)


def _plan(store: Store, payload: str) -> bytes:
    standing = plan_standing(store, ANYWHERE, PLACE, YEAR, 3, TODAY)
    assert standing is not None
    return plan_workbook(standing, payload)


def _region(store: Store, _payload: str) -> bytes:
    return region_workbook(by_section(store, ANYWHERE, "1706", YEAR, 3, TODAY), {})


def _indicators(store: Store, payload: str) -> bytes:
    view = by_indicator(store, ANYWHERE, "1706", YEAR, 3, TODAY, ["users", "visits"], Measure.RAW)
    return region_workbook(view, {"users": payload, "visits": payload})


def _audit(store: Store, payload: str) -> bytes:
    return audit_workbook(newest(store, ANYWHERE, Asked()), {}, 9, payload, TODAY)


def _template(store: Store, _payload: str) -> bytes:
    return template(reporting.month_form(store, Actor("A", "director", PLACE), PLACE, YEAR, 4))


def _problems(payload: str) -> list[MonthProblem]:
    return [MonthProblem(Severity.ERROR, payload[:200], payload, "number", sheet="Aprel 2023", cell="G8")]


def _marked(store: Store, payload: str) -> bytes:
    return marked(_template(store, payload), "aprel.xlsx", _problems(payload))


def _plainly_marked(store: Store, payload: str) -> bytes:
    return _plain_copy(read_book(_template(store, payload), "aprel.xlsx"), _problems(payload))


WORKBOOKS: dict[str, Callable[[Store, str], bytes]] = {
    "services": _services,
    "plan": _plan,
    "region": _region,
    "indicators": _indicators,
    "audit": _audit,
    "template": _template,
    "marked": _marked,
    "plainly marked": _plainly_marked,
}


def test_a_workbook_holds_texts_and_numbers_alone(hostile: tuple[Store, str]) -> None:
    for kind, make in WORKBOOKS.items():
        data = make(*hostile)
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            for name in pack.namelist():
                assert ALLOWED_PARTS.fullmatch(name), (kind, name)
                tree = ElementTree.fromstring(pack.read(name))
                found = {element.tag.removeprefix(SPREADSHEET) for element in tree.iter()}
                assert not found & ACTIVE, (kind, name)
                assert 'TargetMode="External"' not in pack.read(name).decode()
        book = openpyxl.load_workbook(io.BytesIO(data))
        kinds = {cell.data_type for sheet in book for cells in sheet.iter_rows() for cell in cells}
        assert kinds <= {"s", "n", "inlineStr"}, kind


@pytest.mark.parametrize("name", ["equals", "link", "plus", "minus", "at", "array", "quote", "markup", "escape"])
def test_a_text_is_read_back_as_it_was_written(name: str, tmp_path: Path) -> None:
    payload = PAYLOADS[name]
    fill_with(tmp_path, payload)
    with open_store(tmp_path) as store:
        for make in (_services, _plan, _audit, _template):
            book = openpyxl.load_workbook(io.BytesIO(make(store, payload)))
            texts = [str(cell.value) for sheet in book for cells in sheet.iter_rows() for cell in cells]
            assert any(payload in text for text in texts), make.__name__


def test_a_calendar_s_lines_are_its_own(hostile: tuple[Store, str]) -> None:
    store, payload = hostile
    known = deadlines(store, ANYWHERE, PLACE, YEAR, 3, TODAY)
    assert known is not None
    data = calendar_file(known.of(None), payload[:500], datetime(2023, 10, 5, tzinfo=UTC)).decode()
    lines = data.replace("\r\n ", "").split("\r\n")
    plain = data.replace("\r\n", "")
    assert plain.splitlines() == [plain], "no program ends a line elsewhere"
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", plain)
    assert lines.count("BEGIN:VEVENT") == len(known.lines)
    assert lines.count("END:VCALENDAR") == 1
    names = {line.partition(":")[0].partition(";")[0] for line in lines if line}
    assert names <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "UID",
        "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP", "ACTION", "TRIGGER",
    }  # fmt: skip
