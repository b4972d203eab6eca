"""Makes the classes that records of a library have in Python: dataclasses and enums.

Called by the native part when a library is loaded that has such records; how values of the classes are made is known
to ``src/record.rs``.
"""

from __future__ import annotations

import ast
import dataclasses
import enum
import importlib
import typing
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Optional

from gopylink._manifest import Field, TypeDefinition, TypeRef
from gopylink.errors import LoadError


class Made(NamedTuple):
    """A class, and what makes its values."""

    name: str
    cls: type
    fields: int = 0
    complete: Callable[[dict[str, Any]], None] | None = None
    """Of a dataclass: puts into a dict of fields those that are missing."""
    members: dict[str, Any] | None = None
    """Of an enum: the members by their names."""


def make(types: list[Any], module: str, exported: dict[str, type]) -> list[Made]:
    """Returns the classes that these definitions ask for. ``exported`` are the classes that the library exports."""
    definitions = {definition.name: definition for definition in map(TypeDefinition.parse, types)}
    made = []
    for definition in definitions.values():
        if not definition.has_class:
            continue
        try:
            is_enum = definition.shape.variants is not None
            made.append(_enum(definition, module) if is_enum else _dataclass(definition, module))
        except (TypeError, ValueError) as error:
            raise LoadError(f"no class can be made of the record '{definition.name}': {error}") from error
    known = exported | {name: cls for name, cls, *_ in made}
    for name, cls, _, complete, _ in made:
        if complete is not None:
            _annotate(cls, definitions[name].shape.fields or (), _Annotations(definitions, known))
    return made


def _enum(definition: TypeDefinition, module: str) -> Made:
    variants = definition.shape.variants or ()
    for variant in variants:
        if _is_kept(variant.name, definition.name):
            remedy = f'rename the variant with #[serde(rename = "…")], or remove enum_class from {definition.name}'
            raise ValueError(f"'{variant.name}' cannot be the name of a member of an enum; {remedy}")
    cls: Any = enum.Enum(definition.name, [(variant.name, variant.name) for variant in variants], module=module)  # type: ignore[misc]
    cls.__doc__ = definition.doc or None
    for variant in variants:
        cls[variant.name].__doc__ = variant.doc or None
    return Made(definition.name, cls, members={variant.name: cls[variant.name] for variant in variants})


def _is_kept(name: str, cls: str) -> bool:
    """Returns whether enums keep a name for themselves: some refuse it, others make no member of it."""
    is_framed = name.startswith("_") and name.endswith("_") and name.strip("_") != ""
    prefix = f"_{cls}__"
    return name == "mro" or is_framed or (name.startswith(prefix) and name != prefix)


def _dataclass(definition: TypeDefinition, module: str) -> Made:
    fields = in_order(definition.shape.fields or ())
    specification = [(field.name, Any, _field(field)) for field in fields]
    cls = dataclasses.make_dataclass(definition.name, specification, namespace={"__doc__": definition.doc or None})
    cls.__module__ = module
    return Made(definition.name, cls, len(fields), _completer(cls))


def in_order(fields: Iterable[Field]) -> list[Field]:
    """Returns fields as the constructor takes them by position: what must be given comes first, as Python wants it."""
    return sorted(fields, key=lambda field: _default(field)[0])


def _field(field: Field) -> Any:
    metadata = {"doc": field.doc} if field.doc else None
    found, default = _default(field)
    if not found:
        return dataclasses.field(metadata=metadata)
    if default is None or isinstance(default, (bool, int, float, str, bytes)):
        return dataclasses.field(default=default, metadata=metadata)
    text = field.default or ""
    return dataclasses.field(default_factory=lambda: ast.literal_eval(text), metadata=metadata)


def _default(field: Field) -> tuple[bool, Any]:
    """Returns whether a field may be left out, and what stands for it then."""
    if field.default is not None:
        try:
            return True, ast.literal_eval(field.default)
        except ValueError:  # Not finite.
            return False, None
    return field.optional and field.holds.kind == "Optional", None


def _completer(cls: type) -> Callable[[dict[str, Any]], None]:
    fields = dataclasses.fields(cls)

    def complete(values: dict[str, Any]) -> None:
        for field in fields:
            if field.name in values:
                continue
            if field.default_factory is not dataclasses.MISSING:
                values[field.name] = field.default_factory()
            else:
                values[field.name] = None if field.default is dataclasses.MISSING else field.default

    return complete


def _annotate(cls: Any, fields: tuple[Field, ...], annotations: _Annotations) -> None:
    """Says what the fields hold, now that every class is there."""
    found = {field.name: annotations.of(field.holds) for field in fields}
    ordered = {field.name: found[field.name] for field in dataclasses.fields(cls)}
    cls.__annotations__ = ordered
    cls.__init__.__annotations__ = {**ordered, "return": None}
    for field in dataclasses.fields(cls):
        field.type = ordered[field.name]


_PLAIN = {"None": None, "Bool": bool, "Int": int, "Float": float, "Str": str, "Bytes": bytes}
_GENERIC: dict[str, Any] = {"List": list, "Set": set, "Tuple": tuple, "Dict": dict}


class _Annotations:
    """Python's types for those of the manifest."""

    def __init__(self, definitions: dict[str, TypeDefinition], classes: dict[str, type]) -> None:
        self.definitions = definitions
        self.classes = classes
        self.open: set[str] = set()

    def of(self, ref: TypeRef) -> Any:
        """Returns the type that an annotation names."""
        if ref.kind in _PLAIN:
            return _PLAIN[ref.kind]
        items = tuple(self.of(item) for item in ref.items)
        if ref.kind in _GENERIC:
            return _GENERIC[ref.kind][items]
        if ref.kind == "Optional":
            return Optional[items[0]]
        if ref.kind in ("Named", "Instance"):
            return self._named(ref.name)
        if ref.kind == "Standard":
            module, _, name = ref.name.rpartition(".")
            return getattr(importlib.import_module(module or "builtins"), name, Any)
        return Any

    def _named(self, name: str) -> Any:
        if name in self.classes:
            return self.classes[name]
        definition = self.definitions.get(name)
        # What holds itself has no name in Python to be called by.
        if definition is None or name in self.open:
            return Any
        shape = definition.shape
        if shape.fields is not None:
            return dict[str, Any]
        if shape.same is None:
            variants = shape.variants or ()
            names = tuple(variant.name for variant in variants)
            plain = shape.tagging == "External" and all(variant.content is None for variant in variants)
            return typing.Literal[names] if plain and names else Any
        self.open.add(name)
        same = self.of(shape.same)
        self.open.discard(name)
        return same
