"""The enums that are declared for those of Python: a variant crosses as the value that its member has.

Rust knows no class of Python's. What its function gets is the value, of which the class makes the member.
"""

from __future__ import annotations

import ast
import operator

from gopylink._contract.classes import bases_of
from gopylink._contract.definitions import Scope
from gopylink.rust_stubs.names import Scope as Names
from gopylink.rust_stubs.names import camel, doc, literal, plain

_UNKNOWN = object()
"""The value of a member that only running tells."""

_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
}


class Enum:
    """An enum of Python's."""

    def __init__(self, node: ast.ClassDef, scope: Scope) -> None:
        self._node = node
        self._scope = scope
        self._lineage = [(node, scope), *bases_of(node, scope)]
        self._bases = {home.base(it).rpartition(".")[2] for cls, home in self._lineage for it in cls.bases}
        self.members = self._members()
        """The members and their values, without those that are another name of one."""

    @property
    def is_flag(self) -> bool:
        """Whether members are put together, so that values are more than the members."""
        return any(base.endswith("Flag") for base in self._bases)

    def declaration(self, rust: str) -> list[str]:
        """Returns the lines that declare it by that name."""
        spelled = Names().take_all(self.members, camel)
        values = self.members.values()
        if all(type(it) is int and -(2**63) <= it < 2**63 for it in values):
            return self._of_numbers(rust, spelled)
        is_text = all(type(it) is str for it in values)
        if is_text:
            lines = self._head(f"Python gets the value of a member: `{self._node.name}(value)` makes the member of it.")
        else:
            lines = self._head(f"Python gets the name of a member: `{self._node.name}[name]` is the member.")
        lines.append(f"pub enum {rust} {{")
        for name, value in self.members.items():
            wire = str(value) if is_text else name
            if plain(spelled[name]) != wire:
                lines.append(f"    #[serde(rename = {literal(wire)})]")
            lines.append(f"    {spelled[name]},")
        return [*lines, "}"]

    def _of_numbers(self, rust: str, spelled: dict[str, str]) -> list[str]:
        """Serde has names for variants only: numbers are what it makes them of."""
        return [
            *self._head(f"Python gets the value of a member: `{self._node.name}(value)` makes the member of it."),
            '#[serde(into = "i64", try_from = "i64")]',
            f"pub enum {rust} {{",
            *(f"    {spelled[name]} = {value}," for name, value in self.members.items()),
            "}",
            "",
            f"impl From<{rust}> for i64 {{",
            f"    fn from(member: {rust}) -> Self {{",
            "        member as Self",
            "    }",
            "}",
            "",
            f"impl TryFrom<i64> for {rust} {{",
            "    type Error = String;",
            "",
            "    fn try_from(value: i64) -> Result<Self, String> {",
            "        match value {",
            *(f"            {value} => Ok(Self::{spelled[name]})," for name, value in self.members.items()),
            f'            _ => Err(format!("{{value}} is no value of {rust}")),',
            "        }",
            "    }",
            "}",
        ]

    def _head(self, comment: str) -> list[str]:
        derived = "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]"
        return [*doc(ast.get_docstring(self._node) or ""), f"// {comment}", derived, "#[gopylink::record]"]

    def _members(self) -> dict[str, object]:
        found: dict[str, object] = {}
        known: dict[str, object] = {}
        for name, node in self._assigned():
            value = self._value(name, node, known)
            known[name] = value
            if value is _UNKNOWN or value not in found.values():
                found[name] = value
        return found

    def _assigned(self) -> list[tuple[str, ast.expr]]:
        found = []
        for item in self._node.body:
            if isinstance(item, ast.Assign) and not isinstance(item.value, ast.Lambda):
                names = [it.id for it in item.targets if isinstance(it, ast.Name)]
                found += [(it, item.value) for it in names if not self._is_kept(it)]
        return found

    def _is_kept(self, name: str) -> bool:
        """Whether a name between underscores is no member."""
        return (name.startswith("_") and name.endswith("_")) or name.startswith(f"_{self._node.name}__")

    def _value(self, name: str, node: ast.expr, known: dict[str, object]) -> object:
        own = {getattr(it, "name", "") for cls, _ in self._lineage for it in cls.body}
        if "__new__" in own:
            # It may give other values.
            return _UNKNOWN
        if isinstance(node, ast.Call) and self._scope.qualified(node.func) == "enum.auto":
            return _UNKNOWN if "_generate_next_value_" in own else self._next(name, list(known.values()))
        return self._constant(node, known)

    def _next(self, name: str, before: list[object]) -> object:
        if "StrEnum" in self._bases:
            return name.lower()
        if "str" in self._bases or not all(type(it) is int for it in before):
            return _UNKNOWN
        numbers = [it for it in before if isinstance(it, int)]
        # Which is the next one depends on the version of Python, but where they go up.
        return _UNKNOWN if numbers != sorted(numbers) else numbers[-1] + 1 if numbers else 1

    def _constant(self, node: ast.expr, known: dict[str, object]) -> object:
        if isinstance(node, ast.Name) and node.id in known:
            return known[node.id]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self._constant(node.operand, known)
            return -value if type(value) is int else _UNKNOWN
        if isinstance(node, ast.BinOp):
            left, right = self._constant(node.left, known), self._constant(node.right, known)
            if type(left) is not int or type(right) is not int:
                return _UNKNOWN
            if isinstance(node.op, ast.LShift):
                return left << right if 0 <= right < 64 else _UNKNOWN
            apply = _OPERATORS.get(type(node.op))
            return _UNKNOWN if apply is None else apply(left, right)
        value = self._scope.constant(node)
        return _UNKNOWN if value is None else value
