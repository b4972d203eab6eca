"""What objects are sent to Rust as, told by their type.

Called by the native encoder for types that are not builtin. The numbers are known to ``src/codec/classify.rs``.
"""

from __future__ import annotations

import collections
import collections.abc
import enum
import functools
from typing import Any

BUILTIN, ENUM, NAMED_TUPLE, RECORD, MAPPING, SET, INDEX, FLOAT, BOOL, TEXT, TO_LIST, SEQUENCE, OPAQUE = range(13)

_BUILTINS = frozenset((int, float, str, bytes, bytearray, list, tuple, set, frozenset, dict))


# Bounded, because it keeps the types alive.
@functools.lru_cache(maxsize=1024)
def classify(cls: type) -> tuple[int, Any]:
    """Returns what instances of ``cls`` are sent as, and the detail that this needs: field names or a type name."""
    bases = cls.__mro__
    if type in bases:
        return OPAQUE, name_of(cls)
    if enum.Enum in bases:
        return ENUM, None
    names = getattr(cls, "_fields", None)
    if tuple in bases and isinstance(names, tuple) and all(type(name) is str for name in names):
        return NAMED_TUPLE, names
    if not _BUILTINS.isdisjoint(bases):
        return BUILTIN, None
    names = fields(cls)
    if names is not None:
        return RECORD, names
    if issubclass(cls, collections.abc.Mapping):
        return MAPPING, None
    if issubclass(cls, collections.abc.Set):
        return SET, None
    if collections.UserString in bases:
        return TEXT, None
    return _by_protocol(cls), name_of(cls)


def _by_protocol(cls: type) -> int:
    numpy = {base.__name__ for base in cls.__mro__ if base.__module__ == "numpy"}
    if "ndarray" in numpy or cls.__module__ == "array":
        return TO_LIST
    if "floating" in numpy:
        return FLOAT
    if cls.__name__ in ("bool", "bool_") and numpy:
        return BOOL
    if "integer" in numpy:
        return INDEX
    if issubclass(cls, collections.abc.Sequence):
        return SEQUENCE
    sized = hasattr(cls, "__len__") and hasattr(cls, "__getitem__")
    # With len() and [] it is a container that can, as NumPy's arrays do, also stand for a single number.
    if hasattr(cls, "__index__") and not sized:
        return INDEX
    # keys() makes it a mapping of its own kind, a DataFrame say.
    if sized and not hasattr(cls, "keys"):
        return SEQUENCE
    return OPAQUE


@functools.lru_cache(maxsize=1024)
def fields(cls: type) -> tuple[str, ...] | None:
    """Returns the names of the fields of a record class, None for any other class.

    Record classes are dataclasses and the classes of attrs, msgspec and pydantic (1 and 2). None of these packages
    is imported.
    """
    found: Any = getattr(cls, "__dataclass_fields__", None)
    if isinstance(found, dict):
        import dataclasses  # Imported by whoever made the class; not worth importing before.

        return tuple(field.name for field in dataclasses.fields(cls))
    found = getattr(cls, "__attrs_attrs__", None)
    if isinstance(found, tuple):
        return tuple(attribute.name for attribute in found)
    found = getattr(cls, "__struct_fields__", None)
    if isinstance(found, tuple):
        return found
    if any(base.__name__ == "BaseModel" and base.__module__.startswith("pydantic") for base in cls.__mro__):
        found = getattr(cls, "__pydantic_fields__", None)
        if not isinstance(found, dict):
            found = getattr(cls, "__fields__", None)
        if isinstance(found, dict):
            return tuple(found)
    return None


def name_of(cls: type) -> str:
    """Returns the name of a type as messages show it: with its module, unless it is builtin."""
    module = cls.__module__
    return cls.__qualname__ if module == "builtins" else f"{module}.{cls.__qualname__}"
