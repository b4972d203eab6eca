"""The Rust types of annotations: borrowed where Rust passes a value, owned where it gets one."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gopylink._contract.definitions import Scope, fields_of
from gopylink._contract.hints import UNKNOWN, Hint
from gopylink._contract.source import Source
from gopylink.rust_stubs.names import camel, doc, identifier, literal

VALUE = "gopylink::Value"

_NUMBERS = {"bool": "bool", "int": "i64", "float": "f64", "none": "()"}
_ROWS = ("list", "sequence", "iterable")
_SETS = ("set", "frozenset", "abstractset")
_MAPS = ("dict", "mapping")

# The Rust type, whether it is copied rather than borrowed, and the feature of gopylink-runtime that it needs.
_STANDARD = {
    "datetime.datetime": ("chrono::DateTime<chrono::FixedOffset>", True, "chrono"),
    "datetime.date": ("chrono::NaiveDate", True, "chrono"),
    "datetime.time": ("chrono::NaiveTime", True, "chrono"),
    "datetime.timedelta": ("chrono::TimeDelta", True, "chrono"),
    "decimal.Decimal": ("rust_decimal::Decimal", True, "rust_decimal"),
    "uuid.UUID": ("uuid::Uuid", True, "uuid"),
    "pathlib.Path": ("std::path::PathBuf", False, ""),
    "pathlib.PurePath": ("std::path::PathBuf", False, ""),
    "os.PathLike": ("std::path::PathBuf", False, ""),
}


@dataclass
class Types:
    """Writes types, and remembers what has to be declared for them."""

    source: Source
    classes: dict[str, str] = field(default_factory=dict)
    """The exported classes: the name of their definition, and their Rust type."""
    used: set[str] = field(default_factory=set)
    """The collections that are to be imported."""
    features: set[str] = field(default_factory=set)
    """The features of gopylink-runtime that are needed."""
    records: dict[str, tuple[ast.ClassDef, Scope]] = field(default_factory=dict)
    """The classes that are to be declared as records and enums, by their Rust names."""

    def owned(self, hint: Hint) -> str:
        """Writes the type of a value that Rust owns."""
        kind, items = hint.kind, hint.items
        if kind in _NUMBERS:
            return _NUMBERS[kind]
        if kind == "str":
            return "String"
        if kind == "bytes":
            return "Vec<u8>"
        if kind in _ROWS:
            return f"Vec<{self._inside(items, 0)}>"
        if kind in _SETS:
            return f"{self._collection('HashSet')}<{self._key(items)}>"
        if kind in _MAPS:
            return f"{self._collection('HashMap')}<{self._key(items)}, {self._inside(items, 1)}>"
        if kind == "tuple":
            return self._tuple(hint)
        if kind == "union":
            return self._union(hint, self.owned)
        if kind == "standard" and hint.name in _STANDARD:
            written, _, feature = _STANDARD[hint.name]
            self.features |= {feature} - {""}
            return written
        return self.classes.get(hint.name) or self._record(hint) or VALUE

    def passed(self, hint: Hint) -> str:
        """Writes the type of a parameter."""
        kind = hint.kind
        if kind == "str":
            return "&str"
        if kind == "bytes":
            return "&[u8]"
        if kind in _ROWS:
            return f"&[{self._inside(hint.items, 0)}]"
        if kind == "union":
            return self._union(hint, self.passed)
        owned = self.owned(hint)
        if owned == "std::path::PathBuf":
            return "&std::path::Path"
        is_copied = kind in _NUMBERS or kind == "tuple" or (kind == "standard" and _STANDARD[hint.name][1])
        if kind == "tuple" and owned.startswith("Vec<"):
            return f"&[{owned[4:-1]}]"
        return owned if is_copied else f"&{owned}"

    def options(self, hint: Hint) -> str:
        """Writes the type of ``**options`` whose values have the annotation."""
        return f"{self._collection('HashMap')}<&str, {self.passed(hint)}>"

    def optional(self, hint: Hint) -> str:
        """Writes the type of a parameter that Rust may leave out."""
        members = [it for it in hint.items if it.kind != "none"] if hint.kind == "union" else [hint]
        given = members[0] if len(members) == 1 else Hint("union", "", tuple(members))
        return f"Option<{self.passed(given)}>"

    def _collection(self, name: str) -> str:
        self.used.add(name)
        return name

    def _inside(self, items: Sequence[Hint], place: int) -> str:
        return self.owned(items[place]) if place < len(items) else VALUE

    def _key(self, items: Sequence[Hint]) -> str:
        # Others have no hash.
        known = items[0] if items and items[0].kind in ("str", "int", "bool", "bytes", "tuple", "enum") else Hint("str")
        return self.owned(known)

    def _tuple(self, hint: Hint) -> str:
        if hint.name or not hint.items:
            return f"Vec<{self._inside(hint.items, 0)}>"
        written = [self.owned(item) for item in hint.items]
        return f"({written[0]},)" if len(written) == 1 else f"({', '.join(written)})"

    def _union(self, hint: Hint, write: Callable[[Hint], str]) -> str:
        members = [it for it in hint.items if it.kind != "none"]
        if {it.kind for it in members} == {"int", "float"}:
            members = [Hint("float", "float")]
        one = write(members[0] if len(members) == 1 else UNKNOWN)
        has_none = any(it.kind == "none" for it in hint.items)
        return f"Option<{one}>" if has_none else one

    def _record(self, hint: Hint) -> str:
        if hint.kind not in ("record", "typeddict", "enum"):
            return ""
        for scope in self.source.scopes:
            found = scope.find(hint.name)
            if found is not None and isinstance(found[0], ast.ClassDef):
                name = camel(hint.name)
                self.records.setdefault(name, (found[0], found[1]))
                return name
        return ""

    def declarations(self) -> list[list[str]]:
        """Returns the lines of each record and enum that has been used, and of those that they lead to."""
        blocks: dict[str, list[str]] = {}
        while len(blocks) < len(self.records):
            for name in list(self.records):
                if name not in blocks:
                    blocks[name] = self._declared(name, *self.records[name])
        return [blocks[name] for name in sorted(blocks)]

    def _declared(self, name: str, node: ast.ClassDef, scope: Scope) -> list[str]:
        kind = scope.class_kind(node)
        lines = doc(_docstring(node))
        lines.append("#[derive(Clone, Debug)]")
        # Python code looks at attributes of the one and at keys of the other.
        option = "(dataclass)" if kind == "record" else ""
        lines.append(f"#[gopylink::record{option}]")
        if kind == "enum":
            return [*lines, f"pub enum {name} {{", *self._variants(node), "}"]
        body = []
        optional = _is_partial(node)
        for item in fields_of(node):
            body += self._field(item, scope, optional)
        return [*lines, f"pub struct {name} {{", *body, "}"] if body else [*lines, f"pub struct {name} {{}}"]

    def _field(self, item: ast.AnnAssign, scope: Scope, is_partial: bool) -> list[str]:
        assert isinstance(item.target, ast.Name)
        annotation = item.annotation
        written = ast.unparse(annotation)
        may_be_missing = "NotRequired[" in written or (is_partial and "Required[" not in written)
        ty = self.owned(scope.hint(annotation))
        lines = []
        name = item.target.id
        rust = identifier(name)
        if rust.removeprefix("r#") != name:
            lines.append(f"    #[serde(rename = {literal(name)})]")
        if may_be_missing:
            lines.append('    #[serde(default, skip_serializing_if = "Option::is_none")]')
            ty = ty if ty.startswith("Option<") else f"Option<{ty}>"
        return [*lines, f"    pub {rust}: {ty},"]

    def _variants(self, node: ast.ClassDef) -> list[str]:
        lines = []
        for item in node.body:
            if isinstance(item, ast.Assign) and len(item.targets) == 1 and isinstance(item.targets[0], ast.Name):
                name = item.targets[0].id
                rust = camel(name)
                if rust != name:
                    lines.append(f"    #[serde(rename = {literal(name)})]")
                lines.append(f"    {rust},")
        return lines


def _is_partial(node: ast.ClassDef) -> bool:
    return any(
        it.arg == "total" and isinstance(it.value, ast.Constant) and it.value.value is False for it in node.keywords
    )


def _docstring(node: ast.ClassDef) -> str:
    return ast.get_docstring(node) or ""
