"""Pages run in Streamlit's own test harness, over a demo database of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ishreja.ui import context, keys

SHELL = Path(__file__).parents[2] / "ishreja" / "ui" / "shell.py"
PAGES = Path(__file__).parents[2] / "pages"

Opener = Callable[..., AppTest]


def _open(page: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(SHELL), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(str(PAGES / f"{page}.py")).run() if page != "overview" else app


@pytest.fixture
def demo_app(demo_folder: Path) -> Iterator[Opener]:
    """Opens a page (named as its file) over demo data, with URL parameters."""
    yield _open
    context.close()


@pytest.fixture
def own_app(own_folder: Path) -> Iterator[Opener]:
    """Opens a page where there is no data at all yet."""
    yield _open
    context.close()


def html_of(app: AppTest) -> str:
    """All the HTML that a page drew."""
    return "\n".join(element.proto.body for element in app.get("html"))


def in_cyrillic(app: AppTest) -> AppTest:
    """The page after the reader has switched to Uzbek Cyrillic."""
    app.session_state[keys.LANGUAGE] = "uz_Cyrl"
    return app.run()
