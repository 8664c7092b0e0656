"""The offices of the demo: Bukhara's thirteen districts and cities and their regional centre, each with its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

JONDOR = "1706246"
PESHKU, ROMITAN, SHOFIRKON, REGION = "1706240", "1706242", "1706258", "1706"


@dataclass(frozen=True, slots=True)
class Office:
    """How an invented office works: place (code) and its director's name.

    size is its targets by Jondor's, pace the share of its plan that it keeps up with. behind is a service that lags,
    ahead an indicator (code of the catalogue) that runs far ahead, forgotten one that never came, blank a service
    that left September out. late: month to the days by which its report came after the month's end. months are those
    that it reported. mark_all says that also what is due every week is marked as handed in.
    """

    place: str
    director: str
    size: float = 1.0
    pace: float = 1.0
    behind: str | None = None
    ahead: str | None = None
    forgotten: str | None = None
    blank: str | None = None
    late: Mapping[int, int] = field(default_factory=dict)
    months: range = range(1, 10)
    mark_all: bool = False


OFFICES = (
    Office(
        JONDOR,
        "Halimov",
        behind="fond",
        ahead="digitised_on_demand",
        forgotten="science_forum",
        blank="bibliografiya",
        late={4: 3},
        mark_all=True,
    ),
    Office("1706204", "Sattorov", 0.6, 0.97),
    Office("1706207", "Yoʻldosheva", 0.9, 1.04, ahead="visits"),
    Office("1706212", "Rahmonova", 0.8, 0.93, behind="abonement"),
    Office("1706215", "Toʻrayev", 1.6, 1.02, late={2: 9, 5: 12, 9: 14}),
    Office("1706219", "Nazarov", 0.45, months=range(0)),
    Office("1706230", "Hamroyeva", 0.9, 0.9, behind="akt", late={month: 5 + month % 3 for month in range(1, 10)}),
    Office("1706232", "Ergashev", 0.18, 1.1, ahead="loans"),
    Office(PESHKU, "Murodova", 0.65, 0.86, behind="fond", forgotten="other_libraries_survey", late={7: 18, 8: 6}),
    Office(ROMITAN, "Qodirova", 0.75, 1.0, blank="akt"),
    Office(SHOFIRKON, "Olimov", 1.0, 1.06),
    Office("1706401", "Karimova", 2.4, 0.99, behind="bibliografiya"),
    Office("1706403", "Sharipov", 0.5, 1.05, ahead="outreach_events"),
    Office(REGION, "Aminova", 3.5, 1.01, months=range(1, 9)),
)
"""The one whose story the screens tell comes first, then by code, the regional centre last."""
