"""The file uploader in the reader's language: Streamlit's own has English words that it offers no way to change."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ishreja.language import _

_BUTTON = '[data-testid="stFileUploaderDropzone"] > span button p'
_HINT = '[data-testid="stFileUploaderDropzoneInstructions"] span'


def draw(label: str, kinds: Sequence[str], shown: Sequence[str], key: str) -> UploadedFile | None:
    """Draw an uploader for these kinds of file; the file that was chosen, if any.

    shown are the kinds to be named: older ones are let through, to be refused with what to do. The words are put
    over Streamlit's by style, since it takes no others.
    """
    _translate(_("Choose a file"), _("Or drop it here: {kinds}, at most 5 MB").format(kinds=", ".join(shown)))
    return st.file_uploader(label, type=list(kinds), key=key)


def draw_many(label: str, kinds: Sequence[str], hint: str, key: str) -> list[UploadedFile]:
    """Draw an uploader for several files at once, with a hint of its own; the files that were chosen."""
    _translate(_("Choose files"), hint)
    return st.file_uploader(label, type=list(kinds), accept_multiple_files=True, key=key)


def _translate(button: str, hint: str) -> None:
    words = "".join(
        f'{place} {{ font-size: 0; }} {place}::after {{ content: "{text}"; font-size: .875rem; }} '
        for place, text in ((_BUTTON, _css(button)), (_HINT, _css(hint)))
    )
    st.html(f"<style>{words}</style>")


def _css(text: str) -> str:
    """Text as the inside of a CSS string."""
    return text.replace("\\", "").replace('"', "").replace("<", "")
