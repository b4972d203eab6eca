"""What a library says of itself: the manifest of ``gopylink-abi``, as dataclasses.

Only what Python's tools read is here. Names that this version does not know are left out, and what an older library
did not write has its default, as for every other reader of manifests.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from gopylink import _native


@dataclass(frozen=True)
class TypeRef:
    """How a Rust type looks from Python."""

    kind: str = "Any"
    """The variant: ``"Any"``, ``"None"``, ``"Bool"``, ``"Int"``, ``"Float"``, ``"Str"``, ``"Bytes"``, ``"List"``,
    ``"Set"``, ``"Tuple"``, ``"Dict"``, ``"Optional"``, ``"Named"``, ``"Instance"``, ``"Standard"`` or ``"Array"``."""
    name: str = ""
    """The Rust type of a number or of an array's elements, or the name of a type or class."""
    items: tuple[TypeRef, ...] = ()
    """The types inside."""

    @classmethod
    def parse(cls, data: object) -> TypeRef:
        """Reads serde's form: a name, or a dict from the name to the content."""
        if isinstance(data, str):
            return cls(data)
        if not isinstance(data, dict) or len(data) != 1:
            return cls()
        ((kind, content),) = data.items()
        # A name and a type without content look the same.
        if kind in _NAMED:
            return cls(kind, name=str(content))
        if kind in ("Tuple", "Dict"):
            return cls(kind, items=tuple(map(cls.parse, content)))
        return cls(kind, items=(cls.parse(content),))


_NAMED = ("Int", "Float", "Named", "Instance", "Standard", "Array")

ANY = TypeRef()
NONE = TypeRef("None")


@dataclass(frozen=True)
class Location:
    """A place in source code."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Location:
        return cls(data.get("file", ""), data.get("line", 0))


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function."""

    name: str
    kind: str = "Normal"
    """``"PositionalOnly"``, ``"Normal"``, ``"Rest"``, ``"KeywordOnly"`` or ``"Options"``."""
    accepts: TypeRef = ANY
    default: str | None = None
    """Python source, ``"..."`` for what Python cannot write; None if it must be given."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Parameter:
        accepts = TypeRef.parse(data.get("accepts"))
        return cls(data.get("name", ""), data.get("kind", "Normal"), accepts, data.get("default"))


@dataclass(frozen=True)
class Function:
    """A function, method or constructor."""

    name: str
    doc: str = ""
    parameters: tuple[Parameter, ...] = ()
    returns: TypeRef = ANY
    hold_gil: bool = False
    location: Location = Location()

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Function:
        return cls(
            data.get("name", ""),
            data.get("doc", ""),
            _all(Parameter, data.get("parameters")),
            TypeRef.parse(data.get("returns")),
            data.get("hold_gil", False),
            Location.parse(data.get("location") or {}),
        )


@dataclass(frozen=True)
class Property:
    """An attribute of instances that functions stand behind."""

    name: str
    getter: Function
    setter: Function | None = None

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Property:
        setter = data.get("setter")
        getter = Function.parse(data.get("getter") or {})
        return cls(data.get("name", ""), getter, Function.parse(setter) if setter else None)


@dataclass(frozen=True)
class Class:
    """A class."""

    name: str
    doc: str = ""
    constructor: Function | None = None
    methods: tuple[Function, ...] = ()
    static_methods: tuple[Function, ...] = ()
    properties: tuple[Property, ...] = ()
    constants: tuple[Function, ...] = ()
    location: Location = Location()
    pickles: bool = False
    """Whether instances can be pickled and copied."""
    language: str = "Rust"
    """``"Rust"``, or ``"Go"`` for a type of a library that was built with the Go original."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Class:
        constructor = data.get("constructor")
        return cls(
            data.get("name", ""),
            data.get("doc", ""),
            Function.parse(constructor) if constructor and not data.get("no_constructor") else None,
            _all(Function, data.get("methods")),
            _all(Function, data.get("static_methods")),
            _all(Property, data.get("properties")),
            _all(Function, data.get("constants")),
            Location.parse(data.get("location") or {}),
            data.get("pickle") is not None,
            data.get("language", "Rust"),
        )


@dataclass(frozen=True)
class Field:
    """A field of a record."""

    name: str
    doc: str = ""
    holds: TypeRef = ANY
    optional: bool = False
    """Whether it may be left out of an argument."""
    aliases: tuple[str, ...] = ()
    """Other names that arguments may have it by."""
    skipped: bool = False
    """Whether it may be missing in a result."""
    default: str | None = None
    """What stands for it in a new instance of a class: Python source. None if it cannot, or has no class."""
    value: bytes | None = None
    """The same in its wire form, also where Python has no source for it."""

    @property
    def has_default(self) -> bool:
        """Whether the constructor of a class can do without it."""
        is_said = self.default is not None or self.value is not None
        return is_said or (self.optional and self.holds.kind == "Optional")

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Field:
        value = data.get("value")
        return cls(
            data.get("name", ""),
            data.get("doc", ""),
            TypeRef.parse(data.get("holds")),
            data.get("optional", False),
            tuple(data.get("aliases") or ()),
            data.get("skipped", False),
            data.get("default"),
            None if value is None else bytes(value),
        )


@dataclass(frozen=True)
class Variant:
    """A variant of an enum."""

    name: str
    doc: str = ""
    content: Shape | None = None
    aliases: tuple[str, ...] = ()
    """Other names that arguments may have it by."""
    other: bool = False
    """Whether every name that no variant has stands for it in an argument."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Variant:
        content = data.get("content")
        return cls(
            data.get("name", ""),
            data.get("doc", ""),
            None if content is None else Shape.parse(content),
            tuple(data.get("aliases") or ()),
            data.get("other", False),
        )


@dataclass(frozen=True)
class Shape:
    """What the values of a type are. One of the three is there."""

    fields: tuple[Field, ...] | None = None
    same: TypeRef | None = None
    variants: tuple[Variant, ...] | None = None
    tagging: str = "External"
    """``"External"``, ``"Internal"``, ``"Adjacent"`` or ``"Untagged"``."""
    keys: tuple[str, ...] = ()
    """The keys of an internal (one) or adjacent (two) tag."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Shape:
        if "Enum" in data:
            tagging, variants = data["Enum"]
            keys: Any = ()
            if isinstance(tagging, dict):
                ((tagging, keys),) = tagging.items()
            keys = (keys,) if isinstance(keys, str) else tuple(keys)
            return cls(variants=_all(Variant, variants), tagging=tagging, keys=keys)
        if "Record" in data:
            return cls(fields=_all(Field, data["Record"]))
        return cls(same=TypeRef.parse(data.get("Same")))


@dataclass(frozen=True)
class TypeDefinition:
    """A record or enum."""

    name: str
    doc: str = ""
    shape: Shape = field(default_factory=Shape)
    has_class: bool = False
    """Whether Python has a class for it."""
    closed: bool = False
    """Whether arguments with fields that it does not have are refused."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> TypeDefinition:
        shape = Shape.parse(data.get("shape") or {})
        return cls(
            data.get("name", ""), data.get("doc", ""), shape, data.get("class", False), data.get("closed", False)
        )


@dataclass(frozen=True)
class ErrorVariant:
    """A variant of an error enum: an exception class."""

    name: str
    doc: str = ""
    fields: tuple[Field, ...] = ()
    base: str = ""
    """The builtin exception that it derives from too."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> ErrorVariant:
        fields = _all(Field, data.get("fields"))
        return cls(data.get("name", ""), data.get("doc", ""), fields, data.get("base", ""))


@dataclass(frozen=True)
class ErrorType:
    """An error enum, which has an exception class."""

    name: str
    doc: str = ""
    variants: tuple[ErrorVariant, ...] = ()

    @classmethod
    def parse(cls, data: dict[str, Any]) -> ErrorType:
        return cls(data.get("name", ""), data.get("doc", ""), _all(ErrorVariant, data.get("variants")))


@dataclass(frozen=True)
class ExpectedClass:
    """A class that is to be exported in Python."""

    name: str
    doc: str = ""
    constructors: tuple[Function, ...] = ()
    methods: tuple[Function, ...] = ()
    location: Location = Location()
    base: str = ""
    """The name of the class that it derives from, which is expected too; empty if Rust says none."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> ExpectedClass:
        return cls(
            data.get("name", ""),
            data.get("doc", ""),
            _all(Function, data.get("constructors")),
            _all(Function, data.get("methods")),
            Location.parse(data.get("location") or {}),
            data.get("base", ""),
        )


@dataclass(frozen=True)
class Expects:
    """What is to be exported in Python for the stubs of a library to work."""

    functions: tuple[Function, ...] = ()
    classes: tuple[ExpectedClass, ...] = ()

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Expects:
        return cls(_all(Function, data.get("functions")), _all(ExpectedClass, data.get("classes")))


@dataclass(frozen=True)
class Manifest:
    """All that one library exports."""

    runtime_version: str = ""
    functions: tuple[Function, ...] = ()
    classes: tuple[Class, ...] = ()
    types: tuple[TypeDefinition, ...] = ()
    errors: tuple[ErrorType, ...] = ()
    expects: Expects = Expects()
    language: str = "Rust"
    """``"Go"`` for a library that was built with the Go original: of its exports, only names are known."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Manifest:
        """Reads what the native module gives."""
        return cls(
            data.get("runtime_version", ""),
            _all(Function, data.get("functions")),
            _all(Class, data.get("classes")),
            _all(TypeDefinition, data.get("types")),
            _all(ErrorType, data.get("errors")),
            Expects.parse(data.get("expects") or {}),
            data.get("language", "Rust"),
        )


def _all(cls: Any, data: Any) -> tuple[Any, ...]:
    return tuple(map(cls.parse, data or ()))


def read(path: str | bytes | os.PathLike[str] | os.PathLike[bytes]) -> Manifest:
    """Reads the manifest of the library in a file, which ``load_go_lib`` would take too. The library gets no module.

    :raises LoadError: if there is no such file, or it is no library that this gopylink can load
    """
    from gopylink.loader import find

    return Manifest.parse(_native.manifest(find(os.fsdecode(path))))
