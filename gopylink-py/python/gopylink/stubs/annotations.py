"""How types are written: exactly where a value comes from Rust, wider where Rust takes one."""

from __future__ import annotations

from collections.abc import Sequence

from gopylink._manifest import TypeRef
from gopylink.stubs.layout import split
from gopylink.stubs.names import Names

_BUILTIN = {"Bool": "bool", "Int": "int", "Float": "float", "Str": "str", "Bytes": "bytes"}


PATH = TypeRef("Standard", "pathlib.Path")

# What else Rust takes for values of these classes. Each makes one of it in Python, too.
WIDER = {"decimal.Decimal": ("int", "str"), "uuid.UUID": ("str",), PATH.name: ("str",)}


class Annotations:
    """Writes types. Named types must have been declared before."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.results: dict[str, str] = {}
        """How named types are written where they come from Rust."""
        self.arguments: dict[str, str] = {}
        """How named types are written where Rust takes them."""
        self.records: dict[str, str] = {}
        """The dicts that Rust takes for records."""
        self.classes: set[str] = set()
        """The classes that the stub declares."""

    def result(self, ref: TypeRef) -> str:
        """Writes the type of what Rust gives."""
        names = self._names
        if ref.kind == "None":
            return "None"
        if ref.kind in _BUILTIN:
            return names.builtin(_BUILTIN[ref.kind])
        if ref.kind in ("List", "Set", "Dict"):
            return f"{names.builtin(ref.kind.lower())}[{', '.join(map(self.result, ref.items))}]"
        if ref.kind == "Tuple":
            return self._tuple([self.result(item) for item in ref.items])
        if ref.kind == "Optional":
            return union([self.result(ref.items[0]), "None"])
        if ref.kind == "Named" and ref.name in self.results:
            return names.own(self.results[ref.name])
        if ref.kind == "Array":
            return f"{names.module('gopylink')}.Array"
        return self._class(ref)

    def argument(self, ref: TypeRef) -> str:
        """Writes the type of what Rust takes."""
        names = self._names
        if ref.kind == "Bytes":
            return union([names.builtin(name) for name in ("bytes", "bytearray", "memoryview")])
        if ref.kind == "List":
            return f"{names.imported('Sequence')}[{self.argument(ref.items[0])}]"
        if ref.kind == "Set":
            return f"{names.imported('Set')}[{self.argument(ref.items[0])}]"
        if ref.kind == "Dict":
            key, value = self._key(ref.items[0]), self.argument(ref.items[1])
            # A mapping takes the very type of its keys. What has items takes any that fits.
            is_exact = key == self.result(ref.items[0]) and "|" not in key
            mapping = "Mapping" if is_exact else "SupportsItems"
            return f"{names.imported(mapping)}[{key}, {value}]"
        if ref.kind == "Tuple":
            return self._tuple([self.argument(item) for item in ref.items])
        if ref.kind == "Optional":
            return union([self.argument(ref.items[0]), "None"])
        if ref.kind == "Named" and ref.name in self.arguments:
            return names.own(self.arguments[ref.name])
        if ref.kind == "Array":
            return names.imported("Buffer")
        if ref == PATH:
            text = names.builtin("str")
            return union([text, f"{names.module('os')}.PathLike[{text}]"])
        if ref.kind == "Standard":
            return union([self.result(ref), *map(names.builtin, WIDER.get(ref.name, ()))])
        return self.result(ref)

    def _key(self, ref: TypeRef) -> str:
        """Writes the type of keys: of bytes, those that have a hash."""
        return self.result(ref) if ref.kind == "Bytes" else self.argument(ref)

    def unpacked(self, ref: TypeRef) -> str:
        """Writes the type of ``**options`` that are a record; nothing if they are none."""
        if ref.kind != "Named" or ref.name not in self.records:
            return ""
        return f"{self._names.imported('Unpack')}[{self.records[ref.name]}]"

    def _tuple(self, items: Sequence[str]) -> str:
        return f"{self._names.builtin('tuple')}[{', '.join(items) or '()'}]"

    def _class(self, ref: TypeRef) -> str:
        names = self._names
        if ref.kind == "Instance":
            return names.own(ref.name) if ref.name in self.classes else f"{names.module('gopylink')}.Instance"
        if ref.kind == "Standard":
            module, _, name = ref.name.rpartition(".")
            return f"{names.module(module)}.{name}"
        return names.imported("Any")


def union(members: Sequence[str]) -> str:
    """Writes a union, each member once, and None last."""
    found = list(dict.fromkeys(part for member in members for part in parts(member)))
    if "None" in found:
        found = [part for part in found if part != "None"] + ["None"]
    return " | ".join(found)


def parts(written: str) -> list[str]:
    """Returns the members of a union that is written."""
    return split(written, "|")
