"""The file uploader in the reader's language: Streamlit's own has English words that it offers no way to change."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ishreja.language import _

_BUTTON = '[data-testid="stFileUploaderDropzone"] > span button p'
_HINT = '[data-testid="stFileUploaderDropzoneInstructions"] span'
_BROWSER_REFUSED = ':has([data-testid="stFileChip"][aria-invalid="true"])'
_BROWSER_SAYS = '[data-testid="stTooltipErrorContent"], [data-testid="stFileChip"] [role="alert"]'
REFUSED = "file_refused"


def draw(label: str, kinds: Sequence[str], shown: Sequence[str], key: str) -> UploadedFile | None:
    """Draw an uploader for these kinds of file; the file that was chosen, if any.

    shown are the kinds to be named: older ones are let through, to be refused with what to do. The words are put
    over Streamlit's by style, since it takes no others.
    """
    named = ", ".join(shown)
    _translate(
        _("Choose a file"),
        _("Or drop it here: {kinds}, at most 5 MB").format(kinds=named),
        _("This file was not taken: only {kinds} of at most 5 MB are. Choose another.").format(kinds=named),
    )
    return st.file_uploader(label, type=list(kinds), key=key)


def draw_many(label: str, kinds: Sequence[str], hint: str, key: str) -> list[UploadedFile]:
    """Draw an uploader for several files at once, with a hint of its own; the files that were chosen."""
    refusal = _("Files marked red were not taken: they are of another kind, or larger than 5 MB.")
    _translate(_("Choose files"), hint, refusal)
    return st.file_uploader(label, type=list(kinds), accept_multiple_files=True, key=key)


def show_refusal(message: str | None) -> None:
    """Say why the last file was not read, until the browser itself turns the next one away."""
    if message:
        with st.container(key=REFUSED):
            st.error(message, icon=":material/error:")


def _translate(button: str, hint: str, refusal: str) -> None:
    """refusal is said of a file that the browser did not send: of another kind, or too large."""
    words = "".join(
        f'{place} {{ font-size: 0; }} {place}::after {{ content: "{text}"; font-size: .875rem; }} '
        for place, text in ((_BUTTON, _css(button)), (_HINT, _css(hint)))
    )
    words += (
        f'[data-testid="stFileUploader"]{_BROWSER_REFUSED}::after {{ content: "{_css(refusal)}"; display: block;'
        " padding-top: .4rem; font-size: .875rem; color: light-dark(#9c2a1c, #f2917f); }"
        f"{_BROWSER_SAYS} {{ display: none; }}"
        f'[data-testid="stMain"]{_BROWSER_REFUSED} .st-key-{REFUSED} {{ display: none; }}'
    )
    st.html(f"<style>{words}</style>")


def _css(text: str) -> str:
    """Text as the inside of a CSS string."""
    return text.replace("\\", "").replace('"', "").replace("<", "")
