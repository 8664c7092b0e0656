"""Many visitors at once on one server over large data, each rerunning a page again and again."""

from __future__ import annotations

import asyncio
import http.cookiejar
import random
import re
import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.serving import Server, product, progress
from bench.session import Failed, visiting

PEOPLE = 200
EVERY = 10.0  # seconds between two reruns of a visitor
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


def signed_in(address: str, login: str) -> dict[str, str]:
    """The headers of one of the demo's people, signed in by one click on the sign-in page."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with browser.open(f"{address}/login") as page:
        token = re.findall(r'name="csrf" value="([^"]+)"', page.read().decode())[0]
    body = urllib.parse.urlencode({"csrf": token, "login": login}).encode()
    browser.open(f"{address}/login", body).close()
    return {"Cookie": "; ".join(f"{one.name}={one.value}" for one in jar), "Origin": address}


def measure(folder: Path, minutes: float = MINUTES) -> Crowd:
    """Two hundred people with a session of their own, half of them directors and half of the region."""
    with product(folder) as server:
        kinds = (("direktor", ""), ("viloyat", "region"))
        guests = [
            Guest(signed_in(server.address, login), page)
            for login, page in (kinds[turn % len(kinds)] for turn in range(PEOPLE))
        ]
        return asyncio.run(crowd(server, guests, 60 * minutes))
