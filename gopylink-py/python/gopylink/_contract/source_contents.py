"""What enums and records in source code consist of."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gopylink._contract import decorators
from gopylink._contract.contents import ClassField, Contents, Member
from gopylink._contract.enums import UNKNOWN, SourceEnum
from gopylink._contract.fields import fields_of, is_named_tuple
from gopylink._contract.lineage import with_bases

if TYPE_CHECKING:
    from gopylink._contract.definitions import Scope


class SourceContents(Contents):
    """The contents of a class."""

    def __init__(self, node: ast.ClassDef, scope: Scope) -> None:
        self.key = node
        self._node = node
        self._scope = scope

    def place(self) -> str:
        return f"{self._scope.path}:{self._node.lineno}"

    def is_tuple(self) -> bool:
        return any(is_named_tuple(*it) for it in with_bases(self._node, self._scope))

    def members(self) -> Sequence[Member] | None:
        found = SourceEnum(self._node, self._scope)
        if found.is_flag or not self._is_as_written():
            return None
        aliases = found.aliases()
        return [
            Member(name, value if isinstance(value, str) else None, value is not UNKNOWN, name in aliases)
            for name, value in found.values().items()
        ]

    def takes_others(self) -> bool:
        return SourceEnum(self._node, self._scope).makes_members

    def fields(self) -> Sequence[ClassField] | None:
        if not self._is_known():
            return None
        is_dict = self._scope.class_kind(self._node) == "typeddict"
        return [
            ClassField(
                it.name,
                it.scope.hint(it.annotation),
                not it.may_be_missing if is_dict else it.default is None and it.is_parameter,
                not it.may_be_missing,
            )
            for it in fields_of(self._node, self._scope)
            if it.is_kept
        ]

    def _is_as_written(self) -> bool:
        return decorators.keep_the_signature(self._node, self._scope)

    def _is_known(self, depth: int = 0) -> bool:
        """Whether there is nothing to it and to its bases but what is written."""
        has_metaclass = any(it.arg == "metaclass" for it in self._node.keywords)
        return (
            depth < 50
            and self._is_as_written()
            and not has_metaclass
            and all(self._is_known_base(it, depth) for it in self._node.bases)
        )

    def _is_known_base(self, base: ast.expr, depth: int) -> bool:
        found = self._scope.class_of(base)
        if found is not None:
            return SourceContents(*found)._is_known(depth + 1)
        module, _, name = (self._scope.base(base) or ast.unparse(base)).rpartition(".")
        # A protocol is abstract.
        return name == "object" or (module in ("typing", "typing_extensions") and name != "Protocol")
