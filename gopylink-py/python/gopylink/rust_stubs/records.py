"""The records and enums that are declared for classes which annotations name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from gopylink._contract.definitions import Scope
from gopylink._contract.fields import fields_of
from gopylink._contract.hints import Hint
from gopylink._contract.source import Source
from gopylink._contract.source_contents import SourceContents
from gopylink.rust_stubs.enums import Enum
from gopylink.rust_stubs.names import Scope as Names
from gopylink.rust_stubs.names import doc, literal, plain, snake

Key = tuple[str, str]
"""The file and the name of a class."""


class RecordField(NamedTuple):
    """A field that values have."""

    name: str
    hint: Hint
    may_be_missing: bool


@dataclass
class Record:
    """A class of which Rust has a copy."""

    key: Key
    node: ast.ClassDef
    scope: Scope
    kind: str
    """``"record"``, ``"typeddict"`` or ``"enum"``."""
    rust: str = ""
    """Its name in Rust."""

    def fields(self) -> list[RecordField]:
        """Returns the fields of a record, with those that it inherits."""
        if self.kind == "enum":
            return []
        found = [it for it in fields_of(self.node, self.scope) if it.is_kept]
        return [RecordField(it.name, it.scope.hint(it.annotation), it.may_be_missing) for it in found]

    def enum(self) -> Enum:
        """Returns what it is as an enum."""
        return Enum(self.node, self.scope)

    def declaration(self, write: Callable[[Hint], str]) -> list[str]:
        """Returns the lines that declare it; ``write`` gives the type of a field."""
        if self.kind == "enum":
            return self.enum().declaration(self.rust)
        lines = doc(ast.get_docstring(self.node) or "")
        if SourceContents(self.node, self.scope).is_tuple():
            lines.append("// Python gets a dataclass, which is no tuple: it has the fields by name only.")
        lines.append("#[derive(Clone, Debug)]")
        # Python code looks at attributes of the one and at keys of the other.
        lines.append("#[gopylink::record(dataclass)]" if self.kind == "record" else "#[gopylink::record]")
        body = self._fields(write)
        return [*lines, f"pub struct {self.rust} {{", *body, "}"] if body else [*lines, f"pub struct {self.rust} {{}}"]

    def _fields(self, write: Callable[[Hint], str]) -> list[str]:
        lines = []
        fields = self.fields()
        spelled = Names().take_all([it.name for it in fields], snake)
        for name, hint, may_be_missing in fields:
            rust, ty = spelled[name], write(hint)
            if plain(rust) != name:
                lines.append(f"    #[serde(rename = {literal(name)})]")
            if may_be_missing:
                lines.append('    #[serde(default, skip_serializing_if = "Option::is_none")]')
                ty = ty if ty.startswith("Option<") else f"Option<{ty}>"
            lines.append(f"    pub {rust}: {ty},")
        return lines


def find(source: Source, key: Key) -> Record | None:
    """Returns the class of that name in that file."""
    for scope in source.scopes:
        node = scope.definitions.get(key[1]) if scope.path == key[0] else None
        kind = scope.class_kind(node) if isinstance(node, ast.ClassDef) else ""
        if isinstance(node, ast.ClassDef) and kind in ("record", "typeddict", "enum"):
            return Record(key, node, scope, kind)
    return None


def declarations(records: dict[Key, Record], write: Callable[[Hint, Key], str]) -> list[list[str]]:
    """Returns the lines of each record and enum, by their names."""
    ordered = sorted(records.items(), key=lambda item: item[1].rust)
    return [record.declaration(lambda hint, key=key: write(hint, key)) for key, record in ordered]  # type: ignore[misc]
