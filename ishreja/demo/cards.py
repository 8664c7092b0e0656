"""The districts' cards of the demo: invented like its figures, the same every time.

The populations are round numbers of the size that such a district or city has, no statistics of anybody's. The
regional centre's card has none, for its readers are counted among the districts' people.
"""

from __future__ import annotations

import random
from decimal import Decimal

from ishreja.demo.offices import JONDOR, PESHKU, Office
from ishreja.domain.district_card import DistrictCard

WITHOUT = PESHKU
"""The one place that has filled in no card."""
HOLDINGS, STAFF = 71_077, 14  # Jondor's: the stocktake of its plan, and what such a centre has of posts
POPULATION = {
    "1706204": 100_000,
    "1706207": 170_000,
    "1706212": 145_000,
    "1706215": 310_000,
    "1706219": 80_000,
    "1706230": 170_000,
    "1706232": 20_000,
    "1706240": 125_000,
    "1706242": 150_000,
    JONDOR: 180_000,
    "1706258": 185_000,
    "1706401": 290_000,
    "1706403": 65_000,
}


def card_of(office: Office, year: int) -> DistrictCard | None:
    """The office's card of the year, by its size; None where it has filled in none."""
    if office.place == WITHOUT:
        return None
    chance = random.Random(f"{year} {office.place} card")  # noqa: S311
    holdings = HOLDINGS if office.place == JONDOR else round(HOLDINGS * office.size * chance.uniform(0.85, 1.15))
    people = POPULATION.get(office.place)
    return DistrictCard(
        population=None if people is None else Decimal(people + 100 * chance.randint(-20, 20)),
        staff=Decimal(round(2 * STAFF * office.size**0.8 * chance.uniform(0.9, 1.1))) / 2,
        holdings=Decimal(holdings),
        written_off=Decimal(round(holdings * chance.uniform(0.003, 0.015))),
        opening_days=Decimal(chance.randint(288, 304)),
    )
