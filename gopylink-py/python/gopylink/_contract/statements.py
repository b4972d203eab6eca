"""The statements of source code that make names."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def statements(tree: ast.Module | ast.ClassDef) -> Iterator[ast.stmt]:
    """Returns the statements of a module or class, also those under ``if`` and ``try``."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            inside: list[ast.stmt] = [*node.body, *getattr(node, "orelse", [])]
            for handler in getattr(node, "handlers", []):
                inside += handler.body
            waiting[:0] = inside
