"""The rush of the due day: every district submits its workbook within a minute, some twice, some files no workbooks."""

from __future__ import annotations

import io
import statistics
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench.data import MONTH, TODAY, YEAR, districts
from ishreja.access import Actor, command_line_actor
from ishreja.domain.month import MonthForm, MonthFormRow
from ishreja.intake.month_template import template
from ishreja.intake.packs import Dropped
from ishreja.intake.refusals import refusal
from ishreja.reporting import month_form, submit_workbook
from ishreja.storage import figures, submissions
from ishreja.storage.store import Store
from ishreja.views.many_workbooks import judged, read_dropped

SECONDS, REPEATS, HOSTILE = 60.0, 43, 49


def rush_seconds(path: Path) -> dict[str, float]:
    """How long the districts waited for their receipts, in seconds: the longest wait and the median one.

    Besides: how many files there were, and how often one was told that many are being read and had to come again.
    Fails where a workbook was stored twice, in part or not at all.
    """
    places = [code for code, _region in districts()]
    with Store.open(path, demo=True) as store:
        forms = {place: _one_more(month_form(store, command_line_actor(), place, YEAR, MONTH)) for place in places}
        books = {place: template(form) for place, form in forms.items()}
        bad = _no_workbooks(next(iter(books.values())))
        files = [(place, books[place], True) for place in (*places, *places[::5][:REPEATS])]
        files += [(places[at], bad[at % len(bad)], False) for at in range(HOSTILE)]
        files = sorted(files, key=lambda file: hash((file[0], file[2])) % 1009)
        before = {place: len(submissions.submissions(store, place, YEAR)) for place in places}
        waits: list[float] = []
        told: list[str] = []
        busy = str(refusal("busy"))
        begun = time.perf_counter()

        def hand_in(at: int, place: str, data: bytes, good: bool) -> None:
            arrived = begun + SECONDS * at / len(files)
            threading.Event().wait(max(arrived - time.perf_counter(), 0))
            actor = Actor(f"Direktor {place}", "director", place)
            file = read_dropped(store, actor, Dropped("hisobot.xlsx", data), TODAY)
            while file.said == busy:  # as it is told to: once more, the wait goes on
                told.append(place)
                file = read_dropped(store, actor, Dropped("hisobot.xlsx", data), TODAY)
            (one,) = judged(store, actor, [file], TODAY)
            if good:
                assert one.review is not None, one.said
                done = submit_workbook(
                    store, actor, one.review.reading, file_hash=file.digest, file_name=file.name, today=TODAY
                )
                assert done.receipt is not None, done.refused
                waits.append(time.perf_counter() - arrived)

        with ThreadPoolExecutor(len(files)) as pool:
            for running in [pool.submit(hand_in, at, *file) for at, file in enumerate(files)]:
                running.result()
        for place, form in forms.items():
            assert len(submissions.submissions(store, place, YEAR)) == before[place] + 1, place
            stored = figures.current(store, place, YEAR)
            assert all(stored[row.row_id][MONTH] == row.months[MONTH] for row in form.typed_rows() if row.months)
    return {"longest": max(waits), "median": statistics.median(waits), "files": len(files), "told busy": len(told)}


def _one_more(form: MonthForm) -> MonthForm:
    """The form with every figure of the month one larger than it was reported."""
    return replace(form, rows=tuple(map(_with_one_more, form.rows)))


def _with_one_more(row: MonthFormRow) -> MonthFormRow:
    months = {month: value + (month == MONTH) for month, value in row.months.items()}
    return replace(row, months=months if MONTH in months else {})


def _no_workbooks(book: bytes) -> list[bytes]:
    """Files that are refused: by the guard, or only in the sandbox."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as broken:
        for name in whole.namelist():
            broken.writestr(name, b"<a>" * 50_000 if name.endswith("sheet1.xml") else whole.read(name))
    return [b"", b"<html>", book[: len(book) // 2], out.getvalue()]
