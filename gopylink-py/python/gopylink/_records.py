"""What objects are sent to Rust as, told by their type.

Called by the native encoder for types that are not builtin. The numbers, and how answers are remembered, are known
to ``src/codec/classify.rs``.

A metaclass may define what equality and hash of its classes are, or that they have no hash. So classes are told
apart by identity alone.
"""

from __future__ import annotations

import collections
import collections.abc
import enum
import functools
import operator
import traceback
import weakref
from types import MemberDescriptorType
from typing import Any

from gopylink._native import Array

BUILTIN, ENUM, NAMED_TUPLE, RECORD, MAPPING, SET, INDEX, FLOAT, BOOL, TEXT, TO_LIST, SEQUENCE, OPAQUE, STANDARD = range(
    14
)

# Classes that are not worth importing before somebody has a value of them. Their numbers are known to
# ``src/standard.rs``.
_STANDARD = {
    "date": (0, {"datetime", "_pydatetime"}),
    "time": (1, {"datetime", "_pydatetime"}),
    "datetime": (2, {"datetime", "_pydatetime"}),
    "timedelta": (3, {"datetime", "_pydatetime"}),
    "Decimal": (4, {"decimal", "_decimal", "_pydecimal"}),
    "UUID": (5, {"uuid"}),
    "PurePath": (6, {"pathlib", "pathlib._local"}),
}

# The types of what a class may have under the name of an attribute that its instances have.
_PLAIN = (type(None), bool, int, float, complex, str, bytes, tuple, frozenset)

_BUILTINS = (int, float, str, bytes, bytearray, list, tuple, set, frozenset, dict)

_CONTAINERS = (list, tuple, set, frozenset, dict)

known: dict[int, tuple[weakref.ref[type], tuple[int, Any, str | None, bool]]] = {}
"""The types asked for before and their answers, by the types' ids. Types leave when they end."""


def classify(cls: type) -> tuple[int, Any, str | None, bool]:
    """Returns what instances of ``cls`` are sent as, and the detail that this needs: field names or a type name.

    Then, of what is sent as a container, the name of the type for messages, and whether it also has ``__index__``.
    """
    kind, detail = _classify(cls)
    if kind == BUILTIN:
        is_container = any(_derives(cls, builtin) for builtin in _CONTAINERS)
    else:
        is_container = kind in (NAMED_TUPLE, RECORD, MAPPING, SET, SEQUENCE)
    has_index = is_container and hasattr(cls, "__index__")
    answer = kind, detail, name_of(cls) if is_container or kind == TO_LIST else None, has_index
    # Without a frame of Python's own, in which a signal could be handled: the id may soon be another type's.
    forget = functools.partial(known.pop, id(cls))
    known[id(cls)] = weakref.ref(cls, forget), answer
    return answer


def _classify(cls: type) -> tuple[int, Any]:
    if _derives(cls, type):
        return OPAQUE, name_of(cls)
    if _derives(cls, enum.Enum):
        return ENUM, None
    names = getattr(cls, "_fields", None)
    if _derives(cls, tuple) and isinstance(names, tuple) and all(type(name) is str for name in names):
        return NAMED_TUPLE, names
    if any(_derives(cls, builtin) for builtin in _BUILTINS):
        return BUILTIN, None
    standard = _standard(cls)
    if standard is not None:
        return STANDARD, standard
    names = _fields(cls)
    if names is not None:
        return RECORD, names
    if _implements(cls, collections.abc.Mapping):
        return MAPPING, None
    if _implements(cls, collections.abc.Set):
        return SET, None
    if _derives(cls, collections.UserString):
        return TEXT, None
    kind = _by_protocol(cls)
    if kind == OPAQUE and hasattr(cls, "__fspath__"):
        return STANDARD, _STANDARD["PurePath"][0]
    return kind, name_of(cls)


def _standard(cls: type) -> int | None:
    """Returns which class of the standard library that crosses ``cls`` is or derives from."""
    for base in cls.__mro__:
        if base.__name__ in _STANDARD:
            number, modules = _STANDARD[base.__name__]
            if base.__module__ in modules:
                return number
    return None


def _derives(cls: type, base: type) -> bool:
    return any(ancestor is base for ancestor in cls.__mro__)


def _implements(cls: type, interface: type) -> bool:
    """Returns whether ``cls`` derives from an abstract class, or is registered with it."""
    try:
        return issubclass(cls, interface)
    except TypeError:  # Has no hash, so it cannot be registered.
        return _derives(cls, interface)


def _by_protocol(cls: type) -> int:
    numpy = {base.__name__ for base in cls.__mro__ if base.__module__ == "numpy"}
    # A void is a tuple if it has fields, and else bytes.
    if "ndarray" in numpy or "void" in numpy or cls.__module__ == "array" or cls is Array:
        return TO_LIST
    if "timedelta64" in numpy:  # An integer without the number.
        return OPAQUE
    if "floating" in numpy:
        return FLOAT
    if cls.__name__ in ("bool", "bool_") and numpy:
        return BOOL
    if "integer" in numpy:
        return INDEX
    if _implements(cls, collections.abc.Sequence):
        return SEQUENCE
    sized = hasattr(cls, "__len__") and hasattr(cls, "__getitem__")
    # With len() and [] it is a container that can, as PyTorch's tensors do, also stand for a single number.
    if hasattr(cls, "__index__") and not sized:
        return INDEX
    # keys() makes it a mapping of its own kind, a DataFrame say.
    if sized and not hasattr(cls, "keys"):
        return SEQUENCE
    return OPAQUE


def _fields(cls: type) -> tuple[str, ...] | None:
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
        # Of pydantic 2, some of whose versions have only the second, and warn of the last; and of 1.
        for name in ("__pydantic_fields__", "model_fields", "__fields__"):
            found = getattr(cls, name, None)
            if isinstance(found, dict):
                return tuple(found)
    return None


def is_plain(cls: type, names: tuple[str, ...], slots: bool) -> bool:
    """Returns whether attributes of these names are what instances of ``cls`` have in their dict, or in slots.

    Asked of classes that do not say themselves how attributes are read. What such a class has under a name must be the
    default of a field, of a type that nobody makes a descriptor.
    """
    for name in names:
        if type(name) is not str or not name.isidentifier():
            return False
        found = next((vars(base)[name] for base in cls.__mro__ if name in vars(base)), None)
        is_slot = slots and type(found) is MemberDescriptorType
        if not is_slot and not any(type(found) is plain for plain in _PLAIN):
            return False
    return True


def index_of(value: Any) -> int | str:
    """Returns what ``__index__`` gives; if it raises an exception, what messages call the value for that."""
    try:
        return operator.index(value)
    except Exception as error:
        raised = "".join(traceback.format_exception_only(type(error), error)).strip()
        text = f"{name_of(type(value))}, whose __index__() raised {raised}"
        return text.encode("utf-8", "backslashreplace").decode()


def name_of(cls: type) -> str:
    """Returns the name of a type as messages show it: with its module, unless it is builtin."""
    module = cls.__module__
    return cls.__qualname__ if module == "builtins" else f"{module}.{cls.__qualname__}"
