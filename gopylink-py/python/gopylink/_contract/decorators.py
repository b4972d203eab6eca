"""What decorators of source code make of a function or class, as far as their names tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from gopylink._contract.definitions import Scope

Decorated = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef]

_PROPERTIES = {"property", "cached_property", "setter", "getter", "deleter"}
_TYPING = {"overload", "final", "override", "no_type_check", "runtime_checkable"}
# What these give is called as what they got.
_TRANSPARENT = {f"{module}.{name}" for module in ("typing", "typing_extensions") for name in _TYPING}
_TRANSPARENT |= {"functools.cache", "functools.lru_cache", "functools.total_ordering", "abc.abstractmethod"}
_TRANSPARENT |= {"enum.unique", "enum.verify", "staticmethod", "classmethod", "dataclasses.dataclass"}


def names(node: Decorated, scope: Scope) -> list[str]:
    """Returns the full names of the decorators, those that are not known as they are written."""
    return [name(it, scope) for it in node.decorator_list]


def name(decorator: ast.expr, scope: Scope) -> str:
    """Returns the full name of a decorator."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return scope.qualified(called) or ast.unparse(called)


def is_property(node: Decorated, scope: Scope) -> bool:
    """Whether the method becomes something that is not called."""
    return any(it.rpartition(".")[2] in _PROPERTIES for it in names(node, scope))


def is_dataclass(decorator: ast.expr, scope: Scope) -> bool:
    """Whether a decorator is ``dataclasses.dataclass``."""
    return name(decorator, scope) == "dataclasses.dataclass"


def is_attrs(decorator: ast.expr, scope: Scope) -> bool:
    """Whether a decorator makes a class of attrs."""
    return name(decorator, scope) in ("attr.s", "attr.define", "attrs.define", "attrs.frozen", "attr.dataclass")


def keep_the_signature(node: Decorated, scope: Scope) -> bool:
    """Whether what is exported is called as it is written. Decorators above the export come after it."""
    return all(name(it, scope) in _TRANSPARENT or is_attrs(it, scope) for it in _below_export(node, scope))


def rename(node: Decorated, scope: Scope) -> bool:
    """Whether what is exported has the name of something else."""
    return any(name(it, scope) == "functools.wraps" for it in _below_export(node, scope))


def _below_export(node: Decorated, scope: Scope) -> Iterator[ast.expr]:
    for decorator in reversed(node.decorator_list):
        if name(decorator, scope).rpartition(".")[2] == "export":
            return
        yield decorator
