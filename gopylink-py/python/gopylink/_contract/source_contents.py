"""What enums and records in source code consist of."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gopylink._contract import decorators
from gopylink._contract.contents import ClassField, Contents, Member
from gopylink._contract.fields import fields_of

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

    def members(self) -> Sequence[Member] | None:
        lineage = list(_lineage(self._node, self._scope))
        bases = {scope.base(base).rpartition(".")[2] for node, scope in lineage for base in node.bases}
        if not self._is_as_written() or bases & {"Flag", "IntFlag"}:
            return None
        makes_values = any(_defines(node, "__new__", "_generate_next_value_") for node, _ in lineage)
        found: list[Member] = []
        values: list[object] = []
        for name, value in _assigned(self._node):
            if isinstance(value, ast.Constant) and not makes_values:
                is_alias = value.value in values
                values.append(value.value)
                found.append(Member(name, value.value if isinstance(value.value, str) else None, is_alias=is_alias))
            elif isinstance(value, _NO_TEXT) and not makes_values and not bases & {"str", "StrEnum"}:
                found.append(Member(name))
            elif self._is_automatic(value) and not makes_values and not bases & {"str"}:
                found.append(Member(name, name.lower() if "StrEnum" in bases else None))
            else:
                found.append(Member(name, is_sure=False))
        return found

    def takes_others(self) -> bool:
        return any(_defines(node, "_missing_") for node, _ in _lineage(self._node, self._scope))

    def fields(self) -> Sequence[ClassField] | None:
        if not self._is_as_written() or not all(self._is_known(base) for base in self._node.bases):
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

    def _is_known(self, base: ast.expr) -> bool:
        found = self._scope.class_of(base)
        if found is not None:
            contents = SourceContents(*found)
            return contents._is_as_written() and all(contents._is_known(it) for it in found[0].bases)
        module, _, name = (self._scope.base(base) or ast.unparse(base)).rpartition(".")
        return name == "object" or module in ("typing", "typing_extensions", "abc")

    def _is_automatic(self, value: ast.expr) -> bool:
        return isinstance(value, ast.Call) and self._scope.qualified(value.func) == "enum.auto"


_NO_TEXT = (ast.Tuple, ast.List, ast.Dict, ast.Set)


def _assigned(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """Returns the names and values of what may be members."""
    for item in node.body:
        if isinstance(item, ast.Assign):
            targets, value = item.targets, item.value
        elif isinstance(item, ast.AnnAssign) and item.value is not None:
            targets, value = [item.target], item.value
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name) and not target.id.startswith("_") and not isinstance(value, ast.Lambda):
                yield target.id, value


def _lineage(node: ast.ClassDef, scope: Scope, depth: int = 0) -> Iterator[tuple[ast.ClassDef, Scope]]:
    yield node, scope
    for base in node.bases if depth < 50 else ():
        found = scope.class_of(base)
        if found is not None:
            yield from _lineage(*found, depth + 1)


def _defines(node: ast.ClassDef, *names: str) -> bool:
    return any(isinstance(it, ast.FunctionDef) and it.name in names for it in node.body)
