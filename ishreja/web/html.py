"""Small whole pages without Streamlit: signing in, setting up, links. They work without scripts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ishreja.domain.places import PLACES, REPUBLIC, children, full_name, regions
from ishreja.language import LANGUAGES, _, current, script
from ishreja.web.requests import form_token, keep_form_token

_ASSETS = Path(__file__).parent / "assets"
_FAVICON = Path(__file__).parents[1] / "ui" / "assets" / "favicon.svg"
_NAMES = {"uz": "Oʻzbekcha", "uz_Cyrl": "Ўзбекча"}


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled input: its name, label (plain text), type, what it holds, a hint under it."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    autocomplete: str = "off"
    required: bool = True
    focus: bool = False


def page(request: Request, title: str, body: str, *, status: int = 200, wide: bool = False) -> Response:
    """A page of this title, with the language switch; body is HTML."""
    answer = _framed(title, body, _switch(request), status, wide)
    keep_form_token(request, answer)
    return answer


def failure(message: str, status: int) -> Response:
    """A page that says what is wrong, and no more."""
    return _framed("ishreja", error(message), "", status, False)


def error(message: str) -> str:
    """What must be mended, said at once by a screen reader; empty for nothing."""
    return f'<p class="error" role="alert">{escape(message)}</p>' if message else ""


def told(message: str) -> str:
    """What was done; empty for nothing."""
    return f'<p class="told" role="status">{escape(message)}</p>' if message else ""


def muted(message: str) -> str:
    """A line in a quieter colour."""
    return f'<p class="muted">{escape(message)}</p>'


def form(request: Request, action: str, inner: str, *, classes: str = "") -> str:
    """A form that is posted to the path, with this browser's token; inner is HTML."""
    token = f'<input type="hidden" name="csrf" value="{escape(form_token(request))}">'
    return f'<form method="post" action="{escape(action)}" class="{classes}">{token}{inner}</form>'


def button(label: str, *, name: str = "", value: str = "", quiet: bool = False) -> str:
    """A button that sends its form."""
    given = f' name="{escape(name)}" value="{escape(value)}"' if name else ""
    return f'<button type="submit"{given}{" class=quiet" if quiet else ""}>{escape(label)}</button>'


def hidden(name: str, value: str) -> str:
    """A field that is sent along."""
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def field(one: Field) -> str:
    """The input with its label and hint."""
    hint = f'<span class="hint" id="{one.name}-hint">{escape(one.hint)}</span>' if one.hint else ""
    more = "".join(
        [
            f' aria-describedby="{one.name}-hint"' if one.hint else "",
            " required" if one.required else "",
            " autofocus" if one.focus else "",
            ' autocapitalize="none" spellcheck="false"' if one.kind == "password" or "login" in one.name else "",
        ]
    )
    return (
        f'<label for="{one.name}">{escape(one.label)}</label>'
        f'<input id="{one.name}" name="{one.name}" type="{one.kind}" value="{escape(one.value)}"'
        f' autocomplete="{one.autocomplete}" maxlength="200"{more}>{hint}'
    )


def places(chosen: str) -> str:
    """A list of all places to choose one from, by region."""
    options = _option(REPUBLIC, chosen) + "".join(
        _group(region.code, chosen, (one.code for one in children(region.code))) for region in regions()
    )
    first = f'<option value="">{escape(_("Choose"))}</option>'
    return (
        f'<label for="place">{escape(_("Place"))}</label>'
        f'<select id="place" name="place" required>{first}{options}</select>'
    )


def _group(head: str, chosen: str, codes: Iterable[str]) -> str:
    options = "".join(_option(code, chosen) for code in (head, *codes))
    return f'<optgroup label="{escape(script(full_name(PLACES[head])))}">{options}</optgroup>'


def _option(code: str, chosen: str) -> str:
    name = escape(script(full_name(PLACES[code])))
    return f'<option value="{code}"{" selected" if code == chosen else ""}>{name}</option>'


def _switch(request: Request) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "language"]
    links = []
    for code in LANGUAGES:
        here = ' aria-current="true"' if code == current() else ""
        query = escape(urlencode([*kept, ("language", code)]))
        links.append(
            f'<a href="{escape(request.url.path)}?{query}" lang="{code.replace("_", "-")}"{here}>{_NAMES[code]}</a>'
        )
    return f'<nav aria-label="{escape(_("Language"))}">{"".join(links)}</nav>'


def _framed(title: str, body: str, switch: str, status: int, wide: bool) -> HTMLResponse:
    css, icon = _assets()
    text = (
        f'<!doctype html><html lang="{current().replace("_", "-")}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} – ishreja</title><link rel="icon" href="data:image/svg+xml;base64,{icon}">'
        f'<style>{css}</style></head><body><header><a class="name" href="/">ishreja</a>{switch}</header>'
        f"<main{' class=wide' if wide else ''}>{body}</main></body></html>"
    )
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})


@cache
def _assets() -> tuple[str, str]:
    return (_ASSETS / "style.css").read_text("utf-8"), b64encode(_FAVICON.read_bytes()).decode()
