"""Finds the file of a library and has it loaded."""

from __future__ import annotations

import errno
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, Union

from gopylink import _native
from gopylink._near import near_names
from gopylink._pickle import is_known, know
from gopylink.errors import LoadError
from gopylink.registry import PythonRegistry

if TYPE_CHECKING:
    from typing import overload
else:

    def overload(function: Any) -> Any:
        """Does nothing. Python's own would keep the function until the exit, and with it all that it knows."""
        return function


if sys.platform == "win32":
    _PREFIX, _SUFFIXES = "", (".dll",)
elif sys.platform == "darwin":
    _PREFIX, _SUFFIXES = "lib", (".dylib", ".so")
else:
    _PREFIX, _SUFFIXES = "lib", (".so",)

_BUILD = "cargo build --lib"


_AnyPath = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]


@overload
def load_go_lib(path: _AnyPath, python_registry: PythonRegistry | None = None) -> ModuleType: ...
@overload
def load_go_lib(*, libpath: _AnyPath, python_registry: PythonRegistry | None = None) -> ModuleType: ...  # noqa: F811
def load_go_lib(  # noqa: F811
    path: _AnyPath | None = None,
    python_registry: PythonRegistry | None = None,
    *,
    libpath: _AnyPath | None = None,
) -> ModuleType:
    """Loads a library and returns it as a module object.

    The functions and classes that the library exports are attributes of the module; ``func_call`` and ``new_type``
    reach them by name. A file is loaded once, however its path is spelled.

    What the library's stubs expect of Python is compared with what is exported so far. What may fail is a
    :class:`gopylink.ContractWarning`; what is exported later is looked at when it is first called.

    :param path: the file, as ``"target/debug/libdemo.so"``; or the same without what differs between platforms,
        as ``"target/debug/demo"``
    :param python_registry: what the library may call; by default what :func:`gopylink.export` has exported
    :param libpath: what the Go original calls ``path``
    :raises LoadError: if there is no such file, it is not a library of gopylink, it was built for another version,
        it is already loaded with another registry, or its stubs call what is exported in a way that must fail
    """
    if python_registry is not None and not isinstance(python_registry, PythonRegistry):
        raise TypeError(f"python_registry must be a PythonRegistry, not {type(python_registry).__name__}")
    if path is None:
        if libpath is None:
            raise TypeError("load_go_lib() missing 1 required positional argument: 'path'")
        path = libpath
    elif libpath is not None:
        raise TypeError("load_go_lib() got both 'path' and 'libpath', which is the Go original's name for it")
    found = find(os.fsdecode(path))
    library = _native.load(found, python_registry)
    _check(found)
    know(library)
    return library


load_lib = load_go_lib


def load_for_pickle(path: str) -> ModuleType:
    """Returns the library that a pickle names.

    Its stubs are compared with what Python exports only if it was not loaded before: a pickle may name it many times.
    """
    found = find(path)
    library = _native.load(found, None)
    if not is_known(library):
        _check(found)
        know(library)
    return library


def _check(found: str) -> None:
    registry = _native.registry_of_stubs(found)
    if registry is not None:
        from gopylink import _expectations  # Only for libraries with stubs.

        _expectations.check(found, registry)


def find(path: str) -> str:
    """Returns the absolute path of the library that ``path`` means."""
    if not path:
        raise LoadError("the path of the library is empty")
    path = os.path.abspath(path)
    tried = _candidates(path)
    for candidate in tried:
        # Not isfile(): what is neither a file nor a folder is for the platform's loader to refuse.
        if os.path.exists(candidate) and not os.path.isdir(candidate):
            return candidate
    if os.path.isdir(path):
        raise _failure(errno.EISDIR, _is_directory(path))
    raise _failure(errno.ENOENT, _is_missing(path, tried))


def _candidates(path: str) -> list[str]:
    """Returns the files that ``path`` may mean, the likeliest first."""
    if path.endswith(_SUFFIXES):
        return [path]
    folder, name = os.path.split(path)
    found = []
    for spelled in dict.fromkeys((name, name.replace("-", "_"))):
        stems = [_PREFIX + spelled]
        if _PREFIX and spelled.startswith(_PREFIX):
            stems.append(spelled)
        found += [os.path.join(folder, stem + suffix) for stem in stems for suffix in _SUFFIXES]
    # Last, because cargo puts a program of that name beside the library.
    return [*found, path]


def _is_missing(path: str, tried: list[str]) -> str:
    lines = ["no such library; tried:", *(f"  {candidate}" for candidate in tried)]
    near = _near(path)
    if near:
        lines.append(f"there is: {', '.join(near)}")
    lines.append(f"build the library with: {_BUILD}")
    return "\n".join(lines)


def _near(path: str) -> list[str]:
    """Returns up to three libraries in the folder of ``path``, those with similar names first."""
    folder, name = os.path.split(path)
    names = _libraries(folder)
    near = near_names(stem(name), map(stem, names), 3)
    return [name for name in names if stem(name) in near][:3] or names[:3]


def stem(name: str) -> str:
    """Returns what is left of a file name without what all libraries share."""
    stem = os.path.splitext(name)[0]
    return stem[len(_PREFIX) :] if stem.startswith(_PREFIX) else stem


def _is_directory(path: str) -> str:
    message = f"{path} is a directory; pass the file of the library"
    for folder in (path, *(os.path.join(path, "target", profile) for profile in ("debug", "release"))):
        found = [os.path.join(folder, name) for name in _libraries(folder)[:3]]
        if found:
            return f"{message}: {' or '.join(found)}"
    if os.path.isfile(os.path.join(path, "Cargo.toml")):
        built = os.path.join("target", "debug", f"{_PREFIX}<name>{_SUFFIXES[0]}")
        return f"{message}; run '{_BUILD}' there, which puts it at {built}"
    return message


def _libraries(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(_SUFFIXES))
    except OSError:
        return []


def _failure(number: int, message: str) -> LoadError:
    # Not given to the constructor, which would put the number into the message.
    error = LoadError(message)
    error.errno = number
    return error
