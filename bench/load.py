"""Many visitors at once on one server over large data, each rerunning a page again and again."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from bench.data import REGION, YEAR, districts
from bench.serving import Server, product_server, progress
from bench.session import Failed, visiting
from ishreja.access import sessions
from ishreja.access.accounts import new
from ishreja.access.actors import DIRECTOR
from ishreja.access.actors import REGION as REGION_ROLE
from ishreja.domain.places import children, regions
from ishreja.domain.round import Step
from ishreja.language import _
from ishreja.storage import accounts, month_steps
from ishreja.storage.store import Store
from ishreja.web.requests import SESSION

PEOPLE = 200
EVERY = 10.0  # seconds between two reruns of a visitor
ACCEPT_EVERY = 15.0  # seconds between two reports that are accepted meanwhile
MINUTES, SETTLED = 30, 5  # how long the crowd stays, and when its memory is looked at first
MONTHS = ("month=6", "month=9", "month=3", "month=8")
MILLI, MEGABYTE = 1000, 1_000_000


@dataclass(frozen=True, slots=True)
class Guest:
    """Who visits, and what: request headers (a cookie), and a page's name in its address ("" the first)."""

    headers: Mapping[str, str]
    page: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a crowd met: reruns done, those that failed (said as told), the waits in milliseconds, and when each came.

    memory is the server's at each moment it was looked at, both in seconds from the beginning and in MB.
    """

    failed: Sequence[str]
    waits: Sequence[float]
    memory: Sequence[tuple[float, float]]

    def memory_at(self, minute: int) -> float:
        """The median memory of the minute that ends here."""
        return statistics.median(size for at, size in self.memory if 60 * (minute - 1) <= at <= 60 * minute)


async def crowd(server: Server, guests: Sequence[Guest], seconds: float) -> Crowd:
    """Let the guests rerun their pages every ten seconds for a time; their first visits do not count."""
    taken: list[float] = []
    failures: list[str] = []
    memory: list[tuple[float, float]] = []
    chance = random.Random(len(guests))
    ready = asyncio.Barrier(len(guests) + 1)
    opening = asyncio.Semaphore(4)  # they come one after another; the measurement begins when all are there

    async def visit(guest: Guest, phase: float) -> None:
        async with visiting(server.address, guest.headers) as visitor:
            async with opening:
                await visitor.run()
                if guest.page:
                    await visitor.run(guest.page)
            await ready.wait()
            clock = asyncio.get_running_loop()
            begin = clock.time()
            turn = 0
            while (at := begin + phase + EVERY * turn) < begin + seconds:
                await asyncio.sleep(max(at - clock.time(), 0))
                try:
                    taken.append(MILLI * await visitor.run(guest.page, MONTHS[turn % len(MONTHS)]))
                except Failed as error:
                    failures.append(str(error))
                turn += 1

    async def watch() -> None:
        await ready.wait()
        begin = time.monotonic()
        while (at := time.monotonic() - begin) < seconds:
            memory.append((at, server.memory() / MEGABYTE))
            progress(f"{len(guests)} visitors: {at / 60:.0f} of {seconds / 60:.0f} minutes")
            await asyncio.sleep(5)

    await asyncio.gather(watch(), *(visit(guest, chance.uniform(0, EVERY)) for guest in guests))
    return Crowd(failures, taken, memory)


async def accept(server: Server, clerk: Guest, reports: Sequence[tuple[str, int]], seconds: float) -> int:
    """Accept one of the reports (place, month) every fifteen seconds; how many were."""
    done, begin = 0, time.monotonic()
    async with visiting(server.address, clerk.headers) as visitor:
        await visitor.run()
        for place, month in reports:
            if time.monotonic() - begin > seconds:
                break
            report = f"region={REGION}&year={YEAR}&report={place}-{YEAR}-{month}"
            await visitor.run("round", report)
            await visitor.run("round", report, press=_("Accept the report"))
            done += 1
            await asyncio.sleep(max(begin + ACCEPT_EVERY * done - time.monotonic(), 0))
    return done


def people(path: Path) -> tuple[list[Guest], Guest]:
    """Two hundred people with accounts and sessions of their own, and a clerk of Bukhara's besides.

    They are directors of different districts, and people of all regions by turns.
    """
    of_region = cycle(one.code for one in regions())
    places = [
        (place, DIRECTOR, "") if turn % 2 else (next(of_region), REGION_ROLE, "region")
        for turn, (place, _above) in enumerate(districts()[:PEOPLE])
    ]
    with Store.open(path, demo=True) as store, store.transaction() as tx:

        def guest(number: int, place: str, role: str, page: str) -> Guest:
            account = accounts.add(tx, new(f"bench{number}", f"Bench {number}", role, place, password_hash=""))
            return Guest({"Cookie": f"{SESSION}={sessions.begin(tx, account, 'bench')}"}, page)

        guests = [guest(number, *one) for number, one in enumerate(places)]
        return guests, guest(PEOPLE, REGION, REGION_ROLE, "round")


def measure(folder: Path, minutes: float = MINUTES) -> Crowd:
    """Let them come, each rerunning the own page, while reports are accepted. Fails where an acceptance is lost."""
    path = folder / "demo.duckdb"
    guests, clerk = people(path)
    with Store.open(path, demo=True) as store:
        reports = list(month_steps.steps(store, places_of_region(REGION), YEAR))
    assert len(reports) >= 60 * minutes / ACCEPT_EVERY

    async def both(server: Server) -> tuple[Crowd, int]:
        return await asyncio.gather(crowd(server, guests, 60 * minutes), accept(server, clerk, reports, 60 * minutes))

    with product_server(folder) as server:
        met, accepted = asyncio.run(both(server))
    with Store.open(path, demo=True) as store:
        taken = month_steps.steps(store, places_of_region(REGION), YEAR)
    assert accepted == sum(one.step is Step.ACCEPT for steps in taken.values() for one in steps)
    return met


def places_of_region(region: str) -> list[str]:
    """The codes of the places directly below a region."""
    return [place.code for place in children(region)]
