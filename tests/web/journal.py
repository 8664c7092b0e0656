"""What stands in the record of changes, as whoever may read all of it is shown it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

from ishreja.views.audit_words import action_name
from tests.web.conftest import Server
from tests.wire import Wire

READER = "milliy"


def recorded(server: Server, who: str, action: str = "refused") -> list[str]:
    """What the journal tells of a person (by login) and an action, the newest first, a line each."""
    with Wire(server.browser(READER)) as wire:
        shown = wire.run("audit", query=f"who={quote(f'{who} nomli')}&action={quote(action)}")
    bodies = "".join(message.delta.new_element.html.body for message in shown.messages)
    rows = [unescape(re.sub(r"<[^>]+>", " ", row)) for row in re.findall(r"<tr.*?</tr>", bodies, re.DOTALL)]
    told = (re.sub(r"\s+", " ", row).strip() for row in rows)
    return [row for row in told if f"{who} nomli (" in row and row.startswith(action_name(action))]
