"""Makes the exception classes that errors of a library have in Python, and their instances.

Called by the native part: when a library is loaded that has such errors, and when one is returned.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from inspect import Parameter, Signature
from typing import Any

from gopylink._manifest import ErrorType, ErrorVariant
from gopylink._pickle import new
from gopylink.errors import LoadError, RustError


def make(errors: list[Any], module: str) -> list[tuple[str, type]]:
    """Returns the classes for these errors: of each, the base and one for each variant."""
    made: list[tuple[str, type]] = []
    for error in map(ErrorType.parse, errors):
        base = _class(
            error.name,
            (RustError,),
            error.doc,
            module,
            {"_fields": (), "__init__": _initializer(error.name, ()), "__str__": __str__},
        )
        made.append((error.name, base))
        made += [(variant.name, _variant(variant, base, module)) for variant in error.variants]
    return made


def _variant(variant: ErrorVariant, base: type, module: str) -> type:
    bases = (base, getattr(builtins, variant.base)) if variant.base else (base,)
    names = tuple(field.name for field in variant.fields)
    namespace = {"_fields": names, "__match_args__": names, "__init__": _initializer(variant.name, names)}
    try:
        return _class(variant.name, bases, variant.doc, module, namespace)
    except TypeError as error:
        raise LoadError(f"no exception class can be made of '{variant.name}': {error}") from error


def _class(name: str, bases: tuple[type, ...], doc: str, module: str, namespace: dict[str, Any]) -> type:
    return type(name, bases, {"__module__": module, "__doc__": doc or None, **namespace})


def _initializer(cls: str, names: tuple[str, ...]) -> Any:
    """Returns the ``__init__`` of a class whose instances have attributes of these names. Raises what Python would."""

    def __init__(self: Any, message: object = "", /, **fields: Any) -> None:
        for name in fields:
            if name not in names:
                raise TypeError(f"{cls}.__init__() got an unexpected keyword argument '{name}'")
        missing = [f"'{name}'" for name in names if name not in fields]
        if missing:
            raise TypeError(f"{cls}.__init__() missing {len(missing)} required keyword-only {_listed(missing)}")
        BaseException.__init__(self, message)
        for name, value in fields.items():
            setattr(self, name, value)

    message = message_name(names)
    first = [Parameter("self", Parameter.POSITIONAL_ONLY), Parameter(message, Parameter.POSITIONAL_ONLY, default="")]
    further = [Parameter(name, Parameter.KEYWORD_ONLY) for name in names]
    __init__.__qualname__ = f"{cls}.__init__"
    __init__.__signature__ = Signature([*first, *further])  # type: ignore[attr-defined]
    return __init__


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return f"argument: {names[0]}"
    comma = "," if len(names) > 2 else ""
    return f"arguments: {', '.join(names[:-1])}{comma} and {names[-1]}"


def message_name(fields: Iterable[str]) -> str:
    """Returns what a signature calls the message, beside the attributes: it has no name twice."""
    taken = set(fields)
    name = "message"
    while name in taken:
        name = f"_{name}"
    return name


def __str__(self: Any) -> str:
    # Some builtin exceptions show more than the message.
    return BaseException.__str__(self)


def instance(cls: Any, message: str, values: tuple[Any, ...]) -> BaseException:
    """Returns the exception for an error that Rust has returned. ``values`` are what its attributes hold, in order.

    If there are more of them than attributes, the last attribute is a tuple of the rest.
    """
    last = len(cls._fields) - 1
    if len(values) > last + 1:
        values = (*values[:last], values[last:])
    error = new(cls, (message,))
    for name, value in zip(cls._fields, values):
        setattr(error, name, value)
    return error
