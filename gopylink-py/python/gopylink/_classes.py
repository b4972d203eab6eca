"""Makes the classes that records of a library have in Python: dataclasses and enums.

Called by the native part when a library is loaded that has such records; how values of the classes are made is known
to ``src/record.rs``.
"""

from __future__ import annotations

import ast
import dataclasses
import enum
import functools
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


Decode = Callable[[bytes], Any]


def make(types: list[Any], module: str, exported: dict[str, type], decode: Decode) -> list[Made]:
    """Returns the classes that these definitions ask for.

    :param exported: the classes that the library exports
    :param decode: makes a value of its wire form; values of these classes it makes when all of them are there
    """
    definitions = {definition.name: definition for definition in map(TypeDefinition.parse, types)}
    made: list[Made] = []
    classes = [definition for definition in definitions.values() if definition.has_class]
    # Enums first: their members are defaults of fields.
    for definition in sorted(classes, key=lambda it: it.shape.variants is None):
        try:
            if definition.shape.variants is not None:
                made.append(_enum(definition, module))
            else:
                enums = {name: members for name, _, _, _, members in made if members is not None}
                made.append(_dataclass(definition, module, enums, decode))
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
    if not name:
        return True
    is_framed = name.startswith("_") and name.endswith("_") and name.strip("_") != ""
    prefix = f"_{cls}__"
    return name in ("mro", "name", "value") or is_framed or (name.startswith(prefix) and name != prefix)


def _dataclass(definition: TypeDefinition, module: str, enums: dict[str, dict[str, Any]], decode: Decode) -> Made:
    fields = in_order(definition.shape.fields or ())
    specification = [(field.name, Any, _field(field, enums, decode)) for field in fields]
    cls = dataclasses.make_dataclass(definition.name, specification, namespace={"__doc__": definition.doc or None})
    cls.__module__ = module
    return Made(definition.name, cls, len(fields), _completer(cls))


def in_order(fields: Iterable[Field]) -> list[Field]:
    """Returns fields as the constructor takes them by position: what must be given comes first, as Python wants it."""
    return sorted(fields, key=lambda field: field.has_default)


def _field(field: Field, enums: dict[str, dict[str, Any]], decode: Decode) -> Any:
    metadata = {"doc": field.doc} if field.doc else None
    if not field.has_default:
        return dataclasses.field(metadata=metadata)
    if field.value is None:
        default = None if field.default is None else ast.literal_eval(field.default)
        return dataclasses.field(default=default, metadata=metadata)
    if field.default is not None and field.holds.name in enums:
        member = enums[field.holds.name][ast.literal_eval(field.default)]
        return dataclasses.field(default=member, metadata=metadata)
    factory = functools.partial(decode, field.value)
    try:
        default = factory()
        hash(default)
    except (TypeError, RuntimeError):  # It can be changed, or is of a class that is not there yet.
        return dataclasses.field(default_factory=factory, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


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
