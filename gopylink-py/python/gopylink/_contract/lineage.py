"""What a class that an annotation names derives from, to compare it with a class that is exported."""

from __future__ import annotations

import abc
import ast
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gopylink._contract.looking import look

if TYPE_CHECKING:
    from gopylink._contract.definitions import Scope


class Lineage(abc.ABC):
    """A class and those above it. They are looked at when they are asked for."""

    identity: object
    """Tells the class from others, as that of an exported one does."""

    @abc.abstractmethod
    def is_open(self) -> bool:
        """Whether instances of classes pass for it that do not derive from it."""

    @abc.abstractmethod
    def may_derive_from(self, identity: object) -> bool:
        """Whether it derives from a class, or that is not known."""


class LiveLineage(Lineage):
    """The lineage of a class in memory."""

    def __init__(self, cls: type) -> None:
        self.identity = cls
        self._cls = cls

    def is_open(self) -> bool:
        return bool(look(True, getattr, self._cls, "_is_protocol", False))

    def may_derive_from(self, identity: object) -> bool:
        return not isinstance(identity, type) or look(True, issubclass, self._cls, identity)


class SourceLineage(Lineage):
    """The lineage of a class in source code."""

    def __init__(self, node: ast.ClassDef, scope: Scope) -> None:
        self.identity = identity_of(node, scope)
        self._node = node
        self._scope = scope

    def is_open(self) -> bool:
        bases = (self._scope.base(it) for it in self._node.bases)
        return any(it in ("typing.Protocol", "typing_extensions.Protocol") for it in bases)

    def may_derive_from(self, identity: object) -> bool:
        above = set(_above(self._node, self._scope))
        return identity in above or None in above


def identity_of(node: ast.ClassDef, scope: Scope) -> object:
    """Returns what tells a class of source code from others."""
    # A file may be read twice, by one path and by another.
    return (os.path.realpath(scope.path), node.name, node.lineno)


def _above(node: ast.ClassDef, scope: Scope, depth: int = 0) -> Iterator[object]:
    """Returns the identities of a class and of those that it derives from; None for one that is not in reach."""
    yield identity_of(node, scope)
    if node.name in scope.registered or depth > 50:
        yield None
    for base in node.bases:
        found = scope.class_of(base)
        if found is not None:
            yield from _above(*found, depth + 1)
        elif (scope.base(base) or f"builtins.{ast.unparse(base)}").partition(".")[0] not in _PLAIN:
            yield None


# Classes of these derive from nothing that is exported.
_PLAIN = ("builtins", "abc", "enum", "typing", "typing_extensions")
