"""The sandbox's child: `python -I child.py ROOT MODULE:FUNCTION CPU_SECONDS`.

Standard input brings the arguments as one line of JSON and then the file. The child imports the function, gives up
what it may not use, reads the file and calls. Standard output carries one letter and the rest: B and bytes, J and
JSON, E and the name of what was raised. It is run as a script, so that nothing of the product is imported that the
function does not need.
"""

from __future__ import annotations

import importlib
import json
import re
import resource
import sys

MEMORY = 1_000_000_000
MAX_ANSWER = 40_000_000

# Not needed to read a file, slow to import, and greedy for address space.
_UNUSED = ("numpy", "pandas")
_CHANGES = re.compile(
    r"socket\.|subprocess\.|shutil\.|ctypes\.dlopen|os\.(?:exec|fork|posix_spawn|system|remove|rename|rmdir|mkdir"
    r"|link|symlink|truncate|chmod|chown|kill)"
)
_WRITES = 0o3 | 0o100 | 0o1000 | 0o2000  # O_ACCMODE, O_CREAT, O_TRUNC, O_APPEND


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """An audit hook: reading goes on, whatever writes, sends or starts something ends in PermissionError."""
    if event == "open":
        flags = args[2]
        if isinstance(flags, int) and flags & _WRITES:
            raise PermissionError(event)
    elif _CHANGES.match(event):
        raise PermissionError(event)


def _give_up(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _answer(target: str, seconds: int) -> bytes:
    module, _, function = target.partition(":")
    call = getattr(importlib.import_module(module), function)
    _give_up(seconds)
    arguments = json.loads(sys.stdin.buffer.readline())
    result = call(sys.stdin.buffer.read(), **arguments)
    if isinstance(result, bytes):
        return b"B" + result
    return b"J" + json.dumps(result, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def main() -> None:
    """Answer one call; whatever the function raises is answered by its name."""
    root, target, seconds = sys.argv[1:]
    sys.path.insert(0, root)
    sys.modules.update(dict.fromkeys(_UNUSED))  # type: ignore[arg-type]
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints must not mix with the answer
    try:
        answer = _answer(target, int(seconds))
        if len(answer) > MAX_ANSWER:
            raise MemoryError
    except BaseException as error:  # the parent turns every name into one message
        answer = b"E" + type(error).__name__.encode()
    out.write(answer)
    out.flush()


if __name__ == "__main__":
    main()
