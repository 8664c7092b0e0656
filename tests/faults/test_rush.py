"""Every office uploads at once, some twice, some files that mean harm: each month is stored once and whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from ishreja.access import Actor
from ishreja.domain.places import children, regions
from ishreja.intake.packs import Dropped
from ishreja.reporting import HandedIn, submit_workbook
from ishreja.storage import audit_check, figures, plans, submissions
from ishreja.views.many_workbooks import Verdict, judged, read_dropped
from tests.faults import corpus
from tests.ledger import TODAY, YEAR, adopt, document
from tests.many_workbooks import filled
from tests.rounds import Round, open_round

PLACES = [place.code for place in (*children("1706"), *regions())]
REPEATED = PLACES[::5]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Round]:
    opened = open_round(tmp_path)
    for place in PLACES:
        if not plans.editions(opened.store, place, YEAR):
            adopt(opened.store, document(place=place), file_hash=place)
    yield opened
    opened.store.close()


def hand_in(work: Round, place: str, data: bytes, begun: threading.Barrier) -> HandedIn | Verdict:
    """A district's whole way: the file read, judged and handed in; the verdict where it comes to no reading."""
    begun.wait()
    actor = Actor(f"Direktor {place}", "director", place)
    file = read_dropped(work.store, actor, Dropped("hisobot.xlsx", data), TODAY)
    (one,) = judged(work.store, actor, [file], TODAY)
    if one.review is None:
        return one.verdict
    return submit_workbook(
        work.store, actor, one.review.reading, file_hash=file.digest, file_name=file.name, today=TODAY
    )


def test_every_month_is_stored_once_and_whole_whatever_else_comes(work: Round) -> None:
    good = {place: filled(work, place, first=at + 1, second=1000 - at) for at, place in enumerate(PLACES)}
    hostile = [*corpus.refused_by_guard().values(), *list(corpus.refused_or_read().values())[:6]]
    files = [*good.items(), *((place, good[place]) for place in REPEATED)]
    files += [(PLACES[at % len(PLACES)], data) for at, data in enumerate(hostile)]
    begun = threading.Barrier(len(files))
    with ThreadPoolExecutor(len(files)) as pool:
        # Whatever a thread raises is raised here.
        ends = list(pool.map(lambda file: hand_in(work, *file, begun), files))

    handed = [end for end in ends if isinstance(end, HandedIn)]
    assert len(handed) == len(PLACES) + len(REPEATED)
    assert all(one.receipt is not None and not one.refused for one in handed)
    assert set(ends[len(handed) :]) <= {Verdict.UNREADABLE, Verdict.UNKNOWN}
    stored = [one.receipt.submission_id for one in handed if one.receipt and one.receipt.handed_in]
    assert len(stored) == len(set(stored)) == len(PLACES)
    for at, place in enumerate(PLACES):
        (kept,) = submissions.submissions(work.store, place, YEAR)
        assert (kept.new, kept.value_sum) == (2, Decimal(1001))
        months = [one[9] for one in figures.current(work.store, place, YEAR).values()]
        assert sorted(months) == sorted([Decimal(at + 1), Decimal(1000 - at)])
    assert audit_check.check(work.store).whole
