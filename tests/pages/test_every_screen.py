"""Every screen opens over demo data, for everybody who has it in the navigation."""

from __future__ import annotations

import pytest

from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION, STAFF, VIEWER
from tests.pages.conftest import PAGES, PLACE, Opener, SignIn

EVERYBODY = ("overview", "inbox", "services", "indicator", "deadlines", "monthly_report", "plan", "definitions")
SIDE_BY_SIDE = ("region", "round", "compare", "indicators")
SCREENS = {
    (STAFF, PLACE): EVERYBODY,
    (DIRECTOR, PLACE): EVERYBODY,
    (VIEWER, "1706"): (*EVERYBODY, *SIDE_BY_SIDE),
    (REGION, "1706"): (*EVERYBODY, *SIDE_BY_SIDE, "audit"),
    (REGION, "17"): (*EVERYBODY, *SIDE_BY_SIDE, "audit"),
    (ADMINISTRATOR, "1706"): (*EVERYBODY, *SIDE_BY_SIDE, "audit", "accounts", "places"),
}


@pytest.mark.parametrize(("role", "place"), SCREENS, ids=["-".join(who) for who in SCREENS])
def test_every_screen_opens(demo_app: Opener, sign_in: SignIn, role: str, place: str) -> None:
    sign_in(role, place)
    for screen in SCREENS[role, place]:
        app = demo_app(screen)
        assert not app.exception, screen
        assert not app.error, screen


def test_every_screen_there_is_is_opened() -> None:
    assert {page.stem for page in PAGES.glob("*.py")} == {name for names in SCREENS.values() for name in names}
