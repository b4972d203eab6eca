"""Module objects of libraries that were built with the Go original.

Called by the native part when such a library is loaded. It knows the names of its functions, types and methods, and
nothing else: what they take and return, only Go knows.
"""

from __future__ import annotations

import keyword
import os
import sys
import warnings
from collections.abc import Callable
from inspect import Parameter, Signature
from types import ModuleType
from typing import TYPE_CHECKING, Any

from gopylink._go_instance import GoInstance
from gopylink._near import near_names
from gopylink.errors import NotFoundError

if TYPE_CHECKING:
    from gopylink._native import GoLibrary as Library

_SIGNATURE = Signature([Parameter("arguments", Parameter.VAR_POSITIONAL)])
_OF_METHOD = _SIGNATURE.replace(
    parameters=[Parameter("self", Parameter.POSITIONAL_ONLY), *_SIGNATURE.parameters.values()]
)


def module(library: Library, name: str) -> ModuleType:
    """Returns the module object of a library."""
    made: Any = ModuleType(name, f"A Go library, loaded by gopylink from {library.path}.")
    made.__file__ = library.path
    functions = {function: library.function(name, function, _doc("A Go function")) for function in library.functions}
    classes = {cls: _class(library, name, cls, methods) for cls, methods in library.types.items()}

    def no_function(wanted: Any) -> Any:
        raise NotFoundError(_unknown(name, "function", wanted, functions, classes, "new_type"))

    def no_class(wanted: Any) -> Any:
        raise NotFoundError(_unknown(name, "class", wanted, classes, functions, "func_call"))

    doc = "Calls a Go function by name."
    made.func_call = library.by_name(name, "func_call", doc, functions, no_function)
    doc = "Makes an object of a Go type, by the name."
    made.new_type = library.by_name(name, "new_type", doc, classes, no_class)
    public = ["func_call", "new_type"]
    for how, exports in (("func_call", functions), ("new_type", classes)):
        for export, value in exports.items():
            if exports is classes and export in functions:
                reason = "the name of a function and of a type, and as an attribute the function"
            elif hasattr(made, export) or export in ("__all__", "__dir__", "__getattr__", "__path__"):
                reason = "an attribute that every library has"
            elif keyword.iskeyword(export):
                reason = "a keyword of Python"
            else:
                reason = ""
            if reason:
                message = f"library '{name}' exports '{export}', {reason}: reach the export with {how}('{export}')"
                warnings.warn(message, RuntimeWarning, stacklevel=3)
            if not hasattr(made, export):
                setattr(made, export, value)
                public.append(export)
    made.__all__ = public
    return made  # type: ignore[no-any-return]


def has_client(path: str | os.PathLike[str]) -> bool:
    """Returns whether a client of the original's has loaded a file: for a second client, Go would end the process."""
    theirs: dict[str, Any] = getattr(sys.modules.get("gorayffi.ffi"), "_loaded_libs", {})
    # Where none of that name is now, it was relative to another folder, or found by the platform's loader.
    return any(
        os.path.samefile(path, other) if os.path.exists(other) else os.path.basename(path) == os.path.basename(other)
        for other in theirs
    )


def _unknown(
    library: str, kind: str, name: object, names: dict[str, Any], others: dict[str, Any], by_other: str
) -> str:
    if not isinstance(name, str):
        raise TypeError(f"the name of a {kind} must be a str, not {type(name).__name__}")
    hint = ""
    if name in others:
        hint = f"; it is a {'class' if kind == 'function' else 'function'}: use {by_other}"
    else:
        near = near_names(name, names, 1)
        hint = f". Did you mean '{near[0]}'?" if near else ""
    return f"library '{library}' has no {kind} '{name}'{hint}"


def _described(function: Any, module: str, name: str, doc: str, signature: Signature, owner: str = "") -> Any:
    function.__module__ = module
    function.__name__ = name
    function.__qualname__ = f"{owner}.{name}" if owner else name
    function.__doc__ = doc
    function.__text_signature__ = None
    function.__signature__ = signature
    return function


def _method(library: Library, module: str, cls: type[GoInstance], name: str) -> Callable[..., Any]:
    call, owner = library.method, cls.__name__

    def method(self: GoInstance, *arguments: Any, **named: Any) -> Any:
        if named:
            raise takes_no_names(f"{owner}.{name}", named)
        if not isinstance(self, cls):
            # As CPython says it of its own.
            got = f"descriptor '{name}' for '{owner}' objects doesn't apply to a '{type(self).__name__}' object"
            raise TypeError(got)
        return call(owner, self._open(name), name, arguments)

    return _described(method, module, name, _doc("A Go method"), _OF_METHOD, owner)  # type: ignore[no-any-return]


def _class(library: Library, module: str, name: str, methods: list[str]) -> type[GoInstance]:
    def __init__(self: Any, *arguments: Any, **named: Any) -> None:
        if named:
            raise takes_no_names(name, named)
        if getattr(self, "_number", None) is not None:
            raise TypeError(f"{name}() has made this instance already")
        self._number = library.construct(name, arguments)

    namespace: dict[str, Any] = {
        "__init__": _described(__init__, module, "__init__", _doc("A Go constructor"), _OF_METHOD, name),
        "__module__": module,
        "__doc__": _doc("A Go type", "its constructor takes"),
        "__signature__": _SIGNATURE,
        "_library": library,
    }
    cls = type(name, (GoInstance,), namespace)
    for method in methods:
        setattr(cls, method, _method(library, module, cls, method))
    return cls


def _doc(kind: str, subject: str = "its parameters") -> str:
    if subject == "its parameters":
        return f"{kind}: its parameters are not known to Python."
    return f"{kind}: what {subject} is not known to Python."


def takes_no_names(function: str, named: dict[str, Any]) -> TypeError:
    names = ", ".join(f"'{name}'" for name in named)
    return TypeError(f"{function}() got arguments by name ({names}), and Go functions take positional ones only")


def manifest(library: Library) -> dict[str, Any]:
    """Returns what is known of a library, in the form of the manifest of a Rust library."""
    classes = [
        {
            "name": name,
            "language": "Go",
            "doc": _doc("A Go type", "its constructor takes"),
            "constructor": _any("new", _doc("A Go constructor")),
            "methods": [_any(method, _doc("A Go method")) for method in methods],
        }
        for name, methods in library.types.items()
    ]
    return {
        "language": "Go",
        "functions": [_any(name, _doc("A Go function")) for name in library.functions],
        "classes": classes,
    }


def _any(name: str, doc: str) -> dict[str, Any]:
    return {"name": name, "doc": doc, "parameters": [{"name": "arguments", "kind": "Rest", "accepts": {"List": "Any"}}]}
