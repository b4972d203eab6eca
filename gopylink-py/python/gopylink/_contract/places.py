"""Where objects in memory are written."""

from __future__ import annotations

import inspect
import linecache
import os
from typing import Any


def place_of(obj: Any) -> str:
    """Returns the file and the line of a function or class, as short as can be; nothing if they are not known."""
    code = getattr(inspect.unwrap(obj) if callable(obj) and not isinstance(obj, type) else obj, "__code__", None)
    # What a dataclass gets is written nowhere.
    if code is not None and not code.co_filename.startswith("<"):
        return f"{shown(code.co_filename)}:{_definition(code.co_filename, code.co_firstlineno)}"
    try:
        file = inspect.getsourcefile(obj)
        # Where it ends takes longer to find, and is of no interest.
        _, above = inspect.findsource(obj)
    except (OSError, TypeError):
        return ""
    return f"{shown(file or '')}:{_definition(file or '', above + 1)}"


def _definition(file: str, line: int) -> int:
    """Returns the line of the ``def`` or ``class`` below the decorators that begin in a line."""
    for number in range(line, line + 30):
        if linecache.getline(file, number).lstrip().startswith(("def ", "async def ", "class ")):
            return number
    return line


def shown(file: str) -> str:
    """Returns a path as short as it is from the working directory."""
    try:
        relative = os.path.relpath(file)
    except (OSError, ValueError):
        return file
    return file if relative.startswith(os.pardir) else relative
