"""Copies and pickles of what a library has.

Everything is found again by the file of its library and its name; so a pickle can be read wherever the library is under
the same path, whether or not it is loaded there yet.
"""

from __future__ import annotations

import copyreg
import enum
import sys
import types
from typing import Any

from gopylink import _native


def exported(path: str, *names: str) -> Any:
    """Returns what a library has by that name; further names are attributes of it."""
    from gopylink.loader import load_for_pickle

    found: Any = load_for_pickle(path)
    for name in names:
        found = getattr(found, name)
    return found


# Instances of exported classes.


def reduce(instance: Any) -> Any:
    """Returns what a copy of the instance is made of. Called for ``__reduce_ex__``."""
    cls: Any = type(instance)
    if cls.__reduce__ is not _native.Instance.__reduce__:
        return instance.__reduce__()
    return reduce_value(instance)


def reduce_value(instance: Any) -> Any:
    """Returns the same, whatever a subclass has to say of it. Called for ``__reduce__``."""
    cls: Any = type(instance)
    path, name, of_library, can = _native.origin(instance)
    if not can:
        raise TypeError(
            f"cannot pickle '{cls.__name__}' object: write #[gopylink::class(pickle)] on the impl block of '{name}' in "
            "Rust, and derive serde's Serialize and Deserialize for it"
        )
    arguments = (path, name, _native.save(instance))
    if cls is of_library:
        return restore, arguments
    return restore, (*arguments, cls), _state(instance)


def restore(path: str, name: str, saved: bytes, cls: type | None = None) -> Any:
    """Returns an instance like the one that was saved; of a subclass, if there is one."""
    of_library = exported(path, name)
    instance = _native.Instance.__new__(of_library if cls is None else cls)
    if not isinstance(instance, of_library):
        raise TypeError(f"{cls!r} does not derive from {of_library!r}, as it did when the instance was pickled")
    _native.restore(instance, saved)
    return instance


def _state(instance: Any) -> Any:
    """Returns what a subclass has beside the value of Rust's."""
    if hasattr(instance, "__getstate__"):  # Since Python 3.11, all objects have it.
        return instance.__getstate__()
    attributes = getattr(instance, "__dict__", None) or None
    names = copyreg._slotnames(type(instance))  # type: ignore[attr-defined]
    slots = {name: getattr(instance, name) for name in names if hasattr(instance, name)}
    return (attributes, slots) if slots else attributes


# Functions.


def _reduce_function(function: Any) -> Any:
    """Returns what pickles say of a builtin function, which those of libraries are too."""
    owner = function.__self__
    attributes = vars(owner if isinstance(owner, types.ModuleType) else type(owner))
    origin = attributes.get("_gopylink_origin")
    if origin is None:
        return function.__reduce__()
    found = (*origin, function.__name__)
    if exported(*found) is not function:
        import pickle  # Only for its exception.

        name = ".".join(found[1:])
        raise pickle.PicklingError(f"cannot pickle {function!r}: '{name}' is something else in {origin[0]}")
    return exported, found


copyreg.pickle(types.BuiltinFunctionType, _reduce_function)


# Classes that were made in Python: of records, and of errors.


def adopt(path: str, name: str, cls: Any) -> None:
    """Has the instances of a class that was made for a library pickled by the library's file and the class's name."""
    if issubclass(cls, enum.Enum):

        def reduce_member(self: Any, _protocol: int) -> Any:
            return exported, (path, name, self.name)

        cls.__reduce_ex__ = reduce_member
        return

    is_error = issubclass(cls, BaseException)

    def __reduce__(self: Any) -> Any:
        own = type(self) is cls
        state = dict(vars(self))
        if not is_error:
            return (_record, (path, name), state) if own else (object.__new__, (type(self),), state)
        # Attributes that a builtin exception has, too, are kept by it.
        state.update((field, getattr(self, field)) for field in cls._fields if hasattr(self, field))
        if own:
            return _error, (path, name, self.args), state
        return new, (type(self), self.args), state

    cls.__reduce__ = __reduce__


def _record(path: str, name: str) -> Any:
    return object.__new__(exported(path, name))


def _error(path: str, name: str, args: tuple[Any, ...]) -> BaseException:
    return new(exported(path, name), args)


def new(cls: Any, args: tuple[Any, ...]) -> BaseException:
    """Returns an exception with these arguments, of which nothing else is known yet."""
    # Only that of the builtin base which the instance has the layout of takes the class.
    builtin = cls
    while builtin.__module__ != "builtins":
        builtin = builtin.__base__
    error: BaseException = builtin.__new__(cls)
    BaseException.__init__(error, *args)
    return error


# Classes themselves: Python pickles any class by the module that it imports it from.


class _Finder:
    """Finds the modules of libraries that are loaded, unless Python has a module of the name itself.

    A folder of that name without an ``__init__.py`` is none, although Python would make a namespace package of it: the
    folder of the crate is often beside the script.
    """

    def __init__(self) -> None:
        self.libraries: dict[str, set[types.ModuleType]] = {}

    def find_spec(self, name: str, path: Any = None, _target: Any = None) -> Any:
        """Returns what an ``import`` of the library gets. There is none if several have the name."""
        libraries = self.libraries.get(name, set())
        if path is not None or len(libraries) != 1:
            return None
        from importlib.machinery import ModuleSpec

        others = (finder for finder in sys.meta_path if finder is not self and hasattr(finder, "find_spec"))
        specs = (finder.find_spec(name, path, _target) for finder in others)
        if any(spec is not None and spec.loader is not None and spec.origin is not None for spec in specs):
            return None
        (library,) = libraries
        return ModuleSpec(name, _Loader(library), origin=library.__file__)  # type: ignore[arg-type]


class _Loader:
    def __init__(self, library: types.ModuleType) -> None:
        self.library = library

    def create_module(self, _spec: Any) -> types.ModuleType:
        return self.library

    def exec_module(self, _module: types.ModuleType) -> None:
        """Does nothing: a library is whole when it is loaded."""


_finder = _Finder()


def know(library: types.ModuleType) -> None:
    """Lets classes of a library be pickled by its name."""
    if _finder not in sys.meta_path:
        # Before what finds folders.
        sys.meta_path.insert(0, _finder)
    _finder.libraries.setdefault(library.__name__, set()).add(library)


def is_known(library: types.ModuleType) -> bool:
    """Returns whether that was done."""
    return library in _finder.libraries.get(library.__name__, ())
