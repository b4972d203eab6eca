"""Classes that a call makes, as the statement that does the same: ``Point = NamedTuple("Point", [("x", int)])``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

_Fields = list[tuple[str, ast.expr]]

# What says nothing of the type of a field.
_ANYTHING = ast.Constant(...)


def class_of_call(
    name: str, node: ast.expr | None, qualified: Callable[[ast.expr], str | None], known: Callable[[str], ast.expr]
) -> ast.ClassDef | None:
    """Returns the class that a call makes; nothing for any other expression, and where the members are not all written.

    :param qualified: returns the full name of what an expression names
    :param known: makes an expression that has a full name
    """
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return None
    full = qualified(node.func) or ""
    keywords = {it.arg: it.value for it in node.keywords}
    listed = node.args[1]
    body: list[ast.stmt] | None = None
    passed: list[ast.keyword] = []
    if full in ("typing.NamedTuple", "typing_extensions.NamedTuple"):
        body = _annotated(_pairs(listed))
    elif full == "collections.namedtuple":
        names = _names(listed)
        body = _annotated(None if names is None else [(it, _ANYTHING) for it in names], keywords.get("defaults"))
        full = "typing.NamedTuple"
    elif full in ("typing.TypedDict", "typing_extensions.TypedDict"):
        body = _annotated(_entries(listed))
        passed = [it for it in node.keywords if it.arg == "total"]
    elif full.startswith("enum.") and full.endswith(("Enum", "Flag")):
        body = _assigned(listed, keywords.get("start"), known)
    if body is None:
        return None
    bases = [known(full)]
    if full == "enum.Enum" and "type" in keywords:
        bases.insert(0, keywords["type"])
    made = ast.ClassDef(name=name, bases=bases, keywords=passed, body=body, decorator_list=[])
    return ast.fix_missing_locations(ast.copy_location(made, node))


def _annotated(fields: _Fields | None, defaults: ast.expr | None = None) -> list[ast.stmt] | None:
    if fields is None:
        return None
    values = defaults.elts if isinstance(defaults, (ast.Tuple, ast.List)) else []
    without = len(fields) - len(values)
    return [
        ast.AnnAssign(ast.Name(name, ast.Store()), annotation, values[index - without] if index >= without else None, 1)
        for index, (name, annotation) in enumerate(fields)
    ]


def _assigned(listed: ast.expr, start: ast.expr | None, known: Callable[[str], ast.expr]) -> list[ast.stmt] | None:
    names = _names(listed)
    members = _pairs(listed) if names is None else list(_numbered(names, start, known))
    members = _entries(listed) if members is None else members
    if members is None:
        return None
    return [ast.Assign([ast.Name(name, ast.Store())], value) for name, value in members]


def _numbered(
    names: list[str], start: ast.expr | None, known: Callable[[str], ast.expr]
) -> Iterator[tuple[str, ast.expr]]:
    for index, name in enumerate(names):
        yield name, start if start is not None and index == 0 else ast.Call(known("enum.auto"), [], [])


def _names(node: ast.expr) -> list[str] | None:
    """Returns the names in ``"a b"``, ``"a, b"`` or ``["a", "b"]``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace(",", " ").split()
    texts = [_text(it) for it in node.elts] if isinstance(node, (ast.List, ast.Tuple)) else [None]
    return None if None in texts else [it for it in texts if it is not None]


def _pairs(node: ast.expr) -> _Fields | None:
    """Returns what stands in ``[("a", int), ("b", str)]``."""
    pairs = []
    for item in node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]:
        inside = item.elts if isinstance(item, (ast.Tuple, ast.List)) else []
        name = _text(inside[0]) if len(inside) == 2 else None
        if name is None:
            return None
        pairs.append((name, inside[1]))
    return pairs


def _entries(node: ast.expr) -> _Fields | None:
    """Returns what stands in ``{"a": int, "b": str}``."""
    names = [_text(it) for it in node.keys] if isinstance(node, ast.Dict) else [None]
    if None in names or not isinstance(node, ast.Dict):
        return None
    return [(name, value) for name, value in zip(names, node.values) if name is not None]


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
