"""Files that a command writes, or holds against what it would write."""

from __future__ import annotations

import difflib
import os
import sys
import tempfile
from collections.abc import Callable


def write(path: str, text: str) -> None:
    """Writes a file, unless it is so already, and says which. There is never half of it."""
    if _read(path) == text:
        print(f"{path} is up to date")
        return
    folder = os.path.dirname(path) or "."
    os.makedirs(folder, exist_ok=True)
    number, temporary = tempfile.mkstemp(dir=folder, prefix=".gopylink-")
    try:
        with open(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        # Readable for whoever a new file is readable for.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    print(f"wrote {path}")


def is_current(path: str, text: str, command: str, meaning: Callable[[str], str] = str) -> bool:
    """Whether a file is as a command would write it. If not, prints what differs and how to write it.

    :param meaning: makes texts the same that differ in nothing that matters
    """
    found = _read(path)
    if found is not None and meaning(found) == meaning(text):
        return True
    if found is None:
        print(f"gopylink: {path} is not there; write it with: {command}", file=sys.stderr)
        return False
    lines = difflib.unified_diff(
        found.splitlines(keepends=True), text.splitlines(keepends=True), path, f"{path} (as it would be written)"
    )
    sys.stdout.writelines(lines)
    print(f"gopylink: {path} is out of date; write it with: {command}", file=sys.stderr)
    return False


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return ""
