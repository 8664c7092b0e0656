"""The product's own server, by a clock that a test moves: `python -m tests.clocked_server FOLDER PORT`.

The clock is the machine's, moved on by as many seconds as the folder's file clock.txt says. A line on standard input,
"login role" or "login disabled", is what an administrator's page does in this process; "break module:name" makes a
function of the product fail from then on. Each is answered by a line in acted.txt.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import datetime, timedelta
from functools import reduce
from importlib import import_module
from pathlib import Path

from streamlit.web import cli

from ishreja.access import accounts as rules
from ishreja.access import command_line_actor
from ishreja.storage import accounts, opened
from ishreja.storage.store import utc_now

FILE, ACTED = "clock.txt", "acted.txt"
BREAK, SECRET = "break", "SELECT parol FROM /var/lib/ishreja/maxfiy.duckdb"
"""What breaks a function, and what it says when it fails."""


def spoil(name: str) -> None:
    """Let the function of this name ("module:name", of a class "module:Class.name") fail."""

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError(SECRET)

    module, _colon, path = name.partition(":")
    *owners, last = path.split(".")
    setattr(reduce(getattr, owners, import_module(module)), last, fail)


def act(line: str) -> None:
    """Change an account's role, disable it, or break a function."""
    login, wanted = line.split()
    if login == BREAK:
        spoil(wanted)
        return
    store, actor = opened.store(), command_line_actor()
    account = accounts.by_login(store, login)
    assert account is not None
    if wanted == "disabled":
        rules.disable(store, actor, account.account_id)
    else:
        rules.change(
            store,
            actor,
            account.account_id,
            rules.Details(account.name, wanted, account.place, account.services),
        )


def listen(folder: Path) -> None:
    """Act on what is asked, until there is nobody to ask."""
    for line in sys.stdin:
        act(line)
        with (folder / ACTED).open("a") as file:
            file.write(line)


def main(folder: Path, port: str) -> None:
    def moved() -> datetime:
        moved_by = folder / FILE
        return utc_now() + timedelta(seconds=float(moved_by.read_text()) if moved_by.exists() else 0)

    opened.clock = moved
    os.environ["ISHREJA_DATA"] = str(folder)
    threading.Thread(target=listen, args=(folder,), daemon=True).start()
    sys.argv = ["streamlit", "run", "app.py", "--server.port", port]
    cli.main()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
