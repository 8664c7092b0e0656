"""What every page does in the browser itself."""

from __future__ import annotations

from ishreja.ui.markup import STYLE

# Streamlit's page says that it is English: screen readers would read it so, and browsers offer to translate it.
_LANGUAGE = "document.documentElement.lang = '{}';"
_HISTORY = STYLE.with_name("history.js").read_text(encoding="utf-8")


def script(language: str) -> str:
    """The script as HTML: it tells the page's language and keeps "back" to what a person did."""
    return f"<script>{_LANGUAGE.format(language.replace('_', '-'))}\n{_HISTORY}</script>"
