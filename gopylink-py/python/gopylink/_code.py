"""Turns source code that comes from Rust into a function, for ``python_code_call``."""

from __future__ import annotations

import ast
import functools
import itertools
import linecache
import textwrap
import weakref
from collections.abc import Callable
from types import CodeType
from typing import Any

_numbers = itertools.count(1)


def function(source: str) -> Callable[..., Any]:
    """Returns the one function that the source defines at its top level.

    Other statements run first, in a namespace of this call's own. Common indentation is removed.

    :raises SyntaxError: if the source is not Python
    :raises ValueError: if it defines no function, or several
    :raises TypeError: if the function is async
    """
    compiled = _compile(source)
    namespace: dict[str, Any] = {"__name__": "gopylink_code", "__gopylink_source__": compiled}
    exec(compiled.code, namespace)
    found: Callable[..., Any] = namespace[compiled.name]
    return found


class _Compiled:
    """Compiled source. Its lines are shown in tracebacks for as long as it, or a function made from it, lives."""

    code: CodeType
    name: str

    def __init__(self, source: str) -> None:
        source = textwrap.dedent(source)
        filename = f"<gopylink code {next(_numbers)}>"
        lines = source.splitlines(keepends=True)
        linecache.cache[filename] = (len(source), None, lines, filename)
        weakref.finalize(self, linecache.cache.pop, filename, None).atexit = False
        tree = ast.parse(source, filename)
        self.name = _defined_function(tree)
        self.code = compile(tree, filename, "exec")


_compile = functools.lru_cache(maxsize=256)(_Compiled)


def _defined_function(tree: ast.Module) -> str:
    found = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    if not found:
        raise ValueError("the code defines no function; it must define one at its top level")
    if len(found) > 1:
        names = ", ".join(repr(node.name) for node in found)
        raise ValueError(f"the code defines {len(found)} functions ({names}); it must define one")
    if isinstance(found[0], ast.AsyncFunctionDef):
        raise TypeError(f"{found[0].name!r} is an async function, which Rust cannot call; write it with plain def")
    return found[0].name
