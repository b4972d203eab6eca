"""The enums of source code: their members, and the values of these as far as reading can tell."""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gopylink._contract.statements import statements

if TYPE_CHECKING:
    from gopylink._contract.definitions import Scope

UNKNOWN = object()
"""The value of a member that only running tells."""

_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}
_GROWING = {ast.LShift: operator.lshift, ast.Pow: operator.pow}


class Other:
    """The value of a member that is neither text nor a number."""


class SourceEnum:
    """An enum as it is written."""

    def __init__(self, node: ast.ClassDef, scope: Scope) -> None:
        self._node = node
        self._scope = scope
        lineage = list(_lineage(node, scope))
        self._bases = {home.base(it).rpartition(".")[2] for cls, home in lineage for it in cls.bases}
        self._own = {getattr(it, "name", "") for cls, _ in lineage for it in cls.body}
        named = (it.attr for cls, _ in lineage for it in ast.walk(cls) if isinstance(it, ast.Attribute))
        self._gives_values = "__new__" in self._own or "_value_" in named

    @property
    def is_flag(self) -> bool:
        """Whether members are put together, so that values are more than the members."""
        return any(base.endswith("Flag") for base in self._bases)

    @property
    def makes_members(self) -> bool:
        """Whether there is a member for more values than those of the members."""
        return "_missing_" in self._own

    def values(self) -> dict[str, object]:
        """Returns the value of each member, by all names."""
        known: dict[str, object] = {}
        for name, node in self._assigned():
            # Of a member under a condition, there may be none.
            known[name] = UNKNOWN if node is None else self._value(name, node, known)
        return known

    def aliases(self) -> set[str]:
        """Returns the names that stand for another member."""
        seen: list[object] = []
        found = set()
        for name, value in self.values().items():
            if value is not UNKNOWN and value in seen:
                found.add(name)
            seen.append(value)
        return found

    def _assigned(self) -> Iterator[tuple[str, ast.expr | None]]:
        """Returns the names of members with their values; None for what depends on more."""
        for item in statements(self._node):
            targets: Sequence[ast.expr] = []
            if isinstance(item, ast.AnnAssign) and item.value is not None:
                targets = [item.target]
            elif isinstance(item, ast.Assign):
                targets = item.targets
            value = getattr(item, "value", None) if item in self._node.body else None
            if not isinstance(value, ast.Lambda):
                for target in targets:
                    yield from ((it, one) for it, one in _taken_apart(target, value) if not self._is_kept(it))

    def _is_kept(self, name: str) -> bool:
        """Whether a name between underscores is no member."""
        return (name.startswith("_") and name.endswith("_")) or name.startswith(("__", f"_{self._node.name}__"))

    def _value(self, name: str, node: ast.expr, known: dict[str, object]) -> object:
        if self._gives_values:
            return UNKNOWN
        if isinstance(node, ast.Call) and self._scope.qualified(node.func) == "enum.auto":
            return UNKNOWN if "_generate_next_value_" in self._own else self._next(name, list(known.values()))
        value = self._constant(node, known)
        if "str" in self._bases and type(value) is int:
            return str(value)
        return UNKNOWN if type(value) is not str and self._bases & {"str", "StrEnum"} else value

    def _next(self, name: str, before: list[object]) -> object:
        if "StrEnum" in self._bases:
            return name.lower()
        if "str" in self._bases or not all(type(it) is int for it in before):
            return UNKNOWN
        numbers = [it for it in before if isinstance(it, int)]
        # Which is the next one depends on the version of Python, but where they go up.
        return UNKNOWN if numbers != sorted(numbers) else numbers[-1] + 1 if numbers else 1

    def _constant(self, node: ast.expr, known: dict[str, object]) -> object:
        if isinstance(node, ast.Name) and node.id in known:
            return known[node.id]
        if isinstance(node, (ast.Tuple, ast.List, ast.Dict, ast.Set)):
            return Other()
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self._constant(node.operand, known)
            return -value if type(value) is int else UNKNOWN
        if isinstance(node, ast.BinOp):
            left, right = self._constant(node.left, known), self._constant(node.right, known)
            if type(left) is not int or type(right) is not int:
                return UNKNOWN
            if isinstance(node.op, (ast.LShift, ast.Pow)):
                # Neither fractions nor numbers of any length.
                is_short = 0 <= right < 64 and left.bit_length() <= 64
                return _GROWING[type(node.op)](left, right) if is_short else UNKNOWN
            apply = _OPERATORS.get(type(node.op))
            return UNKNOWN if apply is None else apply(left, right)
        value = self._scope.constant(node)
        return UNKNOWN if value is None else value


def _taken_apart(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    """Returns the names that are assigned to, each with its part of the value."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, (ast.Tuple, ast.List)):
        parts: Sequence[ast.expr | None] = [None] * len(target.elts)
        if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
            parts = value.elts
        for inside, part in zip(target.elts, parts):
            yield from _taken_apart(inside.value if isinstance(inside, ast.Starred) else inside, part)


def _lineage(node: ast.ClassDef, scope: Scope, depth: int = 0) -> Iterator[tuple[ast.ClassDef, Scope]]:
    yield node, scope
    for base in node.bases if depth < 50 else ():
        found = scope.class_of(base)
        if found is not None:
            yield from _lineage(*found, depth + 1)
