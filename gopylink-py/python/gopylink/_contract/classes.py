"""Describes the classes of source code: their methods, and what their constructors take."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gopylink._contract import decorators, hints
from gopylink._contract.definitions import Scope, describe_function
from gopylink._contract.exports import PythonClass, PythonFunction, PythonParameter, choose, takes_anything
from gopylink._contract.fields import is_named_tuple, option, parameters_of
from gopylink._contract.hints import SELF, UNKNOWN, Hint
from gopylink._contract.lineage import identity_of
from gopylink._contract.statements import statements

# Classes to derive from that bring neither methods nor a constructor.
_EMPTY = {"abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol", "typing_extensions.Generic"}
_ENUMS = {"enum.Enum", "enum.Flag", "enum.IntEnum", "enum.IntFlag", "enum.StrEnum", "enum.ReprEnum"}
_METACLASSES = {"abc.ABCMeta", "enum.EnumMeta", "enum.EnumType"}


@dataclass
class _Lineage:
    """A class and those it derives from."""

    classes: list[tuple[ast.ClassDef, Scope]] = field(default_factory=list)
    """Those in reach, the farthest first."""
    bases: set[str] = field(default_factory=set)
    """The full names of what is not in reach."""
    metaclass: tuple[ast.expr, Scope] | None = None
    is_complete: bool = True
    """Whether all bases are in reach, or are known."""


def describe_class(name: str, node: ast.ClassDef, scope: Scope) -> PythonClass:
    """Describes a class as it is written, with what it inherits from classes that are in reach."""
    lineage = _Lineage()
    _trace(lineage, node, scope)
    place = f"{scope.path}:{node.lineno}"
    own = Hint("unknown", node.name, home=scope.path)
    methods: dict[str, PythonFunction | None] = {}
    abstract: set[str] = set()
    for cls, home in lineage.classes:
        for item in statements(cls):
            if not isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                methods.update({it: _named(f"{name}.{it}", value, methods) for it, value in _assigned(item)})
                continue
            is_abstract = any(it.rpartition(".")[2] == "abstractmethod" for it in decorators.names(item, home))
            (abstract.add if is_abstract else abstract.discard)(item.name)
            if decorators.is_property(item, home):
                methods.pop(item.name, None)
            else:
                methods[item.name] = _method(f"{name}.{item.name}", item, home, own)
    constructor = replace(_constructor(name, node, lineage, own), place=place, doc="")
    init = methods.get("__init__")
    if init is not None and constructor.parameters == init.parameters:
        constructor = replace(constructor, place=init.place, doc=init.doc)
    is_complete = lineage.is_complete and not node.keywords and "__getattr__" not in methods
    is_complete = is_complete and lineage.metaclass is None and decorators.keep_the_signature(node, scope)
    return PythonClass(
        name,
        constructor,
        {it: method for it, method in methods.items() if method is not None},
        is_complete and not lineage.bases - _EMPTY - {"enum.Enum", "enum.Flag", "builtins.object"},
        place,
        ast.get_docstring(node) or "",
        (bool(abstract) and _is_abc(lineage)) or _is_protocol(node, scope),
        identity=identity_of(node, scope),
        ancestors=frozenset(identity_of(*it) for it in lineage.classes),
        ancestor_names=_ancestor_names(lineage),
        knows_ancestors=lineage.is_complete and node.name not in scope.registered,
        is_certain=decorators.keep_the_signature(node, scope),
    )


def _ancestor_names(lineage: _Lineage) -> frozenset[str]:
    named = {
        it for it in lineage.bases if it.partition(".")[0] not in ("builtins", "abc", "typing", "typing_extensions")
    }
    above = {cls.name for cls, _ in lineage.classes[:-1]}
    return frozenset(above | {it.rpartition(".")[2] for it in named})


def _assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    """Returns the names that a statement of a class gives to something, and what it is if that is written there."""
    if isinstance(node, ast.Assign):
        names = [it.id for target in node.targets for it in ast.walk(target) if isinstance(it, ast.Name)]
        yield from ((it, node.value) for it in names)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from ((alias.asname or alias.name, None) for alias in node.names)
    elif isinstance(node, ast.ClassDef):
        yield node.name, None


def _named(label: str, value: ast.expr | None, methods: Mapping[str, PythonFunction | None]) -> PythonFunction | None:
    """Returns the method that a value is, as far as that can be told; nothing if it is none."""
    if isinstance(value, ast.Name) and value.id in methods:
        found = methods[value.id]
        return None if found is None else replace(found, name=label)
    is_data = isinstance(value, (ast.Constant, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.JoinedStr))
    return None if is_data else PythonFunction(label)


def bases_of(node: ast.ClassDef, scope: Scope) -> list[tuple[ast.ClassDef, Scope]]:
    """Returns the classes in reach that a class derives from, the nearest first."""
    lineage = _Lineage()
    _trace(lineage, node, scope)
    return lineage.classes[-2::-1]


def _trace(lineage: _Lineage, node: ast.ClassDef, scope: Scope, depth: int = 0) -> None:
    for base in reversed(node.bases):
        found = scope.class_of(base)
        named = scope.base(base) or ("builtins.object" if ast.unparse(base) == "object" else "")
        if found is not None and depth < 50:
            _trace(lineage, found[0], found[1], depth + 1)
        elif named:
            lineage.bases.add(named)
        if found is None and named not in _EMPTY | _ENUMS | {"builtins.object", "typing.NamedTuple"}:
            lineage.is_complete = False
    for keyword in node.keywords:
        if keyword.arg == "metaclass" and scope.qualified(keyword.value) not in _METACLASSES:
            lineage.metaclass = (keyword.value, scope)
        elif keyword.arg == "metaclass":
            lineage.bases.add("abc.ABC")
    lineage.classes.append((node, scope))


def _constructor(name: str, node: ast.ClassDef, lineage: _Lineage, own: Hint) -> PythonFunction:
    """Returns what calls of the class take."""
    if lineage.bases & _ENUMS or any(base.endswith("Enum") for base in lineage.bases):
        return PythonFunction(name, (PythonParameter("value", hint=_values(lineage)),))
    if any(base.rpartition(".")[2] == "TypedDict" for base in lineage.bases):
        return PythonFunction(name)
    found = _made(name, node, lineage, own)
    is_certain = found.is_certain
    for cls, home in lineage.classes:
        is_certain = is_certain and decorators.keep_the_signature(cls, home)
    if lineage.metaclass is not None:
        call = _call_of(*lineage.metaclass)
        if call is not None and not takes_anything(call.parameters):
            return replace(call, name=name)
        metaclass = lineage.metaclass[1].class_of(lineage.metaclass[0])
        is_certain = is_certain and call is None and metaclass is not None
    return replace(found, is_certain=is_certain)


def _made(name: str, node: ast.ClassDef, lineage: _Lineage, own: Hint) -> PythonFunction:
    """Returns what the nearest class that says something takes."""
    for cls, home in reversed(lineage.classes):
        written = {
            item.name: _method(name, item, home, own)
            for item in cls.body
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and item.name in ("__init__", "__new__")
        }
        maker = next((it for it in cls.decorator_list if decorators.is_dataclass(it, home)), None)
        if maker is not None and option(maker, "init") is not False and "__init__" not in written:
            parameters = parameters_of(cls, home) if lineage.is_complete else None
            return PythonFunction(name, parameters)
        if any(decorators.is_attrs(it, home) for it in cls.decorator_list):
            return PythonFunction(name)
        if is_named_tuple(cls, home):
            return PythonFunction(name, parameters_of(cls, home))
        chosen = choose(written.get("__init__"), written.get("__new__"))
        if chosen is not None:
            # What is not in reach may come first.
            is_certain = chosen.is_certain and (lineage.is_complete or cls is node or len(node.bases) == 1)
            return replace(chosen, is_certain=is_certain)
    return PythonFunction(name, () if lineage.is_complete else None)


def _call_of(metaclass: ast.expr, scope: Scope) -> PythonFunction | None:
    """Returns the ``__call__`` of a metaclass that is in reach."""
    found = scope.class_of(metaclass)
    lineage = _Lineage()
    if found is None:
        return None
    _trace(lineage, *found)
    for cls, home in reversed(lineage.classes):
        for item in cls.body:
            if isinstance(item, ast.FunctionDef) and item.name == "__call__":
                return _method("__call__", item, home, UNKNOWN)
    return None


def _values(lineage: _Lineage) -> Hint:
    """Returns the type of the values of an enum's members."""
    values: list[object] = []
    for cls, _ in lineage.classes:
        for item in cls.body:
            if isinstance(item, ast.Assign):
                values.append(item.value.value if isinstance(item.value, ast.Constant) else object())
    return hints.literal(values) if values else UNKNOWN


def _is_abc(lineage: _Lineage) -> bool:
    return any(base in _EMPTY and not base.endswith("Generic") for base in lineage.bases)


def _is_protocol(node: ast.ClassDef, scope: Scope) -> bool:
    return any(scope.base(it) in ("typing.Protocol", "typing_extensions.Protocol") for it in node.bases)


def _method(label: str, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, own: Hint) -> PythonFunction:
    described = describe_function(label, node, scope)
    names = {it.rpartition(".")[2] for it in decorators.names(node, scope)}
    parameters = described.parameters or ()
    if "staticmethod" not in names and parameters and parameters[0].kind in ("PositionalOnly", "Normal"):
        parameters = parameters[1:]
    parameters = tuple(replace(it, hint=_of_class(it.hint, own)) for it in parameters)
    return replace(described, parameters=parameters, returns=_of_class(described.returns, own))


def _of_class(hint: Hint, own: Hint) -> Hint:
    """Returns the hint with the class in place of ``Self``."""
    if hint == SELF:
        return own
    return replace(hint, items=tuple(_of_class(it, own) for it in hint.items)) if hint.items else hint
