"""Many visitors at once on one server over demo data, each rerunning a page again and again.

`python -m bench.load http://127.0.0.1:8501 200 60` lets 200 people, half of them directors and half of a region, rerun
their pages every ten seconds for a minute.
"""

from __future__ import annotations

import asyncio
import http.cookiejar
import random
import re
import statistics
import sys
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.session import Failed, visiting

EVERY = 10.0  # seconds between two reruns of a visitor
MILLI = 1000


@dataclass(frozen=True, slots=True)
class Guest:
    """Who visits, and what: request headers (a cookie), a page's address name, and the queries taken in turn."""

    headers: Mapping[str, str]
    page: str
    queries: Sequence[str]


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a crowd met: reruns done, those that failed, and the median and 95th percentile in milliseconds."""

    reruns: int
    failed: int
    median: float
    p95: float


async def crowd(address: str, guests: Sequence[Guest], seconds: float) -> Crowd:
    """Let the guests rerun their pages every ten seconds for a time; their first visits do not count."""
    taken: list[float] = []
    failures: list[str] = []
    chance = random.Random(len(guests))
    ready = asyncio.Barrier(len(guests))
    opening = asyncio.Semaphore(4)  # they come one after another; the measurement begins when all are there

    async def visit(guest: Guest, phase: float) -> None:
        async with visiting(address, guest.headers) as visitor:
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
                    taken.append(await visitor.run(guest.page, guest.queries[turn % len(guest.queries)]))
                except Failed as error:
                    failures.append(str(error))
                turn += 1

    await asyncio.gather(*(visit(guest, chance.uniform(0, EVERY)) for guest in guests))
    if failures:
        print(failures[0])
    return Crowd(
        len(taken) + len(failures),
        len(failures),
        statistics.median(taken) * MILLI,
        statistics.quantiles(taken, n=20)[-1] * MILLI,
    )


def signed_in(address: str, login: str) -> dict[str, str]:
    """The headers of one of the demo's people, signed in by one click on the sign-in page."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with browser.open(f"{address}/login") as page:
        token = re.findall(r'name="csrf" value="([^"]+)"', page.read().decode())[0]
    body = urllib.parse.urlencode({"csrf": token, "login": login}).encode()
    browser.open(f"{address}/login", body).close()
    return {"Cookie": "; ".join(f"{one.name}={one.value}" for one in jar), "Origin": address}


def main() -> None:
    """Let a crowd visit the server at an address and print what it met."""
    address, people, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    months = [f"month={month}" for month in (6, 9, 3, 8)]
    director = Guest(signed_in(address, "direktor"), "", months)
    region = Guest(signed_in(address, "viloyat"), "region", months)
    met = asyncio.run(crowd(address, [(director, region)[turn % 2] for turn in range(people)], seconds))
    print(f"{met.reruns} reruns, {met.failed} failed, median {met.median:.0f} ms, p95 {met.p95:.0f} ms")


if __name__ == "__main__":
    main()
