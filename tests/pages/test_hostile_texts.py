"""What a document or a person wrote is shown as it was written, and never becomes part of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ishreja import language
from ishreja.ui import browser, context, keys
from tests.hostile import fill_with
from tests.pages.conftest import PAGES, Opener, SignIn, html_of, in_cyrillic, own_app  # noqa: F401 - the fixture

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></table><iframe src=//example.org></iframe>",
    "[x](javascript:alert(1)) {{7*7}} {name}",
)
OWN_SCRIPT = re.compile("|".join(re.escape(browser.script(code)) for code in language.LANGUAGES))
OWN_FORM = re.compile(r'<form method="post" action="/logout">.*?</form>')
SCREENS = sorted(path.stem for path in PAGES.glob("*.py"))
OF_ADMINISTRATORS = ("accounts", "places")


class Seen(HTMLParser):
    """The tags and attributes that a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _shown(app: AppTest) -> Seen:
    assert not app.exception
    assert not [element for element in app.markdown if element.allow_html]
    html = html_of(app)
    assert len(OWN_FORM.findall(html)) == 1
    return Seen(OWN_FORM.sub("", OWN_SCRIPT.sub("", html)))


@pytest.fixture
def opened(own_folder: Path) -> Iterator[Path]:
    yield own_folder
    context.close()


def _is_inert(seen: Seen) -> None:
    forbidden = {"script", "iframe", "svg", "object", "embed", "form", "base", "meta"}
    assert seen.tags & forbidden == set()
    assert not [name for name, _value in seen.attributes if name.startswith("on")]
    sources = [value for name, value in seen.attributes if name == "src"]
    assert all(value.startswith("data:image/svg+xml") for value in sources)
    targets = [value for name, value in seen.attributes if name == "href"]
    assert not [value for value in targets if value.strip().lower().startswith(("javascript:", "data:", "//"))]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_text_becomes_markup_on_any_screen(
    screen: str,
    opened: Path,
    own_app: Opener,  # noqa: F811
    sign_in: SignIn,
) -> None:
    fill_with(opened, " ".join(PAYLOADS))
    sign_in("administrator" if screen in OF_ADMINISTRATORS else "region", "1706")
    app = own_app(screen, **{keys.MONTH: "3", keys.ROW: "2"})
    _is_inert(_shown(app))
    _is_inert(_shown(in_cyrillic(app)))


@pytest.mark.parametrize("screen", ["overview", "services", "indicator", "plan"])
def test_a_text_is_read_as_it_was_written(screen: str, opened: Path, own_app: Opener) -> None:  # noqa: F811
    payload = PAYLOADS[0]
    fill_with(opened, payload)
    seen = _shown(own_app(screen, **{keys.MONTH: "3", keys.ROW: "2"}))
    assert payload in "".join(seen.texts)
