"""Describes Python functions and classes as they are in memory, without calling them."""

from __future__ import annotations

import dataclasses
import enum
import functools
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from gopylink import _records
from gopylink._contract import hints
from gopylink._contract.exports import Exported, PythonClass, PythonFunction, PythonParameter, choose, takes_anything
from gopylink._contract.hints import UNKNOWN, Hint
from gopylink._contract.lineage import LiveLineage
from gopylink._contract.live_contents import LiveContents, is_typeddict
from gopylink._contract.looking import look
from gopylink._contract.places import place_of

_KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "PositionalOnly",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "Normal",
    inspect.Parameter.VAR_POSITIONAL: "Rest",
    inspect.Parameter.KEYWORD_ONLY: "KeywordOnly",
    inspect.Parameter.VAR_KEYWORD: "Options",
}

_ANYTHING = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}


def of_object(name: str, obj: object) -> Exported:
    """Describes what is exported by that name."""
    return look(None, _exported, name, obj)


def _exported(name: str, obj: object) -> Exported:
    if isinstance(obj, type):
        return _class(name, obj)
    return _function(name, obj) if callable(obj) else None


def _class(name: str, cls: type) -> PythonClass:
    methods: dict[str, PythonFunction] = {}
    for base in reversed(cls.__mro__[:-1]):
        for attribute, found in vars(base).items():
            static = isinstance(found, (staticmethod, classmethod))
            function = found.__func__ if static else found
            if isinstance(function, (functools.partialmethod, functools.singledispatchmethod)):
                methods[attribute] = PythonFunction(f"{name}.{attribute}")
            elif not callable(function):
                # A later class may hide a method behind something else.
                methods.pop(attribute, None)
            elif isinstance(function, types.FunctionType):
                bound = not isinstance(found, staticmethod)
                methods[attribute] = _function(attribute, function, bound=bound, label=f"{name}.{attribute}")
            else:
                methods[attribute] = PythonFunction(f"{name}.{attribute}")
    place = look("", place_of, cls)
    constructor = look(PythonFunction(name), _constructor, name, cls)
    constructor = replace(constructor, place=constructor.place or place)
    is_complete = not any(hasattr(base, "__getattr__") for base in (cls, type(cls)))
    is_abstract = inspect.isabstract(cls) or ("_is_protocol" in vars(cls) and bool(vars(cls)["_is_protocol"]))
    return PythonClass(
        name,
        constructor,
        methods,
        is_complete,
        place,
        inspect.getdoc(cls) or "",
        is_abstract,
        identity=cls,
        ancestors=_Ancestors(cls),
        ancestor_names=frozenset(it.__name__ for it in cls.__mro__[1:] if it.__module__ not in _PLAIN_BASES),
    )


class _Ancestors:
    """The classes that one derives from, those included that only say so."""

    def __init__(self, cls: type) -> None:
        self._cls = cls

    def __contains__(self, other: object) -> bool:
        return isinstance(other, type) and look(False, issubclass, self._cls, other)


_PLAIN_BASES = ("builtins", "abc", "typing", "typing_extensions")


def _constructor(name: str, cls: type) -> PythonFunction:
    """Returns what calls of the class take: not what inspect.signature tells, which stops at ``*args, **kwargs``."""
    if issubclass(cls, enum.Enum):
        values = hints.literal([member.value for member in cls])
        return PythonFunction(name, (PythonParameter("value", hint=values),))
    if is_typeddict(cls):
        return PythonFunction(name)
    if any("__signature__" in vars(base) for base in cls.__mro__):
        return _function(name, cls)
    is_certain = True
    call = _defined(type(cls), "__call__")
    if call is not None:
        through = _function(name, call, bound=True)
        if not takes_anything(through.parameters):
            return through
        is_certain = False
    for base in cls.__mro__[:-1]:
        init, new = (_defined(base, attribute, inherited=False) for attribute in ("__init__", "__new__"))
        written = [_function(name, it, bound=True) if it else None for it in (init, new)]
        chosen = choose(*written)
        if chosen is not None:
            return replace(chosen, is_certain=chosen.is_certain and is_certain)
        if "__init__" in vars(base) or "__new__" in vars(base):
            # Made by no Python code, or replaced by a protocol.
            if base.__module__ in ("typing", "typing_extensions") or "_is_protocol" in vars(base):
                continue
            return PythonFunction(name)
    return PythonFunction(name, ())


def _defined(cls: type, attribute: str, *, inherited: bool = True) -> types.FunctionType | None:
    """Returns a function of Python code that a class has, also one that it inherits."""
    for base in cls.__mro__ if inherited else (cls,):
        found = vars(base).get(attribute)
        found = found.__func__ if isinstance(found, (staticmethod, classmethod)) else found
        if isinstance(found, types.FunctionType) and found.__module__ not in _LIBRARIES:
            return found
    return None


# Their metaclasses and protocols have functions that say nothing.
_LIBRARIES = ("typing", "typing_extensions", "abc", "enum")


def _function(name: str, function: Callable[..., Any], *, bound: bool = False, label: str = "") -> PythonFunction:
    called = look(function, _behind_caches, function)
    is_generator = look(False, _yields, called)
    is_async = look(False, inspect.iscoroutinefunction, called)
    place = look("", place_of, function)
    signature: inspect.Signature | None = look(None, inspect.signature, function)
    if signature is None:
        return PythonFunction(label or name, None, UNKNOWN, place, is_async, is_generator)
    is_certain = True
    if isinstance(function, types.FunctionType) and hasattr(function, "__wrapped__"):
        # A wrapper says what it passes on, which need not be what it is called with.
        own = inspect.signature(function, follow_wrapped=False)
        is_certain = {it.kind for it in own.parameters.values()} != _ANYTHING
        signature = own if is_certain else signature
    parameters = list(signature.parameters.values())
    if bound and parameters and parameters[0].kind is not inspect.Parameter.VAR_POSITIONAL:
        parameters = parameters[1:]
    # Names that only a type checker sees are not found.
    known: Mapping[str, Any] = look({}, _annotations, function)
    described = tuple(
        PythonParameter(
            parameter.name,
            _KINDS[parameter.kind],
            parameter.default is inspect.Parameter.empty,
            look(UNKNOWN, of_annotation, known.get(parameter.name, Any)),
        )
        for parameter in parameters
    )
    returns = look(UNKNOWN, of_annotation, known.get("return", Any)) if not isinstance(function, type) else UNKNOWN
    return PythonFunction(label or name, described, returns, place, is_async, is_generator, is_certain=is_certain)


def _behind_caches(function: Any) -> Any:
    while isinstance(function, _CACHE):
        function = function.__wrapped__
    return function


_CACHE = type(functools.lru_cache(look))


def _yields(function: Callable[..., Any]) -> bool:
    return inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)


def _annotations(function: Callable[..., Any]) -> Mapping[str, Any]:
    return typing.get_type_hints(inspect.unwrap(function))


def of_annotation(annotation: Any) -> Hint:
    """Returns what an annotation that has been evaluated says."""
    if annotation is None or annotation is type(None):
        return hints.NONE
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin is typing.Literal:
        return hints.literal(arguments)
    if origin is typing.Union or (hasattr(types, "UnionType") and isinstance(annotation, types.UnionType)):
        return hints.union([of_annotation(argument) for argument in arguments])
    if isinstance(annotation, dataclasses.InitVar):
        return of_annotation(annotation.type)
    if hasattr(annotation, "__supertype__"):
        return of_annotation(annotation.__supertype__)
    found = origin or annotation
    if found is tuple and len(arguments) == 2 and arguments[1] is ...:
        return Hint("tuple", "...", (of_annotation(arguments[0]),))
    if not isinstance(found, type):
        return UNKNOWN
    if getattr(annotation, "__metadata__", None):
        return of_annotation(annotation.__origin__)
    inside = [of_annotation(argument) for argument in arguments]
    return hints.build(f"{found.__module__}.{found.__qualname__}", inside) or _of_class(found)


def _of_class(cls: type) -> Hint:
    if issubclass(cls, enum.Enum):
        return _with_contents("enum", cls)
    if is_typeddict(cls):
        return _with_contents("typeddict", cls)
    number = _records.classify(cls)[0]
    if number in (_records.RECORD, _records.NAMED_TUPLE):
        return _with_contents("record", cls)
    if cls is object:
        return UNKNOWN
    # Of any other class only those that nothing else can pass for say something.
    kind = "unknown" if _may_be_another(cls) else "class"
    return Hint(kind, cls.__qualname__, lineage=LiveLineage(cls))


def _with_contents(kind: str, cls: type) -> Hint:
    contents = LiveContents(cls, lambda it: look(UNKNOWN, of_annotation, it))
    return Hint(kind, cls.__qualname__, contents=contents, lineage=LiveLineage(cls))


def _may_be_another(cls: type) -> bool:
    return inspect.isabstract(cls) or type(cls) is not type or cls.__bases__ != (object,)
