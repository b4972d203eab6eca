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
        above = list(with_bases(self._node, self._scope))
        return identity in {identity_of(*it) for it in above} or not all(_is_known(*it) for it in above)


def identity_of(node: ast.ClassDef, scope: Scope) -> object:
    """Returns what tells a class of source code from others."""
    # A file may be read twice, by one path and by another.
    return (os.path.realpath(scope.path), node.name, node.lineno)


def with_bases(node: ast.ClassDef, scope: Scope) -> Iterator[tuple[ast.ClassDef, Scope]]:
    """Returns a class and those in reach that it derives from, each once, even if they derive from each other."""
    waiting, seen = [(node, scope)], {node}
    while waiting:
        cls, home = waiting.pop()
        yield cls, home
        for base in cls.bases:
            found = home.class_of(base)
            if found is not None and found[0] not in seen:
                seen.add(found[0])
                waiting.append(found)


def _is_known(node: ast.ClassDef, scope: Scope) -> bool:
    """Whether all classes are in reach that a class derives from itself."""
    names = [scope.base(it) or f"builtins.{ast.unparse(it)}" for it in node.bases if scope.class_of(it) is None]
    return node.name not in scope.registered and all(it.partition(".")[0] in _PLAIN for it in names)


# Classes of these derive from nothing that is exported.
_PLAIN = ("builtins", "abc", "enum", "typing", "typing_extensions")
