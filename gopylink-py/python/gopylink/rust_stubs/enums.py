"""The enums that are declared for those of Python: a variant crosses as the value that its member has.

Rust knows no class of Python's. What its function gets is the value, of which the class makes the member.
"""

from __future__ import annotations

import ast

from gopylink._contract.definitions import Scope
from gopylink._contract.enums import SourceEnum
from gopylink.rust_stubs.names import Scope as Names
from gopylink.rust_stubs.names import camel, doc, literal, plain


class Enum:
    """An enum of Python's."""

    def __init__(self, node: ast.ClassDef, scope: Scope) -> None:
        self._node = node
        found = SourceEnum(node, scope)
        self.members = {name: it for name, it in found.values().items() if name not in found.aliases()}
        """The members and their values, without those that are another name of one."""
        self.is_flag = found.is_flag
        """Whether members are put together, so that values are more than the members."""

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
